internal import Base

/// Writes an .xlsx workbook: a cell is text unless it says what else it is, so that codes keep their zeros; the first
/// row of each sheet is bold and stays in view. Equal spreadsheets give equal bytes.
package enum XLSXWriter {
    package static func bytes(_ spreadsheet: Spreadsheet) -> [UInt8] {
        let sheets = spreadsheet.sheets
        var entries = [
            ZipWriter.Entry("[Content_Types].xml", contentTypes(sheets.count)),
            ZipWriter.Entry("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
            ZipWriter.Entry("xl/workbook.xml", workbook(sheets)),
            ZipWriter.Entry(
                "xl/_rels/workbook.xml.rels",
                relations(
                    sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") } + [("styles", "styles.xml")]
                )),
            ZipWriter.Entry("xl/styles.xml", styles),
        ]
        for (index, sheet) in sheets.enumerated() {
            entries.append(ZipWriter.Entry("xl/worksheets/sheet\(index + 1).xml", worksheet(sheet)))
        }
        return ZipWriter.archive(entries)
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private static func contentTypes(_ count: Int) -> String {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        var parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
        for number in 1...max(1, count) where number <= count {
            parts.append(("/xl/worksheets/sheet\(number).xml", "worksheet"))
        }
        let overrides = parts.map { "<Override PartName=\"\($0.0)\" ContentType=\"\(kind).\($0.1)+xml\"/>" }
        return head + "<Types xmlns=\"\(package)/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + overrides.joined() + "</Types>"
    }

    private static func relations(_ targets: [(kind: String, target: String)]) -> String {
        let rows = targets.enumerated().map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(office)/\($1.kind)\" Target=\"\($1.target)\"/>"
        }
        return head + "<Relationships xmlns=\"\(package)/relationships\">" + rows.joined() + "</Relationships>"
    }

    private static func workbook(_ sheets: [Spreadsheet.Sheet]) -> String {
        let rows = sheets.enumerated().map { index, sheet in
            let state = sheet.isHidden ? " state=\"hidden\"" : ""
            return
                "<sheet name=\"\(sheet.name.xmlEscaped)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
        }
        return head + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>" + rows.joined()
            + "</sheets></workbook>"
    }

    /// Style 0 is wrapped text, 1 the bold head; 49 is the built-in format `@`, text. Then those of `StoredNumber.Style`.
    private static let styles: String = {
        let formats = StoredNumber.Style.allCases
        let codes = formats.map { "<numFmt numFmtId=\"\($0.formatID)\" formatCode=\"[$-42A]\($0.code)\"/>" }
        let cells = formats.map {
            "<xf numFmtId=\"\($0.formatID)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                + "applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>"
        }
        return head + """
            <styleSheet xmlns="\(main)"><numFmts count="\(formats.count)">\(codes.joined())</numFmts>\
            <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
            <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>\
            </fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
            <cellXfs count="\(2 + formats.count)"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" \
            applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
            <xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
            \(cells.joined())</cellXfs>\
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """
    }()

    private static func worksheet(_ sheet: Spreadsheet.Sheet) -> String {
        var out = head
        out += "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView workbookViewId=\"0\">"
        out +=
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
        out += columns(sheet) + "<sheetData>"
        for row in sheet.rows {
            let style = row.number == 1 ? 1 : 0
            out += "<row r=\"\(row.number)\">"
            for cell in row.cells {
                let place = "\(columnLetters(cell.column))\(row.number)"
                if let number = StoredNumber(cell) {
                    out += "<c r=\"\(place)\" s=\"\(number.style.rawValue)\"><v>\(number.text)</v></c>"
                    continue
                }
                out += "<c r=\"\(place)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                out += cell.text.cellEscaped.xmlEscaped + "</t></is></c>"
            }
            out += "</row>"
        }
        return out + "</sheetData></worksheet>"
    }

    /// Widths in letters, from 8 to 50, by the longest text.
    private static func columns(_ sheet: Spreadsheet.Sheet) -> String {
        var widths: [Int: Int] = [:]
        for row in sheet.rows {
            for cell in row.cells {
                widths[cell.column] = max(widths[cell.column] ?? 8, min(50, cell.text.unicodeScalars.count + 2))
            }
        }
        guard !widths.isEmpty else { return "" }
        let rows = widths.sorted { $0.key < $1.key }.map {
            "<col min=\"\($0.key + 1)\" max=\"\($0.key + 1)\" width=\"\($0.value)\" customWidth=\"1\"/>"
        }
        return "<cols>" + rows.joined() + "</cols>"
    }
}

/// `A`, …, `Z`, `AA` for 0, …, 25, 26.
package func columnLetters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    repeat {
        letters = String(Unicode.Scalar(UInt8(0x41 + rest % 26))) + letters
        rest = rest / 26 - 1
    } while rest >= 0
    return letters
}
