internal import Base

/// What an expression gives. Dates are texts in ISO 8601 that turn into day numbers where a number is asked for.
package enum Value {
    case string(String)
    case number(Double)
    case boolean(Bool)
    case nodeset([Element])
}

/// Why an expression has no value.
package enum EvaluationError: Error, Hashable, Sendable {
    /// One value is wanted and the path gives several.
    case severalNodes(count: Int)
    case notANodeset(function: String)
    case notADate(String)
    case badPattern(String)
    /// The pattern needs more steps than the limit on this text.
    case patternTooCostly(String)
    case unknownReference(String)
    case unknownInstance(String)
    case badArgument(function: String, String)
    /// More steps than the limit.
    case tooCostly
    /// More UTF-8 bytes than the limit.
    case textTooLong(limit: Int)
    /// The record would hold more answers than the limit.
    case recordTooLarge(limit: Int)
    /// `repeat_count` asks for more rows than the limit.
    case tooManyRows(limit: Int)
}

extension Value {
    static var blank: Value { .string("") }

    /// A nodeset replaced by the one value in it. Source: JavaRosa, `XPathNodeset.unpack`.
    func single() throws(EvaluationError) -> Value {
        guard case .nodeset(let nodes) = self else { return self }
        guard let node = nodes.first else { return .blank }
        guard nodes.count == 1 else { throw .severalNodes(count: nodes.count) }
        return node.value
    }

    package func string() throws(EvaluationError) -> String {
        switch try single() {
        case .string(let text): text
        case .number(let number): NumberText.write(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .nodeset: ""
        }
    }

    /// Blank is not a number; the answer of a time question is a part of a day.
    package func number() throws(EvaluationError) -> Double {
        if case .nodeset(let nodes) = self, nodes.count == 1 { return nodes[0].number }
        return switch try single() {
        case .string(let text): NumberText.read(text)
        case .number(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .nodeset: .nan
        }
    }

    /// For comparing: beside a day, a moment is its day. Source: JavaRosa, `XPathFuncExpr.toNumeric`, which has a moment's
    /// day always; two moments differ here by their time too.
    func number(beside other: Value) throws(EvaluationError) -> Double {
        let number = try number()
        guard isMoment, !other.isMoment else { return number }
        let day = try other.number()
        return day == day.rounded() ? number.rounded(.down) : number
    }

    /// A date with a time.
    var isMoment: Bool {
        let text: String
        switch self {
        case .string(let own): text = own
        case .nodeset(let nodes) where nodes.count == 1 && nodes[0].content == .text: text = nodes[0].visibleText
        default: return false
        }
        return text.utf8.count >= 16 && text.utf8.dropFirst(10).first == 0x54 && Instant(iso: text) != nil
    }

    package func boolean() throws(EvaluationError) -> Bool {
        switch try single() {
        case .string(let text): !text.isEmpty
        case .number(let number): !number.isNaN && abs(number) > NumberText.tolerance
        case .boolean(let flag): flag
        case .nodeset: false
        }
    }
}

extension Element {
    /// The typed value: a number for a number question, blank when empty or not relevant.
    var value: Value {
        guard isRelevant, !text.isEmpty else { return .blank }
        switch content {
        case .text, .time: return .string(text)
        case .truth: return .boolean(text == "1")
        case .number:
            let number = number
            return number.isNaN ? .string(text) : .number(number)
        }
    }

    /// The text that an expression sees.
    var visibleText: String {
        guard isRelevant else { return "" }
        guard content == .truth else { return text }
        return text == "1" ? "true" : "false"
    }
}

/// Numbers as JavaRosa reads and writes them.
package enum NumberText {
    /// Source: JavaRosa, `XPathEqExpr`, `XPathFuncExpr.toString`.
    static let tolerance = 1e-12

    /// Trimmed; a comma is a point; no exponent. A date is its day number since 1970-01-01, a date-time one with the
    /// fraction of its day at +07:00. NaN for anything else. Source: JavaRosa, `XPathFuncExpr.toNumeric`.
    package static func read(_ text: String) -> Double {
        let bytes = Array(text.utf8)
        var start = 0
        var end = bytes.count
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        guard start < end else { return .nan }
        if let number = plain(bytes[start..<end]) { return number }
        guard end - start >= 10 else { return .nan }
        let trimmed = String(decoding: bytes[start..<end], as: UTF8.self)
        if let date = CivilDate(iso: trimmed) { return Double(date.day) }
        return Instant(iso: trimmed).map(dayNumber) ?? .nan
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Digits with at most one point or comma, perhaps with a minus in front.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> Double? {
        let isNegative = bytes.first == 0x2D
        let digits = isNegative ? bytes.dropFirst() : bytes
        if let whole = decimal(digits), digits.count <= 15 { return isNegative ? -Double(whole) : Double(whole) }
        var points = 0
        var plain: [UInt8] = []
        for byte in digits {
            switch byte {
            case 0x30...0x39: plain.append(byte)
            case 0x2E, 0x2C:
                points += 1
                plain.append(0x2E)
            default: return nil
            }
        }
        guard points <= 1, plain.count > points else { return nil }
        if plain.first == 0x2E { plain.insert(0x30, at: 0) }
        if plain.last == 0x2E { plain.append(0x30) }
        return Double(String(decoding: plain, as: UTF8.self)).map { isNegative ? -$0 : $0 }
    }

    /// Local days since 1970-01-01, with the fraction of the day.
    static func dayNumber(_ moment: Instant) -> Double {
        let local = moment.milliseconds + Int64(Instant.vietnamOffsetMinutes) * 60_000
        return Double(local) / 86_400_000
    }

    /// `08:30`, `08:30:15.000+07:00` as a part of a day; nil for anything else.
    static func fractionOfDay(_ time: String) -> Double? {
        Instant(iso: "1970-01-01T" + time).map { dayNumber($0) }
    }

    /// Digits, with a point before the fraction: the fewest that read back as the same number, and never an exponent.
    /// JavaRosa writes `5.0E9` and `1.0E-4`, as Java does; amounts in đồng would be unreadable.
    package static func write(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        if abs(number) < tolerance { return "0" }
        let whole = number.rounded(.towardZero)
        return digits(abs(number - whole) < tolerance ? whole : number)
    }

    /// `number` × 10^places, exact where the decimal digits are; an infinite or lost number stays what it is.
    static func shifted(_ number: Double, by places: Int) -> Double {
        let written = "\(number)"
        guard number.isFinite else { return number }
        let parts = written.split(separator: "e")
        let exponent = (parts.count == 2 ? Int(parts[1]) ?? 0 : 0) + places
        return Double("\(parts[0])e\(exponent)") ?? number
    }

    /// `\(number)` is the shortest that reads back: `200000.0`, `0.015`, `1.5e-05`, `6.1e+16`.
    private static func digits(_ number: Double) -> String {
        let parts = "\(abs(number))".split(separator: "e")
        let sides = parts[0].split(separator: ".")
        let fraction = sides.count == 2 && sides[1] != "0" ? String(sides[1]) : ""
        let sign = number < 0 ? "-" : ""
        guard parts.count == 2, let exponent = Int(parts[1]) else {
            return sign + sides[0] + (fraction.isEmpty ? "" : "." + fraction)
        }
        let digits = sides[0] + fraction
        // From 2^53 on there is no fraction: the point lies behind all digits.
        return exponent < 0
            ? "\(sign)0." + String(repeating: "0", count: -exponent - 1) + digits
            : sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
    }
}
