import Age
import Base
import Foundation
import Ledger

/// What a file holds, as it was read.
struct FileContent: Sendable {
    /// None of a batch that was opened in their place.
    var bytes: [UInt8]
    /// Nil of a file that is too large to be one of ours.
    let hash: Digest?
    /// What came of opening it, where that was done already.
    var batch: Result<Batch, SyncError>?

    init(reading path: String) throws {
        bytes = try DurableFile.read(path, limit: Caps.fileBytes + 1, onlyRegular: true)
        hash = bytes.count > Caps.fileBytes ? nil : .of(.plain, bytes)
    }

    mutating func open(with opener: BatchOpener) {
        guard let hash, Age.isSealed(bytes), !opener.known.contains(hash) else { return }
        var sealed: [UInt8] = []
        swap(&sealed, &bytes)
        batch = opener.open(consume sealed, hash)
    }
}

/// What opens a batch, without the book.
struct BatchOpener: Sendable {
    let identities: [AgeIdentity]
    let ward: SigningPublicKey
    /// Files that need not be opened, for they are merged already.
    let known: Set<Digest>

    func open(_ file: consuming [UInt8], _ hash: Digest) -> Result<Batch, SyncError> {
        do throws(SyncError) {
            return .success(try Batch(file: file, hash: hash, identities: identities, ward: ward))
        } catch {
            return .failure(error)
        }
    }
}

/// A file that is to be merged, read, hashed and opened on another core while the one before it is stored.
///
/// `@unchecked Sendable` because `condition` guards what changes.
final class FileAhead: @unchecked Sendable {
    let path: String
    /// Named by itself, not found in a folder: then it is looked into whatever it is.
    let isAsked: Bool

    private let condition = NSCondition()
    private var result: Result<FileContent?, any Error>?
    private var isBegun = false

    init(_ path: String, isAsked: Bool) {
        self.path = path
        self.isAsked = isAsked
    }

    /// Begins to read, unless the file is larger than batches are made: two of the largest would take too much memory.
    func begin(_ opener: BatchOpener?) {
        guard DurableFile.size(path).map({ $0 <= Caps.splitBytes }) ?? false else { return }
        isBegun = true
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            let result = Result {
                var content = try read()
                if let opener { content?.open(with: opener) }
                return content
            }
            condition.lock()
            self.result = result
            condition.signal()
            condition.unlock()
        }
    }

    /// Nil of a file that is none of ours, by its name and its beginning. To be asked once: nothing of it is kept here.
    func content() throws -> FileContent? {
        guard isBegun else { return try read() }
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = result.take() { return try result.get() }
            condition.wait()
        }
    }

    private func read() throws -> FileContent? {
        guard try isAsked || isNamedAsOurs || looksOurs() else { return nil }
        return try FileContent(reading: path)
    }

    /// Such a file is damaged when it does not begin like one of ours, and somebody has to hear of it.
    private var isNamedAsOurs: Bool {
        let name = path.lowercased()
        return DurableFile.isRegular(path) && (name.hasSuffix(".age") || name.hasSuffix(".sotay"))
    }

    /// Reads no more than the beginning: a stick may hold films.
    private func looksOurs() throws -> Bool {
        guard DurableFile.isRegular(path) else { return false }
        let start = try DurableFile.read(path, limit: 22, onlyRegular: true)
        return Age.isSealed(start) || start.starts(with: Array("{\"v\":".utf8))
    }
}
