import Base
import Foundation
import GRDBSQLite
import Ledger
import Store
import Workspace

/// Merging: batches of a hundred laptops into a ward's book, against the same rows inserted by bare C.
///
/// `SIZE` is the number of revisions, 100,000 unless it is set. The bars are meant for 1,000,000.
enum MergeBench: BenchArea {
    static let name = "merge"
    private static let laptops = 100

    static func run(_ table: BenchTable) throws {
        let size = ProcessInfo.processInfo.environment["SIZE"].flatMap { Int($0) } ?? 100_000
        let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let world = BenchWard(folder)
        let files = try world.batches(revisions: size, laptops: laptops)
        try BenchMemory.reset()

        let (few, most) = (laptops / 10, laptops - laptops / 10)
        let first = try world.merge(files[..<few])
        let middle = try world.merge(files[few..<most])
        let last = try world.merge(files[most...])
        let memory = try BenchMemory.peak()
        let again = try world.merge(files[...])

        let rows = try BareRows(of: world.database)
        let bare = try rows.insert(into: folder + "/bare.sqlite", atOnce: size / laptops)
        table.add("the same rows by bare C", bare.whole, work: size, unit: "revisions")
        try table.row("ATTACH and INSERT OR IGNORE, unchecked", work: size, unit: "revisions") {
            try rows.attach(world.database, to: folder + "/attached.sqlite")
        }
        table.add(
            "merge of \(laptops) batches", first + middle + last, work: size, unit: "revisions",
            bar: .ratio(2, to: "the same rows by bare C"))
        table.add("the same files again", again, bar: .ratio(0.2, to: "merge of \(laptops) batches"))
        table.add("\(few) batches into an empty book", first)
        table.add(
            "\(few) batches into a book of \(laptops - few)", last,
            bar: .ratio(1.3, to: "\(few) batches into an empty book"))
        table.note("the last tenth by bare C against the first", BenchTable.decimals(bare.growth, 2) + " ×")
        table.note("most memory of the merge", "\(memory) MB of 300")
    }

    private static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }
}

/// A ward and its laptops in one folder.
private struct BenchWard {
    private let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    var database: String { folder + "/ward/book.sqlite" }

    /// A season's sessions dealt out to the laptops, one batch each.
    func batches(revisions: Int, laptops: Int) throws -> [String] {
        let clock = Surroundings.system(environment: [:])
        _ = try WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND").run(
            at: BookFolder(folder + "/ward"), surroundings: clock)
        _ = try Book(BookFolder(folder + "/ward"), surroundings: clock).makeKit(team: "", to: folder + "/kit")
        let kit = try Kit(file: DurableFile.read(folder + "/kit"))
        return try (0..<laptops).map { number in
            let home = BookFolder("\(folder)/may-\(number)")
            _ = try Joining(kit: kit, name: "Máy \(number)", role: .volunteer, team: "T01", member: nil).run(
                at: home, surroundings: clock)
            let book = try Book(home, surroundings: clock)
            // A season each, so that a million sessions need not be held at once.
            let season = DemoSeason(seed: UInt64(number), area: "11542", sessions: revisions / laptops)
            try book.keep(season.laptops.flatMap(\.self))
            let path = "\(folder)/lo-\(number).age"
            guard try book.export(to: path).files.count == 1 else { preconditionFailure("more than one file") }
            try FileManager.default.removeItem(atPath: home.path)
            return path
        }
    }

    func merge(_ files: ArraySlice<String>) throws -> Duration {
        let book = try Book(BookFolder(folder + "/ward"), surroundings: .system(environment: [:]))
        return try ContinuousClock().measure {
            var merge = Merge(into: book, trust: { $0.isPlain })
            let report = try merge.run(Array(files))
            precondition(report.files.allSatisfy(\.problems.isEmpty), "\(report.files.flatMap(\.problems))")
        }
    }
}

extension Book {
    /// Sessions as `log` writes them, without asking the form again.
    fileprivate func keep(_ sessions: [JSONObject]) throws {
        guard let form = forms.all.first(where: { $0.ref.id == "ho-tro" }) else { preconditionFailure("no form") }
        try write { writer in
            for answers in sessions {
                guard let id = answers["ma_phien"]?.string.flatMap({ RecordID($0) }) else { continue }
                try append(NewRevision(record: id, kind: .record(form.ref), answers: answers), with: writer)
            }
        }
    }
}

/// `VmHWM` of this process.
enum BenchMemory {
    /// Forgets the peak so far.
    static func reset() throws {
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    /// In megabytes.
    static func peak() throws -> Int {
        let status = try String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
        return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1024
    }
}

/// Every row of a book inserted by SQLite's C interface alone, with the same tables, indexes and settings: what no
/// program can be faster at.
private struct BareRows {
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
    func insert(into path: String, atOnce limit: Int) throws -> (whole: Duration, growth: Double) {
        let from = try Self.open(source)
        let target = try Self.fresh(path, schema)
        defer {
            sqlite3_close(from)
            sqlite3_close(target)
        }
        var time = Duration.zero
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
                portions.append(try ContinuousClock().measure { try Self.insert(rows, insert, target) })
                for row in rows { for value in row { sqlite3_value_free(value) } }
            }
            let tenth = max(1, portions.count / 10)
            time += portions.reduce(.zero, +)
            first += portions.prefix(tenth).reduce(.zero, +)
            last += portions.suffix(tenth).reduce(.zero, +)
        }
        return (time, last.seconds / max(1e-9, first.seconds))
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
