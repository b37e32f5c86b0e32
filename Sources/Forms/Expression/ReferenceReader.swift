internal import Base

/// What an expression reads, found on the form's tree without evaluating.
struct ReferenceReader {
    struct Read: Hashable {
        let item: Int
        /// The path can leave the row that both share, so a change in one row matters to all.
        let crossesRows: Bool
    }

    struct Fault {
        let kind: DefinitionFault.Kind
        let offset: Int
    }

    let items: [Item]
    let layout: Layout
    /// What `instance()` can name.
    let instances: Set<String>
    /// The columns of those lists and files that have been read.
    let columns: [String: Set<String>]
    let suggestions: Suggestions
    private(set) var reads: Set<Read> = []
    /// Where in the expression an item is read first, by item.
    private(set) var places: [Int: Int] = [:]
    /// Where the item reads itself, in its own row: `.` and its like.
    private(set) var itself: Int?
    /// Files that `pulldata()` names.
    private(set) var files: Set<FormFile> = []
    private(set) var faults: [Fault] = []
    /// Literal patterns of `regex()`, with the offset of the call.
    private(set) var patterns: [(source: String, offset: Int)] = []
    /// The one that is read, for finding a text in it.
    private var expression: Expression?

    init(
        items: [Item], layout: Layout, instances: Set<String>, columns: [String: Set<String>], suggestions: Suggestions
    ) {
        self.items = items
        self.layout = layout
        self.instances = instances
        self.columns = columns
        self.suggestions = suggestions
    }

    /// Where a path stands: an item, the top, or a tree that is not the form's.
    private enum Spot: Hashable {
        case item(Int)
        /// The element around the record, and what is around that.
        case top, document
        /// In `instance('…')` of a list whose columns are known: the document, its `root`, an `item`.
        case list(String, depth: Int)
        case elsewhere
    }

    /// Reads `expression` as it stands on `item`.
    mutating func read(_ expression: Expression, on item: Int) {
        self.expression = expression
        visit(expression.root, context: .item(item), current: .item(item))
    }

    /// Reads a choice filter: its bare names are columns of the list.
    mutating func readFilter(_ expression: Expression, on item: Int) {
        self.expression = expression
        let row = items[item].list.map { columns[$0] == nil ? .elsewhere : Spot.list($0, depth: 2) }
        visit(expression.root, context: row ?? .elsewhere, current: .item(item))
    }

    /// Reads the `${…}` inside a label.
    mutating func readText(_ text: String) {
        for (name, offset) in OutputText.references(in: text) {
            _ = find(Expression.Reference(written: name).name, offset: offset)
        }
    }

    private mutating func visit(_ node: Expression.Node, context: Spot, current: Spot) {
        switch node {
        case .string, .number: break
        case .reference(let reference): visit(reference, crossesRows: false)
        case .path(let path): visit(path, context: context, current: current)
        case .call(let call): visit(call, context: context, current: current)
        case .negate(let operand): visit(operand, context: context, current: current)
        case .chain(let first, let links):
            visit(first, context: context, current: current)
            for link in links { visit(link.operand, context: context, current: current) }
        }
    }

    private mutating func visit(_ call: Expression.Call, context: Spot, current: Spot) {
        let name = FunctionTable.rows[call.function].name
        if name == "regex", case .string(let source) = call.arguments[1] { patterns.append((source, call.offset)) }
        let crossing = name == "indexed-repeat"
        let found = faults.count
        for argument in call.arguments {
            if crossing, case .reference(let reference) = argument {
                visit(reference, crossesRows: true)
            } else {
                visit(argument, context: context, current: current)
            }
        }
        // A fault inside is told once, where it is.
        if faults.count == found, let error = call.certainFailure {
            let signature = FunctionTable.rows[call.function].signature
            faults.append(Fault(kind: .neverWorks(error, signature: signature), offset: call.offset))
        }
        if name == "jr:choice-name", case .string(let text) = call.arguments[1] { readText(text) }
        if name == "pulldata" { checkColumns(call) }
        if case .string(let source)? = call.arguments.first { visitInstance(source, name, call.offset) }
    }

    private mutating func visitInstance(_ source: String, _ function: String, _ offset: Int) {
        if function == "pulldata", !instances.contains(source) {
            files.insert(source.contains(".") ? FormFile(name: source) : FormFile(id: source, name: source + ".csv"))
        } else if function == "instance", !instances.contains(source) {
            let nearest = suggestions.nearest(source, in: instances)
            faults.append(Fault(kind: .unknownInstance(source, nearest: nearest), offset: offset))
        }
    }

    /// `pulldata('file', 'column', 'key column', …)`
    private mutating func checkColumns(_ call: Expression.Call) {
        guard case .string(let list) = call.arguments[0] else { return }
        for case .string(let column) in call.arguments[1...2] {
            check(column, of: list, offset: expression?.offset(of: column, in: call) ?? call.offset)
        }
    }

    private mutating func check(_ column: String, of list: String, offset: Int) {
        guard let known = columns[list], !known.contains(column) else { return }
        let nearest = suggestions.nearest(column, in: known)
        faults.append(Fault(kind: .unknownColumn(column, list: list, nearest: nearest), offset: offset))
    }

    private mutating func visit(_ reference: Expression.Reference, crossesRows: Bool) {
        guard let item = find(reference.name, offset: reference.offset), !reference.isLastSaved else { return }
        add(Read(item: item, crossesRows: crossesRows), offset: reference.offset)
    }

    private mutating func add(_ read: Read, offset: Int) {
        reads.insert(read)
        if places[read.item] == nil { places[read.item] = offset }
    }

    private mutating func find(_ name: String, offset: Int) -> Int? {
        if let item = layout.indexByName[name] { return item }
        if layout.ambiguousNames.contains(name) {
            faults.append(Fault(kind: .ambiguousReference(name), offset: offset))
        } else if !layout.metaNames.contains(name) {
            let nearest = suggestions.nearest(name, in: layout.indexByName.keys)
            faults.append(Fault(kind: .unknownReference(name, nearest: nearest), offset: offset))
        }
        return nil
    }

    // MARK: - Paths

    private mutating func visit(_ path: Expression.Path, context: Spot, current: Spot) {
        var spots: Set<Spot>
        let steps = path.steps
        switch path.start {
        case .context: spots = [context]
        case .root:
            spots = [.document]
        case .reference(let reference):
            visit(reference, crossesRows: true)
            let target = reference.isLastSaved ? nil : layout.indexByName[reference.name]
            spots = target.map { [.item($0)] } ?? [.elsewhere]
        case .call(let call):
            visit(call, context: context, current: current)
            spots = [start(of: call, current: current)]
        }
        visit(path.predicates, at: spots, current: current)
        for step in steps {
            let before = spots
            guard suggestions.mayVisit(1 + before.reduce(0) { $0 + children(of: $1).count + 1 }) else {
                faults.append(Fault(kind: .pathsTooWide, offset: step.offset))
                return
            }
            if step.axis == .child, let name = step.name {
                for case .list(let list, 2) in before { check(name, of: list, offset: step.offset) }
            }
            spots = Set(spots.flatMap { take(step, from: $0) })
            if spots.isEmpty, let name = step.name {
                let isRoot = before == [.document]
                let known = isRoot ? [layout.rootName] : before.flatMap { children(of: $0) }.map { items[$0].name }
                faults.append(
                    Fault(kind: .unknownPath(name, nearest: suggestions.nearest(name, in: known)), offset: step.offset))
                return
            }
            visit(step.predicates, at: spots, current: current)
        }
        for case .item(let item) in spots {
            let read = Read(item: item, crossesRows: crosses(path, to: item, from: current))
            // `.` and its like: a question may look at its own value.
            if .item(item) != current || read.crossesRows && !path.steps.allSatisfy({ $0.axis == .itself }) {
                add(read, offset: path.offset)
            } else if itself == nil {
                itself = path.offset
            }
        }
    }

    private func start(of call: Expression.Call, current: Spot) -> Spot {
        switch (call.name, call.arguments.first) {
        case ("current", _): current
        case ("instance", .string(let list)) where columns[list] != nil: .list(list, depth: 0)
        default: .elsewhere
        }
    }

    private mutating func visit(_ predicates: [Expression.Node], at spots: Set<Spot>, current: Spot) {
        for predicate in predicates {
            for spot in spots where suggestions.mayVisit(1) { visit(predicate, context: spot, current: current) }
        }
    }

    /// A path without predicates that stays in the row, or leaves every repeat of its start, reads like `${}`.
    private func crosses(_ path: Expression.Path, to target: Int, from current: Spot) -> Bool {
        guard case .item(let source) = current, path.predicates.isEmpty,
            path.steps.allSatisfy({ $0.predicates.isEmpty })
        else { return true }
        let scope = layout.enclosingRepeat[target]
        let climbs = path.steps.prefix { $0.axis != .child }.filter { $0.axis == .parent }.count
        let sourceDepth = layout.lineage[source].count - climbs
        return scope >= 0 && layout.lineage[scope].count > sourceDepth
    }

    private func take(_ step: Expression.Step, from spot: Spot) -> [Spot] {
        if spot == .elsewhere { return [.elsewhere] }
        if spot == .document {
            let isRoot = step.axis == .child && (step.name ?? layout.rootName) == layout.rootName
            return step.axis == .itself ? [spot] : isRoot ? [.top] : []
        }
        if case .list(let list, let depth) = spot {
            let isDown = step.axis == .child && depth < 2 && [nil, ["root", "item"][depth]].contains(step.name)
            return [step.axis == .itself ? spot : isDown ? .list(list, depth: depth + 1) : .elsewhere]
        }
        switch step.axis {
        case .itself: return [spot]
        case .attribute: return [.elsewhere]
        case .parent:
            guard case .item(let item) = spot else { return [.elsewhere] }
            return [items[item].parent < 0 ? .top : .item(items[item].parent)]
        case .child:
            let found = children(of: spot).filter { step.name == nil || items[$0].name == step.name }.map {
                Spot.item($0)
            }
            return found.isEmpty && spot == .top && step.name == "meta" ? [.elsewhere] : found
        }
    }

    private func children(of spot: Spot) -> [Int] {
        switch spot {
        case .item(let item): layout.children[item + 1]
        case .top: layout.children[0]
        case .document, .list, .elsewhere: []
        }
    }
}
