/// The texts of a workbook as its author sees them, whatever program wrote it.
package struct Spreadsheet: Hashable, Sendable {
    package var sheets: [Sheet]

    package struct Sheet: Hashable, Sendable {
        package var name: String
        package var isHidden: Bool
        /// Those with text in them, by number.
        package var rows: [Row]
        /// Cells with a formula whose result no program has worked out yet, and that so have no text. A workbook that a
        /// script has written holds such.
        package var uncalculated: [Place]

        package init(
            name: String, isHidden: Bool = false, rows: [Row], uncalculated: [Place] = []
        ) {
            self.name = name
            self.isHidden = isHidden
            self.rows = rows
            self.uncalculated = uncalculated
        }
    }

    /// Rows from 1, columns from 0.
    package struct Place: Hashable, Sendable {
        package let row: Int
        package let column: Int
    }

    package struct Row: Hashable, Sendable {
        /// From 1.
        package var number: Int
        /// Those with text in them, from left to right.
        package var cells: [Cell]

        package init(number: Int, cells: [Cell]) {
            self.number = number
            self.cells = cells
        }
    }

    package struct Cell: Hashable, Sendable {
        /// From 0.
        package var column: Int
        package var text: String
        package var kind: Kind

        package init(column: Int, text: String, kind: Kind = .text) {
            self.column = column
            self.text = text
            self.kind = kind
        }

        /// What the program that shows the cell may do with it: codes are texts.
        package enum Kind: Hashable, Sendable {
            case text
            /// Or a share, with a point before its decimals.
            case number
            /// ISO 8601; only written, what is read is text.
            case date, time, dateTime
        }
    }

    package init(sheets: [Sheet]) {
        self.sheets = sheets
    }
}
