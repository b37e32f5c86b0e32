internal import Archive
internal import Base

/// Writes a form's tables in the formats that it can be read from. Equal tables give equal bytes.
package enum FormWriter {
    package enum Format: String, CaseIterable, Sendable {
        case xlsx, csv, md
    }

    package static func bytes(_ workbook: Workbook, as format: Format) -> [UInt8] {
        switch format {
        case .xlsx: XLSXWriter.bytes(SpreadsheetTables.spreadsheet(workbook))
        case .md: Array(MarkdownTables.text(workbook).utf8)
        case .csv: Array(CSV.text(csvRows(workbook)).utf8)
        }
    }

    /// Every cell in quotes, as Collect wants its `itemsets.csv`.
    static func quotedCSV(_ rows: [[String]]) -> [UInt8] {
        let lines = rows.map { row in
            row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
        }
        return Array(lines.joined().utf8)
    }

    /// Source: pyxform, `csv_to_dict`: a row for the sheet's name, then its rows with an empty first cell.
    private static func csvRows(_ workbook: Workbook) -> [[String]] {
        workbook.sheets.flatMap { sheet in
            [[sheet.name]]
                + ([sheet.header].compactMap { $0 } + sheet.rows.filter { !$0.isBlank }).map { row in
                    [""] + row.cells.prefix(row.usedWidth).map(\.text)
                }
        }
    }
}
