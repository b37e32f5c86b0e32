/// What sums together say of their hidden cells: Gauss-Jordan, modulo a prime that no coefficient reaches.
///
/// A sum has few cells, so a row holds its filled columns alone.
struct SumElimination {
    /// Of whole numbers so small that they are what the sums say and not a remainder.
    let equations: [[BoundsReader.Term]]

    /// Of the `hidden` cells those of the lowest `rank` are eliminated first, so that what is left is about the others.
    init(_ sums: [[BoundsReader.Term]], of hidden: Set<Int>, rank: (Int) -> Int) {
        let ranks = Set(sums.joined().map(\.cell)).intersection(hidden).map { (rank: rank($0), cell: $0) }
        let cells = ranks.sorted { ($0.rank, $0.cell) < ($1.rank, $1.cell) }.map(\.cell)
        let columns = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        var matrix = Matrix(width: cells.count)
        for sum in sums {
            var row: [Int: Int] = [:]
            for term in sum { if let column = columns[term.cell] { row[column, default: 0] += term.times } }
            matrix.append(row)
        }
        matrix.reduce()
        equations = matrix.rows.compactMap { row in
            let terms = row.map {
                BoundsReader.Term(cells[$0.column], $0.times > prime / 2 ? $0.times - prime : $0.times)
            }
            return terms.isEmpty || terms.contains { abs($0.times) > 8 } ? nil : terms
        }
    }
}

private let prime = 2_147_483_647

private struct Matrix {
    /// By column.
    private(set) var rows: [[(column: Int, times: Int)]] = []
    /// The rows in which each column is filled.
    private var holders: [Set<Int>]

    init(width: Int) { holders = Array(repeating: [], count: width) }

    mutating func append(_ row: [Int: Int]) {
        let filled = row.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        for (column, _) in filled { holders[column].insert(rows.count) }
        rows.append(filled.map { ($0.key, ($0.value % prime + prime) % prime) })
    }

    mutating func reduce() {
        var isDone = [Bool](repeating: false, count: rows.count)
        for column in holders.indices {
            let held = holders[column]
            // The shortest row, so that the others stay short.
            let open = held.filter { !isDone[$0] }
            guard let pivot = open.min(by: { (rows[$0].count, $0) < (rows[$1].count, $1) }) else { continue }
            isDone[pivot] = true
            let factor = inverse(times(of: column, in: pivot))
            for place in rows[pivot].indices { rows[pivot][place].times = rows[pivot][place].times * factor % prime }
            for row in held where row != pivot { add(pivot, prime - times(of: column, in: row), to: row) }
        }
    }

    private func times(of column: Int, in row: Int) -> Int {
        rows[row].first { $0.column == column }?.times ?? 0
    }

    /// Adds one row so many times to another: both run along their columns.
    private mutating func add(_ source: Int, _ times: Int, to target: Int) {
        let (added, old) = (rows[source], rows[target])
        var sum: [(column: Int, times: Int)] = []
        sum.reserveCapacity(added.count + old.count)
        var next = 0
        for (column, value) in added {
            while next < old.count, old[next].column < column {
                sum.append(old[next])
                next += 1
            }
            if next < old.count, old[next].column == column {
                let both = (old[next].times + times * value) % prime
                next += 1
                if both == 0 { holders[column].remove(target) } else { sum.append((column, both)) }
            } else {
                holders[column].insert(target)
                sum.append((column, times * value % prime))
            }
        }
        rows[target] = sum + old[next...]
    }
}

/// By Fermat: the power of prime - 2.
private func inverse(_ number: Int) -> Int {
    var (result, base, power) = (1, number, prime - 2)
    while power > 0 {
        if power & 1 == 1 { result = result * base % prime }
        base = base * base % prime
        power >>= 1
    }
    return result
}
