import Archive
import ArgumentParser
import Base
import Workspace

/// `form data`: the records themselves, for other programs.
struct FormDataVerb: Verb {
    static let page = HelpPage(
        name: "form data", alias: "du-lieu",
        summary: Bilingual("lấy các phiếu ra CSV hoặc Excel", "the records as CSV or Excel"),
        usage: "form data -o NƠI [--form MẪU] [--labels] [--personal]",
        options: [
            .init(
                flags: "-o, --output NƠI",
                text: Bilingual("thư mục (tệp CSV) hoặc tệp .xlsx", "a folder (CSV files) or an .xlsx file")),
            .init(
                flags: "--form MẪU", text: Bilingual("mẫu nào; mặc định ho-tro", "which form; ho-tro when not named")),
            .init(
                flags: "--labels",
                text: Bilingual("chữ của lựa chọn thay cho mã", "the wording of choices instead of codes")),
            .init(
                flags: "--personal",
                text: Bilingual(
                    "cả mã người, hộ, cơ sở, thành viên, năm sinh và chữ tự do",
                    "also codes of people, households, businesses and members, years of birth and free text")),
        ],
        about: [
            Bilingual(
                "Mỗi nhóm lặp là một bảng, nối bằng PARENT_KEY và KEY như ODK Central. Câu trả lời ở câu hỏi họ tên và điện thoại không bao giờ ra khỏi máy; chữ tự do (--personal) thì có thể chứa điều người ghi đã gõ vào.",
                "Each repeat is a table of its own, joined by PARENT_KEY and KEY as in ODK Central. Answers to the questions for names and telephones never leave this computer; free text (--personal) may hold whatever was typed."
            )
        ],
        examples: ["sotay form data -o phieu.xlsx --labels", "sotay du-lieu -o phieu --personal"])

    @Option(name: .shortAndLong) var output: String
    @Option var form: String?
    @Flag var labels = false
    @Flag var personal = false

    func run(in app: App) throws -> ExitStatus {
        // A folder of that name would pass for a file that no program opens.
        if let ending = [".csv", ".xls", ".ods"].first(where: output.lowercased().hasSuffix) {
            throw UsageError.valueWrong(ending, option: "--output", known: ["phieu.xlsx", "phieu/"])
        }
        let data = try app.openBook().rawData(
            form: form, labels: labels ? app.language : nil, personal: personal)
        // Records are nobody else's business: readable by their owner alone.
        if output.lowercased().hasSuffix(".xlsx") {
            try app.mayWrite(output)
            let sheets = data.tables.map { table in
                Spreadsheet.Sheet(name: String(table.name.suffix(31)), rows: Self.rows(table))
            }
            try DurableFile.write(XLSXWriter.bytes(Spreadsheet(sheets: sheets)), to: output, mode: 0o600)
        } else {
            for table in data.tables { try app.mayWrite("\(output)/\(table.name).csv") }
            try DurableFile.makeFolder(output, mode: 0o700)
            for table in data.tables {
                let text = CSV.text([table.header] + table.rows)
                try DurableFile.write(Array(text.utf8), to: "\(output)/\(table.name).csv", mode: 0o600)
            }
        }
        let count = data.tables[0].rows.count
        app.tell(Bilingual("Đã ghi \(count) phiếu ra \(output)", "Wrote \(count) records to \(output)"))
        return .done
    }

    private static func rows(_ table: RawData.Table) -> [Spreadsheet.Row] {
        ([table.header] + table.rows).enumerated().map { index, cells in
            Spreadsheet.Row(
                number: index + 1,
                cells: cells.enumerated().compactMap { column, text in
                    let kind = index == 0 ? .text : table.kinds[column]
                    return text.isEmpty ? nil : Spreadsheet.Cell(column: column, text: text, kind: kind)
                })
        }
    }
}
