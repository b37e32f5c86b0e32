package import Base
internal import CXLSXWriter
import Foundation

/// A workbook for Excel, by libxlsxwriter: numbers are numbers, codes are text, the same input gives the same bytes.
///
/// The library writes to a path only, so it is given that of an unlinked temporary file: nothing has a name on the disk.
final class Workbook {
    private let file: UnsafeMutablePointer<FILE>
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let about: String
    private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]

    /// The title stands over every printed page too. `created` is written into the file's properties: the period's last day, never the clock.
    init(title: String, author: String, created: CivilDate) throws {
        about = title
        guard let file = tmpfile() else { throw WorkbookError.cannotWrite(String(cString: strerror(errno))) }
        self.file = file
        guard let book = workbook_new("/dev/fd/\(fileno(file))") else {
            fclose(file)
            throw WorkbookError.cannotWrite("workbook_new")
        }
        self.book = book
        title.withCString { title in
            author.withCString { author in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                properties.created = time_t(Instant(created, secondsOfDay: 0).milliseconds / 1000)
                workbook_set_properties(book, &properties)
            }
        }
    }

    /// A new sheet behind the others. `name` is at most 31 letters, without `[]:*?/\`.
    /// `printed` are the columns of a wide table that go on paper; nil for all.
    func sheet(_ name: String, printed: ClosedRange<Int>? = nil) -> Sheet {
        guard let sheet = workbook_add_worksheet(book, name) else { preconditionFailure("sheet name \(name)") }
        return Sheet(sheet, name: name, about: about, printed: printed, in: self)
    }

    func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format> {
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(book) else { preconditionFailure("memory is always there") }
        style.apply(to: format)
        formats[style] = format
        return format
    }

    /// A column chart over two ranges of a sheet, such as `='Theo tháng'!$A$2:$A$7`.
    /// `isCrowded` where there are many columns for its width.
    func chart(
        _ kind: ChartKind, title: String, unit: String, categories: String, values: String, name: String,
        isCrowded: Bool = false
    ) -> UnsafeMutablePointer<lxw_chart> {
        let type = kind == .columns ? LXW_CHART_COLUMN : LXW_CHART_BAR
        guard let chart = workbook_add_chart(book, UInt8(type.rawValue)),
            let series = chart_add_series(chart, categories, values)
        else { preconditionFailure("memory is always there") }
        chart_series_set_name(series, name)
        var fill = lxw_chart_fill()
        fill.color = 0x0B5CAD
        chart_series_set_fill(series, &fill)
        chart_series_set_labels(series)
        chart_title_set_name(chart, title)
        let (categories, values) =
            kind == .bars ? (chart.pointee.y_axis, chart.pointee.x_axis) : (chart.pointee.x_axis, chart.pointee.y_axis)
        "Times New Roman".withCString { name in
            var font = lxw_chart_font()
            font.name = UnsafeMutablePointer(mutating: name)
            font.size = 10
            font.bold = UInt8(LXW_TRUE.rawValue)
            chart_title_set_name_font(chart, &font)
            // Twelve months beside each other.
            font.size = 8
            font.bold = UInt8(LXW_EXPLICIT_FALSE.rawValue)
            chart_axis_set_num_font(categories, &font)
            chart_axis_set_num_font(values, &font)
            chart_axis_set_name_font(values, &font)
            // Upright where numbers would lie on each other.
            if isCrowded { font.rotation = -90 }
            chart_series_set_labels_font(series, &font)
        }
        var line = lxw_chart_line()
        line.color = 0xD6DDE3
        chart_axis_major_gridlines_set_line(values, &line)
        chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
        chart_axis_set_name(values, unit)
        chart_axis_set_min(values, 0)
        if unit == "%" {
            // Room over the last line, at 100, for numbers that stand upright.
            chart_axis_set_max(values, isCrowded ? 119 : 100)
            chart_axis_set_major_unit(values, 20)
        }
        // Of bars the first stands on top, and the numbers below the last.
        if kind == .bars {
            chart_axis_set_reverse(categories)
            chart_axis_set_crossing_max(categories)
        }
        return chart
    }

    enum ChartKind {
        case columns
        case bars
    }

    /// Closes the workbook, which can be done once, and returns the file.
    consuming func bytes() throws -> [UInt8] {
        defer { fclose(file) }
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR else { throw WorkbookError.cannotWrite(String(cString: lxw_strerror(result))) }
        guard fseek(file, 0, SEEK_END) == 0 else { throw WorkbookError.cannotWrite("fseek") }
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { throw WorkbookError.cannotWrite("fread") }
        return bytes
    }
}

/// Why a workbook could not be made.
package enum WorkbookError: Error, Hashable, Sendable {
    case cannotWrite(String)
}

extension WorkbookError: Reportable {
    package var problem: Problem {
        switch self {
        case .cannotWrite(let reason):
            Problem(
                "RPT-001",
                Bilingual(
                    "không tạo được bảng tính: \(reason)", "the workbook could not be made: \(reason)"),
                hint: Bilingual(
                    "kiểm tra chỗ trống của thư mục tạm", "check the free space of the folder for temporary files"),
                status: .cannotWrite)
        }
    }
}

/// How a cell looks.
struct CellStyle: Hashable {
    enum Kind: Hashable {
        case text
        /// `1.234` where the computer is Vietnamese.
        case whole
        /// `96,92`.
        case decimal
        /// `+12`, `-3`.
        case wholeChange
        /// `+1,38`.
        case decimalChange
    }

    var kind = Kind.text
    var isBold = false
    var isItalic = false
    var isCentred = false
    var hasBorder = true
    var isShaded = false
    var size = 11.0

    static let plain = CellStyle()
    static let head = CellStyle(isBold: true, isCentred: true, isShaded: true)
    static let section = CellStyle(isBold: true)
    static let title = CellStyle(isBold: true, isCentred: true, hasBorder: false, size: 14)
    static let under = CellStyle(isItalic: true, isCentred: true, hasBorder: false)
    static let note = CellStyle(isItalic: true, hasBorder: false, size: 11)

    /// The locale of a number format: LibreOffice prints decimal commas by it, Excel follows the computer's own.
    private static let vietnamese = "[$-42A]"

    private static func signed(_ format: String) -> String {
        "\(vietnamese)+\(format);\(vietnamese)-\(format);\(vietnamese)\(format)"
    }

    fileprivate func apply(to format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, "Times New Roman")
        format_set_font_size(format, size)
        format_set_align(
            format, UInt8((isShaded ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP).rawValue))
        switch kind {
        case .text:
            format_set_num_format(format, "@")
            format_set_text_wrap(format)
        case .whole: format_set_num_format(format, "\(Self.vietnamese)#,##0")
        case .decimal: format_set_num_format(format, "\(Self.vietnamese)#,##0.00")
        case .wholeChange: format_set_num_format(format, Self.signed("#,##0"))
        case .decimalChange: format_set_num_format(format, Self.signed("#,##0.00"))
        }
        if isBold { format_set_bold(format) }
        if isItalic { format_set_italic(format) }
        if isCentred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
        if isShaded { format_set_bg_color(format, 0xE3EBF3) }
        if hasBorder {
            format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_border_color(format, 0x8A949E)
        }
    }
}
