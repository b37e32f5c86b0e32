import Base
import Testing
import XLSForm

/// A form written as Markdown tables inside a test.
struct FormTable: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Each fault as `description(of:)` prints it, in the order of the file.
    let faults: [String]

    init(_ name: String, _ text: String, _ faults: String...) {
        testDescription = name
        self.text = text
        self.faults = faults
    }

    var reading: FormReading { Self.read(text) }

    /// The form of a table, with the sheet `settings` when it has none, so that no fault is found there.
    static func read(_ text: String, file: String = "f.md") -> FormReading {
        let settings = "\n| settings |\n| | form_id | version |\n| | f | 1 |\n"
        return FormReader.read(Array((text.contains("| settings") ? text : text + settings).utf8), file: file)
    }

    /// `FORM-101 survey!C3 (relevant) ten ^5`, a warning's code in small letters.
    static func description(of fault: FormFault) -> String {
        let code = fault.severity == .error ? fault.kind.code : fault.kind.code.lowercased()
        let place = fault.place.replacing("f.md: ", with: "").replacing("f.md", with: "file")
        return "\(code) \(place)" + (fault.caret.map { " ^\($0)" } ?? "")
    }
}

extension FormFault.Kind {
    /// Of a sheet, or a line that is no table.
    var isOfNoCell: Bool {
        switch self {
        case .sheetTwice, .unknownSheet, .unclosedTableRow, .notUTF8: true
        default: false
        }
    }
}
