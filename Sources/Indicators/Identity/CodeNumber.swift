import Base

/// The three signs by which a device counts the codes that it gives out: 001 to 999, then A00 to ZZZ, so that a code never
/// outgrows what forms take.
package enum CodeNumber {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    private static let base = digits.count

    package static func text(_ number: Int) -> String {
        guard number >= 1_000 else { return padded(number, 3) }
        let rest = number - 1_000 + 10 * base * base
        // Nobody gives out 33,696 more in one hamlet.
        return String([digits[min(rest / (base * base), base - 1)], digits[rest / base % base], digits[rest % base]])
    }

    /// Nil for what `text` never gives.
    package static func number(_ text: some StringProtocol) -> Int? {
        let places = text.compactMap { digits.firstIndex(of: $0) }
        guard places.count == text.count, text.count == 3 else { return nil }
        if places.allSatisfy({ $0 < 10 }) { return places.reduce(0) { $0 * 10 + $1 } }
        guard places[0] >= 10 else { return nil }
        return places.reduce(0) { $0 * base + $1 } - 10 * base * base + 1_000
    }
}
