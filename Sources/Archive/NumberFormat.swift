internal import Base
internal import Foundation

/// What a number format makes of a cell, as far as forms and lists need it.
///
/// Source: ECMA-376 Part 1, 18.8.30 (built-in formats) and 18.8.31 (format codes).
enum NumberFormat: Hashable {
    case general
    case date, time, dateTime
    /// `00000`: leading zeros up to this many digits, as codes of wards are shown.
    case digits(Int)

    init(id: Int, codes: [Int: String]) {
        switch id {
        case 14...17, 27...31, 34...36, 50...54, 57, 58: self = .date
        case 18...21, 32, 33, 45...47, 55, 56: self = .time
        case 22: self = .dateTime
        default: self = codes[id].map(Self.init(code:)) ?? .general
        }
    }

    init(code: String) {
        let letters = Self.bare(code)
        if !letters.isEmpty, letters.allSatisfy({ $0 == "0" }) {
            self = .digits(letters.count)
            return
        }
        let hasTime = letters.contains { "hs".contains($0) }
        let hasDate = letters.contains { "yd".contains($0) } || !hasTime && letters.contains("m")
        switch (hasDate, hasTime) {
        case (true, true): self = .dateTime
        case (true, false): self = .date
        case (false, true): self = .time
        case (false, false): self = .general
        }
    }

    /// The first section without quoted text, escapes and brackets, in lower case.
    private static func bare(_ code: String) -> String {
        guard code.lowercased() != "general" else { return "" }
        var out = ""
        var rest = code[...]
        while let letter = rest.popFirst(), letter != ";" {
            switch letter {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "[": rest = rest.drop { $0 != "]" }.dropFirst()
            case "\\", "_", "*": rest = rest.dropFirst()
            default: out += letter.lowercased()
            }
        }
        return out
    }

    /// The text of a stored number; dates as ISO 8601. A number that is no day stays a number.
    func text(of raw: String, is1904: Bool) -> String {
        guard let value = Double(raw), value.isFinite else { return raw }
        switch self {
        case .general: return Self.plain(value)
        case .digits(let width):
            guard value >= 0, let whole = Int(exactly: value.rounded()) else { return Self.plain(value) }
            return padded(whole, width)
        case .date, .time, .dateTime:
            guard (0..<2_958_466).contains(value) else { return Self.plain(value) }
            return moment(value, is1904)
        }
    }

    private func moment(_ serial: Double, _ is1904: Bool) -> String {
        var day = Int(serial)
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        // Day 0 of 1904's system is 1904-01-01. In 1900's, day 60 is a 29 February that never was, so that later days
        // count from 1899-12-30 and earlier ones from the 31st.
        let base = is1904 ? -24_107 : day < 60 ? -25_568 : -25_569
        let date = CivilDate(day: base + day).iso
        let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        switch self {
        case .time: return day == 0 || seconds > 0 ? clock : date
        case .dateTime: return "\(date)T\(clock)"
        default: return date
        }
    }

    /// As Excel shows it: at most 15 digits, no `.0`; whole numbers without an exponent.
    static func plain(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return String(whole) }
        // Hides what binary fractions add: 0.1 + 0.2 is shown as 0.3.
        let rounded = Double(String(format: "%.15g", value)) ?? value
        if let whole = Int(exactly: rounded), abs(whole) < 1_000_000_000_000_000 { return String(whole) }
        let text = "\(rounded)"
        guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
            (-20..<0).contains(exponent)
        else { return text }
        let isNegative = text.hasPrefix("-")
        let digits = text[..<mark].filter(\.isNumber)
        return (isNegative ? "-" : "") + "0." + String(repeating: "0", count: -exponent - 1) + digits
    }
}
