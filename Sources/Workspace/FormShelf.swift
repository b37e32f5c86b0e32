import Base
package import Forms
package import Ledger
package import Store
internal import XLSForm

/// The book's forms, compiled when they are first needed.
package final class FormShelf {
    private var stored: [String: StoredForm] = [:]
    private var compiled: [String: FormReading] = [:]
    private var tables: [String: [String: ExternalTable]] = [:]
    /// The text of a list that stands apart from its form.
    private let list: (Digest) throws -> [UInt8]?

    init(_ store: BookStore) throws {
        list = { try store.list($0) }
        try store.read { try reload($0) }
    }

    /// Reads the files again, after a kit or a batch has brought some.
    func reload(_ reader: BookReader) throws {
        stored = Dictionary(uniqueKeysWithValues: try reader.forms().map { ($0.ref.text, $0) })
        tables = [:]
    }

    /// Every form that has come to the book, old versions too.
    package var all: [StoredForm] {
        stored.values.sorted { $0.ref.text < $1.ref.text }
    }

    /// The form of a record; nil when its file has never come here.
    package func form(_ ref: String) -> Form? { reading(ref).flatMap { $0.hasBookID ? $0.form : nil } }

    /// The lists of the form's files, which stand in its own text or, when they are long, beside it.
    package func tables(_ ref: String) throws -> [String: ExternalTable] {
        if let known = tables[ref] { return known }
        var found = reading(ref)?.tables ?? [:]
        for (name, hash) in listHashes(ref) {
            // A kit that brings the form brings its lists; without one a select takes any code.
            guard let text = try list(hash) else { continue }
            found[name] = try FormReader.table(text)
        }
        tables[ref] = found
        return found
    }

    /// The lists that stand beside the form, by file name.
    func listHashes(_ ref: String) -> [String: Digest] {
        (reading(ref)?.listHashes ?? [:]).compactMapValues { Digest(hex: $0) }
    }

    private func reading(_ ref: String) -> FormReading? {
        if let reading = compiled[ref] { return reading }
        guard let stored = stored[ref] else { return nil }
        let reading = FormReader.read(stored.text, file: stored.fileName)
        compiled[ref] = reading
        return reading
    }

    /// How an approved form's records feed the totals; nil for any other form.
    package func roles(of ref: String) -> RoleMap? {
        guard stored[ref]?.isApproved == true else { return nil }
        return form(ref)?.roles
    }

    /// The form of help sessions, which is meant where none is named.
    static let sessions = "ho-tro"

    /// The newest approved version of a form by its id; of the shipped session form when none is named.
    package func current(_ id: String?) throws -> (ref: FormRef, form: Form) {
        let id = id ?? Self.sessions
        let approved = stored.values.filter(\.isApproved).map(\.ref)
        guard let newest = approved.filter({ $0.id == id }).max(by: Self.isOlder), let form = form(newest.text)
        else { throw BookError.formUnknown(id, known: Set(approved.map(\.id)).sorted()) }
        return (newest, form)
    }

    /// Versions compare as numbers where both are, else as text; of one version the files' hashes decide.
    private static func isOlder(_ a: FormRef, _ b: FormRef) -> Bool {
        if let first = Int(a.version), let second = Int(b.version), first != second { return first < second }
        return (a.version, a.text) < (b.version, b.text)
    }
}
