import Base
import Yams

/// A mapping of a YAML file that is read key by key. What cannot be read is noted in `log` with its line and gives a
/// placeholder, so that one run finds every fault; `FaultLog.finish` keeps placeholders from leaving.
struct YAMLMap {
    let line: Int
    let log: FaultLog
    private let values: [String: Node]
    /// Keys that a misspelt one was probably meant for, which are not missing as well.
    private let misspelt: Set<String>

    /// Notes what is not a mapping and every key outside `keys`.
    init(_ node: Node, keys: [String], log: FaultLog, line: Int = 1) {
        self.log = log
        self.line = node.mark?.line ?? line
        guard case .mapping(let mapping) = node else {
            log.note(.notMapping, line: self.line)
            values = [:]
            misspelt = Set(keys)
            return
        }
        var values: [String: Node] = [:]
        var misspelt: Set<String> = []
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            if keys.contains(name) {
                values[name] = value
            } else {
                let nearest = name.nearest(in: keys)
                log.note(.unknownKey(name, nearest: nearest), line: key.mark?.line ?? self.line)
                if let nearest { misspelt.insert(nearest) }
            }
        }
        self.values = values
        self.misspelt = misspelt
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    func line(of key: String) -> Int { values[key]?.mark?.line ?? line }

    func note(_ reason: PlanFault.Reason, at key: String) {
        log.note(reason, line: line(of: key))
    }

    /// Nil after noting that the key is missing.
    func node(_ key: String) -> Node? {
        if values[key] == nil, !misspelt.contains(key) { log.note(.missingKey(key), line: line) }
        return values[key]
    }

    /// Nil after noting why.
    func map(_ key: String, keys: [String]) -> YAMLMap? {
        node(key).map { YAMLMap($0, keys: keys, log: log, line: line) }
    }

    // MARK: - Values

    /// Nil after noting why, as in the next four.
    private func scalar(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            note(.notText(key), at: key)
            return nil
        }
        return text.nfc
    }

    func text(_ key: String) -> String {
        scalar(key) ?? ""
    }

    func optionalText(_ key: String) -> String? {
        has(key) ? scalar(key) : nil
    }

    /// An id: it names files and stands in commands, so nothing but letters without marks, digits, `-` and `_`.
    func identifier(_ key: String) -> String {
        let text = text(key)
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        if !isPlain { note(.badID(key, text), at: key) }
        return text
    }

    /// A whole number in `range`; its lower end for a placeholder.
    func int(_ key: String, in range: ClosedRange<Int> = 0...1_000_000) -> Int {
        guard let text = scalar(key) else { return range.lowerBound }
        guard let value = Int(text) else {
            note(.notNumber(key, text), at: key)
            return range.lowerBound
        }
        if !range.contains(value) { note(.outOfRange(key, value, range), at: key) }
        return value
    }

    func optionalInt(_ key: String, in range: ClosedRange<Int> = 0...1_000_000) -> Int? {
        has(key) ? int(key, in: range) : nil
    }

    func flag(_ key: String) -> Bool {
        has(key) && choice(key, Flag.self) == .true
    }

    private enum Flag: String, CaseIterable {
        case `true`
        case `false`
    }

    func date(_ key: String) -> CivilDate? {
        guard let text = scalar(key) else { return nil }
        let date = CivilDate(iso: text)
        if date == nil { note(.notDate(key, text), at: key) }
        return date
    }

    func optionalDate(_ key: String) -> CivilDate? {
        has(key) ? date(key) : nil
    }

    func choice<Choice>(_ key: String, _: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        guard let text = scalar(key) else { return nil }
        let choice = Choice(rawValue: text)
        if choice == nil {
            note(.unknownChoice(key, text, allowed: Choice.allCases.map(\.rawValue)), at: key)
        }
        return choice
    }

    /// The wording of this mapping itself.
    func bilingual() -> Bilingual {
        Bilingual(text("vi"), text("en"))
    }

    func bilingual(_ key: String) -> Bilingual {
        map(key, keys: ["vi", "en"])?.bilingual() ?? Bilingual("", "")
    }

    func optionalBilingual(_ key: String) -> Bilingual? {
        has(key) ? bilingual(key) : nil
    }

    // MARK: - Collections

    func texts(_ key: String) -> [String] {
        list(key).compactMap { node in
            guard let text = node.scalar?.string, !text.isEmpty else {
                log.note(.notText(key), line: node.mark?.line ?? line(of: key))
                return nil
            }
            return text.nfc
        }
    }

    func optionalTexts(_ key: String) -> [String]? {
        has(key) ? texts(key) : nil
    }

    func list(_ key: String) -> [Node] {
        guard let node = node(key) else { return [] }
        guard let sequence = node.sequence else {
            note(.notList(key), at: key)
            return []
        }
        return Array(sequence)
    }

    /// The elements of a list of mappings, each with `keys`; empty without the key.
    func maps(_ key: String, keys: [String]) -> [YAMLMap] {
        has(key) ? list(key).map { YAMLMap($0, keys: keys, log: log, line: line(of: key)) } : []
    }

    /// The members of a mapping with free keys, in the order of the file; empty without the key.
    func entries(_ key: String) -> [(key: String, node: Node)] {
        guard has(key), let node = node(key) else { return [] }
        guard let mapping = node.mapping else {
            note(.notMapping, at: key)
            return []
        }
        return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
    }

    /// Codes with their wording; empty without the key.
    func terms(_ key: String) -> [Term] {
        entries(key).map { entry in
            Term(id: entry.key, name: YAMLMap(entry.node, keys: ["vi", "en"], log: log).bilingual())
        }
    }
}

/// Gathers the faults of one file while it is read.
final class FaultLog {
    let file: String
    private(set) var faults: [PlanFault] = []

    init(file: String) {
        self.file = file
    }

    var count: Int { faults.count }

    func note(_ reason: PlanFault.Reason, line: Int) {
        faults.append(PlanFault(reason, file: file, line: line))
    }

    /// The order of lines; faults of one line in the order they were found.
    ///
    /// - Parameter isInUse: what was taken before it was checked for stops no book from being read.
    func finish(isInUse: Bool = false) throws(PlanFaults) {
        let faults = faults.filter { !isInUse || !$0.reason.isTolerated }
        guard !faults.isEmpty else { return }
        let ordered = faults.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        throw PlanFaults(faults: ordered.map(\.element))
    }
}

extension YAMLMap {
    /// The root of a YAML file of schema 1; throws when there is nothing to read in it.
    static func root(_ yaml: String, keys: [String], log: FaultLog) throws(PlanFaults) -> YAMLMap {
        var node: Node?
        do {
            node = try compose(yaml: yaml)
        } catch let error as YamlError {
            log.note(.notYAML(error.reason), line: error.line)
        } catch {
            log.note(.notYAML(String(describing: error)), line: 1)
        }
        if log.count == 0, node?.mapping == nil { log.note(.notMapping, line: 1) }
        try log.finish()
        guard let node else { throw PlanFaults(faults: log.faults) }
        let root = YAMLMap(node, keys: keys, log: log)
        let faults = log.count
        let schema = root.int("schema")
        if log.count == faults, schema != 1 { root.note(.unknownSchema(schema), at: "schema") }
        return root
    }
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
