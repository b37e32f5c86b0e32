import Base
import Forms
import Ledger
import Store
import Workspace

/// One entry at the terminal: asked, checked, saved; kept as a draft after every answer.
struct EntryRun {
    let book: Book
    let app: App

    /// A new record, or one of the drafts that wait; each is offered, the newest first. Where a form is named only
    /// drafts of that form are.
    func ask(form: String?) throws -> ExitStatus {
        let drafts = try book.store.read { try $0.drafts() }
        for draft in drafts where form == nil || FormRef(draft.form)?.id == form {
            if try goesOn(with: draft) { return try goOn(with: draft) }
        }
        return try ask(book.newEntry(form: form, answers: [:], language: app.language))
    }

    /// A correction of a record that has a draft goes on with the draft, unless it is thrown away here.
    func ask(correcting entry: Entry) throws -> ExitStatus {
        let draft = try book.store.read { try $0.drafts() }.first { $0.record == entry.record }
        guard let draft else { return try ask(entry) }
        return try goesOn(with: draft) ? goOn(with: draft) : ask(entry)
    }

    /// What the record says now, where the entry corrects one.
    private func before(_ entry: Entry) throws -> JSONObject? {
        guard !entry.parents.isEmpty else { return nil }
        return try book.store.read { try $0.revisions(of: entry.record) }.first { $0.isWinner }?.revision.answers
    }

    private func goesOn(with draft: StoredDraft) throws -> Bool {
        let what =
            draft.parents.isEmpty
            ? Bilingual("phiếu dở", "a draft") : Bilingual("bản sửa dở", "an unfinished correction")
        let title = book.forms.form(draft.form).map { " \"\($0.title.printable)\"" } ?? ""
        app.screen.prompt(
            Span(
                Bilingual(
                    "Có \(what.vi)\(title) lúc \(draft.updated.vietnamese). Ghi tiếp? (c/k): ",
                    "There is \(what.en)\(title) of \(draft.updated.vietnamese). Go on with it? (y/n): ")[app.language])
        )
        let answer = try app.lines.next()?.searchKey ?? ""
        return answer.isEmpty || ["c", "co", "y", "yes"].contains(answer)
    }

    func known(_ record: RecordID) -> ExitStatus {
        if app.options.json {
            app.emit(.object(["known": .string(record.text)]))
        } else {
            app.print(
                Bilingual(
                    "Phiếu \(record.text) đã có sẵn; không ghi lại.",
                    "The record \(record.text) is here already; it is not logged again."))
        }
        return .done
    }

    func goOn(with draft: StoredDraft) throws -> ExitStatus {
        let entry = try book.entry(resuming: draft, language: app.language)
        return try ask(entry, from: Whereabouts(draft.place, in: entry.filling.form), isDraft: true)
    }

    /// Asks until the record is saved or left; saving that fails the checks goes back to the questions.
    func ask(_ entry: Entry, from whereabouts: Whereabouts? = nil, isDraft: Bool = false) throws -> ExitStatus {
        let proposals = try CodeProposals(book)
        let interview = Interview(
            entry.filling, lines: app.lines, speak: { app.screen.show($0) },
            save: { draft, whereabouts in
                try book.keepDraft(entry, answers: draft, place: whereabouts.text(in: entry.filling.form))
            },
            suggest: { place, filling in suggestions(proposals, at: place, in: filling) },
            advise: { try book.advice(on: entry) })
        interview.hasDraft = isDraft
        interview.before = try before(entry)
        let outcome = try interview.run(from: whereabouts)
        app.language = entry.filling.language
        guard outcome == .finished else { return .done }
        let status: ExitStatus
        do {
            status = try check(andSave: entry, endsDraft: true)
        } catch {
            tellDraft(interview)
            throw error
        }
        if status != .done { tellDraft(interview) }
        return status
    }

    /// What could not be saved is not lost.
    private func tellDraft(_ interview: Interview) {
        guard interview.hasDraft else { return }
        app.tell(
            Bilingual(
                "Phiếu dở vẫn được giữ: xem `sotay drafts`, ghi tiếp bằng `sotay log`",
                "The draft is kept: see `sotay drafts`, go on with `sotay log`"))
    }

    /// Proposals are a convenience: when the book cannot give them, that is told and the question stands.
    private func suggestions(_ proposals: CodeProposals, at place: Place, in filling: Filling) -> [Suggestion] {
        do {
            return try proposals.proposals(at: place, in: filling).map {
                Suggestion(
                    code: $0.code, description: $0.about[app.language], isOfWholeList: $0.isOfWholeList)
            }
        } catch {
            app.tell((error as? any Reportable)?.problem ?? .unexpected(error), isWarning: true)
            return []
        }
    }

    /// Errors refuse the entry and leave its draft; warnings are printed and the record is saved.
    ///
    /// - Parameter refused: What has been refused already, told together with the rest.
    func check(andSave entry: Entry, endsDraft: Bool = false, besides refused: [Problem] = []) throws -> ExitStatus {
        let before = try before(entry)
        if let before, refused.isEmpty, entry.parents.count == 1, before == entry.filling.record {
            return try unchanged(entry, endsDraft: endsDraft)
        }
        let (found, warnings) = try book.check(entry)
        let places = Set(refused.compactMap(\.place))
        let errors = refused + found.filter { $0.place.map { !places.contains($0) } ?? true }
        guard errors.isEmpty else {
            for error in errors { app.tell(error) }
            return .badData
        }
        for warning in warnings { app.tell(Problem("LOG-100", warning, status: .done), isWarning: true) }
        guard let revision = try book.save(entry, endsDraft: endsDraft) else { return known(entry.record) }
        if app.options.json {
            app.emit(
                .object([
                    "record": .string(entry.record.text), "revision": .string(revision.hash.hex),
                    "warnings": .array(warnings.map(\.json)),
                ]))
        } else {
            app.print(Bilingual("Đã lưu phiếu \(entry.record.text)", "Saved the record \(entry.record.text)"))
            if let before, entry.parents.count == 1 { try tellChanges(from: before, entry) }
        }
        return .done
    }

    private func tellChanges(from before: JSONObject, _ entry: Entry) throws {
        let labels = try AnswerLabels(book.forms, entry.form.text, app.language)
        for change in Change.between(before, entry.filling.record) where !labels.isMetadata(change.path) {
            app.screen.print(Span("  \(labels.line(change))"))
        }
    }

    /// A correction that corrects nothing leaves no trace.
    private func unchanged(_ entry: Entry, endsDraft: Bool) throws -> ExitStatus {
        if endsDraft { try book.store.write { try $0.removeDraft(entry.record) } }
        if app.options.json {
            app.emit(.object(["record": .string(entry.record.text), "changed": .bool(false)]))
        } else {
            app.print(
                Bilingual(
                    "Phiếu \(entry.record.text) không có gì thay đổi; không ghi bản mới.",
                    "Nothing changed in the record \(entry.record.text); no new version was written."))
        }
        return .done
    }
}
