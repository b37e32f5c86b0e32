internal import Base
internal import Forms

/// A choice list with the row of its first choice.
struct CompiledList {
    var list: ChoiceList
    let source: TypeCell.ListSource
    let sheet: String
    let row: Row
    /// The headers of its sheet.
    let columns: Set<String>
    /// `list_name`.
    let nameColumn: Column
}

extension FormCompiler {
    private static let known: Set<String> = ["list_name", "name", "label", "image", "big-image", "audio", "video"]

    /// The lists of the sheets `choices` and `external_choices`.
    mutating func readChoices() -> [CompiledList] {
        var lists: [CompiledList] = []
        if let sheet = workbook.sheet("choices") { lists += readLists(sheet) { .choices($0) } }
        if let sheet = workbook.sheet("external_choices") { lists += readLists(sheet) { .external($0) } }
        return lists
    }

    private mutating func readLists(
        _ sheet: Sheet, source: (String) -> TypeCell.ListSource
    ) -> [CompiledList] {
        // A sheet that a template brought along and nobody has filled.
        guard sheet.header != nil else { return [] }
        let columns = Columns(sheet, known: Self.known, &faults)
        learnLanguages(of: columns, in: sheet)
        guard let listColumn = columns["list_name"], let nameColumn = columns["name"] else {
            for key in ["list_name", "name"] where columns[key] == nil {
                faults.add(.missingColumn(key), sheet: sheet.name, row: sheet.header?.number)
            }
            return []
        }
        var order: [String] = []
        var choices: [String: [Choice]] = [:]
        var rows: [String: [String: Int]] = [:]
        var first: [String: Row] = [:]
        for row in sheet.rows {
            let list = row[listColumn.position].text
            let name = row[nameColumn.position].text
            let reader = RowReader(row: row, sheet: sheet.name, columns: columns)
            guard check(list, name, reader, rows[list]?[name]) else { continue }
            if choices[list] == nil {
                order.append(list)
                first[list] = row
            }
            rows[list, default: [:]][name] = row.number
            if name.contains(where: \.isWhitespace) { spacedCodes.append((source(list), name, reader)) }
            let choice = choice(name, row, columns)
            choices[list, default: []].append(choice)
            if !choice.media.isEmpty {
                checkMedia(choice.media, reader)
            }
            checkTranslations("label", row, columns, sheet.name, name)
        }
        let headers = Set(columns.all.map(\.header))
        return order.compactMap { name in
            first[name].map {
                CompiledList(
                    list: ChoiceList(name: name, choices: choices[name] ?? []), source: source(name),
                    sheet: sheet.name, row: $0, columns: headers, nameColumn: listColumn)
            }
        }
    }

    private mutating func check(_ list: String, _ name: String, _ reader: RowReader, _ first: Int?) -> Bool {
        var kind: FormFault.Kind?
        if list.isEmpty {
            kind = .choiceWithoutList
        } else if name.isEmpty {
            kind = .choiceWithoutName
        } else if let first, !Self.isYes(survey.settings["allow_choice_duplicates"] ?? "") {
            kind = .choiceTwice(name, list: list, firstRow: first)
        }
        guard let kind else { return true }
        // pyxform passes over a row without a list, and so does this.
        reader.fault(kind, as: list.isEmpty ? .warning : .error, list.isEmpty ? "list_name" : "name", &faults)
        return false
    }

    private func choice(_ name: String, _ row: Row, _ columns: Columns) -> Choice {
        var others: [String: String] = [:]
        for (column, text) in columns.filled(of: row) where column.isOther { others[column.header] = text }
        var media: [Media: Labels] = [:]
        for kind in Media.allCases {
            let files = labels(kind.rawValue, in: row, columns)
            if !files.isEmpty { media[kind] = files }
        }
        return Choice(name: name, label: labels("label", in: row, columns), columns: others, media: media)
    }

    /// Codes stand apart by spaces where several are chosen; a lone one may hold a space.
    mutating func checkSpacedCodes() {
        var several: Set<TypeCell.ListSource> = []
        for entry in survey.entries where entry.type == .selectMultiple || entry.type == .rank {
            if let list = entry.list { several.insert(list) }
        }
        for (list, code, reader) in spacedCodes {
            reader.fault(.choiceWithSpace(code), as: several.contains(list) ? .error : .warning, "name", &faults)
        }
    }

    /// The choices of a select with `search()` come from a file, so no other can share its list.
    /// Source: pyxform, `survey.py`, `_redirect_is_search_itext`.
    mutating func checkSearches(_ items: [Item]) {
        let selects = zip(items, survey.entries).filter { $0.1.type.isSelect && $0.1.list != nil }
        for (item, entry) in selects where item.hasSearch {
            if case .file = entry.list {
                entry.reader.fault(.searchInFile, "appearance", &faults)
            } else {
                entry.reader.fault(.searchOnPhones, "appearance", &faults)
            }
            let other = selects.first { $0.1.list == entry.list && !$0.0.hasSearch }
            if let other, let list = item.list {
                entry.reader.fault(.searchSharesList(list, question: other.0.name), "appearance", &faults)
            }
        }
    }

    mutating func checkUse(of lists: [CompiledList]) {
        var used = Set(survey.entries.compactMap(\.list))
        used.formUnion(tickLists.union(geometries.map(\.name)).map { .choices($0) })
        for compiled in lists where !used.contains(compiled.source) {
            faults.add(
                .unusedList(compiled.list.name), in: compiled.sheet, compiled.row, compiled.nameColumn.spot)
        }
    }

    // MARK: - or_other

    /// The lists with the choice that `or_other` adds to those that have no `other` yet.
    func addingOther(to lists: [CompiledList]) -> [CompiledList] {
        lists.map { compiled in
            guard case .choices(let name) = compiled.source, listsWithOther.contains(name),
                compiled.list.choice("other") == nil
            else { return compiled }
            var copy = compiled
            let other = Choice(name: "other", label: texts(vi: "Khác", en: "Other"), columns: [:])
            copy.list = ChoiceList(name: name, choices: compiled.list.choices + [other])
            return copy
        }
    }

    /// A text of our own in the form's languages: Vietnamese for `vi`, English for all others.
    func texts(vi: String, en: String) -> Labels {
        guard !languages.isEmpty else { return Labels(vi) }
        var labels = Labels()
        for language in languages { labels[code: language.code] = language.code == "vi" ? vi : en }
        return labels
    }
}
