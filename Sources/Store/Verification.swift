package import Base
import Foundation
import GRDB
package import Ledger

/// What `check` looks at: the rows as they stand, unread and unjudged.
extension BookStore {
    /// One state of the book in a temporary database that SQLite unlinks as soon as it is there: nothing is left
    /// behind however the program ends, and the book itself is only read.
    package func scratchCopy() throws -> BookStore {
        do {
            let scratch = try DatabaseQueue(path: "")
            try queue.backup(to: scratch)
            try scratch.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -65536;")
            }
            return BookStore(scratch)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}

/// A row of `rev` as it is stored.
package struct RawRevision {
    package let row: Int64
    package let seq: Int
    package let hash: [UInt8]
    package let chain: [UInt8]
    package let record: [UInt8]
    package let kind: String?
    package let wall: Int64
    package let head: [UInt8]
    package let body: [UInt8]?
    package let isErased: Bool
}

/// A row of `section` as it is stored.
package struct RawSection {
    package let hash: [UInt8]
    package let lo: Int
    package let hi: Int
    package let before: [UInt8]
    package let manifest: [UInt8]
    package let signature: [UInt8]
}

/// A row of `log`; the card is nil when it is missing or is none.
package struct RawLog {
    package let row: Int64
    package let key: LogKey?
}

extension BookReader {
    package func rawLogs() throws -> [RawLog] {
        let sql = """
            SELECT i.id, l.uuid, c.hash FROM (SELECT id FROM log UNION SELECT DISTINCT log FROM rev) i
            LEFT JOIN log l ON l.id = i.id LEFT JOIN card c ON c.id = l.card ORDER BY i.id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let log = try (row["uuid"] as Data?).flatMap { LogID(bytes: [UInt8]($0)) }
            let card = try (row["hash"] as Data?).flatMap { Digest(bytes: $0) }
            return try RawLog(row: row["id"], key: log.flatMap { log in card.map { LogKey(log: log, card: $0) } })
        }
    }

    /// Every revision of a log in the order of their numbers.
    package func eachRevision(of log: Int64, _ body: (RawRevision) throws -> Void) throws {
        let sql = """
            SELECT r.id, r.seq, r.hash, r.chain, r.record, k.text, r.wall, r.head, r.body, \(ErasureTables.isErased)
            FROM rev r LEFT JOIN kind k ON k.id = r.kind WHERE r.log = ? ORDER BY r.seq
            """
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [log])
        while let row = try rows.next() {
            try body(
                RawRevision(
                    row: row[0], seq: row[1], hash: [UInt8](row[2] as Data), chain: [UInt8](row[3] as Data),
                    record: [UInt8](row[4] as Data), kind: row[5], wall: row[6], head: [UInt8](row[7] as Data),
                    body: (row[8] as Data?).map { [UInt8]($0) }, isErased: row[9]))
        }
    }

    package func rawSections(of log: Int64) throws -> [RawSection] {
        let sql = "SELECT hash, lo, hi, before, manifest, signature FROM section WHERE log = ? ORDER BY lo, hi"
        return try Row.fetchAll(db, sql: sql, arguments: [log]).map { row in
            try RawSection(
                hash: [UInt8](row[0] as Data), lo: row[1], hi: row[2], before: [UInt8](row[3] as Data),
                manifest: [UInt8](row[4] as Data), signature: [UInt8](row[5] as Data))
        }
    }

    /// The id under which each card is stored, and what is stored.
    package func rawCards() throws -> [(hash: [UInt8], manifest: [UInt8], signature: [UInt8])] {
        try Row.fetchAll(db, sql: "SELECT hash, manifest, signature FROM card ORDER BY id").map { row in
            try ([UInt8](row[0] as Data), [UInt8](row[1] as Data), [UInt8](row[2] as Data))
        }
    }

    /// The reference under which each form is stored, and its file.
    package func rawForms() throws -> [(ref: String, text: [UInt8])] {
        try Row.fetchAll(db, sql: "SELECT ref, text FROM form ORDER BY ref").map { try ($0[0], [UInt8]($0[1] as Data)) }
    }
}

// MARK: Parents in other records

/// Notes kept in temporary tables of a scratch copy.
extension BookWriter {
    package func beginParents() throws {
        try db.execute(sql: "CREATE TEMP TABLE parent_note(rev INTEGER, parent BLOB)")
    }

    package func note(parents: [Digest], of row: Int64) throws {
        for parent in parents {
            try db.cachedStatement(sql: "INSERT INTO temp.parent_note VALUES (?, ?)")
                .execute(arguments: [row, Data(parent.bytes)])
        }
    }

    /// The records of revisions that name a parent of another record, each once.
    package func recordsWithForeignParents() throws -> [RecordID] {
        try db.execute(sql: "CREATE INDEX temp.parent_note_parent ON parent_note(parent)")
        let sql = """
            SELECT DISTINCT child.record FROM rev p CROSS JOIN temp.parent_note n ON n.parent = p.hash
            JOIN rev child ON child.id = n.rev WHERE child.record <> p.record ORDER BY child.record
            """
        return try Data.fetchAll(db, sql: sql).compactMap { RecordID(bytes: [UInt8]($0)) }
    }
}

extension BookReader {
    /// Records of forms, whatever became of them.
    package func recordCount() throws -> Int {
        let sql = """
            SELECT count(DISTINCT record) FROM rev JOIN kind ON kind.id = rev.kind WHERE substr(kind.text, 1, 1) <> '_'
            """
        return try Int.fetchOne(db, sql: sql) ?? 0
    }
}
