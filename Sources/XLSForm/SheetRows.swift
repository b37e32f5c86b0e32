internal import Base

/// Tables in one text file, as .csv and Markdown hold them: the first cell of a row names a sheet, which begins there;
/// the next row with other cells is its header, the rest are its rows.
///
/// Source: pyxform, `xls2json_backends.py`, `csv_to_dict` and `md_to_dict`.
enum SheetRows {
    /// From rows with the number that a spreadsheet program gives each and the line of the file that it begins in.
    static func workbook(
        _ rows: some Sequence<(number: Int, line: Int, cells: [String])>, _ faults: inout FaultList
    ) -> Workbook {
        var workbook = Workbook()
        var names: Set<String> = []
        for (number, line, cells) in rows {
            guard number <= FormReader.lineLimit else {
                faults.add(.tooManyRows(limit: FormReader.lineLimit), row: line)
                break
            }
            let row = Row(number: number, line: line, cells: cells.dropFirst().map { Cell($0) })
            let name = Cell(cells.first ?? "").text
            if !name.isEmpty {
                if !names.insert(name.lowercased()).inserted { faults.add(.sheetTwice(name), row: line, text: name) }
                workbook.sheets.append(Sheet(name: name))
            }
            guard !workbook.sheets.isEmpty, !row.isBlank else { continue }
            let last = workbook.sheets.count - 1
            if workbook.sheets[last].header == nil {
                workbook.sheets[last].header = row
            } else {
                workbook.sheets[last].rows.append(row)
            }
        }
        return workbook
    }
}
