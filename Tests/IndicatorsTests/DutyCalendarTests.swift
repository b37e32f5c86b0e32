import Base
import Indicators
import Testing

/// Deadlines as moments. The dates and weekdays are those of DOMAIN.md §1.8, worked out by hand.
struct DutyCalendarTests {
    private static func calendar(_ id: String) throws -> DutyCalendar {
        DutyCalendar(try Shipped.plan(id))
    }

    private static let year = (first: CivilDate(iso: "2026-01-01")!, last: CivilDate(iso: "2026-12-31")!)

    @Test(arguments: [
        (
            "nam-trieu-2026",
            """
            2026-04-14 2026-05-14 2026-06-14! 2026-06-30 2026-07-14 2026-08-14 2026-09-14 2026-10-14 2026-11-14!
            2026-11-29! 2026-12-14
            """
        ),
        ("lien-minh-2026", "2026-06-19 2026-09-19! 2026-12-19!"),
        (
            "thai-nguyen-2026",
            """
            2026-03-30 2026-04-25! 2026-05-25 2026-06-25 2026-06-30 2026-07-25! 2026-08-25 2026-09-25 2026-10-25!
            2026-11-25 2026-12-25
            """
        ),
        ("bac-kan-2026", ""), ("ninh-xa-2026-2030", ""),
    ])
    func lastDays(id: String, days: String) throws {
        let due = try Self.calendar(id).due(from: Self.year.first, through: Self.year.last)
        let found = due.map { $0.lastDay.iso + ($0.workingDayBefore == nil ? "" : "!") }
        #expect(found == days.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    @Test(
        arguments: [
            ("nam-trieu-2026", "2026-06-14", "2026-06-15T00:00:00+07:00", "2026-06-12"),
            ("nam-trieu-2026", "2026-11-29", "2026-11-30T00:00:00+07:00", "2026-11-27"),
            ("nam-trieu-2026", "2026-06-30", "2026-07-01T00:00:00+07:00", nil),
            ("thai-nguyen-2026", "2026-06-25", "2026-06-25T16:00:00+07:00", nil),
            ("thai-nguyen-2026", "2026-04-25", "2026-04-25T16:00:00+07:00", "2026-04-24"),
            ("lien-minh-2026", "2026-09-19", "2026-09-20T00:00:00+07:00", "2026-09-18"),
        ] as [(String, String, String, String?)])
    func moments(id: String, day: String, end: String, before: String?) throws {
        let date = try #require(CivilDate(iso: day))
        let due = try #require(try Self.calendar(id).due(from: date, through: date).first)
        #expect(due.end.iso == end)
        #expect(due.workingDayBefore?.iso == before)
    }

    /// "Before 16:00 on the 25th": late from that moment on, not from midnight.
    @Test(arguments: [
        ("2026-06-25T15:59:59+07:00", 1, DueDuty.Remaining.today), ("2026-06-25T16:00:00+07:00", 0, .overdue(days: 0)),
        ("2026-06-25T08:59:00Z", 1, .today), ("2026-06-24T23:59:00+07:00", 1, .days(1)),
        ("2026-06-27T01:00:00+07:00", 0, .overdue(days: 2)),
    ])
    func theHourCounts(now: String, coming: Int, remaining: DueDuty.Remaining) throws {
        let calendar = try Self.calendar("thai-nguyen-2026")
        let now = try #require(Instant(iso: now))
        let day = try #require(CivilDate(iso: "2026-06-25"))
        let due = try #require(calendar.due(from: day, through: day).first)
        #expect(due.remaining(at: now) == remaining)
        #expect(calendar.coming(at: now, days: 2).filter { $0.lastDay == day }.count == coming)
        #expect(calendar.passed(at: now).filter { $0.lastDay == day }.count == 1 - coming)
        #expect(due.hour == 16 * 3600)
    }

    @Test func dutiesWithoutADateAreListedApart() throws {
        #expect(try Self.calendar("bac-kan-2026").undated.map(\.line) == [135])
        #expect(try Self.calendar("nam-trieu-2026").undated.map(\.line) == [183])
        #expect(try Self.calendar("lien-minh-2026").undated.map(\.line) == [169])
        #expect(try Self.calendar("ninh-xa-2026-2030").undated.map(\.line) == [163])
    }

    @Test func theQuarterStatesItsAssumption() throws {
        let duty = try #require(try Shipped.plan("lien-minh-2026").duties.first)
        #expect(duty.rhythm == .quarter(month: 3))
        #expect(duty.assumption?.vi.contains("tháng cuối quý") == true)
        #expect(duty.doubts == ["F23"])
    }

    /// Decree 09/2019: at least a working day between the end of the data and the deadline.
    @Test(arguments: [
        ("nam-trieu-2026", "2026-06-14", "calendar", "2026-05", "2026-05-31"),
        ("nam-trieu-2026", "2026-06-14", "nd09", "2026-05", "2026-05-14"),
        ("thai-nguyen-2026", "2026-06-25", "nd09", "2026-06", "2026-06-14"),
        ("thai-nguyen-2026", "2026-06-25", "calendar", "2026-05", "2026-05-31"),
        ("lien-minh-2026", "2026-06-19", "nd09", "2026-Q2", "2026-06-14"),
        ("lien-minh-2026", "2026-06-19", "calendar", "2026-Q1", "2026-03-31"),
        ("nam-trieu-2026", "2026-11-29", "calendar", "2026-01..2026-10", "2026-10-31"),
        ("nam-trieu-2026", "2026-11-29", "nd09", "2026-01..2026-11", "2026-11-14"),
    ])
    func whatTheReportCanCover(id: String, day: String, cutoff: String, period: String, last: String) throws {
        let date = try #require(CivilDate(iso: day))
        let due = try #require(try Self.calendar(id).due(from: date, through: date).first)
        let found = try #require(due.period(cutoff: Cutoff(parsing: cutoff)))
        #expect(found.span.id == period)
        #expect(found.last.iso == last)
    }

    /// The newest of each duty, single ones too, however long ago.
    @Test(arguments: [
        ("lien-minh-2026", "2026-11-22", "2026-09-19"), ("lien-minh-2026", "2026-12-20", "2026-12-19"),
        ("thai-nguyen-2026", "2026-11-22", "2026-03-30 2026-06-30 2026-10-25"),
        ("nam-trieu-2026", "2026-11-22", "2026-06-30 2026-11-14"), ("bac-kan-2026", "2026-11-22", ""),
    ])
    func whatHasPassed(id: String, day: String, days: String) throws {
        let now = try #require(CivilDate(iso: day))
        let passed = try Self.calendar(id).passed(at: Instant(now, secondsOfDay: 0))
        #expect(passed.map(\.lastDay.iso) == days.split(separator: " ").map(String.init))
    }

    /// Earlier ones may wait for their reports too.
    @Test func whatHasPassedBefore() throws {
        let calendar = try Self.calendar("nam-trieu-2026")
        let now = Instant(try #require(CivilDate(iso: "2026-07-20")), secondsOfDay: 0)
        let newest = try #require(calendar.passed(at: now).last)
        #expect(newest.lastDay.iso == "2026-07-14")
        let before = calendar.earlier(than: newest)
        #expect(before.map(\.lastDay.iso).prefix(2) == ["2026-06-14", "2026-05-14"])
        #expect(before.allSatisfy { $0.duty == newest.duty })
    }

    /// The plan's own way to close the data: the fourth quarter can be reported on 19 December.
    @Test func lienMinhClosesOnThe14th() throws {
        let duty = try #require(try Shipped.plan("lien-minh-2026").duties.first)
        let cutoff = try #require(duty.cutoff)
        #expect(cutoff == .nd09)
        let day = try #require(CivilDate(iso: "2026-12-19"))
        let due = try #require(try Self.calendar("lien-minh-2026").due(from: day, through: day).first)
        let period = try #require(due.period(cutoff: cutoff))
        #expect((period.span.id, period.first.iso, period.last.iso) == ("2026-Q4", "2026-09-15", "2026-12-14"))
        #expect(try Shipped.plan().duties.allSatisfy { $0.cutoff == nil })
    }

    @Test func remarksOfNamTrieu() throws {
        let due = try Self.calendar("nam-trieu-2026").due(from: Self.year.first, through: Self.year.last)
        let june = try #require(due.first { $0.lastDay.iso == "2026-06-14" })
        #expect(june.remarks(cutoff: .calendar).count == 1)
        #expect(june.remarks(cutoff: .nd09).last == .closesOnDeadline(june.lastDay))
        #expect(june.remarks(cutoff: .nd09)[0].text.vi.contains("Chủ nhật"))
        #expect(june.remarks(cutoff: .nd09)[0].text.vi.contains("thứ Sáu 12/06/2026"))
        let annual = try #require(due.first { $0.lastDay.iso == "2026-11-29" })
        #expect(annual.remarks(cutoff: .nd09).last == .yearNotOver(CivilDate(iso: "2026-12-14")!))
        let single = try #require(due.first { $0.lastDay.iso == "2026-06-30" })
        #expect(single.remarks(cutoff: .calendar).isEmpty)
        #expect(single.period(cutoff: .calendar) == nil)
    }

    @Test func yearlyDutiesComeBackAndTheLastDayOfAMonthIsFound() throws {
        let text = try Shipped.text("ninh-xa-2026-2030.yaml").replacing(
            "  - {every: as_needed,",
            with: """
                  - {every: year, before: 2027-03-01, to: "a", line: 1}
                  - {every: month, day: 31, to: "b", line: 2}
                  - {every: as_needed,
                """)
        let calendar = DutyCalendar(try Plan(yaml: text, file: "nx.yaml", catalogue: Shipped.catalogue()))
        let due = calendar.due(from: CivilDate(iso: "2028-02-01")!, through: CivilDate(iso: "2028-04-30")!)
        #expect(due.map(\.lastDay.iso) == ["2028-02-29", "2028-02-29", "2028-03-31", "2028-04-30"])
        #expect(calendar.due(from: CivilDate(iso: "2026-02-28")!, through: CivilDate(iso: "2026-02-28")!).count == 1)
        #expect(calendar.due(from: CivilDate(iso: "2031-01-01")!, through: CivilDate(iso: "2031-12-31")!).isEmpty)
    }
}

/// Cumulative periods and pro-rata targets.
struct ProgressTests {
    @Test(arguments: [
        ("2026-06", "calendar", "2026-01-01", "2026-06-30", "2026-01..2026-06"),
        ("2026-06", "nd09", "2025-12-15", "2026-06-14", "2026-01..2026-06"),
        ("2026-Q3", "calendar", "2026-01-01", "2026-09-30", "2026-01..2026-09"),
        ("2026-01", "calendar", "2026-01-01", "2026-01-31", "2026-01"),
        ("2026-06", "2026-05-11..2026-06-10", "2026-01-01", "2026-06-10", "2026-01..2026-06"),
        ("2028-02", "calendar", "2026-01-01", "2028-02-29", "2026-01..2028-02"),
    ])
    func fromThePlansStart(period: String, cutoff: String, first: String, last: String, id: String) throws {
        let plan = try Shipped.plan("ninh-xa-2026-2030")
        let period = try Period(parsing: period, cutoff: Cutoff(parsing: cutoff))
        let cumulative = try #require(plan.cumulative(to: period))
        #expect(cumulative.first.iso == first)
        #expect(cumulative.last.iso == last)
        #expect(cumulative.span.id == id)
    }

    @Test func nothingIsCumulatedBeforeThePlan() throws {
        let period = try Period(parsing: "2025-12", cutoff: .calendar)
        #expect(try Shipped.plan().cumulative(to: period) == nil)
    }

    @Test(arguments: [
        // 181 of 365 days of 90 %; the whole on the last day; the first day.
        (83, "2026-06-30", "44.63", 181, 365), (83, "2026-12-31", "90.00", 365, 365),
        (83, "2026-01-01", "0.25", 1, 365),
        (95, "2026-06-30", "39.67", 181, 365),
    ])
    func linearShares(line: Int, day: String, value: String, days: Int, of: Int) throws {
        let plan = try Shipped.plan()
        let target = try #require(plan.targets.first { $0.line == line })
        let share = try #require(plan.proRata(of: target, at: CivilDate(iso: day)!))
        #expect(share.value.plain == value)
        #expect(share.days == days)
        #expect(share.of == of)
        #expect(share.text.vi.contains("\(days)/\(of) ngày"))
    }

    /// 2026 to 2030 have 1826 days; 365 + 181 of them are over on 30/06/2027.
    @Test func overTheYearsOfALongPlan() throws {
        let plan = try Shipped.plan("ninh-xa-2026-2030")
        let target = try #require(plan.targets.first { $0.indicator == "vneid_dan" })
        let share = try #require(plan.proRata(of: target, at: CivilDate(iso: "2027-06-30")!))
        #expect(share.days == 546)
        #expect(share.of == 1826)
        #expect(share.value.plain == "23.92")
        #expect(share.until.iso == "2030-12-31")
    }

    /// With a goal for 2026, 2028 and 2030 the steps of 2027 begin at the first, which is due already.
    @Test(arguments: [
        ("2026-06-30", "19.84", 181, 365), ("2026-12-31", "40.00", 365, 365), ("2027-01-01", "40.03", 1, 731),
        ("2027-06-30", "44.95", 181, 731), ("2028-12-31", "60.00", 731, 731), ("2030-12-31", "80.00", 730, 730),
    ])
    func fromOneYearsGoalToTheNext(day: String, value: String, days: Int, of: Int) throws {
        let goals = [(2026, "40"), (2028, "60"), (2030, "80")].map { "      - {year: \($0.0), value: \"\($0.1)\"}\n" }
        let text = try Shipped.text("ninh-xa-2026-2030.yaml").replacing(
            "    value: \"80\"\n", with: "    value: \"40; 60; 80\"\n    goals:\n\(goals.joined())")
        let plan = try Plan(yaml: text, file: "nx.yaml", catalogue: Shipped.catalogue())
        let target = try #require(plan.targets.first { $0.indicator == "vneid_dan" })
        let share = try #require(plan.proRata(of: target, at: CivilDate(iso: day)!))
        #expect(share.value.plain == value && share.days == days && share.of == of)
    }

    @Test(arguments: [(111, "2026-06-30"), (113, "2026-06-30"), (83, "2027-01-01"), (83, "2025-12-31")])
    func whereThereIsNone(line: Int, day: String) throws {
        let plan = try Shipped.plan()
        let target = try #require(plan.targets.first { $0.line == line })
        #expect(plan.proRata(of: target, at: CivilDate(iso: day)!) == nil)
    }
}
