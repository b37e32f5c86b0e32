internal import Base

/// References that reach every row of a repeat, or a whole group, where one value is wanted. With one row nothing is
/// amiss; with two the record could not be saved, and ODK Validate refuses the form.
struct SingleValues {
    /// What a part of an expression is taken for.
    private enum Use {
        case one
        /// Rows are put together here, and are one value too many in JavaRosa.
        case oneOnPhones
        case many
    }

    /// The top of the form, above all items.
    static let top = -1

    let items: [Item]
    let layout: Layout
    /// How far paths are followed.
    let walk: Suggestions
    private(set) var faults: [ReferenceReader.Fault] = []
    /// The item that the expression stands on, or the top.
    private var current = SingleValues.top
    /// What a predicate chooses among.
    private var candidate: Int?

    init(items: [Item], layout: Layout, walk: Suggestions) {
        self.items = items
        self.layout = layout
        self.walk = walk
    }

    /// - Parameter isFilter: its bare names are columns of a list.
    mutating func read(_ expression: Expression, on item: Int, isFilter: Bool = false) {
        current = item
        visit(expression.root, .one, at: isFilter ? nil : item)
    }

    /// A text shows all rows here; a telephone shows none of several.
    mutating func readText(_ text: String, on item: Int) {
        current = item
        for (name, offset) in OutputText.references(in: text) {
            guard let target = layout.indexByName[name] else { continue }
            add(target, crossed(to: target), .oneOnPhones, offset: offset)
        }
    }

    /// `context` is where a relative path starts; nil where that is no item.
    private mutating func visit(_ node: Expression.Node, _ use: Use, at context: Int?) {
        switch node {
        case .string, .number: break
        case .reference(let reference):
            guard !reference.isLastSaved, let target = layout.indexByName[reference.name] else { return }
            add(target, crossed(to: target), use, offset: reference.offset)
        case .path(let path): visit(path, use, at: context)
        case .call(let call): visit(call, at: context)
        case .negate(let operand): visit(operand, .one, at: context)
        case .chain(let first, let links):
            let operation = links.first?.operation
            visit(first, operation == .union ? .many : .one, at: context)
            // What stands after `and` and `or` may never be looked at.
            guard operation != .and, operation != .or else { return }
            for link in links { visit(link.operand, operation == .union ? .many : .one, at: context) }
        }
    }

    private mutating func visit(_ call: Expression.Call, at context: Int?) {
        for (index, argument) in call.arguments.enumerated() {
            if let wanted = Self.use(of: index, in: call) { visit(argument, wanted, at: context) }
        }
    }

    /// What a function takes an argument for; nil for what it may never look at. Source: JavaRosa, `XPathFuncExpr`.
    private static func use(of index: Int, in call: Expression.Call) -> Use? {
        let isAlone = call.arguments.count == 1
        switch call.name {
        case "count", "count-non-empty", "sum", "position", "name", "local-name", "area", "enclosed-area": return .many
        case "concat", "max", "min", "distance": return isAlone ? .many : .oneOnPhones
        case "join": return index == 0 ? .one : call.arguments.count == 2 ? .many : .oneOnPhones
        case "checklist": return index < 2 ? .one : call.arguments.count == 3 ? .many : .oneOnPhones
        case "randomize": return index == 0 ? .many : .one
        case "indexed-repeat": return index > 0 && index % 2 == 0 ? .one : .many
        case "jr:choice-name": return index == 0 ? .one : .many
        case "if", "coalesce": return index == 0 ? .one : nil
        case "once": return nil
        default: return .one
        }
    }

    // MARK: - Paths

    private mutating func visit(_ path: Expression.Path, _ use: Use, at context: Int?) {
        if case .call(let call) = path.start { visit(call, at: context) }
        let predicates = path.predicates + path.steps.flatMap(\.predicates)
        visitPredicates(of: path, at: context)
        // `.` and `..` are taken as they are.
        guard predicates.isEmpty, use != .many, path.steps.contains(where: { $0.axis == .child }),
            let (target, crossed) = end(of: path, from: context)
        else { return }
        add(target, crossed, use, offset: path.offset)
    }

    private mutating func visitPredicates(of path: Expression.Path, at context: Int?) {
        let outer = candidate
        for place in 0...path.steps.count {
            let predicates = place == 0 ? path.predicates : path.steps[place - 1].predicates
            guard !predicates.isEmpty else { continue }
            let steps = Array(path.steps.prefix(place))
            let way = Expression.Path(start: path.start, predicates: [], steps: steps, offset: path.offset)
            candidate = end(of: way, from: context)?.target
            for predicate in predicates { visit(predicate, .one, at: nil) }
        }
        candidate = outer
    }

    /// The item that a path of plain names leads to, and the repeats whose every row it takes on its way.
    private func end(of path: Expression.Path, from context: Int?) -> (target: Int, crossed: [Int])? {
        var here: Int
        var crossed: [Int] = []
        var steps = path.steps[...]
        switch path.start {
        case .context:
            guard let context else { return nil }
            here = context
        case .call(let call):
            guard call.name == "current" else { return nil }
            here = current
        case .reference(let reference):
            guard !reference.isLastSaved, let target = layout.indexByName[reference.name] else { return nil }
            here = target
            crossed = self.crossed(to: target)
        case .root:
            guard steps.popFirst()?.name == layout.rootName else { return nil }
            here = Self.top
        }
        // An absolute path goes through the rows that the expression stands in.
        var own = path.start == .root && current != Self.top ? layout.lineage[current][...] : []
        for step in steps {
            switch (step.axis, step.name) {
            case (.itself, nil): continue
            case (.parent, nil) where here != Self.top: here = items[here].parent
            case (.child, let name?):
                let children = layout.children[here + 1]
                guard walk.mayVisit(children.count + 1), let child = children.first(where: { items[$0].name == name })
                else { return nil }
                if own.popFirst() != child {
                    own = []
                    if items[child].type == .repeat { crossed.append(child) }
                }
                here = child
            default: return nil
            }
        }
        return here == Self.top ? nil : (here, crossed)
    }

    // MARK: - Rows

    /// The repeats between an item and the innermost group or row that it shares with the current one.
    private func crossed(to target: Int) -> [Int] {
        let around = layout.lineage[target]
        var shared = self.shared(current, around)
        if let candidate, !around[..<shared].contains(where: { items[$0].type == .repeat }) {
            shared = max(shared, self.shared(candidate, around))
        }
        return around[shared...].filter { items[$0].type == .repeat }
    }

    private func shared(_ item: Int, _ around: [Int]) -> Int {
        item == Self.top ? 0 : zip(layout.lineage[item], around.dropLast()).prefix { $0.0 == $0.1 }.count
    }

    private mutating func add(_ target: Int, _ crossed: [Int], _ use: Use, offset: Int) {
        guard use != .many else { return }
        let item = items[target]
        let kind: DefinitionFault.Kind
        if item.type.isContainer {
            kind = item.type == .repeat ? .repeatAsValue(item.name) : .groupAsValue(item.name)
        } else if let around = crossed.last {
            let isOne = use == .one && !crossed.allSatisfy { items[$0].hasOneRow }
            kind =
                isOne
                ? .severalRows(item.name, repeat: items[around].name)
                : .severalRowsOnPhones(item.name, repeat: items[around].name)
        } else {
            return
        }
        faults.append(ReferenceReader.Fault(kind: kind, offset: offset))
    }
}

extension Item {
    /// `repeat_count` can give no more than one row.
    fileprivate var hasOneRow: Bool { repeatCount?.root.isOneAtMost ?? false }
}

extension Expression.Node {
    fileprivate var isOneAtMost: Bool {
        switch self {
        case .number(let number): number < 2
        case .call(let call): call.name == "if" && call.arguments.dropFirst().allSatisfy(\.isOneAtMost)
        case .chain(_, let links): links.last?.operation.isTruth ?? false
        case .string, .reference, .path, .negate: false
        }
    }
}

extension Expression.Operator {
    /// It gives true or false.
    fileprivate var isTruth: Bool {
        switch self {
        case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .plus, .minus, .times, .div, .mod, .union: false
        }
    }
}
