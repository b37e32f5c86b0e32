import Base
import GRDB
import Indicators
import Ledger
import Testing

@testable import Store

/// Groups against the one counting query: what adds up adds up, and each group's people are its own.
struct BreakdownTests {
    @Test(arguments: ["2026-04", "2026-Q2", "2026"])
    func groupsAgreeWithTheWhole(key: String) throws {
        let facts = try Case.facts()
        let period = try Period(parsing: key, cutoff: .calendar)
        let book = try Book(facts)
        let figures = try book.figures(period)
        let groups = try book.queue.read { try BookReader($0).breakdowns(period, teams: [:], devices: [:]) }
        let gained = figures.increments.reduce(0) { $0 + $1.count }
        for dimension in [Breakdown.Dimension.hamlet, .month, .team, .device] {
            let counts = try #require(groups[dimension])
            #expect(
                counts.values.reduce(0) { $0 + ($1[.sessions] ?? 0) } == figures.count("luot_ho_tro"), "\(dimension)")
            #expect(counts.values.reduce(0) { $0 + ($1[.completions] ?? 0) } == gained, "\(dimension)")
        }
        for hamlet in figures.hamlets {
            #expect(groups[.hamlet]?[hamlet.code]?[.sessions] == hamlet.sessions)
            #expect(groups[.hamlet]?[hamlet.code]?[.persons] == hamlet.persons)
        }
        for increment in figures.increments where increment.count > 0 {
            #expect(groups[.item]?[increment.item]?[.completions] == increment.count, "\(increment.item)")
        }
        let active = try #require(figures.count("hkd_hddt"))
        #expect(groups[.item]?["hoa_don_dt"]?[.businesses] ?? 0 >= active)
        for month in period.months {
            let alone = try book.figures(month)
            let counts = groups[.month]?[month.span.id]
            #expect(counts?[.persons] ?? 0 == alone.count("nguoi_duoc_ho_tro"))
            #expect(counts?[.completions] ?? 0 == alone.increments.reduce(0) { $0 + $1.count }, "\(month.span.id)")
        }
    }

    @Test func difficultiesAreAllCounted() throws {
        let period = try Period(parsing: "2026-Q2", cutoff: .calendar)
        let book = try Book(Case.facts())
        let found = try book.queue.read { try BookReader($0).difficulties(period) }
        #expect(found.reduce(0) { $0 + $1.count } == (try book.figures(period).count("kho_khan_ghi_nhan")))
        #expect(!found.isEmpty)
    }
}
