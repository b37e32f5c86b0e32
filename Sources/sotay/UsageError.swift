import Base

/// What was typed wrongly on the command line.
enum UsageError: Error, Hashable {
    case verbUnknown(String, nearest: String?)
    /// `form` without a known word behind it.
    case verbIncomplete(String, second: String?)
    case optionUnknown(String, nearest: String?)
    case valueMissing(String)
    case valueWrong(String, option: String, known: [String])
    case argumentMissing(String)
    case argumentTooMuch(String)
    /// A question would have to be asked where nobody can answer; what can be typed instead.
    case nobodyToAsk(instead: String)
    case other(String)

    /// From the words of the argument library, which speaks English alone and knows no neighbours.
    init(library message: String, page: HelpPage) {
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
        let first = quoted.count > 1 ? quoted[1] : ""
        if message.contains("Unknown option") {
            self = .optionUnknown(first, nearest: first.nearest(in: page.options.flatMap(\.names)))
        } else if message.contains("Missing value for") {
            self = .valueMissing(Self.word(first, on: page))
        } else if message.contains("Missing expected argument") || message.contains("Missing one of") {
            self = .argumentMissing(Self.word(first, on: page))
        } else if message.contains("is invalid for"), quoted.count > 3 {
            self = .valueWrong(first, option: Self.word(quoted[3], on: page), known: [])
        } else if message.contains("nexpected argument") {
            self = .argumentTooMuch(first)
        } else {
            self = .other(message.split(separator: "\n").first.map(String.init) ?? message)
        }
    }

    /// `--last <last>` → `--last`; `<id>`, which the library names by the property, → `MÃ` as the page's usage has it.
    private static func word(_ name: String, on page: HelpPage) -> String {
        let first = name.split(separator: " ").first.map(String.init) ?? name
        guard first.hasPrefix("<") else { return first }
        let words = page.usage.dropFirst(page.name.count).split(separator: " ").map(String.init)
        return words.first { !$0.hasPrefix("-") && !$0.hasPrefix("[") } ?? first
    }
}

extension UsageError: Reportable {
    var problem: Problem {
        Problem(code, message, hint: hint, status: .usage)
    }

    private var code: String {
        switch self {
        case .verbUnknown, .verbIncomplete: "USE-001"
        case .optionUnknown: "USE-002"
        case .valueMissing: "USE-003"
        case .valueWrong: "USE-004"
        case .argumentMissing: "USE-005"
        case .argumentTooMuch: "USE-006"
        case .other: "USE-007"
        case .nobodyToAsk: "USE-008"
        }
    }

    private var message: Bilingual {
        switch self {
        case .verbUnknown(let word, _):
            Bilingual("không có lệnh \"\(word.printable)\"", "there is no command \"\(word.printable)\"")
        case .verbIncomplete(let first, nil):
            Bilingual("\"\(first)\" cần thêm một từ", "\"\(first)\" needs another word")
        case .verbIncomplete(let first, let second?):
            Bilingual(
                "không có lệnh \"\(first) \(second.printable)\"", "there is no command \"\(first) \(second.printable)\""
            )
        case .optionUnknown(let word, _):
            Bilingual("không có tùy chọn \"\(word.printable)\"", "there is no option \"\(word.printable)\"")
        case .valueMissing(let option):
            Bilingual("thiếu giá trị sau \(option)", "a value is missing after \(option)")
        case .valueWrong(let value, let option, _):
            Bilingual(
                "\"\(value.printable)\" không dùng được cho \(option)",
                "\"\(value.printable)\" will not do for \(option)")
        case .argumentMissing(let name):
            Bilingual("thiếu \(name)", "\(Placeholder.english(name)) is missing")
        case .argumentTooMuch(let word):
            Bilingual("thừa \"\(word.printable)\"", "\"\(word.printable)\" is too much")
        case .nobodyToAsk(let instead):
            Bilingual(
                "không hỏi được từng câu ở đây: cần \(instead)", "nobody can be asked here: \(instead) is needed")
        case .other(let message):
            Bilingual("dòng lệnh không đúng: \(message)", "the command line is wrong: \(message)")
        }
    }

    private var hint: Bilingual? {
        switch self {
        case .verbUnknown(_, let nearest?), .optionUnknown(_, let nearest?):
            Bilingual("có phải `\(nearest)`?", "did you mean `\(nearest)`?")
        case .verbIncomplete(let first, _):
            Bilingual(
                "dùng một trong: \(Verbs.family(first).map(\.name).joined(separator: ", "))",
                "use one of: \(Verbs.family(first).map(\.name).joined(separator: ", "))")
        case .verbUnknown: Bilingual("xem các lệnh bằng `sotay help`", "see the commands with `sotay help`")
        case .valueWrong(_, _, let known) where !known.isEmpty:
            Bilingual(
                "dùng một trong: \(known.joined(separator: ", "))", "use one of: \(known.joined(separator: ", "))")
        default: Bilingual("xem cách dùng: thêm --help sau lệnh", "see the usage: add --help after the command")
        }
    }
}
