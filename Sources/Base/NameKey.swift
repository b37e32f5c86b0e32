/// A Vietnamese name as it is compared, never as it is stored.
///
/// `exact` keeps marks and tones, wherever the tone was typed: "Hoà" and "Hòa", "Thuỷ" and "Thủy" are one; `plain` is
/// without any marks, and with i for y: "Lý" and "Li". The order of the words plays no part: some lists put the given
/// name first.
package struct NameKey: Hashable, Sendable {
    package let exact: String
    package let plain: String
    /// Typed without any mark or tone, as on a telephone without Telex.
    package let isBare: Bool

    /// Nil for what is no name: nothing, a digit, or a word that says that it is not known.
    package init?(_ name: String) {
        let words = name.searchKey.split(separator: " ").map(String.init)
        let letters = words.joined()
        guard letters.count >= 2, !letters.contains(where: \.isNumber),
            !Self.unknown.contains(words.joined(separator: " "))
        else { return nil }
        isBare = name.utf8.allSatisfy { $0 < 0x80 }
        plain = words.map { $0.replacing("y", with: "i") }.sorted().joined(separator: " ")
        exact = name.lowercased().nfc.split(whereSeparator: \.isWhitespace).map { Self.toneLast(String($0)) }.sorted()
            .joined(separator: " ")
    }

    /// What people write when they do not know.
    private static let unknown: Set<String> = [
        "khong ro", "chua ro", "khong biet", "chua biet", "an danh", "khong ten", "chua co", "khong", "test", "abc",
    ]

    /// Grave, acute, tilde, hook above, dot below.
    private static let tones: Set<UInt32> = [0x0300, 0x0301, 0x0303, 0x0309, 0x0323]

    /// The syllable's letters with their own marks, then its tone.
    private static func toneLast(_ syllable: String) -> String {
        var letters = String.UnicodeScalarView()
        var tone = String.UnicodeScalarView()
        for scalar in syllable.decomposed.unicodeScalars {
            if tones.contains(scalar.value) { tone.append(scalar) } else { letters.append(scalar) }
        }
        return String(letters).nfc + "'" + String(tone)
    }
}
