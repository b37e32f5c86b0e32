internal import Base
internal import Forms

/// Checks of one row of the survey sheet that need no other row.
extension FormCompiler {
    mutating func checkParameters(_ type: QuestionType, _ reader: RowReader) {
        let known = type.parameters
        let (pairs, stray) = reader.parameters
        if let stray { reader.fault(.malformedParameters(stray), "parameters", &faults) }
        for (name, value) in pairs.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                let nearest = faults.nearest(name, in: known.sorted())
                // pyxform looks at the parameters of types that have some.
                let kind = FormFault.Kind.unknownParameter(name, nearest: nearest)
                reader.fault(kind, as: known.isEmpty ? .warning : .error, "parameters", &faults)
                continue
            }
            if !Self.isParameter(name, value) {
                reader.fault(.badParameter(name, value: value), "parameters", &faults)
            }
        }
        if type == .range { checkRange(pairs, reader) }
        if type.isSelect, pairs["seed"] != nil, pairs["randomize"]?.lowercased() != "true" {
            reader.fault(.seedWithoutRandomize, "parameters", &faults)
        }
        let location = ["location-priority", "location-min-interval", "location-max-age"]
        if type == .audit, location.contains(where: { pairs[$0] != nil }) {
            for name in location where pairs[name] == nil {
                reader.fault(.missingParameter(name), "parameters", &faults)
            }
        }
    }

    /// Source: pyxform, `xls2json.py`.
    private static func isParameter(_ name: String, _ value: String) -> Bool {
        switch name {
        case "tick_interval", "rows", "max-pixels": Double(value) != nil
        case "randomize", "track-changes", "identify-user": ["true", "false"].contains(value.lowercased())
        case "track-changes-reasons": value == "on-form-edit"
        case "location-priority": ["no-power", "low-power", "balanced", "high-accuracy"].contains(value)
        case "location-min-interval", "location-max-age": Int(value).map { $0 >= 0 } ?? false
        default: true
        }
    }

    /// Source: pyxform, `question_types/range.py`: 1 to 10 by 1 when nothing is said.
    private mutating func checkRange(_ parameters: [String: String], _ reader: RowReader) {
        let numbers = parameters.compactMapValues { Double($0) }
        let step = numbers["step"] ?? 1
        let (start, end) = (numbers["start"] ?? 1, numbers["end"] ?? 10)
        guard step == 0 || abs(step) > abs(end - start) else { return }
        let scale = RangeScale(parameters)
        let kind = FormFault.Kind.badStep(
            parameters["step"] ?? "1", scale: "\(scale.shown(start))–\(scale.shown(end))")
        reader.fault(kind, "parameters", &faults)
    }

    mutating func checkAppearance(_ reader: RowReader) {
        for word in reader.appearance where !Appearance.isKnown(word) {
            reader.fault(
                .unknownAppearance(word, nearest: faults.nearest(word, in: Appearance.names)), "appearance", &faults)
        }
    }

    /// Texts that stand in one language and not in another, or hold half a `${}`.
    mutating func checkTexts(_ reader: RowReader) {
        for key in ["label", "hint", "guidance_hint", "required_message", "constraint_message"] {
            for text in labels(key, in: reader.row, reader.columns).texts {
                guard let offset = OutputText.unclosed(in: text.text) else { continue }
                reader.fault(.unclosedReference, key, language: text.code, offset: offset, &faults)
            }
            checkTranslations(key, reader.row, reader.columns, reader.sheet, reader.text("name"))
        }
    }

    mutating func checkTranslations(_ key: String, _ row: Row, _ columns: Columns, _ sheet: String, _ name: String) {
        let all = columns.translations(of: key)
        guard all.count > 1, all.contains(where: { !row[$0.position].text.isEmpty }) else { return }
        for column in all where row[column.position].text.isEmpty {
            let language = column.language?.title ?? header.defaultLanguage?.title ?? ""
            faults.add(
                .missingTranslation(language: language), sheet: sheet, row: row.number,
                column: (column.position, column.header), name: name)
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
        known.contains(word.lowercased()) || prefixes.contains { word.lowercased().hasPrefix($0) }
            || word.first == "w" && Int(word.dropFirst()).map { (1...12).contains($0) } == true
    }
}
