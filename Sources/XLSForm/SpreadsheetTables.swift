internal import Archive
internal import Base

/// Between the sheets of an .xlsx workbook and a form's tables.
enum SpreadsheetTables {
    /// So many empty rows end a sheet, so many empty columns its header. Source: pyxform, `xls2json_backends.py`.
    private static let blankRowLimit = 60
    private static let blankColumnLimit = 20

    static func workbook(_ spreadsheet: Spreadsheet, _ faults: inout FaultList) -> Workbook {
        var workbook = Workbook()
        var names: Set<String> = []
        for read in spreadsheet.sheets {
            if !names.insert(read.name.lowercased()).inserted {
                faults.add(.sheetTwice(read.name), sheet: read.name, text: read.name)
            }
            let isOfForm =
                spreadsheet.sheets.count == 1 || FormCompiler.sheetNames.contains(read.name.lowercased())
                || ExternalFile.isNamed(read.name)
            workbook.sheets.append(sheet(read, isOfForm: isOfForm, &faults))
        }
        return workbook
    }

    /// Sheets that are not of the form hold whatever their authors like.
    private static func sheet(_ read: Spreadsheet.Sheet, isOfForm: Bool, _ faults: inout FaultList) -> Sheet {
        var sheet = Sheet(name: read.name)
        var last = 0
        var width = 0
        for row in read.rows {
            let isFirst = sheet.header == nil
            if !isFirst, row.number - last > blankRowLimit {
                if isOfForm { tell(.afterBlankRows(limit: blankRowLimit), row, row.cells[0], of: sheet, &faults) }
                break
            }
            guard sheet.rows.count < FormReader.lineLimit else {
                faults.add(.tooManyRows(limit: FormReader.lineLimit), sheet: read.name, row: row.number)
                break
            }
            if isFirst {
                width = headerWidth(row)
                if isOfForm, let cell = row.cells.first(where: { $0.column >= width }) {
                    tell(.afterBlankColumns(limit: blankColumnLimit), row, cell, of: sheet, &faults)
                }
            }
            let cells = row.cells.prefix { $0.column < width }
            var texts = [Cell](repeating: Cell(""), count: (cells.last?.column ?? -1) + 1)
            for cell in cells { texts[cell.column] = Cell(cell.text) }
            let made = Row(number: row.number, cells: texts)
            guard !made.isBlank else { continue }
            last = row.number
            if isFirst { sheet.header = made } else { sheet.rows.append(made) }
        }
        if isOfForm {
            tell(read.uncalculated.filter { $0.column < width && $0.row <= last + blankRowLimit }, of: sheet, &faults)
        }
        return sheet
    }

    private static func tell(_ formulas: [Spreadsheet.Place], of sheet: Sheet, _ faults: inout FaultList) {
        guard !formulas.isEmpty, let header = sheet.header else { return }
        let rows = Dictionary(([header] + sheet.rows).map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for place in formulas {
            let row = rows[place.row] ?? Row(number: place.row, cells: [])
            faults.add(.uncalculated, in: sheet.name, row, (place.column, header[place.column].text))
        }
    }

    /// The first cell of what is not read.
    private static func tell(
        _ kind: FormFault.Kind, _ row: Spreadsheet.Row, _ cell: Spreadsheet.Cell, of sheet: Sheet,
        _ faults: inout FaultList
    ) {
        let header = sheet.header?[cell.column].text ?? cell.text
        faults.add(kind, sheet: sheet.name, row: row.number, column: (cell.column, header), text: cell.text)
    }

    /// Up to the last header before a long gap.
    private static func headerWidth(_ row: Spreadsheet.Row) -> Int {
        var width = 0
        for cell in row.cells {
            guard cell.column - width < blankColumnLimit else { break }
            width = cell.column + 1
        }
        return width
    }

    /// The tables as a spreadsheet: the header in row 1, each row below the one before.
    static func spreadsheet(_ workbook: Workbook) -> Spreadsheet {
        Spreadsheet(
            sheets: workbook.sheets.map { sheet in
                let rows = [sheet.header].compactMap { $0 } + sheet.rows.filter { !$0.isBlank }
                return Spreadsheet.Sheet(
                    name: sheet.name,
                    rows: rows.enumerated().map { number, row in
                        let cells = row.cells.enumerated().filter { !$0.element.text.isEmpty }
                        return .init(
                            number: number + 1, cells: cells.map { .init(column: $0.offset, text: $0.element.text) })
                    })
            })
    }
}
