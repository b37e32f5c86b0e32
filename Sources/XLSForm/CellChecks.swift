internal import Base

extension FormCompiler {
    /// Characters that XML and Excel cannot hold. Source: XML 1.0 §2.2.
    mutating func checkCharacters() {
        for sheet in workbook.sheets
        where Self.sheetNames.contains(sheet.name.lowercased()) || workbook.sheets.count == 1 {
            for row in [sheet.header].compactMap({ $0 }) + sheet.rows {
                for (position, cell) in row.cells.enumerated() where Self.errors.contains(cell.text) {
                    faults.add(
                        .errorValue(cell.text), in: sheet.name, row, (position, sheet.header?[position].text ?? ""))
                }
                for (position, cell) in row.cells.enumerated() where cell.text.utf8.contains(where: Self.isControl) {
                    let offset = cell.text.utf8.prefix { !Self.isControl($0) }.count
                    let number = Array(cell.text.utf8)[offset]
                    faults.add(
                        .controlCharacter("U+00\(number < 16 ? "0" : "")\(String(number, radix: 16, uppercase: true))"),
                        in: sheet.name, row, (position, sheet.header?[position].text ?? ""), offset: offset)
                }
            }
        }
    }

    /// What a spreadsheet program shows for a formula that failed.
    private static let errors: Set<String> = ["#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"]

    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte)
    }
}
