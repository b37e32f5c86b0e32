import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// A whole release against a reader who knows which printed numbers add up: nothing small may come back, neither by
/// elimination nor because the sums leave a hidden number no other value.
struct AttackerTests {
    @Test(arguments: 1...20)
    func nothingSmallComesBackFromARelease(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let least = [3, 5, 10].randomElement(using: &random)!
        try attack(SmallWard(&random), least: least, "seed \(seed)")
    }

    /// Wards in which one law alone gives a small count away.
    @Test(arguments: Book.all)
    func noSingleLawGivesASmallCountAway(book: Book) throws {
        try attack(SmallWard(book.visits), least: 5, book.name)
    }

    private func attack(_ ward: SmallWard, least: Int, _ name: String) throws {
        let report = try ward.report()
        let truth = Release(try CSV.rows(CSVRenderer().render(report)).map(\.cells))
        let shown = Release(try CSV.rows(CSVRenderer().render(report.published(least: least))).map(\.cells))
        for (cell, count) in shown.cells {
            #expect(truth.cells[cell] == count, "\(cell)")
            #expect(!(1..<least).contains(count), "\(name): \(cell) is printed as \(count)")
        }
        let (sums, laws) = (truth.sums, truth.bounds)
        for (wholes, parts) in laws {
            let over = wholes.reduce(0) { $0 + truth.cells[$1]! } - parts.reduce(0) { $0 + truth.cells[$1]! }
            #expect(over >= 0, "\(name): what the reader knows is not so: \(wholes), \(parts)")
        }
        let known = truth.cells.merging(truth.rests(of: sums)) { a, _ in a }
        let reader = Reader(
            shown: shown.cells, sums: sums, least: laws, known: Set(truth.cells.filter { $0.value > 0 }.keys))
        let bounds = reader.bounds()
        for (cell, value) in reader.recovered(by: bounds) where (1..<least).contains(known[cell] ?? 0) {
            Issue.record("\(name), k \(least): \(cell) comes back as \(value)")
        }
        // Nor is it known to be small.
        for (cell, range) in bounds where (1..<least).contains(truth.cells[cell] ?? 0) {
            #expect(range.upperBound >= least, "\(name), k \(least): \(cell) is in \(range)")
        }
    }

    /// An issued report has less in its breakdowns, so alone it would show totals that the period's own release has to
    /// hide.
    @Test(arguments: 1...10)
    func anIssuedReportShowsNothingMoreThanItsPeriod(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let report = try SmallWard(&random).report()
        let issued = try FrozenTests.issued(report)
        func shown(_ report: ReportModel) throws -> Set<[String]> {
            Set(
                try CSV.rows(CSVRenderer().render(report)).map(\.cells).dropFirst().filter { !$0[12].isEmpty }.map {
                    [$0[3], $0[4], $0[5], $0[12]]
                })
        }
        let own = try shown(report.published(least: 5))
        #expect(try shown(issued.published(least: 5, with: report)).subtracting(own) == [])
    }

    /// Without the second step the reader does find them, so the test can fail.
    @Test func theReaderFindsWhatIsHiddenAlone() throws {
        var found = 0
        for seed in 1...10 {
            var random = SeededRandomBytes(seed: UInt64(seed))
            let report = try SmallWard(&random).report()
            let truth = Release(try CSV.rows(CSVRenderer().render(report)).map(\.cells))
            let shown = truth.cells.filter { !(1..<5).contains($0.value) }
            let hidden = truth.cells.filter { (1..<5).contains($0.value) }
            let reader = Reader(shown: shown, sums: truth.sums, least: [], known: [])
            found += reader.recovered(by: reader.bounds()).filter { hidden[$0.key] == $0.value }.count
        }
        #expect(found > 10)
    }

    @Test func teamsDevicesAndRunningTotalsAreNotPublished() throws {
        var random = SeededRandomBytes(seed: 3)
        let report = try SmallWard(&random).report()
        #expect(report.details.breakdowns.map(\.dimension).contains(.device))
        let published = report.published(least: 5)
        #expect(Set(published.details.breakdowns.map(\.dimension)) == [.hamlet, .month, .force, .item])
        #expect(published.cumulative == nil && published.rows.allSatisfy { $0.cumulative == nil })
        for format in [ReportFormat.json, .csv, .html, .terminal, .paragraphs] {
            let text = String(decoding: try format.renderer(ReportStyle(language: .vi)).bytes(published), as: UTF8.self)
            #expect(!text.contains("Máy số 1"), "\(format)")
            #expect(!text.contains("lũy kế của tổ"), "\(format)")
        }
        #expect(JSONRenderer().json(published)["completeness"] == .null)
    }
}
