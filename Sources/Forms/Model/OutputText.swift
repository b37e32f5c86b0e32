internal import Base

/// `${name}` inside any text: a label, an expression, a setting.
package enum OutputText {
    /// The names, NFC and without spaces around them, each with the UTF-8 offset of its `$`.
    package static func references(in text: String) -> [(name: String, offset: Int)] {
        guard text.utf8.contains(0x24) else { return [] }
        let bytes = Array(text.utf8)
        return spans(in: bytes).map { (name(bytes[$0 + 2..<$1]), $0) }
    }

    /// Some of it is read from the record saved before.
    static func readsLastSaved(_ text: String) -> Bool {
        text.utf8.contains(0x23) && references(in: text).contains { Expression.Reference(written: $0.name).isLastSaved }
    }

    /// The offset of the first `${` with a space beside its name.
    package static func spaced(in text: String) -> Int? {
        let bytes = Array(text.utf8)
        return spans(in: bytes).first { bytes[$0 + 2] == 0x20 || bytes[$1 - 1] == 0x20 }?.open
    }

    /// Where each `$` and its `}` stand.
    private static func spans(in bytes: [UInt8]) -> [(open: Int, close: Int)] {
        var found: [(Int, Int)] = []
        var open: Int?
        for at in bytes.indices {
            if let start = open {
                guard bytes[at] == 0x7D else { continue }
                found.append((start, at))
                open = nil
            } else if bytes[at] == 0x7B, at > 0, bytes[at - 1] == 0x24 {
                open = at - 1
            }
        }
        return found
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        let name = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(where: { $0 <= 0x20 || $0 >= 0x80 }) else { return name }
        return name.split(whereSeparator: \.isWhitespace).joined(separator: " ").nfc
    }

    /// The offset of a `${` that no `}` follows.
    package static func unclosed(in text: String) -> Int? {
        guard text.utf8.contains(0x24) else { return nil }
        let bytes = Array(text.utf8)
        let close = bytes.lastIndex(of: 0x7D) ?? -1
        return bytes.indices.dropLast().first { $0 > close && bytes[$0] == 0x24 && bytes[$0 + 1] == 0x7B }
    }

    /// The text with each `${name}` replaced; a `${` without an end stays as it is.
    package static func replacing(_ text: String, with value: (_ name: String, _ offset: Int) -> String) -> String {
        guard text.utf8.contains(0x24) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x24, at + 1 < bytes.count, bytes[at + 1] == 0x7B {
                guard let close = bytes[at...].firstIndex(of: 0x7D) else { break }
                out += value(name(bytes[at + 2..<close]), at).utf8
                at = close + 1
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out + bytes[at...], as: UTF8.self)
    }
}
