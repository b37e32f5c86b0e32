import Base
import Indicators
import Testing

/// Hidden cells against a reader who adds and subtracts.
struct DisclosureTests {
    @Test func aLoneSmallCellTakesANeighbourWithIt() {
        var release = Disclosure()
        for (cell, count) in [("all", 100), ("a", 3), ("b", 40), ("c", 57)] { release.add(cell, count) }
        release.add(total: "all", parts: ["a", "b", "c"])
        #expect(release.hidden(least: 5) == ["a", "b"])
    }

    @Test func twoOnesAreNotHiddenByEachOther() {
        var release = Disclosure()
        for (cell, count) in [("all", 22), ("a", 1), ("b", 1), ("c", 20)] { release.add(cell, count) }
        release.add(total: "all", parts: ["a", "b", "c"])
        #expect(release.hidden(least: 5) == ["a", "b", "c"])
    }

    @Test func whoWasNotSatisfiedIsNotWorkedOut() {
        var release = Disclosure()
        release.add("clients", 65)
        release.add("satisfied", 63)
        release.add(total: "clients", parts: ["satisfied"])
        #expect(!release.hidden(least: 5).isEmpty)
    }

    /// One month is the whole period: a hidden total printed there gives its parts away.
    @Test func aTotalThatIsPrintedElsewhereIsNotHidden() {
        var release = Disclosure()
        for (cell, count) in [("all", 5), ("a", 3), ("b", 2), ("month", 5)] { release.add(cell, count) }
        release.add(total: "all", parts: ["a", "b"])
        release.add(total: "all", parts: ["month"])
        #expect(release.hidden(least: 5) == ["all", "a", "b", "month"])
    }

    /// Seven items and seven gains: none is zero, or it would be shown.
    @Test func asManyOnesAsTheirSumAreNotHiddenByEachOther() {
        var release = Disclosure()
        let items = (1...7).map { "item \($0)" }
        for item in items { release.add(item, 1) }
        release.add("month", 7)
        release.addSameSum("gains", [["month"], items])
        #expect(release.hidden(least: 5) == Set(items + ["month"]))
    }

    /// Whoever is a person agreed once: 13 visits of 12 people leave room for one refusal.
    @Test func whatIsLeftOverBoundsWhatIsHidden() {
        var release = Disclosure()
        for (cell, count) in [("visits", 13), ("people", 12), ("refused", 1)] { release.add(cell, count) }
        release.add(within: ["visits"], ["people", "refused"])
        #expect(release.hidden(least: 5).count == 2)
        var frequent = Disclosure()
        for (cell, count) in [("visits", 14), ("people", 11), ("refused", 0)] { frequent.add(cell, count) }
        frequent.add(within: ["visits"], ["people", "refused"])
        #expect(frequent.hidden(least: 5).isEmpty, "a few second visits tell of nobody")
    }

    @Test func zeroAndLargeCellsStay() {
        var release = Disclosure()
        for (cell, count) in [("all", 60), ("a", 0), ("b", 60)] { release.add(cell, count) }
        release.add(total: "all", parts: ["a", "b"])
        #expect(release.hidden(least: 5).isEmpty)
        #expect(release.hidden(least: 1000) == ["all", "b"])
    }

    /// Tables of hamlets by months with totals in both directions: the attacker eliminates over fractions, apart from
    /// the code under test, and then tries every way to fill what is left of one sum.
    @Test(arguments: 1...60)
    func nothingComesBackBySubtraction(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let (rows, columns) = (Int.random(in: 2...6, using: &random), Int.random(in: 2...5, using: &random))
        let counts = (0..<rows).map { _ in
            (0..<columns).map { _ in [0, 1, 2, 3, 4, 6, 9, 25, 80].randomElement(using: &random)! }
        }
        var release = Disclosure()
        var truth: [String: Int] = [:]
        var sums: [(total: String, parts: [String])] = []
        for row in 0..<rows { for column in 0..<columns { truth["\(row),\(column)"] = counts[row][column] } }
        for row in 0..<rows {
            let parts = (0..<columns).map { "\(row),\($0)" }
            truth["\(row),all"] = counts[row].reduce(0, +)
            sums.append(("\(row),all", parts))
        }
        for column in 0..<columns {
            truth["all,\(column)"] = counts.reduce(0) { $0 + $1[column] }
            sums.append(("all,\(column)", (0..<rows).map { "\($0),\(column)" }))
        }
        truth["all"] = counts.reduce(0) { $0 + $1.reduce(0, +) }
        sums.append(("all", (0..<rows).map { "\($0),all" }))
        sums.append(("all", (0..<columns).map { "all,\($0)" }))
        for (cell, count) in truth { release.add(cell, count) }
        for sum in sums { release.add(total: sum.total, parts: sum.parts) }
        let least = [3, 5, 10].randomElement(using: &random)!
        let hidden = release.hidden(least: least)
        for (cell, count) in truth where (1..<least).contains(count) { #expect(hidden.contains(cell), "\(cell)") }
        let recovered = Attacker(shown: truth.filter { !hidden.contains($0.key) }, sums: sums).recovered()
        for (cell, value) in recovered {
            let count = try #require(truth[cell])
            #expect(value == Double(count))
            #expect(!(1..<least).contains(count), "seed \(seed): \(cell) comes back as \(count)")
        }
    }
}

/// A reader of a release who knows which cells add up.
struct Attacker {
    let shown: [String: Int]
    let sums: [(total: String, parts: [String])]

    /// The hidden cells that have one solution only, by elimination with floating numbers.
    func recovered() -> [String: Double] {
        let names = Array(Set(sums.flatMap { [$0.total] + $0.parts }).subtracting(shown.keys)).sorted()
        var rows = sums.map { sum -> [Double] in
            var row = [Double](repeating: 0, count: names.count + 1)
            for (cell, sign) in sum.parts.map({ ($0, 1.0) }) + [(sum.total, -1.0)] {
                if let count = shown[cell] {
                    row[names.count] -= sign * Double(count)
                } else {
                    row[names.firstIndex(of: cell)!] += sign
                }
            }
            return row
        }
        var top = 0
        for column in names.indices {
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
            if top == rows.count { break }
        }
        var found: [String: Double] = [:]
        for row in rows {
            let places = names.indices.filter { abs(row[$0]) > 1e-9 }
            if places.count == 1 { found[names[places[0]]] = (row[names.count] / row[places[0]]).rounded() }
        }
        return found
    }
}
