internal import Base
internal import Forms

extension FormCompiler {
    /// Times that are compared or reckoned with, of which telephones take the day alone: there two times of one day are
    /// equal. Source: JavaRosa, `XPathFuncExpr.toNumeric` and `toString`.
    mutating func checkTimes(
        in expression: Expression, of item: Item, _ key: String, _ entry: SurveyEntry, _ byName: [String: Item]
    ) {
        let clocks = Clocks(item: item, byName: byName)
        expression.root.visit { node in
            guard case .chain(let first, let links) = node else { return }
            var left = clocks.kind(of: first)
            var isBlank = first.isBlank
            for link in links {
                let right = clocks.kind(of: link.operand)
                let isCompared = !isBlank && !link.operand.isBlank
                if isCompared, let isTime = link.operation.takesDay(left, right) {
                    entry.reader.fault(.dayAlone(isTime: isTime), key, offset: link.offset, &faults)
                }
                // What comes of it is a number or a truth.
                (left, isBlank) = (.other, false)
            }
        }
    }
}

/// What of an expression is a time of day.
private struct Clocks {
    enum Kind { case time, moment, other }

    let item: Item
    let byName: [String: Item]

    func kind(of node: Expression.Node) -> Kind {
        switch node {
        case .string(let text): Instant(iso: text) == nil ? .other : .moment
        case .reference(let reference): kind(of: byName[reference.name])
        case .path(let path): node.isItself ? kind(of: item) : kind(of: path.steps.last?.name.flatMap { byName[$0] })
        case .call(let call):
            switch call.name {
            case "now", "date-time": .moment
            case "if": kind(of: call.arguments[1])
            case "once", "coalesce": kind(of: call.arguments[0])
            default: .other
            }
        case .number, .negate, .chain: .other
        }
    }

    private func kind(of item: Item?) -> Kind {
        switch item?.type {
        case .time: .time
        case .dateTime, .start, .end: .moment
        default: .other
        }
    }
}

extension Expression.Node {
    /// A comparison with nothing asks whether there is an answer.
    fileprivate var isBlank: Bool { if case .string("") = self { true } else { false } }
}

extension Expression.Operator {
    /// Whether something is lost when the day alone is taken, and whether it is a time without a day.
    fileprivate func takesDay(_ left: Clocks.Kind, _ right: Clocks.Kind) -> Bool? {
        switch self {
        case .or, .and, .union: nil
        case .times, .div, .mod, .plus: left == .time || right == .time ? true : nil
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .minus:
            if left == .time || right == .time { true } else { left == .moment && right == .moment ? false : nil }
        }
    }
}
