internal import Base
internal import Forms

/// Turns `${name}` into the paths of an XForm: relative when the two share a repeat, else absolute.
///
/// Source: pyxform, `survey.py`, `insert_xpaths`.
struct XFormPaths {
    static let root = Form.rootName

    private let items: [Item]
    /// From the top down to the item.
    private let lineage: [[Int]]
    private let byName: [String: Int]

    init(_ items: [Item]) {
        self.items = items
        var lineage: [[Int]] = []
        for item in items { lineage.append((item.parent < 0 ? [] : lineage[item.parent]) + [item.index]) }
        self.lineage = lineage
        byName = Dictionary(items.map { ($0.name, $0.index) }, uniquingKeysWith: { first, _ in first })
    }

    func path(_ item: Int) -> String {
        "/\(Self.root)/" + lineage[item].map { items[$0].name }.joined(separator: "/")
    }

    func item(named name: String) -> Int? { byName[name] }

    /// From `source` up to what holds both, inside the repeat that both stand in, and down to `target`; nil when they
    /// share no repeat. A repeat or group named inside itself is seen from what holds it: all its rows are meant.
    private func relativePath(from source: Int, to target: Int) -> String? {
        let (from, to) = (lineage[source].dropLast(), lineage[target].dropLast())
        let shared = zip(from, to).prefix { $0 == $1 }.map(\.0)
        guard shared.contains(where: { items[$0].type == .repeat }) else { return nil }
        let ups = [String](repeating: "..", count: lineage[source].count - shared.count)
        return (ups + lineage[target][shared.count...].map { items[$0].name }).joined(separator: "/")
    }

    // MARK: - Expressions

    private enum Mode { case plain, absolute, predicate }

    /// The expression as it stands on `source`; nil for the form itself, as of the instance's name.
    ///
    /// - Parameter below: how many levels deeper than the source the expression stands.
    func rewritten(_ expression: Expression, on source: Int?, isFilter: Bool = false, below: Int = 0) -> String {
        var modes: [Int: Mode] = [:]
        mark(expression.root, expression.source, isFilter ? .predicate : .plain, &modes)
        return OutputText.replacing(expression.source) { name, offset in
            " \(reference(name, from: source, modes[offset] ?? .plain, below: below)) "
        }
    }

    /// A filter over the rows of a repeat: what stands in a row is seen from the row.
    func rewritten(_ expression: Expression, inRowsOf around: Int, on source: Int) -> String {
        OutputText.replacing(expression.source) { name, _ in
            guard let target = byName[name], lineage[target].dropLast().contains(around) else {
                return " \(reference(name, from: source, .predicate)) "
            }
            return " ./"
                + lineage[target].drop { $0 != around }.dropFirst().map { items[$0].name }.joined(separator: "/")
                + " "
        }
    }

    /// A text without an expression's structure, such as a seed.
    func rewritten(_ text: String, on source: Int?, below: Int = 0) -> String {
        do {
            return rewritten(try Expression(parsing: text), on: source, below: below)
        } catch {
            // No expression: only its references are rewritten.
            return OutputText.replacing(text) { name, _ in " \(reference(name, from: source, .plain)) " }
        }
    }

    /// The path that `${name}` becomes in a label.
    func output(_ name: String, on source: Int?) -> String {
        " \(reference(name, from: source, .plain)) "
    }

    private func reference(_ name: String, from source: Int?, _ mode: Mode, below: Int = 0) -> String {
        if name.hasPrefix("last-saved#") {
            guard let target = byName[String(name.dropFirst(11))] else { return name }
            return "instance('__last-saved')\(path(target))"
        }
        guard let target = byName[name] else { return name }
        guard mode != .absolute, let source, let relative = relativePath(from: source, to: target) else {
            return path(target)
        }
        let way = String(repeating: "../", count: below) + relative
        return mode == .predicate ? "current()/\(way)" : way
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
