import Base
import Forms
import Foundation
import Ledger
import Store
import XLSForm

/// The forms and plans inside the binary; `Shipped.files` is made at build time from the folders of the repository.
extension Shipped {
    static var forms: [StoredForm] {
        get throws { try readForms.get() }
    }

    /// Read once: it takes longer than all else that makes a book.
    private static let readForms = Result {
        try files.keys.filter { $0.hasPrefix("forms/") }.sorted().map { path in
            try StoredForm(fileName: String(path.dropFirst(6)), text: Array(files[path]!.utf8))
        }
    }

    /// As ``FormRef/hash`` has them.
    static var formHashes: Set<String> {
        Set(
            files.filter { $0.key.hasPrefix("forms/") }.map { file in
                FormRef(id: "", version: "", file: Array(file.value.utf8)).hash
            })
    }

    static var catalogue: String { files["plans/indicators.yaml"]! }

    package static var planIDs: [String] {
        files.keys.filter { $0.hasPrefix("plans/") && $0 != "plans/indicators.yaml" }
            .map { String($0.dropFirst(6).dropLast(5)) }.sorted()
    }

    /// A shipped plan by its id, or the text of a .yaml file.
    static func plan(named name: String) throws -> String {
        if let text = files["plans/\(name).yaml"] { return text }
        guard name.hasSuffix(".yaml") else { throw BookError.planUnknown(name, known: planIDs) }
        return String(decoding: try DurableFile.read(name), as: UTF8.self)
    }
}

extension StoredForm {
    /// An approved form from its file; throws the file's first fault.
    init(fileName: String, text: [UInt8]) throws {
        let reading = FormReader.read(text, file: fileName)
        guard let form = reading.form else { throw reading.errors.first!.problem }
        self.init(
            ref: FormRef(id: form.id, version: form.version, file: text), fileName: fileName, text: text,
            isApproved: true)
    }
}
