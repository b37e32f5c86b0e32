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
                    record: entry.record, form: entry.form.text, place: place, answers: answers,
                    updated: surroundings.now()))
        }
    }

    /// A draft as an entry again; of a correction it continues the heads that the record has now.
    package func entry(resuming draft: StoredDraft, language: Language) throws -> Entry {
        guard let ref = FormRef(draft.form), let form = forms.form(draft.form) else {
            throw BookError.formUnknown(draft.form, known: forms.all.map(\.ref.text))
        }
        let filling = Filling(form, context: fillingContext(language), answers: draft.answers, origin: .saved)
        let heads = try store.read { try $0.revisions(of: draft.record) }.filter(\.isHead)
        return Entry(
            record: draft.record, form: ref, filling: filling,
            parents: heads.map { .init(hash: $0.revision.hash, generation: $0.revision.header.generation) })
    }
}
