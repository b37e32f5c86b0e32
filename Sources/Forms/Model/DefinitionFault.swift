/// A column of the survey sheet that can hold a fault found while a form is put together.
package enum ItemColumn: String, Hashable, Sendable {
    case name, type, label, hint, required, relevant, constraint, calculation, trigger, readonly, parameters
    case requiredMessage = "required_message"
    case constraintMessage = "constraint_message"
    case defaultValue = "default"
    case choiceFilter = "choice_filter"
    case repeatCount = "repeat_count"
    case role = "bind::sotay:role"
}

/// A fault of a form's meaning, whatever it was read from: the reader adds the cell.
package struct DefinitionFault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case unknownReference(String, nearest: String?)
        case ambiguousReference(String)
        /// A path that leads to no question of this form.
        case unknownPath(String, nearest: String?)
        case unknownList(String, nearest: String?)
        case badPattern(String)
        /// The names along the cycle, the first one again at the end.
        case cycle([String])
        case roleTwice(Role, first: String)
        /// Roles of one family in different repeats, or one outside the repeat of the others.
        case roleOutsideRepeat(Role, sibling: Role)
        /// The value would hold the answer of this question, which has a `local.*` role.
        case storesLocal(String)
        /// `instance('…')` of no list and no file.
        case unknownInstance(String, nearest: String?)
        /// A column that a list or a file does not have.
        case unknownColumn(String, list: String, nearest: String?)
        /// A role of a family outside any repeat.
        case roleWithoutRepeat(Role)
        /// A call that fails in every record, and how it is written.
        case neverWorks(EvaluationError, signature: String)
        /// The form's paths touch more nodes than anybody needs.
        case pathsTooWide
        /// A parameter whose text is of the wrong kind.
        case badParameter(String, String)
        /// One value is wanted of a question that has one for every row of the repeat.
        case severalRows(String, repeat: String)
        /// The same where it works here, and not in ODK Collect or ODK Validate.
        case severalRowsOnPhones(String, repeat: String)
        /// A repeat, or a group, where a value is wanted.
        case repeatAsValue(String)
        case groupAsValue(String)
        /// The repeat of an `indexed-repeat()` that is not around its question.
        case indexedElsewhere(String, around: String)
        /// What `indexed-repeat()` counts is a group.
        case indexedGroup(String)
        /// `jr:itext()` of a text that the form does not have.
        case unknownText(String)
        /// `jr:choice-name()` takes the question's name, not its answer.
        case unquotedQuestion
        case triggerOnGroup(String)
        /// A question that nobody answers.
        case triggerUnseen(String)
        /// What it triggers stands in a repeat that it is not in.
        case triggerIntoRows(String, repeat: String)
        /// A function or an operator that ODK Collect does not have.
        case notOnPhones(String)

        /// The repeat whose rows it is about: it matters only once there are some.
        var rows: String? {
            switch self {
            case .severalRows(_, let rows), .severalRowsOnPhones(_, let rows), .repeatAsValue(let rows): rows
            default: nil
            }
        }

        /// The form can be filled all the same.
        package var isWarning: Bool {
            switch self {
            case .severalRowsOnPhones, .groupAsValue, .indexedGroup, .triggerUnseen, .triggerIntoRows, .notOnPhones:
                true
            default: false
            }
        }
    }

    package let kind: Kind
    /// Nil when the fault is in the settings.
    package let item: Int?
    package let column: ItemColumn
    /// UTF-8 bytes from the start of the cell's text, where there is a spot in it.
    package let offset: Int?
    /// Of a translated text.
    package let language: String?

    init(_ kind: Kind, item: Int?, column: ItemColumn, offset: Int? = nil, language: String? = nil) {
        self.language = language
        self.kind = kind
        self.item = item
        self.column = column
        self.offset = offset
    }
}
