internal import Base
package import Forms

/// What came of reading a form: the form when there is no error, and every fault found.
package struct FormReading: Sendable {
    package let form: Form?
    /// In the order of the file.
    package let faults: [FormFault]

    package var errors: [FormFault] { faults.filter { $0.severity == .error } }
    package var warnings: [FormFault] { faults.filter { $0.severity == .warning } }
}

/// Reads an XLSForm. Markdown tables now; each further format only has to give a `Workbook`.
package enum FormReader {
    /// Bytes of a file.
    package static let sizeLimit = 8 * 1024 * 1024
    /// Lines of a text file, rows of a sheet.
    package static let lineLimit = 10_000

    /// `file` is the name for messages; its ending says the format.
    package static func read(_ bytes: [UInt8], file: String) -> FormReading {
        var faults = FaultList(file: file)
        guard let workbook = workbook(bytes, file: file, &faults) else {
            return FormReading(form: nil, faults: faults.sorted(by: []))
        }
        return compile(workbook, file: file, &faults)
    }

    /// The second half of `read`, for tables from elsewhere.
    package static func compile(_ workbook: Workbook, file: String) -> FormReading {
        var faults = FaultList(file: file)
        return compile(workbook, file: file, &faults)
    }

    private static func compile(_ workbook: Workbook, file: String, _ faults: inout FaultList) -> FormReading {
        var compiler = FormCompiler(workbook: workbook, file: file, faults: faults)
        let form = compiler.form()
        return FormReading(form: form, faults: compiler.faults.sorted(by: workbook.sheets.map(\.name)))
    }

    private static func workbook(_ bytes: [UInt8], file: String, _ faults: inout FaultList) -> Workbook? {
        guard bytes.count <= sizeLimit else {
            faults.add(.tooLarge(limit: sizeLimit))
            return nil
        }
        guard file.lowercased().hasSuffix(".md") else {
            faults.add(.unknownFormat(file))
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            faults.add(.notUTF8, row: firstInvalidLine(bytes))
            return nil
        }
        let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        return MarkdownTables.read(plain.replacing("\r\n", with: "\n"), &faults)
    }

    private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}
