import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// Figures that no row of the plan asks for.
struct OutsideTests {
    /// What no row of the plan asks for stands in a list of its own in all that people read, frozen or not; what is
    /// published leaves it out.
    @Test func figuresOutsideThePlanAreListed() throws {
        let sample = try Sample.report()
        func figure(_ id: String, _ numerator: Int, _ denominator: Int?) -> Figure {
            var figure = Figure(
                indicator: id, area: sample.plan.area.code, date: sample.period.last, source: "Sở <KH&CN>",
                enteredBy: "Lan", enteredOn: sample.period.last)
            (figure.numerator, figure.denominator) = (numerator, denominator)
            return figure
        }
        let book = FigureBook([
            figure("ipv6", 846, 1000), figure("so_hoa_tthc", 1, 2), figure("vneid_dan", 21_400, nil),
        ])
        let outside = book.outside(sample.plan, sample.catalogue, sample.period)
        #expect(Set(outside.map(\.id)) == ["ipv6", "vneid_dan"], "the plan has a row for the third")
        let report = ReportModel(
            plan: sample.plan, catalogue: sample.catalogue, period: sample.period, figures: sample.figures,
            completeness: sample.completeness, outside: outside)
        let page = TerminalRenderer(language: .vi).render(report)
        #expect(page.contains("Số liệu đã nhập ngoài kế hoạch") && page.contains("84,60% (846/1.000)"))
        for line in page.split(separator: "\n") { #expect(String(line).columns <= 80, "\(line)") }
        #expect(HTMLRenderer(language: .vi).render(report).contains("84,60% (846/1.000), theo Sở &lt;KH&amp;CN&gt;"))
        #expect(try WordReader(DOCXRenderer().bytes(report)).text.contains("84,60% (846/1.000), theo Sở"))
        let sheets = try XLSXReader.read(XLSXRenderer(language: .vi).bytes(report)).sheets
        let cells = try #require(sheets.first { $0.name == "Ngoài kế hoạch" }).rows.flatMap(\.cells).map(\.text)
        #expect(cells.contains("21400") && cells.contains("vneid_dan"))
        let lines = try CSV.rows(CSVRenderer().render(report)).map(\.cells).filter { $0[3] == "outside" }
        #expect(lines.map { $0[12...14].joined(separator: " ") } == ["21400  ", "84.60 846 1000"])
        #expect(lines.allSatisfy { $0[23] == "Sở <KH&CN>" && $0[24] == sample.period.last.iso })
        let files = try ZipReader.read(
            DataPackageRenderer().bytes(report), limits: .init(entries: 20, inflated: 1 << 24)
        ) { $0 == "data/outside.csv" }
        #expect(try CSV.rows(String(decoding: #require(files.values.first), as: UTF8.self)).count == 3)
        let mark = IssueMark(id: "a", number: 1, issued: try #require(Instant(iso: "2026-07-05T08:00:00+07:00")))
        let frozen = try #require(
            ReportModel(
                frozen: JSONRenderer().json(report), period: report.period, issue: mark, plan: report.plan,
                catalogue: report.catalogue))
        #expect(frozen.outside == outside)
        #expect(report.published(least: 5).outside.isEmpty)
    }
}
