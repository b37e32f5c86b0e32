import Base
import Indicators
import Testing

struct PeriodTests {
    @Test(arguments: [
        ("2026-04..2026-06", "2026-Q2"), ("2026-01..2026-12", "2026"), ("2026-05..2026-07", "2026-05..2026-07"),
        ("2025-12..2026-02", "2025-12..2026-02"), ("2026-Q4", "2026-Q4"), ("2026", "2026"), ("2026-06", "2026-06"),
        ("2026-01..2027-03", "2026-01..2027-03"),
    ])
    func theShortestNameOfMonths(text: String, name: String) throws {
        #expect(try Period.Span(parsing: text).shortest.id == name)
    }

    @Test(arguments: [
        ("2026-06", "calendar", "2026-06-01", "2026-06-30", "tháng 6 năm 2026", "June 2026"),
        ("2028-02", "calendar", "2028-02-01", "2028-02-29", "tháng 2 năm 2028", "February 2028"),
        ("2026-Q2", "calendar", "2026-04-01", "2026-06-30", "quý II năm 2026", "quarter II of 2026"),
        ("2026", "calendar", "2026-01-01", "2026-12-31", "năm 2026", "the year 2026"),
        (
            "2026-04..2026-06", "calendar", "2026-04-01", "2026-06-30", "tháng 4 đến tháng 6 năm 2026",
            "April to June 2026"
        ),
        (
            "2026-11..2027-01", "calendar", "2026-11-01", "2027-01-31", "tháng 11 năm 2026 đến tháng 1 năm 2027",
            "November 2026 to January 2027"
        ),
        ("2026-05", "nd09", "2026-04-15", "2026-05-14", "tháng 5 năm 2026", "May 2026"),
        ("2026-01", "nd09", "2025-12-15", "2026-01-14", "tháng 1 năm 2026", "January 2026"),
        ("2026-Q2", "nd09", "2026-03-15", "2026-06-14", "quý II năm 2026", "quarter II of 2026"),
        ("2026", "nd09", "2025-12-15", "2026-12-14", "năm 2026", "the year 2026"),
        ("2026-06", "2026-05-11..2026-06-10", "2026-05-11", "2026-06-10", "tháng 6 năm 2026", "June 2026"),
        ("2026-06", "11/05/2026..10/6/2026", "2026-05-11", "2026-06-10", "tháng 6 năm 2026", "June 2026"),
    ])
    func firstAndLastDay(text: String, cutoff: String, first: String, last: String, vi: String, en: String) throws {
        let period = try Period(parsing: text, cutoff: Cutoff(parsing: cutoff))
        #expect(period.first.iso == first)
        #expect(period.last.iso == last)
        #expect(period.name == Bilingual(vi, en))
        #expect(period.json["id"]?.string == text)
    }

    @Test(arguments: [
        ("", PeriodError.unreadablePeriod("")),
        ("tháng 6", .unreadablePeriod("tháng 6")),
        ("2026-Q5", .unreadablePeriod("2026-Q5")),
        ("2026-6", .unreadablePeriod("2026-6")),
        ("2026-13", .noSuchMonth("2026-13")),
        ("0001-01", .unreadablePeriod("0001-01")),
        ("2026-06..2026-04", .monthsReversed("2026-06..2026-04")),
        ("2026-06..", .unreadablePeriod("2026-06..")),
    ])
    func unreadablePeriods(text: String, error: PeriodError) {
        #expect(throws: error) { try Period(parsing: text, cutoff: .calendar) }
    }

    @Test(arguments: [
        ("nd9", PeriodError.unreadableCutoff("nd9")),
        ("2026-02-30..2026-03-01", .unreadableCutoff("2026-02-30..2026-03-01")),
        ("10/06/2026..11/05/2026", .cutoffReversed("10/06/2026..11/05/2026")),
    ])
    func unreadableCutoffs(text: String, error: PeriodError) {
        #expect(throws: error) { try Cutoff(parsing: text) }
    }
}
