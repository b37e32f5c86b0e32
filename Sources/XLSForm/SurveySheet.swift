internal import Base
internal import Forms

/// The row that an item was written in.
struct SurveyRow {
    let row: Row
    let name: String
}

extension FormCompiler {
    private static let known: Set<String> = [
        "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
        "constraint_message", "calculation", "default", "trigger", "readonly", "appearance", "choice_filter",
        "repeat_count", "parameters", "role",
    ]

    /// Groups and repeats inside one another.
    private static let nestingLimit = 32

    /// A group or repeat whose end has not come yet.
    private struct Open {
        let item: Int
        let type: ItemType
        let row: Int
        let name: String
    }

    mutating func readSurvey(_ sheet: Sheet) -> [Item] {
        let columns = Columns(sheet, known: Self.known, &faults)
        survey = sheet
        surveyColumns = columns
        learnLanguages(of: columns)
        checkHeaders(columns, sheet)
        guard let typeColumn = columns["type"], columns["name"] != nil else {
            for key in ["type", "name"] where columns[key] == nil {
                faults.add(.missingColumn(key), sheet: sheet.name, row: sheet.header?.number)
            }
            return []
        }
        var items: [Item] = []
        var open: [Open] = []
        var names: [Int: [String: (name: String, row: Row)]] = [:]
        for row in sheet.rows {
            let reader = RowReader(row: row, sheet: sheet.name, columns: columns)
            let text = row[typeColumn.position].text
            guard !text.isEmpty else {
                reader.fault(.missingType, "type", &faults)
                continue
            }
            let type = TypeCell(text)
            if case .end(let closing) = type {
                close(closing, &open, reader)
                continue
            }
            let kind = itemType(type, text, reader)
            let name = reader.text("name")
            checkName(reader, in: &names[open.last?.item ?? -1, default: [:]])
            let parent = open.last?.item ?? -1
            items.append(item(kind.type, list: kind.list, index: items.count, parent: parent, name, reader))
            origins.append(SurveyRow(row: row, name: name))
            if case .begin(let container) = type {
                open.append(Open(item: items.count - 1, type: container, row: row.number, name: name))
                if open.count > Self.nestingLimit { reader.fault(.tooDeep(limit: Self.nestingLimit), "type", &faults) }
            }
        }
        for left in open {
            faults.add(.neverEnded(left.type.rawValue), sheet: sheet.name, row: left.row, name: left.name)
        }
        return items
    }

    private mutating func checkHeaders(_ columns: Columns, _ sheet: Sheet) {
        for column in columns.all where !column.isKnown {
            let nearest = column.key.nearest(in: Self.known.sorted())
            faults.add(
                .unknownColumn(column.header, nearest: nearest), sheet: sheet.name, row: sheet.header?.number,
                column: (column.position, column.header))
        }
        if columns["role"] != nil, header.namespaces["sotay"] == nil {
            faults.add(.undeclaredNamespace("sotay"), sheet: sheet.name, row: sheet.header?.number)
        }
    }

    private mutating func close(_ type: ItemType, _ open: inout [Open], _ reader: RowReader) {
        guard let last = open.last else {
            return reader.fault(.endWithoutBegin(type.rawValue), "type", &faults)
        }
        if last.type != type {
            let what = "begin \(last.type.rawValue) \(last.name)"
            reader.fault(.wrongEnd(type.rawValue, open: what, row: last.row), "type", &faults)
        }
        open.removeLast()
    }

    /// A type that cannot be used stands as text, so that references to the question do not fail too.
    private mutating func itemType(
        _ type: TypeCell, _ text: String, _ reader: RowReader
    ) -> (type: ItemType, list: String?) {
        switch type {
        case .question(let type, let list): return (type, list)
        case .begin(let type), .end(let type): return (type, nil)
        case .missingList: reader.fault(.missingList, "type", &faults)
        case .unsupported: reader.fault(.unsupportedType(text), "type", &faults)
        case .unknown: reader.fault(.unknownType(text, nearest: text.nearest(in: TypeCell.names)), "type", &faults)
        }
        return (.text, nil)
    }

    // MARK: - Names

    private mutating func checkName(_ reader: RowReader, in siblings: inout [String: (name: String, row: Row)]) {
        let name = reader.text("name")
        guard !name.isEmpty else { return reader.fault(.missingName, "name", &faults) }
        if !Self.isName(name) { reader.fault(.badName(name), "name", &faults) }
        if name == "meta" { reader.fault(.reservedName(name), "name", &faults) }
        let key = name.lowercased()
        if let first = siblings[key] {
            let wasDecomposed = reader.cell("name").wasDecomposed != reader.cell("name", of: first.row).wasDecomposed
            if first.name != name {
                reader.fault(.nameDiffersByCase(name, other: first.name), "name", &faults)
            } else if wasDecomposed {
                reader.fault(.nameTwin(name, firstRow: first.row.number), "name", &faults)
            } else {
                reader.fault(.nameTwice(name, firstRow: first.row.number), "name", &faults)
            }
        } else {
            siblings[key] = (name, reader.row)
        }
    }

    /// An XML name without a colon; Vietnamese letters are letters. Source: XML 1.0 §2.3.
    private static func isName(_ name: String) -> Bool {
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

    // MARK: - One row

    private mutating func item(
        _ type: ItemType, list: String?, index: Int, parent: Int, _ name: String, _ reader: RowReader
    ) -> Item {
        var item = Item(index: index, parent: parent, name: name, type: type)
        item.list = list
        item.label = labels("label", in: reader.row, reader.columns)
        item.hint = labels("hint", in: reader.row, reader.columns)
        item.requiredMessage = labels("required_message", in: reader.row, reader.columns)
        item.constraintMessage = labels("constraint_message", in: reader.row, reader.columns)
        item.required = reader.condition("required", &faults)
        item.readonly = reader.condition("readonly", &faults)
        item.relevant = reader.condition("relevant", &faults)
        item.constraint = reader.expression("constraint", &faults)
        item.calculation = reader.expression("calculation", &faults)
        item.choiceFilter = reader.expression("choice_filter", &faults)
        item.repeatCount = reader.expression("repeat_count", &faults)
        item.defaultValue = reader.defaultValue(for: type, &faults)
        item.trigger = reader.trigger(&faults)
        item.appearance = reader.text("appearance").split(separator: " ").map(String.init)
        item.parameters = reader.parameters
        item.role = reader.role(&faults)
        item.otherColumns = reader.others(besides: Self.known)
        check(item, reader)
        return item
    }

    private mutating func check(_ item: Item, _ reader: RowReader) {
        if item.label.isEmpty, item.type.isAsked && item.calculation == nil || item.type == .note {
            reader.fault(.missingLabel, "label", &faults)
        }
        if item.type == .calculate, reader.text("calculation").isEmpty, item.defaultValue == nil {
            reader.fault(.missingCalculation, "calculation", &faults)
        }
    }
}
