internal import Archive
internal import Base

/// Finds out what kind of file a form is and reads its tables.
enum WorkbookReader {
    static func read(_ bytes: [UInt8], file: String, _ faults: inout FaultList) -> Workbook? {
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
            faults.add(.notUTF8, row: firstInvalidLine(bytes))
            return nil
        }
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        return plain.utf8.contains(0x0D) ? plain.replacing("\r\n", with: "\n") : plain
    }

    static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
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
            return SheetRows.workbook(try CSV.rows(text).map { ($0.line, $0.cells) }, &faults)
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
