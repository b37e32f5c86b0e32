import Foundation
import GRDB

/// A database file as a whole, whatever is in it.
package enum SQLiteFile {
    /// What SQLite finds wrong with the file; empty when nothing. The file is only read.
    package static func quickCheck(_ path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(20)") }.filter { $0 != "ok" }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Writes one state of the database at `path` into a new file; others may go on writing. What was deleted does
    /// not come along. Source: https://sqlite.org/lang_vacuum.html, "VACUUM with an INTO clause"
    package static func snapshot(of path: String, into copy: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        do {
            try DatabaseQueue(path: path, configuration: configuration).vacuum(into: copy)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}

/// How a database is opened. One whose folder cannot be written, as on a read-only medium, is read as it stands: the
/// journal that SQLite otherwise needs beside it cannot be made. While an unfinished journal lies there that would miss
/// what is in it, so then it is not. Source: https://sqlite.org/uri.html#uriimmutable
/// The same holds on a full disk, where that journal finds no room.
struct DatabaseLocation {
    let path: String
    let isReadOnly: Bool

    init(_ path: String) {
        let files = FileManager.default
        let folder = (path as NSString).deletingLastPathComponent
        var journal = stat()
        isReadOnly =
            files.fileExists(atPath: path)
            && (!files.isWritableFile(atPath: folder.isEmpty ? "." : folder) || Self.isFull(at: path))
            && (stat(path + "-wal", &journal) != 0 || journal.st_size == 0)
        let escaped = ["%", "?", "#"].reduce(path) { text, letter in
            text.replacing(letter, with: "%" + String(letter.utf8.first!, radix: 16))
        }
        self.path = isReadOnly ? "file:\(escaped)?immutable=1" : path
    }

    /// Whether the disk has no room for the journal's index. Source: https://sqlite.org/walformat.html
    static func isFull(at path: String) -> Bool {
        let folder = (path as NSString).deletingLastPathComponent
        var disk = statvfs()
        guard statvfs(folder.isEmpty ? "." : folder, &disk) == 0 else { return false }
        return UInt(disk.f_bavail) * UInt(disk.f_frsize) < 64 * 1024
    }

    /// - Parameters:
    ///   - settings: of the connection; the last ones only where it may write.
    ///   - allowsUnsafeTransactions: whether one may stay open from one access to the next.
    func open(
        _ settings: String, writing: String, allowsUnsafeTransactions: Bool = false
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = allowsUnsafeTransactions
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = false
        configuration.readonly = isReadOnly
        let sql = isReadOnly ? settings : writing + settings
        configuration.prepareDatabase { try $0.execute(sql: sql) }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}

extension BookStore {
    /// One state of the book into a new file, as ``SQLiteFile/snapshot(of:into:)``.
    package func snapshot(into path: String) throws {
        do {
            try queue.vacuum(into: path)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
