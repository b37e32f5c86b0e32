package import Base

/// What an expression gives, for printing.
package enum EvaluationResult: Hashable, Sendable {
    case string(String)
    case number(Double)
    case boolean(Bool)
    /// The texts of the nodes, in document order.
    case nodeset([String])

    /// `string`, `number`, `boolean` or `nodeset`.
    package var type: String {
        switch self {
        case .string: "string"
        case .number: "number"
        case .boolean: "boolean"
        case .nodeset: "nodeset"
        }
    }

    /// `{"type":…,"value":…}`; numbers that JSON does not have are the texts `NaN`, `Infinity` and `-Infinity`.
    package var json: JSON {
        let value: JSON =
            switch self {
            case .string(let text): .string(text)
            case .number(let number):
                number.isFinite ? .number(NumberText.write(number)) : .string(NumberText.write(number))
            case .boolean(let flag): .bool(flag)
            case .nodeset(let texts): .strings(texts)
            }
        return .object(["type": .string(type), "value": value])
    }

    /// As `string()` would say it; the texts of a nodeset are apart by line ends.
    package var text: String {
        switch self {
        case .string(let text): text
        case .number(let number): NumberText.write(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .nodeset(let texts): texts.joined(separator: "\n")
        }
    }
}

/// Why trying an expression gave nothing.
package enum TrialFault: Error, Hashable, Sendable {
    case expression(ExpressionFault)
    case evaluation(EvaluationError)
    /// The context path leads nowhere.
    case noContext(String)
}

extension Evaluator {
    /// Evaluates one expression, for `form eval`: no form is needed.
    ///
    /// `context` is an absolute path such as `/data/nguoi[2]/tuoi`; without one the expression stands on the root.
    package func result(of source: String, at context: String? = nil) throws(TrialFault) -> EvaluationResult {
        var element = root
        if let context { element = try self.element(along: context) }
        return switch try value(of: source, at: element) {
        case .string(let text): .string(text)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .nodeset(let nodes): .nodeset(nodes.map(\.visibleText))
        }
    }

    private func value(of source: String, at element: Element) throws(TrialFault) -> Value {
        let expression: Expression
        do throws(ExpressionFault) {
            expression = try Expression(parsing: source)
        } catch {
            throw .expression(error)
        }
        do throws(EvaluationError) {
            return try value(of: expression, at: element)
        } catch {
            throw .evaluation(error)
        }
    }

    private func element(along path: String) throws(TrialFault) -> Element {
        guard case .nodeset(let nodes) = try value(of: path, at: root), let first = nodes.first else {
            throw .noContext(path)
        }
        return first
    }
}

extension Filling {
    /// Evaluates one expression over the record as it stands; see `Evaluator.result`.
    package func trial(_ source: String, at context: String? = nil) throws(TrialFault) -> EvaluationResult {
        try evaluator.result(of: source, at: context)
    }
}
