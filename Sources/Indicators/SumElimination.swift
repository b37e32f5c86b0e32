/// What sums together say of their hidden cells: Gauss-Jordan, modulo a prime that no coefficient reaches.
struct SumElimination {
    /// Of whole numbers so small that they are what the sums say and not a remainder.
    let equations: [[BoundsReader.Term]]

    /// Of the `hidden` cells those of the lowest `rank` are eliminated first, so that what is left is about the others.
    init(_ sums: [[BoundsReader.Term]], of hidden: Set<Int>, rank: (Int) -> Int) {
        let cells = Set(sums.joined().map(\.cell)).intersection(hidden).sorted { (rank($0), $0) < (rank($1), $1) }
        let columns = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        var rows = sums.map { sum -> [Int] in
            var row = [Int](repeating: 0, count: cells.count)
            for term in sum { if let column = columns[term.cell] { row[column] += term.times } }
            return row.map { ($0 % Self.prime + Self.prime) % Self.prime }
        }
        Self.reduce(&rows, width: cells.count)
        equations = rows.compactMap { row in
            let terms = row.indices.filter { row[$0] != 0 }.map { place in
                BoundsReader.Term(cells[place], row[place] > Self.prime / 2 ? row[place] - Self.prime : row[place])
            }
            return terms.isEmpty || terms.contains { abs($0.times) > 8 } ? nil : terms
        }
    }

    private static let prime = 2_147_483_647

    private static func reduce(_ rows: inout [[Int]], width: Int) {
        var top = 0
        var lengths = rows.map { row in row.count { $0 != 0 } }
        for column in 0..<width {
            // The shortest row, so that the others stay short.
            let pivots = (top..<rows.count).filter { rows[$0][column] != 0 }
            guard let pivot = pivots.min(by: { lengths[$0] < lengths[$1] }) else { continue }
            rows.swapAt(top, pivot)
            lengths.swapAt(top, pivot)
            let factor = inverse(rows[top][column])
            rows[top] = rows[top].map { $0 * factor % prime }
            for row in rows.indices where row != top && rows[row][column] != 0 {
                let times = prime - rows[row][column]
                for place in column..<width where rows[top][place] != 0 {
                    rows[row][place] = (rows[row][place] + times * rows[top][place]) % prime
                }
                lengths[row] = rows[row].count { $0 != 0 }
            }
            top += 1
            if top == rows.count { return }
        }
    }

    /// By Fermat: the power of prime - 2.
    private static func inverse(_ number: Int) -> Int {
        var (result, base, power) = (1, number, prime - 2)
        while power > 0 {
            if power & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            power >>= 1
        }
        return result
    }
}
