import GRDBSQLite

/// Every row of a book inserted by SQLite's C interface alone, with the same tables, indexes and settings: what no
/// program can be faster at.
struct BareRows {
    private let source: String
    private let schema: [String]
    private let names: [String]

    init(of path: String) throws {
        source = path
        let db = try Self.open(path)
        defer { sqlite3_close(db) }
        schema = try Self.texts(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'", db)
        names = try Self.texts(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", db)
    }

    /// As many rows a transaction as a batch has revisions, as durable as a book. Reading them beforehand does not count.
    func insert(into path: String, atOnce limit: Int) throws -> (
        whole: Duration, work: Duration, growth: Double
    ) {
        let from = try Self.open(source)
        let target = try Self.fresh(path, schema)
        defer {
            sqlite3_close(from)
            sqlite3_close(target)
        }
        var (time, work) = (Duration.zero, Duration.zero)
        var (first, last) = (Duration.zero, Duration.zero)
        for name in names {
            let select = try Self.prepare("SELECT * FROM \(name)", from)
            let marks = Array(repeating: "?", count: Int(sqlite3_column_count(select))).joined(separator: ", ")
            let insert = try Self.prepare("INSERT INTO \(name) VALUES (\(marks))", target)
            defer {
                sqlite3_finalize(select)
                sqlite3_finalize(insert)
            }
            var portions: [Duration] = []
            var isAtEnd = false
            while !isAtEnd {
                let rows = Self.rows(select, atMost: limit)
                isAtEnd = rows.count < limit
                let start = BenchClock.processor
                portions.append(try ContinuousClock().measure { try Self.insert(rows, insert, target) })
                work += BenchClock.processor - start
                for row in rows { for value in row { sqlite3_value_free(value) } }
            }
            let tenth = max(1, portions.count / 10)
            time += portions.reduce(.zero, +)
            first += portions.prefix(tenth).reduce(.zero, +)
            last += portions.suffix(tenth).reduce(.zero, +)
        }
        return (time, work, last.seconds / max(1e-9, first.seconds))
    }

    private static func insert(
        _ rows: [[OpaquePointer]], _ statement: OpaquePointer, _ target: OpaquePointer
    ) throws {
        try run("BEGIN IMMEDIATE", target)
        for row in rows {
            for (index, value) in row.enumerated() { sqlite3_bind_value(statement, Int32(index + 1), value) }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw Failure(target) }
            sqlite3_reset(statement)
        }
        try run("COMMIT", target)
    }

    /// What a merge without any check would be.
    func attach(_ source: String, to path: String) throws {
        let target = try Self.fresh(path, schema)
        defer { sqlite3_close(target) }
        try Self.run("ATTACH '\(source)' AS other", target)
        try Self.run("BEGIN IMMEDIATE", target)
        for name in names { try Self.run("INSERT OR IGNORE INTO main.\(name) SELECT * FROM other.\(name)", target) }
        try Self.run("COMMIT", target)
    }

    // MARK: SQLite

    private struct Failure: Error {
        let words: String

        init(_ db: OpaquePointer?) {
            words = String(cString: sqlite3_errmsg(db))
        }
    }

    private static func open(_ path: String) throws -> OpaquePointer {
        var db: OpaquePointer?
        guard sqlite3_open(path, &db) == SQLITE_OK, let db else { throw Failure(db) }
        return db
    }

    private static func fresh(_ path: String, _ schema: [String]) throws -> OpaquePointer {
        let db = try open(path)
        let settings = [
            "journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF", "cell_size_check = ON",
            "secure_delete = ON", "wal_autocheckpoint = 16384", "cache_size = -65536", "temp_store = MEMORY",
        ]
        for sql in settings.map({ "PRAGMA " + $0 }) + schema { try run(sql, db) }
        return db
    }

    private static func run(_ sql: String, _ db: OpaquePointer) throws {
        guard sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else { throw Failure(db) }
    }

    private static func prepare(_ sql: String, _ db: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(db, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw Failure(db) }
        return statement
    }

    private static func rows(_ statement: OpaquePointer, atMost limit: Int) -> [[OpaquePointer]] {
        var rows: [[OpaquePointer]] = []
        while rows.count < limit, sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { sqlite3_value_dup(sqlite3_column_value(statement, $0)) })
        }
        return rows
    }

    private static func texts(_ sql: String, _ db: OpaquePointer) throws -> [String] {
        let statement = try prepare(sql, db)
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { texts.append(String(cString: sqlite3_column_text(statement, 0))) }
        return texts
    }
}
