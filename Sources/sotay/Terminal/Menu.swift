import Base
import Foundation

/// A numbered list, and what a person means by what they type beside it.
struct Menu {
    struct Entry: Hashable {
        /// What is stored.
        let code: String
        let label: String
    }

    enum Pick: Equatable {
        case codes([String])
        /// Positions from 0 of the entries that the typed part of a word may mean.
        case ambiguous([Int])
        /// Several numbers where one is wanted.
        case onlyOne
        /// Neither a number of the list nor a part of any label.
        case nothing(String)
    }

    /// Longer lists are not printed: the person types a part of a word first.
    static let printLimit = 30
    /// Up to here everything is seen at a glance, and nobody needs to be told about filtering.
    static let glance = 9

    /// How many of the entries are wanted.
    enum Answers: Hashable {
        case one, several
        /// All of them, the first one first.
        case ranked
    }

    let entries: [Entry]
    let answers: Answers
    /// Positions from 0 whose numbers the person has seen; another number is a part of a name, or a code.
    private var shown: IndexSet
    /// Positions that are printed with the question.
    let listed: Range<Int>
    private let keys: Keys

    /// A list of choices is printed whole or not at all; of suggestions a glance always is.
    init(entries: [Entry], answers: Answers, areSuggestions: Bool = false) {
        self.entries = entries
        self.answers = answers
        let isWhole = entries.count <= Self.printLimit
        listed = 0..<(isWhole ? entries.count : areSuggestions ? Self.glance : 0)
        shown = IndexSet(integersIn: listed)
        keys = Keys(entries)
    }

    /// What a typed text is compared with; made when somebody types one, once for a list of 100,000.
    private final class Keys {
        private let entries: [Entry]
        private(set) lazy var labels = entries.map(\.label.searchKey)
        private(set) lazy var codes = entries.map(\.code.searchKey)

        init(_ entries: [Entry]) {
            self.entries = entries
        }
    }

    private var allowsSeveral: Bool { answers != .one }

    /// Prints entries with their numbers, by which they can be picked from now on.
    mutating func show(_ positions: some Sequence<Int>) -> [String] {
        shown.formUnion(IndexSet(positions))
        return lines(positions)
    }

    /// The code behind a number that was shown.
    func numbered(_ typed: String) -> String? { position(typed).map { entries[$0].code } }

    /// `3`, `1 3 5`, `0` for none of several, a code, a label, or a part of one without marks.
    func pick(_ typed: String) -> Pick {
        let words = typed.split { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == ">" }.map(String.init)
        if allowsSeveral, words == ["0"] { return .codes([]) }
        let numbers = words.compactMap { position($0) }
        if numbers.count == words.count, !numbers.isEmpty {
            guard allowsSeveral || numbers.count == 1 else { return .onlyOne }
            return .codes(unique(numbers.map { entries[$0].code }))
        }
        guard allowsSeveral else { return find(typed) }
        var codes: [String] = []
        let parts = typed.split { $0 == "," || $0 == ";" || $0 == ">" }
        for part in parts.map({ $0.split(separator: " ").joined(separator: " ") }) {
            guard case .codes(let found) = find(part) else { return find(part) }
            codes += found
        }
        return .codes(unique(codes))
    }

    /// The lines to print for some positions: ` 3. Chợ`.
    func lines(_ positions: some Sequence<Int>) -> [String] {
        positions.map { Self.line($0 + 1, of: entries.count, entries[$0].label) }
    }

    /// A numbered line; numbers up to `count` stand under one another.
    static func line(_ number: Int, of count: Int, _ text: String) -> String {
        "\(String(number).fitted(to: String(count).count, alignRight: true)). \(text)"
    }

    private func position(_ word: String) -> Int? {
        guard let number = decimal(word.utf8), shown.contains(number - 1) else { return nil }
        // `005` is rather a code than the fifth.
        return word.utf8.first == 0x30 && keys.codes.contains(word) ? nil : number - 1
    }

    private func find(_ typed: String) -> Pick {
        let key = typed.searchKey
        if let number = position(key) { return .codes([entries[number].code]) }
        guard !key.isEmpty else { return .nothing(typed) }
        // A number picks what has it whole: `5` is not `số 15`. One letter is typed by mistake, or means yes or no, and
        // so is one digit where every number can be seen: alone it picks what it names whole, and nothing else.
        let isNumber = decimal(key.utf8) != nil
        let isLetter = key.count == 1 && (!isNumber || shown.count == entries.count)
        let labels = keys.labels
        let exact = entries.indices.filter {
            labels[$0] == key || !isLetter && keys.codes[$0] == key || isYesOrNo(labels[$0], typed: typed)
        }
        if exact.count == 1 { return .codes([entries[exact[0]].code]) }
        let bytes = Array(key.utf8)
        let matches = labels.map { Self.match(bytes, in: $0) }
        let best = matches.max() ?? .nowhere
        guard best != .nowhere else { return .nothing(typed) }
        // To a part of a word, a whole word is one of those that it begins.
        let least = isNumber ? best : min(best, .beginsAWord)
        let found = matches.indices.filter { matches[$0] >= least }
        let isSure = found.count == 1 && !isLetter && (!isNumber || best == .isAWord)
        return isSure ? .codes([entries[found[0]].code]) : .ambiguous(found)
    }

    /// In a list of yes and no, their letters mean them.
    private func isYesOrNo(_ label: String, typed: String) -> Bool {
        entries.count <= 3 && yesOrNo(typed) != nil && yesOrNo(label) == yesOrNo(typed)
    }

    private enum Match: Comparable { case nowhere, inside, beginsAWord, isAWord }

    /// Where a search key stands in another, byte by byte: a list of 100,000 is gone through at each typed line.
    private static func match(_ key: [UInt8], in label: String) -> Match {
        var label = label
        return label.withUTF8 { bytes in
            var best = Match.nowhere
            for start in 0..<max(0, bytes.count - key.count + 1)
            where bytes[start] == key[0] && bytes[start..<start + key.count].elementsEqual(key) {
                let isStart = start == 0 || !isInWord(bytes[..<start])
                let end = start + key.count
                let isEnd = end == bytes.count || !isInWord(bytes[...end])
                best = max(best, isStart ? isEnd ? .isAWord : .beginsAWord : .inside)
                if best == .isAWord { return best }
            }
            return best
        }
    }

    /// Whether a letter or a digit ends the bytes.
    private static func isInWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        switch bytes.last! {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0..<0x80: false
        default: String(decoding: bytes, as: UTF8.self).last.map { $0.isLetter || $0.isNumber } ?? false
        }
    }

    private func unique(_ codes: [String]) -> [String] {
        codes.enumerated().filter { !codes[..<$0.offset].contains($0.element) }.map(\.element)
    }
}

/// Yes or no as it is typed, in both languages whatever the language of the labels.
func yesOrNo(_ typed: String) -> Bool? {
    switch typed.searchKey {
    case "c", "co", "y", "yes": true
    case "k", "khong", "n", "no": false
    default: nil
    }
}
