extension FunctionTable {
    static let logicFunctions: [Function] = [
        Function("if", 3...3, "if(condition, a, b)") { call throws(EvaluationError) in
            try call.value(call.boolean(0) ? 1 : 2).single()
        },
        Function("coalesce", 2...2, "coalesce(a, b)") { call throws(EvaluationError) in
            let first = try call.value(0).single()
            return try first.string().isEmpty ? call.value(1).single() : first
        },
        Function("once", 1...1, "once(x)") { call throws(EvaluationError) in
            let kept = call.scope.current.text
            return kept.isEmpty ? try call.value(0) : .string(kept)
        },
        Function("true", 0...0, "true()") { _ throws(EvaluationError) in .boolean(true) },
        Function("false", 0...0, "false()") { _ throws(EvaluationError) in .boolean(false) },
        Function("boolean", 1...1, "boolean(x)") { call throws(EvaluationError) in .boolean(try call.boolean(0)) },
        Function("boolean-from-string", 1...1, "boolean-from-string(text)") { call throws(EvaluationError) in
            let text = try call.string(0)
            return .boolean(text == "1" || text.lowercased() == "true")
        },
        Function("not", 1...1, "not(x)") { call throws(EvaluationError) in .boolean(try !call.boolean(0)) },
        // The whole text must match, as in JavaRosa and the documentation; Enketo looks for a part.
        Function("regex", 2...2, "regex(text, pattern)") { call throws(EvaluationError) in
            let source = try call.string(1)
            switch try call.evaluator.pattern(source).matches(try call.string(0)) {
            case .match: return .boolean(true)
            case .noMatch: return .boolean(false)
            case .tooCostly: throw .patternTooCostly(source)
            }
        },
    ]
}
