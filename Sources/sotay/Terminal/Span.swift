import Base

/// How a piece of a line is shown where there is colour; without colour the words must say it all.
enum Style: String, Sendable {
    case plain = ""
    case strong = "1"
    case faint = "2"
    case good = "32"
    case warning = "33"
    case bad = "31"
}

/// A piece of text in one style. Whatever the text holds, it cannot move the cursor or change a colour.
struct Span: Hashable, Sendable, ExpressibleByStringInterpolation {
    let text: String
    let style: Style

    init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    init(stringLiteral value: String) {
        self.init(value)
    }

    /// The text for a terminal: control characters stripped line by line, then the colour put around it.
    func rendered(inColour: Bool) -> String {
        let safe = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: "\n")
        guard inColour, style != .plain, !safe.isEmpty else { return safe }
        return "\u{1B}[\(style.rawValue)m\(safe)\u{1B}[0m"
    }
}
