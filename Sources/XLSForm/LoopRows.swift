internal import Base
internal import Forms

/// `begin loop over l`: its rows stand there once for every choice of the list, in a group with the choice's name and
/// label, and `%(name)s` and `%(label)s` in them are the choice's.
///
/// Source: pyxform, `builder.py`, `_create_loop_from_dict`.
struct LoopRows {
    let columns: Columns
    let choices: [String: [Choice]]
    /// The language of a column.
    let code: (Column) -> String
    /// Rows that may still be added.
    private(set) var room = FormReader.lineLimit
    /// The loop that was not unrolled to its end.
    private(set) var tooLong: Row?

    init(_ columns: Columns, choices: [String: [Choice]], code: @escaping (Column) -> String) {
        self.columns = columns
        self.choices = choices
        self.code = code
    }

    mutating func unrolled(_ rows: [Row], depth: Int = 0) -> [Row] {
        guard depth < 4, rows.contains(where: { list(of: $0) != nil }) else { return rows }
        var out: [Row] = []
        var at = 0
        while at < rows.count {
            out.append(rows[at])
            if let list = list(of: rows[at]), let choices = choices[list], let end = end(of: at, rows) {
                let inner = Array(rows[(at + 1)..<end])
                for choice in choices {
                    room -= inner.count + 2
                    guard room >= 0 else {
                        tooLong = tooLong ?? rows[at]
                        break
                    }
                    out.append(beginning(with: choice, at: rows[at]))
                    out += unrolled(inner.map { row(for: choice, of: $0) }, depth: depth + 1)
                    out.append(made(at: rows[at]) { $0.key == "type" ? "end_group" : "" })
                }
                at = end
            } else {
                at += 1
            }
        }
        return out
    }

    private func type(of row: Row) -> String { columns["type"].map { row[$0.position].text } ?? "" }

    private func list(of row: Row) -> String? {
        let text = type(of: row)
        // Most rows are told by their first letter.
        guard text.utf8.count > 15, text.utf8.first.map({ $0 | 0x20 }) == 0x62, case .begin(.loop) = TypeCell(text).kind
        else { return nil }
        return text.words.last.map(String.init)
    }

    private func end(of start: Int, _ rows: [Row]) -> Int? {
        var open = 0
        for at in start..<rows.count where type(of: rows[at]).lowercased().contains("loop") {
            if case .end(.loop) = TypeCell(type(of: rows[at])).kind { open -= 1 } else { open += 1 }
            if open == 0 { return at }
        }
        return nil
    }

    private func beginning(with choice: Choice, at row: Row) -> Row {
        made(at: row) { column in
            switch column.key {
            case "type": "begin_group"
            case "name": choice.name
            case "label": label(of: choice, in: column)
            default: ""
            }
        }
    }

    private func made(at row: Row, _ text: (Column) -> String) -> Row {
        var cells = [Cell](repeating: .blank, count: (columns.all.last?.position ?? -1) + 1)
        for column in columns.all { cells[column.position] = Cell(text(column)) }
        return Row(number: row.number, line: row.line, cells: cells)
    }

    private func row(for choice: Choice, of row: Row) -> Row {
        var cells = row.cells
        for column in columns.all where row[column.position].text.contains("%(") {
            let text = row[column.position].text.replacing("%(name)s", with: choice.name)
                .replacing("%(label)s", with: label(of: choice, in: column))
            cells[column.position] = Cell(text)
        }
        return Row(number: row.number, line: row.line, cells: cells)
    }

    private func label(of choice: Choice, in column: Column) -> String {
        choice.label[code: code(column)] ?? choice.label.texts.first?.text ?? ""
    }
}
