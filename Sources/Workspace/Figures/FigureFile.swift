import Archive
package import Base
package import Indicators

extension FigureImport {
    /// What a table of figures would bring: an .xlsx workbook's first sheet that shows, or CSV text.
    package func preview(file path: String) throws -> FigurePreview {
        let bytes = try DurableFile.read(path, limit: Self.sizeLimit)
        guard ZipReader.looksLikeZip(bytes) else {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw FigureFileError.notText(path) }
            return preview(csv: text)
        }
        let workbook: Spreadsheet
        do throws(ArchiveFault) {
            workbook = try XLSXReader.read(bytes)
        } catch {
            throw error.problem.located(at: path)
        }
        guard let sheet = workbook.sheets.first(where: { !$0.isHidden && !$0.rows.isEmpty }) else {
            throw FigureFileError.noSheet(path)
        }
        return preview(sheet.rows.map { ($0.number, $0.fields) })
    }

    private static let sizeLimit = 16 << 20
}

extension Spreadsheet.Row {
    /// Its texts from the first column on, empty ones included; numbers as people write them.
    var fields: [String] {
        cells.reduce(into: []) { fields, cell in
            fields += [String](repeating: "", count: max(0, cell.column - fields.count))
            // A day that Excel keeps with its midnight.
            let text = cell.text.hasSuffix("T00:00:00") ? String(cell.text.dropLast(9)) : cell.text
            fields.append(cell.kind == .number ? cell.typedNumber : text)
        }
    }
}

extension Spreadsheet.Cell {
    /// `33,3333%` of a third: a point would read as thousands, and a division has more decimals than a figure keeps.
    /// Cut, not rounded, so that nothing is lifted over its target.
    fileprivate var typedNumber: String {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, !text.contains("e") else { return text }
        let decimals = parts[1].filter(\.isNumber).prefix(4)
        return "\(parts[0]),\(decimals)\(text.hasSuffix("%") ? "%" : "")"
    }
}

/// Why a file is no table of figures.
package enum FigureFileError: Error, Hashable, Sendable {
    case notText(String)
    case noSheet(String)
}

extension FigureFileError: Reportable {
    package var problem: Problem {
        switch self {
        case .notText(let path):
            Problem(
                "FIG-020", at: path,
                Bilingual(
                    "tệp không phải chữ UTF-8 hay bảng .xlsx", "the file is neither UTF-8 text nor an .xlsx sheet"),
                hint: Bilingual(
                    "trong Excel lưu thành .xlsx, hoặc \"CSV UTF-8\"", "save it from Excel as .xlsx or as \"CSV UTF-8\""
                ),
                status: .badData)
        case .noSheet(let path):
            Problem(
                "FIG-021", at: path,
                Bilingual("bảng tính không có trang nào có số liệu", "the workbook has no sheet with anything in it"),
                status: .badData)
        }
    }
}
