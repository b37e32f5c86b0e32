import Base
import Foundation
import Ledger
import Store

/// The computer that a book lies on.
package struct Computer: Hashable, Sendable {
    /// What tells it from others, such as the content of /etc/machine-id.
    package let id: String
    /// The folder of the user's where notes outside the books are kept.
    package let state: String

    package init(id: String, state: String) {
        self.id = id
        self.state = state
    }

    /// This one. Nil without a home folder: then books are not marked.
    package static func this(environment: [String: String]) -> Computer? {
        let home = environment["HOME"] ?? ""
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/state"
        guard state.hasPrefix("/"), !home.isEmpty || state != "/.local/state" else { return nil }
        let ids = ["/etc/machine-id", "/var/lib/dbus/machine-id"].lazy.compactMap {
            FileManager.default.contents(atPath: $0)
        }
        let id = ids.first.map { String(decoding: $0, as: UTF8.self) } ?? ProcessInfo.processInfo.hostName
        return Computer(id: id, state: state + "/sotay")
    }
}

/// A note outside the book that says where this computer last left the book's log.
///
/// A book that was copied elsewhere, or put back from an older copy, does not agree with it. Two books that write one
/// log fork it, so such a book opens a new one. Where the note cannot be kept, receipts are the only guard.
struct Marker {
    private let path: String
    private let computer: Computer

    /// - Parameter folder: the book's; the note is told by its full path.
    init(of folder: BookFolder, on computer: Computer) {
        self.computer = computer
        let full = realpath(folder.path, nil)
        defer { free(full) }
        let name = full.map { String(cString: $0) } ?? folder.path
        path = computer.state + "/" + Digest.of(.plain, Array(name.utf8)).hex.prefix(32)
    }

    /// Nil when there is none.
    func text() throws -> String? {
        guard DurableFile.isRegular(path) else { return nil }
        return String(decoding: try DurableFile.read(path, limit: 4096), as: UTF8.self)
    }

    /// What the note says of a book as its settings are now.
    func text(for reader: BookReader) throws -> String {
        let (log, tip) = (try reader.setting(.log) ?? "", try reader.setting(.tip) ?? "0")
        return "\(log) \(tip) \(Digest.of(.plain, Array(computer.id.utf8)).hex.prefix(16))\n"
    }

    /// Not made durable: what is lost with the power costs a new log, and the records are safe in the book.
    ///
    /// - Returns: Whether it could be written.
    func write(_ text: String) -> Bool {
        do {
            try FileManager.default.createDirectory(
                atPath: computer.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            return false
        }
        return FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    }
}

extension Book {
    /// Opens a new log when this book is not where this computer left it.
    func guardAgainstCopies(with writer: BookWriter) throws {
        if try isElsewhere(writer.reader) { try goOnAfterLoss(with: writer) }
    }

    /// Whether this computer left the book's log at another place.
    func isElsewhere(_ reader: BookReader) throws -> Bool {
        guard let marker, try reader.setting(.marked) != nil else { return false }
        return try marker.text() != marker.text(for: reader)
    }

    /// Notes where the own log ends now. Within the transaction: if that fails, the note costs a new log.
    func mark(with writer: BookWriter) throws {
        guard let marker else { return }
        let text = try marker.text(for: writer.reader)
        guard try marker.text() != text else { return }
        if marker.write(text) {
            try writer.set(.marked, "1")
        } else {
            try writer.unset(.marked)
        }
    }
}
