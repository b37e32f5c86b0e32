import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// One truth: the numbers are read back out of every format and set against the model.
struct ReadBackTests {
    /// What a format says of one row of the plan.
    private struct Read: Hashable {
        var value: String
        var verdict: String
    }

    /// By section and indicator, from the model itself.
    private func truth(_ report: ReportModel) -> [[String]] {
        report.rows.map { row in
            let value =
                switch row.value {
                case nil: ""
                case .count(let count): String(count)
                case .ratio(let ratio): ratio.percent?.plain ?? ""
                case .number(let number): number.plain
                }
            return [row.target.section, row.target.indicator, value, row.verdict.rawValue]
        }
    }

    @Test(arguments: ["sample"] + Sample.plans5)
    func everyFormatSaysTheSameOfEveryRow(name: String) throws {
        let report = try name == "sample" ? Sample.report() : Sample.report(plan: name)
        let wanted = truth(report)
        #expect(try json(report) == wanted)
        #expect(try csv(report) == wanted)
        #expect(try html(report) == wanted)
        #expect(try workbookData(report) == wanted)
        #expect(try workbookSummary(report) == wanted.map { Read(value: Self.short($0[2]), verdict: $0[3]) })
        #expect(try word(report) == wanted.map { Read(value: $0[2], verdict: $0[3]) })
    }

    @Test func everyFormatSaysTheSameAtItsHead() throws {
        let report = try Sample.report()
        for id in ["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"] {
            let count = try #require(report.figures.count(id))
            #expect(
                FileNumbers.elements(HTMLRenderer(language: .vi).render(report)).contains {
                    $0["data-figure"] == id && $0["data-value"] == String(count)
                })
            #expect(try JSON(parsing: JSONRenderer().render(report))["figures"]?[id]?.int == count)
        }
        let text = try WordReader(DOCXRenderer().bytes(report)).text
        #expect(text.contains("hỗ trợ 1.234 lượt, gồm 412 người thuộc 206 hộ và 11 cơ sở"))
        #expect(
            try workbook(report).sheets[0].rows[3].cells[0].text.contains("1.234 lượt · 412 người · 206 hộ · 11 cơ sở"))
    }

    @Test func theSameReportGivesTheSameBytes() throws {
        let report = try Sample.report()
        for format in ReportFormat.allCases {
            let renderer = format.renderer(ReportStyle(language: .vi))
            #expect(try renderer.bytes(report) == renderer.bytes(report), "\(format)")
        }
    }

    @Test func textFromPeopleIsNoMarkup() throws {
        let page = HTMLRenderer(language: .vi).render(try Sample.report())
        #expect(!page.contains("<b>&"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("http://") && !page.contains("https://"))
        #expect(try WordReader(DOCXRenderer().bytes(Sample.report())).text.contains("BÁO CÁO"))
    }

    // MARK: - Readers

    /// 95.20 as a spreadsheet shows the plain number: 95.2.
    private static func short(_ text: String) -> String {
        guard text.contains(".") else { return text }
        return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }

    private func json(_ report: ReportModel) throws -> [[String]] {
        let rows = try #require(try JSON(parsing: JSONRenderer().render(report))["indicators"]?.array)
        return rows.map { row in
            var value = ""
            if case .number(let digits)? = row["value"] { value = digits }
            return [row["section"]?.string ?? "", row["id"]?.string ?? "", value, row["verdict"]?.string ?? ""]
        }
    }

    private func csv(_ report: ReportModel) throws -> [[String]] {
        let rows = try CSV.rows(CSVRenderer().render(report)).map(\.cells)
        return rows.filter { $0[3] == "indicator" }.map { [$0[19], $0[4], $0[12], $0[18]] }
    }

    private func html(_ report: ReportModel) throws -> [[String]] {
        FileNumbers.elements(HTMLRenderer(language: .vi).render(report)).filter { $0["data-indicator"] != nil }.map {
            [$0["data-section"]!, $0["data-indicator"]!, $0["data-value"] ?? "", $0["data-verdict"]!]
        }
    }

    private func workbook(_ report: ReportModel) throws -> Spreadsheet {
        try XLSXReader.read(XLSXRenderer(language: .vi).bytes(report))
    }

    private func workbookData(_ report: ReportModel) throws -> [[String]] {
        let sheet = try #require(try workbook(report).sheets.first { $0.name == "Dữ liệu" })
        return sheet.rows.compactMap { row in
            let cells = Dictionary(uniqueKeysWithValues: row.cells.map { ($0.column, $0.text) })
            guard cells[3] == "indicator" else { return nil }
            // A whole number of percent has lost its zeros.
            let value = cells[12].map { text in
                report.rows.contains {
                    $0.target.section == cells[19] && $0.target.indicator == cells[4] && Self.isShare($0)
                }
                    ? Self.twoDecimals(text) : text
            }
            return [cells[19] ?? "", cells[4] ?? "", value ?? "", cells[18] ?? ""]
        }
    }

    private static func isShare(_ row: IndicatorRow) -> Bool {
        if case .ratio? = row.value { true } else { false }
    }

    private static func twoDecimals(_ text: String) -> String {
        let parts = text.split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction)\(String(repeating: "0", count: 2 - fraction.count))"
    }

    private func workbookSummary(_ report: ReportModel) throws -> [Read] {
        let words = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.text.vi, $0.rawValue) })
        return try workbook(report).sheets[0].rows.compactMap { row in
            let cells = Dictionary(uniqueKeysWithValues: row.cells.map { ($0.column, $0.text) })
            guard let verdict = cells[8].flatMap({ words[$0] }) else { return nil }
            return Read(value: cells[4] == "—" ? "" : cells[4] ?? "", verdict: verdict)
        }
    }

    /// What the figures rest on stands before any of them, and each estimate or sample says that it is one.
    @Test func theHeadSaysWhatTheFiguresRestOn() throws {
        let report = try Sample.report()
        let sentence = "Số liệu từ \(report.completeness.devices.count) máy"
        let page = HTMLRenderer(language: .vi).render(report)
        let (found, rows) = (page.range(of: "Lô cuối"), page.range(of: "data-verdict-count"))
        #expect(try #require(found).lowerBound < #require(rows).lowerBound)
        let lines = try #require(try workbook(report).sheets.first).rows.prefix(6).flatMap { $0.cells.map(\.text) }
        #expect(lines.contains { $0.hasPrefix(sentence) })
        let word = try WordReader(DOCXRenderer().bytes(report))
        let (start, first) = (word.text.range(of: sentence), word.text.range(of: "Trong kỳ, các tổ"))
        #expect(try #require(start).lowerBound < #require(first).lowerBound)
        #expect(word.rows.contains { $0.contains { $0.contains("(mẫu của tổ, n=") } })
        #expect(word.rows.contains { $0.contains { $0.hasSuffix("(tăng thêm)") } })
    }

    private func word(_ report: ReportModel) throws -> [Read] {
        let words = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0.text.vi, $0.rawValue) })
        return try WordReader(DOCXRenderer().bytes(report)).rows.compactMap { cells in
            guard (5...7).contains(cells.count), let verdict = words[cells[4]] else { return nil }
            let shown = cells[3].firstPart
            let value = shown == "—" ? "" : shown.filter { $0.isNumber || $0 == "," }.replacing(",", with: ".")
            return Read(value: value, verdict: verdict)
        }
    }
}
