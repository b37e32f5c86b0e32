/// A parsed expression of the ODK language, with its text.
///
/// Source: ODK XForms specification, "XPath"; the operators of XPath 1.0 with the functions of `FunctionTable`.
package struct Expression: Hashable, Sendable {
    /// As the author wrote it.
    package let source: String
    package let root: Node

    /// UTF-8 bytes of a longest expression.
    package static let lengthLimit = 16 * 1024
    /// Parentheses, arguments and predicates inside one another.
    package static let depthLimit = 64

    package init(parsing source: String) throws(ExpressionFault) {
        var parser = Parser(tokens: try Lexer.tokens(of: source))
        self.source = source
        root = try parser.whole()
    }
}

extension Expression {
    /// `${name}`, or `${last-saved#name}`.
    package struct Reference: Hashable, Sendable {
        package let name: String
        package let isLastSaved: Bool
        /// UTF-8 bytes from the start of the expression.
        package let offset: Int

        /// From what stands between the braces.
        package init(written: String, offset: Int = 0) {
            isLastSaved = written.hasPrefix(Self.lastSaved)
            name = isLastSaved ? String(written.dropFirst(Self.lastSaved.count)) : written
            self.offset = offset
        }

        static let lastSaved = "last-saved#"
    }

    var readsLastSaved: Bool { source.contains("last-saved") }

    package enum Operator: Hashable, Sendable {
        case or, and, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case plus, minus, times, div, mod, union
    }

    package struct Link: Hashable, Sendable {
        package let operation: Operator
        package let operand: Node
        package let offset: Int
    }

    package struct Step: Hashable, Sendable {
        package enum Axis: Hashable, Sendable { case itself, parent, child, attribute }
        package let axis: Axis
        /// Nil for any name (`*`, `.`, `..`, `node()`).
        package let name: String?
        package let predicates: [Node]
        package let offset: Int
    }

    package struct Path: Hashable, Sendable {
        package enum Start: Hashable, Sendable {
            case root, context
            case reference(Reference)
            case call(Call)
        }
        package let start: Start
        /// Predicates on the start itself: `${rep}[1]`.
        package let predicates: [Node]
        package let steps: [Step]
        package let offset: Int
    }

    package struct Call: Hashable, Sendable {
        /// Row of `FunctionTable.rows`.
        package let function: Int
        package let arguments: [Node]
        package let offset: Int
    }

    package indirect enum Node: Hashable, Sendable {
        case string(String)
        case number(Double)
        case reference(Reference)
        case path(Path)
        case call(Call)
        case negate(Node)
        /// Operators of one precedence, from left to right; a list and not a tree, so that a long sum is not deep.
        case chain(Node, [Link])
    }
}
