internal import Base

/// A form as Markdown tables, pyxform's dialect: reviewable in a diff and writable in a test.
///
///     | survey |
///     |        | type | name | label |
///     |        | text | ten  | Tên   |
///
/// Lines that are no table row are prose. `\|` is a pipe of the text, `<br>` a line end in it and `\<br>` the letters.
/// Source: pyxform, `xls2json_backends.md_to_dict`.
enum MarkdownTables {
    static func read(_ text: String, _ faults: inout FaultList) -> Workbook {
        var rows: [(number: Int, line: Int, cells: [String])] = []
        var number = 0
        // Over bytes: cutting a text of decomposed letters at characters takes a second.
        let bytes = Array(text.utf8)
        var start = 0
        while start <= bytes.count, number <= FormReader.lineLimit {
            number += 1
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            if let cells = cells(of: bytes[start..<end], number, &faults) { rows.append((number, number, cells)) }
            start = end + 1
        }
        return SheetRows.workbook(rows, &faults)
    }

    /// The cells of a table row; nil for prose, a comment and the line under a header.
    private static func cells(
        of line: ArraySlice<UInt8>, _ number: Int, _ faults: inout FaultList
    ) -> [String]? {
        let line = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard line.first == 0x7C else { return nil }
        var parts = split(line)
        let tail = parts.removeLast().trimmedSpace
        guard tail.isEmpty || tail.hasPrefix("#") else {
            let text = String(decoding: line, as: UTF8.self).trimmedSpace
            faults.add(.unclosedTableRow, row: number, text: text, offset: text.utf8.count)
            return nil
        }
        guard parts.count > 1 else { return nil }
        parts.removeFirst()
        let isRule = parts.allSatisfy { $0.utf8.allSatisfy { [0x20, 0x2D, 0x3A].contains($0) } }
        if isRule, parts.contains(where: { $0.utf8.contains(0x2D) }) { return nil }
        return parts
    }

    /// Between the pipes; `\|` is a pipe of the text, whatever stands before the backslash.
    private static func split(_ line: ArraySlice<UInt8>) -> [String] {
        var parts: [String] = []
        var start = line.startIndex
        var hasEscape = false
        for at in line.indices {
            guard line[at] == 0x7C else { continue }
            if at > start, line[at - 1] == 0x5C {
                hasEscape = true
            } else {
                parts.append(text(line[start..<at], hasEscape))
                start = at + 1
                hasEscape = false
            }
        }
        parts.append(text(line[start...], hasEscape))
        return parts
    }

    private static func text(_ bytes: ArraySlice<UInt8>, _ hasEscape: Bool) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard hasEscape || bytes.contains(0x3E) else { return text }
        return unescaped(text.replacing("\\|", with: "|"))
    }

    private static func unescaped(_ text: String) -> String {
        text.split(separator: "\\<br>", omittingEmptySubsequences: false)
            .map { $0.replacing("<br>", with: "\n") }.joined(separator: "<br>")
    }

    /// The tables as text, which `read` reads back.
    static func text(_ workbook: Workbook) -> String {
        workbook.sheets.map { sheet in
            var lines = ["| \(escaped(sheet.name)) |", "|---|"]
            let width = sheet.header?.cells.count ?? 0
            for row in [sheet.header].compactMap({ $0 }) + sheet.rows where !row.isBlank {
                let cells = (0..<max(width, row.usedWidth)).map { escaped(row[$0].text) }
                lines.append("| | " + cells.joined(separator: " | ") + " |")
            }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// A backslash at a line's end gets a space, or it would turn the line end into letters.
    private static func escaped(_ text: String) -> String {
        text.replacing("<br>", with: "\\<br>").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .replacing("\\\n", with: "\\ \n").replacing("\n", with: "<br>").replacing("|", with: "\\|")
    }
}
