import GRDBSQLite

/// Every row of a book inserted by SQLite's C interface alone, with the same tables, indexes and settings: what no
/// program can be faster at.
final class BareRows {
    private let target: OpaquePointer
    private let tables: [Table]
    private let transactions: Int
    private var times: [Duration] = []
    /// Processor time.
    private(set) var work = Duration.zero
    private let source: OpaquePointer

    /// - Parameter transactions: as many as a merge has sections, each with its part of every table's rows, and as
    ///   durable.
    init(of source: String, into path: String, transactions: Int) throws {
        self.source = try Self.open(source)
        target = try Self.fresh(path, Self.schema(of: self.source))
        tables = try Self.names(of: self.source).map { [from = self.source, target] in
            try Table($0, from: from, to: target)
        }
        self.transactions = transactions
    }

    deinit {
        for table in tables { table.close() }
        sqlite3_close(source)
        sqlite3_close(target)
    }

    var whole: Duration { times.reduce(.zero, +) }

    /// The last tenth against the first.
    var growth: Double {
        let tenth = max(1, transactions / 10)
        let (first, last) = (times.prefix(tenth).reduce(.zero, +), times.suffix(tenth).reduce(.zero, +))
        return last.seconds / max(1e-9, first.seconds)
    }

    /// The next so many transactions. Reading the rows beforehand does not count.
    func insert(_ count: Int) throws {
        for number in times.count + 1...times.count + count {
            let portions = tables.map { ($0, $0.rows(upTo: $0.count * number / transactions)) }
            let start = BenchClock.processor
            times.append(
                try ContinuousClock().measure {
                    try Self.run("BEGIN IMMEDIATE", target)
                    for (table, rows) in portions { try Self.insert(rows, table.insert, target) }
                    try Self.run("COMMIT", target)
                })
            work += BenchClock.processor - start
            for (_, rows) in portions {
                for row in rows { for value in row { sqlite3_value_free(value) } }
            }
        }
    }

    /// A table that is read here and written there.
    private final class Table {
        let count: Int
        let insert: OpaquePointer
        private let select: OpaquePointer
        private var read = 0

        init(_ name: String, from: OpaquePointer, to target: OpaquePointer) throws {
            count = try Int(BareRows.texts("SELECT count(*) FROM \(name)", from)[0])!
            select = try BareRows.prepare("SELECT * FROM \(name)", from)
            let marks = Array(repeating: "?", count: Int(sqlite3_column_count(select))).joined(
                separator: ", ")
            insert = try BareRows.prepare("INSERT INTO \(name) VALUES (\(marks))", target)
        }

        func close() {
            sqlite3_finalize(select)
            sqlite3_finalize(insert)
        }

        func rows(upTo place: Int) -> [[OpaquePointer]] {
            var rows: [[OpaquePointer]] = []
            while read < place, sqlite3_step(select) == SQLITE_ROW {
                read += 1
                rows.append(
                    (0..<sqlite3_column_count(select)).map {
                        sqlite3_value_dup(sqlite3_column_value(select, $0))
                    })
            }
            return rows
        }
    }

    private static func insert(
        _ rows: [[OpaquePointer]], _ statement: OpaquePointer, _ target: OpaquePointer
    ) throws {
        for row in rows {
            for (index, value) in row.enumerated() {
                sqlite3_bind_value(statement, Int32(index + 1), value)
            }
            guard sqlite3_step(statement) == SQLITE_DONE else { throw Failure(target) }
            sqlite3_reset(statement)
        }
    }

    /// What a merge without any check would be.
    static func attach(_ source: String, to path: String) throws {
        let from = try open(source)
        let target = try fresh(path, schema(of: from))
        defer {
            sqlite3_close(from)
            sqlite3_close(target)
        }
        try run("ATTACH '\(source)' AS other", target)
        try run("BEGIN IMMEDIATE", target)
        for name in try names(of: from) {
            try run("INSERT OR IGNORE INTO main.\(name) SELECT * FROM other.\(name)", target)
        }
        try run("COMMIT", target)
    }

    // MARK: SQLite

    private static func schema(of db: OpaquePointer) throws -> [String] {
        try texts(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'", db)
    }

    private static func names(of db: OpaquePointer) throws -> [String] {
        try texts(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", db)
    }

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
            "secure_delete = ON", "wal_autocheckpoint = 16384", "cache_size = -65536",
            "temp_store = MEMORY",
        ]
        for sql in settings.map({ "PRAGMA " + $0 }) + schema { try run(sql, db) }
        return db
    }

    private static func run(_ sql: String, _ db: OpaquePointer) throws {
        guard sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else { throw Failure(db) }
    }

    private static func prepare(_ sql: String, _ db: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(db, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw Failure(db)
        }
        return statement
    }

    private static func texts(_ sql: String, _ db: OpaquePointer) throws -> [String] {
        let statement = try prepare(sql, db)
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            texts.append(String(cString: sqlite3_column_text(statement, 0)))
        }
        return texts
    }
}
