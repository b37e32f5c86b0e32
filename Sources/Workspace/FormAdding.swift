import Base
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
    /// Files that the form names and that stay behind.
    package let left: [String]
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
        guard let form = reading.form, var portable = reading.portable(text, file: file) else {
            throw FormToolError.notAdded(max(1, reading.errors.count))
        }
        guard reading.hasBookID else { throw FormToolError.badID(form.id) }
        var lists: [[UInt8]] = []
        if !Self.fitsALine(portable.text) {
            let texts = reading.tables.mapValues { reading.text(of: $0) }
            let hashes = texts.mapValues { Digest.of(.plain, $0).hex }
            lists = texts.sorted { $0.key < $1.key }.map(\.value)
            portable = reading.portable(text, file: file, apart: hashes) ?? portable
            guard Self.fitsALine(portable.text) else { throw FormToolError.tooLarge(limit: Caps.lineBytes) }
        }
        let ref = FormRef(id: form.id, version: form.version, file: portable.text)
        let isNew = !forms.all.contains { $0.ref == ref && $0.isApproved }
        let tables = reading.tables.keys.sorted()
        let added = AddedForm(
            ref: ref, form: form, tables: tables, left: reading.neededFiles.filter { reading.tables[$0] == nil },
            isNew: isNew)
        guard isNew else { return added }
        guard !forms.all.contains(where: { $0.isApproved && $0.ref.id == ref.id && $0.ref.version == ref.version })
        else { throw FormToolError.versionTaken(id: ref.id, version: ref.version) }
        guard ref.text.utf8.count <= Caps.kindBytes else { throw FormToolError.nameTooLong(limit: Caps.kindBytes - 18) }
        guard form.feedsFigures || !forms.all.contains(where: { $0.ref.id == ref.id && feedsFigures($0) }) else {
            throw FormToolError.leavesFigures(id: ref.id)
        }
        let stored = StoredForm(ref: ref, fileName: portable.name, text: portable.text, isApproved: true)
        try write { writer in
            try append(NewRevision(approving: stored), with: writer)
            try writer.insert(stored)
            for list in lists { try writer.insert(list: list) }
            try forms.reload(writer.reader)
            try writer.recountUnapproved()
        }
        return added
    }

    private func feedsFigures(_ stored: StoredForm) -> Bool {
        stored.isApproved && forms.form(stored.ref.text)?.feedsFigures == true
    }

    /// The ward's approval carries the whole text in one line of the ledger.
    private static func fitsALine(_ text: [UInt8]) -> Bool {
        JSON.string(String(decoding: text, as: UTF8.self)).compact.utf8.count + 1_024 <= Caps.lineBytes
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

extension Form {
    /// Whether any answer counts.
    package var feedsFigures: Bool { roles.keys.contains { !$0.isLocal } }
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
