/// Calls that name parts of the form, `jr:itext()`, `jr:choice-name()` and `indexed-repeat()`, and what telephones do
/// not have.
struct CallChecks {
    let items: [Item]
    let layout: Layout
    let lists: [String: ChoiceList]

    func faults(of expression: Expression) -> [ReferenceReader.Fault] {
        var faults: [ReferenceReader.Fault] = []
        expression.root.visit { node in
            if case .chain(_, let links) = node, let union = links.first(where: { $0.operation == .union }) {
                faults.append(.init(kind: .notOnPhones("|"), offset: union.offset))
            }
            if case .path(let path) = node, let place = Self.numbered(path) {
                faults.append(.init(kind: .notOnPhones("[1]"), offset: place))
            }
            guard case .call(let call) = node else { return }
            if FunctionTable.rows[call.function].isOnlyHere {
                faults.append(.init(kind: .notOnPhones(call.name), offset: call.offset))
            }
            let kinds: [DefinitionFault.Kind]
            switch call.name {
            case "jr:itext": kinds = unknownText(call)
            case "indexed-repeat": kinds = wrongRepeats(call)
            case "jr:choice-name": kinds = call.arguments[1].isAnswer ? [.unquotedQuestion] : []
            default: return
            }
            faults += kinds.map { ReferenceReader.Fault(kind: $0, offset: call.offset) }
        }
        return faults
    }

    /// Where a number alone says which node is meant; JavaRosa finds none then.
    private static func numbered(_ path: Expression.Path) -> Int? {
        let steps = [(path.predicates, path.offset)] + path.steps.map { ($0.predicates, $0.offset) }
        return steps.first { $0.0.contains { if case .number = $0 { true } else { false } } }?.1
    }

    private func unknownText(_ call: Expression.Call) -> [DefinitionFault.Kind] {
        guard case .string(let id) = call.arguments[0] else { return [] }
        let isKnown =
            switch TextID(id) {
            case .question(let names, _)?: layout.item(along: names, in: items) != nil
            case .choice(let list, let row)?: lists[list]?.choices.indices.contains(row) ?? false
            case nil: false
            }
        return isKnown ? [] : [.unknownText(id)]
    }

    /// Every second argument is a repeat around the first.
    private func wrongRepeats(_ call: Expression.Call) -> [DefinitionFault.Kind] {
        guard let target = item(call.arguments[0]) else { return [] }
        return stride(from: 1, to: call.arguments.count, by: 2).compactMap { index in
            guard let around = item(call.arguments[index]) else { return nil }
            let name = items[around].name
            guard layout.lineage[target].dropLast().contains(around) else {
                return .indexedElsewhere(items[target].name, around: name)
            }
            return items[around].type == .repeat ? nil : .indexedGroup(name)
        }
    }

    private func item(_ node: Expression.Node) -> Int? {
        switch node {
        case .reference(let reference): layout.indexByName[reference.name]
        case .path(let path): path.steps.last?.name.flatMap { layout.indexByName[$0] }
        default: nil
        }
    }
}

extension Expression.Node {
    /// A question's answer, not its name.
    fileprivate var isAnswer: Bool {
        switch self {
        case .reference, .path, .number: true
        case .string, .call, .negate, .chain: false
        }
    }
}

/// The id of a text as pyxform makes it: `/data/group/question:label`, or `list-0` of a choice.
enum TextID {
    case question(path: [String], column: ItemColumn)
    case choice(list: String, row: Int)

    init?(_ id: String) {
        if id.hasPrefix("/"), let colon = id.lastIndex(of: ":") {
            let column = ItemColumn(rawValue: String(id[id.index(after: colon)...]))
            guard let column, column == .label || column == .hint else { return nil }
            self = .question(path: id[..<colon].split(separator: "/").map(String.init), column: column)
        } else if let dash = id.lastIndex(of: "-"), let row = Int(id[id.index(after: dash)...]) {
            self = .choice(list: String(id[..<dash]), row: row)
        } else {
            return nil
        }
    }
}
