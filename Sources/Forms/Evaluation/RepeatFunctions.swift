internal import Base

/// Rows of repeats, lists and files by number, key or chance.
extension FunctionTable {
    static let repeatFunctions: [Function] = [
        // The question in the given row of each repeat, from 1; a number below 1 means the first.
        Function(.odk, "indexed-repeat", 3...7, "indexed-repeat(question, repeat, row, …)") {
            call throws(EvaluationError) in
            guard call.count % 2 == 1 else { throw call.bad("") }
            return .nodeset(try indexedRepeat(call))
        },
        // Of the first row whose key column equals the key; blank when there is none.
        Function(.odk, "pulldata", 4...4, "pulldata(file, column, key column, key)") { call throws(EvaluationError) in
            let list = try call.evaluator.list(call.string(0))
            let key = try call.value(3).single()
            guard let row = try list.rows(where: call.string(2), equal: key)?.first else { return .blank }
            return .string(list.cell(row, try call.string(1)))
        },
        Function(.odk, "randomize", 1...2, "randomize(nodeset, seed?)") { call throws(EvaluationError) in
            let nodes = try call.nodes(0)
            var numbers = ParkMiller(seed: call.count == 2 ? try seed(call.value(1)) : call.evaluator.randomSeed())
            return .nodeset(numbers.shuffled(nodes))
        },
    ]

    /// Whole numbers as they are; a text that is none by its digest. Source: JavaRosa, `XPathFuncExpr.toLongHash`.
    static func seed(_ value: Value) throws(EvaluationError) -> Int64 {
        let number = try value.number()
        if !number.isNaN { return Int64(max(-9e18, min(9e18, number))) }
        let text = try value.string()
        return text.isEmpty || text == "NaN" ? 0 : longHash(text)
    }

    /// Source: JavaRosa, `XPathFuncExpr.indexedRepeat`.
    private static func indexedRepeat(_ call: Call) throws(EvaluationError) -> [Element] {
        guard let form = call.evaluator.form else { return try indexedPath(call) }
        let target = try item(call, 0, form)
        var rows: [Int: Int] = [:]
        for index in stride(from: 1, to: call.count, by: 2) {
            rows[try item(call, index, form)] = try row(call, index + 1)
        }
        let lineage = form.layout.lineage[target]
        if let stranger = rows.keys.first(where: { !lineage.contains($0) }) {
            throw call.bad(form.items[stranger].name)
        }
        var found = [call.evaluator.root]
        for definition in lineage {
            found = found.flatMap { element -> ArraySlice<Element> in
                let children = element.children[element.range(of: definition)]
                guard let row = rows[definition] else { return children }
                return children.dropFirst(row - 1).prefix(1)
            }
            try call.evaluator.budget.spend(found.count)
        }
        return found.filter(\.isRelevant)
    }

    private static func row(_ call: Call, _ index: Int) throws(EvaluationError) -> Int {
        let row = try call.number(index)
        return row.isNaN || row < 1 ? 1 : Int(min(row, 1e9))
    }

    private static func item(_ call: Call, _ index: Int, _ form: Form) throws(EvaluationError) -> Int {
        switch call.arguments[index] {
        case .reference(let reference):
            guard let item = form.layout.indexByName[reference.name] else { throw .unknownReference(reference.name) }
            return item
        case .path(let path):
            guard let name = path.steps.last?.name, let item = form.layout.indexByName[name] else { throw call.bad("") }
            return item
        default: throw call.bad("")
        }
    }

    /// Without a form: the names along the paths say which steps are repeats.
    private static func indexedPath(_ call: Call) throws(EvaluationError) -> [Element] {
        var rows: [[String]: Int] = [:]
        for index in stride(from: 1, to: call.count, by: 2) {
            rows[try names(call, index)] = try row(call, index + 1)
        }
        let target = try names(call, 0)
        guard target.first == call.evaluator.root.name else { return [] }
        var found = [call.evaluator.root]
        for length in 2..<max(2, target.count + 1) {
            let wanted = rows[Array(target.prefix(length))]
            found = found.flatMap { element -> ArraySlice<Element> in
                let children = element.children.filter { $0.name == target[length - 1] }[...]
                return wanted.map { children.dropFirst($0 - 1).prefix(1) } ?? children
            }
        }
        return found
    }

    private static func names(_ call: Call, _ index: Int) throws(EvaluationError) -> [String] {
        guard case .path(let path) = call.arguments[index], path.start == .root,
            path.steps.allSatisfy({ $0.axis == .child })
        else { throw call.bad("") }
        return path.steps.compactMap(\.name)
    }
}

/// The generator that ODK's tools share, so that one seed gives one order everywhere.
/// Source: Park and Miller, "Random number generators: good ones are hard to find", 1988; ODK XForms specification,
/// "randomize".
struct ParkMiller {
    private static let modulus: Int64 = 2_147_483_647
    private var state: Int64

    init(seed: Int64) {
        let rest = seed % Self.modulus
        state = rest <= 0 ? rest + Self.modulus - 1 : rest
    }

    /// At least 0, below 1.
    private mutating func next() -> Double {
        state = state * 16_807 % Self.modulus
        return Double(state - 1) / Double(Self.modulus - 1)
    }

    /// Fisher and Yates, inside out.
    mutating func shuffled<T>(_ things: [T]) -> [T] {
        var shuffled: [T] = []
        for (index, thing) in things.enumerated() {
            let place = min(index, Int(next() * Double(index + 1)))
            if place == index {
                shuffled.append(thing)
            } else {
                shuffled.append(shuffled[place])
                shuffled[place] = thing
            }
        }
        return shuffled
    }
}
