internal import Base
internal import Forms

/// Turns the tables into a form, gathering every fault on the way.
struct FormCompiler {
    let workbook: Workbook
    /// The files beside the form; nil when nobody looked.
    let files: [String: [UInt8]]?
    var file: String { faults.file }
    var faults: FaultList
    var languages: [FormLanguage] = []
    /// The sheets whose columns may have languages.
    var translated: [(sheet: Sheet, columns: Columns)] = []
    /// Of untranslated texts; empty when the settings name no default language.
    var defaultCode = ""
    var header = Form.Header(id: "", version: "", title: "")
    var survey = Survey()
    var surveySheet: Sheet?
    var surveyTable: Columns?
    var settingsColumns: Columns?
    var neededFiles: Set<String> = []
    var tables: [String: ExternalTable] = [:]
    var listHashes: [String: String] = [:]
    var choices: [String: [Choice]] = [:]
    /// The codes of the sheet's lists.
    var choiceCodes: [String: [String]] = [:]
    /// Lists that are the marks of a range.
    var tickLists: Set<String> = []
    /// `reference-geometry` parameters.
    var geometries: [(name: String, reader: RowReader)] = []
    /// What stands behind each name that `instance()` can take: a list of the sheet, or a file.
    var instanceSources: [String: String] = [:]
    var listsWithOther: Set<String> = []
    /// Choices whose codes hold a space.
    var spacedCodes: [(list: TypeCell.ListSource, code: String, reader: RowReader)] = []

    init(workbook: Workbook, files: [String: [UInt8]]?, faults: FaultList) {
        self.workbook = workbook
        self.files = files
        self.faults = faults
    }

    /// Source: pyxform, `aliases.py`, "yes_no".
    static func isYes(_ text: String) -> Bool { ["yes", "true", "true()"].contains(text.lowercased()) }

    static let sheetNames = ["survey", "choices", "settings", "external_choices", "entities", "osm"]

    mutating func form() -> Form? {
        checkSheets()
        checkCharacters()
        readSettings()
        guard let sheet = workbook.sheet("survey") ?? loneSheet else {
            faults.add(.noSurvey)
            return nil
        }
        var lists = readChoices()
        for list in lists {
            guard case .choices(let name) = list.source else { continue }
            choiceCodes[name] = list.list.choices.map(\.name)
            choices[name] = list.list.choices
        }
        let items = readSurvey(sheet)
        checkUse(of: lists)
        checkSpacedCodes()
        checkSearches(items)
        checkRowSources(items)
        readEntities()
        checkSaveTo(items)
        lists = addingOther(to: lists)
        header.languages = languages
        if let code = header.defaultLanguage?.code { header.defaultLanguage = languages.first { $0.code == code } }
        checkDefaultLanguage()
        for table in translated { checkLanguages(of: table.columns, in: table.sheet) }
        survey.lists = lists.map { (listName($0.source), $0.source) }
        let instances = survey.externals.map { FormFile(id: $0.name, name: $0.file) }
        let named = lists.map { ChoiceList(name: listName($0.source), choices: $0.list.choices) }
        readFiles(items)
        checkGeometries(items)
        checkTables(items)
        let assembled = Form.assemble(
            header, items: items, lists: named, instances: instances, columns: columnNames(of: lists))
        for fault in assembled.faults { place(fault) }
        faults.leaveOut(errors: assembled.unlisted)
        checkMeaning(items, lists: named)
        checkReferences(items)
        checkSettingReferences(items)
        return faults.hasError ? nil : assembled.form
    }

    /// A workbook with one sheet is a survey whatever the sheet is called, unless it is known to be another.
    private var loneSheet: Sheet? {
        guard workbook.sheets.count == 1, let sheet = workbook.sheets.first else { return nil }
        return Self.sheetNames.contains(sheet.name.lowercased()) ? nil : sheet
    }

    private mutating func checkSheets() {
        guard workbook.sheets.count > 1 else { return }
        for sheet in workbook.sheets
        where !Self.sheetNames.contains(sheet.name.lowercased()) && !sheet.name.hasPrefix("_")
            && !ExternalFile.isNamed(sheet.name)
        {
            let nearest = faults.nearest(sheet.name, in: Self.sheetNames)
            faults.add(
                .unknownSheet(sheet.name, nearest: nearest), sheet: sheet.name, row: sheet.header?.number,
                text: sheet.name)
        }
    }

    private mutating func checkDefaultLanguage() {
        guard let language = header.defaultLanguage, let columns = surveyTable else { return }
        let used = columns.all.compactMap(\.language?.code)
        guard !used.isEmpty, !used.contains(language.code) else { return }
        let others = languages.dropFirst()
        let near =
            faults.nearest(language.name, in: others.map(\.name))
            ?? faults.nearest(language.code, in: others.map(\.code))
        let nearest = others.first { $0.name == near || $0.code == near }?.title
        // Untranslated columns are in the default language, so it need not be named elsewhere.
        guard columns["label"] == nil || nearest != nil else { return }
        faultInSettings(.languageWithoutTexts(language.title, nearest: nearest), "default_language")
    }

    private mutating func faultInSettings(_ kind: FormFault.Kind, _ key: String, offset: Int? = nil) {
        guard let sheet = workbook.sheet("settings"), let row = sheet.rows.first, let column = settingsColumns?[key]
        else { return }
        faults.add(kind, in: sheet.name, row, column.spot, offset: offset ?? 0)
    }

    /// A language that other columns have must have labels too; untranslated ones do for all.
    private mutating func checkLanguages(of columns: Columns, in sheet: Sheet) {
        let labels = columns.translations(of: "label")
        guard !labels.isEmpty, columns["label"] == nil, let row = sheet.header else { return }
        for language in languages where language.code != header.defaultLanguage?.code {
            guard !labels.contains(where: { $0.language?.code == language.code }) else {
                continue
            }
            let column = columns.all.first { $0.language?.code == language.code } ?? labels[0]
            faults.add(.languageWithoutLabels(language.title), in: sheet.name, row, column.spot)
        }
    }

    /// A fault of meaning, at the cell it comes from.
    private mutating func place(_ fault: DefinitionFault) {
        guard let item = fault.item else {
            return faultInSettings(.definition(fault.kind), "instance_name", offset: fault.offset)
        }
        let key = fault.column == .role ? "role" : fault.column.rawValue
        if case .unknownList = fault.kind, case .external(let list)? = survey.entries[item].list {
            let known = survey.lists.compactMap { if case .external(let name) = $0.source { name } else { nil } }
            let kind = FormFault.Kind.unknownExternalList(list, nearest: faults.nearest(list, in: known))
            return survey.entries[item].reader.fault(kind, key, &faults)
        }
        survey.entries[item].reader.fault(
            .definition(fault.kind), key, language: fault.language, offset: fault.offset, &faults)
    }

    /// What `instance()` and `pulldata()` find in the lists, and in the files that have been read.
    private func columnNames(of lists: [CompiledList]) -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for (file, table) in tables {
            let known = Set(table.columns).union(file.lowercased().hasSuffix(".geojson") ? ["id", "geometry"] : [])
            names[file] = known
            names[listName(.file(file))] = known
        }
        for external in survey.externals { names[external.name] = names[external.file] }
        for list in lists {
            names[listName(list.source)] = list.columns.union(["name", "label", "itextId"])
        }
        return names
    }

    /// `select_one ${ten}` needs a question of that name inside a repeat.
    private mutating func checkRowSources(_ items: [Item]) {
        for (item, entry) in zip(items, survey.entries) where !entry.isAdded {
            guard case .rows(let name) = item.listSource else { continue }
            guard let target = items.first(where: { $0.name == name }) else {
                let nearest = faults.nearest(name, in: items.map(\.name))
                entry.reader.fault(.definition(.unknownReference(name, nearest: nearest)), "type", &faults)
                continue
            }
            var around = target.parent
            while around >= 0, items[around].type != .repeat { around = items[around].parent }
            if around < 0 { entry.reader.fault(.unsupportedType(entry.reader.text("type")), "type", &faults) }
        }
    }

    // MARK: - Texts

    /// The texts of a translatable column in all languages, the default one first. An untranslated text beside others is
    /// in the default language, and alone it is for all. Source: pyxform, `xls2json.py`, "default_language".
    func labels(_ key: String, in row: Row, _ columns: Columns) -> Labels {
        let filled = columns.translations(of: key).filter { !row[$0.position].text.isEmpty }
        let isForAll = filled.allSatisfy { $0.language == nil }
        let texts = filled.map { column in
            Labels.Text(code: isForAll ? "" : code(of: column), text: row[column.position].text)
        }
        guard texts.count > 1 else { return Labels(texts) }
        return Labels(texts.filter { $0.code == defaultCode } + texts.filter { $0.code != defaultCode })
    }

    /// Nothing for the language without a name, which pyxform calls `default`.
    func code(of column: Column) -> String {
        guard let code = column.language?.code, code != "default" || !defaultCode.isEmpty else { return defaultCode }
        return code
    }

    mutating func learnLanguages(of columns: Columns, in sheet: Sheet) {
        translated.append((sheet, columns))
        for column in columns.all where !code(of: column).isEmpty {
            guard let language = column.language else { continue }
            if let known = languages.firstIndex(where: { $0.code == language.code }) {
                // `default_language` may name the code alone; the columns know the name.
                if languages[known].name == language.code { languages[known] = language }
            } else {
                languages.append(language)
            }
        }
    }
}
