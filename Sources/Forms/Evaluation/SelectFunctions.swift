/// Functions over the codes of a select, which are stored with spaces between them.
extension FunctionTable {
    static let selectFunctions: [Function] = [
        Function("selected", 2...2, "selected(codes, code)", selected),
        Function("is-selected", 2...2, "is-selected(codes, code)", selected),
        Function("selected-at", 2...2, "selected-at(codes, index)") { call throws(EvaluationError) in
            let codes = codes(try call.string(0))
            let index = try call.number(1)
            guard index >= 0, index < Double(codes.count) else { return .blank }
            return .string(codes[Int(index)])
        },
        Function("count-selected", 1...1, "count-selected(codes)") { call throws(EvaluationError) in
            .number(Double(codes(try call.string(0)).count))
        },
        Function("jr:choice-name", 2...2, "jr:choice-name(code, '${question}')") { call throws(EvaluationError) in
            let question = try questionName(call)
            return .string(call.evaluator.choiceLabel(try call.string(0), of: question) ?? "")
        },
    ]

    @Sendable
    private static func selected(_ call: Call) throws(EvaluationError) -> Value {
        let wanted = codes(try call.string(1)).joined(separator: " ")
        return .boolean(codes(try call.string(0)).contains(wanted))
    }

    static func codes(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The second argument names a question, as `'${q}'` or as a path in quotes; it is not its value.
    private static func questionName(_ call: Call) throws(EvaluationError) -> String {
        if case .reference(let reference) = call.arguments[1] { return reference.name }
        let text = try call.string(1)
        if text.hasPrefix("${"), text.hasSuffix("}") {
            return text.dropFirst(2).dropLast().split(separator: " ").joined(separator: " ")
        }
        return text.split(separator: "/").last.map { $0.split(separator: " ").joined() } ?? ""
    }
}
