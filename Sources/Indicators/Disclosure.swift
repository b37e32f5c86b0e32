/// Which cells of one release must be hidden so that no count of few people can be read or worked out from it.
///
/// A cell from 1 to below `least` is small; zero shows nobody and stays. First the small cells are hidden, then as many
/// others as it takes that the sums between cells leave every small one room to be `least` too.
package struct Disclosure: Hashable, Sendable {
    /// Every number of the release has one name and one place; a number printed at several places has one name.
    private var places: [String: Int] = [:]
    private var names: [String] = []
    private var counts: [Int] = []
    /// Numbers that are not printed but would follow: who was not satisfied, of those asked.
    private var derived: Set<Int> = []
    /// Of these, the ones that tell of nobody when they are small: visits beyond each person's first.
    private var slack: Set<Int> = []
    private var sums: [Sum] = []
    /// As they were given, so that a sum that follows from two rules is kept once.
    private var stated: Set<Sum> = []

    /// The parts together are the wholes together.
    private struct Sum: Hashable {
        let wholes: [Int]
        let parts: [Int]
        var cells: [Int] { wholes + parts }
    }

    package init() {}

    /// Adds a cell that is printed.
    package mutating func add(_ cell: String, _ count: Int) {
        if let place = places[cell] {
            counts[place] = count
        } else {
            _ = append(cell, count)
        }
    }

    private mutating func append(_ cell: String, _ count: Int, isDerived: Bool = false) -> Int {
        places[cell] = names.count
        names.append(cell)
        counts.append(count)
        if isDerived { derived.insert(names.count - 1) }
        return names.count - 1
    }

    /// States that `parts` add up to `total`; whatever is missing becomes a cell of its own that nobody prints, and that
    /// may not come back either. Parts that overlap are taken as if they did not: a reader who guesses that they hardly do
    /// must learn nothing either.
    package mutating func add(total: String, parts: [String]) {
        guard let total = places[total], var parts = news(parts, of: [total]) else { return }
        let rest = counts[total] - sum(parts)
        if rest > 0 { parts.append(append("rest-\(sums.count)", rest, isDerived: true)) }
        sums.append(Sum(wholes: [total], parts: parts))
    }

    /// States that `parts` together are no more than `wholes` together, unless the counts themselves belie it. What is
    /// over tells of nobody; it can be named, to be a part of something itself.
    package mutating func add(within wholes: [String], _ parts: [String], over name: String? = nil) {
        guard let wholes = allPlaces(of: wholes), let parts = news(parts, of: wholes), sum(wholes) >= sum(parts) else {
            return
        }
        let over = append(name ?? "over-\(sums.count)", sum(wholes) - sum(parts), isDerived: true)
        slack.insert(over)
        sums.append(Sum(wholes: wholes, parts: parts + [over]))
    }

    /// States that it is known by how much `parts` are not `wholes`, such as by the people of two groups.
    package mutating func add(known wholes: [String], _ parts: [String]) {
        guard let wholes = allPlaces(of: wholes), let parts = allPlaces(of: parts) else { return }
        sums.append(Sum(wholes: wholes, parts: parts))
    }

    /// Nil unless every one is a cell.
    private func allPlaces(of names: [String]) -> [Int]? {
        let found = names.compactMap { places[$0] }
        return found.count == names.count && !found.isEmpty ? found : nil
    }

    /// The places of `parts`; nil when there are none, or the same was stated before.
    private mutating func news(_ parts: [String], of wholes: [Int]) -> [Int]? {
        let parts = parts.compactMap { places[$0] }.filter { !wholes.contains($0) }
        guard !parts.isEmpty, stated.insert(Sum(wholes: wholes, parts: parts)).inserted else {
            return nil
        }
        return parts
    }

    private func sum(_ cells: [Int]) -> Int { cells.reduce(0) { $0 + counts[$1] } }

    /// States that two sets of cells have the same sum, which is printed nowhere.
    package mutating func addSameSum(_ name: String, _ sides: [[String]]) {
        let sides = sides.map { $0.compactMap { places[$0] } }.filter { !$0.isEmpty }
        guard let first = sides.first else { return }
        let total = append(name, sum(first), isDerived: true)
        for side in sides { sums.append(Sum(wholes: [total], parts: side)) }
    }

    /// The printed cells to hide. `least` is the smallest count that may be shown, such as 5.
    package func hidden(least: Int) -> Set<String> {
        let small = counts.indices.filter { (1..<least).contains(counts[$0]) && !slack.contains($0) }
        var hidden = derived.union(small)
        var equations = sums.map(Self.terms)
        let direct = equations.count
        var uses: [Int: Int] = [:]
        for cell in sums.flatMap(\.cells) { uses[cell, default: 0] += 1 }
        let loose = slack.filter { uses[$0] == 1 }
        while true {
            let more = nextToHide(hidden, small, equations, direct, least: least)
            if !more.isEmpty {
                hidden.formUnion(more)
                equations.removeSubrange(direct...)
            } else if equations.count == direct {
                // Of a bound on one cell alone nothing more follows.
                let joint = equations.filter { $0.count { hidden.contains($0.cell) && !loose.contains($0.cell) } > 1 }
                equations +=
                    SumElimination(joint, of: hidden) {
                        slack.contains($0) ? 2 : (1..<least).contains(counts[$0]) ? 1 : 0
                    }.equations
                if equations.count == direct { break }
            } else {
                break
            }
        }
        return Set(hidden.subtracting(derived).map { names[$0] })
    }

    /// A whole that is named several times counts so often; it stands in one run.
    private static func terms(of sum: Sum) -> [BoundsReader.Term] {
        sum.wholes.reduce(into: sum.parts.map { BoundsReader.Term($0, 1) }) { terms, whole in
            let times = terms.last.flatMap { $0.cell == whole ? $0.times : nil } ?? 0
            if times < 0 { terms.removeLast() }
            terms.append(BoundsReader.Term(whole, times - 1))
        }
    }

    /// For each leak the cheapest cell whose hiding closes it; leaks that the same sums give away one at a time. Empty
    /// when there is none. Equations from `direct` on follow from the sums.
    private func nextToHide(
        _ hidden: Set<Int>, _ small: [Int], _ equations: [[BoundsReader.Term]], _ direct: Int, least: Int
    ) -> Set<Int> {
        let reader = BoundsReader(equations, counts: counts, hidden: hidden, derived: derived)
        var chosen: Set<Int> = []
        for leak in small where reader.most(leak) < least {
            let path = reader.path(to: leak)
            let near =
                path.allSatisfy { $0 < direct } ? path.map { sums[$0] } : sums.filter { $0.cells.contains(leak) }
            guard near.allSatisfy({ chosen.isDisjoint(with: $0.cells) }) else { continue }
            // Where everything around is hidden already, something further off gives it away.
            if let cell = cheapest(in: near, hidden) ?? (chosen.isEmpty ? cheapest(in: sums, hidden) : nil) {
                chosen.insert(cell)
            }
        }
        return chosen
    }

    /// The smallest part that is still shown and is not zero, else a total that is not, else a zero.
    private func cheapest(in sums: [Sum], _ hidden: Set<Int>) -> Int? {
        let parts = sums.flatMap(\.parts).filter { !hidden.contains($0) }
        let totals = sums.flatMap(\.wholes).filter { !hidden.contains($0) }
        for cells in [parts.filter { counts[$0] > 0 }, totals.filter { counts[$0] > 0 }, parts + totals] {
            if let cell = cells.min(by: { (counts[$0], names[$0]) < (counts[$1], names[$1]) }) { return cell }
        }
        return nil
    }
}
