import Base
import Foundation
import GRDB
package import Ledger

/// Lists of choices that are too long for a line of the ledger. The text of a form, which is in the ledger, names each
/// by its hash.
enum ListTable {
    /// Never edited once released.
    static let schema = "CREATE TABLE list(hash BLOB PRIMARY KEY, text BLOB NOT NULL) STRICT;"
}

extension BookWriter {
    /// A list is known by its content: the same one is kept once.
    package func insert(list text: [UInt8]) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO list VALUES (?, ?)").execute(arguments: [
            Data(Digest.of(.plain, text).bytes), Data(text),
        ])
    }
}

extension BookReader {
    package func list(_ hash: Digest) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT text FROM list WHERE hash = ?", arguments: [Data(hash.bytes)]).map {
            [UInt8]($0)
        }
    }

    /// The hashes under which another text stands.
    package func damagedLists() throws -> [String] {
        let rows = try Row.fetchCursor(db, sql: "SELECT hash, text FROM list ORDER BY hash")
        var damaged: [String] = []
        while let row = try rows.next() {
            let hash = try [UInt8](row["hash"] as Data)
            if try Digest.of(.plain, [UInt8](row["text"] as Data)).bytes != hash { damaged.append(Hex.encode(hash)) }
        }
        return damaged
    }
}

extension BookStore {
    /// Also inside a transaction: a record is filled with its lists wherever it is met.
    package func list(_ hash: Digest) throws -> [UInt8]? {
        do {
            return try queue.unsafeReentrantRead { try BookReader($0).list(hash) }
        } catch let error as DatabaseError {
            throw StoreError(error, of: path)
        }
    }
}
