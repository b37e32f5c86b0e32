import GRDBSQLite
import Testing

/// A book's database as SQLite itself sees it, past our own code.
final class BookFile {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        try #require(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        sqlite3_busy_timeout(handle, 5000)
    }

    deinit {
        sqlite3_close(handle)
    }

    /// Every row as one line, its columns apart by bars; blobs in hexadecimal.
    func lines(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        let prepared = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        try #require(prepared == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle))): \(sql)")
        defer { sqlite3_finalize(statement) }
        var lines: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            lines.append((0..<sqlite3_column_count(statement)).map { text(statement, $0) }.joined(separator: "|"))
        }
        return lines
    }

    private func text(_ statement: OpaquePointer?, _ column: Int32) -> String {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return "-"
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        default: return String(cString: sqlite3_column_text(statement, column))
        }
    }

    /// What `PRAGMA integrity_check` finds; `["ok"]` when nothing.
    func integrity() throws -> [String] {
        try lines("PRAGMA integrity_check")
    }

    /// Heads, winners and conflicts of everything, by the revisions' own hashes.
    func heads() throws -> [String] {
        try lines("SELECT hash, live FROM rev ORDER BY hash")
            + lines("SELECT record FROM conflict ORDER BY record")
            + lines("SELECT r.hash, u.reason FROM uncounted u JOIN rev r ON r.id = u.rev ORDER BY r.hash")
    }

    /// All that is counted, by session: nothing of rows, logs or hashes, which no two books share.
    func facts() throws -> [String] {
        func code(_ column: String) -> String { "(SELECT text FROM code WHERE id = \(column))" }
        let session = "JOIN fact_session s ON s.record = f.record"
        let texts = ["hamlet", "member", "client", "household", "person", "business", "sex", "mode"].map(code)
        return try lines(
            """
            SELECT uuid, day, time, minutes, birth_year, anonymous, rating_service, rating_help,
                   \(texts.joined(separator: ", ")) FROM fact_session ORDER BY uuid
            """)
            + lines(
                """
                SELECT s.uuid, f.idx, f.time, f.event, \(["f.person", "item", "before", "after", "dossier"].map(code)
                    .joined(separator: ", ")) FROM fact_action f \(session) ORDER BY s.uuid, f.idx
                """)
            + lines(
                "SELECT s.uuid, f.idx, f.time, \(code("reason")) AS r FROM fact_reason f \(session) ORDER BY s.uuid, f.idx, r"
            )
            + lines(
                """
                SELECT s.uuid, f.idx, f.time, \(["theme", "severity", "status"].map(code).joined(separator: ", "))
                FROM fact_issue f \(session) ORDER BY s.uuid, f.idx
                """)
    }
}
