import Archive
import Base
import Forms
import Foundation
import Testing
import XLSForm

/// One form in every format.
@Suite struct FormatTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func bytes(_ path: String) -> [UInt8] {
        let url = folder.appending(path: path)
        guard let data = FileManager.default.contents(atPath: url.path) else { preconditionFailure("no \(url.path)") }
        return Array(data)
    }

    /// A form with whatever is hard to carry over.
    static let odd = """
        | survey |
        | | type | name | label::Vietnamese (vi) | label::English (en) | hint | constraint | default | bind::x:y |
        | | text | quê | Quê <b>"ở"</b> đâu? _x000D_ \\<br> _x0041_ | Where\\|from, is it; | dòng<br>hai | regex(., 'a\\|b\\\\d') | 01843 | x,y |
        | | | | | | | | | |
        | | select_one gt | gt | Giới tính | Sex | | | = 1 | |
        | | note | n | - | - | | | | |

        | choices |
        | | list_name | name | label::Vietnamese (vi) | label::English (en) | tỉnh |
        | | gt | nam | Nam | Male | 01 |
        | | gt | nu | Nữ | Female | 02 |

        | settings |
        | | form_title | form_id | version | namespaces |
        | | Khảo sát "A" | odd | 01 | x="http://x.example" |
        """

    static let forms: [(name: String, text: String)] = [
        ("odd", odd), ("ho-tro", String(decoding: bytes("../../forms/ho-tro.md"), as: UTF8.self)),
    ]

    @Test(arguments: forms, FormWriter.Format.allCases)
    func compilesAlike(form: (name: String, text: String), format: FormWriter.Format) throws {
        let first = FormTable.read(form.text)
        let workbook = try #require(first.workbook)
        let written = FormWriter.bytes(workbook, as: format)
        let again = FormReader.read(written, file: "f.\(format.rawValue)")
        let original = try #require(first.form, "\(first.faults.map(FormTable.description))")
        let copy = try #require(again.form, "\(again.faults.map(FormTable.description))")
        #expect(copy.header == original.header)
        #expect(copy.items == original.items)
        #expect(copy.lists == original.lists)
        #expect(again.faults.map(\.kind.code) == first.faults.map(\.kind.code))
        let copied = try #require(again.workbook)
        #expect(FormWriter.bytes(copied, as: format) == written)
    }

    /// `Fixtures/ho-tro.md` written by `FormWriter`, then opened and saved by LibreOffice 7.4, and rebuilt by openpyxl 3.1.
    @Test(arguments: ["libreoffice.xlsx", "openpyxl.xlsx"])
    func readsWhatOthersWrite(file: String) throws {
        let reading = FormReader.read(Self.bytes("Fixtures/\(file)"), file: file)
        #expect(reading.faults.isEmpty, "\(reading.faults.map(FormTable.description))")
        #expect(reading.form == FormReader.read(Self.bytes("Fixtures/ho-tro.md"), file: "ho-tro.md").form)
    }

    @Test func readsTheContentWhateverTheName() throws {
        let workbook = try #require(FormTable.read(Self.odd).workbook)
        for format in FormWriter.Format.allCases {
            let bytes = FormWriter.bytes(workbook, as: format)
            #expect(FormReader.read(bytes, file: "biểu mẫu").form != nil, "\(format)")
        }
    }

    static let csvs: [(text: String, faults: [String])] = [
        ("survey,,,\n,type,name,label\n,text,a,A\nsettings,form_id,version\n,f,1\n", []),
        (
            "survey,type,name,label\n,text,a,A\n\n,texxt,b,B\nsettings\n,form_id,version\n,f,1\n",
            ["FORM-013 survey!B4 (type) b ^0"]
        ),
        ("\u{FEFF}survey;;;\r\n;type;name;label\r\n;text;a;A\r\nsettings\r\n;form_id;version\r\n;f;1\r\n", []),
        ("survey,,\n,type,name,label\n,text,a,\"A\n", ["ARC-013 file:3"]),
    ]

    @Test(arguments: csvs)
    func readsOneFileCSV(text: String, faults: [String]) {
        let reading = FormReader.read(Array(text.utf8), file: "f.csv")
        #expect(
            reading.faults.map {
                FormTable.description(of: $0).replacing("f.csv: ", with: "").replacing("f.csv", with: "file")
            } == faults)
    }

    @Test func placesFaultsInASpreadsheet() throws {
        var sheets = [
            Spreadsheet.Sheet(
                name: "Survey",
                rows: [
                    row(1, "type", "name", "label"), row(2, "text", "a", "A"), row(40, "texxt", "b", "B"),
                    row(101, "far", "away", "from the rest"),
                ])
        ]
        sheets.append(.init(name: "settings", rows: [row(1, "form_id", "version"), row(2, "f", "1")]))
        let reading = FormReader.read(XLSXWriter.bytes(Spreadsheet(sheets: sheets)), file: "f.xlsx")
        #expect(
            reading.faults.map(FormTable.description) == [
                "FORM-013 f.xlsx: Survey!A40 (type) b ^0", "form-148 f.xlsx: Survey!A101 (type) ^0",
            ])
    }

    /// Readers of XLSForms stop at long gaps; whoever wrote something behind one is told.
    @Test func saysWhatStandsBehindGaps() {
        func reading(gap: Int, column: Int, sheet: String = "survey") -> [String] {
            var first = row(1, "type", "name", "label")
            first.cells.append(.init(column: column, text: "relevant"))
            let rows = [first, row(2, "text", "a", "A"), row(3 + gap, "text", "b", "B")]
            let settings = Spreadsheet.Sheet(name: "settings", rows: [row(1, "form_id", "version"), row(2, "f", "1")])
            let other = Spreadsheet.Sheet(
                name: "survey", rows: [row(1, "type", "name", "label"), row(2, "text", "a", "A")])
            let sheets = [.init(name: sheet, rows: rows), settings] + (sheet == "survey" ? [] : [other])
            return FormReader.read(XLSXWriter.bytes(Spreadsheet(sheets: sheets)), file: "f.xlsx").faults.map {
                FormTable.description(of: $0).replacing("f.xlsx: ", with: "")
            }
        }
        #expect(reading(gap: 59, column: 22).isEmpty)
        #expect(reading(gap: 60, column: 22) == ["form-148 survey!A63 (type) ^0"])
        #expect(reading(gap: 0, column: 23) == ["form-148 survey!X1 (relevant) ^0"])
        #expect(reading(gap: 99, column: 99, sheet: "_ghi chú").isEmpty)
    }

    /// A script's workbook has formulas without results; the cell is named and never taken for a blank in silence.
    @Test func namesFormulasWithoutAResult() {
        let names = ["type", "name", "label", "hint"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        let sheet = """
            <row>\(names.joined())</row><row><c t="inlineStr"><is><t>text</t></is></c>\
            <c t="inlineStr"><is><t>a</t></is></c><c><f>"A"&amp;"B"</f><v></v></c>\
            <c t="str"><f>""</f><v></v></c><c r="ZZ2"><f>1+1</f></c></row>
            """
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let bytes = ZipWriter.archive([
            ZipWriter.Entry(
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"f\" r:id=\"r\"/></sheets></workbook>"
            ),
            ZipWriter.Entry(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"x\"><Relationship Id=\"r\" Type=\"\(office)/worksheet\" Target=\"s.xml\"/></Relationships>"
            ),
            ZipWriter.Entry("xl/s.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"),
        ])
        let faults = FormReader.read(bytes, file: "f.xlsx").faults.filter { $0.kind == .uncalculated }
        #expect(faults.map(FormTable.description) == ["form-147 f.xlsx: f!C2 (label) ^11"])
        #expect(faults.first?.kind.remedy.vi.contains("Excel") == true)
    }

    private func row(_ number: Int, _ cells: String...) -> Spreadsheet.Row {
        .init(number: number, cells: cells.enumerated().map { .init(column: $0.offset, text: $0.element) })
    }

    @Test func refusesHostileWorkbooks() {
        let faults = FormReader.read([0xD0, 0xCF, 0x11, 0xE0], file: "f.xls").faults
        #expect(faults.map(FormTable.description) == ["ARC-002 f.xls"])
        let cut = FormReader.read([0x50, 0x4B, 0x03, 0x04, 0x00], file: "f.xlsx").faults
        #expect(cut.map(FormTable.description) == ["ARC-003 f.xlsx"])
    }
}
