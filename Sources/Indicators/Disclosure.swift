/// Which cells of one release must be hidden so that no count of few people can be read or worked out from it.
///
/// A cell from 1 to below `least` is small; zero shows nobody and stays. First the small cells are hidden, then as many
/// others as it takes that no small cell follows from those shown and from the sums that hold between them.
package struct Disclosure: Hashable, Sendable {
    /// Every number of the release by its own name; a number printed at several places has one name.
    private var counts: [String: Int] = [:]
    /// Numbers that are not printed but would follow: who was not satisfied, of those asked.
    private var derived: Set<String> = []
    private var sums: [Sum] = []
    /// As they were given, so that a sum that follows from two rules is kept once.
    private var stated: Set<Sum> = []

    /// The parts together are the total.
    private struct Sum: Hashable {
        let total: String
        let parts: [String]
        var cells: [String] { [total] + parts }
    }

    package init() {}

    /// Adds a cell that is printed.
    package mutating func add(_ cell: String, _ count: Int) {
        counts[cell] = count
    }

    /// States that `parts` add up to `total`; whatever is missing becomes a cell of its own that nobody prints. Parts
    /// that overlap are taken as if they did not: a reader who guesses that they hardly do must learn nothing either.
    package mutating func add(total: String, parts: [String]) {
        var parts = parts.filter { counts[$0] != nil && $0 != total }
        guard let whole = counts[total], !parts.isEmpty, stated.insert(Sum(total: total, parts: parts)).inserted else {
            return
        }
        let rest = whole - parts.reduce(0) { $0 + (counts[$1] ?? 0) }
        if rest > 0 {
            parts.append("\(total)-rest-\(sums.count)")
            counts[parts.last!] = rest
            derived.insert(parts.last!)
        }
        sums.append(Sum(total: total, parts: parts))
    }

    /// States that two sets of cells have the same sum, which is printed nowhere.
    package mutating func addSameSum(_ name: String, _ sides: [[String]]) {
        guard let first = sides.first(where: { !$0.isEmpty }) else { return }
        counts[name] = first.reduce(0) { $0 + (counts[$1] ?? 0) }
        derived.insert(name)
        for side in sides where !side.isEmpty { sums.append(Sum(total: name, parts: side)) }
    }

    /// The printed cells to hide. `least` is the smallest count that may be shown, such as 5.
    package func hidden(least: Int) -> Set<String> {
        let small = Set(counts.filter { (1..<least).contains($0.value) }.keys)
        var hidden = small.union(derived)
        while let cell = nextToHide(hidden, small: small, least: least) { hidden.insert(cell) }
        return hidden.subtracting(derived)
    }

    /// The cheapest cell whose hiding closes the first leak; nil when there is none.
    private func nextToHide(_ hidden: Set<String>, small: Set<String>, least: Int) -> String? {
        for sum in sums where !small.isDisjoint(with: sum.cells) && leaks(sum, hidden, least: least) {
            if let cell = cheapest(in: sum, hidden) { return cell }
        }
        let solved = determined(hidden).intersection(small)
        guard !solved.isEmpty else { return nil }
        let near = sums.filter { !solved.isDisjoint(with: $0.cells) }
        // Where everything around is hidden already, something further off gives it away.
        for candidates in [near, sums] {
            let cells = candidates.compactMap { cheapest(in: $0, hidden) }
            if let cell = cells.min(by: { (counts[$0]!, $0) < (counts[$1]!, $1) }) { return cell }
        }
        return nil
    }

    /// Too few unknowns, or unknowns that together leave too little room to hide in.
    private func leaks(_ sum: Sum, _ hidden: Set<String>, least: Int) -> Bool {
        if hidden.contains(sum.total) { return false }
        let unknown = sum.parts.filter(hidden.contains)
        guard !unknown.isEmpty else { return false }
        let room = unknown.reduce(0) { $0 + counts[$1]! } - unknown.count
        return unknown.count < 2 || room < least - 1
    }

    /// The smallest part that is still shown and is not zero, else a zero, else the total.
    private func cheapest(in sum: Sum, _ hidden: Set<String>) -> String? {
        let shown = sum.parts.filter { !hidden.contains($0) }
        let best = shown.filter { counts[$0]! > 0 }.min { (counts[$0]!, $0) < (counts[$1]!, $1) }
        return best ?? (hidden.contains(sum.total) ? shown.min() : sum.total)
    }

    /// The hidden cells that follow from the shown ones by adding and subtracting: Gauss-Jordan over the sums, modulo a
    /// prime that no coefficient reaches.
    private func determined(_ hidden: Set<String>) -> Set<String> {
        let unknown = sums.flatMap(\.cells).filter(hidden.contains)
        var names: [String] = []
        var columns: [String: Int] = [:]
        for name in unknown where columns[name] == nil {
            columns[name] = names.count
            names.append(name)
        }
        var rows = sums.map { sum -> [Int] in
            var row = [Int](repeating: 0, count: names.count)
            for part in sum.parts { if let column = columns[part] { row[column] += 1 } }
            if let column = columns[sum.total] { row[column] -= 1 }
            return row.map { ($0 % Self.prime + Self.prime) % Self.prime }
        }
        Self.reduce(&rows, width: names.count)
        var solved: Set<String> = []
        for row in rows {
            let places = row.indices.filter { row[$0] != 0 }
            if places.count == 1 { solved.insert(names[places[0]]) }
        }
        return solved
    }

    private static let prime = 2_147_483_647

    private static func reduce(_ rows: inout [[Int]], width: Int) {
        var top = 0
        for column in 0..<width {
            guard let pivot = (top..<rows.count).first(where: { rows[$0][column] != 0 }) else { continue }
            rows.swapAt(top, pivot)
            let factor = inverse(rows[top][column])
            rows[top] = rows[top].map { $0 * factor % prime }
            for row in rows.indices where row != top && rows[row][column] != 0 {
                let times = prime - rows[row][column]
                for place in column..<width { rows[row][place] = (rows[row][place] + times * rows[top][place]) % prime }
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
