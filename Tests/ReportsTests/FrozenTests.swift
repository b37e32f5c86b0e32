import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// An issued report read back from its text, and two of them side by side in every format.
struct FrozenTests {
    private func issued(_ report: ReportModel, number: Int = 1) throws -> ReportModel {
        let text = JSONRenderer().json(report).compact
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
        let frozen = try issued(report)
        #expect(IssueDifference.between(JSONRenderer().json(report), frozen).isEmpty)
        let (before, after) = (JSONRenderer().json(report), JSONRenderer().json(frozen))
        for key in [
            "area", "plan", "period", "figures", "other_figures", "conflicts", "lower_bounds", "cumulative",
            "completeness",
        ] { #expect(before[key] == after[key], "\(key)") }
        for (old, new) in zip(before["indicators"]?.array ?? [], after["indicators"]?.array ?? []) {
            #expect(old == new)
        }
        #expect(after["issue"]?["number"] == .int(1))
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
        let report = try issued(Sample.report(), number: 2).compared(with: issued(Sample.report(tally: earlier)))
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
