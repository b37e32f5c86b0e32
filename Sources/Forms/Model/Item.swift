/// What a row of the survey sheet is. The raw value is XLSForm's own name.
package enum ItemType: String, CaseIterable, Hashable, Sendable {
    case text, integer, decimal, date, time, dateTime
    case selectOne = "select_one"
    case selectMultiple = "select_multiple"
    case acknowledge, note, calculate, hidden
    case group, `repeat`
    case start, end, today, deviceid, username, phonenumber

    package var isContainer: Bool { self == .group || self == .repeat }
    package var isSelect: Bool { self == .selectOne || self == .selectMultiple }

    /// Filled by the program from the device, the clock or the user's settings.
    package var isMetadata: Bool {
        switch self {
        case .start, .end, .today, .deviceid, .username, .phonenumber: true
        default: false
        }
    }

    /// A person answers it.
    package var isAsked: Bool {
        !isContainer && !isMetadata && self != .note && self != .calculate && self != .hidden
    }
}

/// Where a default comes from.
package enum DefaultValue: Hashable, Sendable {
    case constant(String)
    /// Evaluated once, when the record or the row is created. Source: pyxform, `default_is_dynamic`.
    case dynamic(Expression)
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
    /// The choice list's name, of a select.
    package var list: String?
    package var choiceFilter: Expression?
    /// How many rows a repeat has; nil when the person decides.
    package var repeatCount: Expression?
    package var parameters: [String: String] = [:]
    package var role: Role?
    /// Columns that mean nothing here, kept for passing on: header → cell.
    package var otherColumns: [String: String] = [:]

    package init(index: Int, parent: Int, name: String, type: ItemType) {
        self.index = index
        self.parent = parent
        self.name = name
        self.type = type
    }
}

/// One row of the choices sheet.
package struct Choice: Hashable, Sendable {
    /// The code that is stored.
    package let name: String
    package let label: Labels
    /// The other columns, which choice filters read.
    package let columns: [String: String]

    package init(name: String, label: Labels, columns: [String: String]) {
        self.name = name
        self.label = label
        self.columns = columns
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

    package func choice(_ code: String) -> Choice? {
        positions[code].map { choices[$0] }
    }
}
