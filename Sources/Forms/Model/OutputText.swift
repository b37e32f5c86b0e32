internal import Base

/// `${name}` inside any text: a label, an expression, a setting.
package enum OutputText {
    /// The names, NFC and without spaces around them, each with the UTF-8 offset of its `$`.
    package static func references(in text: String) -> [(name: String, offset: Int)] {
        var found: [(String, Int)] = []
        _ = replacing(text) { name, offset in
            found.append((name, offset))
            return ""
        }
        return found
    }

    /// The offset of a `${` that no `}` follows.
    package static func unclosed(in text: String) -> Int? {
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
                let name = String(decoding: bytes[at + 2..<close], as: UTF8.self)
                out += value(name.split(whereSeparator: \.isWhitespace).joined(separator: " ").nfc, at).utf8
                at = close + 1
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out + bytes[at...], as: UTF8.self)
    }
}
