internal import Base

/// Texts of the form in the language of the moment.
extension FunctionTable {
    static let textFunctions: [Function] = [
        Function(.odk, "jr:choice-name", 2...2, "jr:choice-name(code, '${question}')") { call throws(EvaluationError) in
            let question = try questionName(call)
            return .string(try call.evaluator.choiceLabel(call.string(0), of: question) ?? "")
        },
        // Ids are pyxform's: `list-0` for a choice, `/data/group/question:label` or `:hint` for a question.
        Function(.odk, "jr:itext", 1...1, "jr:itext(id)") { call throws(EvaluationError) in
            let id = try call.string(0)
            return .string(call.evaluator.translation(id) ?? "[itext:\(id)]")
        },
        Function(.javaRosa, "version", 0...0, "version()") { call throws(EvaluationError) in
            .string(call.evaluator.form?.version ?? "")
        },
    ]

    /// The second argument names a question, as `'${q}'` or as a path in quotes; it is not its value.
    private static func questionName(_ call: Call) throws(EvaluationError) -> String {
        if case .reference(let reference) = call.arguments[1] { return reference.name }
        let text = try call.string(1).trimmedSpace
        if text.hasPrefix("${"), text.hasSuffix("}") {
            return text.dropFirst(2).dropLast().split(separator: " ").joined(separator: " ")
        }
        return text.split(separator: "/").last.map { String($0).trimmedSpace } ?? ""
    }
}
