internal import Base
internal import Forms

/// What the header of a column means.
struct Column: Hashable, Sendable {
    /// XLSForm's own name, or the header itself for a column that has none.
    let key: String
    /// `Vietnamese (vi)` of `label::Vietnamese (vi)`.
    let language: FormLanguage?
    /// From 0.
    let position: Int
    /// As the file spells it.
    let header: String
    let isKnown: Bool
    /// Without a meaning here.
    var isOther = false

    /// For faults.
    var spot: (position: Int, header: String) { (position, header) }
}

/// The columns of one sheet. Source: pyxform, `aliases.py`.
struct Columns: Sendable {
    private(set) var all: [Column] = []
    private var byPosition: [Column?] = []
    private var byKey: [String: Column] = [:]
    private var byBase: [String: [Column]] = [:]

    init(_ sheet: Sheet, known: Set<String>, _ faults: inout FaultList) {
        guard let header = sheet.header else { return }
        for (position, cell) in header.cells.enumerated() where !cell.text.isEmpty {
            var column = Self.column(cell.text, position, known)
            column.isOther = !known.contains(column.key)
            let key = column.key + (column.language.map { "::" + $0.title } ?? "")
            if byKey[key] != nil {
                faults.add(.headerTwice(cell.text), in: sheet.name, header, column.spot)
                continue
            }
            byKey[key] = column
            byBase[column.key, default: []].append(column)
            all.append(column)
        }
        byPosition = .init(repeating: nil, count: header.cells.count)
        for column in all { byPosition[column.position] = column }
    }

    /// The untranslated column of this name.
    subscript(key: String) -> Column? { byKey[key] }

    /// All languages of this name.
    func translations(of key: String) -> [Column] { byBase[key] ?? [] }

    /// The filled cells of a row, with their columns.
    func filled(of row: Row) -> [(column: Column, text: String)] {
        var filled: [(Column, String)] = []
        for position in 0..<min(row.cells.count, byPosition.count) {
            let text = row.cells[position].text
            if !text.isEmpty, let column = byPosition[position] { filled.append((column, text)) }
        }
        return filled
    }

    /// Those that nobody knows.
    func checkUnknown(in sheet: Sheet, known: Set<String>, _ faults: inout FaultList) {
        guard let row = sheet.header else { return }
        let sorted = known.sorted()
        for column in all where !column.isKnown {
            let nearest = faults.nearest(column.key, in: sorted)
            faults.add(.unknownColumn(column.header, nearest: nearest), in: sheet.name, row, column.spot)
        }
    }

    private static func column(_ header: String, _ position: Int, _ known: Set<String>) -> Column {
        let (base, language) = split(header)
        let plain = tidy(base).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "_")
        let key = aliases[plain] ?? plain
        let isKept = keptPrefixes.contains { plain.hasPrefix($0) } || kept.contains(key)
        return Column(
            key: key, language: language.map { FormLanguage($0) }, position: position, header: header,
            isKnown: known.contains(key) || isKept)
    }

    /// Without the spaces around colons.
    private static func tidy(_ header: String) -> String {
        guard header.utf8.contains(0x3A) else { return header }
        return header.split(separator: ":", omittingEmptySubsequences: false)
            .map { String($0).trimmedSpace }.joined(separator: ":")
    }

    /// `label::Vietnamese (vi)`, also with one colon; other double colons belong to the name: `bind::sotay:role`.
    private static func split(_ header: String) -> (base: String, language: String?) {
        guard header.utf8.contains(0x3A) else { return (header, nil) }
        for separator in ["::", ":"] {
            guard let found = header.firstRange(of: separator) else { continue }
            var base = String(header[..<found.lowerBound]).trimmedSpace.lowercased()
            var rest = String(header[found.upperBound...])
            if base == "media", let next = rest.firstRange(of: separator) {
                base = String(rest[..<next.lowerBound]).trimmedSpace.lowercased()
                rest = String(rest[next.upperBound...])
            }
            let key = base.split(whereSeparator: \.isWhitespace).joined(separator: "_")
            if translatable.contains(aliases[key] ?? key) { return (base, rest.trimmedSpace) }
        }
        return (header, nil)
    }

    static let translatable: Set<String> = [
        "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio",
        "video",
    ]

    /// Columns of the standard that are kept and passed on without a meaning here.
    private static let kept: Set<String> = [
        "guidance_hint", "image", "big-image", "audio", "video", "autoplay", "save_to", "accuracythreshold", "query",
        "sms_field", "sms_option", "sms_separator", "compact_tag", "noapperrorstring", "disabled", "intent", "geometry",
    ]

    private static let keptPrefixes = ["bind::", "bind:", "instance::", "control::", "body::", "attribute"]

    private static let aliases: [String: String] = [
        "relevance": "relevant", "bind::relevant": "relevant", "calculate": "calculation",
        "bind::calculate": "calculation", "read_only": "readonly", "bind::readonly": "readonly", "caption": "label",
        "command": "type", "tag": "name", "value": "name", "count": "repeat_count", "jr:count": "repeat_count",
        "control::jr:count": "repeat_count", "body::jr:count": "repeat_count",
        "constraining_message": "constraint_message", "constraint_msg": "constraint_message",
        "bind::jr:constraintmsg": "constraint_message", "requiredmsg": "required_message",
        "required_msg": "required_message", "bind::jr:requiredmsg": "required_message", "bind::required": "required",
        "bind::constraint": "constraint", "control::appearance": "appearance", "body::appearance": "appearance",
        "control::autoplay": "autoplay", "body::autoplay": "autoplay",
        "list": "list_name", "bind::sotay:role": "role", "id_string": "form_id", "title": "form_title",
        "set_form_title": "form_title", "set_form_id": "form_id", "choice-filter": "choice_filter",
        "dataset": "list_name", "entities:saveto": "save_to", "bind::entities:saveto": "save_to",
        "big_image": "big-image", "media::image": "image", "media::audio": "audio", "media::video": "video",
        "media::big-image": "big-image", "media::big_image": "big-image", "media:image": "image",
        "media:audio": "audio", "media:video": "video", "media:big-image": "big-image",
    ]
}
