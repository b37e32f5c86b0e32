package import Base
import Forms
package import Ledger
package import Store

/// One answer that differs between two revisions, for people.
package struct Change: Hashable, Sendable {
    /// The answer's key, rows counted from 1: `hanh_dong[2]/sau`.
    package let path: String
    package let before: String?
    package let after: String?
}

extension Book {
    /// The record whose id begins or ends with what was typed (four letters at least).
    package func record(matching text: String) throws -> [StoredRevision] {
        try store.read { reader in
            try reader.revisions(of: Self.only(text) { try reader.records(matching: $0) })
        }
    }

    /// The one record that a typed part of an id means.
    ///
    /// - Parameter find: whose ids begin or end with these hexadecimal digits.
    static func only(_ text: String, _ find: (String) throws -> [RecordID]) throws -> RecordID {
        let digits = text.lowercased().filter { $0 != "-" }
        guard digits.count >= 4 else { throw BookError.recordIDShort(text, least: 4) }
        let matches = try find(digits)
        guard let record = matches.first else { throw BookError.recordUnknown(text) }
        guard matches.count == 1 else { throw BookError.recordAmbiguous(text, among: matches) }
        return record
    }

    /// The winning revision of a record as an entry that will continue all its heads.
    ///
    /// Throws ``ResolveError/inConflict(_:)`` where the heads differ: saving would settle that without a word.
    package func entry(editing revisions: [StoredRevision], language: Language) throws -> Entry {
        let winner = try revisions.winner.revision
        let id = winner.header.record
        guard try !store.read({ try $0.isErased(id) }) else { throw EraseError.erasedRecord(id.text) }
        guard try !store.read({ try $0.conflicts() }).contains(id) else { throw ResolveError.inConflict(id.text) }
        guard winner.header.operation != .delete, case .record(let ref) = winner.kind else {
            throw BookError.recordDeleted(id.text)
        }
        guard let answers = winner.answers else { throw BookError.bodyUnread(id.text) }
        guard let form = forms.form(ref.text) else { throw BookError.formUnknown(ref.text, known: []) }
        let filling = try filling(ref, form, id, answers: answers, language: language)
        return Entry(record: id, form: ref, filling: filling, parents: Self.parents(revisions))
    }

    /// `void`: a deletion over all heads. The record counts no more; its history stays.
    @discardableResult
    package func void(_ revisions: [StoredRevision], reason: String) throws -> Revision {
        let winner = try revisions.winner.revision
        guard winner.header.operation != .delete else { throw BookError.recordDeleted(winner.header.record.text) }
        guard !Self.holdsLongNumber(reason) else { throw BookError.reasonHasNumber }
        try store.read { try divergences(of: winner.header.record, $0) }.forEach(guardErased)
        return try write { writer in
            // A voided session has nothing to follow up.
            if let roles = forms.form(winner.header.kind)?.roles,
                let code = Roster.code(of: winner.answers ?? [:], roles)
            {
                writer.contacts.append(RosterContact(code: code, forgetsPhone: true))
            }
            return try append(
                NewRevision(
                    record: winner.header.record, kind: winner.kind, operation: .delete,
                    parents: Self.parents(revisions),
                    answers: reason.isEmpty ? [:] : ["ly_do": .string(reason.nfc)],
                    member: RevisionHeader.member(identity.member)),
                with: writer)
        }
    }

    /// Nine digits and more: telephones have ten, identity numbers twelve.
    static func holdsLongNumber(_ text: String) -> Bool { PrivateText.holdsNumber(of: 9, in: text) }

    static func parents(_ revisions: [StoredRevision]) -> [Revision.Parent] {
        // A header holds so many; heads beyond them stay in conflict for the next correction.
        revisions.filter(\.isHead).sorted { $0.live > $1.live }.prefix(Caps.parents).map {
            .init(hash: $0.revision.hash, generation: $0.revision.header.generation)
        }
    }
}

extension [StoredRevision] {
    /// A record's version in force. None is where whoever wrote it was revoked or is not trusted.
    package var winner: StoredRevision {
        get throws {
            guard let winner = first(where: \.isWinner) else {
                throw BookError.noVersionHasEffect(first?.revision.header.record.text ?? "")
            }
            return winner
        }
    }
}

extension Change {
    /// What changed, key by key; rows of repeats by their place.
    package static func between(_ before: JSONObject, _ after: JSONObject) -> [Change] {
        let old = flat(.object(before), at: "")
        let new = flat(.object(after), at: "")
        let oldByPath = Dictionary(old, uniquingKeysWith: { a, _ in a })
        let newByPath = Dictionary(new, uniquingKeysWith: { a, _ in a })
        let paths = new.map(\.0) + old.map(\.0).filter { newByPath[$0] == nil }
        return paths.compactMap { path in
            let change = Change(path: path, before: oldByPath[path], after: newByPath[path])
            return change.before == change.after ? nil : change
        }
    }

    /// Every answer of a record with its path, in order.
    package static func flat(_ json: JSON, at path: String) -> [(String, String)] {
        switch json {
        case .object(let object):
            object.flatMap { flat($0.value, at: path.isEmpty ? $0.key : path + "/" + $0.key) }
        case .array(let rows):
            rows.enumerated().flatMap { flat($1, at: "\(path)[\($0 + 1)]") }
        case .string(let text): [(path, text)]
        case .number(let text): [(path, text)]
        case .bool(let value): [(path, value ? "true" : "false")]
        case .null: []
        }
    }
}
