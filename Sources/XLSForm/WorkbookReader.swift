internal import Archive
internal import Base

/// Finds out what kind of file a form is and reads its tables.
enum WorkbookReader {
    static func read(_ bytes: [UInt8], file: String, _ faults: inout FaultList) -> Workbook? {
        guard var workbook = tables(bytes, file: file, &faults) else { return nil }
        limit(&workbook, &faults)
        return workbook
    }

    /// Every check looks at every cell below a header, a blank one too: what is beyond the limit is left out.
    private static func limit(_ workbook: inout Workbook, _ faults: inout FaultList) {
        var room = FormReader.cellLimit
        for (index, sheet) in workbook.sheets.enumerated() where !ExternalFile.isNamed(sheet.name) {
            let width = max(1, sheet.header?.usedWidth ?? 1)
            let rows = room / width
            if sheet.rows.count > rows {
                faults.add(
                    .archive(.tooManyCells(limit: FormReader.cellLimit)), sheet: sheet.name,
                    row: sheet.rows[rows].number, text: sheet.name)
                workbook.sheets[index].rows.removeSubrange(rows...)
            }
            room -= width * workbook.sheets[index].rows.count
        }
    }

    private static func tables(_ bytes: [UInt8], file: String, _ faults: inout FaultList) -> Workbook? {
        guard bytes.count <= FormReader.sizeLimit else {
            faults.add(.tooLarge(limit: FormReader.sizeLimit))
            return nil
        }
        let name = file.lowercased()
        let isText = name.hasSuffix(".md") || name.hasSuffix(".csv")
        if isOpenDocument(bytes) || name.hasSuffix(".ods") {
            faults.add(.openDocument)
            return nil
        }
        if ZipReader.looksLikeZip(bytes) || [".xlsx", ".xlsm", ".xls"].contains(where: name.hasSuffix) {
            return spreadsheet(bytes, &faults)
        }
        guard let text = text(of: bytes, &faults) else { return nil }
        if isXML(text) {
            let isXForm = text.contains("http://www.w3.org/2002/xforms")
            faults.add(isXForm ? .isXForm : .unknownFormat(file))
            return nil
        }
        if name.hasSuffix(".md") || !isText && looksLikeMarkdown(text) { return MarkdownTables.read(text, &faults) }
        if name.hasSuffix(".csv") || !isText && looksLikeCSV(text) { return csv(text, &faults) }
        faults.add(.unknownFormat(file))
        return nil
    }

    /// Its first entry is the media type, as it is. Source: OpenDocument 1.3, part 2, §3.3.
    private static func isOpenDocument(_ bytes: [UInt8]) -> Bool {
        bytes.dropFirst(30).starts(with: "mimetypeapplication/vnd.oasis.opendocument".utf8)
    }

    private static func isXML(_ text: String) -> Bool { text.first { !$0.isWhitespace } == "<" }

    private static func text(of bytes: [UInt8], _ faults: inout FaultList) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            faultInvalidLine(bytes, &faults)
            return nil
        }
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        return plain.utf8.contains(0x0D) ? plain.replacing("\r\n", with: "\n") : plain
    }

    static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }

    private static func faultInvalidLine(_ bytes: [UInt8], _ faults: inout FaultList) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where String(validating: line, as: UTF8.self) == nil {
            let repaired = String(decoding: line, as: UTF8.self)
            return faults.add(
                .notUTF8, row: index + 1, text: repaired, offset: repaired.offset(of: "\u{FFFD}") ?? 0)
        }
    }

    /// Source: pyxform, `xls2json_backends.py`: five pipes in the first 5,000 letters.
    private static func looksLikeMarkdown(_ text: String) -> Bool {
        text.utf8.prefix(5_000).lazy.filter { $0 == 0x7C }.count >= 5
    }

    /// Source: pyxform, `xls2json_backends.py`: four commas in the first 5,000 letters.
    private static func looksLikeCSV(_ text: String) -> Bool {
        text.utf8.prefix(5_000).lazy.filter { $0 == 0x2C }.count >= 4
    }

    private static func csv(_ text: String, _ faults: inout FaultList) -> Workbook? {
        faults.firstColumn = 1
        do throws(ArchiveFault) {
            let rows = try CSV.rows(text, upTo: FormReader.lineLimit + 1)
            return SheetRows.workbook(rows.enumerated().lazy.map { ($0 + 1, $1.line, $1.cells) }, &faults)
        } catch {
            let line: Int? = if case .unclosedQuote(let line) = error { line } else { nil }
            faults.add(.archive(error), row: line)
            return nil
        }
    }

    private static func spreadsheet(_ bytes: [UInt8], _ faults: inout FaultList) -> Workbook? {
        do throws(ArchiveFault) {
            return SpreadsheetTables.workbook(try XLSXReader.read(bytes), &faults)
        } catch {
            faults.add(.archive(error))
            return nil
        }
    }
}
