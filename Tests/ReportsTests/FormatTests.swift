import Archive
import Base
import Foundation
import Indicators
import Testing

@testable import Reports

/// What each format owes to those who read it: Word by the plan's own words, ready paragraphs, DHIS2, Excel.
struct FormatTests {
    @Test(arguments: [
        ("bac-kan-2026", ["rõ việc", "rõ sản phẩm", "rõ thời gian", "rõ người, rõ trách nhiệm"], "“06 rõ”"),
        ("thai-nguyen-2026", ["rõ việc", "rõ sản phẩm", "rõ thời gian", "rõ người, rõ trách nhiệm"], "“06 rõ”"),
        ("ninh-xa-2026-2030", ["rõ việc", "rõ kết quả", "rõ thời gian", "rõ người, rõ trách nhiệm"], "“6 rõ”"),
        ("nam-trieu-2026", ["rõ kết quả", "rõ tiến độ", "rõ trách nhiệm"], "“rõ”"),
        ("lien-minh-2026", [], ""),
    ])
    func wordNamesTheColumnsAsThePlanDoes(plan: String, labels: [String], name: String) throws {
        let report = try Sample.report(plan: plan)
        let xml = try Self.part("word/document.xml", of: DOCXRenderer().bytes(report))
        let found = Set(xml.matches(of: /\((rõ [^)]+)\)/).map { String($0.output.1) })
        #expect(found == Set(labels))
        #expect(xml.contains(name.isEmpty ? "theo thứ tự của kế hoạch<" : name))
        let isAuthorityAsked = report.plan.clearPoints?.points.contains(.authority) ?? false
        #expect(xml.contains("Rõ thẩm quyền: các chỉ tiêu do \(report.plan.document.issuer)") == isAuthorityAsked)
        #expect(xml.contains("Thời hạn"))
        for deadline in Set(report.rows.map(\.target.deadline)) where !deadline.hasPrefix("(") {
            #expect(xml.contains(deadline.replacing("&", with: "&amp;")), "as the plan prints it")
        }
    }

    @Test(arguments: Sample.plans5)
    func paragraphsFitTheFieldOfTheNationalSystem(plan: String) throws {
        var earlier = Sample.tally
        earlier.sessions = 7
        let report = try Sample.report(plan: plan)
        for report in [report, report.compared(with: try Sample.report(tally: earlier))] {
            let paragraphs = ParagraphRenderer().render(report).components(separatedBy: "\n\n")
            #expect(paragraphs.count == report.rows.count)
            for (row, text) in zip(report.rows, paragraphs) {
                let body = text.split(separator: "\n").dropFirst().joined()
                #expect(text.hasPrefix("[\(row.target.section)] "))
                #expect(text.count <= 1000 && body.hasSuffix("."), "\(row.target.section)")
                #expect(!body.contains("nil") && !body.contains("null"))
                let short = ParagraphRenderer.paragraph(of: row, in: report, room: 250)
                #expect(short.count <= 250 && body.hasPrefix(short.prefix(80)))
                #expect(short == body || short.hasSuffix(". Còn ghi chú khác trong báo cáo."))
            }
        }
    }

    /// The page is handed in: whoever reads it has no program to ask.
    @Test func thePageNamesNoCommand() {
        let state = Completeness(
            devices: [.init(name: "Máy", lastBatch: nil, records: 1, missing: 3, isLate: true)], unheard: ["An"],
            editConflicts: 1, uncounted: 1, quarantined: 1, undecidedPairs: 2)
        for language in [Language.vi, .en] {
            let lines = Words(language: language).freshness(state, Numbers(language: language))
            #expect(lines.contains { $0.contains("3") } && lines.contains { $0.contains("2") })
            #expect(!lines.joined().contains("`"))
        }
    }

    /// Source: docs.dhis2.org, Web API, "Data values": texts everywhere, one value for each element, unit and period.
    @Test func dhis2BodyHasTheDocumentedShape() throws {
        let mapping = try DHIS2Mapping(csv: "kind,id,code\norgUnit,T01,TO_1\n", file: "ma.csv")
        let body = try JSON(
            parsing: String(decoding: DHIS2Renderer(mapping: mapping).bytes(Sample.report()), as: UTF8.self))
        #expect(body["dataElementIdScheme"] == .string("CODE") && body["orgUnitIdScheme"] == .string("CODE"))
        let values = try #require(body["dataValues"]?.array).compactMap(\.object)
        for value in values {
            #expect(value.keys == ["dataElement", "period", "orgUnit", "value"])
            #expect(value["period"] == .string("202606"))
            #expect(value["value"]?.string.flatMap { Int($0) } != nil)
        }
        let keys = values.map { [$0["dataElement"]?.string, $0["orgUnit"]?.string] }
        #expect(Set(keys).count == values.count)
        #expect(Set(keys.map { $0[1] }) == ["11542", "TO_1"])
    }

    @Test(arguments: [
        ("dataElement,luot_hotro,DE1\n", DHIS2Error.unknown(["luot_hotro"])),
        ("dataElement,tang_them.vneid_muc3,DE1\n", .unknown(["tang_them.vneid_muc3"])),
        ("dataElement,hai_long_dvctt.clientz,DE1\n", .unknown(["hai_long_dvctt.clientz"])),
        ("dataElement,hai_long_dvctt,DE1\n", .unknown(["hai_long_dvctt"])),
        ("dataElement,luot_ho_tro.abc,DE1\n", .unknown(["luot_ho_tro.abc"])),
        ("orgUnit,11543,OU1\n", .unknown(["11543"])),
        ("dataElement,luot_ho_tro,DE1\ndataElement,luot_an_danh,DE1\n", .twice(file: "ma.csv", line: 3)),
        ("dataElement,luot_ho_tro,DE1\ndataElement,luot_ho_tro,DE2\n", .twice(file: "ma.csv", line: 3)),
        ("element,luot_ho_tro,DE1\n", .mapping(file: "ma.csv", line: 2)),
    ])
    func aMappingThatSendsTheWrongNumbersIsRefused(rows: String, error: DHIS2Error) throws {
        #expect(throws: error) {
            let mapping = try DHIS2Mapping(csv: "kind,id,code\n" + rows, file: "ma.csv")
            return try DHIS2Renderer(mapping: mapping).bytes(Sample.report())
        }
    }

    /// The columns by name, in any order; a first line that names none is no heading.
    @Test func theMappingsColumnsGoByName() throws {
        let mapping = try DHIS2Mapping(csv: "kind,code,id\norgUnit,OU_1,11542\n", file: "ma.csv")
        let body = try JSON(
            parsing: String(decoding: DHIS2Renderer(mapping: mapping).bytes(Sample.report()), as: UTF8.self))
        #expect(body["dataValues"]?.array?.allSatisfy { $0["orgUnit"]?.string == "OU_1" } == true)
        #expect(throws: DHIS2Error.heading(file: "ma.csv")) {
            try DHIS2Mapping(csv: "orgUnit,11542,OU_1\ndataElement,luot_ho_tro,DE_1\n", file: "ma.csv")
        }
        let other = try DHIS2Mapping(csv: "kind,id,code\norgUnit,T99,OU_9\n", file: "ma.csv")
        let renderer = DHIS2Renderer(mapping: other)
        #expect(try renderer.inVain(of: Sample.report()) == ["T99"])
        #expect(try renderer.unmappedArea(of: Sample.report()) == ["11542"])
    }

    /// Number, day and signature are the office's: a report of December is written in January.
    @Test(arguments: Sample.plans5)
    func theDraftsHeadIsTheOffices(plan: String) throws {
        let report = try Sample.report(plan: plan)
        let text = try WordReader(DOCXRenderer().bytes(report)).text
        #expect(text.contains("ngày …… tháng …… năm ……"))
        #expect(!text.contains("nghi lẫn") && !text.contains("(V."))
        let office = report.plan.area.level == .province ? "Sở Khoa học và Công nghệ" : "Phòng Văn hóa - Xã hội"
        #expect(text.contains("\(office) báo cáo kết quả"))
        // One body is asked once, however the plan spells it.
        #expect(!text.contains("Phòng Văn hoá - Xã hội; Phòng Văn hóa"))
    }

    /// Twelve months of four digits lie on each other unless they stand upright; two do not.
    @Test func numbersOverManyColumnsStandUpright() throws {
        let report = try Sample.report()
        #expect(!HTMLRenderer(language: .vi).render(report).contains("rotate(-90"))
        var details = report.details
        let month = try #require(details.trend.last)
        details.trend = Array(repeating: month, count: 12)
        let year = try Sample.report(figures: report.figures, details: details, baseline: 21_400, since: 9)
        #expect(HTMLRenderer(language: .vi).render(year).contains("rotate(-90"))
    }

    @Test func whatTheMappingLeavesOutIsNamed() throws {
        let report = try Sample.report()
        let rows =
            "dataElement,luot_ho_tro,A\ndataElement,hai_long_dvctt.clients,B\ndataElement,tang_them.vneid_muc2,C\n"
        let mapping = try DHIS2Mapping(csv: "kind,id,code\n\(rows)orgUnit,T01,D\n", file: "ma.csv")
        let renderer = DHIS2Renderer(mapping: mapping)
        let body = try JSON(parsing: String(decoding: renderer.bytes(report), as: UTF8.self))
        let sent = try #require(body["dataValues"]?.array).compactMap { $0["dataElement"]?.string }
        #expect(Set(sent) == ["A", "B", "C"])
        let left = renderer.leftOut(of: report)
        #expect(left.contains("luot_an_danh") && left.contains("T02") && !left.contains("T01"))
        #expect(Set(left).isDisjoint(with: ["luot_ho_tro", "hai_long_dvctt.clients", "tang_them.vneid_muc2"]))
        #expect(DHIS2Renderer(mapping: .own).leftOut(of: report) == ["T01", "T02"])
    }

    @Test(arguments: Sample.plans5)
    func excelPrintsOnePageWideAndKeepsCodesAsText(plan: String) throws {
        let bytes = try XLSXRenderer(language: .vi).bytes(Sample.report(plan: plan))
        for sheet in 1...3 {
            let xml = try Self.part("xl/worksheets/sheet\(sheet).xml", of: bytes)
            #expect(
                xml.contains("fitToPage=\"1\"") && xml.contains("paperSize=\"9\"") && xml.contains("fitToHeight=\"0\""))
        }
        #expect(try Self.part("xl/worksheets/sheet1.xml", of: bytes).contains("orientation=\"landscape\""))
        #expect(try Self.part("xl/workbook.xml", of: bytes).contains("_xlnm.Print_Area"))
        let data = try #require(try XLSXReader.read(bytes).sheets.first { $0.name == "Dữ liệu" })
        #expect(data.rows[1].cells.first { $0.column == 2 }?.text == (try Sample.report(plan: plan)).plan.area.code)
    }

    /// Nothing that Excel would run: neither names from the forms nor what an agency calls itself.
    @Test func excelRunsNothingThatSomebodyWrote() throws {
        var details = try Sample.report().details
        let hostile = ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\rx", "=cmd|'/c calc'!A1"]
        details.breakdowns = [
            Breakdown(
                .hamlet,
                groups: hostile.map { .init(id: $0, name: Bilingual($0, $0), counts: [.sessions: 7]) })
        ]
        let sample = try Sample.report()
        let report = try Sample.report(figures: sample.figures, details: details, baseline: 10, since: 3)
        let text = ExcelCSVRenderer().render(report)
        #expect(text.hasPrefix("\u{FEFF}") && text.contains(";") && text.contains("\r\n"))
        for row in try CSV.rows(text, separator: 0x3B) {
            for cell in row.cells where cell.first.map({ "=+@\t\r".contains($0) }) == true {
                // A code with its leading zero is the one formula, and it holds digits alone.
                #expect(cell.wholeMatch(of: /="[0-9]+"/) != nil, "\(cell)")
            }
        }
        #expect(text.contains("'=1+1") && text.contains("'-2") && text.contains("'@SUM"))
    }

    /// A chart says its unit and what is wanted; every drawing has a text instead.
    @Test(arguments: Language.allCases)
    func everyDrawingHasATextAndAUnit(language: Language) throws {
        let report = try AllNumbersTests.report()
        let page = HTMLRenderer(language: language).render(report)
        let drawings = page.matches(of: /<svg [^>]*>/).map { String($0.output) }
        #expect(drawings.count > 10)
        #expect(drawings.allSatisfy { $0.contains("role=\"img\"") && !$0.contains("aria-label=\"\"") })
        #expect(page.contains(language == .vi ? "(người): " : "(people): "))
        #expect(page.matches(of: /class="goal"/).count == 1)
        #expect(page.contains("class=\"pace\"") && page.contains("class=\"tick\""))
    }

    /// With `--lang en` nothing of ours is left in Vietnamese: units, headings, notes.
    @Test func englishPagesHaveEnglishUnits() throws {
        let report = try AllNumbersTests.report()
        let sheets = try XLSXReader.read(XLSXRenderer(language: .en).bytes(report)).sheets
        let units = sheets[0].rows.compactMap { row in row.cells.first { $0.column == 2 }?.text }
        #expect(units.contains("people") && units.contains("% of people"))
        for sheet in sheets where !["Data", "Definitions"].contains(sheet.name) {
            #expect(!sheet.rows.flatMap(\.cells).contains { ["người", "cơ sở", "lượt", "hồ sơ"].contains($0.text) })
        }
    }

    /// A count that stands beside a target in percent says what it counts, in every file that people read.
    @Test func aCountBesideAShareHasItsUnit() throws {
        let report = try Sample.report(plan: "ninh-xa-2026-2030", cutoff: .calendar)
        let row = try #require(report.rows.first { $0.target.indicator == "cks_nguoi_truong_thanh" })
        #expect(row.target.isPercentage && row.basis == .increment)
        let rows = try WordReader(DOCXRenderer().bytes(report)).rows
        #expect(rows.contains { $0.count > 3 && $0[3].contains(" người") })
        #expect(rows.contains { $0.count > 3 && $0[3].contains(" hồ sơ") })
        #expect(HTMLRenderer(language: .en).render(report).contains(" people</strong>"))
        let sheet = try #require(XLSXReader.read(XLSXRenderer(language: .vi).bytes(report)).sheets.first)
        let units = sheet.rows.compactMap { row in row.cells.first { $0.column == 2 }?.text }
        #expect(units.contains("người") && units.contains("hồ sơ"))
    }

    /// The name says what the number is: the official value and the teams' own gain are not the same.
    @Test func aComparisonNamesWhatItCompares() throws {
        let sample = try Sample.report()
        let full = try Sample.report(figures: sample.figures, details: sample.details, baseline: 21_400, since: 38)
        let changes = try #require(full.compared(with: full).comparison).changes
        let official = try #require(changes.first { $0.id == "hscv_dien_tu" })
        #expect(official.name == full.catalogue.indicator("hscv_dien_tu")?.name && official.isPercentage)
        let gain = try #require(changes.first { $0.id == "vneid_muc2" })
        #expect(gain.name == full.catalogue.indicator("vneid_muc2")?.gain && !gain.isPercentage)
    }

    /// An agency's number, an estimate and the teams' own are told apart wherever two periods stand side by side.
    @Test func everyFormatSaysOfWhatKindTheNumbersAre() throws {
        let sample = try Sample.report()
        let full = try Sample.report(figures: sample.figures, details: sample.details, baseline: 21_400, since: 38)
            .compared(with: sample)
        let title = "trước: tăng thêm, nay: ước tính; khác loại, không trừ được"
        let words = try WordReader(DOCXRenderer().bytes(full)).rows.first { $0.count == 5 && $0[1].contains(title) }
        #expect(words?.dropFirst(2) == ["11", "21.438", "—"])
        let sheet = try #require(
            XLSXReader.read(XLSXRenderer(language: .vi).bytes(full)).sheets.first { $0.name == "So sánh" })
        #expect(sheet.rows.contains { $0.cells.contains { $0.text.contains(title) } })
        #expect(HTMLRenderer(language: .vi).render(full).contains(title))
        #expect(!ParagraphRenderer().render(full).contains("(11)"))
        let json = try #require(JSONRenderer().json(full)["comparison"]?["changes"]?.array)
        let change = try #require(json.first { $0["id"]?.string == "cks_mien_phi_vneid" })
        #expect(change["difference"] == .null && change["obstacle"] == .string("kinds"))
        #expect(change["before_basis"] == .string("increment") && change["now_basis"] == .string("baseline"))
        let agency = try #require(full.compared(with: full).comparison).changes.first { $0.id == "hscv_dien_tu" }
        #expect(agency?.difference == nil && agency?.obstacle == .oneFigure)
        let page = HTMLRenderer(language: .vi).render(full.compared(with: full))
        #expect(page.contains("(cùng một số của cơ quan khác, ngày \(try #require(agency?.day).vietnamese))"))
        let thin = try Sample.report().compared(with: Sample.report())
        #expect(TerminalRenderer(language: .vi).render(thin).contains("dưới 30"))
    }

    /// An agency that had nothing to count has answered: the letter asks it for nothing.
    @Test func theDraftAsksNobodyForWhatNeverArose() throws {
        let catalogue = try Sample.catalogue()
        let sample = try Sample.report()
        var figure = Figure(
            indicator: "so_hoa_tthc", area: sample.plan.area.code, date: sample.period.last, source: "TTPVHCC",
            enteredBy: "Phòng VH-XH", enteredOn: sample.period.last)
        (figure.numerator, figure.denominator) = (0, 0)
        let estimate = try FigureBook([figure]).estimate(
            #require(catalogue.indicator(figure.indicator)), area: figure.area, period: sample.period, increment: nil)
        func draft(_ estimates: [String: Estimate]) throws -> WordReader {
            try WordReader(
                DOCXRenderer().bytes(
                    ReportModel(
                        plan: sample.plan, catalogue: catalogue, period: sample.period, figures: sample.figures,
                        completeness: sample.completeness, estimates: estimates)))
        }
        func waiting(_ draft: WordReader) throws -> Int {
            let found = try #require(
                draft.text.firstMatch(of: /([0-9]+) chỉ tiêu[^,]* chưa đủ số liệu để đánh giá \(chờ/))
            return try #require(Int(found.output.1))
        }
        let (without, with) = (try draft([:]), try draft([figure.indicator: #require(estimate)]))
        #expect(try waiting(with) == waiting(without) - 1)
        #expect(with.text.contains("1 chỉ tiêu") && with.text.contains("không phát sinh trong kỳ (0/0)"))
        #expect(with.rows.contains { $0.count > 4 && $0[3...4] == ["—", "không phát sinh"] })
    }

    /// Months of few clients stand under no line that they would have to reach, and say how few they are.
    @Test func monthsOfFewClientsAreJudgedByNothing() throws {
        let sample = try Sample.report()
        let goal = try #require(sample.catalogue.indicators.firstIndex { $0.id == "hai_long_dvctt" })
        func page(_ clients: [Int]) throws -> (html: String, heads: [String]) {
            var details = ReportDetails()
            details.trend = try zip(["2026-05", "2026-06"], clients).map { month, clients in
                var tally = Tally()
                tally.opinions[goal] = Satisfaction(
                    clients: Ratio(part: 7, whole: clients), ratings: Ratio(part: 7, whole: clients))
                return MonthFigures(
                    period: try Period(parsing: month, cutoff: .calendar),
                    figures: Figures(tally, catalogue: sample.catalogue))
            }
            let report = ReportModel(
                plan: sample.plan, catalogue: sample.catalogue, period: sample.period, figures: sample.figures,
                completeness: sample.completeness, details: details)
            let book = try XLSXReader.read(XLSXRenderer(language: .vi).bytes(report))
            let heads = try #require(book.sheets.first { $0.name == "Theo tháng" }?.rows.first).cells.map(\.text)
            let html = HTMLRenderer(language: .vi).render(report)
            let figure = try #require(html.split(separator: "data-trend=\"hai_long_dvctt\"").dropFirst().first)
            return (String(figure.split(separator: "</figure>")[0]), heads)
        }
        let thin = try page([10, 40])
        #expect(thin.html.contains("mẫu của tổ; T5 n=10: chưa đủ số liệu") && !thin.html.contains("≥ 95%"))
        #expect(thin.heads.contains { $0.contains("T5 n=10: chưa đủ số liệu") })
        let enough = try page([30, 40])
        #expect(enough.html.contains("(mẫu của tổ)") && enough.html.contains("≥ 95%"))
    }

    /// A commune has no GRDP of its own: neither the table nor a sentence may claim the province's.
    @Test func aFigureOfTheProvinceIsNeverTheWardsOwn() throws {
        let catalogue = try Sample.catalogue()
        let sample = try Sample.report(plan: "lien-minh-2026", cutoff: .calendar)
        let day = try #require(CivilDate(iso: "2026-06-30"))
        var figure = Figure(
            indicator: "kinh_te_so_grdp", area: sample.plan.area.code, date: day, source: "Thống kê tỉnh",
            enteredBy: "Phòng VH-XH", enteredOn: day)
        figure.value = DecimalNumber(plain: "18")
        let indicator = try #require(catalogue.indicator(figure.indicator))
        let estimate = FigureBook([figure]).estimate(
            indicator, area: sample.plan.area.code, period: sample.period, increment: nil)
        let report = ReportModel(
            plan: sample.plan, catalogue: catalogue, period: sample.period, figures: sample.figures,
            completeness: sample.completeness, estimates: estimate.map { [figure.indicator: $0] } ?? [:])
        for report in [report, try FrozenTests.issued(report)] {
            let letter = try WordReader(DOCXRenderer().bytes(report))
            #expect(letter.rows.contains { $0.count > 3 && $0[3] == "18,00% (số cấp tỉnh)" })
            #expect(letter.text.contains("(18,00%, số cấp tỉnh, giao "))
            #expect(letter.text.contains("số cấp tỉnh, không phải của riêng đơn vị."))
        }
    }

    /// No number is cut, and none touches its neighbour.
    @Test(arguments: Language.allCases)
    func numbersAtTheTerminalStandApart(language: Language) throws {
        let sample = try Sample.report()
        var figures = sample.figures
        figures.hamlets = [HamletFigure(code: "T01", sessions: 120_610, persons: 41_334)]
        figures.lowerBounds = [
            "by_hamlet.T01": 41_305, "vneid_dan": 1_234_567, "tang_them.vneid_muc2": 11, "nguoi_duoc_ho_tro": 410,
        ]
        let report = try Sample.report(figures: figures, details: sample.details, baseline: 21_400, since: 38)
        let dot = language == .vi ? "." : ","
        let wanted = ["120\(dot)610", "41\(dot)334 (≥ 41\(dot)305)", "(≥ 1\(dot)234\(dot)567)", "12 (≥ 11)"]
        for by in [nil, Breakdown.Dimension.hamlet, .item] {
            let page = TerminalRenderer(language: language, by: by).render(report)
            for line in page.split(separator: "\n") { #expect(String(line).columns <= 80, "\(line)") }
            #expect(page.contains(wanted[2]) && !page.contains("…"))
            if by == nil {
                for number in [wanted[0], wanted[1], wanted[3]] { #expect(page.contains("  \(number)"), "\(number)") }
            }
            if by == .hamlet { #expect(page.contains("  401 (≥ 41\(dot)305)")) }
        }
    }

    /// `--by` in what is handed in, too.
    @Test func everyBreakdownCanBePrinted() throws {
        let report = try Sample.report()
        for dimension in [Breakdown.Dimension.month, .team, .device] {
            var style = ReportStyle(language: .vi)
            style.dimension = dimension
            let page = String(decoding: try ReportFormat.html.renderer(style).bytes(report), as: UTF8.self)
            #expect(page.contains("data-by=\"\(dimension.rawValue)\""))
            let draft = try WordReader(ReportFormat.docx.renderer(style).bytes(report))
            #expect(draft.text.contains("Bảng 2: \(dimension.name.vi == "Tháng" ? "Theo tháng" : "Theo ")"))
            let book = try XLSXReader.read(ReportFormat.xlsx.renderer(style).bytes(report))
            #expect(book.sheets.count == 12)
        }
    }

    private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
        let parts = try ZipReader.read(bytes, limits: .init(entries: 60, inflated: 1 << 24)) { $0 == name }
        return String(decoding: try #require(parts[name]), as: UTF8.self)
    }

    /// Rows of ten points on pages of a hundred, of which five are left: a heading goes where its first row goes.
    @Test(arguments: [(8, [8]), (9, [9]), (10, []), (7, []), (3, [])])
    func noHeadingEndsAPrintedPage(heading: Int, ends: [Int]) {
        var pages = PrintedPages()
        for row in 0..<20 { pages.add(10, isHeading: row == heading) }
        #expect(pages.breaks(room: 100, head: nil) == ends)
    }
}
