internal import Base
package import Forms

/// What came of reading a form: the form when there is no error, and every fault found.
package struct FormReading: Sendable {
    package let form: Form?
    /// In the order of the file.
    package let faults: [FormFault]
    /// The tables, for writing them in another format; nil when the file could not be read at all.
    package let workbook: Workbook?
    /// Files with choices, data, pictures and sounds that the form names and that must lie beside it, by name.
    package let neededFiles: [String]
    /// The tables among the files that were handed in, by file name, for filling the form.
    package let tables: [String: ExternalTable]
    /// What the XForm needs besides the form.
    let survey: Survey?

    /// The form as one text file with the tables of its files in it, sheets that bear the files' names: it needs
    /// nothing beside it then. `text` is the file that was read, which stays as it is when it was such a text already.
    /// Nil when the form has errors.
    package func portable(_ text: [UInt8], file: String) -> (name: String, text: [UInt8])? {
        guard let form, var workbook else { return nil }
        let name = file.lowercased()
        let others = tables.filter { workbook.sheet($0.key.lowercased()) == nil }.sorted { $0.key < $1.key }
        if others.isEmpty, name.hasSuffix(".md") || name.hasSuffix(".csv") { return (file, text) }
        workbook.sheets += others.map { ExternalFile.sheet($0.value, name: $0.key) }
        return (form.id + ".csv", FormWriter.bytes(workbook, as: .csv))
    }

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

    /// `file` is the name for messages; its ending says the format, or the content when the ending does not.
    ///
    /// `files` holds the files beside the form by name. Without it none is looked for.
    package static func read(
        _ bytes: [UInt8], file: String, files: [String: [UInt8]]? = nil
    ) -> FormReading {
        var faults = FaultList(file: file)
        guard let workbook = WorkbookReader.read(bytes, file: file, &faults) else {
            return FormReading(
                form: nil, faults: faults.sorted(by: []), workbook: nil, neededFiles: [], tables: [:], survey: nil)
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
            form: form, faults: compiler.faults.sorted(by: workbook.sheets.map(\.name)), workbook: workbook,
            neededFiles: compiler.neededFiles.sorted(), tables: compiler.tables, survey: compiler.survey)
    }
}
