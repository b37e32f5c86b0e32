/// Where a default comes from.
package enum DefaultValue: Hashable, Sendable {
    case constant(String)
    /// Evaluated once, when the record or the row is created. Source: pyxform, `default_is_dynamic`.
    case dynamic(Expression)
}

/// Where a select's choices stand.
package enum ListSource: Hashable, Sendable {
    /// The sheet `choices`.
    case choices
    /// The sheet `external_choices`, of a `select_one_external`.
    case externalChoices
    /// A file beside the form, such as `tinh.csv`, of a `select_one_from_file`.
    case file(String)
    /// The answers of a question in a repeat, of a `select_one ${ten}`: each is its own code and label.
    /// Source: ODK documentation, "Using questions from preceding repeat groups as choices".
    case rows(String)
}

/// What a label can be accompanied by: the name of a file.
package enum Media: String, CaseIterable, Hashable, Sendable {
    case image, audio, video
    case bigImage = "big-image"
}

/// One question, group or repeat of a form.
package struct Item: Hashable, Sendable {
    /// Position in the form's table: parents before children, otherwise the order of the sheet.
    package let index: Int
    /// The group or repeat around it; -1 at the top.
    package let parent: Int
    /// NFC; unique among its siblings.
    package let name: String
    package let type: ItemType
    package var label = Labels()
    package var hint = Labels()
    /// On a repeat: at least one row. (Other tools ignore it there.)
    package var required: Expression?
    package var requiredMessage = Labels()
    package var relevant: Expression?
    package var constraint: Expression?
    package var constraintMessage = Labels()
    package var calculation: Expression?
    package var defaultValue: DefaultValue?
    /// Names of the questions whose change evaluates `calculation`; it is then evaluated at no other time.
    package var trigger: [String] = []
    package var readonly: Expression?
    package var appearance: [String] = []
    /// The choice list's name, of a select; of a file its name without the ending.
    package var list: String?
    package var listSource = ListSource.choices
    package var choiceFilter: Expression?
    /// How many rows a repeat has; nil when the person decides.
    package var repeatCount: Expression?
    /// As the cell has them, such as `start` → `0`.
    package var parameters: [String: String] = [:]
    package var role: Role?
    /// Shown on demand.
    package var guidanceHint = Labels()
    package var media: [Media: Labels] = [:]
    /// The property of an entity that the answer becomes; passed on.
    package var saveTo: String?
    /// Columns that mean nothing here, kept for passing on: header → cell.
    package var otherColumns: [String: String] = [:]

    package init(index: Int, parent: Int, name: String, type: ItemType) {
        self.index = index
        self.parent = parent
        self.name = name
        self.type = type
    }

    /// The column of the list that is stored.
    package var valueColumn: String { parameter("value", of: (table: "name", geo: "id")) }
    /// The column of the list that is shown.
    package var labelColumn: String { parameter("label", of: (table: "label", geo: "title")) }

    /// Source: ODK documentation, "Selects from CSV, XML or GeoJSON".
    private func parameter(_ key: String, of columns: (table: String, geo: String)) -> String {
        guard case .file(let name) = listSource else { return columns.table }
        return parameters[key] ?? (name.lowercased().hasSuffix(".geojson") ? columns.geo : columns.table)
    }

    /// Every expression of the row.
    package var expressions: [Expression] {
        var all = [relevant, constraint, calculation, required, readonly, choiceFilter, repeatCount]
        if case .dynamic(let expression)? = defaultValue { all.append(expression) }
        return all.compactMap(\.self)
    }

    /// The texts that a person sees.
    var texts: [Labels.Text] {
        [label, hint, guidanceHint, requiredMessage, constraintMessage].flatMap(\.texts)
    }

    var readsLastSaved: Bool {
        expressions.contains(where: \.readsLastSaved) || texts.contains { OutputText.readsLastSaved($0.text) }
            || parameters.values.contains(where: OutputText.readsLastSaved)
            || otherColumns.values.contains(where: OutputText.readsLastSaved)
            || appearance.contains(where: OutputText.readsLastSaved)
    }

    package var hasDynamicDefault: Bool {
        if case .dynamic? = defaultValue { true } else { false }
    }

    /// Worked out without being shown. Source: pyxform, `question.py`, `xml_control`.
    package var isUnseen: Bool {
        type == .calculate || type == .hidden || type.isMetadata
            || (calculation != nil || !trigger.isEmpty) && label.isEmpty && hint.isEmpty
                && media.isEmpty
    }

    /// The legacy `search('file', 'matches', …)`, whose choices telephones take from a file.
    package var hasSearch: Bool { appearance.contains { $0.contains("search(") } }

    /// What is calculated may be the text of a label.
    var readsLabels: Bool {
        [relevant, calculation, repeatCount].contains { expression in
            ["jr:", "instance("].contains { expression?.source.contains($0) ?? false }
        }
    }

    /// The choices stand in an order by chance.
    package var isRandomized: Bool { parameters["randomize"]?.lowercased() == "true" }
}

/// One row of the choices sheet.
package struct Choice: Hashable, Sendable {
    /// The code that is stored.
    package let name: String
    package let label: Labels
    /// The other columns, which choice filters read.
    package let columns: [String: String]
    package let media: [Media: Labels]

    package init(name: String, label: Labels, columns: [String: String], media: [Media: Labels] = [:]) {
        self.name = name
        self.label = label
        self.columns = columns
        self.media = media
    }
}

package struct ChoiceList: Hashable, Sendable {
    package let name: String
    package let choices: [Choice]
    private let positions: [String: Int]

    /// When a code stands twice, the first one is found.
    package init(name: String, choices: [Choice]) {
        self.name = name
        self.choices = choices
        positions = Dictionary(choices.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the list's instance holds a row: `name`, `label`, `itextId` and the other columns.
    var columnNames: [String] {
        var others: Set<String> = []
        for choice in choices { others.formUnion(choice.columns.keys) }
        return ["name", "label", "itextId"] + others.subtracting(["name", "label", "itextId"]).sorted()
    }

    package func choice(_ code: String) -> Choice? {
        positions[code].map { choices[$0] }
    }
}

extension Item {
    /// Its calculation always has the last word, so there is nothing to ask. With a trigger, or with `once`, a person may
    /// change what was computed. Source: ODK documentation, "calculate" and "once".
    var isComputed: Bool {
        guard let calculation, trigger.isEmpty else { return false }
        var keepsGiven = false
        calculation.root.visit { node in
            if case .call(let call) = node, call.name == "once" { keepsGiven = true }
        }
        return !keepsGiven
    }
}
