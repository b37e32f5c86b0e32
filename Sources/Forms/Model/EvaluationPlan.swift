/// Which items are evaluated again when one changes, and in what order. Computed once a form.
struct EvaluationPlan: Sendable {
    struct Dependent: Sendable {
        let item: Int
        /// Whether the dependents in all rows are concerned.
        let crossesRows: Bool
    }

    /// Items so that whatever one reads, and what is around it, stands before it.
    let order: [Int]
    /// Where an item stands in `order`.
    let position: [Int]
    /// The items whose relevance, calculation or row count reads an item's value, rows or relevance.
    let dependents: [[Dependent]]
    /// Items whose `trigger` names the item.
    let triggered: [[Int]]
}

/// Orders items by what they read, and finds cycles.
struct DependencyGraph {
    /// The item around each, or -1.
    let parents: [Int]
    /// By item: what its expressions read.
    let reads: [[ReferenceReader.Read]]

    private static let cycleLimit = 20

    private func next(_ item: Int, _ place: Int) -> Int? {
        let first = parents[item] >= 0 ? 1 : 0
        if place < first { return parents[item] }
        return place - first < reads[item].count ? reads[item][place - first].item : nil
    }

    /// The order, and cycles as items each reading the next, the last one reading the first; of cycles that share a
    /// way one is given. A depth-first search without recursion: a form may chain ten thousand calculations.
    func sorted() -> (order: [Int], cycles: [[Int]]) {
        var state = [UInt8](repeating: 0, count: reads.count)
        var depth = [Int](repeating: 0, count: reads.count)
        var order: [Int] = []
        var cycles: [[Int]] = []
        order.reserveCapacity(reads.count)
        for start in reads.indices where state[start] == 0 {
            var stack: [(item: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            depth[start] = 0
            while let (item, place) = stack.last {
                guard let read = next(item, place) else {
                    state[item] = 2
                    order.append(item)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                if state[read] == 1, cycles.count < Self.cycleLimit {
                    cycles.append(stack[depth[read]...].map(\.item))
                }
                if state[read] == 0 {
                    state[read] = 1
                    depth[read] = stack.count
                    stack.append((read, 0))
                }
            }
        }
        return (order, cycles)
    }

    func dependents() -> [[EvaluationPlan.Dependent]] {
        var dependents = [[EvaluationPlan.Dependent]](repeating: [], count: reads.count)
        for (item, reads) in reads.enumerated() {
            for read in reads { dependents[read.item].append(.init(item: item, crossesRows: read.crossesRows)) }
        }
        return dependents
    }
}
