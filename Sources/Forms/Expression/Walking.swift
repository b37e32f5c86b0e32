extension Expression.Node {
    /// Hands over the node and every one inside it, those of predicates and of a path's start too, from left to right.
    package func visit(_ body: (Expression.Node) -> Void) {
        body(self)
        switch self {
        case .string, .number, .reference: break
        case .negate(let operand): operand.visit(body)
        case .call(let call):
            for argument in call.arguments { argument.visit(body) }
        case .chain(let first, let links):
            first.visit(body)
            for link in links { link.operand.visit(body) }
        case .path(let path):
            if case .call(let call) = path.start { Expression.Node.call(call).visit(body) }
            for predicate in path.predicates + path.steps.flatMap(\.predicates) { predicate.visit(body) }
        }
    }
}

extension Expression.Call {
    /// As the table of functions has it.
    package var name: String { FunctionTable.rows[function].name }
}

extension Expression {
    /// Where the argument `literal` of a call begins in the source: the nodes of the tree do not know.
    package func offset(of literal: String, in call: Call) -> Int {
        let wanted = Array(literal.utf8)
        // Arguments stand close by; a long scan for each of many calls would be felt.
        let near = Array(source.utf8.dropFirst(call.offset).prefix(wanted.count + 512))
        let quotes: [UInt8] = [0x27, 0x22]
        var at = 0
        while at + wanted.count + 1 < near.count {
            if quotes.contains(near[at]), near[at + wanted.count + 1] == near[at],
                near[at + 1..<at + 1 + wanted.count].elementsEqual(wanted)
            {
                return call.offset + at
            }
            at += 1
        }
        return call.offset
    }
}
