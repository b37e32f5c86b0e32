internal import Forms

/// Tells a default that is an expression from a plain one.
///
/// Source: pyxform, `default_is_dynamic` over the tokens of `parsing/expression.py`: arithmetic, `|`, a call or a `${}`
/// make it an expression; a minus that is a number's own does not, and none does in a date or a place.
enum DynamicDefault {
    private static let hyphenated: Set<ItemType> = [.date, .dateTime, .geopoint, .geotrace, .geoshape]
    private static let timed: Set<ItemType> = [.date, .dateTime, .time]

    /// UTF-8 bytes before the sign that makes the text an expression; nil for a plain one.
    static func sign(in text: String, of type: ItemType) -> Int? {
        if timed.contains(type), type.takes(default: text) { return nil }
        let letters = Array(text.unicodeScalars)
        var at = 0
        while at < letters.count {
            switch letters[at] {
            case "-" where !isDigit(letters, at + 1): return hyphenated.contains(type) ? nil : offset(letters, at)
            case "*", "+", "|": return offset(letters, at)
            case "$" where at + 1 < letters.count && letters[at + 1] == "{": return offset(letters, at)
            case " " where isDivision(letters, at): return offset(letters, at)
            case "'", "\"": at = letters[(at + 1)...].firstIndex(of: letters[at]) ?? at
            case "_",
                _ where isLetter(letters[at]):
                let end = letters[at...].firstIndex { !isOfName($0) } ?? letters.count
                if end < letters.count, letters[end] == "(" { return offset(letters, at) }
                at = end - 1
            default:
                // The digits of a number, so that the minus of `0912-345` is the next one's own.
                while isDigit(letters, at + 1) { at += 1 }
            }
            at += 1
        }
        return nil
    }

    private static func offset(_ letters: [Unicode.Scalar], _ at: Int) -> Int {
        letters[..<at].reduce(0) { $0 + UTF8.width($1) }
    }

    private static func isDigit(_ letters: [Unicode.Scalar], _ at: Int) -> Bool {
        guard at < letters.count else { return false }
        return ("0"..."9").contains(letters[at]) || letters[at] == "."
    }

    private static func isDivision(_ letters: [Unicode.Scalar], _ at: Int) -> Bool {
        let word = letters[at...].prefix(5)
        return word.elementsEqual(" div ".unicodeScalars) || word.elementsEqual(" mod ".unicodeScalars)
    }

    private static func isLetter(_ letter: Unicode.Scalar) -> Bool { letter.properties.isAlphabetic }

    private static func isOfName(_ letter: Unicode.Scalar) -> Bool {
        isLetter(letter) || ("0"..."9").contains(letter) || "_-.:".unicodeScalars.contains(letter)
            || letter.properties.generalCategory == .nonspacingMark
    }
}
