package import Base
import Forms
import Ledger
package import Store

/// One record in a list: enough to find it again.
package struct ListedRecord: Hashable, Sendable {
    package let record: RecordID
    package let start: String
    package let hamlet: String
    /// The code of the person or the business; else the kind of client.
    package let client: String
    /// The same for people: a client without a code is said to be anonymous.
    package let clientWords: Bilingual
    package let items: [String]
    /// The items' labels.
    package let itemWords: Bilingual
    package let isDeleted: Bool
    package let isConflict: Bool
    /// A version of it was erased on request.
    package let isErased: Bool
    /// And yet a version with contents is in use or a second head: somebody wrote it without knowing, or it is about
    /// somebody else now.
    package var isRewritten = false
    /// Nothing of it can be shown: its contents are missing, erased or cannot be read.
    package var isUnread = false

    /// The last six digits: those that two records made on one morning do not share.
    package var shortID: String { String(record.text.suffix(6)) }

    package var json: JSON {
        .object([
            "record": .string(record.text), "start": .string(start), "hamlet": .string(hamlet),
            "client": .string(client), "items": .strings(items), "voided": .bool(isDeleted),
            "conflict": .bool(isConflict), "erased": .bool(isErased), "rewritten": .bool(isRewritten),
            "unread": .bool(isUnread),
        ])
    }
}

extension StoredRevision {
    /// Not a deletion, and without contents that can be read.
    package var isUnread: Bool { revision.header.operation != .delete && revision.answers == nil }
}

extension Book {
    /// The records that were written last, the newest first; of one form when it is named.
    package func latest(_ count: Int, form: String? = nil) throws -> [ListedRecord] {
        let known = Set(forms.all.map(\.ref.id))
        if let form, !known.contains(form) { throw BookError.formUnknown(form, known: known.sorted()) }
        let (winners, conflicts, erased) = try store.read { reader in
            (
                try reader.latestWinners(max(0, count), form: form), Set(try reader.conflicts()),
                try reader.erasedRecords()
            )
        }
        return try winners.map { winner in
            let record = winner.revision.header.record
            guard !winner.isUnread else {
                return ListedRecord(
                    record: record, start: "", hamlet: "", client: "", clientWords: Bilingual("", ""), items: [],
                    itemWords: Bilingual("", ""), isDeleted: false, isConflict: conflicts.contains(record),
                    isErased: erased.contains(record),
                    isRewritten: try conflicts.contains(record) && isRewritten(record), isUnread: true)
            }
            let isDeleted = winner.revision.header.operation == .delete
            let revisions = isDeleted ? try store.read { try $0.revisions(of: record) } : []
            let answers = answersInForce(of: winner, among: revisions)
            var listed = try listed(
                winner, answers, isConflict: conflicts.contains(record), isErased: erased.contains(record))
            listed.isRewritten =
                try listed.isErased
                && (listed.isConflict ? isRewritten(record) : !isRedacted(winner.revision))
            return listed
        }
    }

    /// A revision's answers; of a deletion those that it took back, so that people see what was voided.
    package func answersInForce(of stored: StoredRevision, among revisions: [StoredRevision]) -> JSONObject {
        guard stored.revision.header.operation == .delete else { return stored.revision.answers ?? [:] }
        let byHash = Dictionary(revisions.map { ($0.revision.hash, $0) }, uniquingKeysWith: { a, _ in a })
        var voided: StoredRevision? = stored
        while let revision = voided?.revision, revision.header.operation == .delete {
            voided = revision.header.parents.lazy.compactMap { byHash[$0] }.first
        }
        return voided?.revision.answers ?? [:]
    }

    /// A record of a form that is not about a session: when it was written, which form, what the form calls it.
    private func listed(
        _ stored: StoredRevision, of form: Form?, _ answers: JSONObject, isConflict: Bool, isErased: Bool
    ) throws -> ListedRecord {
        let header = stored.revision.header
        let title = form?.title ?? header.kind
        let name = try form.flatMap { form in
            try Filling(
                form, context: fillingContext(.vi, of: header.record), files: forms.tables(header.kind),
                answers: answers, origin: .saved
            ).instanceName
        }
        return ListedRecord(
            record: header.record, start: header.time.vietnamese, hamlet: "", client: form?.id ?? header.kind,
            clientWords: Bilingual(title, title), items: [], itemWords: Bilingual(name ?? "", name ?? ""),
            isDeleted: header.operation == .delete, isConflict: isConflict, isErased: isErased)
    }

    private func listed(
        _ stored: StoredRevision, _ answers: JSONObject, isConflict: Bool, isErased: Bool
    ) throws -> ListedRecord {
        let roles = forms.form(stored.revision.header.kind)?.roles ?? [:]
        func text(_ role: Role) -> String? {
            roles[role].flatMap { answers[$0.key]?.string }
        }
        let binding = roles[.actionItem]
        let items = binding?.repeatKey.flatMap { answers[$0]?.array }?.compactMap { $0[binding!.key]?.string } ?? []
        let form = forms.form(stored.revision.header.kind)
        func labels(_ role: Role, _ codes: [String]) -> Bilingual {
            let item = form?.items.first { $0.role == role }
            let choices = item.flatMap { form?.choices(of: $0.index)?.choices } ?? []
            func joined(_ language: Language) -> String {
                codes.map { code in choices.first { $0.name == code }?.label[language] ?? code }.joined(separator: "; ")
            }
            return Bilingual(joined(.vi), joined(.en))
        }
        if roles[.eventStart] != nil {
            let kind = text(.eventKind) ?? ""
            let topics = text(.eventTopic)?.split(separator: " ").map(String.init) ?? []
            return ListedRecord(
                record: stored.revision.header.record,
                start: text(.eventStart).flatMap { CivilDate(iso: $0) }?.vietnamese ?? "",
                hamlet: text(.sessionHamlet) ?? "", client: kind,
                clientWords: labels(.eventKind, kind.isEmpty ? [] : [kind]), items: topics,
                itemWords: labels(.eventTopic, topics),
                isDeleted: stored.revision.header.operation == .delete, isConflict: isConflict, isErased: isErased)
        }
        guard roles[.sessionClient] != nil else {
            return try listed(stored, of: form, answers, isConflict: isConflict, isErased: isErased)
        }
        let code = text(.sessionPerson) ?? text(.sessionBusiness)
        let kind = text(.sessionClient) ?? ""
        let kindWords = labels(.sessionClient, kind.isEmpty ? [] : [kind])
        let start = text(.sessionStart)
        return ListedRecord(
            record: stored.revision.header.record,
            start: start.flatMap { Instant(iso: $0) }?.vietnamese ?? start ?? "",
            hamlet: text(.sessionHamlet) ?? "",
            client: code ?? kind,
            clientWords: code.map { Bilingual($0, $0) }
                ?? Bilingual("\(kindWords.vi), ẩn danh", "\(kindWords.en), anonymous"),
            items: items, itemWords: labels(.actionItem, items), isDeleted: stored.revision.header.operation == .delete,
            isConflict: isConflict, isErased: isErased)
    }
}
