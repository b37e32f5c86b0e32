import Base
internal import CXLSXWriter
import Indicators

/// One cell of a table.
enum Cell {
    case text(String)
    case whole(Int)
    case decimal(Double)
    /// A difference, with its sign; `isWhole` for counts.
    case change(Hundredths, isWhole: Bool)
    case blank

    init(_ number: Int?) {
        self = number.map(Cell.whole) ?? .blank
    }

    /// What stands in place of a number.
    fileprivate var isDash: Bool { if case .text("—") = self { true } else { false } }

    /// A dash where nothing is known, which is not zero.
    init(_ value: IndicatorValue?, unit: String = "%") {
        switch value {
        case nil: self = .text("—")
        case .count(let count): self = .whole(count)
        case .ratio(let ratio): self = ratio.percent.map { .decimal(Double($0.value) / 100) } ?? .text("—")
        case .number(let number) where unit != "%" && number.whole != nil: self = Cell(number.whole)
        case .number(let number): self = .decimal(Double(number.units) / Double(number.scale))
        }
    }
}

/// A table's column: its heading and its width in letters.
struct Column {
    let title: String
    let width: Double
    let isCentred: Bool

    init(_ title: String, _ width: Double, isCentred: Bool = false) {
        self.title = title
        self.width = width
        self.isCentred = isCentred
    }
}

/// A sheet that is filled from the top. Prints on A4, as wide as one page, the headings again on each.
final class Sheet {
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let name: String
    private unowned let workbook: Workbook
    /// From 0.
    private(set) var next: UInt32 = 0
    private var widths: [Double] = []
    private var centred: Set<Int> = []
    private var pages = PrintedPages()
    private var headRow: Int?
    private var isLandscape = false
    /// The columns that are printed; nil for all. The others make no row higher.
    private let printed: ClosedRange<Int>?

    /// `about` stands over every printed page: whose figures these are and of which days.
    init(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, about: String, printed: ClosedRange<Int>?,
        in workbook: Workbook
    ) {
        self.sheet = sheet
        self.printed = printed
        self.name = name
        self.workbook = workbook
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_margins(sheet, 0.6, 0.5, 0.75, 0.6)
        // An ampersand begins a code in a header. Source: ECMA-376 Part 1, 18.3.1.46.
        worksheet_set_header(
            sheet,
            "&L&\"Times New Roman,Italic\"&10\(about.replacing("&", with: "&&"))&R&\"Times New Roman,Italic\"&10&A")
        worksheet_set_footer(sheet, "&C&\"Times New Roman,Regular\"&11&P/&N")
    }

    func setLandscape() {
        isLandscape = true
        worksheet_set_landscape(sheet)
    }

    /// A line over the whole table, which must have `columns`.
    func line(_ text: String, _ style: CellStyle, columns: Int) {
        let format = workbook.format(style)
        worksheet_merge_range(sheet, next, 0, next, UInt16(columns - 1), text, format)
        let letters = Double(columns) * 14 * 12 / style.size
        let height = Double(max(1, Int((Double(text.count) / letters).rounded(.up)))) * style.size * 1.5
        worksheet_set_row(sheet, next, height, nil)
        pages.add(height, isHeading: style == .section)
        next += 1
    }

    /// The heading row, in view and printed on every page from here on.
    func head(_ columns: [Column]) {
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil)
        }
        widths = columns.map(\.width)
        centred = Set(columns.indices.filter { columns[$0].isCentred })
        row(columns.map { .text($0.title) }, .head)
        headRow = Int(next) - 1
        worksheet_freeze_panes(sheet, next, 0)
        worksheet_repeat_rows(sheet, next - 1, next - 1)
    }

    func row(_ cells: [Cell], _ style: CellStyle = .plain) {
        for (index, cell) in cells.enumerated() {
            var style = style
            style.isCentred = style.isCentred || centred.contains(index) || cell.isDash
            write(cell, at: index, style)
        }
        // Nobody fits the heights of rows to wrapped text before the file is opened, and not every program then.
        let lines = zip(cells, widths).enumerated().map { place, column in
            let (cell, width) = column
            guard printed?.contains(place) ?? true else { return 1 }
            return if case .text(let text) = cell { text.wrapped(to: max(4, Int(width * 14 / style.size))).count } else
            { 1 }
        }
        let height = Double(lines.max() ?? 1) * style.size * 1.25 + 3
        worksheet_set_row(sheet, next, height, nil)
        pages.add(height, isHeading: false)
        next += 1
    }

    /// Marks what has been written as the print area, with so many rows and at least so many pixels for charts.
    func finish(more: UInt32 = 0, pixels: Double = 0) {
        guard next > 0 else { return }
        let blank = max(0, pixels - Sheet.width(widths)) / Sheet.blankWidth
        let all = 0...(widths.count - 1 + Int(blank.rounded(.up)))
        let printed = printed ?? all
        worksheet_print_area(
            sheet, 0, UInt16(printed.lowerBound), next - 1 + more, UInt16(min(printed.upperBound, all.upperBound)))
        if pages.haveHeadings { keepHeadings() }
    }

    /// Ends pages where the next one would begin below a heading, at the scale by which the sheet is as wide as a page.
    private func keepHeadings() {
        // A4 in inches, without the margins.
        let (width, height) = isLandscape ? (11.69 - 1.1, 8.27 - 1.35) : (8.27 - 1.1, 11.69 - 1.35)
        let percent = min(100, Int(width * 96 / Sheet.width(widths) * 100))
        let breaks = pages.breaks(room: height * 72 * 100 / Double(percent), head: headRow)
        guard !breaks.isEmpty else { return }
        var ends = breaks.map(UInt32.init) + [0]
        worksheet_set_h_pagebreaks(sheet, &ends)
    }

    /// `='Theo tháng'!$B$2:$B$7`; rows from 0.
    func range(column: Int, _ rows: Range<UInt32>) -> String {
        let letter = String(Unicode.Scalar(UInt8(0x41 + column)))
        return "='\(name)'!$\(letter)$\(rows.lowerBound + 1):$\(letter)$\(rows.upperBound)"
    }

    /// Pixels of a column whose width nobody has set.
    private static let blankWidth = 64.0

    /// Pixels of columns so many letters wide: seven a letter, and five around each column.
    static func width(_ columns: [Double]) -> Double { columns.reduce(0) { $0 + $1 * 7 + 5 } }

    /// `left` and `width` in pixels, `height` in rows of 20 pixels.
    func insert(
        _ chart: UnsafeMutablePointer<lxw_chart>, left: Int, row: UInt32, width: Double, height: Int,
        description: String
    ) {
        description.withCString { text in
            var options = lxw_chart_options()
            options.x_offset = Int32(left)
            options.x_scale = width / 480
            options.y_scale = Double(height) * 20 / 288
            options.description = UnsafeMutablePointer(mutating: text)
            worksheet_insert_chart_opt(sheet, row, 0, chart, &options)
        }
    }

    private func write(_ cell: Cell, at column: Int, _ style: CellStyle) {
        let column = UInt16(column)
        var style = style
        switch cell {
        case .text(let text):
            worksheet_write_string(sheet, next, column, text.printable, workbook.format(style))
        case .whole(let number):
            style.kind = .whole
            worksheet_write_number(sheet, next, column, Double(number), workbook.format(style))
        case .decimal(let number):
            style.kind = .decimal
            worksheet_write_number(sheet, next, column, number, workbook.format(style))
        case .change(let difference, let isWhole):
            style.kind = isWhole ? .wholeChange : .decimalChange
            worksheet_write_number(sheet, next, column, Double(difference.value) / 100, workbook.format(style))
        case .blank: worksheet_write_blank(sheet, next, column, workbook.format(style))
        }
    }
}
