/// The codes that one device gives out behind one beginning, such as `11542-T05-`: a running number of three letters and
/// digits, 001 to 999 and then A00 to ZZZ, and the device's tag. So a code keeps the eight letters that forms take.
///
/// Source: forms/ho-tro.md, `ma_ho` and `ma_co_so`.
struct CodeNumbers {
    private let prefix: String
    private let tag: String
    private var used: Set<Int> = []
    private var greatest = 0

    /// - Parameter known: codes of anybody, with any beginning; what is no code of this device is passed over.
    init(_ known: some Sequence<String>, prefix: String, tag: String) {
        self.prefix = prefix
        self.tag = tag
        for code in known where code.hasPrefix(prefix) && code.hasSuffix(tag) {
            guard let number = Self.number(code.dropFirst(prefix.count).dropLast(tag.count)) else { continue }
            used.insert(number)
            greatest = max(greatest, number)
        }
    }

    /// The number after the greatest, or where none stands above it the smallest that is free; nil when none is left.
    mutating func next() -> String? {
        let free = greatest < Self.last ? greatest + 1 : (1...Self.last).first { !used.contains($0) }
        guard let free else { return nil }
        used.insert(free)
        greatest = max(greatest, free)
        return prefix + Self.text(free) + tag
    }

    // MARK: - Numbers as text

    /// As in `BookIdentity.tag`: no letters that are mistaken for digits.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let firstLetter = 10
    private static let digitsAlone = 1_000
    private static let last = digitsAlone + (32 - firstLetter) * 32 * 32 - 1

    private static func text(_ number: Int) -> String {
        let rest = number - digitsAlone
        let places =
            rest < 0
            ? [number / 100, number / 10 % 10, number % 10]
            : [rest / 1_024 + firstLetter, rest / 32 % 32, rest % 32]
        return String(places.map { alphabet[$0] })
    }

    private static func number(_ text: Substring) -> Int? {
        let places = text.compactMap { alphabet.firstIndex(of: $0) }
        guard text.count == 3, places.count == 3 else { return nil }
        if places[0] >= firstLetter {
            return digitsAlone + (places[0] - firstLetter) * 1_024 + places[1] * 32 + places[2]
        }
        return places.allSatisfy { $0 < 10 } ? places[0] * 100 + places[1] * 10 + places[2] : nil
    }
}
