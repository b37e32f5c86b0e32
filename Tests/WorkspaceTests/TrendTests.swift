import Base
import Indicators
import Reports
import Testing
import Workspace

/// Months side by side, against figures counted by hand.
struct TrendTests {
    /// Person 1 in April and again in June, persons 2 and 3 in May, one of them twice; each first completion counts in
    /// its month alone.
    @Test func eachMonthIsCountedByItself() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func at(_ id: Int, _ day: String, _ person: Int) -> String {
            session(id, person: "11542-T01-0001-0\(person)").replacing("2026-06-10", with: day)
        }
        let lines = [
            at(1, "2026-04-03", 1), at(2, "2026-05-31", 2), at(3, "2026-05-02", 3), at(4, "2026-05-09", 3),
            at(5, "2026-06-01", 1),
        ]
        _ = try ward.log(lines.joined(), into: book)
        let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
        let trend = report.details.trend
        #expect(trend.map(\.period.span.id) == (1...6).map { "2026-0\($0)" })
        func counts(_ id: String) -> [Int?] { trend.map { $0.figures.count(id) } }
        #expect(counts("luot_ho_tro") == [0, 0, 0, 1, 3, 1])
        #expect(counts("nguoi_duoc_ho_tro") == [0, 0, 0, 1, 2, 1])
        #expect(counts("cks_mien_phi_vneid") == [0, 0, 0, 1, 2, 0])
        #expect(report.cumulative?.figures.count("cks_mien_phi_vneid") == 3)
        #expect(report.cumulative?.figures.count("nguoi_duoc_ho_tro") == 3)

        // By the 15th: the first days of April and June belong to the periods before and after.
        let cut = try book.report(Period(parsing: "2026-06", cutoff: .nd09)).details.trend
        #expect(cut.map { $0.figures.count("luot_ho_tro") } == [0, 0, 0, 1, 2, 2])

        // As a breakdown the same months add up to the same sessions, and never to the same people.
        let quarter = try book.report(Period(parsing: "2026-Q2", cutoff: .calendar))
        let months = try #require(quarter.details[.month]).groups
        #expect(months.map(\.id) == ["2026-04", "2026-05", "2026-06"])
        #expect(months.map { $0.counts[.sessions] } == [1, 3, 1])
        #expect(months.map { $0.counts[.persons] } == [1, 2, 1])
        #expect(months.map { $0.counts[.completions] } == [1, 2, 0])
        #expect(quarter.figures.count("nguoi_duoc_ho_tro") == 3)
    }

    /// Of months since which nobody has sent anything no zero is known; months to come are not there.
    @Test func monthsThatNobodyHasToldOfAreUnknown() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(try ward.export(an), into: book)
        let told = ward.clock.surroundings.now().date
        ward.clock.advance(days: 70)
        let today = ward.clock.surroundings.now().date
        let trend = try book.report(Period(parsing: "2026", cutoff: .calendar)).details.trend
        #expect(!trend.isEmpty && trend.allSatisfy { $0.period.first <= today })
        for month in trend {
            #expect(
                (month.figures.count("luot_ho_tro") == nil) == (month.period.first > told), "\(month.period.span.id)")
        }
        #expect(trend.contains { $0.figures.count("luot_ho_tro") == nil })
        let ahead = try book.report(Period(parsing: "2027-01", cutoff: .calendar)).completeness
        #expect(ahead.isAhead && ahead.isUnfinished)
    }

    /// DOMAIN.md §2.5 B: sessions, people, households and businesses stand side by side, in the period, since the plan's
    /// start and in every hamlet, on every page for people.
    @Test func whatHasRunUpStandsBesideThePeriod() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let lines = [
            session(1).replacing("2026-06-10", with: "2026-04-03"),
            session(2, person: "11542-T01-0001-02"), session(3, person: "11542-T01-0001-03"),
        ]
        _ = try ward.log(lines.joined(), into: book)
        let june = try Period(parsing: "2026-06", cutoff: .calendar)
        let report = try book.report(june, with: ReportFormat.terminal.parts(by: nil))
        let run = "Lũy kế từ 01/01/2026: 3 lượt · 3 người · 1 hộ · 0 cơ sở."
        let terminal = TerminalRenderer(language: .vi).render(report)
        #expect(terminal.contains(run))
        let hamlet = terminal.split(separator: "\n").first { $0.hasPrefix("  T01 ") }
        #expect(hamlet?.split(separator: " ").map(String.init) == ["T01", "2", "2", "1", "0"])
        #expect(HTMLRenderer(language: .vi).render(report).contains(run))
        // With undecided pairs the least is said too.
        let twins = #","nam_sinh":1960,"gioi_tinh":"nam""#
        let pair =
            session(4, person: "11542-T01-0001-04", extra: twins)
            + session(5, person: "11542-T01-0001-05", extra: twins)
        _ = try ward.log(pair, into: book)
        #expect(
            TerminalRenderer(language: .vi).render(try book.report(june)).contains(" (≥ 4) người"))
        // What is published, and a period that begins with the plan, have none.
        #expect(
            !TerminalRenderer(language: .vi).render(try book.report(june).published(least: 2)).contains("Lũy kế từ"))
        let year = try book.report(Period(parsing: "2026", cutoff: .calendar))
        #expect(!TerminalRenderer(language: .vi).render(year).contains("Lũy kế từ"))
        // An issued report has no households by hamlet.
        let issued = try book.report(of: book.issue(june).issued)
        let row = TerminalRenderer(language: .vi).render(issued).split(separator: "\n").first { $0.hasPrefix("  T01 ") }
        #expect(row?.split(separator: " ").first == "T01" && row?.contains("—") == false)
    }
}
