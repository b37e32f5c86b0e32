import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

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
        #expect(xml.contains("Thời hạn") == !labels.isEmpty)
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
                #expect(body.count <= 1000 && body.hasSuffix("."), "\(row.target.section)")
                #expect(!body.contains("nil") && !body.contains("null"))
            }
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

    private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
        let parts = try ZipReader.read(bytes, limits: .init(entries: 60, inflated: 1 << 24)) { $0 == name }
        return String(decoding: try #require(parts[name]), as: UTF8.self)
    }
}
