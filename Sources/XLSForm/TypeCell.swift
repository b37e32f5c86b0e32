internal import Forms

/// What a cell of the column `type` says.
struct TypeCell: Equatable {
    enum Kind: Equatable {
        case question(QuestionType)
        case begin(QuestionType)
        case end(QuestionType)
        case missingList
        /// A list in a file that is no table, or not beside the form.
        case badFile(String)
        /// In the standard, and not here.
        case unsupported
        case unknown
    }

    /// Where the choices of a select come from.
    enum ListSource: Hashable {
        case choices(String)
        /// `select_one_from_file f.csv`
        case file(String)
        /// `select_one_external L`: the sheet `external_choices`.
        case external(String)
        /// `select_one ${ten}`: the answers of a question in a repeat.
        case rows(String)

        var modelSource: Forms.ListSource {
            switch self {
            case .choices: .choices
            case .file(let name): .file(name)
            case .external: .externalChoices
            case .rows(let name): .rows(name)
            }
        }
    }

    var kind: Kind
    var list: ListSource?
    /// `or_other`: one more choice and a text for it.
    var hasOther = false
    /// Of the old types that are a number with limits: `percentage`.
    var constraint: String?

    /// Of an old spelling: how it is written today.
    var newSpelling: String?

    /// Source: pyxform, `aliases.py` and `question_type_dictionary.py`.
    init(_ text: String) {
        let plainText = text.hasPrefix("uri:") ? String(text.dropFirst(4)) : text
        let words = plainText.words.map(String.init)
        let lower = words.map { $0.lowercased() }
        let plain = lower.joined(separator: " ")
        let spaced = plain.replacing("_", with: " ")
        if let container = Self.containers[spaced] {
            kind = container
            if lower.last?.hasSuffix("group") == true, case .begin(.repeat) = container { newSpelling = "begin_repeat" }
        } else if spaced.hasPrefix("begin loop over ") {
            kind = .begin(.loop)
            list = .choices(words.last ?? "")
        } else if let type = Self.simple[plain] {
            kind = .question(type)
            if plainText != text { newSpelling = type.rawValue }
        } else if let (prefix, type) = Self.selects.first(where: { lower.starts(with: $0.words) }) {
            kind = .question(type)
            let rest = Array(words.dropFirst(prefix.count))
            readList(rest, prefix.joined(separator: " "))
            if prefix.count > 1 || prefix == ["select1"] {
                let ending = prefix.last == "file" ? "_from_file" : ""
                newSpelling = ([type.rawValue + ending] + rest).joined(separator: " ")
            }
        } else if let (type, limits) = Self.limited[spaced] {
            kind = .question(type)
            constraint = limits
        } else if lower.count == 2, lower[0] == "osm" {
            kind = .question(.osm)
        } else if let type = OldTypes.all[plain] {
            kind = .question(type)
            newSpelling = type.rawValue
        } else {
            kind = .unknown
        }
    }

    private mutating func readList(_ words: [String], _ prefix: String) {
        var rest = words
        let ending = rest.dropFirst().joined(separator: " ").lowercased()
        if Self.otherEndings.contains(ending) {
            hasOther = true
            rest = [rest[0]]
        }
        guard let name = rest.first else {
            kind = .missingList
            return
        }
        guard rest.count == 1 else {
            kind = .unsupported
            return
        }
        if name.hasPrefix("${"), name.hasSuffix("}") {
            list = .rows(String(name.dropFirst(2).dropLast()))
            return
        }
        let isFile = ExternalFile.isNamed(name)
        if (isFile || prefix.hasSuffix("file")) && (!isFile || name.contains { "/\\".contains($0) }) {
            kind = .badFile(name)
            return
        }
        list = prefix.contains("external") ? .external(name) : isFile ? .file(name) : .choices(name)
    }

    /// The names that a misspelt type is compared with.
    static let names: [String] = Set(
        QuestionType.allCases.filter { !$0.isContainer }.map(\.rawValue) + [
            "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one_from_file",
            "select_multiple_from_file", "select_one_external",
        ]
    ).sorted()

    private static let otherEndings: Set<String> = ["or_other", "or specify other", "or other"]

    private static let containers: [String: Kind] = [
        "begin group": .begin(.group), "end group": .end(.group), "begin repeat": .begin(.repeat),
        "end repeat": .end(.repeat), "begin loop": .begin(.loop), "end loop": .end(.loop),
        "begin looped group": .begin(.repeat), "end looped group": .end(.repeat), "begin lgroup": .begin(.repeat),
        "end lgroup": .end(.repeat),
    ]

    /// The longest first.
    private static let selects: [(words: [String], type: QuestionType)] = spellings.map {
        ($0.split(separator: " ").map(String.init), $1)
    }

    private static let spellings: [(String, QuestionType)] = [
        ("add select one prompt using", .selectOne), ("add select multiple prompt using", .selectMultiple),
        ("select all that apply from", .selectMultiple), ("select one from file", .selectOne),
        ("select multiple from file", .selectMultiple), ("select one from", .selectOne),
        ("select all that apply", .selectMultiple), ("select one", .selectOne),
        ("select_one_from_file", .selectOne), ("select_multiple_from_file", .selectMultiple),
        ("select_one_external", .selectOne), ("select_one", .selectOne), ("select_multiple", .selectMultiple),
        ("select1", .selectOne), ("rank", .rank),
    ]

    private static let limited: [String: (QuestionType, String)] = [
        "phone number": (.text, "regex(., '^\\d*$')"), "percentage": (.integer, "0 <= . and . <= 100"),
        "number of days in last month": (.integer, "0 <= . and . <= 31"),
        "number of days in last six months": (.integer, "0 <= . and . <= 183"),
        "number of days in last year": (.integer, "0 <= . and . <= 365"),
    ]

    /// By their names in small letters.
    private static let simple: [String: QuestionType] = {
        let types = QuestionType.allCases.filter { !$0.isContainer && !$0.isSelect }
        return Dictionary(uniqueKeysWithValues: types.map { ($0.rawValue.lowercased(), $0) })
    }()
}
