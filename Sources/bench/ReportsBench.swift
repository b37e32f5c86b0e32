import Base
import Foundation
import GRDB
import Indicators
import Store
import Workspace

/// A ward's month and a province's year, from a book's fact tables: the counting query alone, beside DuckDB's time for
/// the same text, and the whole report as `report` makes it; and the search for duplicates.
enum ReportsBench: BenchArea {
    static let name = "reports"

    static func run(_ table: BenchTable) throws {
        try duplicates(table)
        try season(table, "ward", sessions: 120_000, period: "2026-06", bar: .seconds(1), megabytes: 200)
        try season(table, "province", sessions: 1_200_000, period: "2026", bar: .seconds(5), megabytes: 500)
    }

    private static func duplicates(_ table: BenchTable) throws {
        try withBook(of: 20_000) { book, _ in
            var people = 0
            try table.row("duplicates over 10,000 people", work: 10_000, unit: "people", bar: .within(.seconds(1))) {
                people = try book.duplicates().undecided.count
            }
            precondition(people > 0)
        }
    }

    private static func season(
        _ table: BenchTable, _ name: String, sessions: Int, period text: String, bar: Duration, megabytes: Int
    ) throws {
        let catalogue = try Catalogue(
            yaml: String(contentsOf: URL(filePath: "plans/indicators.yaml"), encoding: .utf8), file: "indicators.yaml")
        let period = try Period(parsing: text, cutoff: .calendar)
        let label = "\(name), \(sessions / 1000) k sessions"
        try withBook(of: sessions) { book, database in
            var counted = 0
            try BenchMemory.reset()
            // On one core, as DuckDB's row beside it; the bar is the report's, which reads on two.
            try table.row("\(label): all figures of \(text)", work: sessions, unit: "sessions") {
                counted = try book.store.read { try $0.figures(period, catalogue: catalogue) }.count("luot_ho_tro") ?? 0
            }
            precondition(counted > 0)
            try DuckDB(database).row(
                "\(label): the same text in DuckDB", CountingSQL.text(catalogue),
                Counting.arguments(period, catalogue), in: table)
            try table.row("\(label): the whole report", bar: .within(bar)) {
                counted = try book.report(period, with: []).figures.count("luot_ho_tro") ?? 0
            }
            table.limit("\(label): most memory", try BenchMemory.peak(), unit: "MB", most: megabytes)
            try table.row("\(label): with breakdowns and trend") {
                counted = try book.report(period).figures.count("luot_ho_tro") ?? 0
            }
        }
    }

    /// A ward's book whose fact tables hold a season; the ledger under them is empty.
    private static func withBook(of sessions: Int, _ body: (Book, String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        let folder = BookFolder(path)
        defer { remove(path) }
        let clock = Surroundings.system(environment: [:])
        _ = try WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND").run(at: folder, surroundings: clock)
        try BenchSeason(sessions: sessions).write(into: folder.database)
        try body(Book(folder, surroundings: clock), folder.database)
    }

    private static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }
}
