internal import Base

/// Texts are measured in UTF-16 units, as JavaRosa measures them.
extension FunctionTable {
    static let stringFunctions: [Function] = [
        Function(.xpath, "string", 1...1, "string(x)") { call throws(EvaluationError) in .string(try call.string(0)) },
        Function(.xpath, "concat", 0...many, "concat(a, b, …)") { call throws(EvaluationError) in
            let parts = try call.expanded()
            return .string(try joined(parts, ""))
        },
        Function(.odk, "join", 1...many, "join(separator, nodeset)") { call throws(EvaluationError) in
            let parts = try call.expanded(from: 1)
            return .string(try joined(parts, try call.string(0)))
        },
        Function(.odk, "substr", 2...3, "substr(text, start, end?)") { call throws(EvaluationError) in
            let units = Array(try call.string(0).utf16)
            let start = position(try call.number(1), units.count)
            let end = call.count == 3 ? position(try call.number(2), units.count) : units.count
            return .string(start < end ? String(decoding: units[start..<end], as: UTF16.self) : "")
        },
        // From 1, with a length. Source: XPath 1.0 §4.2, whose rounding makes `substring('12345', 1.5, 2.6)` "234".
        Function(.xpath, "substring", 2...3, "substring(text, start, length?)") { call throws(EvaluationError) in
            let start = (try call.number(1) + 0.5).rounded(.down)
            let end = call.count == 3 ? start + (try call.number(2) + 0.5).rounded(.down) : .infinity
            let units = try call.string(0).utf16.enumerated().filter { Double($0.offset + 1) >= start }
                .filter { Double($0.offset + 1) < end }
            return .string(String(decoding: units.map(\.element), as: UTF16.self))
        },
        Function(.xpath, "substring-before", 2...2, "substring-before(text, mark)") { call throws(EvaluationError) in
            let text = try call.string(0)
            let mark = try call.string(1)
            guard !mark.isEmpty, let found = text.firstRange(of: mark) else { return .blank }
            return .string(String(text[..<found.lowerBound]))
        },
        Function(.xpath, "substring-after", 2...2, "substring-after(text, mark)") { call throws(EvaluationError) in
            let text = try call.string(0)
            let mark = try call.string(1)
            if mark.isEmpty { return .string(text) }
            guard let found = text.firstRange(of: mark) else { return .blank }
            return .string(String(text[found.upperBound...]))
        },
        Function(.xpath, "translate", 3...3, "translate(text, from, to)") { call throws(EvaluationError) in
            let from = Array(try call.string(1))
            let to = Array(try call.string(2))
            let text = try call.string(0)
            let letters = text.compactMap { letter -> Character? in
                guard let index = from.firstIndex(of: letter) else { return letter }
                return index < to.count ? to[index] : nil
            }
            return .string(String(letters))
        },
        Function(.xpath, "string-length", 0...1, "string-length(text)") { call throws(EvaluationError) in
            .number(Double(try own(call).utf16.count))
        },
        Function(.xpath, "normalize-space", 0...1, "normalize-space(text)") { call throws(EvaluationError) in
            let spaces: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
            return .string(try own(call).split { spaces.contains($0) }.joined(separator: " "))
        },
        Function(.xpath, "contains", 2...2, "contains(text, part)") { call throws(EvaluationError) in
            let text = try call.string(0)
            let part = try call.string(1)
            return .boolean(part.isEmpty || text.contains(part))
        },
        Function(.xpath, "starts-with", 2...2, "starts-with(text, beginning)") { call throws(EvaluationError) in
            .boolean(try call.string(0).hasPrefix(call.string(1)))
        },
        Function(.odk, "ends-with", 2...2, "ends-with(text, end)") { call throws(EvaluationError) in
            .boolean(try call.string(0).hasSuffix(call.string(1)))
        },
        Function(.odk, "uuid", 0...1, "uuid(length?)") { call throws(EvaluationError) in
            .string(call.count == 0 ? randomUUID(call) : try randomLetters(call, count: call.number(0)))
        },
    ]

    private static func joined(_ values: [Value], _ separator: String) throws(EvaluationError) -> String {
        var texts: [String] = []
        var length = 0
        for value in values {
            let text = try value.string()
            length += text.utf8.count + separator.utf8.count
            guard length <= TextLimit.part else { throw .textTooLong(limit: TextLimit.part) }
            texts.append(text)
        }
        return texts.joined(separator: separator)
    }

    /// The argument, or the context's own text when there is none.
    private static func own(_ call: Call) throws(EvaluationError) -> String {
        call.count == 0 ? call.scope.context.visibleText : try call.string(0)
    }

    /// A start or end from 0; negative ones count from the end.
    private static func position(_ number: Double, _ length: Int) -> Int {
        guard number.isFinite else { return number > 0 ? length : 0 }
        let whole = Int(max(-1e9, min(1e9, number)))
        return max(0, min(length, whole < 0 ? length + whole : whole))
    }

    /// A version 4 UUID. Source: RFC 9562 §5.4.
    private static func randomUUID(_ call: Call) -> String {
        var bytes = call.evaluator.surroundings.randomBytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return RecordID(bytes: bytes)?.text ?? ""
    }

    /// Letters and digits that JavaRosa draws from.
    private static func randomLetters(_ call: Call, count: Double) throws(EvaluationError) -> String {
        guard count >= 1, count <= 1000 else { throw call.bad(NumberText.write(count)) }
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        let bytes = call.evaluator.surroundings.randomBytes(Int(count))
        return String(decoding: bytes.map { alphabet[Int($0) % alphabet.count] }, as: UTF8.self)
    }
}
