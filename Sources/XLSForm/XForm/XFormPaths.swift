internal import Base
internal import Forms

/// Turns `${name}` into the paths of an XForm: relative when the two share a repeat, else absolute.
///
/// Source: pyxform, `survey.py`, `insert_xpaths`.
struct XFormPaths {
    /// The name of the element around a record.
    let root: String
    private let metaNames: Set<String>
    private let items: [Item]
    /// From the top down to the item.
    private let lineage: [[Int]]
    private let byName: [String: Int]

    init(_ form: Form) {
        let items = form.items
        self.items = items
        root = form.header.rootName
        metaNames = form.header.metaNames
        var lineage: [[Int]] = []
        for item in items { lineage.append((item.parent < 0 ? [] : lineage[item.parent]) + [item.index]) }
        self.lineage = lineage
        byName = Dictionary(items.map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
    }

    func path(_ item: Int) -> String {
        "/\(root)/" + lineage[item].map { items[$0].name }.joined(separator: "/")
    }

    func item(named name: String) -> Int? { byName[name] }

    /// Where an expression stands.
    struct Place {
        /// The groups and repeats around it, from the top.
        let containers: ArraySlice<Int>
        /// Steps from the top down to it.
        let depth: Int
    }

    func place(of item: Int) -> Place { Place(containers: lineage[item].dropLast(), depth: lineage[item].count) }

    /// A child or an attribute of `meta/entity` in a group or repeat.
    func place(inEntityOf container: Int) -> Place {
        Place(containers: lineage[container][...], depth: lineage[container].count + 3)
    }

    /// From `source` up to what holds both, inside the repeat that both stand in, and down to `target`; nil when they
    /// share no repeat. A repeat or group named inside itself is seen from what holds it: all its rows are meant.
    private func relativePath(from source: Place, to target: Int) -> String? {
        let shared = zip(source.containers, lineage[target].dropLast()).prefix { $0 == $1 }.map(\.0)
        guard shared.contains(where: { items[$0].type == .repeat }) else { return nil }
        let ups = [String](repeating: "..", count: source.depth - shared.count)
        return (ups + lineage[target][shared.count...].map { items[$0].name }).joined(separator: "/")
    }

    // MARK: - Expressions

    /// For `setvalue`, which needs a value of the question's type.
    func set(_ expression: Expression, on item: Item) -> String {
        let value = rewritten(expression, on: item.index)
        return item.conversion(of: expression).map { "\($0)(\(value))" } ?? value
    }

    private enum Mode { case plain, absolute, predicate }

    /// The expression as it stands on `source`; nil for the form itself, as of the instance's name.
    func rewritten(_ expression: Expression, on source: Int?, isFilter: Bool = false) -> String {
        rewritten(expression, at: source.map(place(of:)), isFilter: isFilter)
    }

    private func rewritten(_ expression: Expression, at source: Place?, isFilter: Bool = false) -> String {
        var modes: [Int: Mode] = [:]
        mark(expression.root, expression.source, isFilter ? .predicate : .plain, &modes)
        let text = OutputText.replacing(expression.source) { name, offset in
            " \(reference(name, from: source, modes[offset] ?? .plain)) "
        }
        return Expression.straightQuotes(in: text)
    }

    /// A filter over the rows of a repeat: what stands in a row is seen from the row.
    func rewritten(_ expression: Expression, inRowsOf around: Int, on source: Int) -> String {
        let text = OutputText.replacing(expression.source) { name, _ in
            guard let target = byName[name], lineage[target].dropLast().contains(around) else {
                return " \(reference(name, from: place(of: source), .predicate)) "
            }
            return " ./"
                + lineage[target].drop { $0 != around }.dropFirst().map { items[$0].name }.joined(separator: "/")
                + " "
        }
        return Expression.straightQuotes(in: text)
    }

    /// A text without an expression's structure, such as a seed.
    func rewritten(_ text: String, on source: Int?) -> String { rewritten(text, at: source.map(place(of:))) }

    func rewritten(_ text: String, at source: Place?) -> String {
        do {
            return rewritten(try Expression(parsing: text), at: source)
        } catch {
            // No expression: only its references are rewritten.
            return OutputText.replacing(text) { name, _ in " \(reference(name, from: source, .plain)) " }
        }
    }

    /// The path that `${name}` becomes in a label.
    func output(_ name: String, on source: Int?) -> String {
        " \(reference(name, from: source.map(place(of:)), .plain)) "
    }

    private func reference(_ name: String, from source: Place?, _ mode: Mode) -> String {
        let reference = Expression.Reference(written: name)
        let saved = reference.isLastSaved ? "instance('__last-saved')" : ""
        if metaNames.contains(reference.name) { return "\(saved)/\(root)/meta/\(reference.name)" }
        guard let target = byName[reference.name] else { return name }
        if reference.isLastSaved { return saved + path(target) }
        guard mode != .absolute, let source, let relative = relativePath(from: source, to: target) else {
            return path(target)
        }
        return mode == .predicate ? "current()/\(relative)" : relative
    }

    private func mark(_ node: Expression.Node, _ source: String, _ mode: Mode, _ modes: inout [Int: Mode]) {
        switch node {
        case .string, .number: break
        case .reference(let reference): modes[reference.offset] = mode
        case .negate(let operand): mark(operand, source, mode, &modes)
        case .chain(let first, let links):
            mark(first, source, mode, &modes)
            for link in links { mark(link.operand, source, mode, &modes) }
        case .call(let call): mark(call, source, mode, &modes)
        case .path(let path):
            switch path.start {
            case .root, .context: break
            case .reference(let reference): modes[reference.offset] = mode
            case .call(let call): mark(call, source, mode, &modes)
            }
            for predicate in path.predicates { mark(predicate, source, .predicate, &modes) }
            for step in path.steps {
                for predicate in step.predicates { mark(predicate, source, .predicate, &modes) }
            }
        }
    }

    /// `indexed-repeat` wants absolute paths for the question and the repeats.
    private func mark(_ call: Expression.Call, _ source: String, _ mode: Mode, _ modes: inout [Int: Mode]) {
        let isIndexed = source.utf8.dropFirst(call.offset).starts(with: "indexed-repeat".utf8)
        for (index, argument) in call.arguments.enumerated() {
            let isNodeset = isIndexed && (index == 0 || index % 2 == 1)
            mark(argument, source, isNodeset ? .absolute : mode, &modes)
        }
    }
}
