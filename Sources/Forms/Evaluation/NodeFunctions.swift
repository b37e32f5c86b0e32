/// Nodesets and places in them.
extension FunctionTable {
    static let nodeFunctions: [Function] = [
        Function(.xpath, "count", 1...1, "count(nodeset)") { call throws(EvaluationError) in
            .number(Double(try call.nodes(0).count))
        },
        Function(.odk, "count-non-empty", 1...1, "count-non-empty(nodeset)") { call throws(EvaluationError) in
            .number(
                Double(
                    try call.nodes(0)
                        .filter { !$0.visibleText.isEmpty || $0.isRelevant && !$0.children.isEmpty }.count))
        },
        // With an argument its place among its brothers: `position(..)` is the number of the row.
        Function(.xpath, "position", 0...1, "position(node?)") { call throws(EvaluationError) in
            if call.count == 1 {
                guard let node = try call.nodes(0).first else { throw call.bad("") }
                return .number(Double(try call.evaluator.position(of: node)))
            }
            return .number(Double(call.scope.position ?? call.scope.context.position))
        },
        Function(.xpath, "last", 0...0, "last()") { call throws(EvaluationError) in
            .number(Double(call.scope.size ?? 1))
        },
        Function(.odk, "current", 0...0, "current()") { call throws(EvaluationError) in
            .nodeset([call.scope.current])
        },
        Function(.odk, "instance", 1...1, "instance(list)") { call throws(EvaluationError) in
            .nodeset([try call.evaluator.instance(try call.string(0))])
        },
        Function(.xpath, "name", 0...1, "name(node?)", name),
        Function(.xpath, "local-name", 0...1, "local-name(node?)", name),
    ]

    @Sendable
    private static func name(_ call: Call) throws(EvaluationError) -> Value {
        let node = call.count == 0 ? call.scope.context : try call.nodes(0).first
        return .string(node?.name ?? "")
    }
}
