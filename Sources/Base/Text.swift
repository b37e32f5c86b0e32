import Foundation

extension String {
    /// Normalisation form C, the only form that is stored. Swift's `==` cannot see the difference, SQLite does.
    package var nfc: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
    }

    /// Normalisation form D, for looking at letters and marks apart.
    var decomposed: String { decomposedStringWithCanonicalMapping }

    /// Without white space at both ends.
    package var trimmedSpace: String {
        var rest = Substring(self).utf8
        while rest.first?.isSpace == true { rest.removeFirst() }
        while rest.last?.isSpace == true { rest.removeLast() }
        // Asking Unicode about each end is dear, and Vietnamese and English never need it.
        guard rest.prefix(2).mayHoldSpace || rest.suffix(3).mayHoldSpace else {
            return rest.count == utf8.count ? self : String(Substring(rest))
        }
        let letters = Substring(rest).unicodeScalars.drop { $0.properties.isWhitespace }
        return letters.lastIndex { !$0.properties.isWhitespace }.map { String(letters[...$0]) } ?? ""
    }

    /// Without control characters, for printing what somebody else wrote. Tabs and line ends become spaces.
    package var printable: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.compactMap { scalar in
                    switch scalar.value {
                    case 0x09, 0x0A, 0x0D: " "
                    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: nil
                    default: scalar
                    }
                }))
    }

    /// For looking up what was typed without marks: lower case, no tones, no marks, đ as d, one space between words.
    package var searchKey: String { SearchKey.quick(self) ?? wholeSearchKey }

    /// Of any text, through Unicode's own tables.
    fileprivate var wholeSearchKey: String {
        let folded = lowercased().decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            !(0x0300...0x036F).contains($0.value)
        }
        let plain = String(String.UnicodeScalarView(folded)).replacing("đ", with: "d")
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// How many columns a terminal gives this text: 0 for a combining mark, 2 for East Asian wide, else 1.
    package var columns: Int {
        unicodeScalars.reduce(0) { $0 + $1.columns }
    }

    /// Cut to `width` columns with an ellipsis, or filled up with spaces.
    package func fitted(to width: Int, alignRight: Bool = false) -> String {
        let text = columns <= width ? self : prefix(columns: width - 1) + "…"
        let fill = String(repeating: " ", count: max(0, width - text.columns))
        return alignRight ? fill + text : text + fill
    }

    /// The longest beginning of at most `width` columns that ends at a letter's end.
    package func prefix(columns width: Int) -> String {
        var used = 0
        return String(
            prefix { letter in
                used += String(letter).columns
                return used <= width
            })
    }

    /// Lines of at most `width` columns, broken at spaces; a longer word is broken where it must be.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for part in paragraph.split(separator: " ") {
                var word = String(part)
                while word.columns > width {
                    if !line.isEmpty { lines.append(line) }
                    line = ""
                    let head = word.prefix(columns: width)
                    lines.append(head)
                    word.removeFirst(head.count)
                }
                if line.isEmpty {
                    line = word
                } else if line.columns + 1 + word.columns <= width {
                    line += " " + word
                } else {
                    lines.append(line)
                    line = word
                }
            }
            lines.append(line)
        }
        return lines
    }

    /// Which of `candidates` was probably meant: the nearest by edits of the search key, at most a third of its length.
    package func nearest(in candidates: some Sequence<String>) -> String? {
        let key = Array(searchKey.unicodeScalars)
        let ranked = candidates.map { ($0, editDistance(key, Array($0.searchKey.unicodeScalars))) }
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(1, key.count / 3) else { return nil }
        return best.0
    }
}

extension UInt8 {
    /// ASCII white space.
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension Substring.UTF8View {
    /// The first bytes of a white space beyond ASCII: of U+0085 and U+00A0, U+1680, U+2000 and its neighbours, U+3000.
    fileprivate var mayHoldSpace: Bool {
        var first: UInt8 = 0
        for second in self {
            switch first {
            case 0xC2 where second == 0x85 || second == 0xA0: return true
            case 0xE1 where second == 0x9A: return true
            case 0xE2 where second == 0x80 || second == 0x81: return true
            case 0xE3 where second == 0x80: return true
            default: first = second
            }
        }
        return false
    }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

/// Insertions, deletions, replacements and swaps of neighbours. Source: optimal string alignment distance.
private func editDistance<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in 0..<a.count {
        for j in 0..<b.count {
            var best = min(rows[i][j + 1] + 1, rows[i + 1][j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
            rows[i + 1][j + 1] = best
        }
    }
    return rows[a.count][b.count]
}

/// The search keys of Vietnamese and English text, letter by letter: lists of 100,000 names are searched while somebody
/// waits, and Unicode's tables take microseconds a name.
private enum SearchKey {
    /// By scalar: the letter that is left of it, 0 for one that is more than a letter with marks. Vietnamese letters stand
    /// in Latin-1, Latin Extended and Latin Extended Additional.
    private static let letters: [UInt8] = (0..<0x1F00).map { value in
        guard let scalar = Unicode.Scalar(UInt32(value)) else { return 0 }
        if value < 0x80 { return UInt8(ascii: scalar) + ((0x41...0x5A).contains(value) ? 0x20 : 0) }
        guard (0xC0..<0x250).contains(value) || value >= 0x1E00 else { return 0 }
        let key = String(Character(scalar)).wholeSearchKey.utf8
        return key.count == 1 ? key.first! : 0
    }

    /// Nil when some letter is not in the table.
    static func quick(_ text: String) -> String? {
        var key: [UInt8] = []
        key.reserveCapacity(text.utf8.count)
        var hasGap = false
        for scalar in text.unicodeScalars {
            guard scalar.value < 0x1F00 else { return nil }
            let letter = letters[Int(scalar.value)]
            guard letter != 0 else { return nil }
            if letter == 0x20 || (0x09...0x0D).contains(letter) {
                hasGap = !key.isEmpty
                continue
            }
            if hasGap { key.append(0x20) }
            hasGap = false
            key.append(letter)
        }
        return String(decoding: key, as: UTF8.self)
    }
}
