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
        let groups = try book.queue.read {
            try BookReader($0).breakdowns(period, of: Case.catalogue(), teams: [:], devices: [:])
        }
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

    /// Two totals of one name in one report: what people do not have as an item is newly done nowhere.
    @Test func otherItemsAreNobodysIncrement() throws {
        let period = try Period(parsing: "2026-Q2", cutoff: .calendar)
        let facts = try Case.facts().map { facts in
            Facts(
                session: facts.session,
                actions: facts.actions.map {
                    ActionFact(
                        item: $0.item == "bdhvs" ? "khac" : $0.item, before: $0.before, after: $0.after,
                        reasons: $0.reasons, dossier: $0.dossier)
                }, issues: facts.issues)
        }
        let book = try Book(facts)
        let gained = try book.figures(period).increments.reduce(0) { $0 + $1.count }
        let groups = try book.queue.read {
            try BookReader($0).breakdowns(period, of: Case.catalogue(), teams: [:], devices: [:])
        }
        for dimension in [Breakdown.Dimension.hamlet, .month, .item] {
            let total = groups[dimension]?.values.reduce(0) { $0 + ($1[.completions] ?? 0) }
            #expect(total == gained, "\(dimension)")
        }
        #expect(groups[.item]?["khac"]?[.actions] ?? 0 > 0 && groups[.item]?["khac"]?[.completions] == nil)
    }

    @Test func difficultiesAreAllCounted() throws {
        let period = try Period(parsing: "2026-Q2", cutoff: .calendar)
        let book = try Book(Case.facts())
        let found = try book.queue.read { try BookReader($0).difficulties(period) }
        #expect(found.reduce(0) { $0 + $1.count } == (try book.figures(period).count("kho_khan_ghi_nhan")))
        #expect(!found.isEmpty)
    }
}
