internal import Base
internal import Forms

/// Watches over the names of questions and groups while the survey sheet is read.
struct SiblingNames {
    /// By the group around them, then by the name in lower case.
    private var seen: [Int: [String: (name: String, row: Row, isGenerated: Bool)]] = [:]
    private var repeats: [String: Int] = [:]
    /// Of the element around a record.
    private let rootName: String

    init(rootName: String) { self.rootName = rootName }

    mutating func check(_ reader: RowReader, _ type: QuestionType, parent: Int, _ faults: inout FaultList) {
        let name = reader.text("name")
        guard !name.isEmpty else { return reader.fault(.missingName, "name", &faults) }
        if !Self.isName(name) { reader.fault(.badName(name), "name", &faults) }
        if name == "meta" || name == rootName && type == .repeat {
            reader.fault(.reservedName(name), "name", &faults)
        }
        if type == .repeat, let first = repeats.updateValue(reader.row.number, forKey: name),
            seen[parent]?[name.lowercased()] == nil
        {
            reader.fault(.repeatNameTwice(name, firstRow: first), "name", &faults)
        }
        let key = name.lowercased()
        guard let first = seen[parent]?[key] else {
            seen[parent, default: [:]][key] = (name, reader.row, false)
            return
        }
        guard !first.isGenerated else {
            return reader.fault(.generatedNameTwice(name, row: first.row.number), "name", &faults)
        }
        let wasDecomposed = reader.cell("name").wasDecomposed != reader.cell("name", of: first.row).wasDecomposed
        if first.name != name {
            reader.fault(.nameDiffersByCase(name, other: first.name), "name", &faults)
        } else if wasDecomposed {
            reader.fault(.nameTwin(name, firstRow: first.row.number), "name", &faults)
        } else {
            reader.fault(.nameTwice(name, firstRow: first.row.number), "name", &faults)
        }
    }

    /// A name that the row adds beside its own: `x_other` of `or_other`, `x_count` of a calculated `repeat_count`.
    mutating func check(
        generated name: String, _ reader: RowReader, _ key: String, parent: Int, _ faults: inout FaultList
    ) {
        if let first = seen[parent, default: [:]].updateValue((name, reader.row, true), forKey: name.lowercased()) {
            reader.fault(.generatedNameTwice(name, row: first.row.number), key, &faults)
        }
    }

    /// An XML name without a colon; Vietnamese letters are letters. Source: XML 1.0 §2.3.
    static func isName(_ name: String) -> Bool {
        var isFirst = true
        for scalar in name.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic || scalar == "_"
            let isOther =
                scalar.properties.numericType == .decimal || scalar == "-" || scalar == "."
                || scalar.properties.generalCategory == .nonspacingMark
            guard isLetter || !isFirst && isOther else { return false }
            isFirst = false
        }
        return !isFirst
    }
}
