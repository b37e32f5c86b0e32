extension Expression {
    /// An expression with straight quotation marks around its texts, as JavaRosa reads them; what stands inside stays.
    /// Source: pyxform replaces all of them, `parsing/sheet_headers.py`.
    package static func straightQuotes(in source: String) -> String {
        guard source.unicodeScalars.contains(where: { (0x2018...0x201D).contains($0.value) }) else { return source }
        var out = String.UnicodeScalarView()
        var open: (mark: Unicode.Scalar, isStraight: Bool)?
        for letter in source.unicodeScalars {
            let mark: Unicode.Scalar? =
                switch letter {
                case "'", "\u{2018}", "\u{2019}": "'"
                case "\"", "\u{201C}", "\u{201D}": "\""
                default: nil
                }
            let isStraight = mark == letter
            if let mark, open == nil {
                open = (mark, isStraight)
                out.append(mark)
            } else if let mark, let around = open, mark == around.mark, isStraight || !around.isStraight {
                open = nil
                out.append(mark)
            } else {
                out.append(letter)
            }
        }
        return String(out)
    }
}
