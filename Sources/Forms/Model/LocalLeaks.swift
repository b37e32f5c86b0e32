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
    }

    let items: [Item]
    let layout: Layout
    /// Which items an expression reads, as it stands on an item.
    let reads: (Expression, Int) -> Set<Int>

    /// In the order of the form.
    func found(instanceName: Expression?) -> [Leak] {
        var sources: [Int: Int] = [:]
        for item in items where item.role?.isLocal == true { sources[item.index] = item.index }
        guard !sources.isEmpty else { return [] }
        let flows = items.map { values(of: $0) }
        var readers = [[Int]](repeating: [], count: items.count)
        for item in items {
            for read in Set(flows[item.index].flatMap(\.reads)) { readers[read].append(item.index) }
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
                guard let source = value.reads.lazy.compactMap({ sources[$0] }).min() else { continue }
                leaks.append(Leak(item: item.index, column: value.column, source: source))
            }
        }
        if let instanceName, let source = reads(instanceName, 0).lazy.compactMap({ sources[$0] }).min() {
            leaks.append(Leak(item: nil, column: .calculation, source: source))
        }
        return leaks
    }

    /// What an item's stored value comes from, by column.
    private func values(of item: Item) -> [(column: ItemColumn, reads: Set<Int>)] {
        var values: [(ItemColumn, Set<Int>)] = []
        if let calculation = item.calculation { values.append((.calculation, reads(calculation, item.index))) }
        if case .dynamic(let expression) = item.defaultValue {
            values.append((.defaultValue, reads(expression, item.index)))
        }
        if case .rows(let name) = item.listSource, let source = layout.indexByName[name] {
            values.append((.type, [source]))
        }
        return values
    }
}
