/// A JSON value that keeps what it read: the order of keys and the spelling of numbers.
///
/// Foundation's parsers lose both, accept duplicate keys, and managed 86,000 short lines a second on the machines
/// that this is for. Source: RFC 8259.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The digits as written, `1.0` and `1` apart.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

/// The members of an object, in the order in which they were written. No key stands twice.
package struct JSONObject: Hashable, Sendable, ExpressibleByDictionaryLiteral, Sequence {
    package private(set) var members: [Member] = []

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSON
    }

    package init() {}

    /// Members whose keys differ, which nobody checks again: a record may have thousands.
    package init(distinct members: [(key: String, value: JSON)]) {
        self.members = members.map { Member(key: $0.key, value: $0.value) }
    }

    package init(dictionaryLiteral elements: (String, JSON)...) {
        for (key, value) in elements { self[key] = value }
    }

    package var isEmpty: Bool { members.isEmpty }
    package var keys: [String] { members.map(\.key) }

    package func makeIterator() -> IndexingIterator<[Member]> {
        members.makeIterator()
    }

    /// Setting nil removes; setting a new key appends.
    package subscript(key: String) -> JSON? {
        get { members.first { $0.key == key }?.value }
        set {
            if let index = members.firstIndex(where: { $0.key == key }) {
                if let newValue { members[index].value = newValue } else { members.remove(at: index) }
            } else if let newValue {
                members.append(Member(key: key, value: newValue))
            }
        }
    }

    /// The same members sorted by key, those inside them too, for comparing.
    package var sorted: JSONObject {
        var copy = JSONObject()
        copy.members = members.map { Member(key: $0.key, value: $0.value.sorted) }.sorted { $0.key < $1.key }
        return copy
    }

    /// For the parser, which has already refused a second `key`.
    fileprivate mutating func append(_ key: String, _ value: JSON) {
        members.append(Member(key: key, value: value))
    }
}

extension JSON {
    package subscript(key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var int: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }

    package var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    fileprivate var sorted: JSON {
        switch self {
        case .object(let object): .object(object.sorted)
        case .array(let values): .array(values.map(\.sorted))
        default: self
        }
    }

    package static func int(_ value: Int) -> JSON { .number(String(value)) }
    package static func strings(_ values: some Sequence<String>) -> JSON { .array(values.map { .string($0) }) }
}

// MARK: - Writing

extension JSON {
    /// One line without spaces; tabs, line ends and other controls are escaped, the rest is UTF-8.
    package var compact: String {
        var out: [UInt8] = []
        write(to: &out, indent: nil)
        return String(decoding: out, as: UTF8.self)
    }

    /// Two spaces a level, for people.
    package var pretty: String {
        var out: [UInt8] = []
        write(to: &out, indent: 0)
        return String(decoding: out, as: UTF8.self)
    }

    private func write(to out: inout [UInt8], indent: Int?) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .number(let text): out += text.utf8
        case .string(let text): Self.write(text, to: &out)
        case .array(let values):
            Self.write(values, open: "[", close: "]", to: &out, indent: indent) { value, out, inner in
                value.write(to: &out, indent: inner)
            }
        case .object(let object):
            Self.write(object.members, open: "{", close: "}", to: &out, indent: indent) { member, out, inner in
                Self.write(member.key, to: &out)
                out += (inner == nil ? ":" : ": ").utf8
                member.value.write(to: &out, indent: inner)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], open: String, close: String, to out: inout [UInt8], indent: Int?,
        each: (Element, inout [UInt8], Int?) -> Void
    ) {
        out += open.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { out += ",".utf8 }
            if let indent { out += ("\n" + String(repeating: "  ", count: indent + 1)).utf8 }
            each(element, &out, indent.map { $0 + 1 })
        }
        if let indent, !elements.isEmpty { out += ("\n" + String(repeating: "  ", count: indent)).utf8 }
        out += close.utf8
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: out += "\\\"".utf8
            case 0x5C: out += "\\\\".utf8
            case 0x0A: out += "\\n".utf8
            case 0x09: out += "\\t".utf8
            case 0x0D: out += "\\r".utf8
            case 0..<0x20, 0x7F: out += "\\u00\(Hex.encode([byte]))".utf8
            default: out.append(byte)
            }
        }
        out.append(0x22)
    }
}

// MARK: - Reading

/// Where and why a text is not JSON.
package struct JSONError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        case unexpected, unfinished, tooDeep, notUTF8, trailing
        case duplicateKey(String)
    }
    package let reason: Reason
    /// Bytes from the start of the text.
    package let offset: Int
}

extension JSON {
    /// At most this many arrays and objects inside one another.
    package static let depthLimit = 32

    package init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        self = try Array(bytes).withParser { parser throws(JSONError) in try parser.document() }
    }

    package init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

extension [UInt8] {
    fileprivate func withParser(_ body: (inout JSONParser) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes: self)
        return try body(&parser)
    }
}

private struct JSONParser {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw fail(.trailing) }
        return value
    }

    private func fail(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: at >= bytes.count && reason == .unexpected ? .unfinished : reason, offset: at)
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        skipSpace()
        guard at < bytes.count else { throw fail(.unfinished) }
        switch bytes[at] {
        case 0x7B: return .object(try object(depth: depth + 1))
        case 0x5B: return .array(try array(depth: depth + 1))
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        for byte in text.utf8 where !take(byte) { throw fail(.unexpected) }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= JSON.depthLimit else { throw fail(.tooDeep) }
        at += 1
        var object = JSONObject()
        var seen = KeysSeen()
        skipSpace()
        if take(0x7D) { return object }
        while true {
            skipSpace()
            guard at < bytes.count, bytes[at] == 0x22 else { throw fail(.unexpected) }
            let key = try string()
            guard seen.insert(key, after: object.members) else { throw fail(.duplicateKey(key)) }
            skipSpace()
            guard take(0x3A) else { throw fail(.unexpected) }
            object.append(key, try value(depth: depth))
            skipSpace()
            if take(0x7D) { return object }
            guard take(0x2C) else { throw fail(.unexpected) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
        guard depth <= JSON.depthLimit else { throw fail(.tooDeep) }
        at += 1
        var values: [JSON] = []
        skipSpace()
        if take(0x5D) { return values }
        while true {
            values.append(try value(depth: depth))
            skipSpace()
            if take(0x5D) { return values }
            guard take(0x2C) else { throw fail(.unexpected) }
        }
    }

    private mutating func number() throws(JSONError) -> String {
        let start = at
        _ = take(0x2D)
        if !take(0x30) { try digits() }
        if take(0x2E) { try digits() }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            try digits()
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() throws(JSONError) {
        let start = at
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
        guard at > start else { throw fail(.unexpected) }
    }

    private mutating func string() throws(JSONError) -> String {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] != 0x22, bytes[at] != 0x5C, bytes[at] >= 0x20 { at += 1 }
        guard at < bytes.count else { throw fail(.unfinished) }
        // Most texts have nothing to unescape.
        var text = bytes[start..<at]
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 0x22:
                at += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw fail(.notUTF8) }
                return string
            case 0x5C:
                at += 1
                try escape(into: &text)
            case 0..<0x20: throw fail(.unexpected)
            default:
                text.append(byte)
                at += 1
            }
        }
        throw fail(.unfinished)
    }

    private mutating func escape(into text: inout ArraySlice<UInt8>) throws(JSONError) {
        guard at < bytes.count else { throw fail(.unfinished) }
        let byte = bytes[at]
        at += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: text.append(byte)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75:
            var code = try codeUnit()
            if (0xD800..<0xDC00).contains(code), take(0x5C), take(0x75) {
                let low = try codeUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw fail(.notUTF8) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fail(.notUTF8) }
            text += Array(String(Character(scalar)).utf8)
        default:
            at -= 1
            throw fail(.unexpected)
        }
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        guard at + 4 <= bytes.count,
            let text = String(validating: bytes[at..<at + 4], as: UTF8.self),
            text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
            let code = UInt32(text, radix: 16)
        else { throw fail(.unexpected) }
        at += 4
        return code
    }
}

/// Whether an object has a key already: most have so few that looking through them is quicker than a set.
private struct KeysSeen {
    private static let few = 24
    private var set: Set<String> = []

    /// False when `key` is among those of `members`, which were all inserted before.
    mutating func insert(_ key: String, after members: [JSONObject.Member]) -> Bool {
        guard members.count >= Self.few else { return !members.contains { $0.key == key } }
        if set.isEmpty { set = Set(members.map(\.key)) }
        return set.insert(key).inserted
    }
}
