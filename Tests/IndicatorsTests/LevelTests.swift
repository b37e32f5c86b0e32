import Base
import Indicators
import Testing

/// A province's plan has targets for itself and for its wards: each takes the figure of its own level alone.
struct LevelTests {
    private static func preview(_ cells: [FigureColumn: String]) throws -> FigurePreview {
        FigureImport(
            catalogue: try Shipped.catalogue(), area: "19", enteredBy: "Lan",
            enteredOn: try #require(CivilDate(iso: "2026-07-01")), book: FigureBook([])
        ).preview(
            cells.merging([.date: "2026-06-30", .source: "Sở KH&CN"]) { typed, _ in typed })
    }

    private static func figure(_ value: String, level: String? = nil) throws -> Figure {
        var cells: [FigureColumn: String] = [.indicator: "hscv_toan_trinh", .value: value]
        cells[.level] = level
        return try #require(try preview(cells).rows.first?.figure)
    }

    private static func rows(_ figures: [Figure]) throws -> [String: IndicatorRow] {
        let (plan, catalogue) = (try Shipped.plan("thai-nguyen-2026"), try Shipped.catalogue())
        let book = FigureBook(figures)
        let period = try Period(parsing: "2026-06", cutoff: .calendar)
        let indicator = try #require(catalogue.indicator("hscv_toan_trinh"))
        let own = book.estimate(indicator, area: "19", period: period, increment: nil)
        let communes = book.estimate(indicator, of: .commune, area: "19", period: period)
        let report = ReportModel(
            plan: plan, catalogue: catalogue, period: period, figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: own.map { [indicator.id: $0] } ?? [:],
            elsewhere: communes.map { [.commune: [indicator.id: $0]] } ?? [:])
        let found = report.rows.filter { $0.target.indicator == indicator.id }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.target.section, $0) })
    }

    @Test(arguments: ["xã", "cấp xã", "Xa", "commune", "cap_xa"])
    func theLevelIsTypedInAnyWay(text: String) throws {
        #expect(try Self.figure("68", level: text).level == .commune)
        #expect(try Self.figure("68", level: "tỉnh").level == nil, "the area's own level needs no word")
    }

    @Test func eachRowTakesItsOwnLevel() throws {
        let rows = try Self.rows([Self.figure("75"), Self.figure("68", level: "xã")])
        let province = try #require(rows["PL I-6 Cấp tỉnh"])
        let commune = try #require(rows["PL I-6 Cấp xã"])
        #expect(province.value == .number(DecimalNumber(75)) && province.verdict == .met)
        #expect(commune.value == .number(DecimalNumber(68)) && commune.verdict == .notMet)
        // One row with both: the plan's own level counts, and the other one's result stands beside it.
        let both = try #require(rows["II.2.c(1)-4"])
        #expect(both.value == .number(DecimalNumber(75)) && both.verdict == .notMet, "the row asks for both levels")
        let beside = both.remarks.map(\.text.vi).first { $0.hasPrefix("cấp xã") }
        #expect(beside == "cấp xã: giao ≥ 70%, kết quả 68,00%, chưa đạt, theo Sở KH&CN, ngày 30/06/2026")
        #expect(both.remarks.contains { $0.text.en.hasPrefix("commune level: target ≥ 70%, result 68.00%, not met") })
    }

    @Test func oneLevelsFigureFillsNoOther() throws {
        let province = try Self.rows([Self.figure("75")])
        #expect(province["PL I-6 Cấp xã"]?.value == nil && province["PL I-6 Cấp xã"]?.verdict == .noData)
        #expect(province["II.2.c(1)-4"]?.verdict == .noData && province["PL I-6 Cấp tỉnh"]?.verdict == .met)
        #expect(province["II.2.c(1)-4"]?.remarks.contains { $0.text.vi == "cấp xã: giao ≥ 70%, chưa có số" } == true)
        let commune = try Self.rows([Self.figure("68", level: "xã")])
        #expect(commune["PL I-6 Cấp tỉnh"]?.value == nil && commune["II.2.c(1)-4"]?.value == nil)
        #expect(commune["PL I-6 Cấp xã"]?.value == .number(DecimalNumber(68)))
    }

    @Test func figuresOfTwoLevelsAreTwo() throws {
        let (own, communes) = (try Self.figure("75"), try Self.figure("68", level: "xã"))
        #expect(own.subject == "19 hscv_toan_trinh 2026-06-30")
        #expect(communes.subject == "19 hscv_toan_trinh 2026-06-30 commune")
        #expect(Figure(json: communes.json) == communes)
        var unknown = communes.json
        unknown["level"] = .string("district")
        #expect(Figure(json: unknown) == nil)
        let gaps = FigureBook([own]).gaps(
            of: try Shipped.plan("thai-nguyen-2026"), catalogue: try Shipped.catalogue(),
            period: try Period(parsing: "2026-06", cutoff: .calendar))
        let lines = gaps.filter { $0.indicator == "hscv_toan_trinh" }.map(\.line.vi)
        #expect(lines.count == 1 && lines[0].hasSuffix("trên môi trường điện tử (cấp xã) [hscv_toan_trinh]"))
    }

    /// What only a state at a day can be, and a level that does not exist, are told and not taken without effect.
    @Test(arguments: [
        ("vneid_muc2", FigureColumn.period, "2026-06", "FIG-015"), ("cu_dan", .period, "2026-Q2", "FIG-015"),
        ("vneid_muc2", .level, "xã", "FIG-014"), ("cu_dan", .level, "xã", "FIG-014"),
        ("hscv_toan_trinh", .level, "huyện", "FIG-014"),
    ])
    func whatWouldCountNowhereIsRefused(id: String, column: FigureColumn, text: String, code: String) throws {
        let preview = try Self.preview([.indicator: id, column: text, .numerator: "5"])
        #expect(preview.rows.isEmpty)
        #expect(preview.faults.map(\.problem.code) == [code])
    }
}

/// Where no baseline allows a percentage, a report says how many of the population the teams have met.
struct CoverageTests {
    private static func remarks(_ populations: [String: Int], baseline: Bool = false) throws -> [String] {
        let (plan, catalogue) = (try Shipped.plan("ninh-xa-2026-2030"), try Shipped.catalogue())
        let period = try Period(parsing: "2026-06", cutoff: .calendar)
        var tally = Tally()
        tally.persons = 250
        let whole = try Period(parsing: "2026-01..2026-06", cutoff: .calendar)
        let figures = Figures(tally, catalogue: catalogue)
        let known = try populations.mapValues { try FigureTests.figure("cu_dan", "2026-01-01", value: String($0)) }
        let indicator = try #require(catalogue.indicator("vneid_dan"))
        let estimate = FigureBook([try FigureTests.figure("vneid_dan", "2026-05-31", 100)]).estimate(
            indicator, area: "09445", period: period, increment: 5)
        let report = ReportModel(
            plan: plan, catalogue: catalogue, period: period, figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: baseline ? ["vneid_dan": try #require(estimate)] : [:], populations: known,
            cumulative: .init(period: whole, figures: figures))
        let row = try #require(report.rows.first { $0.target.indicator == "vneid_dan" })
        #expect(row.verdict == .toConfirm)
        return row.remarks.map(\.text.vi).filter { $0.hasPrefix("độ phủ") }
    }

    @Test func peopleMetOverThePopulation() throws {
        let expected =
            "độ phủ: người được hỗ trợ (mọi tuổi) từ đầu kế hoạch 1,00% (250/25.000) của \"người dân (thường trú và tạm trú) trên địa bàn\" (theo \(try FigureTests.figure("cu_dan", "2026-01-01").source), ngày 01/01/2026)"
        #expect(try Self.remarks(["cu_dan": 25_000]) == [expected])
        #expect(try Self.remarks(["truong_thanh_18": 25_000]).isEmpty)
        #expect(try Self.remarks(["cu_dan": 0]).isEmpty)
        #expect(try Self.remarks(["cu_dan": 25_000], baseline: true).isEmpty)
    }
}
