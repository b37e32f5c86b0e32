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
        var rows: [(Int, [String])] = []
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard let cells = cells(of: line, number, &faults) else { continue }
            rows.append((number, cells))
            guard number <= FormReader.lineLimit else { break }
        }
        return SheetRows.workbook(rows, &faults)
    }

    /// The cells of a table row; nil for prose, a comment and the line under a header.
    private static func cells(of line: Substring, _ number: Int, _ faults: inout FaultList) -> [String]? {
        guard line.utf8.first(where: { $0 != 0x20 && $0 != 0x09 }) == 0x7C else { return nil }
        var parts = split(String(line).trimmedSpace)
        let tail = parts.removeLast().trimmedSpace
        guard tail.isEmpty || tail.hasPrefix("#") else {
            faults.add(.unclosedTableRow, row: number, text: String(line))
            return nil
        }
        guard parts.count > 1 else { return nil }
        parts.removeFirst()
        let isRule = parts.allSatisfy { $0.utf8.allSatisfy { [0x20, 0x2D, 0x3A].contains($0) } }
        if isRule, parts.contains(where: { $0.utf8.contains(0x2D) }) { return nil }
        return parts
    }

    /// Between the pipes; `\|` is a pipe of the text, whatever stands before the backslash.
    private static func split(_ line: String) -> [String] {
        var parts: [String] = []
        var part: [UInt8] = []
        var hasBreak = false
        for byte in line.utf8 {
            switch byte {
            case 0x7C where part.last == 0x5C: part[part.count - 1] = byte
            case 0x7C:
                let text = String(decoding: part, as: UTF8.self)
                parts.append(hasBreak ? unescaped(text) : text)
                part = []
                hasBreak = false
            default:
                part.append(byte)
                if byte == 0x3E { hasBreak = true }
            }
        }
        parts.append(String(decoding: part, as: UTF8.self))
        return parts
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
