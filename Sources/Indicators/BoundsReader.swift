/// A reader of a release: how small and how large each hidden cell can be, by what is printed beside it.
///
/// Zero is printed, so that a hidden cell is at least 1. Each equation narrows its cells until none does any more; what
/// overlaps in it is taken as known.
struct BoundsReader {
    private var low: [Int]
    private var high: [Int]
    /// The equation by which each cell's upper and lower end came to be; -1 for what is known without one.
    private var upperReason: [Int]
    private var lowerReason: [Int]
    private let equations: [[Term]]

    /// A cell of an equation, the sum of whose terms is known.
    struct Term: Hashable {
        let cell: Int
        let times: Int

        init(_ cell: Int, _ times: Int) {
            self.cell = cell
            self.times = times
        }
    }

    /// More than any sum of counts, and far less than what overflows.
    private static let infinity = 1 << 40
    /// Sums that go in circles close in slowly; whoever reads on by hand has given up before.
    private static let rounds = 50

    /// `counts` are the true ones, by place; what is not `hidden` is printed, and nobody prints the `derived`.
    init(_ equations: [[Term]], counts: [Int], hidden: Set<Int>, derived: Set<Int>) {
        self.equations = equations
        low = counts
        high = counts
        upperReason = [Int](repeating: -1, count: counts.count)
        lowerReason = upperReason
        for cell in hidden {
            low[cell] = derived.contains(cell) ? 0 : min(1, counts[cell])
            high[cell] = Self.infinity
        }
        let results = equations.map { $0.reduce(0) { $0 + $1.times * counts[$1.cell] } }
        for _ in 0..<Self.rounds {
            var isNarrower = false
            for index in equations.indices where narrow(index, to: results[index]) { isNarrower = true }
            if !isNarrower { return }
        }
    }

    /// The largest number that a cell can be.
    func most(_ cell: Int) -> Int { high[cell] }

    /// The equations by which a cell's upper end is known.
    func path(to cell: Int) -> Set<Int> {
        var path: Set<Int> = []
        var open = [upperReason[cell]]
        while let next = open.popLast() {
            guard next >= 0, path.insert(next).inserted else { continue }
            for term in equations[next] { open += [upperReason[term.cell], lowerReason[term.cell]] }
        }
        return path
    }

    private mutating func narrow(_ index: Int, to result: Int) -> Bool {
        var (least, most) = (0, 0)
        for term in equations[index] {
            least += term.times > 0 ? term.times * low[term.cell] : term.times * high[term.cell]
            most += term.times > 0 ? term.times * high[term.cell] : term.times * low[term.cell]
        }
        var isNarrower = false
        for term in equations[index] where low[term.cell] < high[term.cell] {
            let (cell, size) = (term.cell, abs(term.times))
            let (bottom, top) = (size * low[cell], size * high[cell])
            // What the other terms leave to this one.
            let (from, to) =
                term.times > 0
                ? (result - (most - top), result - (least - bottom))
                : (least + top - result, most + bottom - result)
            if (0..<Self.infinity / 16).contains(to), to / size < high[cell] {
                high[cell] = to / size
                upperReason[cell] = index
                isNarrower = true
            }
            if from > 0, (from + size - 1) / size > low[cell] {
                low[cell] = (from + size - 1) / size
                lowerReason[cell] = index
                isNarrower = true
            }
        }
        return isNarrower
    }
}
