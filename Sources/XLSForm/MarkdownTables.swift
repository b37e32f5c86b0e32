/// A form as Markdown tables, pyxform's dialect: reviewable in a diff and writable in a test.
///
///     | survey |
///     |        | type | name | label |
///     |        | text | ten  | Tên   |
///
/// A first cell names the sheet, on a row of its own or on the header's; lines that are no table row are prose.
/// Source: pyxform, `xls2json_backends.md_to_dict`.
enum MarkdownTables {
    static func read(_ text: String, _ faults: inout FaultList) -> Workbook {
        var workbook = Workbook()
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            guard let cells = cells(of: String(line), number, &faults) else { continue }
            guard number <= FormReader.lineLimit else {
                faults.add(.tooManyRows(limit: FormReader.lineLimit), row: number)
                break
            }
            add(cells, number, to: &workbook, &faults)
        }
        return workbook
    }

    private static func add(_ cells: [String], _ number: Int, to workbook: inout Workbook, _ faults: inout FaultList) {
        let row = Row(number: number, cells: cells.dropFirst().map { Cell($0) })
        let name = Cell(cells.first ?? "").text
        if !name.isEmpty {
            if workbook.sheet(name.lowercased()) != nil { faults.add(.sheetTwice(name), row: number) }
            workbook.sheets.append(Sheet(name: name))
        }
        guard !workbook.sheets.isEmpty else { return }
        guard !row.isBlank else { return }
        let last = workbook.sheets.count - 1
        if workbook.sheets[last].header == nil {
            workbook.sheets[last].header = row
        } else {
            workbook.sheets[last].rows.append(row)
        }
    }

    /// The cells of a table row; nil for prose, a comment and the line under a header.
    private static func cells(of line: String, _ number: Int, _ faults: inout FaultList) -> [String]? {
        let line = line.trimmedSpace
        guard line.utf8.first == 0x7C else { return nil }
        var parts = split(line)
        let tail = parts.removeLast().trimmedSpace
        guard tail.isEmpty || tail.hasPrefix("#") else {
            faults.add(.unclosedTableRow, row: number, text: line)
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
        var isEscaped = false
        for byte in line.utf8 {
            switch byte {
            case 0x7C where isEscaped:
                part[part.count - 1] = byte
                isEscaped = false
            case 0x7C:
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
            default:
                part.append(byte)
                isEscaped = byte == 0x5C
            }
        }
        parts.append(String(decoding: part, as: UTF8.self))
        return parts
    }
}
