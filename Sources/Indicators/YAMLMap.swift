import Base
import Yams

/// A mapping of a YAML file that is read key by key and finds its faults by line.
///
/// One fault stops the element it stands in; `FaultLog` goes on with the next, so that a file is checked in one run.
struct YAMLMap {
    let file: String
    let line: Int
    private let values: [String: Node]

    /// Refuses what is not a mapping and every key outside `keys`.
    init(_ node: Node, keys: [String], file: String, line: Int = 1) throws(PlanFault) {
        self.file = file
        self.line = node.mark?.line ?? line
        guard case .mapping(let mapping) = node else {
            throw PlanFault(.notMapping, file: file, line: self.line)
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard keys.contains(name) else {
                throw PlanFault(
                    .unknownKey(name, nearest: name.nearest(in: keys)), file: file, line: key.mark?.line ?? self.line)
            }
            values[name] = value
        }
        self.values = values
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    func line(of key: String) -> Int { values[key]?.mark?.line ?? line }

    func fault(_ reason: PlanFault.Reason, at key: String) -> PlanFault {
        PlanFault(reason, file: file, line: line(of: key))
    }

    func node(_ key: String) throws(PlanFault) -> Node {
        guard let node = values[key] else { throw PlanFault(.missingKey(key), file: file, line: line) }
        return node
    }

    func map(_ key: String, keys: [String]) throws(PlanFault) -> YAMLMap {
        try YAMLMap(try node(key), keys: keys, file: file, line: line)
    }

    func text(_ key: String) throws(PlanFault) -> String {
        guard let text = try node(key).scalar?.string, !text.isEmpty else {
            throw fault(.notText(key), at: key)
        }
        return text.nfc
    }

    func optionalText(_ key: String) throws(PlanFault) -> String? {
        has(key) ? try text(key) : nil
    }

    func int(_ key: String) throws(PlanFault) -> Int {
        let text = try text(key)
        guard let value = Int(text) else { throw fault(.notNumber(key, text), at: key) }
        return value
    }

    func flag(_ key: String) throws(PlanFault) -> Bool {
        guard has(key) else { return false }
        switch try text(key) {
        case "true": return true
        case "false": return false
        case let other: throw fault(.unknownChoice(key, other, allowed: ["true", "false"]), at: key)
        }
    }

    func date(_ key: String) throws(PlanFault) -> CivilDate {
        let text = try text(key)
        guard let date = CivilDate(iso: text) else { throw fault(.notDate(key, text), at: key) }
        return date
    }

    func choice<Choice>(_ key: String, _: Choice.Type = Choice.self) throws(PlanFault) -> Choice
    where Choice: RawRepresentable<String> & CaseIterable {
        let text = try text(key)
        guard let choice = Choice(rawValue: text) else {
            throw fault(.unknownChoice(key, text, allowed: Choice.allCases.map(\.rawValue)), at: key)
        }
        return choice
    }

    func bilingual() throws(PlanFault) -> Bilingual {
        Bilingual(try text("vi"), try text("en"))
    }

    func optionalBilingual(_ key: String) throws(PlanFault) -> Bilingual? {
        has(key) ? try map(key, keys: ["vi", "en"]).bilingual() : nil
    }

    func texts(_ key: String) throws(PlanFault) -> [String] {
        guard let sequence = try node(key).sequence else { throw fault(.notList(key), at: key) }
        var texts: [String] = []
        for node in sequence {
            guard let text = node.scalar?.string, !text.isEmpty else {
                throw PlanFault(.notText(key), file: file, line: node.mark?.line ?? line(of: key))
            }
            texts.append(text.nfc)
        }
        return texts
    }

    /// The elements of a list, for reading each by itself.
    func list(_ key: String) throws(PlanFault) -> [Node] {
        guard let sequence = try node(key).sequence else { throw fault(.notList(key), at: key) }
        return Array(sequence)
    }

    /// The members of a mapping with free keys, in the order of the file.
    func entries(_ key: String) throws(PlanFault) -> [(key: String, node: Node)] {
        guard let mapping = try node(key).mapping else { throw fault(.notMapping, at: key) }
        return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
    }
}

/// Gathers the faults of a file.
struct FaultLog {
    private(set) var faults: [PlanFault] = []

    /// The value of `body`, or nil after noting its fault.
    mutating func collect<Value>(_ body: () throws(PlanFault) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            faults.append(error)
            return nil
        }
    }

    mutating func note(_ fault: PlanFault) {
        faults.append(fault)
    }

    func finish() throws(PlanFaults) {
        if !faults.isEmpty { throw PlanFaults(faults: faults.sorted { $0.line < $1.line }) }
    }
}

/// The root of a YAML file, or the fault that it is none.
func yamlRoot(_ yaml: String, keys: [String], file: String) throws(PlanFault) -> YAMLMap {
    let node: Node?
    do {
        node = try compose(yaml: yaml)
    } catch let error as YamlError {
        throw PlanFault(.notYAML(error.reason), file: file, line: error.line)
    } catch {
        throw PlanFault(.notYAML(String(describing: error)), file: file, line: 1)
    }
    guard let node else { throw PlanFault(.notMapping, file: file, line: 1) }
    let root = try YAMLMap(node, keys: keys, file: file)
    let schema = try root.int("schema")
    guard schema == 1 else { throw root.fault(.unknownSchema(schema), at: "schema") }
    return root
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 1
        }
    }

    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "duplicate key: \(keys.joined(separator: ", "))"
        default: String(describing: self)
        }
    }
}
