import Base
import Forms
import Indicators
package import Ledger
import Store

/// What stays of a session when somebody's data go: it then counts like one of somebody who did not agree to be recorded.
extension Book {
    /// One revision over heads of one family that keeps the day, the hamlet and the kind of client; a decision about
    /// codes is taken back.
    ///
    /// - Parameter heads: the winner first.
    func redact(_ heads: [StoredRevision], _ writer: BookWriter) throws {
        guard let source = heads.first(where: { $0.revision.payload != nil })?.revision else { return }
        try redact(heads, as: source, keeping: redaction(of: source), writer)
    }

    /// The same with what is known to stay.
    func redact(
        _ heads: [StoredRevision], as source: Revision, keeping answers: JSONObject, _ writer: BookWriter
    ) throws {
        var parents = heads.map {
            Revision.Parent(hash: $0.revision.hash, generation: $0.revision.header.generation)
        }
        // A header holds so many parents: what is left is covered by the next one.
        repeat {
            let isDelete = source.header.operation == .delete || source.kind == .reserved(.same)
            let covered = parents.prefix(Caps.parents)
            let revision = try append(
                NewRevision(
                    record: source.header.record, kind: source.kind,
                    operation: isDelete ? .delete : covered.count > 1 ? .resolve : .put, parents: Array(covered),
                    answers: answers, member: RevisionHeader.member(identity.member)),
                with: writer)
            parents =
                [.init(hash: revision.hash, generation: revision.header.generation)] + parents.dropFirst(covered.count)
        } while parents.count > 1
    }

    private func redaction(of revision: Revision) -> JSONObject {
        guard revision.header.operation != .delete, let answers = revision.answers,
            let roles = forms.form(revision.header.kind)?.roles
        else { return [:] }
        var kept: JSONObject = [:]
        for role in [Role.sessionID, .sessionArea, .sessionStart, .sessionHamlet, .sessionClient] {
            guard let key = roles[role]?.key, let answer = answers[key] else { continue }
            kept[key] = role == .sessionStart ? answer.string.map { .string(String($0.prefix(10))) } : answer
        }
        if let key = roles[.sessionConsent]?.key { kept[key] = .string("khong_dong_y") }
        return kept
    }

    /// Whether it holds only what an erasure leaves: a redaction says nothing more when it is made again.
    package func isRedacted(_ revision: Revision) -> Bool {
        revision.answers.map { $0.sorted == redaction(of: revision).sorted } ?? false
    }

    // MARK: A ward's book that was put back

    /// Has the writer keep what may stay of what the ward's own receipts take away.
    func watchReceipts(with writer: BookWriter) throws {
        guard identity.role == .ward, try writer.reader.setting(.anonymises) != nil else { return }
        writer.keepsRedactions { self.redaction(of: $0) }
    }

    /// The anonymous versions that the ward had written stood in its lost log, and its receipts say only what goes. So
    /// what they took away in this transaction is written anew.
    func redactAgain(with writer: BookWriter) throws {
        for (record, redactions) in writer.takeRedactions().sorted(by: { $0.key < $1.key }) {
            // What was written without knowing stays beside it, as a conflict that somebody looks at.
            let gone = try writer.reader.revisions(of: record).filter { stored in
                guard case .record = stored.revision.kind else { return false }
                return stored.isHead && stored.revision.header.operation != .delete
                    && redactions[stored.revision.hash] != nil
            }
            for family in Dictionary(grouping: gone, by: \.revision.kind.family).values {
                let heads = family.sorted { $0.live > $1.live }
                try redact(heads, as: heads[0].revision, keeping: redactions[heads[0].revision.hash] ?? [:], writer)
            }
        }
        try writer.settle()
    }
}
