package import Base
package import Forms
package import Ledger
package import Store
package import XLSForm

/// What `form add` did.
package struct AddedForm: Sendable {
    package let ref: FormRef
    package let form: Form
    /// Files whose lists now travel inside the form.
    package let tables: [String]
    /// False when the ward's book had this very form before.
    package let isNew: Bool
}

/// One form of a book, for a list.
package struct ShelvedForm: Sendable {
    package let stored: StoredForm
    /// Nil when this program cannot read the file.
    package let form: Form?
    /// Records of this version.
    package let records: Int
    /// The version that `log` asks.
    package let isCurrent: Bool
}

extension Book {
    /// Approves a form: a decision of the ward, which travels with the next kit.
    ///
    /// - Parameters:
    ///   - reading: The checked form, with the files beside it.
    ///   - text: The file that was read.
    package func addForm(_ reading: FormReading, text: [UInt8], file: String) throws -> AddedForm {
        guard identity.role == .ward else { throw BookError.onlyWard("form add") }
        guard let form = reading.form, let portable = reading.portable(text, file: file) else {
            throw FormToolError.notAdded(max(1, reading.errors.count))
        }
        let ref = FormRef(id: form.id, version: form.version, file: portable.text)
        let added = AddedForm(ref: ref, form: form, tables: reading.tables.keys.sorted(), isNew: true)
        if forms.all.contains(where: { $0.ref == ref && $0.isApproved }) {
            return AddedForm(ref: ref, form: form, tables: added.tables, isNew: false)
        }
        guard !forms.all.contains(where: { $0.isApproved && $0.ref.id == ref.id && $0.ref.version == ref.version })
        else { throw FormToolError.versionTaken(id: ref.id, version: ref.version) }
        guard ref.text.utf8.count <= Caps.kindBytes else { throw FormToolError.nameTooLong(limit: Caps.kindBytes - 18) }
        let stored = StoredForm(ref: ref, fileName: portable.name, text: portable.text, isApproved: true)
        guard JSON.string(String(decoding: stored.text, as: UTF8.self)).compact.utf8.count + 1_024 <= Caps.lineBytes
        else { throw FormToolError.tooLarge(limit: Caps.lineBytes) }
        try write { writer in
            try append(NewRevision(approving: stored), with: writer)
            try writer.insert(stored)
            try forms.reload(writer.reader)
            try writer.recountUnapproved()
        }
        return added
    }

    /// Every form that has come to the book, the current versions first.
    package func shelvedForms() throws -> [ShelvedForm] {
        let counts = try store.read { try $0.recordCounts() }
        let all = try forms.all.map { stored in
            let isCurrent = stored.isApproved ? try forms.current(stored.ref.id).ref == stored.ref : false
            return ShelvedForm(
                stored: stored, form: forms.form(stored.ref.text), records: counts[stored.ref.text] ?? 0,
                isCurrent: isCurrent)
        }
        return all.filter(\.isCurrent) + all.filter { !$0.isCurrent }
    }
}

extension NewRevision {
    /// The ward's approval of a form, with its text: the ledger alone must be enough to count again.
    init(approving form: StoredForm) {
        self.init(
            record: .decision(.form, about: Digest.of(.plain, form.text).hex), kind: .reserved(.form),
            answers: [
                "form": .string(form.ref.text), "name": .string(form.fileName),
                "text": .string(String(decoding: form.text, as: UTF8.self)),
            ])
    }
}
