internal import Base
internal import Forms

/// A choice list with the row of its first choice.
struct CompiledList {
    let list: ChoiceList
    let row: Int
}

extension FormCompiler {
    private static let known: Set<String> = ["list_name", "name", "label"]

    mutating func readChoices() -> [CompiledList] {
        guard let sheet = workbook.sheet("choices") else { return [] }
        let columns = Columns(sheet, known: Self.known, &faults)
        learnLanguages(of: columns)
        guard let listColumn = columns["list_name"], let nameColumn = columns["name"] else {
            for key in ["list_name", "name"] where columns[key] == nil {
                faults.add(.missingColumn(key), sheet: sheet.name, row: sheet.header?.number)
            }
            return []
        }
        var order: [String] = []
        var choices: [String: [Choice]] = [:]
        var rows: [String: [String: Int]] = [:]
        for row in sheet.rows {
            let list = row[listColumn.position].text
            let name = row[nameColumn.position].text
            guard check(list, name, row, sheet, (listColumn, nameColumn), rows[list]?[name]) else { continue }
            if choices[list] == nil { order.append(list) }
            rows[list, default: [:]][name] = row.number
            choices[list, default: []].append(choice(name, row, columns))
        }
        return order.map {
            CompiledList(list: ChoiceList(name: $0, choices: choices[$0] ?? []), row: rows[$0]?.values.min() ?? 0)
        }
    }

    private mutating func check(
        _ list: String, _ name: String, _ row: Row, _ sheet: Sheet,
        _ columns: (list: Column, name: Column), _ first: Int?
    ) -> Bool {
        var kind: FormFault.Kind?
        if list.isEmpty {
            kind = .choiceWithoutList
        } else if name.isEmpty {
            kind = .choiceWithoutName
        } else if name.contains(where: \.isWhitespace) {
            kind = .choiceWithSpace(name)
        } else if let first, header.otherSettings["allow_choice_duplicates"]?.lowercased() != "yes" {
            kind = .choiceTwice(name, list: list, firstRow: first)
        }
        guard let kind else { return true }
        let column = list.isEmpty ? columns.list : columns.name
        faults.add(
            kind, sheet: sheet.name, row: row.number, column: (column.position, column.header), name: name)
        return false
    }

    private mutating func choice(_ name: String, _ row: Row, _ columns: Columns) -> Choice {
        var others: [String: String] = [:]
        for column in columns.all where !Self.known.contains(column.key) {
            let text = row[column.position].text
            if !text.isEmpty { others[column.header] = text }
        }
        return Choice(name: name, label: labels("label", in: row, columns), columns: others)
    }

    mutating func checkUse(of lists: [CompiledList], by items: [Item]) {
        let used = Set(items.compactMap(\.list))
        for compiled in lists where !used.contains(compiled.list.name) {
            faults.add(.unusedList(compiled.list.name), sheet: workbook.sheet("choices")?.name, row: compiled.row)
        }
    }
}
