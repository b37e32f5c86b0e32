import Base

/// The options of every verb, before it or after it.
struct CommonOptions {
    var book: String?
    var language = Language.vi
    var json = false
    var noInput = false
    /// A file that `-o` names may be replaced.
    var force = false
    var help = false
    var version = false
    /// A common option that was typed wrongly; told when the language is known.
    var fault: UsageError?

    /// Takes the common options out of the words and leaves the rest; after `--` nothing is an option.
    static func take(from arguments: [String], environment: [String: String]) -> (CommonOptions, [String]) {
        var options = CommonOptions()
        if let language = environment["SOTAY_LANG"].flatMap({ Language(rawValue: $0) }) { options.language = language }
        var rest: [String] = []
        var index = 0
        func value(of option: String, inline: String?) -> String? {
            if let inline { return inline }
            index += 1
            if index < arguments.count { return arguments[index] }
            options.fault = .valueMissing(option)
            return nil
        }
        while index < arguments.count {
            let word = arguments[index]
            if word == "--" {
                rest += arguments[index...]
                break
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let inline = parts.count == 2 ? parts[1] : nil
            switch parts[0] {
            case "--book": options.book = value(of: word, inline: inline)
            case "--lang":
                if let text = value(of: word, inline: inline) {
                    if let language = Language(rawValue: text) {
                        options.language = language
                    } else {
                        options.fault = .valueWrong(text, option: "--lang", known: Language.allCases.map(\.rawValue))
                    }
                }
            case "--json" where inline == nil: options.json = true
            case "--no-input" where inline == nil: options.noInput = true
            case "--force" where inline == nil: options.force = true
            case "--help", "-h": options.help = true
            case "--version" where rest.isEmpty: options.version = true
            default: rest.append(word)
            }
            index += 1
        }
        return (options, rest)
    }
}
