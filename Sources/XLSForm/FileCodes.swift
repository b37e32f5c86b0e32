internal import Base
import Forms

/// Codes in a file of choices: each row needs one of its own.
package enum FileCodes {
    package enum Flaw: Hashable, Sendable {
        case blank
        case twice(String)
        /// Where several are chosen, codes stand apart by spaces.
        case spaced(String)
    }

    /// The first row with each flaw, from 1 below the header.
    static func flaws(in table: ExternalTable, of select: Item) -> [(flaw: Flaw, row: Int)] {
        let column = select.valueColumn
        guard table.has(column: column) else { return [] }
        var seen: Set<String> = []
        var blank: Int?
        var twice: (String, Int)?
        var spaced: (String, Int)?
        for row in 0..<table.count {
            let code = table[row, column]
            if code.isEmpty { blank = blank ?? row + 1 }
            // A filter may choose between rows of one code.
            if select.choiceFilter == nil, !seen.insert(code).inserted, !code.isEmpty {
                twice = twice ?? (code, row + 1)
            }
            if select.type.takesSeveral, code.utf8.contains(0x20) { spaced = spaced ?? (code, row + 1) }
        }
        return [
            blank.map { (.blank, $0) }, twice.map { (.twice($0.0), $0.1) }, spaced.map { (.spaced($0.0), $0.1) },
        ].compactMap(\.self)
    }
}
