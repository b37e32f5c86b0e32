import Age
package import Base
import Foundation
package import Ledger
import Store

/// What `merge` did with each file. A part that could not be taken never stops the others.
package struct MergeReport: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// New versions of records, new decisions about devices and the like, and sections that were here before.
        case batch(records: Int, decisions: Int, known: Int, from: [String])
        /// The very same file has been merged before.
        case again
        case kit(number: Int, isNewer: Bool)
        case card(name: String, isTrusted: Bool)
        /// Whose; and whether it showed that somebody else writes this book's log.
        case receipt(from: [String], opensNewLog: Bool)
    }

    package struct File: Hashable, Sendable {
        package let name: String
        package let hash: Digest?
        package internal(set) var outcome: Outcome?
        /// Parts kept aside or refused, each with its reason.
        package internal(set) var problems: [Problem] = []
    }

    package internal(set) var files: [File] = []
    package internal(set) var trusted: [Card] = []
    /// New lines of logs: versions of records and decisions.
    package internal(set) var newRevisions = 0

    package var newRecords: Int {
        files.reduce(0) { sum, file in
            if case .batch(let records, _, _, _)? = file.outcome { sum + records } else { sum }
        }
    }

    package internal(set) var conflicts = 0
    /// Folders inside the folders that were named: nobody looked into them.
    package internal(set) var passedOver: [String] = []
    /// Bodies that left the book because an erasure has come.
    package internal(set) var erased = 0

    package var needsPerson: Bool {
        conflicts > 0
            || files.contains { file in
                if case .card(_, isTrusted: false)? = file.outcome { true } else { !file.problems.isEmpty }
            }
    }
}

/// A device that has come for the first time.
package struct TrustQuestion: Sendable {
    package let card: Card
    /// Its card was made with the secret of a kit that this book knows and that is not withdrawn.
    package let isEnrolled: Bool
    /// This book has the kit that the card names.
    package let isKitKnown: Bool
    /// Its card was named on the command line by itself: somebody handed it over.
    package let isHandedOver: Bool

    /// What `--trust-new` answers: volunteers by their proof of enrolment; a lead, who will decide over others, only
    /// when the card itself was handed over. Whoever holds a kit can call itself a lead.
    package var isPlain: Bool {
        isEnrolled && (card.role == .volunteer || isHandedOver)
    }
}

/// `merge`: batches, kits and cards from files and folders. Safe to repeat; the order plays no part.
package struct Merge {
    let book: Book
    /// Whether a device that is not trusted yet shall be.
    private let trust: (TrustQuestion) throws -> Bool
    private let progress: (_ done: Int, _ of: Int) -> Void
    var report = MergeReport()
    /// Whether devices that are not trusted yet are brought up; not when waiting files are tried once more.
    var asksForTrust = true

    package init(
        into book: Book, trust: @escaping (TrustQuestion) throws -> Bool,
        progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) {
        self.book = book
        self.trust = trust
        self.progress = progress
    }

    package mutating func run(_ paths: [String]) throws -> MergeReport {
        let files = try paths.flatMap { try expand($0) }
        let before = try book.store.read { try $0.conflicts().count }
        let erasedBefore = book.erasedBodies
        for (index, file) in files.enumerated() {
            progress(index, files.count)
            let name = file.path.fileName
            do {
                try take(file.path, named: name, isAsked: file.isAsked)
            } catch let error as FileError {
                // A file that cannot be read stops none of the others.
                report.files.append(.init(name: name, hash: nil, problems: [error.problem]))
            }
        }
        progress(files.count, files.count)
        try retryWaiting()
        try releaseReplaced()
        try book.wipe()
        report.erased = book.erasedBodies - erasedBefore
        report.conflicts = max(0, try book.store.read { try $0.conflicts().count } - before)
        return report
    }

    /// A folder's files by name; what lies in it and is none of ours is passed over in silence, folders are named.
    private mutating func expand(_ path: String) throws -> [(path: String, isAsked: Bool)] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw FileError.missing(path)
        }
        guard isFolder.boolValue else { return [(path, true)] }
        // `.part` is what an export left that was cut off.
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
            .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".part") }
        return names.map { path + "/" + $0 }.filter { path in
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
                return FileManager.default.fileExists(atPath: path)
            }
            report.passedOver.append(path)
            return false
        }
        .map { ($0, false) }
    }

    private mutating func take(_ path: String, named name: String, isAsked: Bool) throws {
        guard try isAsked || Self.looksOurs(path) else { return }
        let bytes = try DurableFile.read(path, limit: Caps.fileBytes + 1, onlyRegular: true)
        guard bytes.count <= Caps.fileBytes else {
            report.files.append(
                .init(name: name, hash: nil, problems: [SyncError.tooLarge(limit: Caps.fileBytes).problem]))
            return
        }
        report.files.append(try take(bytes, named: name, isAsked: isAsked))
    }

    /// Reads no more than the beginning: a stick may hold films.
    private static func looksOurs(_ path: String) throws -> Bool {
        guard DurableFile.isRegular(path) else { return false }
        let start = try DurableFile.read(path, limit: 22, onlyRegular: true)
        return start.starts(with: Array("age-encryption.org/".utf8)) || start.starts(with: Array("{\"v\":".utf8))
    }

    /// Throws when the book itself fails (full, busy, damaged): that is no fault of the file.
    mutating func take(_ bytes: [UInt8], named name: String, isAsked: Bool) throws -> MergeReport.File {
        var file = MergeReport.File(name: name, hash: .of(.plain, bytes))
        do {
            if Kit.isKit(bytes) {
                file.outcome = try takeKit(Kit(file: bytes))
            } else if Receipt.isReceipt(bytes) {
                let receipts = try Receipt.all(in: bytes)
                file.outcome = .receipt(from: receipts.map(\.card.name), opensNewLog: try book.take(receipts))
            } else if Card.isCard(bytes) {
                file.outcome = try takeCard(Card(file: bytes), isHandedOver: isAsked)
            } else {
                try takeBatch(bytes, into: &file)
            }
        } catch let error as StoreError {
            throw error
        } catch let error as any Reportable {
            file.problems.append(error.problem.located(at: name))
            try keepAside(bytes, section: 0, error.problem, file: &file)
        } catch {
            file.problems.append(Problem.unexpected(error).located(at: name))
        }
        return file
    }

    // MARK: Kits and cards

    private func takeKit(_ kit: Kit) throws -> MergeReport.Outcome {
        guard kit.ward == book.identity.ward else {
            throw SyncError.kitOther(area: "\(kit.area.code) \(kit.area.name)")
        }
        let team = book.identity.team
        guard kit.team.isEmpty || team.isEmpty || kit.team == team else { throw SyncError.kitOther(area: kit.team) }
        return try book.write { writer in
            let number = try writer.reader.setting(.kitNumber).flatMap { Int($0) } ?? 0
            try writer.insert(StoredKit(kit))
            for card in kit.wardCards { try writer.insert(card) }
            try writer.withdraw(kits: kit.withdrawn)
            guard kit.number > number, book.identity.role != .ward else {
                return .kit(number: kit.number, isNewer: false)
            }
            try writer.set(.kitNumber, String(kit.number))
            try writer.set(.recipients, kit.recipients.map(\.text).joined(separator: " "))
            try writer.set(.areaName, kit.area.name)
            try writer.set(.plan, kit.text(of: .plan))
            try writer.set(.catalogue, kit.text(of: .catalogue))
            try writer.set(.ownIndicators, kit.text(of: .indicators))
            try writer.set(.hamlets, kit.hamlets)
            for form in try kit.forms() { try writer.insert(form) }
            for list in kit.lists { try writer.insert(list: list) }
            try book.forms.reload(writer.reader)
            try writer.recountUnapproved()
            return .kit(number: kit.number, isNewer: true)
        }
    }

    private mutating func takeCard(_ card: Card, isHandedOver: Bool) throws -> MergeReport.Outcome {
        guard card.ward == book.identity.ward else { throw SyncError.otherWard(fingerprint: card.ward.fingerprint) }
        return .card(name: card.name, isTrusted: try isTrusted(card, isHandedOver: isHandedOver))
    }

    /// Trusts a card when the ledger does already, or when `trust` decides so now; the decision is a revision.
    private mutating func isTrusted(_ card: Card, isHandedOver: Bool = false) throws -> Bool {
        if try book.store.read({ try $0.isTrusted(card.id) }) { return true }
        guard asksForTrust, book.identity.role != .volunteer, card.role != .ward else { return false }
        let kits = try book.store.read { try $0.kits() }
        let isEnrolled = kits.contains { $0.id == card.kit && !$0.isWithdrawn && card.isEnrolled(secret: $0.secret) }
        let question = TrustQuestion(
            card: card, isEnrolled: isEnrolled, isKitKnown: kits.contains { $0.id == card.kit },
            isHandedOver: isHandedOver)
        guard try trust(question) else { return false }
        try book.write { writer in
            try writer.insert(card)
            try book.decide(
                .trust, card,
                ["card": .string(card.id.hex), "name": .string(card.name), "enrolled": .bool(isEnrolled)], with: writer)
        }
        report.trusted.append(card)
        return true
    }

    // MARK: Batches

    private mutating func takeBatch(_ bytes: [UInt8], into file: inout MergeReport.File) throws {
        let hash = file.hash!
        if try book.store.read({ try $0.hasMerged(hash) }) {
            file.outcome = .again
            return
        }
        let batch = try Batch(file: bytes, identities: book.keyRing().map(\.receiving), ward: book.identity.ward)
        var cards = [batch.carrier.id: batch.carrier]
        for section in batch.sections {
            if case .card(let card)? = section.content, card.ward == batch.ward { cards[card.id] = card }
        }
        try remember(cards.values)
        var records: Set<RecordID> = []
        var decisions = 0
        var known = 0
        var authors: [String] = []
        var failed = false
        for (index, section) in Self.inOrder(batch) {
            do {
                guard let content = section.content else { throw SyncError.sectionDamaged(index + 1) }
                switch content {
                case .card(let card):
                    guard card.ward == batch.ward else {
                        throw SyncError.otherWard(fingerprint: card.ward.fingerprint)
                    }
                case .unknown(let least): throw SyncError.newer(least)
                case .form(let form):
                    _ = try author(form.card, ward: form.ward, number: index + 1, isSigned: form.isSigned)
                    try takeForm(form)
                case .log(let log, let body):
                    let author = try author(log.card, ward: log.ward, number: index + 1, isSigned: log.isSigned)
                    if let new = try takeLog(log, body: body, author: author, batch: batch) {
                        report.newRevisions += new.count
                        for revision in new {
                            if case .reserved = revision.kind {
                                decisions += 1
                            } else {
                                records.insert(revision.header.record)
                            }
                        }
                    } else {
                        known += 1
                    }
                    if !authors.contains(author.name) { authors.append(author.name) }
                }
            } catch let error as StoreError {
                throw error
            } catch let error as any Reportable {
                failed = true
                let problem = error.problem.located(at: file.name)
                if !file.problems.contains(problem) { file.problems.append(problem) }
                try keepAside(bytes, section: index + 1, error.problem, file: &file)
            }
        }
        if !failed {
            try release(hash)
            try book.store.write { try $0.markMerged(hash, received: book.surroundings.now()) }
        }
        if !authors.isEmpty {
            file.outcome = .batch(records: records.count, decisions: decisions, known: known, from: authors)
        }
    }

    /// What the carrier has written itself comes first: a lead's decisions say whose sections are to be taken.
    private static func inOrder(_ batch: Batch) -> [(Int, Batch.RawSection)] {
        let sections = Array(batch.sections.enumerated())
        let own = sections.filter {
            if case .log(let log, _)? = $0.element.content { log.card == batch.carrier.id } else { false }
        }
        let places = Set(own.map(\.offset))
        return (own + sections.filter { !places.contains($0.offset) }).map { ($0.offset, $0.element) }
    }

    /// Cards are kept before they are trusted, so that a lead's word about one has effect when it comes.
    private func remember(_ cards: some Collection<Card>) throws {
        let new = try book.store.read { reader in try cards.filter { try reader.card($0.id) == nil } }
        guard !new.isEmpty else { return }
        try book.write { writer in
            for card in new.sorted(by: { $0.id < $1.id }) { try writer.insert(card) }
        }
    }

    /// The trusted author of a section, whose card came with this batch or before it.
    private mutating func author(
        _ card: Digest, ward: SigningPublicKey, number: Int, isSigned: (SigningPublicKey) -> Bool
    ) throws -> Card {
        guard let author = try book.store.read({ try $0.card(card) }) else { throw SyncError.cardUnknown(number) }
        guard ward == book.identity.ward, author.ward == ward, isSigned(author.signingKey) else {
            throw SyncError.sectionSignature(number)
        }
        guard try isTrusted(author) else {
            throw SyncError.untrusted(name: author.name, fingerprint: author.signingKey.fingerprint)
        }
        return author
    }

    /// Nil when the section is known; else its revisions that were new.
    private func takeLog(
        _ log: LogSection, body: ArraySlice<UInt8>, author: Card, batch: Batch
    ) throws -> [Revision]? {
        if try book.store.read({ try $0.isComplete(log) }) { return nil }
        let links = try log.revisions(in: body, signingKey: author.signingKey)
        return try book.write { writer in
            try writer.insert(batch.carrier)
            try writer.insert(author)
            try writer.insert(log, carrier: batch.carrier.id, file: batch.file, received: book.surroundings.now())
            try writer.note(seen: log.seen)
            let new = try links.filter { try writer.insert($0, log: log.key) }.map(\.revision)
            if !new.isEmpty, try log.key == LogKey(log: writer.reader.ownLog(), card: book.identity.card.id) {
                try book.openNewLog(with: writer)
            }
            return new
        }
    }

    private func takeForm(_ form: FormSection) throws {
        try book.write { writer in
            try writer.insert(
                StoredForm(ref: form.form, fileName: form.fileName, text: form.text, isApproved: false))
            try book.forms.reload(writer.reader)
        }
    }
}

extension Problem {
    /// An error that no part of the program has words for; shown as it is rather than swallowed.
    package static func unexpected(_ error: any Error) -> Problem {
        Problem(
            "SOTAY-001", Bilingual("lỗi không lường trước: \(error)", "unexpected error: \(error)"), status: .io)
    }
}
