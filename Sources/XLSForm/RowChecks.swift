internal import Base
internal import Forms

/// Checks of one row of the survey sheet that need no other row.
extension FormCompiler {
    mutating func checkAppearance(_ reader: RowReader) {
        for word in reader.appearance where !Appearance.isKnown(word) {
            reader.fault(
                .unknownAppearance(word, nearest: faults.nearest(word, in: Appearance.names)), "appearance", &faults)
        }
    }

    /// Texts that stand in one language and not in another, or hold half a `${}`.
    mutating func checkTexts(of item: Item, _ reader: RowReader) {
        let columns = [
            ("label", item.label), ("hint", item.hint), ("guidance_hint", item.guidanceHint),
            ("required_message", item.requiredMessage), ("constraint_message", item.constraintMessage),
        ]
        for (key, labels) in columns {
            for text in labels.texts {
                guard let offset = OutputText.unclosed(in: text.text) else { continue }
                reader.fault(.unclosedReference, key, language: text.code, offset: offset, &faults)
            }
            checkTranslations(key, reader.row, reader.columns, reader.sheet, reader.text("name"))
        }
    }

    mutating func checkTranslations(_ key: String, _ row: Row, _ columns: Columns, _ sheet: String, _ name: String) {
        let all = columns.translations(of: key)
        guard all.count > 1 else { return }
        var shown: [String: Column] = [:]
        for column in all where !row[column.position].text.isEmpty {
            let hidden = shown.updateValue(column, forKey: code(of: column))
            guard let hidden, row[hidden.position] != row[column.position] else { continue }
            faults.add(.textTwice(other: column.header), in: sheet, row, hidden.spot, name: name)
        }
        guard !shown.isEmpty else { return }
        for column in all where shown[code(of: column)] == nil {
            let language = column.language?.title ?? header.defaultLanguage?.title ?? ""
            faults.add(.missingTranslation(language: language), in: sheet, row, column.spot, name: name)
        }
    }
}

/// The words that the column `appearance` may hold.
enum Appearance {
    /// Source: ODK XLSForm template, "appearances"; Enketo's grid theme `w1`…`w10`.
    static let names: [String] = [
        "annotate", "autocomplete", "bearing", "bikram-sambat", "columns", "columns-pack", "compact", "coptic",
        "counter", "draw", "ethiopian", "field-list", "front", "geocoder", "gregorian", "hidden-answer", "hide-input",
        "horizontal",
        "horizontal-compact", "image-map", "islamic", "label", "likert", "list", "list-nolabel", "maps", "map",
        "masked", "minimal", "month-year", "multiline", "myanmar", "new", "new-front", "no-buttons", "no-calendar",
        "no-ticks", "numbers", "parallel", "persian", "picker", "placement-map", "quick", "quickcompact",
        "randomized", "rating", "search", "short", "signature", "summary", "table-list", "textarea", "thousands-sep",
        "url", "vertical", "year", "accordion", "pages", "buddhist", "thousand-sep", "streets", "satellite", "terrain",
    ]

    private static let known = Set(names)
    private static let prefixes = ["ex:", "printer:", "search(", "columns-", "compact-", "quickcompact-", "pulldata("]

    static func isKnown(_ word: String) -> Bool {
        let word = word.lowercased()
        return known.contains(word) || prefixes.contains { word.hasPrefix($0) }
            || word.first == "w" && Int(word.dropFirst()).map { (1...12).contains($0) } == true
    }
}
