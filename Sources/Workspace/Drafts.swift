package import Base
import Forms
import Ledger
package import Store

extension Book {
    /// One commit an answer: a killed program loses no more than the line being typed.
    package func keepDraft(_ entry: Entry, answers: JSONObject, place: String) throws {
        try store.write { writer in
            try writer.save(
                StoredDraft(
                    record: entry.record, form: entry.form.text, parents: entry.parents, place: place,
                    answers: answers, updated: surroundings.now()))
        }
    }

    /// The draft whose record id begins or ends with what was typed.
    package func draft(matching text: String) throws -> StoredDraft {
        let drafts = try store.read { try $0.drafts() }
        let record = try Self.only(text) { digits in
            drafts.map(\.record).filter { record in
                let id = record.text.filter { $0 != "-" }
                return id.hasPrefix(digits) || id.hasSuffix(digits)
            }
        }
        return drafts.first { $0.record == record }!
    }

    /// A draft as an entry again. It continues what its author saw: what has come since then is a conflict to show.
    package func entry(resuming draft: StoredDraft, language: Language) throws -> Entry {
        guard let ref = FormRef(draft.form), let form = forms.form(draft.form) else {
            throw BookError.formUnknown(draft.form, known: forms.all.map(\.ref.text))
        }
        let filling = try filling(ref, form, draft.record, answers: draft.answers, language: language)
        return Entry(record: draft.record, form: ref, filling: filling, parents: draft.parents)
    }
}
