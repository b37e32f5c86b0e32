import Base
package import Forms
package import Ledger
package import Store
import XLSForm

/// The book's forms, compiled when they are first needed.
package final class FormShelf {
    private var stored: [String: StoredForm] = [:]
    private var compiled: [String: Form] = [:]

    init(_ reader: BookReader) throws {
        try reload(reader)
    }

    /// Reads the files again, after a kit or a batch has brought some.
    func reload(_ reader: BookReader) throws {
        stored = Dictionary(uniqueKeysWithValues: try reader.forms().map { ($0.ref.text, $0) })
    }

    /// Every form that has come to the book, old versions too.
    package var all: [StoredForm] {
        stored.values.sorted { $0.ref.text < $1.ref.text }
    }

    /// The form of a record; nil when its file has never come here.
    package func form(_ ref: String) -> Form? {
        if let form = compiled[ref] { return form }
        guard let stored = stored[ref] else { return nil }
        let form = FormReader.read(stored.text, file: stored.fileName).form
        compiled[ref] = form
        return form
    }

    /// How an approved form's records feed the totals; nil for any other form.
    package func roles(of ref: String) -> RoleMap? {
        guard stored[ref]?.isApproved == true else { return nil }
        return form(ref)?.roles
    }

    /// The newest approved version of a form by its id; of the shipped session form when none is named.
    package func current(_ id: String?) throws -> (ref: FormRef, form: Form) {
        let id = id ?? "ho-tro"
        let approved = all.filter(\.isApproved)
        let versions = approved.filter { $0.ref.id == id }
        guard let newest = versions.max(by: { (Int($0.ref.version) ?? 0) < (Int($1.ref.version) ?? 0) }),
            let form = form(newest.ref.text)
        else { throw BookError.formUnknown(id, known: Array(Set(approved.map(\.ref.id))).sorted()) }
        return (newest.ref, form)
    }
}
