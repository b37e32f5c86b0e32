internal import Base

extension Form {
    /// The name of the element around a record. Source: pyxform's default.
    package static let rootName = "data"

    /// Puts a form together and checks what its parts say about each other: references, paths, lists, patterns,
    /// cycles, roles. All faults are given at once; the form only when there are none.
    package static func assemble(
        _ header: Header, items: [Item], lists: [ChoiceList]
    ) -> (form: Form?, faults: [DefinitionFault]) {
        var assembly = Assembly(header: header, items: items, lists: lists)
        return (assembly.form(), assembly.faults)
    }
}

private struct Assembly {
    let header: Form.Header
    let items: [Item]
    let lists: [String: ChoiceList]
    let layout: Layout
    var faults: [DefinitionFault] = []
    private var reads: [[ReferenceReader.Read]] = []
    private var checkedPatterns: [String: Bool] = [:]

    init(header: Form.Header, items: [Item], lists: [ChoiceList]) {
        self.header = header
        self.items = items
        self.lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        layout = Layout(items)
    }

    mutating func form() -> Form? {
        for item in items { check(item) }
        checkRoles()
        if let instanceName = header.instanceName, let first = items.first {
            var reader = ReferenceReader(items: items, layout: layout)
            reader.read(instanceName, on: first.index)
            faults += reader.faults.map { DefinitionFault($0.kind, item: nil, column: .calculation, offset: $0.offset) }
        }
        let graph = DependencyGraph(reads: reads)
        switch graph.sorted() {
        case .cycle(let cycle):
            let names = (cycle + [cycle[0]]).map { items[$0].name }
            let isCalculated = items[cycle[0]].calculation != nil
            let column: ItemColumn = isCalculated ? .calculation : .relevant
            faults.append(DefinitionFault(.cycle(names), item: cycle[0], column: column))
            return nil
        case .order(let order):
            guard faults.isEmpty else { return nil }
            return Form(header: header, items: items, lists: lists, layout: layout, plan: plan(order, graph))
        }
    }

    private func plan(_ order: [Int], _ graph: DependencyGraph) -> EvaluationPlan {
        var position = [Int](repeating: 0, count: items.count)
        for (place, item) in order.enumerated() { position[item] = place }
        var triggered = [[Int]](repeating: [], count: items.count)
        for item in items {
            for name in item.trigger { layout.indexByName[name].map { triggered[$0].append(item.index) } }
        }
        return EvaluationPlan(
            order: order, position: position, dependents: graph.dependents(), triggered: triggered)
    }

    // MARK: - One item

    private mutating func check(_ item: Item) {
        var reads: Set<ReferenceReader.Read> = []
        if item.parent >= 0 { reads.insert(.init(item: item.parent, crossesRows: false)) }
        read(item.relevant, of: item, .relevant, into: &reads)
        read(item.repeatCount, of: item, .repeatCount, into: &reads)
        var others: Set<ReferenceReader.Read> = []
        if item.trigger.isEmpty {
            read(item.calculation, of: item, .calculation, into: &reads)
        } else {
            read(item.calculation, of: item, .calculation, into: &others)
        }
        read(item.required, of: item, .required, into: &others)
        read(item.constraint, of: item, .constraint, into: &others)
        read(item.readonly, of: item, .readonly, into: &others)
        read(item.choiceFilter, of: item, .choiceFilter, isFilter: true, into: &others)
        if case .dynamic(let expression) = item.defaultValue {
            read(expression, of: item, .defaultValue, into: &others)
        }
        checkTexts(of: item)
        for name in item.trigger where layout.indexByName[name] == nil {
            let nearest = name.nearest(in: layout.indexByName.keys.sorted())
            faults.append(
                DefinitionFault(.unknownReference(name, nearest: nearest), item: item.index, column: .trigger))
        }
        if let list = item.list, lists[list] == nil {
            let nearest = list.nearest(in: lists.keys.sorted())
            faults.append(DefinitionFault(.unknownList(list, nearest: nearest), item: item.index, column: .type))
        }
        self.reads.append(reads.sorted { ($0.item, $0.crossesRows ? 1 : 0) < ($1.item, $1.crossesRows ? 1 : 0) })
    }

    private mutating func read(
        _ expression: Expression?, of item: Item, _ column: ItemColumn, isFilter: Bool = false,
        into reads: inout Set<ReferenceReader.Read>
    ) {
        guard let expression else { return }
        var reader = ReferenceReader(items: items, layout: layout)
        if isFilter { reader.readFilter(expression, on: item.index) } else { reader.read(expression, on: item.index) }
        reads.formUnion(reader.reads)
        faults += reader.faults.map {
            DefinitionFault($0.kind, item: item.index, column: column, offset: $0.offset)
        }
        for (source, offset) in reader.patterns where !isPattern(source) {
            faults.append(DefinitionFault(.badPattern(source), item: item.index, column: column, offset: offset))
        }
    }

    private mutating func isPattern(_ source: String) -> Bool {
        if let known = checkedPatterns[source] { return known }
        let isGood = Pattern(source) != nil
        checkedPatterns[source] = isGood
        return isGood
    }

    private mutating func checkTexts(of item: Item) {
        let columns: [(Labels, ItemColumn)] = [
            (item.label, .label), (item.hint, .hint), (item.requiredMessage, .requiredMessage),
            (item.constraintMessage, .constraintMessage),
        ]
        for (labels, column) in columns {
            for text in labels.texts {
                var reader = ReferenceReader(items: items, layout: layout)
                reader.readText(text.text)
                faults += reader.faults.map { DefinitionFault($0.kind, item: item.index, column: column) }
            }
        }
    }

    // MARK: - Roles

    private mutating func checkRoles() {
        var holders: [Role: Item] = [:]
        for item in items {
            guard let role = item.role else { continue }
            if let first = holders[role] {
                faults.append(DefinitionFault(.roleTwice(role, first: first.name), item: item.index, column: .role))
            } else {
                holders[role] = item
            }
        }
        checkFamily(holders.filter { $0.key.isOfAction })
        checkFamily(holders.filter { $0.key.isOfIssue })
    }

    /// The roles of a family stand in one repeat, else nobody knows which belong together.
    private mutating func checkFamily(_ holders: [Role: Item]) {
        let sorted = holders.sorted { $0.value.index < $1.value.index }
        guard let (leader, first) = sorted.first else { return }
        let scope = layout.enclosingRepeat[first.index]
        for (role, item) in sorted where scope < 0 || layout.enclosingRepeat[item.index] != scope {
            let fault = DefinitionFault.Kind.roleOutsideRepeat(role, sibling: leader)
            faults.append(DefinitionFault(fault, item: item.index, column: .role))
        }
    }
}
