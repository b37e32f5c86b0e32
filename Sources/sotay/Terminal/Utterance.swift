import Base

/// One thing the interview says, one line or paragraph of it. Words carry all of the meaning: a screen reader, a test
/// and a terminal without colour get the same.
struct Utterance: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A group or a row begins.
        case heading
        /// A text of the form to be read, or read aloud.
        case note
        /// A text of the form that asks to look again.
        case warning
        case question
        case hint
        /// A numbered line of a list.
        case choice
        /// The answer as it was understood.
        case echo
        /// Why an answer was not taken.
        case refusal
        /// About the interview itself.
        case news
        /// Beside it the answer is typed: no line end follows.
        case prompt
    }

    let kind: Kind
    let text: String

    init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    private var style: Style {
        switch kind {
        case .heading, .question: .strong
        case .hint: .faint
        case .warning: .warning
        case .echo: .good
        case .refusal: .bad
        case .note, .choice, .news, .prompt: .plain
        }
    }

    /// Columns that later lines of a paragraph are moved in by.
    private var indent: Int {
        kind == .choice ? 4 : 0
    }

    /// Broken at `width` columns, in its colour.
    func span(width: Int) -> Span {
        guard kind != .prompt else { return Span(text, style) }
        let lines = text.printable.wrapped(to: max(20, width - indent))
        // Wrapping joins words with one space, so the number's own indent is put back.
        let lead = String(text.prefix { $0 == " " })
        return Span(lead + lines.joined(separator: "\n" + String(repeating: " ", count: indent)), style)
    }
}

extension Screen {
    /// Says it on standard error, where questions belong: standard output is for results.
    func show(_ utterance: Utterance) {
        switch utterance.kind {
        case .prompt:
            prompt(utterance.span(width: width))
        case .heading, .question:
            tell("")
            tell(utterance.span(width: width))
        default:
            tell(utterance.span(width: width))
        }
    }
}
