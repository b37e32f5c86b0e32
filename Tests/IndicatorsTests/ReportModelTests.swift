import Base
import Indicators
import Testing

/// Verdicts by unrounded integers, and what stands beside a value.
struct ReportModelTests {
    private func row(
        _ line: Int, satisfied: Int = 0, clients: Int = 0, businesses: Int = 0
    ) throws -> IndicatorRow {
        let catalogue = try Shipped.catalogue()
        var tally = Tally()
        for (goal, indicator) in catalogue.indicators.enumerated() {
            if indicator.id == "hai_long_dvctt" {
                let ratio = Ratio(part: satisfied, whole: clients)
                tally.opinions[goal] = Satisfaction(clients: ratio, ratings: ratio)
            }
            if indicator.id == "hkd_ung_dung_so" { tally.active[goal] = businesses }
        }
        tally.increments = ["cks_vneid": 11]
        let report = ReportModel(
            plan: try Shipped.plan(), catalogue: catalogue, period: try Period(parsing: "2026-06", cutoff: .calendar),
            figures: Figures(tally, catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0))
        #expect(report.rows.count == 24)
        return try #require(report.rows.first { $0.target.line == line })
    }

    @Test(arguments: [
        (94_996, 100_000, Verdict.notMet, "95.00", "0.00"),
        (95, 100, .met, "95.00", "0.00"),
        (63, 65, .met, "96.92", "1.92"),
        (60, 65, .notMet, "92.31", "-2.69"),
        (29, 29, .noData, "100.00", "5.00"),
        (30, 30, .met, "100.00", "5.00"),
    ])
    func satisfaction(satisfied: Int, clients: Int, verdict: Verdict, percent: String, gap: String) throws {
        let row = try row(111, satisfied: satisfied, clients: clients)
        #expect(row.verdict == verdict)
        #expect(row.basis == .sample)
        guard case .ratio(let ratio) = row.value else {
            Issue.record("not a ratio")
            return
        }
        #expect(ratio.percent?.plain == percent)
        #expect(row.gap?.plain == gap)
        #expect(row.remarks.contains(.tooFewAnswers(clients)) == (clients < 30))
    }

    /// One point or more, unrounded: 66,67 and 65,67 as printed are less than one apart.
    @Test(arguments: [
        (Ratio(part: 2, whole: 3), Ratio(part: 44, whole: 67), false),
        (Ratio(part: 95, whole: 100), Ratio(part: 94, whole: 100), true),
        (Ratio(part: 94, whole: 100), Ratio(part: 95, whole: 100), true),
        (Ratio(part: 95, whole: 100), Ratio(part: 9401, whole: 10_000), false),
        (Ratio(part: 3, whole: 3), Ratio(part: 0, whole: 0), false),
    ])
    func clientsAndRatingsThatDiffer(clients: Ratio, ratings: Ratio, differ: Bool) throws {
        let catalogue = try Shipped.catalogue()
        var tally = Tally()
        for (goal, indicator) in catalogue.indicators.enumerated() where indicator.id == "hai_long_dvctt" {
            tally.opinions[goal] = Satisfaction(clients: clients, ratings: ratings)
        }
        let report = ReportModel(
            plan: try Shipped.plan(), catalogue: catalogue, period: try Period(parsing: "2026-06", cutoff: .calendar),
            figures: Figures(tally, catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0))
        let rows = report.rows.filter { $0.target.indicator == "hai_long_dvctt" }
        #expect(!rows.isEmpty)
        for row in rows {
            #expect(row.remarks.contains { if case .ratings(_, isApart: true) = $0 { true } else { false } } == differ)
        }
    }

    @Test func nobodyAskedIsNoNumberAtAll() throws {
        let row = try row(111)
        #expect(row.verdict == .noData)
        #expect(row.gap == nil)
        #expect(row.interval == nil)
    }

    /// Why there is no verdict, by the number of clients.
    @Test(arguments: [(0, IndicatorRow.Lack.figure), (1, .clients), (29, .clients), (30, nil)])
    func whatAVerdictLacks(clients: Int, lack: IndicatorRow.Lack?) throws {
        #expect(try row(111, satisfied: clients, clients: clients).lack == lack)
    }

    @Test func otherAgenciesFiguresAreMissingNotZero() throws {
        let row = try row(83)
        #expect(row.value == nil)
        #expect(row.status == .missing)
        #expect(row.basis == .otherAgency)
        #expect(row.verdict == .noData)
    }

    @Test func contradictionsWaitForTheWard() throws {
        let row = try row(200)
        #expect(row.verdict == .toConfirm)
        #expect(row.doubts.map(\.id) == ["F03", "F04"])
    }

    @Test func withoutATargetThereIsNoVerdict() throws {
        let increment = try row(113)
        #expect(increment.value == .count(11))
        #expect(increment.status == .provisional)
        #expect(increment.verdict == .noTarget)
        let counted = try row(107, businesses: 9)
        #expect(counted.value == .count(9))
        #expect(counted.status == .computed)
        #expect(counted.gap == nil)
    }

    /// The expected ends were worked out apart, from the formula of Wilson (1927) with z = 1.959963984540054.
    @Test(arguments: [
        (63, 65, "89.46", "99.15"), (0, 10, "0.00", "27.75"), (10, 10, "72.25", "100.00"), (50, 100, "40.38", "59.62"),
    ])
    func wilson(part: Int, whole: Int, low: String, high: String) {
        let interval = Ratio(part: part, whole: whole).interval
        #expect(interval?.low.plain == low)
        #expect(interval?.high.plain == high)
    }

    @Test(arguments: [
        ("70", 70, 1), ("01", 1, 1), ("17,5", 175, 10), ("18.00", 1800, 100),
    ])
    func targetValues(text: String, units: Int, scale: Int) throws {
        let value = try #require(TargetValue(text))
        #expect(value.units == units)
        #expect(value.scale == scale)
    }

    @Test(arguments: ["—", "", ",5", "5,", "7 0", "-3", "1,2,3"])
    func notTargetValues(text: String) {
        #expect(TargetValue(text) == nil)
    }

    @Test(arguments: [
        (18, Target.Comparison.moreThan, false), (19, .moreThan, true), (18, .atLeast, true), (18, .exactly, true),
        (17, .atMost, true), (18, .lessThan, false), (18, .none, false),
    ])
    func comparisons(percent: Int, comparison: Target.Comparison, met: Bool) throws {
        let target = try #require(TargetValue("18"))
        #expect(Ratio(part: percent * 3, whole: 300).meets(comparison, target) == met)
    }
}

/// Plans of several years or levels.
struct LongPlanTests {
    @Test(arguments: [("2026-06", true), ("2030", false)])
    func aTargetForALaterYearSaysSo(period: String, later: Bool) throws {
        let catalogue = try Shipped.catalogue()
        let report = ReportModel(
            plan: try Shipped.plan("ninh-xa-2026-2030"), catalogue: catalogue,
            period: try Period(parsing: period, cutoff: .calendar), figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0))
        let row = try #require(report.rows.first { $0.target.indicator == "cks_nguoi_truong_thanh" })
        #expect(row.remarks.contains(.dueLater(2030)) == later)
        #expect(row.verdict == .toConfirm)
        let qualitative = try #require(report.rows.first { $0.target.indicator == "vneid_muc2" })
        #expect(qualitative.remarks.isEmpty)
        #expect(qualitative.verdict == .noTarget)
    }

    /// Before the end of the year for which a goal counts nothing is missed; reached is reached.
    @Test(arguments: [
        ("2026-06", "70", Verdict.notDue), ("2026-06", "100", .met), ("2029", "70", .notDue), ("2030", "70", .notMet),
        ("2030-06", "70", .notMet),
    ])
    func whatIsNotDueIsNotMissed(period: String, value: String, verdict: Verdict) throws {
        let (plan, catalogue) = (try Shipped.plan("ninh-xa-2026-2030"), try Shipped.catalogue())
        let period = try Period(parsing: period, cutoff: .calendar)
        let importing = FigureImport(
            catalogue: catalogue, area: "09445", enteredBy: "Lan", enteredOn: period.last, book: FigureBook([]))
        let cells: [FigureColumn: String] = [
            .indicator: "phu_song_5g", .date: "2026-06-30", .source: "Sở KH&CN", .value: value,
        ]
        let indicator = try #require(catalogue.indicator("phu_song_5g"))
        let estimate = FigureBook(importing.preview(cells).rows.map(\.figure)).estimate(
            indicator, area: "09445", period: period, increment: nil)
        let report = ReportModel(
            plan: plan, catalogue: catalogue, period: period, figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: [indicator.id: try #require(estimate)])
        #expect(report.rows.first { $0.target.indicator == indicator.id }?.verdict == verdict)
    }

    @Test func theProvincesOwnLevelIsCompared() throws {
        let catalogue = try Shipped.catalogue()
        let report = ReportModel(
            plan: try Shipped.plan("thai-nguyen-2026"), catalogue: catalogue,
            period: try Period(parsing: "2026-06", cutoff: .calendar), figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0))
        let row = try #require(report.rows.first { $0.target.section == "II.2.c(1)-4" })
        #expect(row.target.value == TargetValue("70"))
        #expect(row.verdict == .noData)
        let levels = report.rows.filter { $0.target.level != nil }
        #expect(levels.map(\.remarks.first) == [.level(.province), .level(.commune)])
    }
}
