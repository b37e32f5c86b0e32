internal import Base

/// One item evaluated in many rows often asks each time for the same sum, as in `${tien} div sum(../../mua/tien)`:
/// five hundred rows would add up five hundred numbers each. While such a pass lasts, sums are kept.
extension Evaluator {
    /// A call by its place in the expression, and the element that its path climbs to.
    struct SumKey: Hashable {
        let offset: Int
        let function: Int
        let anchor: ObjectIdentifier
    }

    /// Keeps sums during `body`, which evaluates one expression in several rows and changes no node that it sums.
    func sharingSums(_ body: () -> Void) {
        sums = [:]
        body()
        sums = nil
    }

    func shared(_ call: Expression.Call, in scope: Scope) throws(EvaluationError) -> Value {
        guard sums != nil, FunctionTable.sums.contains(call.function), scope.position == nil,
            let anchor = anchor(of: call, scope)
        else { return try result(of: call, in: scope) }
        let key = SumKey(offset: call.offset, function: call.function, anchor: ObjectIdentifier(anchor))
        if let known = sums?[key] { return known }
        let value = try result(of: call, in: scope)
        sums?[key] = value
        return value
    }

    /// Where a lone path without predicates goes down from; nil when its nodes may differ from row to row otherwise.
    private func anchor(of call: Expression.Call, _ scope: Scope) -> Element? {
        guard call.arguments.count == 1, case .path(let path) = call.arguments[0], path.start == .context,
            path.steps.allSatisfy(\.predicates.isEmpty)
        else { return nil }
        var element = scope.context
        for step in path.steps {
            switch step.axis {
            case .parent:
                guard let parent = element.parent else { return nil }
                element = parent
            case .child: return element
            case .itself, .attribute: return nil
            }
        }
        return element
    }
}

extension FunctionTable {
    /// Functions of one nodeset that give no node.
    static let sums = Set(["sum", "count", "count-non-empty", "max", "min"].compactMap { index[$0] })
}
