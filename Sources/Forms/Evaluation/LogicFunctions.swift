extension FunctionTable {
    static let logicFunctions: [Function] = [
        Function(.odk, "if", 3...3, "if(condition, a, b)") { call throws(EvaluationError) in
            try call.value(call.boolean(0) ? 1 : 2)
        },
        Function(.odk, "coalesce", 2...2, "coalesce(a, b)") { call throws(EvaluationError) in
            let first = try call.value(0)
            switch try first.single() {
            case .string(let text) where text.isEmpty: return try call.value(1)
            case .number(let number) where number.isNaN: return try call.value(1)
            default: return first
            }
        },
        // Keeps what the question holds already. Source: ODK documentation, "once".
        Function(.odk, "once", 1...1, "once(x)") { call throws(EvaluationError) in
            let kept = call.scope.current
            return kept.text.isEmpty ? try call.value(0) : kept.value
        },
        Function(.xpath, "true", 0...0, "true()") { _ throws(EvaluationError) in .boolean(true) },
        Function(.xpath, "false", 0...0, "false()") { _ throws(EvaluationError) in .boolean(false) },
        Function(.xpath, "boolean", 1...1, "boolean(x)") { call throws(EvaluationError) in .boolean(try call.boolean(0))
        },
        Function(.odk, "boolean-from-string", 1...1, "boolean-from-string(text)") { call throws(EvaluationError) in
            let text = try call.string(0)
            return .boolean(text == "1" || text.lowercased() == "true")
        },
        Function(.xpath, "not", 1...1, "not(x)") { call throws(EvaluationError) in .boolean(try !call.boolean(0)) },
        // The whole text must match, as in JavaRosa and the documentation; Enketo looks for a part.
        Function(.odk, "regex", 2...2, "regex(text, pattern)") { call throws(EvaluationError) in
            let source = try call.string(1)
            switch try call.evaluator.pattern(source).matches(try call.string(0)) {
            case .match: return .boolean(true)
            case .noMatch: return .boolean(false)
            case .tooCostly: throw .patternTooCostly(source)
            }
        },
        // How many hold: at least `min`, at most `max`, -1 for no bound.
        Function(.odk, "checklist", 2...many, "checklist(min, max, a, b, …)") { call throws(EvaluationError) in
            var count = 0
            for value in try call.expanded(from: 2) where try value.boolean() { count += 1 }
            let low = try call.number(0)
            let high = try call.number(1)
            return .boolean((low < 0 || Double(count) >= low) && (high < 0 || Double(count) <= high))
        },
        // The weights of what holds. JavaRosa knows no "no bound" here.
        Function(.odk, "weighted-checklist", 2...many, "weighted-checklist(min, max, a, weight, …)") {
            call throws(EvaluationError) in
            guard call.count % 2 == 0 else { throw call.bad("") }
            var sum = 0.0
            for index in stride(from: 2, to: call.count, by: 2) where try call.boolean(index) {
                sum += try call.number(index + 1)
            }
            let low = try call.number(0)
            let high = try call.number(1)
            return .boolean(sum >= low && sum <= high)
        },
    ]
}
