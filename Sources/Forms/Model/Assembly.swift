internal import Base

extension Form {
    /// Puts a form together and checks what its parts say about each other: references, paths, lists, files, patterns,
    /// parameters, cycles, roles. All faults are given at once, at most 1,000 and how many more errors; the form only
    /// when there are no errors.
    ///
    /// `instances` are the files that the form names by `csv-external` and `xml-external`; `columns` those of the lists
    /// and files whose columns are known, by the name that `instance()` and `pulldata()` use.
    package static func assemble(
        _ header: Header, items: [Item], lists: [ChoiceList], instances: [FormFile] = [],
        columns: [String: Set<String>] = [:]
    ) -> (form: Form?, faults: [DefinitionFault], unlisted: Int) {
        var assembly = Assembly(header: header, items: items, lists: lists, instances: instances, columns: columns)
        return (assembly.form(), assembly.faults, assembly.unlisted)
    }
}

private struct Assembly {
    let header: Form.Header
    let items: [Item]
    let lists: [String: ChoiceList]
    let layout: Layout
    private(set) var faults: [DefinitionFault] = []
    /// Errors beyond the limit.
    private(set) var unlisted = 0
    private var files: Set<FormFile>
    /// What `instance()` can name.
    private let instanceNames: Set<String>
    private let columns: [String: Set<String>]
    private var reads: [[ReferenceReader.Read]] = []
    /// What else ODK's engine waits for before it evaluates an item: what makes it required or read-only, and itself.
    private var readsElsewhere: [[ReferenceReader.Read]] = []
    private var seeds: [Int: Expression] = [:]
    private var checkedPatterns: [String: Bool] = [:]
    private let suggestions = Suggestions()
    /// For reading expressions again, which may touch as many nodes.
    private let rereading = Suggestions()
    private let walkingForRows = Suggestions()

    private static let faultLimit = 1_000

    init(header: Form.Header, items: [Item], lists: [ChoiceList], instances: [FormFile], columns: [String: Set<String>])
    {
        self.header = header
        self.columns = columns
        self.items = items
        self.lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        layout = Layout(items, header)
        var files = Set(instances)
        for item in items { if case .file(let name) = item.listSource { files.insert(FormFile(name: name)) } }
        self.files = files
        instanceNames = Set(files.map(\.id)).union(self.lists.keys).union([Evaluator.lastSavedName])
    }

    mutating func form() -> Form? {
        for item in items { check(item) }
        checkRoles()
        checkLocalAnswers()
        if let instanceName = header.instanceName, let first = items.first {
            var reader = reader()
            reader.read(instanceName, on: first.index)
            files.formUnion(reader.files)
            let faults = reader.faults + misuses(in: instanceName, on: SingleValues.top)
            for fault in faults { add(fault.kind, nil, .calculation, offset: fault.offset) }
        }
        let graph = DependencyGraph(parents: items.map(\.parent), reads: reads)
        let (order, cycles) = graph.sorted()
        for cycle in cycles { add(cycle) }
        if cycles.isEmpty {
            let wider = DependencyGraph(parents: graph.parents, reads: zip(reads, readsElsewhere).map { $0 + $1 })
            for cycle in wider.sorted().cycles { add(cycle) }
        }
        guard unlisted == 0, faults.allSatisfy(\.kind.isWarning) else { return nil }
        return Form(
            header: header, items: items, lists: lists, files: files.sorted(), seeds: seeds, layout: layout,
            plan: plan(order, graph))
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

    private func reader() -> ReferenceReader {
        ReferenceReader(
            items: items, layout: layout, instances: instanceNames, columns: columns, suggestions: suggestions)
    }

    private mutating func add(
        _ kind: DefinitionFault.Kind, _ item: Int?, _ column: ItemColumn, offset: Int? = nil, language: String? = nil
    ) {
        guard faults.count < Self.faultLimit else { return unlisted += kind.isWarning ? 0 : 1 }
        faults.append(DefinitionFault(kind, item: item, column: column, offset: offset, language: language))
    }

    /// Told at the first expression of the way: that a group is around its questions is no expression.
    private mutating func add(_ cycle: [Int]) {
        for (place, item) in cycle.enumerated() {
            let next = cycle[(place + 1) % cycle.count]
            let columns: [(Expression?, ItemColumn)] = [
                (items[item].calculation, .calculation), (items[item].relevant, .relevant),
                (items[item].repeatCount, .repeatCount), (items[item].required, .required),
                (items[item].readonly, .readonly),
            ]
            for case (let expression?, let column) in columns {
                guard let offset = places(in: expression, on: item)[next] else { continue }
                let names = (cycle[place...] + cycle[...place]).map { items[$0].name }
                return add(.cycle(names), item, column, offset: offset)
            }
        }
    }

    /// What an expression reads, and where. Its faults have been told.
    private func places(in expression: Expression, on item: Int) -> [Int: Int] {
        var reader = ReferenceReader(
            items: items, layout: layout, instances: instanceNames, columns: columns, suggestions: rereading)
        reader.read(expression, on: item)
        var places = reader.places
        if let itself = reader.itself { places[item] = places[item] ?? itself }
        return places
    }

    // MARK: - One item

    private mutating func check(_ item: Item) {
        var reads: Set<ReferenceReader.Read> = []
        var others: Set<ReferenceReader.Read> = []
        var elsewhere: Set<ReferenceReader.Read> = []
        var readsItself = read(item.relevant, of: item, .relevant, into: &reads)
        read(item.repeatCount, of: item, .repeatCount, into: &reads)
        if item.trigger.isEmpty {
            readsItself = read(item.calculation, of: item, .calculation, into: &reads) || readsItself
        } else {
            read(item.calculation, of: item, .calculation, into: &others)
        }
        readsItself = read(item.required, of: item, .required, into: &elsewhere) || readsItself
        read(item.constraint, of: item, .constraint, into: &others)
        readsItself = read(item.readonly, of: item, .readonly, into: &elsewhere) || readsItself
        if readsItself { elsewhere.insert(.init(item: item.index, crossesRows: false)) }
        readsElsewhere.append(elsewhere.sorted { $0.item < $1.item })
        read(item.choiceFilter, of: item, .choiceFilter, isFilter: true, into: &others)
        if case .dynamic(let expression) = item.defaultValue {
            read(expression, of: item, .defaultValue, into: &others)
        }
        checkParameters(of: item, &others)
        checkTexts(of: item)
        for name in item.trigger {
            if let target = layout.indexByName[name] {
                if items[target].type.isContainer {
                    add(.triggerOnGroup(name), item.index, .trigger)
                } else if items[target].isUnseen {
                    add(.triggerUnseen(name), item.index, .trigger)
                } else if let rows = layout.lineage[item.index].dropLast().last(where: { items[$0].type == .repeat }),
                    !layout.lineage[target].contains(rows)
                {
                    add(.triggerIntoRows(name, repeat: items[rows].name), item.index, .trigger)
                }
                continue
            }
            let nearest = suggestions.nearest(name, in: layout.indexByName.keys)
            add(.unknownReference(name, nearest: nearest), item.index, .trigger)
        }
        if let list = item.list, !instanceNames.contains(list) {
            add(.unknownList(list, nearest: suggestions.nearest(list, in: lists.keys)), item.index, .type)
        }
        self.reads.append(reads.sorted { ($0.item, $0.crossesRows ? 1 : 0) < ($1.item, $1.crossesRows ? 1 : 0) })
    }

    /// Whether the item reads itself in its own row.
    @discardableResult
    private mutating func read(
        _ expression: Expression?, of item: Item, _ column: ItemColumn, isFilter: Bool = false,
        into reads: inout Set<ReferenceReader.Read>
    ) -> Bool {
        guard let expression else { return false }
        var reader = reader()
        if isFilter { reader.readFilter(expression, on: item.index) } else { reader.read(expression, on: item.index) }
        reads.formUnion(reader.reads)
        files.formUnion(reader.files)
        let misuses = misuses(in: expression, on: place(of: column, of: item), isFilter: isFilter)
            // A default is evaluated when other repeats have no rows yet; a count of its own rows is a cycle.
            .filter { $0.kind.rows == nil || column != .defaultValue }
            .filter { $0.kind.rows != item.name || column != .repeatCount }
        for fault in reader.faults + misuses {
            add(fault.kind, item.index, column, offset: fault.offset)
        }
        for (source, offset) in reader.patterns where !isPattern(source) {
            add(.badPattern(source), item.index, column, offset: offset)
        }
        return reader.itself != nil
    }

    /// Where a column's expression stands: a repeat is asked for its rows before it has any, and a row that is a choice
    /// is asked about itself.
    private func place(of column: ItemColumn, of item: Item) -> Int {
        switch (column, item.listSource) {
        case (.repeatCount, _),
            (.required, _) where item.type == .repeat:
            item.parent
        case (.choiceFilter, .rows(let name)): layout.indexByName[name] ?? item.index
        default: item.index
        }
    }

    /// Values taken of what has none, or several.
    private func misuses(in expression: Expression, on item: Int, isFilter: Bool = false) -> [ReferenceReader.Fault] {
        var values = SingleValues(items: items, layout: layout, walk: walkingForRows)
        values.read(expression, on: item, isFilter: isFilter)
        return values.faults + CallChecks(items: items, layout: layout, lists: lists).faults(of: expression)
    }

    private mutating func isPattern(_ source: String) -> Bool {
        if let known = checkedPatterns[source] { return known }
        let isGood = Pattern(source) != nil
        checkedPatterns[source] = isGood
        return isGood
    }

    /// `seed` is an expression; the numbers of a range are numbers.
    private mutating func checkParameters(of item: Item, _ reads: inout Set<ReferenceReader.Read>) {
        if item.type == .range {
            for key in ["start", "end", "step"] {
                guard let text = item.parameters[key], NumberText.read(text).isNaN else { continue }
                add(.badParameter(key, text), item.index, .parameters)
            }
        }
        guard item.type.isSelect, item.isRandomized, let seed = item.parameters["seed"] else { return }
        do throws(ExpressionFault) {
            let expression = try Expression(parsing: seed)
            read(expression, of: item, .parameters, into: &reads)
            seeds[item.index] = expression
        } catch {
            add(.badParameter("seed", seed), item.index, .parameters)
        }
    }

    private mutating func checkTexts(of item: Item) {
        let columns: [(Labels, ItemColumn)] = [
            (item.label, .label), (item.hint, .hint), (item.requiredMessage, .requiredMessage),
            (item.constraintMessage, .constraintMessage),
        ]
        for (labels, column) in columns {
            for text in labels.texts where text.text.utf8.contains(0x24) {
                var reader = reader()
                reader.readText(text.text)
                var values = SingleValues(items: items, layout: layout, walk: walkingForRows)
                values.readText(text.text, on: item.index)
                for fault in reader.faults + values.faults {
                    add(fault.kind, item.index, column, offset: fault.offset, language: text.code)
                }
            }
        }
    }

    private var leaks: [LocalLeaks.Leak] {
        LocalLeaks(items: items, layout: layout, reads: places(in:on:)).found(instanceName: header.instanceName)
    }

    private mutating func checkLocalAnswers() {
        for leak in leaks {
            add(.storesLocal(items[leak.source].name), leak.item, leak.column, offset: leak.offset)
        }
    }

    // MARK: - Roles

    private mutating func checkRoles() {
        var holders: [Role: Item] = [:]
        for item in items {
            guard let role = item.role else { continue }
            if let first = holders[role] {
                add(.roleTwice(role, first: first.name), item.index, .role)
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
        let leader = sorted.first { layout.enclosingRepeat[$0.value.index] >= 0 }
        let scope = leader.map { layout.enclosingRepeat[$0.value.index] } ?? -1
        for (role, item) in sorted where leader == nil || layout.enclosingRepeat[item.index] != scope {
            let kind = leader.map { DefinitionFault.Kind.roleOutsideRepeat(role, sibling: $0.key) }
            add(kind ?? .roleWithoutRepeat(role), item.index, .role)
        }
    }
}
