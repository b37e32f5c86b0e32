import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// An issued report read back from its text, and two of them side by side in every format.
struct FrozenTests {
    /// As `report --issue` freezes it; of an older program without its difficulties.
    static func issued(_ report: ReportModel, number: Int = 1, isOld: Bool = false) throws -> ReportModel {
        var document = try #require(JSONRenderer().json(report).object)
        for part in ["breakdowns", "trend"] + (isOld ? ["difficulties"] : []) { document[part] = nil }
        let text = JSON.object(document).compact
        let mark = IssueMark(
            id: "0123abc\(number)", number: number, issued: try #require(Instant(iso: "2026-07-05T08:00:00+07:00")))
        return try #require(
            ReportModel(
                frozen: try JSON(parsing: text), period: report.period, issue: mark, plan: report.plan,
                catalogue: report.catalogue))
    }

    @Test(arguments: ["sample", "estimates"] + Sample.plans5)
    func everyNumberComesBack(name: String) throws {
        let report =
            switch name {
            case "sample": try Sample.report()
            case "estimates":
                try Sample.report(
                    figures: Figures(Sample.tally, catalogue: Sample.catalogue()), details: ReportDetails(),
                    baseline: 21_400, since: 35)
            default: try Sample.report(plan: name)
            }
        let frozen = try Self.issued(report)
        #expect(IssueDifference.between(JSONRenderer().json(report), frozen, program: "sotay").isEmpty)
        #expect(IssueDifference.ofHead(JSONRenderer().json(report), frozen).isEmpty)
        let (before, after) = (JSONRenderer().json(report), JSONRenderer().json(frozen))
        for key in [
            "area", "plan", "period", "figures", "other_figures", "conflicts", "lower_bounds", "cumulative",
            "completeness", "difficulties",
        ] { #expect(before[key] == after[key], "\(key)") }
        for (old, new) in zip(before["indicators"]?.array ?? [], after["indicators"]?.array ?? []) {
            #expect(old == new)
        }
        #expect(after["issue"]?["number"] == .int(1))
        #expect(after["trend"] == .null && after["not_kept"] == .strings(["breakdowns", "trend"]))
    }

    /// What a row says in its notes alone, such as the ends of a share, has changed when its numbers have; another wording is none
    /// where another program wrote it.
    @Test(arguments: [
        ("kết quả từ # đến 96,92%", "sotay 1", true), ("kết quả từ # đến 96,92%", "sotay 2", true),
        ("nằm giữa # và 96,92%", "sotay 1", true), ("nằm giữa # và 96,92%", "sotay 2", false),
    ])
    func aNoteCountsByItsNumbers(wording: String, program: String, isDifferent: Bool) throws {
        let report = try Sample.report()
        func issued(_ note: String) throws -> (JSON, ReportModel) {
            var document = try #require(JSONRenderer().json(report).object)
            var rows = try #require(document["indicators"]?.array)
            var row = try #require(rows[0].object)
            let basis = try #require(row["notes"]?["vi"]?.array?.first?.string)
            let notes: JSON = .strings([basis, note])
            row["notes"] = .object(["vi": notes, "en": notes])
            rows[0] = .object(row)
            document["indicators"] = .array(rows)
            document["issue"] = .object(["program": .string("sotay 1")])
            let mark = IssueMark(id: "a", number: 1, issued: try #require(Instant(iso: "2026-07-05T08:00:00+07:00")))
            let model = ReportModel(
                frozen: .object(document), period: report.period, issue: mark, plan: report.plan,
                catalogue: report.catalogue)
            return (.object(document), try #require(model))
        }
        let (before, _) = try issued("kết quả từ 94,87% đến 96,92%")
        let (_, now) = try issued(wording.replacing("#", with: "94,59%"))
        let (_, same) = try issued("kết quả từ 94,87% đến 96,92%")
        let keys = IssueDifference.between(before, now, program: program).map(\.key)
        #expect(keys.filter { $0.hasSuffix(".notes") }.count == (isDifferent ? 1 : 0))
        #expect(IssueDifference.between(before, same, program: program).isEmpty)
    }

    /// What was frozen stands in every format, in as many tables as its numbers fill.
    @Test func everyFormatShowsWhatWasFrozen() throws {
        let frozen = try Self.issued(Sample.report())
        let truth = ModelNumbers(of: frozen).numbers
        for (format, kinds) in [
            (ReportFormat.html, ["shown", "reason", "difficulty", "event", "activity", "rated"]),
            (.xlsx, ["shown", "reason", "difficulty", "event", "activity", "new", "rated"]),
            (.docx, ["theme", "top", "event"]), (.csv, ["by", "difficulty", "gain"]),
        ] {
            let bytes = try format.renderer(ReportStyle(language: .vi)).bytes(frozen)
            let read = try FileNumbers(of: frozen, format: format, bytes: bytes).numbers
            for kind in kinds {
                let wanted = truth.filter { $0.key.hasPrefix("\(kind) ") }
                let lost = wanted.keys.filter { read[$0] != wanted[$0] }
                #expect(!wanted.isEmpty && lost.isEmpty, "\(format): \(kind) \(lost)")
            }
        }
        #expect(truth["by hamlet T01 luot_ho_tro"] == "1200" && truth["by item vneid_muc1 tang_them"] == "16")
        let page = HTMLRenderer(language: .vi).render(frozen)
        #expect(
            page.contains("Không lưu trong bản đã chốt: hộ, cơ sở từng tổ và các cách tách khác; diễn biến theo tháng.")
        )
        let text = TerminalRenderer(language: .vi).render(frozen)
        #expect(
            text.contains("Mạng, sóng, đường truyền · moi")
                && !text.contains("Tổ                                       Hộ"))
    }

    /// What an older program has only counted is never told as none.
    @Test func whatWasNotKeptIsNotToldAsNone() throws {
        let old = try Self.issued(Sample.report(), isOld: true)
        let letter = try WordReader(DOCXRenderer().bytes(old)).text
        #expect(
            letter.contains("Ghi nhận 17 ý kiến về khó khăn, vướng mắc. Danh sách")
                && !letter.contains("không ghi nhận khó"))
        for text in [
            HTMLRenderer(language: .vi).render(old),
            TerminalRenderer(language: .vi).render(old).replacing("\n  ", with: " "),
        ] { #expect(text.contains("danh sách khó khăn, vướng mắc.")) }
        #expect(JSONRenderer().json(old)["difficulties"] == .null)
        let book = try XLSXReader.read(XLSXRenderer(language: .vi).bytes(old))
        let lists = try #require(book.sheets.first { $0.name == "Lý do, khó khăn" })
        #expect(lists.rows.flatMap(\.cells).contains { $0.text.contains("danh sách khó khăn, vướng mắc") })
        let published = try WordReader(DOCXRenderer().bytes(old.published(least: 100))).text
        #expect(!published.contains("không ghi nhận"))
        // Where none was counted there was none.
        var quiet = Sample.tally
        quiet.issues = [:]
        let none = try Self.issued(Sample.report(plan: "nam-trieu-2026", tally: quiet), isOld: true)
        #expect(try WordReader(DOCXRenderer().bytes(none)).text.contains("không ghi nhận khó khăn"))
    }

    /// The letter of an issued report names its sources, and its notes tell the public no more than today's would.
    @Test func notesComeBackAsWhatTheyAre() throws {
        let report = try Sample.report(
            figures: Figures(Sample.tally, catalogue: Sample.catalogue()), details: ReportDetails(),
            baseline: 21_400, since: 35)
        let frozen = try Self.issued(report)
        #expect(try WordReader(DOCXRenderer().bytes(frozen)).text.contains("Nguồn số liệu theo Công an phường"))
        #expect(ParagraphRenderer().render(frozen).contains("Lũy kế của tổ"))
        for format in [ReportFormat.terminal, .html, .json, .paragraphs] {
            let bytes = try format.renderer(ReportStyle(language: .vi)).bytes(frozen.published(least: 5))
            #expect(!String(decoding: bytes, as: UTF8.self).lowercased().contains("lũy kế"), "\(format)")
        }
    }

    /// A year later the book has another plan.
    @Test func underAnotherPlanItKeepsItsOwnRows() throws {
        let report = try Sample.report()
        let other = try Sample.report(plan: "ninh-xa-2026-2030")
        let mark = IssueMark(id: "a", number: 1, issued: try #require(Instant(iso: "2026-07-05T08:00:00+07:00")))
        let frozen = try #require(
            ReportModel(
                frozen: JSONRenderer().json(report), period: report.period, issue: mark, plan: other.plan,
                catalogue: report.catalogue))
        #expect(frozen.plan.title == report.plan.title)
        #expect(frozen.rows.map(\.target.name) == report.rows.map(\.target.name))
        #expect(frozen.rows.map(\.verdict) == report.rows.map(\.verdict))
    }

    @Test func twoIssuedReportsStandSideBySideInEveryFormat() throws {
        var earlier = Sample.tally
        earlier.sessions = 1000
        earlier.increments["vneid_muc2"] = 15
        let report = try Self.issued(Sample.report(), number: 2).compared(
            with: Self.issued(Sample.report(tally: earlier)))
        let changes = try #require(report.comparison).changes
        let wanted = changes.map { [Self.plain($0.before), Self.plain($0.now), $0.difference?.plain ?? ""] }
        #expect(wanted.contains(["1000", "1234", "234.00"]))
        #expect(report.comparison?.issue?.number == 1)

        let json = try #require(JSONRenderer().json(report)["comparison"]?["changes"]?.array)
        let read = json.map { change in ["before", "now", "difference"].map { Self.digits($0, in: change) } }
        #expect(read == wanted)

        let sheet = try #require(
            try XLSXReader.read(XLSXRenderer(language: .vi).bytes(report)).sheets.first { $0.name == "So sánh" })
        let cells = sheet.rows.dropFirst(2).dropLast().map { row in
            row.cells.dropFirst(3).map { Self.hundredths($0.text) }
        }
        #expect(cells == wanted.map { $0.map(Self.hundredths) })

        let parts = try ZipReader.read(DOCXRenderer().bytes(report), limits: .init(entries: 20, inflated: 1 << 24)) {
            $0 == "word/document.xml"
        }
        let xml = String(decoding: try #require(parts["word/document.xml"]), as: UTF8.self)
        #expect(xml.contains("Bảng 2: So với tháng 6 năm 2026") && xml.contains("chốt lần 1"))
        let rows = xml.split(separator: "<w:tr>").dropFirst().map { row in
            row.split(separator: "</w:tr>")[0].split(separator: "<w:tc>").dropFirst().map { cell in
                cell.matches(of: /<w:t [^>]*>([^<]*)<\/w:t>/).map { String($0.output.1) }.joined()
            }
        }
        #expect(rows.contains(["TT", "Nội dung", "Lần 1", "Lần 2", "Thay đổi"]), "no earlier period")
        let table = rows.filter { $0.count == 5 }.dropFirst()
        #expect(table.map { $0[2...].map(Self.read) } == wanted.map { $0.map(Self.hundredths) })

        let page = HTMLRenderer(language: .vi).render(report)
        #expect(page.matches(of: /data-compare="/).count == changes.count)
        #expect(ParagraphRenderer().render(report).contains("So với tháng 6 năm 2026, bản chốt lần 1 ("))
        for line in TerminalRenderer(language: .vi).render(report).split(separator: "\n") {
            #expect(String(line).columns <= 80, "\(line)")
        }
    }

    private static func digits(_ key: String, in object: JSON) -> String {
        if case .number(let digits)? = object[key] { digits } else { "" }
    }

    private static func plain(_ value: IndicatorValue?) -> String {
        switch value {
        case nil: ""
        case .count(let count): String(count)
        case .ratio(let ratio): ratio.percent?.plain ?? ""
        case .number(let number): number.plain
        }
    }

    /// Of a plain number, `-0.4`, in hundredths; nil for a dash and for nothing.
    private static func hundredths(_ text: String) -> Int? {
        Double(text).map { Int(($0 * 100).rounded()) }
    }

    /// Of a number as Vietnamese write it, `+1.234,50 %`.
    private static func read(_ text: String) -> Int? {
        hundredths(
            text.replacing(".", with: "").replacing(",", with: ".").filter { $0.isNumber || $0 == "." || $0 == "-" })
    }
}
