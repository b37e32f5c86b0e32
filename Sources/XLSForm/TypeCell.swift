internal import Forms

/// What a cell of the column `type` says.
enum TypeCell: Equatable {
    case question(ItemType, list: String?)
    case begin(ItemType)
    case end(ItemType)
    case missingList
    /// In the standard, and not here yet.
    case unsupported
    case unknown

    /// Source: pyxform, `aliases.py` and `question_type_dictionary.py`.
    init(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let lower = words.map { $0.lowercased() }
        let plain = lower.joined(separator: " ")
        if let container = Self.containers[plain.replacing("_", with: " ")] {
            self = container
        } else if let (type, rest) = Self.select(words, lower) {
            self = Self.listed(type, rest)
        } else if let type = Self.simple[plain] {
            self = .question(type, list: nil)
        } else {
            self = Self.later.contains(lower.first ?? "") || Self.later.contains(plain) ? .unsupported : .unknown
        }
    }

    /// The names that a misspelt type is compared with.
    static var names: [String] {
        simple.keys.sorted() + [
            "select_one", "select_multiple", "begin_group", "end_group", "begin_repeat", "end_repeat",
        ]
    }

    private static func select(_ words: [String], _ lower: [String]) -> (ItemType, [String])? {
        for (prefix, type) in selects {
            let parts = prefix.split(separator: " ").map(String.init)
            if lower.starts(with: parts) { return (type, Array(words.dropFirst(parts.count))) }
        }
        return nil
    }

    private static func listed(_ type: ItemType, _ rest: [String]) -> TypeCell {
        switch rest.count {
        case 0: .missingList
        case 1: .question(type, list: rest[0])
        default: .unsupported
        }
    }

    private static let containers: [String: TypeCell] = [
        "begin group": .begin(.group), "end group": .end(.group), "begin repeat": .begin(.repeat),
        "end repeat": .end(.repeat),
    ]

    /// The longest first.
    private static let selects: [(String, ItemType)] = [
        ("select all that apply from", .selectMultiple), ("select one from", .selectOne),
        ("select multiple from", .selectMultiple), ("select all that apply", .selectMultiple),
        ("select one", .selectOne), ("select multiple", .selectMultiple), ("select_one", .selectOne),
        ("select_multiple", .selectMultiple), ("select1", .selectOne), ("select", .selectMultiple),
    ]

    private static let simple: [String: ItemType] = [
        "text": .text, "string": .text, "integer": .integer, "int": .integer, "decimal": .decimal, "date": .date,
        "time": .time, "datetime": .dateTime, "note": .note, "calculate": .calculate, "calculation": .calculate,
        "hidden": .hidden, "acknowledge": .acknowledge, "trigger": .acknowledge, "start": .start,
        "get start time": .start, "start time": .start, "end": .end, "get end time": .end, "end time": .end,
        "today": .today, "get today": .today, "deviceid": .deviceid, "device id": .deviceid,
        "get device id": .deviceid, "imei": .deviceid, "username": .username, "phonenumber": .phonenumber,
        "get phone number": .phonenumber,
    ]

    private static let later: Set<String> = [
        "range", "rank", "select_one_from_file", "select_multiple_from_file", "select_one_external", "geopoint", "gps",
        "location", "geotrace", "geoshape", "start-geopoint", "background-geopoint", "image", "photo", "audio", "video",
        "file", "background-audio", "barcode", "osm", "csv-external", "xml-external", "email", "subscriberid",
        "simserial", "audit", "begin_loop", "end_loop", "begin loop", "end loop", "phone number", "percentage",
    ]
}
