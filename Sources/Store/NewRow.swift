import Base
import GRDB
import GRDBSQLite
import Ledger

/// A row of `rev` that is about to be written.
struct NewRow {
    let link: LogSection.Link
    let body: [UInt8]?
    let log: Int64
    let kind: Int64
    let live: Int64
}

/// The two statements that run for each line of a merge, through the C API: GRDB's arguments cost more than they do.
extension Database {
    /// - Returns: Whether it was not there yet.
    func insert(_ row: NewRow) throws -> Bool {
        let sql = """
            INSERT OR IGNORE INTO rev(log, seq, hash, chain, record, kind, live, wall, head, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        let statement = try cachedStatement(sql: sql).sqliteStatement
        let (revision, header) = (row.link.revision, row.link.revision.header)
        let numbers: [(Int32, Int64)] = [
            (1, row.log), (2, Int64(header.seq)), (6, row.kind), (7, row.live), (8, header.time.milliseconds),
        ]
        for (place, number) in numbers { sqlite3_bind_int64(statement, place, number) }
        revision.hash.withUnsafeBytes { Self.bind($0, copied: true, at: 3, of: statement) }
        row.link.chain.withUnsafeBytes { Self.bind($0, copied: true, at: 4, of: statement) }
        header.record.withUnsafeBytes { Self.bind($0, copied: true, at: 5, of: statement) }
        // Without a copy: both live until the step is over.
        let result = revision.headerBytes.withUnsafeBytes { head in
            Self.bind(head, copied: false, at: 9, of: statement)
            guard let body = row.body else {
                sqlite3_bind_null(statement, 10)
                return sqlite3_step(statement)
            }
            return body.withUnsafeBytes { body in
                Self.bind(body, copied: false, at: 10, of: statement)
                return sqlite3_step(statement)
            }
        }
        sqlite3_reset(statement)
        guard result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: lastErrorMessage, sql: sql)
        }
        return changesCount > 0
    }

    /// Whether the record has any revision here; the index alone is read.
    func hasRevision(of record: RecordID) throws -> Bool {
        let sql = "SELECT 1 FROM rev WHERE record = ? LIMIT 1"
        let statement = try cachedStatement(sql: sql).sqliteStatement
        let result = record.withUnsafeBytes { bytes in
            Self.bind(bytes, copied: false, at: 1, of: statement)
            return sqlite3_step(statement)
        }
        sqlite3_reset(statement)
        guard result == SQLITE_ROW || result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: lastErrorMessage, sql: sql)
        }
        return result == SQLITE_ROW
    }

    private static func bind(
        _ bytes: UnsafeRawBufferPointer, copied: Bool, at place: Int32, of statement: SQLiteStatement
    ) {
        // SQLITE_TRANSIENT. Source: https://sqlite.org/c3ref/c_static.html
        let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_blob(statement, place, bytes.baseAddress, Int32(bytes.count), copied ? copy : nil)
    }
}
