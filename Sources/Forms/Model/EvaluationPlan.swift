/// Which items are evaluated again when one changes, and in what order. Computed once a form.
struct EvaluationPlan: Sendable {
    struct Dependent: Sendable {
        let item: Int
        /// Whether the dependents in all rows are concerned.
        let crossesRows: Bool
    }

    /// Items so that whatever one reads stands before it.
    let order: [Int]
    /// Where an item stands in `order`.
    let position: [Int]
    /// The items that read an item's value, rows or relevance; children among them.
    let dependents: [[Dependent]]
    /// Items whose `trigger` names the item.
    let triggered: [[Int]]
}

/// Orders items by what they read, and finds cycles.
struct DependencyGraph {
    /// By item: what it reads, its parent included.
    let reads: [[ReferenceReader.Read]]

    enum Outcome {
        case order([Int])
        /// Items, each reading the next, the last one reading the first.
        case cycle([Int])
    }

    /// A depth-first search without recursion: a form may chain ten thousand calculations.
    func sorted() -> Outcome {
        var state = [UInt8](repeating: 0, count: reads.count)
        var order: [Int] = []
        order.reserveCapacity(reads.count)
        for start in reads.indices where state[start] == 0 {
            var stack: [(item: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let (item, next) = stack.last {
                guard next < reads[item].count else {
                    state[item] = 2
                    order.append(item)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let read = reads[item][next].item
                if state[read] == 1 {
                    let from = stack.firstIndex { $0.item == read } ?? 0
                    return .cycle(stack[from...].map(\.item))
                }
                if state[read] == 0 {
                    state[read] = 1
                    stack.append((read, 0))
                }
            }
        }
        return .order(order)
    }

    func dependents() -> [[EvaluationPlan.Dependent]] {
        var dependents = [[EvaluationPlan.Dependent]](repeating: [], count: reads.count)
        for (item, reads) in reads.enumerated() {
            for read in reads { dependents[read.item].append(.init(item: item, crossesRows: read.crossesRows)) }
        }
        return dependents
    }
}
