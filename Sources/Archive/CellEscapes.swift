/// Inside a cell `_x000D_` is a carriage return and `_x005F_` a `_` that would begin such an escape.
/// Source: ECMA-376 part 1, 22.9.2.19, `ST_Xstring`.
extension String {
    /// As .xlsx writes the text.
    var cellEscaped: String {
        rewritingEscapes { "_x005F" + $0 }
    }

    /// The text of a cell; carriage returns go, since the line feed stands beside them.
    var cellUnescaped: String {
        rewritingEscapes { escape in
            let code = UInt32(escape.dropFirst(2).dropLast(), radix: 16) ?? 0xFFFD
            return code == 0x0D ? "" : String(Character(Unicode.Scalar(code) ?? "\u{FFFD}"))
        }
    }

    /// With every `_xHHHH_` replaced.
    private func rewritingEscapes(_ replacement: (Substring) -> String) -> String {
        guard utf8.contains(0x5F) else { return self }
        var out = ""
        var rest = self[...]
        while let found = rest.firstRange(of: "_x") {
            let escape = rest[found.lowerBound...].prefix(7)
            let digits = escape.dropFirst(2).dropLast()
            if escape.last == "_", digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
                out += rest[..<found.lowerBound] + replacement(escape)
                rest = rest[escape.endIndex...]
            } else {
                out += rest[..<found.upperBound]
                rest = rest[found.upperBound...]
            }
        }
        return out + rest
    }
}
