internal import Base

/// Finding the rows of a list that a predicate can hold for, without trying every row.
extension Evaluator {
    /// The rows in which some `column = value` of the predicate holds; nil when it names none that can be looked up.
    /// The predicate must still be tried on them.
    func candidates(
        _ predicate: Expression.Node, in list: ListInstance, _ scope: Scope
    ) throws(EvaluationError) -> [Int]? {
        guard !predicate.readsPosition else { return nil }
        for (column, other) in predicate.equalities {
            let value = try value(of: other, in: scope).single()
            if let rows = list.rows(where: column, equal: value) { return rows }
        }
        return nil
    }

    /// The rows of a list for which a choice filter holds; `${}` in it is read from `question`.
    func rows(
        of list: ListInstance, where filter: Expression, at question: Element, among some: [Int]? = nil
    ) throws(EvaluationError) -> [Int] {
        let scope = Scope(context: question, current: question)
        var candidates = some
        if candidates == nil { candidates = try self.candidates(filter.root, in: list, scope) }
        var kept: [Int] = []
        for row in candidates ?? Array(0..<list.count) {
            let inner = Scope(context: list.item(row), current: question, position: row + 1, size: list.count)
            if try value(of: filter.root, in: inner).boolean() { kept.append(row) }
        }
        return kept
    }
}

extension Expression.Node {
    /// Every `column = value` that must hold for the whole to hold, where the value is the same for all rows.
    fileprivate var equalities: [(column: String, value: Expression.Node)] {
        guard case .chain(let first, let links) = self else { return [] }
        if links.allSatisfy({ $0.operation == .and }) {
            return first.equalities + links.flatMap(\.operand.equalities)
        }
        guard links.count == 1, links[0].operation == .equal else { return [] }
        let second = links[0].operand
        if let column = first.column, second.isSameForAllRows { return [(column, second)] }
        if let column = second.column, first.isSameForAllRows { return [(column, first)] }
        return []
    }

    /// The name alone, as in `tinh = …` or `./tinh = …`.
    private var column: String? {
        guard case .path(let path) = self, path.start == .context, path.predicates.isEmpty else { return nil }
        let steps = path.steps.drop { $0.axis == .itself && $0.predicates.isEmpty }
        guard let step = steps.first, steps.count == 1, step.axis == .child, step.predicates.isEmpty else { return nil }
        return step.name
    }

    private var isSameForAllRows: Bool {
        switch self {
        case .string, .number, .reference: true
        case .path(let path):
            switch path.start {
            case .context: false
            case .root, .reference: true
            case .call(let call): Self.call(call).isSameForAllRows
            }
        case .call(let call):
            FunctionTable.rows[call.function].readsContext(call.arguments.count) == false
                && call.arguments.allSatisfy(\.isSameForAllRows)
        case .negate(let operand): operand.isSameForAllRows
        case .chain(let first, let links):
            first.isSameForAllRows && links.allSatisfy { $0.operand.isSameForAllRows }
        }
    }

    /// Whether `position()` or `last()` of the candidate list takes part.
    fileprivate var readsPosition: Bool {
        switch self {
        case .string, .number, .reference: return false
        case .path(let path):
            guard case .call(let call) = path.start else { return false }
            return Self.call(call).readsPosition
        case .call(let call):
            let name = FunctionTable.rows[call.function].name
            return name == "position" || name == "last" || call.arguments.contains(where: \.readsPosition)
        case .negate(let operand): return operand.readsPosition
        case .chain(let first, let links):
            return first.readsPosition || links.contains { $0.operand.readsPosition }
        }
    }
}

extension Function {
    /// Whether the call, with that many arguments, reads the node it stands on, or differs from call to call.
    fileprivate func readsContext(_ arguments: Int) -> Bool {
        switch name {
        case "position", "last", "random", "uuid": true
        case "string-length", "normalize-space", "name", "local-name": arguments == 0
        default: false
        }
    }
}
