internal import Base
internal import Forms

extension FormCompiler {
    private static let known: Set<String> = [
        "form_title", "form_id", "version", "instance_name", "default_language", "namespaces",
    ]

    /// Settings of the standard that are kept and passed on.
    private static let passedOn: Set<String> = [
        "public_key", "submission_url", "auto_send", "auto_delete", "style", "allow_choice_duplicates",
        "client_editable", "clean_text_values", "prefix", "delimiter", "name", "sms_keyword", "sms_separator",
        "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response", "instance_xmlns",
        "omit_instanceid",
        "compact_tag", "allow_duplicate_entities",
    ]

    mutating func readSettings() {
        let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "form"
        header = Form.Header(id: Self.formID(from: stem), version: "", title: stem)
        guard let sheet = workbook.sheet("settings"), let row = sheet.rows.first else {
            if header.id != stem { faults.add(.idOfFileName(header.id)) }
            faults.add(.missingVersion)
            return
        }
        let columns = Columns(sheet, known: Self.known.union(Self.passedOn), &faults)
        settingsColumns = columns
        columns.checkUnknown(in: sheet, known: Self.known.union(Self.passedOn), &faults)
        for column in columns.all {
            let cell = row[column.position].text
            if !cell.isEmpty { set(column, to: cell, sheet, row) }
        }
        if header.id != stem, survey.settings["form_id"] == nil { faults.add(.idOfFileName(header.id)) }
        for extra in sheet.rows.dropFirst() where !extra.isBlank {
            let position = extra.cells.firstIndex { !$0.text.isEmpty } ?? 0
            faults.add(.extraSettings, in: sheet.name, extra, (position, sheet.header?[position].text ?? ""))
        }
        if header.version.isEmpty {
            if let column = columns["version"] {
                faults.add(.missingVersion, in: sheet.name, row, column.spot)
            } else {
                faults.add(.missingVersion, sheet: sheet.name, row: row.number)
            }
        }
    }

    /// A reference in a setting stands for a question, but only the record's name is worked out; pyxform looks at all.
    mutating func checkSettingReferences(_ items: [Item]) {
        guard let sheet = workbook.sheet("settings"), let row = sheet.rows.first, let columns = settingsColumns
        else { return }
        let counts = Dictionary(items.map { ($0.name, 1) }, uniquingKeysWith: +)
        for (column, text) in columns.filled(of: row) where column.key != "instance_name" {
            for (written, offset) in OutputText.references(in: text) {
                let name = Expression.Reference(written: written).name
                let kind: FormFault.Kind =
                    switch (counts[name] ?? 0) + (header.metaNames.contains(name) ? 1 : 0) {
                    case 0:
                        .definition(.unknownReference(name, nearest: faults.nearest(name, in: counts.keys.sorted())))
                    case 1: .plainReference(column.header)
                    default: .definition(.ambiguousReference(name))
                    }
                faults.add(kind, in: sheet.name, row, column.spot, offset: offset)
            }
        }
    }

    private mutating func set(_ column: Column, to cell: String, _ sheet: Sheet, _ row: Row) {
        func refuse(_ kind: FormFault.Kind, at offset: Int = 0) {
            faults.add(kind, in: sheet.name, row, column.spot, offset: offset)
        }
        survey.settings[column.key] = cell
        switch column.key {
        case "form_title": header.title = cell
        case "version":
            header.version = cell
            if !Self.isVersion(cell) { refuse(.badVersion(cell)) }
        case "default_language":
            let language = FormLanguage(cell)
            header.defaultLanguage = language
            defaultCode = language.code
            languages = [language]
        case "namespaces": header.namespaces = Self.namespaces(cell)
        case "form_id":
            header.id = cell
            if !Self.isFormID(cell) { refuse(.badFormID(cell)) }
        case "name":
            header.otherSettings[column.header] = cell
            guard SiblingNames.isName(cell) else { return refuse(.badName(cell)) }
            header.rootName = cell
        case "omit_instanceid":
            header.otherSettings[column.header] = cell
            guard Self.isYes(cell) else { return }
            header.metaNames = []
            if !row[settingsColumns?["public_key"]?.position ?? row.cells.count].text.isEmpty {
                refuse(.encryptedWithoutID)
            }
        case "instance_name":
            do throws(ExpressionFault) {
                header.instanceName = try Expression(parsing: cell)
            } catch {
                refuse(.expression(error.kind), at: error.offset)
            }
        default: header.otherSettings[column.header] = cell
        }
    }

    /// It travels in the heads of revisions, which are plain ASCII without escapes.
    private static func isVersion(_ text: String) -> Bool {
        text.utf8.count <= 64 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }

    /// It travels in file names and in the heads of revisions, where a first `_` marks what is no form's record.
    static func isFormID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.first != "_" && text.first != "-"
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || [0x2E, 0x5F, 0x2D].contains($0)
            }
    }

    /// Of a form without one: what its file's name can be as an id.
    private static func formID(from name: String) -> String {
        guard !isFormID(name) else { return name }
        let plain = name.searchKey.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
        return plain.isEmpty ? "form" : String(plain.prefix(64))
    }

    /// `sotay="https://…" other="…"`.
    private static func namespaces(_ cell: String) -> [String: String] {
        var found: [String: String] = [:]
        var rest = cell.replacing("“", with: "\"").replacing("”", with: "\"")[...]
        while let equal = rest.firstIndex(of: "=") {
            let prefix = String(rest[..<equal]).trimmedSpace
            let parts = rest[rest.index(after: equal)...].split(
                separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { break }
            found[prefix] = String(parts[1])
            rest = parts[2]
        }
        return found
    }
}
