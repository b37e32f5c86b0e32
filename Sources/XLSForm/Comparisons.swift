internal import Base
internal import Forms

/// Finds where an expression holds something against a literal text or number.
struct Comparisons {
    enum Relation { case equality, order, selected }

    struct Comparison {
        /// The question on the other side; nil when another thing stands there.
        let name: String?
        /// The other side is `.`: the question that the expression stands on.
        let isItself: Bool
        /// Of `selected(…)` words of which each is a code.
        let literal: String
        /// Of a literal without quotes.
        let number: Double?
        let relation: Relation
        let offset: Int
    }

    private(set) var found: [Comparison] = []

    init(_ expression: Expression) {
        var found: [Comparison] = []
        expression.root.visit { node in
            switch node {
            case .call(let call) where call.name == "selected" && call.arguments.count == 2:
                found += Self.pair(call.arguments[0], call.arguments[1], .selected, call.offset)
            case .chain(let first, let links):
                var left = first
                for link in links {
                    if let relation = link.operation.relation {
                        found += Self.pair(left, link.operand, relation, link.offset)
                    }
                    left = link.operand
                }
            default: break
            }
        }
        self.found = found
    }

    private static func pair(
        _ a: Expression.Node, _ b: Expression.Node, _ relation: Relation, _ offset: Int
    ) -> [Comparison] {
        [(a, b), (b, a)].compactMap { other, literal in
            guard let (text, number) = literal.literal else { return nil }
            return Comparison(
                name: other.question, isItself: other.isItself, literal: text, number: number, relation: relation,
                offset: offset)
        }
    }
}

extension Expression.Operator {
    fileprivate var relation: Comparisons.Relation? {
        switch self {
        case .equal, .notEqual: .equality
        case .less, .lessOrEqual, .greater, .greaterOrEqual: .order
        case .or, .and, .plus, .minus, .times, .div, .mod, .union: nil
        }
    }
}

extension Expression.Node {
    /// A text, or a number and how it is written.
    fileprivate var literal: (text: String, number: Double?)? {
        switch self {
        case .string(let text): (text, nil)
        case .number(let number): (NumberText.write(number), number)
        case .negate(.number(let number)): (NumberText.write(-number), -number)
        default: nil
        }
    }

    /// `.` alone.
    var isItself: Bool {
        guard case .path(let path) = self, case .context = path.start, path.predicates.isEmpty, path.steps.count == 1
        else { return false }
        return path.steps[0].axis == .itself && path.steps[0].predicates.isEmpty
    }
}

extension Expression {
    /// `2026-04-02` without quotes, and the number that it is then.
    var unquotedDates: [(text: String, value: String, offset: Int)] {
        var found: [(String, String, Int)] = []
        root.visit { node in
            guard case .chain(_, let links) = node else { return }
            for (minus, next) in zip(links, links.dropFirst())
            where minus.operation == .minus && next.operation == .minus && next.offset == minus.offset + 3 {
                let text = String(decoding: source.utf8.dropFirst(minus.offset - 4).prefix(10), as: UTF8.self)
                let parts = text.split(separator: "-").compactMap { Int($0) }
                guard text.utf8.count == 10, parts.count == 3, parts[0] >= 1000 else { continue }
                found.append((text, String(parts[0] - parts[1] - parts[2]), minus.offset - 4))
            }
        }
        return found
    }
}
