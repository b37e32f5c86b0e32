import Archive
import Base
import Testing

@Suite struct SpreadsheetTests {
    /// A workbook from its parts: the texts of sheets, shared strings and styles.
    static func workbook(
        _ sheets: [String], strings: String = "", styles: String = "", properties: String = ""
    ) -> [UInt8] {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        func relations(_ rows: [(String, String, String)]) -> String {
            "<Relationships xmlns=\"x\">"
                + rows.map { "<Relationship Id=\"\($0.0)\" Type=\"\(relation)/\($0.1)\" Target=\"\($0.2)\"/>" }.joined()
                + "</Relationships>"
        }
        let names = sheets.indices.map { index in
            "<sheet name=\"s\(index + 1)\" sheetId=\"\(index + 1)\" \(index == 1 ? "state=\"hidden\"" : "") r:id=\"r\(index)\"/>"
        }
        var entries = [
            ZipWriter.Entry("_rels/.rels", relations([("a", "officeDocument", "/xl/workbook.xml")])),
            ZipWriter.Entry(
                "xl/workbook.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relation)\">\(properties)<sheets>\(names.joined())</sheets></workbook>"
            ),
            ZipWriter.Entry(
                "xl/_rels/workbook.xml.rels",
                relations(
                    sheets.indices.map { ("r\($0)", "worksheet", "worksheets/s\($0).xml") }
                        + [("s", "sharedStrings", "sharedStrings.xml"), ("t", "styles", "styles.xml")])),
            ZipWriter.Entry("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">\(strings)</sst>"),
            ZipWriter.Entry("xl/styles.xml", "<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>"),
        ]
        for (index, sheet) in sheets.enumerated() {
            entries.append(
                ZipWriter.Entry(
                    "xl/worksheets/s\(index).xml",
                    "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet)</sheetData></worksheet>"))
        }
        return ZipWriter.archive(entries)
    }

    private static let strings = """
        <si><t>Tên</t></si><si><r><rPr><b/></rPr><t>Đậm</t></r><r><t xml:space="preserve"> nhạt</t></r>\
        <rPh><t>bỏ</t></rPh></si>
        """

    private static let styles = """
        <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="00000"/>\
        <numFmt numFmtId="166" formatCode="[$-42A]dd/mm/yyyy\\ hh:mm;@"/><numFmt numFmtId="167" formatCode="[Red]0.00"/>\
        <numFmt numFmtId="168" formatCode="0&quot;d&quot;"/><numFmt numFmtId="169" formatCode="[$-42A]0.0%;&quot;%&quot;-0"/>\
        </numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/>\
        <xf numFmtId="20"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="9"/><xf numFmtId="10"/>\
        <xf numFmtId="169"/></cellXfs>
        """

    static let cells: [(cell: String, text: String)] = [
        ("<c t=\"s\"><v>0</v></c>", "Tên"),
        ("<c t=\"s\"><v>1</v></c>", "Đậm nhạt"),
        ("<c t=\"s\"><v>9</v></c>", ""),
        ("<c t=\"inlineStr\"><is><t>trong ô</t></is></c>", "trong ô"),
        ("<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>", "ab"),
        ("<c t=\"str\"><f>A1&amp;\"x\"</f><v>kết quả</v></c>", "kết quả"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c t=\"b\"><v>1</v></c>", "TRUE"),
        ("<c t=\"b\"><v>0</v></c>", "FALSE"),
        ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
        ("<c t=\"d\"><v>2026-04-02</v></c>", "2026-04-02"),
        ("<c><v>1</v></c>", "1"),
        ("<c><v>1.0</v></c>", "1"),
        ("<c><v>1.5</v></c>", "1.5"),
        ("<c><v>1E+15</v></c>", "1000000000000000"), ("<c><v>1.2345678901234568E+17</v></c>", "123456789012345680"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1E-3</v></c>", "0.001"),
        ("<c><v>1.0000000000000001E-5</v></c>", "0.00001"),
        ("<c><v>79927398713</v></c>", "79927398713"),
        ("<c><v>1E+20</v></c>", "1e+20"),
        ("<c><v>-0</v></c>", "0"),
        ("<c s=\"1\"><v>46114</v></c>", "2026-04-02"),
        ("<c s=\"2\"><v>46114.9</v></c>", "2026-04-02"),
        ("<c s=\"1\"><v>1</v></c>", "1900-01-01"),
        ("<c s=\"1\"><v>61</v></c>", "1900-03-01"),
        ("<c s=\"1\"><v>-5</v></c>", "-5"),
        ("<c s=\"3\"><v>1843</v></c>", "01843"),
        ("<c s=\"4\"><v>46114.34375</v></c>", "2026-04-02T08:15:00"),
        ("<c s=\"5\"><v>0.34375</v></c>", "08:15:00"),
        ("<c s=\"6\"><v>46114</v></c>", "46114"),
        ("<c s=\"7\"><v>5</v></c>", "5"),
        ("<c s=\"8\"><v>0.9</v></c>", "90%"),
        ("<c s=\"9\"><v>0.955</v></c>", "95.5%"),
        ("<c s=\"10\"><f>1/3</f><v>0.33333333333333331</v></c>", "33.3333333333333%"),
        ("<c s=\"8\"><v>0.94996</v></c>", "94.996%"),
        ("<c s=\"8\"><v>1</v></c>", "100%"),
        ("<c s=\"8\" t=\"s\"><v>0</v></c>", "Tên"),
        ("<c s=\"99\"><v>5</v></c>", "5"),
        ("<c><v></v></c>", ""),
        ("<c/>", ""),
    ]

    @Test(arguments: cells)
    func readsACell(cell: String, text: String) throws {
        let bytes = Self.workbook(["<row>\(cell)</row>"], strings: Self.strings, styles: Self.styles)
        let rows = try XLSXReader.read(bytes).sheets[0].rows
        #expect(rows.first?.cells.first?.text ?? "" == text)
    }

    /// An empty text that was worked out is a result, as is 0; what has never been worked out is none.
    @Test func formulasWithoutAResultAreNamed() throws {
        let sheet = """
            <row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v></v></c><c r="C2"><f>1+1</f><v>2</v></c>
            <c r="D2" t="str"><f>""</f><v></v></c><c r="E2" t="str"><f>""</f></c><c r="F2"><v></v></c></row>
            """
        let read = try XLSXReader.read(Self.workbook([sheet])).sheets[0]
        #expect(read.rows.flatMap(\.cells).map(\.text) == ["2"])
        #expect(read.uncalculated.map { [$0.row, $0.column] } == [[2, 0], [2, 1]])
    }

    @Test func cellsComeInTheirOrder() throws {
        let sheet = """
            <row r="3"><c r="A3"><v>9</v></c></row><row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c></row>
            <row r="3"><c r="A3"><v>8</v></c></row>
            """
        let rows = try XLSXReader.read(Self.workbook([sheet])).sheets[0].rows
        #expect(rows.map(\.number) == [2, 3])
        #expect(rows[0].cells.map(\.text) == ["1", "3"])
        #expect(rows[1].cells.map(\.text) == ["8"])
    }

    @Test func readsPlacesAndHiddenSheets() throws {
        let sheet = """
            <row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c><c r="AA2"><v>3</v></c></row><row/><row><c><v>4</v></c></row>
            """
        let read = try XLSXReader.read(Self.workbook([sheet, "", "<row r=\"70000\"><c r=\"XFD1\"><v>5</v></c></row>"]))
        #expect(read.sheets.map(\.name) == ["s1", "s2", "s3"])
        #expect(read.sheets.map(\.isHidden) == [false, true, false])
        #expect(read.sheets[0].rows.map(\.number) == [2, 4])
        #expect(read.sheets[0].rows[0].cells.map(\.column) == [1, 2, 26])
        #expect(read.sheets[2].rows[0].cells[0].column == 16_383)
    }

    @Test func readsTheCalendarOf1904() throws {
        let bytes = Self.workbook(
            ["<row><c s=\"1\"><v>44652</v></c></row>"], styles: Self.styles, properties: "<workbookPr date1904=\"1\"/>")
        #expect(try XLSXReader.read(bytes).sheets[0].rows[0].cells[0].text == "2026-04-02")
    }

    @Test func writesWhatItReads() throws {
        let sheet = Spreadsheet.Sheet(
            name: "khảo sát & <1>",
            rows: [
                .init(number: 1, cells: [.init(column: 0, text: "type"), .init(column: 27, text: "tên \"&<>")]),
                .init(number: 3, cells: [.init(column: 1, text: " 01843\nhai dòng\t. ")]),
            ])
        let spreadsheet = Spreadsheet(sheets: [sheet, .init(name: "ẩn", isHidden: true, rows: [])])
        let bytes = XLSXWriter.bytes(spreadsheet)
        #expect(try XLSXReader.read(bytes) == spreadsheet)
        #expect(XLSXWriter.bytes(spreadsheet) == bytes)
    }

    /// Numbers and days are such to other programs; what would lose something by it stays text.
    @Test(arguments: [
        ("30", Spreadsheet.Cell.Kind.number, "<v>30</v>", "30"), ("-4.5", .number, "<v>-4.5</v>", "-4.5"),
        ("1234567890123456", .number, "", "1234567890123456"), ("01843", .text, "", "01843"),
        ("=1+1", .number, "", "=1+1"), ("2026-04-01", .date, "<v>46113</v>", "2026-04-01"),
        ("1890-01-01", .date, "", "1890-01-01"), ("08:15", .time, "<v>0.34375</v>", "08:15:00"),
        ("2026-04-01T18:00:00+07:00", .dateTime, "<v>46113.75</v>", "2026-04-01T18:00:00"),
        ("2026-04-01T11:00:00Z", .dateTime, "<v>46113.75</v>", "2026-04-01T18:00:00"),
        ("hôm qua", .dateTime, "", "hôm qua"),
    ])
    func writesWhatACellIs(text: String, kind: Spreadsheet.Cell.Kind, stored: String, read: String) throws {
        let sheet = Spreadsheet.Sheet(
            name: "a", rows: [.init(number: 2, cells: [.init(column: 0, text: text, kind: kind)])])
        let bytes = XLSXWriter.bytes(Spreadsheet(sheets: [sheet]))
        let part = try #require(
            try ZipReader.read(bytes, limits: .init(entries: 20, inflated: 1 << 20)) { $0.hasSuffix("sheet1.xml") }
                .values.first)
        let xml = String(decoding: part, as: UTF8.self)
        #expect(xml.contains("inlineStr") == (stored.isEmpty))
        #expect(xml.contains(stored))
        #expect(try XLSXReader.read(bytes).sheets[0].rows[0].cells[0].text == read)
    }

    // MARK: - Refusals

    @Test func refusesWhatIsNoWorkbook() {
        #expect(throws: ArchiveFault.notZip) { try XLSXReader.read(Array("| survey |".utf8)) }
        #expect(throws: ArchiveFault.notZip) { try XLSXReader.read([]) }
        #expect(throws: ArchiveFault.compoundFile) { try XLSXReader.read([0xD0, 0xCF, 0x11, 0xE0, 0xA1]) }
        #expect(throws: ArchiveFault.missingPart("xl/workbook.xml")) {
            try XLSXReader.read(ZipWriter.archive([.init("a.txt", "x")]))
        }
    }

    @Test func refusesBombsAndTricks() throws {
        let zeros = [UInt8](repeating: 0x20, count: XLSXReader.zipLimits.inflated + 1)
        #expect(throws: ArchiveFault.tooLarge(limit: XLSXReader.zipLimits.inflated)) {
            try XLSXReader.read(ZipWriter.archive([.init("xl/workbook.xml", zeros)]))
        }
        #expect(throws: ArchiveFault.tooManyEntries(limit: 2_000)) {
            try XLSXReader.read(ZipWriter.archive((0...2_000).map { .init("e\($0)", "") }))
        }
        #expect(throws: ArchiveFault.entryTwice("a")) {
            try XLSXReader.read(ZipWriter.archive([.init("a", ""), .init("a", "")]))
        }
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\">]><x>&a;</x>"
        #expect(throws: ArchiveFault.documentType(entry: "xl/workbook.xml")) {
            try XLSXReader.read(ZipWriter.archive([.init("xl/workbook.xml", laughs)]))
        }
        let deep = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(throws: ArchiveFault.tooDeep(entry: "xl/workbook.xml", limit: XMLReader.depthLimit)) {
            try XLSXReader.read(ZipWriter.archive([.init("xl/workbook.xml", deep)]))
        }
        #expect(throws: ArchiveFault.badXML(entry: "xl/workbook.xml", line: 2)) {
            try XLSXReader.read(ZipWriter.archive([.init("xl/workbook.xml", "<a>\n<b></a>")]))
        }
    }

    @Test func refusesEveryCut() throws {
        let bytes = Self.workbook(["<row><c><v>1</v></c></row>"])
        let whole = try XLSXReader.read(bytes)
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            #expect(throws: ArchiveFault.self, "cut at \(length)") { try XLSXReader.read(Array(bytes[..<length])) }
        }
        for place in stride(from: 0, to: bytes.count, by: 3) {
            var damaged = bytes
            damaged[place] ^= 0x55
            // A flip in a date or comment of the archive changes nothing; no flip may change what is read.
            if let read = try? XLSXReader.read(damaged) { #expect(read == whole || read.sheets.isEmpty, "\(place)") }
        }
    }

    @Test func wordsEveryFault() {
        let faults: [ArchiveFault] = [
            .notZip, .compoundFile, .damaged(entry: "a"), .encrypted(entry: "a"), .entryTwice("a"),
            .tooManyEntries(limit: 1), .tooLarge(limit: 1), .badXML(entry: "a", line: 1), .documentType(entry: "a"),
            .tooDeep(entry: "a", limit: 1), .missingPart("a"), .tooManyCells(limit: 1), .unclosedQuote(line: 1),
            .strayQuote(line: 1), .notUTF8(line: 1),
        ]
        #expect(Set(faults.map(\.code)).count == faults.count)
        #expect(faults.allSatisfy { $0.problem.status == .badData })
    }
}
