import Base

/// Ways to spoil bytes as sticks, mail gateways and people with bad intentions do, each case from its own seed.
enum Mutation: CaseIterable {
    case flip, cut, drop, insert, duplicate, splice, number

    /// One to three of them, one after the other. `others` lend the pieces that are spliced in.
    static func spoil(_ bytes: [UInt8], others: [[UInt8]], using random: inout SeededRandomBytes) -> [UInt8] {
        (0..<Int.random(in: 1...3, using: &random)).reduce(bytes) { bytes, _ in
            allCases.randomElement(using: &random)!.applied(to: bytes, others: others, using: &random)
        }
    }

    private func applied(
        to bytes: [UInt8], others: [[UInt8]], using random: inout SeededRandomBytes
    ) -> [UInt8] {
        guard !bytes.isEmpty else { return others.randomElement(using: &random) ?? [0] }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch self {
        case .flip:
            var copy = bytes
            copy[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return copy
        case .cut:
            return Array(bytes[..<at])
        case .drop:
            return Array(bytes[..<at]) + bytes[Self.piece(of: bytes, from: at, using: &random).endIndex...]
        case .insert:
            return Array(bytes[..<at]) + Self.tokens.randomElement(using: &random)! + bytes[at...]
        case .duplicate:
            return Array(bytes[..<at]) + Self.piece(of: bytes, from: at, using: &random) + bytes[at...]
        case .splice:
            guard let other = others.filter({ !$0.isEmpty }).randomElement(using: &random) else { return bytes }
            let start = Int.random(in: 0..<other.count, using: &random)
            return Array(bytes[..<at]) + Self.piece(of: other, from: start, using: &random) + bytes[at...]
        case .number:
            return Self.withAnotherNumber(bytes, from: at, using: &random)
        }
    }

    /// Whole lines half of the time: what breaks a chain is a line in a wrong place, not a torn one.
    private static func piece(
        of bytes: [UInt8], from start: Int, using random: inout SeededRandomBytes
    ) -> ArraySlice<UInt8> {
        if Bool.random(using: &random), let end = bytes[start...].firstIndex(of: 0x0A) { return bytes[start...end] }
        return bytes[start...].prefix(Int.random(in: 1...80, using: &random))
    }

    private static func withAnotherNumber(
        _ bytes: [UInt8], from at: Int, using random: inout SeededRandomBytes
    ) -> [UInt8] {
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        guard let start = bytes[at...].firstIndex(where: isDigit) else { return bytes }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.endIndex
        return Array(bytes[..<start]) + numbers.randomElement(using: &random)!.utf8 + bytes[end...]
    }

    private static let numbers = [
        "0", "1", "2", "-1", "-0", "007", "1.0", "1e3", "65", "201", "262145", "2147483648", "2147483649",
        "9007199254740993", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        String(repeating: "9", count: 400),
    ]

    private static let tokens: [[UInt8]] =
        ["\n", "\t", "\r\n", "\"", "\\u0000", "{", "}", "[", ",", "--- ", "-> X25519 ", "null", "\u{300}"].map {
            Array($0.utf8)
        } + [[0], [0xFF], [0xC0, 0x80], [UInt8](repeating: 0x5B, count: 70), [UInt8](repeating: 0x41, count: 3000)]
}
