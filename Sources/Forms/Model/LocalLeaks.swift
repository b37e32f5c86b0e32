/// Where an answer that stays on this computer (a `local.*` role) would get into what is stored and sent: by the value of
/// a calculation, a default or a choice among a repeat's answers, also through others that are calculated from it.
///
/// A condition may ask for such an answer: that something was asked says no name. What a label shows is not stored.
struct LocalLeaks {
    struct Leak {
        /// Nil for the form's `instance_name`.
        let item: Int?
        let column: ItemColumn
        /// The question of which the answer leaks.
        let source: Int
        /// Where the expression reads it, or what is calculated from it.
        let offset: Int?
    }

    let items: [Item]
    let layout: Layout
    /// Which items an expression reads, as it stands on an item, and where in the expression.
    let reads: (Expression, Int) -> [Int: Int]

    /// In the order of the form.
    func found(instanceName: Expression?) -> [Leak] {
        var sources: [Int: Int] = [:]
        for item in items where item.role?.isLocal == true { sources[item.index] = item.index }
        guard !sources.isEmpty else { return [] }
        let flows = items.map { values(of: $0) }
        var readers = [[Int]](repeating: [], count: items.count)
        for item in items {
            for read in Set(flows[item.index].flatMap(\.reads.keys)) { readers[read].append(item.index) }
        }
        var open = sources.keys.sorted()
        while let read = open.popLast() {
            for reader in readers[read] where sources[reader] == nil {
                sources[reader] = sources[read]
                open.append(reader)
            }
        }
        var leaks: [Leak] = []
        for item in items where item.role?.isLocal != true && item.type != .note {
            for value in flows[item.index] {
                guard let (source, offset) = first(of: value.reads, from: sources) else { continue }
                leaks.append(Leak(item: item.index, column: value.column, source: source, offset: offset))
            }
        }
        if let instanceName, let (source, offset) = first(of: reads(instanceName, 0), from: sources) {
            leaks.append(Leak(item: nil, column: .calculation, source: source, offset: offset))
        }
        return leaks
    }

    private func first(of reads: [Int: Int], from sources: [Int: Int]) -> (source: Int, offset: Int)? {
        let found = reads.compactMap { item, offset in sources[item].map { (source: $0, offset: offset) } }
        return found.min { ($0.source, $0.offset) < ($1.source, $1.offset) }
    }

    /// What an item's stored value comes from, by column.
    private func values(of item: Item) -> [(column: ItemColumn, reads: [Int: Int])] {
        var values: [(ItemColumn, [Int: Int])] = []
        if let calculation = item.calculation { values.append((.calculation, reads(calculation, item.index))) }
        if case .dynamic(let expression) = item.defaultValue {
            values.append((.defaultValue, reads(expression, item.index)))
        }
        if case .rows(let name) = item.listSource, let source = layout.indexByName[name] {
            values.append((.type, [source: 0]))
        }
        return values
    }
}
