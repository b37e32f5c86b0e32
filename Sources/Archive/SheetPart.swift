/// One sheet of an .xlsx workbook, read row by row.
struct SheetPart {
    private let xml: XMLReader
    private let strings: [String]
    private let formats: [NumberFormat]
    private let is1904: Bool

    /// Formulas without a result, in the order of the file.
    private(set) var uncalculated: [Spreadsheet.Place] = []

    /// Rows and columns of Excel's own grid.
    private static let rowLimit = 1_048_576
    private static let columnLimit = 16_384

    init(_ xml: XMLReader, strings: [String], formats: [NumberFormat], is1904: Bool) throws(ArchiveFault) {
        self.xml = xml
        self.strings = strings
        self.formats = formats
        self.is1904 = is1904
    }

    /// The rows with text in them, by number. `budget` counts the cells that may still come.
    mutating func rows(budget: inout Int) throws(ArchiveFault) -> [Spreadsheet.Row] {
        var rows: [Int: Spreadsheet.Row] = [:]
        var number = 0
        while let event = try xml.next() {
            switch event {
            case .start("row"):
                number = place(xml.attribute("r").flatMap { Int($0) }, after: number, limit: Self.rowLimit)
                let cells = try cells(of: number, budget: &budget)
                if !cells.isEmpty { rows[number, default: .init(number: number, cells: [])].cells += cells }
            case .end("sheetData"): return Self.ordered(rows)
            default: break
            }
        }
        return Self.ordered(rows)
    }

    /// Not every program writes rows and cells in their order. Of two cells at one place the later one stands.
    private static func ordered(_ rows: [Int: Spreadsheet.Row]) -> [Spreadsheet.Row] {
        rows.values.sorted { $0.number < $1.number }.map { row in
            let cells = Dictionary(row.cells.map { ($0.column, $0) }, uniquingKeysWith: { $1 })
            return Spreadsheet.Row(number: row.number, cells: cells.values.sorted { $0.column < $1.column })
        }
    }

    /// What the file says, or the next one when it says nothing or nonsense.
    private func place(_ said: Int?, after last: Int, limit: Int) -> Int {
        guard let said, (1...limit).contains(said) else { return last + 1 }
        return said
    }

    private mutating func cells(of row: Int, budget: inout Int) throws(ArchiveFault) -> [Spreadsheet.Cell] {
        var cells: [Spreadsheet.Cell] = []
        var column = 0
        while let event = try xml.next() {
            switch event {
            case .start("c"):
                let reference = xml.attribute("r").flatMap(Self.column)
                column = place(reference, after: column, limit: Self.columnLimit)
                let (text, isNumber, isUncalculated) = try cell()
                guard !text.isEmpty || isUncalculated else { continue }
                guard budget > 0 else { throw .tooManyCells(limit: XLSXReader.cellLimit) }
                budget -= 1
                guard !isUncalculated else {
                    uncalculated.append(.init(row: row, column: column - 1))
                    continue
                }
                cells.append(.init(column: column - 1, text: text, kind: isNumber ? .number : .text))
            case .end("row"): return cells
            default: break
            }
        }
        return cells
    }

    /// 3 of `C14`.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for letter in reference.utf8 {
            guard (0x41...0x5A).contains(letter & 0xDF), column <= columnLimit else { break }
            column = column * 26 + Int((letter & 0xDF) - 0x40)
        }
        return column == 0 ? nil : column
    }

    /// The text of the cell that has just begun.
    private func cell() throws(ArchiveFault) -> (text: String, isNumber: Bool, isUncalculated: Bool) {
        let type = xml.attribute("t") ?? "n"
        let style = xml.attribute("s").flatMap { Int($0) } ?? 0
        var raw = ""
        var inline: String?
        var isValue = false
        var isFormula = false
        while let event = try xml.next() {
            switch event {
            case .start("f"): isFormula = true
            case .start("v"): isValue = true
            case .end("v"): isValue = false
            case .start("is"): inline = try XLSXReader.richText(xml, until: "is")
            case .text(let part) where isValue: raw += part
            case .end("c"):
                let (text, isNumber) = inline.map { ($0, false) } ?? text(of: raw, type: type, style: style)
                // A formula that gives an empty text says that it is one.
                return (text, isNumber, isFormula && raw.isEmpty && inline == nil && type != "str")
            default: break
            }
        }
        return (inline ?? raw, false, false)
    }

    private func text(of raw: String, type: String, style: Int) -> (text: String, isNumber: Bool) {
        switch type {
        case "s":
            guard let index = Int(raw), strings.indices.contains(index) else { return ("", false) }
            return (strings[index], false)
        case "b": return (raw == "1" || raw == "true" ? "TRUE" : "FALSE", false)
        case "n" where !raw.isEmpty:
            let format = formats.indices.contains(style) ? formats[style] : .general
            return (format.text(of: raw, is1904: is1904), format == .general || format == .percent)
        default: return (raw.cellUnescaped, false)
        }
    }
}
