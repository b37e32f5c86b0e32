internal import Base

/// Recursive descent over the tokens; one level of recursion a nesting, and none along a chain of operators.
struct Parser {
    private let tokens: [Token]
    private var at = 0
    private var depth = 0

    init(tokens: [Token]) {
        self.tokens = tokens
    }

    mutating func whole() throws(ExpressionFault) -> Expression.Node {
        let node = try expression()
        guard token.kind == .end else { throw unexpected() }
        return node
    }

    // MARK: - Tokens

    private var token: Token { tokens[at] }

    private func peek(_ ahead: Int) -> Token.Kind {
        at + ahead < tokens.count ? tokens[at + ahead].kind : .end
    }

    private mutating func take(_ kind: Token.Kind) -> Bool {
        guard token.kind == kind else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ kind: Token.Kind) throws(ExpressionFault) {
        guard take(kind) else { throw unexpected() }
    }

    private func unexpected() -> ExpressionFault {
        let isEnd = token.kind == .end
        return ExpressionFault(kind: isEnd ? .unfinished : .unexpected(token.text), offset: token.offset)
    }

    private func unsupported(_ construct: String) -> ExpressionFault {
        ExpressionFault(kind: .unsupported(construct), offset: token.offset)
    }

    // MARK: - Operators

    /// From the loosest to the tightest. Source: XPath 1.0 §3.4-§3.5.
    private static let levels: [Set<Expression.Operator>] = [
        [.or], [.and], [.equal, .notEqual], [.less, .lessOrEqual, .greater, .greaterOrEqual],
        [.plus, .minus], [.times, .div, .mod],
    ]

    private mutating func expression() throws(ExpressionFault) -> Expression.Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Expression.depthLimit else {
            throw ExpressionFault(kind: .tooDeep(limit: Expression.depthLimit), offset: token.offset)
        }
        return try level(0)
    }

    private mutating func level(_ number: Int) throws(ExpressionFault) -> Expression.Node {
        guard number < Self.levels.count else { return try unary() }
        let first = try level(number + 1)
        var links: [Expression.Link] = []
        while case .operation(let operation) = token.kind, Self.levels[number].contains(operation) {
            let offset = token.offset
            at += 1
            links.append(.init(operation: operation, operand: try level(number + 1), offset: offset))
        }
        return links.isEmpty ? first : .chain(first, links)
    }

    private mutating func unary() throws(ExpressionFault) -> Expression.Node {
        var signs = 0
        while take(.operation(.minus)) { signs += 1 }
        let operand = try union()
        if signs == 0 { return operand }
        return signs % 2 == 1 ? .negate(operand) : .negate(.negate(operand))
    }

    private mutating func union() throws(ExpressionFault) -> Expression.Node {
        let first = try primary()
        var links: [Expression.Link] = []
        while token.kind == .operation(.union) {
            let offset = token.offset
            at += 1
            links.append(.init(operation: .union, operand: try primary(), offset: offset))
        }
        return links.isEmpty ? first : .chain(first, links)
    }

    // MARK: - Operands

    private mutating func primary() throws(ExpressionFault) -> Expression.Node {
        let offset = token.offset
        switch token.kind {
        case .number(let value):
            at += 1
            return .number(value)
        case .string(let text):
            at += 1
            return .string(text)
        case .open:
            at += 1
            let inner = try expression()
            try expect(.close)
            if token.kind == .openBracket || token.kind == .slash { throw unsupported("(…)" + token.text) }
            return inner
        case .reference(let written):
            at += 1
            let reference = Expression.Reference(written: written, offset: offset)
            let path = try continued(.reference(reference), offset: offset)
            return path.predicates.isEmpty && path.steps.isEmpty ? .reference(reference) : .path(path)
        case .name(let name) where peek(1) == .open && name != "node" && name != "text":
            let call = try call(name)
            let path = try continued(.call(call), offset: offset)
            return path.predicates.isEmpty && path.steps.isEmpty ? .call(call) : .path(path)
        default:
            return .path(try location())
        }
    }

    private mutating func call(_ name: String) throws(ExpressionFault) -> Expression.Call {
        let offset = token.offset
        guard let function = FunctionTable.index[name] else {
            if FunctionTable.later.contains(name) {
                throw ExpressionFault(kind: .unsupportedFunction(name), offset: offset)
            }
            let nearest = FunctionTable.nearest(name)
            throw ExpressionFault(kind: .unknownFunction(name, nearest: nearest), offset: offset)
        }
        at += 2
        var arguments: [Expression.Node] = []
        if !take(.close) {
            repeat { arguments.append(try expression()) } while take(.comma)
            try expect(.close)
        }
        let row = FunctionTable.rows[function]
        guard row.arity.contains(arguments.count) else {
            let kind = ExpressionFault.Kind.argumentCount(signature: row.signature, given: arguments.count)
            throw ExpressionFault(kind: kind, offset: offset)
        }
        return Expression.Call(function: function, arguments: arguments, offset: offset)
    }

    // MARK: - Paths

    /// Predicates and steps after a reference or a call.
    private mutating func continued(
        _ start: Expression.Path.Start, offset: Int
    ) throws(ExpressionFault) -> Expression.Path {
        let predicates = try predicates()
        let steps = try steps(after: true)
        return Expression.Path(start: start, predicates: predicates, steps: steps, offset: offset)
    }

    private mutating func location() throws(ExpressionFault) -> Expression.Path {
        let offset = token.offset
        if token.kind == .doubleSlash { throw unsupported("//") }
        if take(.slash) {
            let steps = startsStep ? try steps(after: false) : []
            return Expression.Path(start: .root, predicates: [], steps: steps, offset: offset)
        }
        guard startsStep else { throw unexpected() }
        let steps = try steps(after: false)
        return Expression.Path(start: .context, predicates: [], steps: steps, offset: offset)
    }

    private var startsStep: Bool {
        switch token.kind {
        case .name, .dot, .dotDot, .at, .star: true
        default: false
        }
    }

    private var startsCall: Bool {
        guard case .name(let name) = token.kind, peek(1) == .open else { return false }
        return FunctionTable.index[name] != nil
    }

    /// `a/b/c`; with `after` every step needs its own slash.
    private mutating func steps(after: Bool) throws(ExpressionFault) -> [Expression.Step] {
        var steps: [Expression.Step] = []
        if !after { steps.append(try step()) }
        while true {
            if token.kind == .doubleSlash { throw unsupported("//") }
            let slash = token
            guard take(.slash) else { return steps }
            // `${a}/12` and `sum(…)/count(…)` are meant to divide.
            guard startsStep && !startsCall || token.kind == .end else {
                throw ExpressionFault(kind: .unexpected(slash.text), offset: slash.offset)
            }
            steps.append(try step())
        }
    }

    private mutating func step() throws(ExpressionFault) -> Expression.Step {
        let offset = token.offset
        let axis: Expression.Step.Axis
        var name: String?
        switch token.kind {
        case .dot:
            at += 1
            axis = .itself
        case .dotDot:
            at += 1
            axis = .parent
        case .at:
            at += 1
            axis = .attribute
            name = try nodeTest()
        case .name(let word) where peek(1) == .axis:
            axis = try self.axis(word)
            at += 2
            name = try nodeTest()
        default:
            axis = .child
            name = try nodeTest()
        }
        return Expression.Step(axis: axis, name: name, predicates: try predicates(), offset: offset)
    }

    private func axis(_ word: String) throws(ExpressionFault) -> Expression.Step.Axis {
        switch word {
        case "child": .child
        case "self": .itself
        case "parent": .parent
        case "attribute": .attribute
        default: throw unsupported(word + "::")
        }
    }

    private mutating func nodeTest() throws(ExpressionFault) -> String? {
        if take(.star) { return nil }
        guard case .name(let name) = token.kind else { throw unexpected() }
        if peek(1) == .open {
            guard name == "node" else { throw unsupported(name + "()") }
            at += 2
            try expect(.close)
            return nil
        }
        at += 1
        // Trees hold local names: a prefix, as in `orx:meta`, says nothing more.
        return name.split(separator: ":").last.map(String.init)
    }

    private mutating func predicates() throws(ExpressionFault) -> [Expression.Node] {
        var predicates: [Expression.Node] = []
        while take(.openBracket) {
            predicates.append(try expression())
            try expect(.closeBracket)
        }
        return predicates
    }
}
