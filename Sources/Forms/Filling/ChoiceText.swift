internal import Base

/// What a person types for a select: codes, or the label itself.
struct ChoiceText {
    let table: ChoiceTable
    let form: Form

    /// Lists longer than this are not searched for the nearest code.
    private static let suggestionLimit = 2_000

    /// The stored codes of a typed answer.
    func stored(_ typed: String, several: Bool) throws(AnswerFault) -> String {
        if let code = code(typed) { return code }
        guard several else { throw unknown(typed) }
        var codes: [String] = []
        for word in typed.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }).map(String.init) {
            guard let code = code(word) else { throw unknown(word) }
            if !codes.contains(code) { codes.append(code) }
        }
        return codes.joined(separator: " ")
    }

    /// An exact code, else a label in any language, marks and case aside, when only one choice has it.
    private func code(_ typed: String) -> String? {
        if table.row(of: typed) != nil { return typed }
        let key = typed.searchKey
        var found = Set<String>()
        if let choices = form.lists[table.list.id]?.choices {
            for choice in choices
            where choice.name.searchKey == key || choice.label.texts.contains(where: { $0.text.searchKey == key }) {
                found.insert(choice.name)
            }
        } else {
            for column in [table.value, table.label] {
                for (row, cell) in table.list.searchKeys(column).enumerated() where cell == key {
                    found.insert(table.code(row))
                }
            }
        }
        return found.count == 1 ? found.first : nil
    }

    private func unknown(_ typed: String) -> AnswerFault {
        let isShort = table.list.count <= Self.suggestionLimit && typed.utf8.count <= 200
        return .unknownChoice(
            typed, nearest: isShort ? typed.nearest(in: (0..<table.list.count).map(table.code)) : nil)
    }
}
