import Base
import Indicators
import Testing

/// A value carries its own unit, whatever the unit of the target beside it.
struct UnitTests {
    private static let june = Period(.month(year: 2026, month: 6), cutoff: .calendar)

    private static func report(
        _ plan: String, estimates figures: [Figure] = [], increment: Int? = nil, populations: [String: Figure] = [:]
    ) throws -> ReportModel {
        let catalogue = try Shipped.catalogue()
        var tally = Tally()
        (tally.sessions, tally.persons, tally.households) = (172, 140, 119)
        tally.increments = ["vneid_muc2": 59, "cks_vneid": 40]
        for (goal, indicator) in catalogue.indicators.enumerated() {
            if indicator.id == "danh_tinh_so_16" { tally.goalIncrements[goal] = 59 }
            guard indicator.id == "hai_long_dvctt" else { continue }
            tally.opinions[goal] = Satisfaction(
                clients: Ratio(part: 124, whole: 130), ratings: Ratio(part: 165, whole: 172))
        }
        let plan = try Shipped.plan(plan)
        let book = FigureBook(figures)
        let estimates = figures.compactMap { figure in
            catalogue.indicator(figure.indicator).flatMap {
                book.estimate($0, area: plan.area.code, period: june, increment: increment)
            }.map { (figure.indicator, $0) }
        }
        return ReportModel(
            plan: plan, catalogue: catalogue, period: june, figures: Figures(tally, catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: Dictionary(estimates) { a, _ in a }, populations: populations)
    }

    private static func row(_ id: String, of report: ReportModel) throws -> IndicatorRow {
        try #require(report.rows.first { $0.target.indicator == id })
    }

    /// Thousands in sentences as in tables.
    @Test func numbersInRemarksAreGrouped() throws {
        let day = CivilDate(day: 20_000)
        for (remark, number) in [
            (EstimateRemark.undecidedPairs(least: 16_477), "16.477"),
            (.sinceBaseline(day, increment: 1_058), "1.058"), (.aboveDenominator(31_000, 30_800), "31.000"),
        ] {
            #expect(remark.text.vi.contains(number))
            #expect(remark.text.en.contains(number.replacing(".", with: ",")))
        }
        let pace = try Self.report("ninh-xa-2026-2030").rows.compactMap(\.proRata).first { $0.of > 999 }
        #expect(try #require(pace).text.vi.contains("/1."))
    }

    @Test func withoutABaselineAShareIsPeople() throws {
        let row = try Self.row("danh_tinh_so_16", of: Self.report("ninh-xa-2026-2030"))
        #expect(row.value == .count(59) && row.unit == "người" && row.target.unit == "%")
        let missing = try Self.row("phu_song_5g", of: Self.report("ninh-xa-2026-2030"))
        #expect(missing.value == nil && missing.unit == "% địa bàn")
    }

    /// The target of level 2 is in people, without a number; an agency's value is a share all the same.
    @Test(
        arguments: [("80,5", nil, nil, "80,50%"), (nil, 18_026, 23_296, "77,38% (18.026/23.296)")]
            as [(String?, Int?, Int?, String)])
    func anAgencysShareIsPercent(value: String?, part: Int?, whole: Int?, text: String) throws {
        let figure = try FigureTests.figure("vneid_muc2", "2026-06-30", value: value, part, whole)
        let row = try Self.row("vneid_muc2", of: Self.report("ninh-xa-2026-2030", estimates: [figure]))
        #expect(row.target.unit == "người (không giao số)" && row.unit == "%")
        #expect(row.value?.text(unit: row.unit).vi == text)
        #expect(row.basis == .otherAgency, "nothing was added")
    }

    @Test func aTargetOfThingsNamesThem() throws {
        var figure = try FigureTests.figure("tt_dmst", "2026-06-30", value: "1")
        figure.area = "19"
        let row = try Self.row("tt_dmst", of: Self.report("thai-nguyen-2026", estimates: [figure]))
        #expect(row.value?.text(unit: row.unit).vi == "1 trung tâm")
        #expect(row.value?.text(unit: row.unit).en == "1 centres")
        #expect(row.target.goalText(.vi).hasPrefix("≥ 01 ") && row.target.goalNumber(.vi) == "≥ 01")
    }

    @Test(arguments: [(500, "23,80% (119/500)", false), (100, "119,00% (119/100)", true)])
    func householdsReachedAreAShareOfTheHouseholds(households: Int, text: String, blocks: Bool) throws {
        #expect(try Self.report("ninh-xa-2026-2030").figures.values["ty_le_ho_tiep_can"] == nil)
        let known = try FigureTests.figure("ho", "2026-01-01", value: String(households))
        let report = try Self.report("ninh-xa-2026-2030", populations: ["ho": known])
        guard case .ratio(let ratio) = report.figures.values["ty_le_ho_tiep_can"] else {
            Issue.record("no share")
            return
        }
        #expect(ratio.text.vi == text)
        #expect(report.excesses.map(\.ratio) == (blocks ? [ratio] : []))
    }

    @Test func ratingsStandBesideClients() throws {
        let row = try Self.row("hai_long_dvctt", of: Self.report("nam-trieu-2026"))
        #expect(row.remarks.map(\.text.vi).contains("tính theo lượt đánh giá là 95,93% (165/172)"))
    }

    /// What two decimals do not show: 94,996 is printed as 95,00 and is below.
    @Test(arguments: [
        ("94,996", "dưới mức giao chưa đến 0,01 điểm %"), ("95", nil), ("95,001", "trên mức giao chưa đến 0,01 điểm %"),
    ])
    func theSideOfTheTarget(value: String, side: String?) throws {
        var figure = try FigureTests.figure("hai_long_dvctt", "2026-06-30", value: value)
        figure.area = "11542"
        let row = try Self.row("hai_long_dvctt", of: Self.report("nam-trieu-2026", estimates: [figure]))
        #expect(row.hairline?.vi == side && row.gap == Hundredths(0))
        #expect(row.value?.text(unit: row.unit).vi == "95,00%")
    }
}
