internal import Base

/// A label with `${name}` in it.
package enum OutputText {
    /// The names that the text mentions, in order.
    static func references(in text: String) -> [String] {
        var names: [String] = []
        _ = replacing(text) { name in
            names.append(name)
            return ""
        }
        return names
    }

    /// The text with each `${name}` replaced; a `${` without an end stays as it is.
    package static func replacing(_ text: String, with value: (String) -> String) -> String {
        guard text.utf8.contains(0x24) else { return text }
        var out = ""
        var rest = Substring(text)
        while let open = rest.firstRange(of: "${"), let close = rest[open.upperBound...].firstIndex(of: "}") {
            out += rest[..<open.lowerBound]
            out += value(rest[open.upperBound..<close].split(separator: " ").joined(separator: " ").nfc)
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }
}
