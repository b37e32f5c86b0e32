import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// Every format of one made-up month against a file; `RECORD=1 swift test` writes the files again, and fails.
struct GoldenTests {
    @Test(arguments: [
        ("terminal.vi.txt", ReportFormat.terminal, Language.vi, false),
        ("terminal.en.txt", .terminal, .en, false),
        ("terminal.colour.txt", .terminal, .vi, true),
        ("report.json", .json, .vi, false),
        ("report.csv", .csv, .vi, false),
        ("excel.csv", .csvExcel, .vi, false),
        ("dhis2.json", .dhis2, .vi, false),
        ("paragraphs.txt", .paragraphs, .vi, false),
        ("report.html", .html, .vi, false),
        ("report.en.html", .html, .en, false),
    ])
    func rendersAsRecorded(name: String, format: ReportFormat, language: Language, colour: Bool) throws {
        var style = ReportStyle(language: language)
        style.colour = colour
        try compare(try format.renderer(style).bytes(try Sample.report()), with: name)
    }

    /// Every plan in every format, set beside an earlier month; what is packed as text, so that a difference can be read.
    @Test(arguments: Sample.plans5, ReportFormat.allCases)
    func everyPlanInEveryFormatIsAsRecorded(plan: String, format: ReportFormat) throws {
        var earlier = Sample.tally
        earlier.sessions = 1000
        let report = try Sample.report(plan: plan, cutoff: .calendar)
            .compared(with: Sample.report(plan: plan, tally: earlier, cutoff: .calendar))
        let bytes = try format.renderer(ReportStyle(language: .vi)).bytes(report)
        switch format {
        case .xlsx: try compare(Self.text(of: XLSXReader.read(bytes)), with: "\(plan)/workbook.txt")
        case .docx: try compare(Self.text(of: WordReader(bytes)), with: "\(plan)/word.txt")
        case .dataPackage: try compare(Self.text(ofPackage: bytes), with: "\(plan)/datapackage.txt")
        case .csvExcel: try compare(bytes, with: "\(plan)/excel.csv")
        case .terminal, .paragraphs: try compare(bytes, with: "\(plan)/\(format.rawValue).txt")
        case .dhis2: try compare(bytes, with: "\(plan)/dhis2.json")
        case .html: try compare(Self.withoutStyle(bytes), with: "\(plan)/report.html")
        case .json, .csv: try compare(bytes, with: "\(plan)/report.\(format.rawValue)")
        }
    }

    private func compare(_ bytes: [UInt8], with name: String) throws {
        let file = Sample.tests.appending(path: "Cases/reports/\(name)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
            Issue.record("recorded \(name)")
        } else {
            #expect(try Data(contentsOf: file) == Data(bytes))
        }
    }

    /// The style is recorded once, with `report.html`.
    private static func withoutStyle(_ page: [UInt8]) -> [UInt8] {
        let text = String(decoding: page, as: UTF8.self)
        guard let start = text.firstRange(of: "<style>"), let end = text.firstRange(of: "</style>") else { return page }
        return Array((text[..<start.upperBound] + text[end.lowerBound...]).utf8)
    }

    /// The sheets one below the other, a line for each row, a tab before each column.
    private static func text(of book: Spreadsheet) -> [UInt8] {
        let sheets = book.sheets.map { sheet in
            let rows = sheet.rows.map { row in
                row.cells.map { "\t\($0.column + 1):\($0.text)" }.joined()
            }
            return "# \(sheet.name)\n" + rows.map { "\($0.dropFirst())\n" }.joined()
        }
        return Array(sheets.joined(separator: "\n").utf8)
    }

    private static func text(of draft: WordReader) -> [UInt8] {
        Array(draft.lines.map { "\($0)\n" }.joined().utf8)
    }

    private static func text(ofPackage bytes: [UInt8]) throws -> [UInt8] {
        let files = try ZipReader.read(bytes, limits: .init(entries: 20, inflated: 1 << 24)) { _ in true }
        return files.sorted { $0.key < $1.key }.flatMap { Array("# \($0.key)\n".utf8) + $0.value }
    }

    @Test(arguments: Language.allCases)
    func fitsEightyColumns(language: Language) throws {
        let page = TerminalRenderer(language: language).render(try Sample.report())
        for line in page.split(separator: "\n") { #expect(String(line).columns <= 80, "\(line)") }
    }

    @Test func everyRowOfThePlanStandsInEveryFormat() throws {
        let report = try Sample.report()
        let json = JSONRenderer().json(report)
        #expect(json["indicators"]?.array?.compactMap { $0["section"]?.string } == report.plan.targets.map(\.section))
        let lines = CSVRenderer().render(report).split(separator: "\r\n")
        #expect(lines.filter { $0.contains(",indicator,") }.count == report.plan.targets.count)
    }

    @Test func numbersReadBackTheSame() throws {
        let report = try Sample.report()
        let text = JSONRenderer().render(report)
        #expect(try JSON(parsing: text)["figures"] == report.figures.json)
        #expect(CSVRenderer().render(report).contains("figure,luot_ho_tro,,Lượt hỗ trợ,,lượt,,,computed,1234,"))
    }

    @Test func anEmptyBookPrintsDashesNotZeroPercent() throws {
        let page = TerminalRenderer(language: .vi).render(try Sample.report(tally: Tally(), devices: []))
        #expect(!page.contains("0,00%"))
        #expect(page.contains("chưa nhận được máy nào"))
    }
}

/// A month with a verdict of every kind that the plan allows.
enum Sample {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let plans = tests.deletingLastPathComponent().appending(path: "plans")

    static func report(tally: Tally = tally, devices: [Completeness.Device] = devices) throws -> ReportModel {
        let catalogue = try Catalogue(yaml: text("indicators.yaml"), file: "indicators.yaml")
        let plan = try Plan(yaml: text("nam-trieu-2026.yaml"), file: "nam-trieu-2026.yaml", catalogue: catalogue)
        var named = tally
        for (goal, indicator) in catalogue.indicators.enumerated() where tally.sessions > 0 {
            switch indicator.id {
            case "hai_long_dvctt":
                named.opinions[goal] = Satisfaction(methods: [
                    "tu_cham": .init(clients: Ratio(part: 29, whole: 31), ratings: Ratio(part: 31, whole: 34)),
                    "tnv_hoi": .init(clients: Ratio(part: 33, whole: 33), ratings: Ratio(part: 34, whole: 37)),
                    "phieu_giay": .init(clients: Ratio(part: 0, whole: 0), ratings: Ratio(part: 0, whole: 0)),
                    "khong_ghi": .init(clients: Ratio(part: 1, whole: 1), ratings: Ratio(part: 2, whole: 2)),
                ])
            case "hai_long_dvctt_dan":
                named.opinions[goal] = Satisfaction(methods: [
                    "tu_cham": .init(clients: Ratio(part: 29, whole: 31), ratings: Ratio(part: 31, whole: 34)),
                    "tnv_hoi": .init(clients: Ratio(part: 31, whole: 31), ratings: Ratio(part: 33, whole: 36)),
                    "phieu_giay": .init(clients: Ratio(part: 0, whole: 0), ratings: Ratio(part: 0, whole: 0)),
                ])
            case "hai_long_dvctt_dn":
                named.opinions[goal] = Satisfaction(methods: [
                    "tu_cham": .init(clients: Ratio(part: 0, whole: 0), ratings: Ratio(part: 0, whole: 0)),
                    "tnv_hoi": .init(clients: Ratio(part: 2, whole: 2), ratings: Ratio(part: 1, whole: 1)),
                    "phieu_giay": .init(clients: Ratio(part: 0, whole: 0), ratings: Ratio(part: 0, whole: 0)),
                    "khong_ghi": .init(clients: Ratio(part: 1, whole: 1), ratings: Ratio(part: 2, whole: 2)),
                ])
            case "lam_thay": named.modes[goal] = 40
            case "hkd_ung_dung_so": named.active[goal] = 9
            case "vneid_dan": named.goalIncrements[goal] = 25
            case "dvctt_nguoi_duoc_huong_dan": named.guided[goal] = 74
            default: continue
            }
        }
        return ReportModel(
            plan: plan, catalogue: catalogue, period: try Period(parsing: "2026-06", cutoff: .calendar),
            figures: Figures(named, catalogue: catalogue),
            completeness: Completeness(devices: devices, editConflicts: 1, uncounted: 2, quarantined: 1),
            details: tally.sessions == 0 ? ReportDetails() : try details(named, catalogue))
    }

    private static func details(_ tally: Tally, _ catalogue: Catalogue) throws -> ReportDetails {
        var details = ReportDetails()
        details.breakdowns = [
            Breakdown(
                .hamlet,
                groups: tally.hamlets.sorted { $0.code < $1.code }.map { hamlet in
                    group(hamlet.code, [hamlet.sessions, hamlet.persons, 40, 3, 21])
                }),
            Breakdown(.month, groups: [group("2026-06", [1234, 412, 206, 11, 39])]),
            Breakdown(.team, groups: [group("T", [1200, 401, 200, 9, 30]), group("", [34, 12, 7, 2, 9])]),
            Breakdown(.device, groups: [group("Máy <b>&", [1234, 412, 206, 11, 39])]),
            Breakdown(
                .item,
                groups: [
                    Breakdown.Group(
                        id: "vneid_muc2", name: Bilingual("VNeID mức 2", "VNeID level 2"),
                        counts: [.actions: 30, .sessions: 29, .persons: 28, .businesses: 0, .completions: 12])
                ]),
        ]
        var earlier = Tally()
        earlier.sessions = 900
        earlier.persons = 300
        details.trend = try [("2026-05", earlier), ("2026-06", tally)].map { text, tally in
            MonthFigures(
                period: try Period(parsing: text, cutoff: .calendar), figures: Figures(tally, catalogue: catalogue))
        }
        details.difficulties = [
            DifficultyCount(theme: "ha_tang_mang", status: "moi", count: 15),
            DifficultyCount(theme: "kinh_phi_to", status: "", count: 2),
        ]
        details.words = ["ha_tang_mang": Bilingual("Mạng, sóng, đường truyền", "Network")]
        return details
    }

    private static func group(_ id: String, _ counts: [Int]) -> Breakdown.Group {
        Breakdown.Group(
            id: id, name: id.isEmpty ? Bilingual("không ghi", "not told") : Bilingual(id, id),
            counts: Dictionary(uniqueKeysWithValues: zip(Breakdown.Dimension.hamlet.measures, counts)))
    }

    /// A report of each shipped plan, with the same counts.
    static func report(plan name: String, tally: Tally = tally, cutoff: Cutoff = .nd09) throws -> ReportModel {
        let catalogue = try Catalogue(yaml: text("indicators.yaml"), file: "indicators.yaml")
        return ReportModel(
            plan: try Plan(yaml: text("\(name).yaml"), file: name, catalogue: catalogue), catalogue: catalogue,
            period: try Period(parsing: "2026-06", cutoff: cutoff), figures: Figures(tally, catalogue: catalogue),
            completeness: Completeness(devices: devices, editConflicts: 0, uncounted: 0, quarantined: 0),
            details: try details(tally, catalogue))
    }

    static func catalogue() throws -> Catalogue {
        try Catalogue(yaml: text("indicators.yaml"), file: "indicators.yaml")
    }

    /// The quarter of Nam Triệu with the figures given, and an agency's baseline of signatures.
    static func report(figures: Figures, details: ReportDetails, baseline: Int, since: Int) throws -> ReportModel {
        let catalogue = try catalogue()
        let period = try Period(parsing: "2026-Q2", cutoff: .calendar)
        let plan = try Plan(yaml: text("nam-trieu-2026.yaml"), file: "nam-trieu-2026.yaml", catalogue: catalogue)
        let id = "cks_mien_phi_vneid"
        guard let indicator = catalogue.indicator(id), let cumulative = plan.cumulative(to: period),
            let day = CivilDate(iso: "2026-03-31")
        else { preconditionFailure("the shipped files name it") }
        var figure = Figure(
            indicator: id, area: plan.area.code, date: day, source: "Công an phường", enteredBy: "Phòng VH-XH",
            enteredOn: day)
        figure.numerator = baseline
        var estimates: [String: Estimate] = [:]
        estimates[id] = FigureBook([figure]).estimate(
            indicator, area: plan.area.code, period: period, increment: since)
        // Another agency's share, which has a pro-rata line.
        var files = Figure(
            indicator: "hscv_dien_tu", area: plan.area.code, date: day, source: "Văn phòng HĐND và UBND",
            enteredBy: "Phòng VH-XH", enteredOn: day)
        (files.numerator, files.denominator) = (14_390, 14_411)
        estimates[files.indicator] = catalogue.indicator(files.indicator).flatMap {
            FigureBook([files]).estimate($0, area: plan.area.code, period: period, increment: nil)
        }
        return ReportModel(
            plan: plan, catalogue: catalogue, period: period, figures: figures,
            completeness: Completeness(devices: devices, editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: estimates, cumulative: .init(period: cumulative, figures: figures), details: details)
    }

    static let plans5 = ["bac-kan-2026", "lien-minh-2026", "nam-trieu-2026", "ninh-xa-2026-2030", "thai-nguyen-2026"]

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: plans.appending(path: name), encoding: .utf8)
    }

    static let devices = [
        Completeness.Device(
            name: "Máy của Nguyễn Thị Ý (T01)", lastBatch: Instant(iso: "2026-07-01T08:30:00+07:00"), records: 1203),
        Completeness.Device(name: "Phường", lastBatch: nil, records: 31),
    ]

    static let tally: Tally = {
        var tally = Tally()
        tally.sessions = 1234
        tally.anonymous = 8
        tally.persons = 412
        tally.households = 206
        tally.businesses = 11
        tally.members = 33
        tally.hamlets = [
            HamletFigure(code: "T02", sessions: 34, persons: 12),
            HamletFigure(code: "T01", sessions: 1200, persons: 401),
        ]
        tally.increments = ["cks_vneid": 11, "vneid_muc1": 16, "vneid_muc2": 12]
        tally.dossiers = [Tally.Dossier(item: "nop_ho_so_truc_tuyen", result: "da_nop"): 18]
        tally.reasons = ["mang_yeu": 12, "het_gio": 12, "quen_mat_khau": 20, "la_gi_do": 1]
        tally.issues = ["moi": 15, "da_giai_quyet": 2]
        tally.conflicts = ["tk_dvc": 5, "bdhvs": 2]
        tally.events = [
            "tap_huan": EventCount(events: 7, attendance: 1402, women: 731),
            "lop_bdhvs": EventCount(events: 2, attendance: 61, women: 40),
        ]
        return tally
    }()
}
