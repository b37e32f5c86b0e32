/// The rows of a file beside a form, such as `xa.csv`: the first line names the columns.
package struct ExternalTable: Hashable, Sendable {
    package let columns: [String]
    package let count: Int
    /// Row after row.
    private let cells: [String]
    private let positions: [String: Int]

    /// Short rows are filled up with blanks, longer ones are cut; of two columns with one name the first is read.
    package init(columns: [String], rows: some Sequence<[String]>) {
        self.columns = columns
        positions = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var cells: [String] = []
        var count = 0
        for row in rows {
            cells += row.prefix(columns.count)
            cells += repeatElement("", count: max(0, columns.count - row.count))
            count += 1
        }
        self.cells = cells
        self.count = count
    }

    /// Blank for a column that is not there.
    package subscript(row: Int, column: String) -> String {
        positions[column].map { cells[row * columns.count + $0] } ?? ""
    }

    package func has(column: String) -> Bool { positions[column] != nil }
}
