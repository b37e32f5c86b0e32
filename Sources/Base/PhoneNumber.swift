/// A telephone number of Viet Nam as it is kept.
package enum PhoneNumber {
    /// Digits with the leading zero, however it was typed: `+84 912 345 678`, `84912345678`, `912.345.678`, or a
    /// spreadsheet's `912345678`. Nil when there is no digit.
    package static func normal(_ typed: String) -> String? {
        var digits = typed.filter(\.isNumber)
        if digits.hasPrefix("84"), digits.count == 11 { digits = "0" + digits.dropFirst(2) }
        if digits.count == 9, let first = digits.first, "35789".contains(first) { digits = "0" + digits }
        return digits.isEmpty ? nil : digits
    }
}
