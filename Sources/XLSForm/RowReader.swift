internal import Base
internal import Forms

/// The cells of one survey row by column name.
struct RowReader: Sendable {
    let row: Row
    let sheet: String
    let columns: Columns

    func cell(_ key: String, of other: Row? = nil) -> Cell {
        columns[key].map { (other ?? row)[$0.position] } ?? Cell("")
    }

    func text(_ key: String) -> String { cell(key).text }

    /// At the cell of a column; of a translated one in the language with this code.
    ///
    /// - Parameter offset: UTF-8 bytes before the spot; else it is where the kind's own word stands in the cell, else
    ///   the cell's beginning.
    func fault(
        _ kind: FormFault.Kind, as severity: FormFault.Severity? = nil, _ key: String, language: String? = nil,
        offset: Int? = nil, _ faults: inout FaultList
    ) {
        let all = columns.translations(of: key)
        let column =
            all.first { $0.language?.code == language } ?? columns[key] ?? all.first
        let text = column.map { row[$0.position].text }
        let offset = offset ?? (faults.mayPoint(into: text) ? kind.word.flatMap { text?.offset(of: $0) } ?? 0 : nil)
        faults.add(
            kind, severity, sheet: sheet, row: row.number, column: column.map { ($0.position, $0.header) },
            name: self.text("name"),
            text: text.flatMap { $0.isEmpty ? nil : $0 }, offset: offset)
    }

    /// `preset` stands when the cell is blank.
    func expression(_ key: String, or preset: String? = nil, _ faults: inout FaultList) -> Expression? {
        let source = text(key)
        return source.isEmpty ? preset.flatMap { parse($0, key, &faults) } : parse(source, key, &faults)
    }

    func parse(_ source: String, _ key: String, _ faults: inout FaultList) -> Expression? {
        guard hasRoom(for: source, key, &faults) else { return nil }
        do throws(ExpressionFault) {
            return try Expression(parsing: source)
        } catch {
            fault(.expression(error.kind), key, offset: error.offset, &faults)
            return nil
        }
    }

    private func hasRoom(for source: String, _ key: String, _ faults: inout FaultList) -> Bool {
        let hadRoom = faults.expressionRoom >= 0
        faults.expressionRoom -= source.utf8.count
        if hadRoom, faults.expressionRoom < 0 {
            fault(.tooManyExpressions(limit: FaultList.expressionLimit), key, &faults)
        }
        return faults.expressionRoom >= 0
    }

    /// An expression, or a plain yes or no; nil for no where that is the rule anyway.
    func condition(_ key: String, _ faults: inout FaultList) -> Expression? {
        switch text(key).lowercased() {
        case "yes", "true", "true()": return key == "relevant" ? nil : parse("true()", key, &faults)
        case "no", "false", "false()": return key == "relevant" ? parse("false()", key, &faults) : nil
        case let word where key != "relevant" && Self.isWord(word):
            fault(.badCondition(text(key), column: key), key, offset: 0, &faults)
            return nil
        default: return expression(key, &faults)
        }
    }

    /// Letters alone: no expression could mean anything by it.
    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isWhitespace }
    }

    /// Dynamic when it looks like an expression.
    func defaultValue(for type: ItemType, _ faults: inout FaultList) -> DefaultValue? {
        let source = text("default")
        guard !source.isEmpty else { return nil }
        guard let sign = DynamicDefault.sign(in: source, of: type) else { return .constant(source) }
        guard hasRoom(for: source, "default", &faults) else { return nil }
        do throws(ExpressionFault) {
            return .dynamic(try Expression(parsing: source))
        } catch {
            let isMeant = source.contains("${") || source.contains("(")
            let kind = isMeant ? FormFault.Kind.expression(error.kind) : .looksDynamic(source)
            fault(kind, "default", offset: isMeant ? error.offset : sign, &faults)
            return nil
        }
    }

    /// `${a}`, or several apart by commas or spaces.
    func trigger(_ faults: inout FaultList) -> [String] {
        var names: [String] = []
        for word in text("trigger").split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if word.hasPrefix("${"), word.hasSuffix("}"), word.utf8.count > 3 {
                names.append(String(word.dropFirst(2).dropLast()))
            } else {
                fault(.badTrigger(String(word)), "trigger", &faults)
            }
        }
        return names
    }

    /// Words apart by spaces; a legacy `search('list', 'matches', …)` is one word.
    var appearance: [String] {
        var words: [String] = []
        var word = ""
        var depth = 0
        for letter in text("appearance") {
            if letter == "(" { depth += 1 }
            if letter == ")" { depth -= 1 }
            if letter.isWhitespace, depth <= 0 {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(letter)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// `k=v` apart by spaces, `;` or `,`, and the first word that is no part of such a pair.
    /// Source: pyxform, `parsing/parameters.py`.
    var parameters: (pairs: [String: String], stray: String?) {
        var words: [Substring] = []
        for part in text("parameters").split(whereSeparator: { $0.isWhitespace || ";,".contains($0) }) {
            for (index, word) in part.split(separator: "=", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { words.append("=") }
                if !word.isEmpty { words.append(word) }
            }
        }
        var pairs: [String: String] = [:]
        while let name = words.first {
            guard name != "=", words.count > 2, words[1] == "=", words[2] != "=" else { return (pairs, String(name)) }
            pairs[name.lowercased()] = String(words[2])
            words.removeFirst(3)
        }
        return (pairs, nil)
    }

    func role(_ faults: inout FaultList) -> Role? {
        let name = text("role")
        guard !name.isEmpty else { return nil }
        guard let role = Role(rawValue: name) else {
            fault(.unknownRole(name, nearest: faults.nearest(name, in: Role.allCases.map(\.rawValue))), "role", &faults)
            return nil
        }
        return role
    }

    /// The cells of columns without a meaning here: header → text.
    func others(besides known: Set<String>) -> [String: String] {
        var others: [String: String] = [:]
        for column in columns.all where !known.contains(column.key) {
            let text = row[column.position].text
            if !text.isEmpty { others[column.header] = text }
        }
        return others
    }
}
