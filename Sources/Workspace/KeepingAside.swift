package import Base
import Foundation
import Ledger
import Store

/// Files that could not be taken, or not in all their parts: still sealed, with the reason, tried again when trust
/// changes, and let go when they are not needed any more.
extension Merge {
    /// Still sealed, under the name of its hash, with the reason in the book.
    mutating func keepAside(
        _ path: String, section: Int, _ problem: Problem, file: inout MergeReport.File
    ) throws {
        let hash = file.hash!
        let kept = book.quarantinePath(of: hash)
        do {
            if !FileManager.default.fileExists(atPath: kept) {
                if try book.isTrial || book.mayNotBeKept(path) {
                    elsewhere[hash] = path
                } else {
                    let bytes = try DurableFile.read(path)
                    guard Digest.of(.plain, bytes) == hash else { throw FileError.differs(path) }
                    try DurableFile.write(bytes, to: kept, mode: 0o600)
                }
            }
            let size = try DurableInput(path).size
            try book.store.write { writer in
                try writer.quarantine(
                    QuarantinedPart(
                        file: hash, section: section, name: file.name, bytes: size, code: problem.code,
                        reason: problem.message, received: book.surroundings.now()))
            }
        } catch let error as FileError {
            file.problems.append(error.problem)
        }
    }

    func release(_ file: Digest) throws {
        guard try book.store.read({ try $0.isQuarantined(file) }) else { return }
        try book.release(file)
    }

    /// Files that waited for trust merge by themselves once it is there, also when it came with another batch or a
    /// run that was cut off. Nobody is asked again; what still waits was told when it came.
    ///
    /// One may bring the decision or the card for which another waits: they are tried until none brings anything.
    mutating func retryWaiting() throws {
        asksForTrust = false
        while try retryOnce() {}
    }

    /// Whether something new has come.
    private mutating func retryOnce() throws -> Bool {
        let waiting = try book.store.read { try $0.quarantine().filter { SyncError.waitingCodes.contains($0.code) } }
        let before = report.newRevisions
        for (hash, parts) in Dictionary(grouping: waiting, by: \.file).sorted(by: { $0.key < $1.key }) {
            let path = book.quarantinePath(of: hash)
            guard FileManager.default.fileExists(atPath: path) else {
                try noteGone(parts)
                continue
            }
            let file = try take(path, FileContent(reading: path), named: parts[0].name, isAsked: false)
            guard file.problems.isEmpty else { continue }
            report.files.removeAll { $0.hash == hash }
            report.files.append(file)
        }
        return report.newRevisions > before
    }

    /// What waits and is kept nowhere, because it holds what was erased or somebody has emptied the folder, has to come
    /// again; `status` says so until it does.
    private func noteGone(_ parts: [QuarantinedPart]) throws {
        guard !book.isTrial else { return }
        try book.store.write { writer in
            for part in parts {
                let problem = DismissError.gone(part.name, waitedFor: part.reason).problem
                try writer.quarantine(
                    QuarantinedPart(
                        file: part.file, section: part.section, name: part.name, bytes: part.bytes, code: problem.code,
                        reason: problem.message, received: part.received))
            }
        }
    }

    /// A kept file's bytes; nil when somebody has emptied the folder, or they were not to be kept.
    private func kept(_ file: Digest) throws -> [UInt8]? {
        let path = elsewhere[file] ?? book.quarantinePath(of: file)
        return FileManager.default.fileExists(atPath: path) ? try DurableFile.read(path) : nil
    }

    /// Lets wholly damaged files go of which the good copy was in this run. What is sealed looks random: two files
    /// that agree in one block at one place were one file.
    mutating func releaseCopies() throws {
        let damaged = try book.store.read {
            try $0.quarantine().filter { $0.section == 0 && SyncError.sealCodes.contains($0.code) }
        }
        for part in damaged.sorted(by: { $0.name < $1.name }) {
            guard let bytes = try kept(part.file),
                try takenWhole.contains(where: { try Self.isCopy(bytes, of: DurableFile.read($0)) })
            else { continue }
            try letGo(part)
        }
    }

    private static func isCopy(_ file: [UInt8], of good: [UInt8]) -> Bool {
        let block = 64
        return stride(from: 0, through: min(file.count, good.count) - block, by: block).contains { start in
            file[start..<start + block].elementsEqual(good[start..<start + block])
        }
    }

    /// Releases a damaged file and says that its good copy has come.
    private mutating func letGo(_ part: QuarantinedPart) throws {
        try book.release(part.file)
        let file = MergeReport.File(name: part.name, hash: part.file, outcome: .replaced)
        if let place = report.files.firstIndex(where: { $0.hash == part.file }) {
            report.files[place] = file
        } else {
            report.files.append(file)
            report.fromBefore += 1
        }
    }

    /// Lets damaged files go of which every section that was refused has come whole in another file.
    mutating func releaseReplaced() throws {
        let parts = try book.store.read { try $0.quarantine() }
        for (hash, parts) in Dictionary(grouping: parts, by: \.file).sorted(by: { $0.key < $1.key }) {
            guard parts.allSatisfy({ $0.section > 0 && SyncError.damageCodes.contains($0.code) }),
                let bytes = try kept(hash)
            else { continue }
            let batch: Batch
            do {
                batch = try Batch(
                    file: bytes, identities: book.keyRing().map(\.receiving), ward: book.identity.ward)
            } catch is SyncError {
                continue
            }
            let areHere = try book.store.read { reader in
                try parts.allSatisfy { part in
                    guard batch.sections.indices.contains(part.section - 1),
                        let claimed = batch.sections[part.section - 1].claimed
                    else { return false }
                    return try reader.isComplete(claimed)
                }
            }
            if areHere { try letGo(parts[0]) }
        }
    }
}

extension Book {
    func release(_ file: Digest) throws {
        try store.write { try $0.release(file) }
        guard !isTrial else { return }
        let path = quarantinePath(of: file)
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path) }
    }

    /// `status --dismiss`: somebody has looked at a file kept aside and needs it no more, or knows (`restored`) that no
    /// receipt was given out after the backup from which the book comes.
    ///
    /// - Returns: The names of the files that went.
    package func dismiss(_ name: String) throws -> [String] {
        if try name == Setting.restored.rawValue && restored != nil {
            try store.write { try $0.unset(.restored) }
            return [name]
        }
        let parts = try store.read { try $0.quarantine() }
        let files = Dictionary(grouping: parts, by: \.file).filter { hash, parts in
            parts[0].name == name || name.utf8.count >= 8 && hash.hex.hasPrefix(name.lowercased())
        }
        guard !files.isEmpty else { throw DismissError.unknown(name) }
        for (hash, parts) in files where parts.contains(where: { SyncError.waitingCodes.contains($0.code) }) {
            guard try isOfRevoked(hash) else { throw DismissError.waiting(name) }
        }
        for hash in files.keys { try release(hash) }
        return files.values.map { $0[0].name }.sorted()
    }
}

extension Book {
    /// Whether a batch kept aside was carried by a device that has been revoked: it waits for nothing.
    private func isOfRevoked(_ file: Digest) throws -> Bool {
        let path = quarantinePath(of: file)
        guard FileManager.default.fileExists(atPath: path) else { return true }
        let carrier: Digest
        do {
            carrier = try Batch(
                file: DurableFile.read(path), identities: keyRing().map(\.receiving), ward: identity.ward
            ).carrier.id
        } catch is SyncError {
            return false
        }
        // Also one that was never trusted.
        return try store.read { reader in
            try reader.inForce(.revoke).contains { $0.revision.answers?["card"]?.string == carrier.hex }
        }
    }
}

/// Why a file kept aside is not dismissed.
package enum DismissError: Error, Hashable, Sendable {
    case unknown(String)
    case waiting(String)
    /// It is kept nowhere any more; what it waited for.
    case gone(String, waitedFor: Bilingual)
}

extension DismissError: Reportable {
    package var problem: Problem {
        switch self {
        case .unknown(let name):
            Problem(
                "KEPT-001",
                Bilingual(
                    "không có tệp giữ riêng nào tên \"\(name.printable)\"",
                    "no file kept aside is called \"\(name.printable)\""),
                hint: Bilingual("xem tên bằng `sotay status`", "see the names with `sotay status`"), status: .noInput)
        case .gone(let name, let reason):
            Problem(
                "KEPT-003", at: name,
                Bilingual(
                    "\(reason.vi); tệp không còn giữ ở đây (có nội dung đã xoá theo yêu cầu, hay ai đó đã xoá tệp): sau đó gộp lại từ USB hoặc xin gửi lại",
                    "\(reason.en); the file is kept no more (it holds what was erased on request, or somebody removed it): then merge it from its stick again, or ask for it again"
                ), status: .badData)
        case .waiting(let name):
            Problem(
                "KEPT-002", at: name,
                Bilingual(
                    "tệp này chưa hỏng: nó chờ một máy được tin cậy, một thẻ máy, hoặc bản sotay mới hơn",
                    "this file is not damaged: it waits for a device to be trusted, for a card, or for a newer sotay"),
                hint: Bilingual(
                    "tin cậy máy gửi bằng `sotay device trust`, rồi tệp tự gộp",
                    "trust its sender with `sotay device trust`; it then merges by itself"), status: .notPermitted)
        }
    }
}
