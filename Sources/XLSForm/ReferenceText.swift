internal import Base

/// `${name}` inside any text: a label, an expression, a setting.
enum ReferenceText {
    /// The names, NFC and without spaces around them, each with the UTF-8 offset of its `$`.
    static func references(in text: String) -> [(name: String, offset: Int)] {
        var found: [(String, Int)] = []
        _ = replacing(text) { name, offset in
            found.append((name, offset))
            return ""
        }
        return found
    }

    /// The text with each `${name}` replaced; a `${` without an end stays as it is.
    static func replacing(_ text: String, with value: (String, Int) -> String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == 0x24, at + 1 < bytes.count, bytes[at + 1] == 0x7B,
                let close = bytes[at...].firstIndex(of: 0x7D)
            {
                let name = String(decoding: bytes[at + 2..<close], as: UTF8.self).trimmedSpace.nfc
                out += value(name, at).utf8
                at = close + 1
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
