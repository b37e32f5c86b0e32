internal import Base
internal import Forms

/// The cells of one survey row by column name.
struct RowReader: Sendable {
    let row: Row
    let sheet: String
    let columns: Columns
    /// Of a note that bears none.
    var givenName: String?

    func cell(_ key: String, of other: Row? = nil) -> Cell {
        columns[key].map { (other ?? row)[$0.position] } ?? .blank
    }

    func text(_ key: String) -> String {
        if key == "name", let givenName { return givenName }
        return cell(key).text
    }

    /// At the cell of a column, of a translated one in the language with this code; at the name when there is no such
    /// column.
    ///
    /// - Parameter offset: UTF-8 bytes before the spot; else it is where the kind's own word stands in the cell, else
    ///   the cell's beginning.
    func fault(
        _ kind: FormFault.Kind, as severity: FormFault.Severity? = nil, _ key: String, language: String? = nil,
        offset: Int? = nil, _ faults: inout FaultList
    ) {
        let all = columns.translations(of: key)
        let found = all.first { $0.language?.code == language } ?? columns[key] ?? all.first
        guard let column = found ?? columns["name"] else {
            return faults.add(kind, severity, sheet: sheet, row: row.number, line: row.line)
        }
        let isShown = faults.mayShow(severity ?? kind.severity)
        let offset = offset ?? (isShown ? kind.word.flatMap { row[column.position].text.offset(of: $0) } : nil)
        faults.add(kind, severity, in: sheet, row, column.spot, name: text("name"), offset: offset ?? 0)
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

    /// `${a}`, or several apart by commas. Source: pyxform, `process_trigger`.
    func trigger(_ faults: inout FaultList) -> [String] {
        var names: [String] = []
        for part in text("trigger").split(separator: ",").map({ String($0).trimmedSpace }) where !part.isEmpty {
            let found = OutputText.references(in: part)
            if found.count == 1, part.hasPrefix("${"), part.hasSuffix("}") {
                names.append(Expression.Reference(written: found[0].name).name)
            } else {
                fault(.badTrigger(part), "trigger", &faults)
            }
        }
        return names
    }

    /// Words apart by spaces; a legacy `search('list', 'matches', …)` is one word.
    var appearance: [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var depth = 0
        for byte in text("appearance").utf8 {
            if byte == 0x28 { depth += 1 }
            if byte == 0x29 { depth -= 1 }
            if byte <= 0x20, depth <= 0 {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
            } else {
                word.append(byte)
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    /// `k=v` apart by spaces, `;` or `,`, and the first word that is no part of such a pair.
    /// Source: pyxform, `parsing/parameters.py`.
    var parameters: (pairs: [String: String], stray: String?) {
        guard !text("parameters").isEmpty else { return ([:], nil) }
        var words: [Substring] = []
        for part in text("parameters").utf8.split(whereSeparator: { $0 <= 0x20 || $0 == 0x3B || $0 == 0x2C }) {
            for (index, word) in part.split(separator: 0x3D, omittingEmptySubsequences: false).enumerated() {
                if index > 0 { words.append("=") }
                if !word.isEmpty { words.append(Substring(word)) }
            }
        }
        var pairs: [String: String] = [:]
        var rest = words[...]
        while let name = rest.first {
            let pair = Array(rest.prefix(3))
            guard name != "=", pair.count == 3, pair[1] == "=", pair[2] != "=" else { return (pairs, String(name)) }
            pairs[name.lowercased()] = String(pair[2])
            rest = rest.dropFirst(3)
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
    var others: [String: String] {
        var others: [String: String] = [:]
        for (column, text) in columns.filled(of: row) where column.isOther { others[column.header] = text }
        return others
    }
}
