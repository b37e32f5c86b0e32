import Base

/// Names at the left of the page, numbers at the right. No number is cut and none touches another: where there is no
/// room the names take more lines.
struct NumberTable {
    /// The first is the names'.
    let heads: [String]
    let rows: [(name: String, cells: [String])]

    /// The cells of each column: numbers stand under numbers, and their lower bounds behind them.
    private var columns: [[String]] {
        heads.indices.dropLast().map { place in
            let cells = rows.map(\.cells[place])
            let tails = cells.map { cell in cell.firstIndex(of: " ").map { String(cell[$0...]) } ?? "" }
            let room = tails.reduce(0) { max($0, $1.columns) }
            return zip(cells, tails).map { cell, tail in
                String(cell.dropLast(tail.count)) + tail.fitted(to: room)
            }
        }
    }

    /// The columns of numbers as wide as what stands in them, wider where there is room.
    private func widths(_ columns: [[String]]) -> [Int] {
        let needed = zip(heads.dropFirst(), columns).map { head, cells in
            (cells + [head]).reduce(0) { max($0, $1.columns) } + 2
        }
        let wide = needed.map { max(11, $0) }
        return Self.namesRoom(beside: wide) < Self.comfortable ? needed : wide
    }

    /// Columns in which most names of hamlets stand on one line.
    private static let comfortable = 22

    private static func namesRoom(beside widths: [Int]) -> Int {
        TerminalRenderer.width - 2 - widths.reduce(0, +)
    }

    var lines: [String] {
        let columns = columns
        let widths = widths(columns)
        let room = max(8, Self.namesRoom(beside: widths))
        let texts =
            [(heads[0], Array(heads.dropFirst()))]
            + rows.enumerated().map { row, line in (line.name, columns.map { $0[row] }) }
        return texts.flatMap { name, cells in
            name.wrapped(to: room - 1).enumerated().map { index, line in
                guard index == 0 else { return "    " + line }
                return "  " + line.fitted(to: room)
                    + zip(cells, widths).map { $0.fitted(to: $1, alignRight: true) }.joined()
            }
        }
    }
}
