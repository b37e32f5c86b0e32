internal import Forms

/// Checks of what is reckoned with and is never a number.
extension FormCompiler {
    /// `${ho} + ' ' + ${ten}`, and selects whose codes are words.
    mutating func checkArithmetic(
        in expression: Expression, of item: Item, _ key: String, _ entry: SurveyEntry, _ byName: [String: Item],
        _ codes: inout CodeLists
    ) {
        var operands: [(node: Expression.Node, offset: Int)] = []
        expression.root.visit { node in
            guard case .chain(let first, let links) = node, let link = links.first, link.operation.isArithmetic
            else { return }
            operands.append((first, link.offset))
            operands += links.map { ($0.operand, $0.offset) }
        }
        for (node, offset) in operands {
            if case .string(let text) = node, NumberText.read(text).isNaN {
                entry.reader.fault(.textInArithmetic(text), key, offset: offset, &faults)
            } else if let subject = node.isItself ? item : node.question.flatMap({ byName[$0] }),
                codes.numbers(of: subject)?.isEmpty == true
            {
                entry.reader.fault(.neverReckoned(question: subject.name), key, offset: offset, &faults)
            }
        }
    }
}

extension Expression.Operator {
    var isArithmetic: Bool {
        switch self {
        case .plus, .minus, .times, .div, .mod: true
        case .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .union: false
        }
    }
}

extension Expression.Node {
    /// The question that it is the answer of.
    var question: String? {
        guard case .reference(let reference) = self, !reference.isLastSaved else { return nil }
        return reference.name
    }
}
