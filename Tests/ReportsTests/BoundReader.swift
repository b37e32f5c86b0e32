/// Narrows every unknown between what the sums allow; what is left with one value is read as if it were printed.
struct Reader {
    let shown: [String: Int]
    let sums: [(total: String, parts: [String])]
    let least: [Release.Law]
    /// Cells that are not zero: zero is shown, so that what is hidden is at least 1.
    let known: Set<String>

    func recovered(by bounds: [String: ClosedRange<Int>]) -> [String: Int] {
        bounds.filter { shown[$0.key] == nil && $0.value.count == 1 }.mapValues(\.lowerBound)
            .merging(eliminated()) { a, _ in a }
    }

    func bounds() -> [String: ClosedRange<Int>] {
        // What is over is a number as well.
        let over = least.indices.map { (least[$0].wholes, least[$0].parts + ["over \($0)"]) }
        let equations = (sums.map { ([$0.total], $0.parts) } + over).map { wholes, parts in
            wholes.map { ($0, 1) } + parts.map { ($0, -1) }
        }
        let names = Array(Set(equations.joined().map(\.0)))
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let most = (shown.values.max() ?? 0) * 10
        var ends = Ends(
            low: names.map { shown[$0] ?? (known.contains($0) ? 1 : 0) }, high: names.map { shown[$0] ?? most })
        let terms = equations.map { equation in
            Dictionary(equation.map { (places[$0.0]!, $0.1) }, uniquingKeysWith: +).filter { $0.value != 0 }
                .map { ($0.key, $0.value) }
        }
        var rounds = 0
        while rounds < 200, terms.reduce(false, { ends.narrow($1) || $0 }) { rounds += 1 }
        return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, ends.low[$0]...ends.high[$0]) })
    }

    /// Gauss-Jordan with floating numbers: the unknowns that have one solution whatever the bounds.
    private func eliminated() -> [String: Int] {
        let names = Set(sums.flatMap { [$0.total] + $0.parts }).subtracting(shown.keys).sorted()
        let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var rows = sums.map { sum -> [Double] in
            var row = [Double](repeating: 0, count: names.count + 1)
            for (cell, sign) in sum.parts.map({ ($0, 1.0) }) + [(sum.total, -1.0)] {
                if let count = shown[cell] {
                    row[names.count] -= sign * Double(count)
                } else {
                    row[place[cell]!] += sign
                }
            }
            return row
        }
        var top = 0
        for column in names.indices where top < rows.count {
            guard let pivot = (top..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-9
            else { continue }
            rows.swapAt(top, pivot)
            let lead = rows[top][column]
            rows[top] = rows[top].map { $0 / lead }
            for row in rows.indices where row != top && abs(rows[row][column]) > 1e-12 {
                let times = rows[row][column]
                rows[row] = zip(rows[row], rows[top]).map { $0 - times * $1 }
            }
            top += 1
        }
        var found: [String: Int] = [:]
        for row in rows {
            let places = names.indices.filter { abs(row[$0]) > 1e-9 }
            if places.count == 1 { found[names[places[0]]] = Int((row[names.count] / row[places[0]]).rounded()) }
        }
        return found
    }
}

/// Of each unknown the least and the most that it can be.
private struct Ends {
    var low: [Int]
    var high: [Int]

    /// By terms that add up to nothing.
    mutating func narrow(_ terms: [(place: Int, times: Int)]) -> Bool {
        var (least, most) = (0, 0)
        for (place, times) in terms {
            least += times * (times > 0 ? low[place] : high[place])
            most += times * (times > 0 ? high[place] : low[place])
        }
        var isNarrower = false
        for (place, times) in terms where low[place] < high[place] {
            let size = abs(times)
            // What the others leave to this one, `size` times over.
            let from = times > 0 ? size * high[place] - most : size * high[place] + least
            let to = times > 0 ? size * low[place] - least : size * low[place] + most
            let (bottom, top) = (max(low[place], from > 0 ? (from + size - 1) / size : 0), min(high[place], to / size))
            guard bottom <= top, bottom > low[place] || top < high[place] else { continue }
            (low[place], high[place]) = (bottom, top)
            // The sums above are of wider ends, which is true as well.
            isNarrower = true
        }
        return isNarrower
    }
}
