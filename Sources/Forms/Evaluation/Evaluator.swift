package import Base

/// Evaluates expressions over one tree of elements.
///
/// Not Sendable: it caches compiled patterns and choice lists. Source of the rules: JavaRosa, as FORMS.md §7 states.
package final class Evaluator {
    /// What an expression can learn about the world outside the tree; handed in, so that nothing here reads a clock.
    package struct Surroundings: Sendable {
        package var now: @Sendable () -> Instant
        package var randomBytes: @Sendable (Int) -> [UInt8]
        /// Of dates, numbers and texts.
        package var tongue: Tongue

        package init(
            now: @escaping @Sendable () -> Instant, randomBytes: @escaping @Sendable (Int) -> [UInt8],
            language: Language
        ) {
            self.now = now
            self.randomBytes = randomBytes
            tongue = Tongue(language)
        }
    }

    /// Where an expression stands.
    struct Scope {
        /// The node that relative paths start from: inside a predicate the candidate.
        var context: Element
        /// The node that the expression belongs to: what `current()` and `${}` start from.
        let current: Element
        /// Position and size of the candidate list inside a predicate.
        var position: Int?
        var size: Int?
    }

    package let root: Element
    package let form: Form?
    package var surroundings: Surroundings {
        didSet { if surroundings.tongue != oldValue.tongue { forgetLabels() } }
    }
    /// The record saved before this one, for `${last-saved#…}`.
    private(set) var lastSaved: Element?
    /// What stands beside the questions of the two records, by their roots.
    private(set) var metas: [ObjectIdentifier: Element] = [:]
    /// External files by instance id.
    private let files: [String: ExternalTable]
    private var lists: [String: ListInstance] = [:]
    private var instances: [String: Element] = [:]
    private var patterns: [String: Pattern] = [:]
    var budget = EvaluationBudget()
    /// The place of the node that was asked for last, while one expression is evaluated.
    private var knownPosition: (node: Element, position: Int)?
    /// What was summed up while one item is evaluated in many rows; see `sharingSums`.
    var sums: [SumKey: Value]?

    /// `root` is the outermost element, the one that an absolute path names first; `files` are by instance id.
    package init(root: Element, form: Form?, surroundings: Surroundings, files: [String: ExternalTable] = [:]) {
        self.root = root
        self.form = form
        self.surroundings = surroundings
        self.files = files
    }

    func setInstanceID(_ id: String, of record: Element) {
        let meta = Element(name: "meta")
        meta.append(Element(name: Form.instanceID, text: id))
        meta.adopt(asParent: record)
        metas[ObjectIdentifier(record)] = meta
    }

    func setLastSaved(
        _ record: (id: String, answers: JSONObject), _ context: FillingContext, _ files: [String: ExternalTable]
    ) {
        guard let form else { return }
        let root = Filling(form, context: context, files: files, answers: record.answers, origin: .saved).root
        if !form.header.metaNames.isEmpty { setInstanceID(record.id, of: root) }
        lastSaved = root
    }

    package func value(of expression: Expression, at element: Element) throws(EvaluationError) -> Value {
        budget.begin()
        knownPosition = nil
        return try value(of: expression.root, in: Scope(context: element, current: element))
    }

    func value(of node: Expression.Node, in scope: Scope) throws(EvaluationError) -> Value {
        try budget.spend(1)
        return switch node {
        case .string(let text): .string(text)
        case .number(let number): .number(number)
        case .reference(let reference): .nodeset(try nodes(of: reference, in: scope))
        case .path(let path): .nodeset(try nodes(of: path, in: scope))
        case .call(let call): try shared(call, in: scope)
        case .negate(let operand): .number(-(try value(of: operand, in: scope).number()))
        case .chain(let first, let links): try chain(first, links, in: scope)
        }
    }

    func result(of call: Expression.Call, in scope: Scope) throws(EvaluationError) -> Value {
        try FunctionTable.rows[call.function].body(
            Call(evaluator: self, arguments: call.arguments, scope: scope, row: call.function))
    }

    // MARK: - Operators

    private func chain(
        _ first: Expression.Node, _ links: [Expression.Link], in scope: Scope
    ) throws(EvaluationError) -> Value {
        var left = try value(of: first, in: scope)
        for link in links {
            switch link.operation {
            case .or where try left.boolean(), .and where try !left.boolean(): continue
            case .or, .and: left = .boolean(try value(of: link.operand, in: scope).boolean())
            default: left = try apply(link.operation, left, try value(of: link.operand, in: scope))
            }
        }
        if links[0].operation == .or || links[0].operation == .and { return .boolean(try left.boolean()) }
        return left
    }

    private func apply(
        _ operation: Expression.Operator, _ a: Value, _ b: Value
    ) throws(EvaluationError) -> Value {
        switch operation {
        case .equal: .boolean(try equal(a, b))
        case .notEqual: .boolean(try !equal(a, b))
        case .less: .boolean(try a.number(beside: b) < b.number(beside: a))
        case .lessOrEqual: .boolean(try a.number(beside: b) <= b.number(beside: a))
        case .greater: .boolean(try a.number(beside: b) > b.number(beside: a))
        case .greaterOrEqual: .boolean(try a.number(beside: b) >= b.number(beside: a))
        case .plus: .number(try a.number() + b.number())
        case .minus: .number(try a.number() - b.number())
        case .times: .number(try a.number() * b.number())
        case .div: .number(try a.number() / b.number())
        case .mod: .number(try a.number().truncatingRemainder(dividingBy: b.number()))
        case .union: .nodeset(try union(a, b))
        case .or, .and: .blank
        }
    }

    /// As booleans if either is one, else as numbers if either is one, else as texts. Source: JavaRosa, `XPathEqExpr`.
    private func equal(_ a: Value, _ b: Value) throws(EvaluationError) -> Bool {
        let left = try a.single()
        let right = try b.single()
        switch (left, right) {
        case (.boolean, _), (_, .boolean): return try left.boolean() == right.boolean()
        case (.number, _), (_, .number):
            return abs(try left.number(beside: right) - right.number(beside: left)) < NumberText.tolerance
        default:
            guard left.isMoment != right.isMoment else { return try left.string() == right.string() }
            return try left.number(beside: right) == right.number(beside: left)
        }
    }

    private func union(_ a: Value, _ b: Value) throws(EvaluationError) -> [Element] {
        guard case .nodeset(let left) = a, case .nodeset(let right) = b else { throw .notANodeset(function: "|") }
        try budget.spend(left.count + right.count)
        var seen = Set(left.map(ObjectIdentifier.init))
        return left + right.filter { seen.insert(ObjectIdentifier($0)).inserted }
    }

    // MARK: - What functions need

    /// The place of a node among its brothers of the same name. In a predicate the same one is asked for again with every
    /// candidate: `position(current()/..)`.
    func position(of node: Element) throws(EvaluationError) -> Int {
        if let knownPosition, knownPosition.node === node { return knownPosition.position }
        try budget.spend(node.parent?.children.count ?? 0)
        let position = node.position
        knownPosition = (node, position)
        return position
    }

    /// A compiled pattern, kept for the next time.
    func pattern(_ source: String) throws(EvaluationError) -> Pattern {
        if let known = patterns[source] { return known }
        guard let pattern = Pattern(source) else { throw .badPattern(source) }
        patterns[source] = pattern
        return pattern
    }

    /// The document of a secondary instance; a choice list is one: `instance('l')/root/item/name`.
    func instance(_ name: String) throws(EvaluationError) -> Element {
        if let known = instances[name] { return known }
        if name == Self.lastSavedName {
            let document = Element(name: "")
            if let lastSaved { document.append(lastSaved) }
            instances[name] = document
            return document
        }
        return try list(name).document
    }

    /// Source: pyxform, the instance behind `${last-saved#…}`.
    static let lastSavedName = "__last-saved"

    /// A choice list or an external file; `tinh.csv` is `tinh` too.
    func list(_ name: String) throws(EvaluationError) -> ListInstance {
        if let known = lists[name] { return known }
        let made: ListInstance
        if let list = form?.lists[name] {
            made = ListInstance(list, tongue: surroundings.tongue)
        } else if let file = files[name] {
            made = ListInstance(file, id: name)
        } else if name.hasSuffix(".csv") {
            return try list(String(name.dropLast(4)))
        } else {
            throw .unknownInstance(name)
        }
        lists[name] = made
        return made
    }

    private func forgetLabels() {
        lists = lists.filter { form?.lists[$0.key] == nil }
    }

    /// For an order by chance.
    func randomSeed() -> Int64 {
        surroundings.randomBytes(4).reduce(0) { $0 << 8 | Int64($1) }
    }

    // MARK: - Texts

    /// The label of a code of the named question, or nil.
    func choiceLabel(_ code: String, of question: String) throws(EvaluationError) -> String? {
        guard let form, let item = form.item(named: question) else { return nil }
        if case .rows = item.listSource { return code }
        guard let name = item.list else { return nil }
        if let list = form.lists[name] { return list.choice(code)?.label[surroundings.tongue] }
        let list = try list(name)
        let row = list.rows(where: item.valueColumn, equal: .string(code))?.first
        return row.map { list.cell($0, item.labelColumn) }
    }

    /// The text with one of pyxform's ids, or nil.
    func translation(_ id: String) -> String? {
        guard let form else { return nil }
        let tongue = surroundings.tongue
        switch TextID(id) {
        case .question(let names, let column)?:
            guard let item = form.layout.item(along: names, in: form.items).map({ form.items[$0] }) else { return nil }
            return (column == .hint ? item.hint : item.label)[tongue]
        case .choice(let list, let row)?:
            guard let list = form.lists[list], list.choices.indices.contains(row) else { return nil }
            return list.choices[row].label[tongue]
        case nil: return nil
        }
    }
}
