package import Archive
internal import Base
package import Forms

/// What came of reading a form: the form when there is no error, and every fault found.
package struct FormReading: Sendable {
    package let form: Form?
    /// In the order of the file.
    package let faults: [FormFault]
    /// How many more errors and warnings there are, beyond 1,000 of each.
    package let unlisted: [FormFault.Severity: Int]
    /// The tables, for writing them in another format; nil when the file could not be read at all.
    package let workbook: Workbook?
    /// Files with choices, data, pictures and sounds that the form names and that must lie beside it, by name.
    package let neededFiles: [String]
    /// The tables among the files that were handed in, by file name, for filling the form.
    package let tables: [String: ExternalTable]
    /// The SHA-256 of the lists that stand elsewhere, by file name.
    package let listHashes: [String: String]
    /// What the XForm needs besides the form.
    let survey: Survey?

    /// The form as one text file with the tables of its files in it, sheets that bear the files' names: it needs
    /// nothing beside it then. `text` is the file that was read, which stays as it is when it was such a text already.
    /// Nil when the form has errors.
    ///
    /// - Parameter hashes: The SHA-256 of lists, by file name, that stand elsewhere: the text names them by it alone.
    package func portable(
        _ text: [UInt8], file: String, apart hashes: [String: String] = [:]
    ) -> (name: String, text: [UInt8])? {
        guard let form, var workbook else { return nil }
        let name = file.lowercased()
        workbook.sheets.removeAll { sheet in hashes.keys.contains { $0.lowercased() == sheet.name.lowercased() } }
        let others = tables.filter { workbook.sheet($0.key.lowercased()) == nil }.sorted { $0.key < $1.key }
        if others.isEmpty, name.hasSuffix(".md") || name.hasSuffix(".csv") { return (file, text) }
        workbook.sheets += others.map { name, table in
            hashes[name].map { ExternalFile.sheet(hash: $0, name: name) } ?? ExternalFile.sheet(table, name: name)
        }
        return (form.id + ".csv", FormWriter.bytes(workbook, as: .csv))
    }

    /// A table as a file, which `FormReader.table` reads.
    package func text(of table: ExternalTable) -> [UInt8] {
        let rows = (0..<table.count).map { row in table.columns.map { table[row, $0] } }
        return Array(CSV.text([table.columns] + rows).utf8)
    }

    /// Its id can stand in a book; any other is only passed on.
    package var hasBookID: Bool { form.map { FormCompiler.isFormID($0.id) } ?? false }

    package var errors: [FormFault] { faults.filter { $0.severity == .error } }
    package var warnings: [FormFault] { faults.filter { $0.severity == .warning } }
}

/// Reads an XLSForm: an .xlsx workbook, one .csv file or Markdown tables. All give a `Workbook`, which is compiled.
package enum FormReader {
    /// Bytes of a form.
    package static let sizeLimit = 4 * 1024 * 1024
    /// Bytes of a file of choices or data beside it.
    package static let tableLimit = 16 * 1024 * 1024
    /// Lines of a text file, rows of a sheet.
    package static let lineLimit = 10_000
    /// Cells below the headers of all sheets, blank ones too.
    package static let cellLimit = 500_000

    /// A list that stands apart from its form, as `FormReading.text(of:)` has written it.
    package static func table(_ text: [UInt8]) throws(ArchiveFault) -> ExternalTable {
        try ExternalFile.table(text, name: "list.csv")
    }

    /// `file` is the name for messages; its ending says the format, or the content when the ending does not.
    ///
    /// `files` holds the files beside the form by name. Without it none is looked for.
    package static func read(
        _ bytes: [UInt8], file: String, files: [String: [UInt8]]? = nil
    ) -> FormReading {
        var faults = FaultList(file: file)
        guard let workbook = WorkbookReader.read(bytes, file: file, &faults) else {
            return FormReading(
                form: nil, faults: faults.sorted(by: []), unlisted: faults.unlisted, workbook: nil, neededFiles: [],
                tables: [:], listHashes: [:], survey: nil)
        }
        return compile(workbook, files, &faults)
    }

    /// The second half of `read`, for tables from elsewhere.
    package static func compile(_ workbook: Workbook, file: String, files: [String: [UInt8]]? = nil) -> FormReading {
        var faults = FaultList(file: file)
        return compile(workbook, files, &faults)
    }

    private static func compile(
        _ workbook: Workbook, _ files: [String: [UInt8]]?, _ faults: inout FaultList
    ) -> FormReading {
        var compiler = FormCompiler(workbook: workbook, files: files, faults: faults)
        let form = compiler.form()
        return FormReading(
            form: form, faults: compiler.faults.sorted(by: workbook.sheets.map(\.name)),
            unlisted: compiler.faults.unlisted, workbook: workbook, neededFiles: compiler.neededFiles.sorted(),
            tables: compiler.tables, listHashes: compiler.listHashes,
            survey: compiler.survey)
    }
}
