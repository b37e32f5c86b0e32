internal import Base

/// Functions over the codes of a select, which are stored with spaces between them.
extension FunctionTable {
    static let selectFunctions: [Function] = [
        // JavaRosa looks for the code between spaces, so that nothing is "selected" in nothing.
        Function(.odk, "selected", 2...2, "selected(codes, code)", selected),
        Function(.javaRosa, "is-selected", 2...2, "is-selected(codes, code)", selected),
        Function(.odk, "selected-at", 2...2, "selected-at(codes, index)") { call throws(EvaluationError) in
            let codes = codes(try call.string(0))
            let index = try call.number(1)
            let place = index.isNaN ? 0 : index.rounded(.towardZero)
            guard place >= 0, place < Double(codes.count) else { return .blank }
            return .string(codes[Int(place)])
        },
        Function(.odk, "count-selected", 1...1, "count-selected(codes)") { call throws(EvaluationError) in
            .number(Double(codes(try call.string(0)).count))
        },
    ]

    @Sendable
    private static func selected(_ call: Call) throws(EvaluationError) -> Value {
        let wanted = try call.string(1).trimmedSpace
        return .boolean(" \(try call.string(0)) ".contains(" \(wanted) "))
    }

    static func codes(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
