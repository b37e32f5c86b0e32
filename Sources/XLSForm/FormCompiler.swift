internal import Base
internal import Forms

/// Turns the tables into a form, gathering every fault on the way.
struct FormCompiler {
    let workbook: Workbook
    let file: String
    var faults: FaultList
    var languages: [FormLanguage] = []
    /// Of untranslated texts; empty when the settings name no default language.
    var defaultCode = ""
    var header = Form.Header(id: "", version: "", title: "")
    /// Where each item was written.
    var origins: [SurveyRow] = []
    var survey: Sheet?
    var surveyColumns: Columns?
    var settingsColumns: Columns?

    init(workbook: Workbook, file: String, faults: FaultList) {
        self.workbook = workbook
        self.file = file
        self.faults = faults
    }

    static let sheetNames = ["survey", "choices", "settings", "external_choices", "entities", "osm"]

    mutating func form() -> Form? {
        checkSheets()
        readSettings()
        guard let sheet = workbook.sheet("survey") ?? loneSheet else {
            faults.add(.noSurvey)
            return nil
        }
        let lists = readChoices()
        let items = readSurvey(sheet)
        checkUse(of: lists, by: items)
        header.languages = languages
        let assembled = Form.assemble(header, items: items, lists: lists.map(\.list))
        for fault in assembled.faults { place(fault) }
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
        where !Self.sheetNames.contains(sheet.name.lowercased()) && !sheet.name.hasPrefix("_") {
            let nearest = sheet.name.nearest(in: Self.sheetNames)
            faults.add(.unknownSheet(sheet.name, nearest: nearest), sheet: sheet.name, row: sheet.header?.number)
        }
    }

    /// A fault of meaning, at the cell it comes from.
    private mutating func place(_ fault: DefinitionFault) {
        guard let item = fault.item else {
            let settings = workbook.sheet("settings")
            let column = settingsColumns?["instance_name"]
            return faults.add(
                .definition(fault.kind), sheet: settings?.name, row: settings?.rows.first?.number,
                column: column.map { ($0.position, $0.header) }, text: header.instanceName?.source,
                offset: fault.offset)
        }
        let origin = origins[item]
        let key = fault.column == .role ? "role" : fault.column.rawValue
        let column = surveyColumns?[key] ?? surveyColumns?.translations(of: key).first
        faults.add(
            .definition(fault.kind), sheet: survey?.name, row: origin.row.number,
            column: column.map { ($0.position, $0.header) }, name: origin.name,
            text: column.map { origin.row[$0.position].text }, offset: fault.offset)
    }

    // MARK: - Texts

    /// The texts of a translatable column in all languages; languages are learnt on the way.
    mutating func labels(_ key: String, in row: Row, _ columns: Columns) -> Labels {
        var labels = Labels()
        for column in columns.translations(of: key) {
            let text = row[column.position].text
            guard !text.isEmpty else { continue }
            labels[code: column.language.map { FormLanguage($0).code } ?? defaultCode] = text
        }
        return labels
    }

    mutating func learnLanguages(of columns: Columns) {
        for case let name? in columns.all.map(\.language) {
            let language = FormLanguage(name)
            if !languages.contains(where: { $0.code == language.code }) { languages.append(language) }
        }
    }
}
