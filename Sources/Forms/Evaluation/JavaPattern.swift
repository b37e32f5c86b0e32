/// Java's regular expressions, in which form authors write, as PCRE2 reads them.
///
/// Source: `java.util.regex.Pattern`; PCRE2's own documentation, "pcre2pattern".
enum JavaPattern {
    /// What both have under other names; of ASCII alone, as in Java.
    private static let posix = [
        "Lower": "lower", "Upper": "upper", "Alpha": "alpha", "Digit": "digit", "Alnum": "alnum", "Punct": "punct",
        "Space": "space", "Blank": "blank", "XDigit": "xdigit",
    ]
    private static let properties = [
        "javaLowerCase": "Ll", "javaUpperCase": "Lu", "javaTitleCase": "Lt", "javaDigit": "Nd", "javaLetter": "L",
        "javaWhitespace": "Xps",
    ]

    /// Nil for sets of sets (`[a-z&&[^aeiou]]`), which PCRE2 does not have and would take for something else, and for a
    /// brace that says no number of times, which Java refuses.
    static func translated(_ source: String) -> String? {
        guard source.contains(where: { "[\\{(".contains($0) }) else { return source }
        var out = ""
        // Letters of all scripts have large and small ones here in any case.
        var rest = Substring(source.replacing("(?u)", with: "")).unicodeScalars
        var isClass = false
        while let letter = rest.popFirst() {
            switch letter {
            case "\\": escape(&rest, &out, inClass: isClass)
            case "[" where !isClass:
                isClass = true
                out += "["
                // A bracket that comes first is a letter of the set.
                if rest.first == "^", rest.popFirst() != nil { out += "^" }
                if rest.first == "]", rest.popFirst() != nil { out += "\\]" }
            case "[" where rest.first != ":": return nil
            case "]":
                isClass = false
                out += "]"
            case "{" where !isClass:
                guard let times = braced(&rest, opened: true), isCount(times) else { return nil }
                out += "{\(times)}"
            case "&" where isClass && rest.first == "&": return nil
            default: out.unicodeScalars.append(letter)
            }
        }
        return out
    }

    private static func escape(_ rest: inout Substring.UnicodeScalarView, _ out: inout String, inClass: Bool) {
        guard let kind = rest.popFirst() else { return out += "\\" }
        switch kind {
        case "u":
            guard let unit = hex(&rest) else { return out += "\\u" }
            guard (0xD800..<0xDC00).contains(unit), rest.starts(with: "\\u".unicodeScalars) else {
                return out += "\\x{\(String(unit, radix: 16))}"
            }
            rest = rest.dropFirst(2)
            let low = hex(&rest) ?? 0xDC00
            out += "\\x{\(String(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), radix: 16))}"
        case "p", "P":
            guard let name = braced(&rest) else { return out += "\\\(kind)" }
            if let own = posix[name] {
                let set = kind == "p" ? "[:\(own):]" : "[:^\(own):]"
                return out += inClass ? set : "[\(set)]"
            }
            let known = properties[name] ?? (name.hasPrefix("Is") ? String(name.dropFirst(2)) : name)
            out += "\\\(kind){\(known)}"
        default:
            out += "\\"
            out.unicodeScalars.append(kind)
            if kind == "x" || kind == "N", let name = braced(&rest) { out += "{\(name)}" }
        }
    }

    /// `3`, `3,` or `3,5`.
    private static func isCount(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: 0x2C, omittingEmptySubsequences: false)
        let isNumber = { (part: Substring.UTF8View) in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
        return parts.count <= 2 && isNumber(parts[0]) && (parts.count == 1 || parts[1].isEmpty || isNumber(parts[1]))
    }

    /// The four digits of `\u`.
    private static func hex(_ rest: inout Substring.UnicodeScalarView) -> Int? {
        let digits = String(Substring(rest.prefix(4)))
        guard digits.utf8.count == 4, let unit = Int(digits, radix: 16), !digits.hasPrefix("+"), !digits.hasPrefix("-")
        else { return nil }
        rest = rest.dropFirst(4)
        return unit
    }

    /// `Lu` of `{Lu}`.
    private static func braced(_ rest: inout Substring.UnicodeScalarView, opened: Bool = false) -> String? {
        guard opened || rest.first == "{", let end = rest.firstIndex(of: "}") else { return nil }
        let start = opened ? rest.startIndex : rest.index(after: rest.startIndex)
        let name = String(Substring(rest[start..<end]))
        rest = rest[rest.index(after: end)...]
        return name
    }
}
