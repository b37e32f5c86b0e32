import Base

/// Calls that fail because of their own literals, whatever the answers are. Such a form would be filled and then never saved.
extension Expression.Call {
    /// Why the call fails; nil when it may give a value, as far as its literal arguments tell.
    var certainFailure: EvaluationError? {
        let function = FunctionTable.rows[function]
        guard arguments.contains(where: { !$0.mayBeNodes }), !Self.untried.contains(function.name) else { return nil }
        if function.takesNodes, !arguments[0].mayBeNodes { return .notANodeset(function: function.name) }
        return Self.trials.lazy.compactMap { failure(answering: $0) }.first
    }

    /// The patterns of `regex` are compiled by a check of their own; the others take whatever they are given.
    private static let untried: Set<String> = [
        "regex", "if", "concat", "coalesce", "selected", "not", "string", "boolean", "contains", "starts-with",
    ]

    /// An answer that is blank, and one that reads as a date: functions look at the next argument only after a good one.
    private static let trials = ["", "2026-04-02"]

    /// The failure of a literal when every other argument is `answer`.
    private func failure(answering answer: String) -> EvaluationError? {
        let trial = Expression.Call(
            function: function, arguments: arguments.map { $0.isLiteral ? $0 : .string(answer) }, offset: offset)
        guard let error = trial.error else { return nil }
        return switch error {
        case .notADate(let text), .badArgument(_, let text): arguments.contains(.string(text)) ? error : nil
        case .notANodeset: arguments.allSatisfy(\.isLiteral) ? error : nil
        default: nil
        }
    }

    private var error: EvaluationError? {
        let surroundings = Evaluator.Surroundings(
            now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .vi)
        let root = Element(name: "data")
        let evaluator = Evaluator(root: root, form: nil, surroundings: surroundings)
        do throws(EvaluationError) {
            _ = try evaluator.value(of: .call(self), in: .init(context: root, current: root))
            return nil
        } catch {
            return error
        }
    }
}

extension Function {
    /// The first argument is a path in every spelling that the signature knows.
    fileprivate var takesNodes: Bool { signature.hasPrefix("\(name)(node") && !signature.contains(" or ") }
}

extension Expression.Node {
    /// What is made of literals is left out: trying it again for every call around it costs too much.
    fileprivate var isLiteral: Bool {
        switch self {
        case .string, .number, .negate(.number): true
        default: false
        }
    }

    /// False for what is a text or a number in any case.
    fileprivate var mayBeNodes: Bool {
        switch self {
        case .reference, .path, .call: true
        case .string, .number, .negate: false
        case .chain(_, let links): links.contains { $0.operation == .union }
        }
    }
}
