internal import Base
internal import Forms

extension FormCompiler {
    static let surveyColumns: Set<String> = [
        "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
        "constraint_message", "calculation", "default", "trigger", "readonly", "appearance", "choice_filter",
        "repeat_count", "parameters", "role", "guidance_hint", "image", "big-image", "audio", "video", "save_to",
        "disabled",
    ]

    /// Groups and repeats inside one another.
    private static let nestingLimit = 32

    /// A group or repeat whose end has not come yet.
    struct Open {
        let item: Int
        let type: QuestionType
        let row: Int
        let name: String
    }

    mutating func readSurvey(_ sheet: Sheet) -> [Item] {
        let columns = Columns(sheet, known: Self.surveyColumns, &faults)
        surveySheet = sheet
        surveyTable = columns
        learnLanguages(of: columns, in: sheet)
        checkHeaders(columns, sheet)
        guard columns["type"] != nil, columns["name"] != nil else {
            for key in ["type", "name"] where columns[key] == nil {
                faults.add(.missingColumn(key), sheet: sheet.name, row: sheet.header?.number)
            }
            return []
        }
        var items: [Item] = []
        var open: [Open] = []
        var names = SiblingNames(rootName: header.rootName)
        var loops = LoopRows(columns, choices: choices, code: code(of:))
        for row in loops.unrolled(sheet.rows) {
            let reader = RowReader(row: row, sheet: sheet.name, columns: columns)
            guard !Self.isYes(reader.text("disabled")) else { continue }
            read(reader, &items, &open, &names)
        }
        if let row = loops.tooLong {
            RowReader(row: row, sheet: sheet.name, columns: columns)
                .fault(.tooManyRows(limit: FormReader.lineLimit), "type", &faults)
        }
        for left in open {
            survey.entries[left.item].reader.fault(.neverEnded(left.type.rawValue), "type", &faults)
        }
        let filled = Set(items.map(\.parent))
        for (item, entry) in zip(items, survey.entries) where item.type.isContainer && !filled.contains(item.index) {
            entry.reader.fault(.emptyGroup(entry.type.rawValue), "type", &faults)
        }
        if items.isEmpty, !faults.hasError { faults.add(.emptySurvey, sheet: sheet.name, row: sheet.header?.number) }
        return items
    }

    private mutating func read(
        _ reader: RowReader, _ items: inout [Item], _ open: inout [Open], _ names: inout SiblingNames
    ) {
        let text = reader.text("type")
        guard !text.isEmpty else {
            // pyxform takes it for a remark.
            let isRemark = reader.text("name").isEmpty && labels("label", in: reader.row, reader.columns).isEmpty
            return reader.fault(.missingType, as: isRemark ? .warning : .error, "type", &faults)
        }
        let cell = TypeCell(text)
        if let new = cell.newSpelling { reader.fault(.oldType(text, new: new), "type", &faults) }
        if case .end(let closing) = cell.kind { return close(closing, &open, reader) }
        let type = questionType(cell, text, reader)
        var reader = reader
        // As pyxform does, and by the order of the rows, which is the same in every format.
        if type == .note, reader.text("name").isEmpty { reader.givenName = "generated_note_name_\(items.count + 2)" }
        let name = reader.text("name")
        let parent = open.last?.item ?? -1
        guard !type.isDeclaration else { return declare(type, reader, parent, &names) }
        names.check(reader, type, parent: parent, &faults)
        items.append(item(cell, type, index: items.count, parent: parent, name, reader))
        survey.entries.append(SurveyEntry(reader: reader, name: name, type: type, list: cell.list))
        if case .begin = cell.kind {
            open.append(Open(item: items.count - 1, type: type, row: reader.row.number, name: name))
            if open.count > Self.nestingLimit { reader.fault(.tooDeep(limit: Self.nestingLimit), "type", &faults) }
        }
        if items[items.count - 1].generatedCount != nil {
            names.check(generated: name + "_count", reader, "repeat_count", parent: parent, &faults)
        }
        if cell.hasOther {
            names.check(generated: name + "_other", reader, "type", parent: parent, &faults)
            addOther(to: items[items.count - 1], reader, &items)
        }
    }

    private mutating func checkHeaders(_ columns: Columns, _ sheet: Sheet) {
        columns.checkUnknown(in: sheet, known: Self.surveyColumns, &faults)
        if let role = columns["role"], header.namespaces["sotay"] == nil, let row = sheet.header {
            faults.add(.undeclaredNamespace("sotay"), in: sheet.name, row, role.spot)
        }
    }

    private mutating func close(_ type: QuestionType, _ open: inout [Open], _ reader: RowReader) {
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
    private mutating func questionType(_ cell: TypeCell, _ text: String, _ reader: RowReader) -> QuestionType {
        switch cell.kind {
        case .question(let type), .begin(let type), .end(let type):
            if type.isRare { reader.fault(.rareType(text), "type", &faults) }
            return type
        case .badFile(let name): reader.fault(.badListFile(name), "type", &faults)
        case .missingList: reader.fault(.missingList, "type", &faults)
        case .unsupported: reader.fault(.unsupportedType(text), "type", &faults)
        case .unknown:
            reader.fault(.unknownType(text, nearest: faults.nearest(text, in: TypeCell.names)), "type", &faults)
        }
        return .text
    }

    /// `audit`, `csv-external`, `xml-external`: no answer of the record.
    private mutating func declare(
        _ type: QuestionType, _ reader: RowReader, _ parent: Int, _ names: inout SiblingNames
    ) {
        let name = reader.text("name")
        checkParameters(type, nil, reader)
        guard type != .audit else {
            if let first = survey.audits.first {
                reader.fault(.nameTwice("audit", firstRow: first.row.number), "type", &faults)
            }
            survey.audits.append(reader)
            if !["", "audit"].contains(name) { reader.fault(.auditName(name), "name", &faults) }
            return
        }
        names.check(reader, type, parent: parent, &faults)
        survey.externals.append((name, name + (type == .csvExternal ? ".csv" : ".xml")))
        survey.externalRows.append(reader)
    }

    // MARK: - One row

    private mutating func item(
        _ cell: TypeCell, _ type: QuestionType, index: Int, parent: Int, _ name: String, _ reader: RowReader
    ) -> Item {
        var item = Item(index: index, parent: parent, name: name, type: type.itemType)
        if type.isSelect, let list = cell.list {
            item.listSource = list.modelSource
            if case .rows = list {} else { item.list = listName(list) }
        }
        item.label = labels("label", in: reader.row, reader.columns)
        item.hint = labels("hint", in: reader.row, reader.columns)
        item.requiredMessage = labels("required_message", in: reader.row, reader.columns)
        item.constraintMessage = labels("constraint_message", in: reader.row, reader.columns)
        item.required = reader.condition("required", &faults)
        item.readonly = reader.condition("readonly", &faults)
        item.relevant = reader.condition("relevant", &faults)
        item.constraint = reader.expression("constraint", or: cell.constraint, &faults)
        item.calculation = reader.expression("calculation", &faults)
        item.choiceFilter = reader.expression("choice_filter", &faults)
        item.repeatCount = reader.expression("repeat_count", &faults)
        item.defaultValue = reader.defaultValue(for: item.type, &faults)
        item.trigger = reader.trigger(&faults)
        item.appearance = reader.appearance
        item.parameters = reader.parameters.pairs
        item.role = reader.role(&faults)
        item.guidanceHint = labels("guidance_hint", in: reader.row, reader.columns)
        for kind in Media.allCases {
            let files = labels(kind.rawValue, in: reader.row, reader.columns)
            if !files.isEmpty { item.media[kind] = files }
        }
        item.saveTo = reader.text("save_to").isEmpty ? nil : reader.text("save_to")
        item.otherColumns = reader.others
        check(item, cell, type, reader)
        return item
    }

    /// The list's key in the form: of a file its name without the ending. A list of `external_choices` may bear the
    /// name of one of `choices`.
    func listName(_ source: TypeCell.ListSource) -> String {
        switch source {
        case .choices(let name), .rows(let name): name
        case .file(let name): name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        case .external(let name): choiceCodes[name] != nil ? "\(name) (external_choices)" : name
        }
    }

    private mutating func check(_ item: Item, _ cell: TypeCell, _ type: QuestionType, _ reader: RowReader) {
        let isAsked = item.type.isAsked && !type.isFilledByDevice || type == .note
        if isAsked, item.calculation == nil, item.trigger.isEmpty, item.label.isEmpty, item.media.isEmpty {
            // pyxform takes a hint for a label.
            reader.fault(.missingLabel, as: item.hint.isEmpty ? .error : .warning, "label", &faults)
        }
        if type == .calculate, reader.text("calculation").isEmpty, !item.hasDynamicDefault {
            reader.fault(.missingCalculation, "calculation", &faults)
        }
        if item.isUnseen {
            for key in ["required", "constraint"]
            where key == "required" ? item.required != nil : item.constraint != nil {
                if !reader.text(key).isEmpty { reader.fault(.demandOnUnseen(key), key, &faults) }
            }
        }
        if type == .backgroundGeopoint {
            if item.trigger.isEmpty { reader.fault(.missingTrigger(type.rawValue), "trigger", &faults) }
            if item.calculation != nil {
                reader.fault(.needless("calculation", type: type.rawValue), "calculation", &faults)
            }
        }
        if type == .loop { checkLoop(cell, reader) }
        if cell.hasOther, item.choiceFilter != nil { reader.fault(.otherWithFilter, "choice_filter", &faults) }
        checkParameters(type, cell.list, reader)
        checkAppearance(reader)
        checkTexts(of: item, reader)
    }

    private mutating func checkLoop(_ cell: TypeCell, _ reader: RowReader) {
        guard case .choices(let list)? = cell.list else { return reader.fault(.missingList, "type", &faults) }
        guard choiceCodes[list] == nil else { return }
        let nearest = faults.nearest(list, in: choiceCodes.keys.sorted())
        reader.fault(.definition(.unknownList(list, nearest: nearest)), "type", &faults)
    }

    /// In a group shown as a table all selects have the list of the first one, whole.
    /// Source: pyxform, `xls2json.py`, "table_list".
    mutating func checkTables(_ items: [Item]) {
        var first: [Int: String] = [:]
        for (item, entry) in zip(items, survey.entries) where item.type.isSelect && item.parent >= 0 {
            guard items[item.parent].appearance.contains("table-list"), let list = item.list else { continue }
            if first[item.parent] == nil {
                first[item.parent] = list
                if item.choiceFilter != nil { entry.reader.fault(.filterInTable, "choice_filter", &faults) }
            } else if let other = first[item.parent], other != list {
                entry.reader.fault(.unlikeInTable(list, first: other), "type", &faults)
            }
        }
    }

    // MARK: - or_other

    /// The question `<name>_other`. Source: pyxform, `xls2json.py`, "specify other".
    private mutating func addOther(to select: Item, _ reader: RowReader, _ items: inout [Item]) {
        if case .choices(let list)? = survey.entries.last?.list { listsWithOther.insert(list) }
        var item = Item(index: items.count, parent: select.parent, name: select.name + "_other", type: .text)
        item.label = texts(vi: "Ghi rõ nội dung khác", en: "Specify other.")
        item.relevant = reader.parse("selected(../\(select.name), 'other')", "type", &faults)
        items.append(item)
        survey.entries.append(
            SurveyEntry(reader: reader, name: item.name, type: .text, list: nil, isAdded: true))
    }
}
