import Base
import Indicators
import Testing

/// Other agencies' figures: numbers as typed, checks, JSON, which one counts.
struct FigureTests {
    static func figure(
        _ indicator: String, _ date: String, value: String? = nil, _ numerator: Int? = nil, _ denominator: Int? = nil,
        period: Period.Span? = nil
    ) throws -> Figure {
        var figure = Figure(
            indicator: indicator, area: "09445", date: try #require(CivilDate(iso: date)), source: "Công an phường",
            enteredBy: "Phòng VH-XH", enteredOn: try #require(CivilDate(iso: "2026-12-31")))
        figure.value = try value.map { try DecimalNumber(typed: $0) }
        (figure.numerator, figure.denominator, figure.period) = (numerator, denominator, period)
        return figure
    }

    @Test(arguments: [
        ("84", "84"), ("84,6", "84.6"), ("84.6", "84.6"), ("84,605", "84.605"), ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"), ("1 234", "1234"), ("1 234,5", "1234.5"), ("84,6 %", "84.6"), ("84,6%", "84.6"),
        ("-3,5", "-3.5"), ("0", "0"), ("0.125", "0.125"), ("30\u{A0}800", "30800"), ("007", "7"), ("-0,25", "-0.25"),
    ])
    func typedNumbers(text: String, plain: String) throws {
        #expect(try DecimalNumber(typed: text).plain == plain)
    }

    @Test(arguments: [
        ("30.800", NumberFault.thousandsOrDecimals("30.800")), ("", .notANumber("")), ("—", .notANumber("—")),
        ("84,", .notANumber("84,")), (",5", .notANumber(",5")), ("1.23.456", .notANumber("1.23.456")),
        ("84 6", .notANumber("84 6")), ("8%4", .notANumber("8%4")), ("1,2,3", .notANumber("1,2,3")),
        ("84,60512", .notANumber("84,60512")), ("12e3", .notANumber("12e3")),
        ("9999999999999", .notANumber("9999999999999")), ("--3", .notANumber("--3")),
    ])
    func refusedNumbers(text: String, fault: NumberFault) {
        #expect(throws: fault) { try DecimalNumber(typed: text) }
    }

    /// People and dossiers have no decimals: a point between thousands is one, and a comma there is asked about.
    @Test(arguments: [("21.000", 21_000), ("1.234", 1_234), ("21.0", 21), ("21 000", 21_000), ("1.234.567", 1_234_567)])
    func typedCounts(text: String, count: Int) throws {
        #expect(try DecimalNumber(typed: text, isCount: true).whole == count)
    }

    @Test(arguments: ["21,000", "1,234"])
    func aCountWithACommaIsRefused(text: String) throws {
        #expect(throws: NumberFault.commaInCount(text)) { try DecimalNumber(typed: text, isCount: true) }
        #expect(try DecimalNumber(typed: text).decimals == 3)
    }

    @Test(arguments: [("0.95", "95"), ("0.8", "80"), ("0.123", "12.3"), ("0", "0")])
    func aFractionAsAShare(plain: String, share: String) {
        #expect(DecimalNumber(plain: plain)?.timesHundred.plain == share)
    }

    @Test(arguments: [("1234567.25", "1.234.567,25"), ("-0.5", "-0,5"), ("30800", "30.800")])
    func numbersForPeople(plain: String, text: String) {
        #expect(DecimalNumber(plain: plain)?.vietnamese == text)
    }

    /// Exactly 0,01 points is still agreement. The last but one is the newspaper's mistake of DOMAIN.md §2.5: 8,90 %.
    @Test(arguments: [
        ("8,90", 128_045, 1_439_411, true), ("7,84", 128_045, 1_439_411, false), ("50", 1, 2, true),
        ("50,01", 1, 2, true), ("50,0101", 1, 2, false), ("49,99", 1, 2, true), ("33,3", 1, 3, false),
        ("33,33", 1, 3, true), ("100", 9_999_999_999, 9_999_999_999, true), ("0", 0, 7, true), ("0", 1, 7, false),
    ])
    func valueAgainstItsParts(value: String, part: Int, whole: Int, agrees: Bool) throws {
        #expect(try DecimalNumber(typed: value).agrees(with: Ratio(part: part, whole: whole)) == agrees)
        let faults = try Self.figure("hscv_dien_tu", "2026-03-31", value: value, part, whole)
            .faults(in: Shipped.catalogue())
        #expect(faults.contains { if case .disagrees = $0 { true } else { false } } == !agrees)
    }

    @Test(
        arguments: [
            ("vneid_dan", nil, 101, 100, "FIG-010"), ("vneid_dan", nil, 100, 100, nil),
            ("vneid_dan", "101", nil, nil, "FIG-010"),
            ("startup_tang", "130", 13, 10, nil), ("startup_tang", "-5", nil, nil, nil),
            ("ipv6", "-5", nil, nil, "FIG-005"),
            ("cu_dan", "30800", nil, nil, nil), ("cu_dan", "30800,5", nil, nil, "FIG-005"),
            ("cu_dan", "0", nil, nil, nil),
            ("luot_ho_tro", "5", nil, nil, "FIG-002"), ("phu_song_5f", "5", nil, nil, "FIG-001"),
            ("vneid_dan", nil, nil, 100, "FIG-003"), ("vneid_dan", nil, nil, nil, "FIG-003"),
            ("vneid_dan", nil, 5, 10_000_000_000, "FIG-005"), ("cks_mien_phi_vneid", "250", nil, nil, nil),
            ("hai_long_dvctt", "96,5", nil, nil, nil), ("vneid_dan", nil, 0, 100, nil),
            // A part of nobody knows how much; nothing of nothing is an answer, and no share.
            ("tai_su_dung_du_lieu", nil, 10, nil, "FIG-003"), ("startup_tang", nil, 3, nil, "FIG-003"),
            ("vneid_dan", nil, 10, nil, nil), ("tt_dmst", nil, 1, nil, nil), ("tt_dmst", "1", nil, nil, nil),
            ("tt_dmst", "1,5", nil, nil, "FIG-005"), ("cks_mien_phi_vneid", "250,5", nil, nil, "FIG-005"),
            ("nv_khcn_toan_trinh", nil, 0, 0, nil), ("nv_khcn_toan_trinh", "100", 0, 0, "FIG-009"),
            ("nv_khcn_toan_trinh", nil, 1, 0, "FIG-010"),
        ] as [(String, String?, Int?, Int?, String?)])
    func checks(indicator: String, value: String?, part: Int?, whole: Int?, code: String?) throws {
        let faults = try Self.figure(indicator, "2026-03-31", value: value, part, whole).faults(in: Shipped.catalogue())
        #expect(faults.map { FigureFault($0).problem.code } == [code].compactMap { $0 })
    }

    @Test func theSourceTheAreaAndTheDayAreChecked() throws {
        var figure = try Self.figure("ipv6", "2027-01-01", value: "5")
        figure.source = " "
        figure.area = "9445"
        let codes = figure.faults(in: try Shipped.catalogue()).map { FigureFault($0).problem.code }
        #expect(codes == ["FIG-007", "FIG-004", "FIG-008"])
        let near = try Self.figure("phu_song_5f", "2026-01-01", value: "5").faults(in: Shipped.catalogue())
        #expect(FigureFault(try #require(near.first)).problem.hint?.vi.contains("phu_song_5g") == true)
    }

    @Test func jsonAndBack() throws {
        var figure = try Self.figure(
            "hscv_dien_tu", "2026-06-14", value: "84,60", 846, 1000, period: .month(year: 2026, month: 6))
        figure.document = "Báo cáo số 05/BC-UBND ngày 16/6/2026"
        figure.note = "đã đối chiếu"
        let text = JSON.object(figure.json).compact
        #expect(
            text == """
                {"indicator":"hscv_dien_tu","area":"09445","date":"2026-06-14","period":"2026-06","value":84.60,\
                "numerator":846,"denominator":1000,"source":"Công an phường",\
                "document":"Báo cáo số 05/BC-UBND ngày 16/6/2026","entered_by":"Phòng VH-XH","entered_on":"2026-12-31",\
                "note":"đã đối chiếu"}
                """)
        #expect(try Figure(json: #require(JSON(parsing: text).object)) == figure)
        #expect(figure.subject == "09445 hscv_dien_tu 2026-06-14 2026-06")
        // A missing number is left out, and comes back missing, not zero.
        let bare = try Self.figure("hscv_dien_tu", "2026-06-14")
        #expect(bare.json["value"] == nil)
        #expect(Figure(json: bare.json)?.value == nil)
    }

    @Test(arguments: [
        ("value", "\"84\""), ("value", "1e3"), ("numerator", "-1"), ("numerator", "1.5"),
        ("denominator", "99999999999"),
        ("date", "\"31/12/2026\""), ("period", "\"tháng 6\""), ("source", "null"), ("entered_on", "3"),
    ])
    func brokenPayloads(key: String, value: String) throws {
        var object = try Self.figure("ipv6", "2026-06-14", value: "5").json
        object[key] = try JSON(parsing: value)
        #expect(Figure(json: object) == nil)
    }

    @Test func unknownKeysOfANewerProgramAreIgnored() throws {
        var object = try Self.figure("ipv6", "2026-06-14", value: "5").json
        object["salt"] = .string("00")
        object["checked_by"] = .string("x")
        #expect(Figure(json: object) != nil)
    }
}

/// Which figure counts, and what it makes with the teams' increment.
struct EstimateTests {
    private static let june = Period(.month(year: 2026, month: 6), cutoff: .calendar)

    private static func estimate(
        _ id: String, _ figures: [Figure], increment: Int? = 0, period: Period = june
    ) throws -> Estimate? {
        let indicator = try #require(try Shipped.catalogue().indicator(id))
        return FigureBook(figures).estimate(indicator, area: "09445", period: period, increment: increment)
    }

    @Test func theNewestBaselineAbsorbsOlderIncrements() throws {
        let indicator = try #require(try Shipped.catalogue().indicator("vneid_dan"))
        let march = try FigureTests.figure("vneid_dan", "2026-03-31", 20_000, 30_000)
        let may = try FigureTests.figure("vneid_dan", "2026-05-20", 22_000, 30_000)
        let july = try FigureTests.figure("vneid_dan", "2026-07-05", 25_000, 30_000)
        func span(_ figures: [Figure]) -> String? {
            FigureBook(figures).increment(of: indicator, area: "09445", upTo: Self.june)
                .map { "\($0.first.iso)..\($0.last.iso)" }
        }
        #expect(span([march]) == "2026-04-01..2026-06-30")
        #expect(span([may, march]) == "2026-05-21..2026-06-30")
        #expect(span([july, march, may]) == "2026-05-21..2026-06-30")
        #expect(span([july]) == nil)
        #expect(span([]) == nil)
        // On the period's last day nothing is left to add.
        #expect(span([try FigureTests.figure("vneid_dan", "2026-06-30", 23_000, 30_000)]) == nil)
        let manual = try #require(try Shipped.catalogue().indicator("ipv6"))
        let entered = FigureBook([try FigureTests.figure("ipv6", "2026-03-31", value: "5")])
        #expect(entered.increment(of: manual, area: "09445", upTo: Self.june) == nil)
    }

    @Test func baselineAndIncrementOverTheNewestPopulation() throws {
        let figures = [
            try FigureTests.figure("vneid_dan", "2026-03-31", 20_000, 30_000),
            try FigureTests.figure("vneid_dan", "2026-05-20", 22_000, 30_000),
            try FigureTests.figure("cu_dan", "2026-01-01", value: "30 000"),
            try FigureTests.figure("cu_dan", "2026-06-01", value: "30 800"),
            try FigureTests.figure("cu_dan", "2026-07-01", value: "31 000"),
        ]
        let estimate = try #require(try Self.estimate("vneid_dan", figures, increment: 25))
        #expect(estimate.value == .ratio(Ratio(part: 22_025, whole: 30_800)))
        #expect(estimate.status == .provisional)
        #expect(
            estimate.remarks.map(\.text.vi).last
                == "mẫu số: người dân trên địa bàn 30.800, theo \(figures[3].source), ngày 01/06/2026")
        #expect(estimate.remarks.first == .sinceBaseline(CivilDate(iso: "2026-05-20")!, increment: 25))
        #expect(estimate.remarks.count == 2 && estimate.population?.date.iso == "2026-06-01")
    }

    @Test func theBaselinesOwnDenominatorServesWithoutAPopulation() throws {
        let figures = [try FigureTests.figure("vneid_dan", "2026-03-31", 20_000, 30_000)]
        let estimate = try #require(try Self.estimate("vneid_dan", figures, increment: 5))
        #expect(estimate.value == .ratio(Ratio(part: 20_005, whole: 30_000)))
    }

    @Test func withoutAnyDenominatorThereIsNoPercentage() throws {
        let figures = [try FigureTests.figure("vneid_dan", "2026-03-31", 20_000)]
        let estimate = try #require(try Self.estimate("vneid_dan", figures, increment: 5))
        #expect(estimate.value == .count(20_005))
        #expect(estimate.remarks.last == .noPopulation("cu_dan"))
    }

    /// The agency answers that there was nothing to do: no zero, no count, and nothing to ask it for again.
    @Test func nothingOfNothingIsNoShare() throws {
        let plan = try Shipped.plan()
        let figure = try FigureTests.figure("nv_khcn_toan_trinh", "2026-06-10", 0, 0)
        let estimate = try #require(try Self.estimate(figure.indicator, [figure]))
        #expect(estimate.value == .ratio(Ratio(part: 0, whole: 0)) && estimate.remarks == [.nothingArose])
        let report = ReportModel(
            plan: plan, catalogue: try Shipped.catalogue(), period: Self.june,
            figures: .unknown(try Shipped.catalogue()),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: [figure.indicator: estimate])
        let row = try #require(report.rows.first { $0.target.indicator == figure.indicator })
        #expect(row.verdict == .noData && row.gap == nil && row.status == .entered && row.unit == "%")
        #expect(row.value?.text(unit: row.unit).vi == "— (0/0)")
    }

    /// What `due` still asks for and what a report prints as missing are the same.
    @Test func aNumeratorAloneIsStillMissing() throws {
        let alone = try FigureTests.figure("tb_cks_cbccvc", "2026-06-10", 12)
        let nothing = try FigureTests.figure("ipv6", "2026-06-10", 0, 0)
        #expect(try Self.estimate("tb_cks_cbccvc", [alone]) == nil)
        let plan = try Shipped.plan("ninh-xa-2026-2030")
        let gaps = FigureBook([nothing, try FigureTests.figure("so_hoa_tthc", "2026-06-10", 12)]).gaps(
            of: plan, catalogue: try Shipped.catalogue(), period: Self.june)
        #expect(gaps.contains { $0.indicator == "so_hoa_tthc" } && !gaps.contains { $0.indicator == "ipv6" })
        // A baseline over nothing leaves the population open, as the estimate does.
        let open = FigureBook([try FigureTests.figure("vneid_dan", "2026-03-31", 0, 0)]).gaps(
            of: plan, catalogue: try Shipped.catalogue(), period: Self.june)
        #expect(open.contains { $0.indicator == "cu_dan" } && !open.contains { $0.indicator == "vneid_dan" })
    }

    /// A ward has no GRDP: the province's figure is shown as what it is, whether or not the level was typed.
    @Test(arguments: [nil, "tỉnh"] as [String?])
    func theProvincesFigureInAWardsPlan(level: String?) throws {
        let (plan, catalogue) = (try Shipped.plan("ninh-xa-2026-2030"), try Shipped.catalogue())
        func preview(_ id: String, _ level: String?) throws -> FigurePreview {
            var cells: [FigureColumn: String] = [.indicator: id, .value: "18,5", .date: "2026-06-10", .source: "Cục"]
            cells[.level] = level
            return FigureImport(
                catalogue: catalogue, area: "09445", enteredBy: "Lan",
                enteredOn: try #require(CivilDate(iso: "2026-06-30")), book: FigureBook([]), plan: plan
            ).preview(cells)
        }
        let figure = try #require(try preview("kinh_te_so_grdp", level).rows.first?.figure)
        #expect(figure.level == .province)
        let estimate = try #require(try Self.estimate("kinh_te_so_grdp", [figure]))
        #expect(estimate.value == .number(try DecimalNumber(typed: "18,5")))
        #expect(estimate.remarks == [.ofLevel(.province)])
        #expect(try preview("kinh_te_so_grdp", "xã").faults.map(\.problem.code) == ["FIG-014"])
        // No row asks for the province's share of IPv6: it would be entered and never seen.
        #expect(try preview("ipv6", "tỉnh").faults.map(\.problem.code) == ["FIG-014"])
        let before = try FigureTests.figure("kinh_te_so_grdp", "2026-03-31", value: "17")
        #expect(try Self.estimate("kinh_te_so_grdp", [before])?.remarks == [.ofLevel(.province)])
        let gaps = FigureBook([]).gaps(of: plan, catalogue: catalogue, period: Self.june)
        #expect(gaps.first { $0.indicator == "kinh_te_so_grdp" }?.level == .province)
    }

    @Test func aPercentageAloneTakesNoIncrement() throws {
        let figures = [try FigureTests.figure("vneid_dan", "2026-03-31", value: "66,7")]
        let estimate = try #require(try Self.estimate("vneid_dan", figures, increment: 5))
        #expect(estimate.value == .number(try DecimalNumber(typed: "66,7")))
        #expect(estimate.remarks == [.baselineWithoutCount(CivilDate(iso: "2026-03-31")!)])
        #expect(estimate.status == .entered && estimate.increment == nil, "nothing was added")
    }

    @Test func aNumeratorAboveTheDenominatorBlocksTheIssue() throws {
        let figures = [
            try FigureTests.figure("vneid_dan", "2026-03-31", 30_000),
            try FigureTests.figure("cu_dan", "2026-01-01", value: "30 010"),
        ]
        let all = try #require(try Self.estimate("vneid_dan", figures, increment: 10))
        #expect(!all.remarks.contains(.aboveDenominator(30_010, 30_010)))
        let above = try #require(try Self.estimate("vneid_dan", figures, increment: 11))
        #expect(above.remarks.last == .aboveDenominator(30_011, 30_010))
    }

    @Test func nothingKnownIsNothingSaid() throws {
        #expect(try Self.estimate("vneid_dan", [], increment: 5) == nil)
        #expect(try Self.estimate("ipv6", [], increment: nil) == nil)
        #expect(try Self.estimate("ipv6", [try FigureTests.figure("ipv6", "2026-07-01", value: "5")]) == nil)
    }

    @Test func aPeriodsOwnFigureComesBeforeAState() throws {
        let figures = [
            try FigureTests.figure("hai_long_dvctt", "2026-06-15", value: "94", period: .month(year: 2026, month: 6)),
            try FigureTests.figure("hai_long_dvctt", "2026-06-20", value: "97"),
            try FigureTests.figure("hai_long_dvctt", "2026-05-15", value: "90", period: .month(year: 2026, month: 5)),
        ]
        #expect(try Self.estimate("hai_long_dvctt", figures)?.value == .number(DecimalNumber(94)))
        // A quarter is its three months, however either was written.
        let quarter = Period.Span.quarter(year: 2026, quarter: 2)
        let months = try Period.Span(parsing: "2026-04..2026-06")
        for (own, asked) in [(quarter, months), (months, quarter), (quarter, quarter)] {
            let official = try FigureTests.figure("hai_long_dvctt", "2026-06-30", value: "96", period: own)
            let estimate = try Self.estimate(
                "hai_long_dvctt", figures + [official], period: Period(asked, cutoff: .calendar))
            #expect(estimate?.value == .number(DecimalNumber(96)))
        }
        let july = Period(.month(year: 2026, month: 7), cutoff: .calendar)
        #expect(try Self.estimate("hai_long_dvctt", figures, period: july)?.value == .number(DecimalNumber(97)))
    }

    @Test func theOrderOfEntryDoesNotMatter() throws {
        let a = try FigureTests.figure("ipv6", "2026-03-31", value: "5")
        let b = try FigureTests.figure("ipv6", "2026-04-30", value: "6")
        #expect(FigureBook([a, b]) == FigureBook([b, a]))
        #expect(FigureBook([b, a]).history("ipv6", area: "09445") == [a, b])
        #expect(FigureBook([a]).history("ipv6", area: "11542").isEmpty)
    }

    @Test func whatIsStillMissing() throws {
        let plan = try Shipped.plan("ninh-xa-2026-2030")
        let catalogue = try Shipped.catalogue()
        let none = FigureBook([]).gaps(of: plan, catalogue: catalogue, period: Self.june)
        #expect(
            none.filter { $0.kind == .baseline }.map(\.indicator) == [
                "vneid_dan", "cks_nguoi_truong_thanh", "vneid_muc2", "danh_tinh_so_16",
            ])
        #expect(
            none.filter { $0.kind == .population }.map(\.indicator) == ["cu_dan", "truong_thanh_18", "cong_dan_16"])
        #expect(none.count == 16 + 3)
        let some = FigureBook([
            try FigureTests.figure("vneid_dan", "2026-03-31", 20_000, 30_000),
            try FigureTests.figure("ipv6", "2026-03-31", value: "0"),
            try FigureTests.figure("phu_song_5g", "2026-07-31", value: "50"),
        ]).gaps(of: plan, catalogue: catalogue, period: Self.june)
        let solved = Set(none.map(\.indicator)).subtracting(some.map(\.indicator))
        #expect(solved == ["vneid_dan", "cu_dan", "ipv6"])
        let shared = try #require(none.first { $0.indicator == "tthc_toan_trinh" })
        #expect(shared.leads == ["(không nêu)", "Công an phường"])
    }

    /// Entered figures in the rows of a report: verdicts by the unrounded value, the teams' sample beside.
    @Test(
        arguments: [
            ("nv_khcn_toan_trinh", "100", nil, nil, Verdict.met, "0.00"),
            ("nv_khcn_toan_trinh", "99,99", nil, nil, .notMet, "-0.01"),
            ("phu_song_5g", nil, 18, 20, .met, "0.00"), ("phu_song_5g", nil, 17, 20, .notMet, "-5.00"),
            ("hai_long_dvctt", "94,996", nil, nil, .notMet, "0.00"), ("hai_long_dvctt", "95", nil, nil, .met, "0.00"),
        ] as [(String, String?, Int?, Int?, Verdict, String)])
    func rowsOfAReport(id: String, value: String?, part: Int?, whole: Int?, verdict: Verdict, gap: String) throws {
        let catalogue = try Shipped.catalogue()
        let book = FigureBook([try FigureTests.figure(id, "2026-06-14", value: value, part, whole)])
        let indicator = try #require(catalogue.indicator(id))
        let estimate = try #require(book.estimate(indicator, area: "09445", period: Self.june, increment: nil))
        let report = ReportModel(
            plan: try Shipped.plan(), catalogue: catalogue, period: Self.june,
            figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: [id: estimate])
        let row = try #require(report.rows.first { $0.target.indicator == id })
        #expect(row.verdict == verdict)
        #expect(row.status == .entered)
        #expect(row.basis == .otherAgency)
        #expect(row.gap?.plain == gap)
        #expect(row.remarks.first == .source(try #require(estimate.figure)))
        #expect(estimate.figure?.date == CivilDate(iso: "2026-06-14"))
        #expect((row.figure != nil) == (indicator.rule != nil))
        #expect(report.excesses.isEmpty)
    }
}
