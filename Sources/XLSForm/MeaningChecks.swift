internal import Base
internal import Forms

/// Checks across the form that need no evaluation: codes that no list has, numbers that are none, defaults that fit no
/// answer, files that are not there.
extension FormCompiler {
    mutating func checkMeaning(_ items: [Item], lists: [ChoiceList]) {
        let lists = Dictionary(lists.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var byName: [String: Item] = [:]
        for item in items where byName.updateValue(item, forKey: item.name) != nil { byName[item.name] = nil }
        for (item, entry) in zip(items, survey.entries) where !entry.isAdded {
            checkDefault(item, entry, lists)
            for (key, expression) in Self.expressions(of: item) {
                var comparisons = Comparisons(source: expression.source)
                comparisons.visit(expression.root)
                for found in comparisons.found { check(found, item, key, entry, byName, lists) }
            }
        }
    }

    private mutating func check(
        _ comparison: Comparisons.Comparison, _ item: Item, _ key: String, _ entry: SurveyEntry,
        _ byName: [String: Item], _ lists: [String: ChoiceList]
    ) {
        let target = comparison.name.isEmpty ? item : byName[comparison.name]
        guard let target else { return }
        if target.type.isNumeric, !comparison.isList {
            guard !comparison.literal.isEmpty, Double(comparison.literal) == nil else { return }
            let kind = FormFault.Kind.neverANumber(comparison.literal, question: target.name)
            return entry.reader.fault(kind, key, offset: comparison.offset, &faults)
        }
        guard target.type.isSelect, let name = target.list, let list = lists[name], !list.choices.isEmpty else {
            return
        }
        for code in comparison.codes where list.choice(code) == nil {
            let nearest = faults.nearest(code, in: list.choices.map(\.name))
            let kind = FormFault.Kind.unknownChoice(code, list: name, nearest: nearest)
            entry.reader.fault(kind, key, offset: comparison.offset, &faults)
        }
    }

    private mutating func checkDefault(_ item: Item, _ entry: SurveyEntry, _ lists: [String: ChoiceList]) {
        guard case .constant(let text)? = item.defaultValue else { return }
        let isGood =
            switch entry.type {
            case .integer: Int(text) != nil
            case .decimal, .range: Double(text) != nil
            case .date: CivilDate(iso: text.prefix(10)) != nil
            case .dateTime: Instant(iso: text) != nil || CivilDate(iso: text) != nil
            default: true
            }
        if !isGood { entry.reader.fault(.badDefault(text, type: entry.type.rawValue), "default", &faults) }
        guard entry.type.isSelect, let name = item.list, let list = lists[name], !list.choices.isEmpty else { return }
        for code in text.split(separator: " ").map(String.init) where list.choice(code) == nil {
            let nearest = faults.nearest(code, in: list.choices.map(\.name))
            entry.reader.fault(.unknownChoice(code, list: name, nearest: nearest), "default", &faults)
        }
    }
}

/// Finds where an expression holds an answer against a literal text.
struct Comparisons {
    struct Comparison {
        /// The question; empty for the one that the expression stands on (`.`).
        let name: String
        let literal: String
        /// `selected(…)`, where words of a text are codes.
        let isList: Bool
        let offset: Int

        var codes: [String] {
            isList ? literal.split(separator: " ").map(String.init) : literal.isEmpty ? [] : [literal]
        }
    }

    let source: String
    private(set) var found: [Comparison] = []

    init(source: String) {
        self.source = source
    }

    mutating func visit(_ node: Expression.Node) {
        switch node {
        case .string, .number, .reference, .path: break
        case .negate(let operand): visit(operand)
        case .call(let call):
            for argument in call.arguments { visit(argument) }
            guard call.arguments.count == 2, name(of: call) == "selected" else { return }
            compare(call.arguments[0], call.arguments[1], isList: true, call.offset)
            compare(call.arguments[1], call.arguments[0], isList: true, call.offset)
        case .chain(let first, let links):
            visit(first)
            var left = first
            for link in links {
                visit(link.operand)
                if link.operation == .equal || link.operation == .notEqual {
                    compare(left, link.operand, isList: false, link.offset)
                    compare(link.operand, left, isList: false, link.offset)
                }
                left = link.operand
            }
        }
    }

    private mutating func compare(_ question: Expression.Node, _ literal: Expression.Node, isList: Bool, _ offset: Int)
    {
        guard case .string(let text) = literal else { return }
        switch question {
        case .reference(let reference) where !reference.isLastSaved:
            found.append(Comparison(name: reference.name, literal: text, isList: isList, offset: offset))
        case .path(let path) where path.isItself:
            found.append(Comparison(name: "", literal: text, isList: isList, offset: offset))
        default: break
        }
    }

    /// The letters before the parenthesis.
    private func name(of call: Expression.Call) -> String {
        String(decoding: source.utf8.dropFirst(call.offset).prefix { $0 != 0x28 && $0 != 0x20 }, as: UTF8.self)
    }
}

extension Expression.Path {
    /// `.` alone.
    fileprivate var isItself: Bool {
        guard case .context = start, predicates.isEmpty, steps.count == 1 else { return false }
        return steps[0].axis == .itself && steps[0].predicates.isEmpty
    }
}
