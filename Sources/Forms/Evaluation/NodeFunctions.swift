extension FunctionTable {
    static let nodeFunctions: [Function] = [
        Function("count", 1...1, "count(nodeset)") { call throws(EvaluationError) in
            .number(Double(try call.nodes(0).count))
        },
        Function("count-non-empty", 1...1, "count-non-empty(nodeset)") { call throws(EvaluationError) in
            .number(Double(try call.nodes(0).filter { !$0.visibleText.isEmpty }.count))
        },
        // With an argument its place among its brothers: `position(..)` is the number of the row.
        Function("position", 0...1, "position(node?)") { call throws(EvaluationError) in
            if call.count == 1 {
                guard let node = try call.nodes(0).first else { throw call.bad("") }
                return .number(Double(node.position))
            }
            return .number(Double(call.scope.position ?? call.scope.context.position))
        },
        Function("last", 0...0, "last()") { call throws(EvaluationError) in
            .number(Double(call.scope.size ?? 1))
        },
        Function("current", 0...0, "current()") { call throws(EvaluationError) in .nodeset([call.scope.current]) },
        Function("instance", 1...1, "instance(list)") { call throws(EvaluationError) in
            .nodeset([try call.evaluator.instance(try call.string(0))])
        },
        Function("indexed-repeat", 3...7, "indexed-repeat(question, repeat, row, …)") { call throws(EvaluationError) in
            guard call.count % 2 == 1 else { throw call.bad("") }
            return .nodeset(try indexedRepeat(call))
        },
    ]

    /// The question in the given row of each repeat, from 1; a number below 1 means the first.
    /// Source: ODK XForms specification, "indexed-repeat"; JavaRosa, `XPathFuncExpr.indexedRepeat`.
    private static func indexedRepeat(_ call: Call) throws(EvaluationError) -> [Element] {
        guard let form = call.evaluator.form else { throw call.bad("") }
        let target = try item(call, 0, form)
        var rows: [Int: Int] = [:]
        for index in stride(from: 1, to: call.count, by: 2) {
            let row = try call.number(index + 1)
            rows[try item(call, index, form)] = row.isNaN || row < 1 ? 1 : Int(min(row, 1e9))
        }
        var found = [call.evaluator.root]
        for definition in form.layout.lineage[target] {
            found = found.flatMap { element -> ArraySlice<Element> in
                let children = element.children[element.range(of: definition)]
                guard let row = rows[definition] else { return children }
                return children.dropFirst(row - 1).prefix(1)
            }
        }
        return found.filter(\.isRelevant)
    }

    private static func item(_ call: Call, _ index: Int, _ form: Form) throws(EvaluationError) -> Int {
        switch call.arguments[index] {
        case .reference(let reference):
            guard let item = form.layout.indexByName[reference.name] else { throw .unknownReference(reference.name) }
            return item
        case .path(let path):
            guard let name = path.steps.last?.name, let item = form.layout.indexByName[name] else { throw call.bad("") }
            return item
        default: throw call.bad("")
        }
    }
}
