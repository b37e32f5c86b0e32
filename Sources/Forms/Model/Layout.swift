/// Tables about the form's tree, computed once a form.
struct Layout: Sendable {
    /// Children of an item at index + 1; of the top at 0. In the order of the sheet.
    let children: [[Int]]
    /// The items from the top down to and including the item.
    let lineage: [[Int]]
    /// The innermost repeat around each item, or -1.
    let enclosingRepeat: [Int]
    /// How many items stand inside each.
    let descendantCounts: [Int]
    /// Answer keys, by item.
    let keys: [String]
    /// By enclosing repeat + 1: answer key → item. Groups have none.
    let itemByKey: [[String: Int]]
    /// The name of the element around a record.
    let rootName: String
    /// What `${}` can name beside questions.
    let metaNames: Set<String>
    /// Names that occur once.
    let indexByName: [String: Int]
    /// Names that occur more often, which `${}` cannot mean.
    let ambiguousNames: Set<String>

    init(_ items: [Item], _ header: Form.Header) {
        var children = [[Int]](repeating: [], count: items.count + 1)
        var lineage: [[Int]] = []
        var enclosing: [Int] = []
        for item in items {
            children[item.parent + 1].append(item.index)
            lineage.append(item.parent < 0 ? [item.index] : lineage[item.parent] + [item.index])
            let parent = item.parent
            enclosing.append(parent < 0 ? -1 : items[parent].type == .repeat ? parent : enclosing[parent])
        }
        var counts = [Int](repeating: 0, count: items.count)
        for item in items.reversed() where item.parent >= 0 { counts[item.parent] += counts[item.index] + 1 }
        descendantCounts = counts
        self.children = children
        self.lineage = lineage
        enclosingRepeat = enclosing
        keys = Self.keys(of: items, lineage: lineage, enclosing: enclosing)
        itemByKey = Self.table(of: items, keys: keys, enclosing: enclosing)
        let named = Dictionary(grouping: items, by: \.name)
        let ambiguous = Set(named.filter { $0.value.count > 1 || header.metaNames.contains($0.key) }.keys)
        indexByName = named.compactMapValues { ambiguous.contains($0[0].name) ? nil : $0[0].index }
        ambiguousNames = ambiguous
        rootName = header.rootName
        metaNames = header.metaNames
    }

    /// The nearest group is prefixed to names that occur twice in one repeat's scope, then the next, until they differ.
    private static func keys(of items: [Item], lineage: [[Int]], enclosing: [Int]) -> [String] {
        struct Key: Hashable { let scope: Int; let text: String }
        var keys = items.map(\.name)
        for prefixes in 1...64 {
            var seen: [Key: Int] = [:]
            for item in items where item.type != .group {
                seen[Key(scope: enclosing[item.index], text: keys[item.index]), default: 0] += 1
            }
            guard seen.values.contains(where: { $0 > 1 }) else { break }
            for item in items where item.type != .group {
                guard seen[Key(scope: enclosing[item.index], text: keys[item.index])]! > 1 else { continue }
                let groups = lineage[item.index].dropLast().reversed().prefix { items[$0].type == .group }
                let path = groups.prefix(prefixes).reversed().map { items[$0].name } + [item.name]
                keys[item.index] = path.joined(separator: "/")
            }
        }
        return keys
    }

    private static func table(of items: [Item], keys: [String], enclosing: [Int]) -> [[String: Int]] {
        var table = [[String: Int]](repeating: [:], count: items.count + 1)
        for item in items where item.type != .group {
            table[enclosing[item.index] + 1][keys[item.index]] = item.index
        }
        return table
    }

    /// The item that the names lead to from the record's root, which is the first of them.
    func item(along names: [String], in items: [Item]) -> Int? {
        guard names.first == rootName, names.count > 1 else { return nil }
        var here = -1
        for name in names.dropFirst() {
            guard let child = children[here + 1].first(where: { items[$0].name == name }) else { return nil }
            here = child
        }
        return here
    }
}
