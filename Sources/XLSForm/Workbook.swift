internal import Base

/// A form's tables before they mean anything, whatever file they were read from.
package struct Workbook: Hashable, Sendable {
    package var sheets: [Sheet] = []

    package init() {}

    /// By name without regard to case.
    package func sheet(_ name: String) -> Sheet? {
        sheets.first { $0.name.lowercased() == name }
    }
}

package struct Sheet: Hashable, Sendable {
    package let name: String
    package var header: Row?
    package var rows: [Row] = []

    package init(name: String) {
        self.name = name
    }
}

package struct Row: Hashable, Sendable {
    /// As a spreadsheet program numbers it, from 1.
    package let number: Int
    /// Of the text file, where it differs from `number`.
    package let line: Int?
    /// By column, from A.
    package let cells: [Cell]

    package init(number: Int, line: Int? = nil, cells: [Cell]) {
        self.number = number
        self.line = line == number ? nil : line
        self.cells = cells
    }

    package var isBlank: Bool { cells.allSatisfy(\.text.isEmpty) }

    /// Columns up to the last one with text in it.
    var usedWidth: Int { (cells.lastIndex { !$0.text.isEmpty } ?? -1) + 1 }

    subscript(column: Int) -> Cell {
        column < cells.count ? cells[column] : .blank
    }

    /// The row around a blank cell, as `text | ten |  | yes`, and the bytes before that cell.
    func beside(_ column: Int) -> (text: String, offset: Int) {
        let shown = { (columns: Range<Int>) in columns.map { String(self[$0].text.prefix(30)) } }
        let before = shown(max(0, column - 2)..<column).map { $0 + " | " }.joined()
        let after = shown(column + 1..<max(column + 1, min(column + 3, usedWidth))).map { " | " + $0 }.joined()
        return (before + after, before.utf8.count)
    }
}

package struct Cell: Hashable, Sendable {
    /// NFC, without spaces around it; the no-break spaces of Excel are spaces.
    package let text: String
    /// It was not NFC in the file: two such names look alike and are different bytes.
    package let wasDecomposed: Bool

    static let blank = Cell("")

    package init(_ raw: String) {
        guard !raw.utf8.allSatisfy({ $0 < 0x80 }) else {
            wasDecomposed = false
            text = raw.trimmedSpace
            return
        }
        let isComposed = raw.isComposed
        let composed = isComposed ? raw : raw.nfc
        wasDecomposed = !isComposed && !composed.utf8.elementsEqual(raw.utf8)
        text =
            (composed.unicodeScalars.contains("\u{A0}") ? composed.replacing("\u{A0}", with: " ") : composed)
            .trimmedSpace
    }
}

extension String {
    /// Surely NFC: nothing but letters and marks that no normalisation changes, as in Vietnamese and English. Asking
    /// Foundation costs a microsecond a cell.
    fileprivate var isComposed: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x1E00...0x1EFF, 0x2010...0x2027, 0x20AC: true
            default: false
            }
        }
    }

    /// Apart by white space. Cells hold no other than ASCII's.
    var words: [Substring] { utf8.split { $0 <= 0x20 }.map { Substring($0) } }

    /// UTF-8 bytes before the first `word`.
    func offset(of word: String) -> Int? {
        // Looking through a whole book for each of a thousand faults takes minutes.
        guard utf8.count <= 1 << 14 else { return nil }
        return firstRange(of: word).map { utf8.distance(from: startIndex, to: $0.lowerBound) }
    }
}
