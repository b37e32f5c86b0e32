package import Base
package import Ledger
import Store

/// A revision that is about to be written into the own log.
package struct NewRevision: Sendable {
    package let record: RecordID
    package let kind: Kind
    package let operation: RevisionHeader.Operation
    package let parents: [Revision.Parent]
    package let answers: JSONObject
    package let member: String

    package init(
        record: RecordID, kind: Kind, operation: RevisionHeader.Operation = .put, parents: [Revision.Parent] = [],
        answers: JSONObject, member: String = ""
    ) {
        self.record = record
        self.kind = kind
        self.operation = operation
        self.parents = parents
        self.answers = answers
        self.member = member
    }
}

extension BookWriter {
    /// Signs nothing yet: a section's signature covers the revisions when a batch is cut.
    @discardableResult
    func append(
        _ new: NewRevision, to log: LogID, of card: Card, surroundings: Surroundings
    ) throws -> Revision {
        let tip = try reader.tip(of: log)
        let chain = tip?.chain ?? log.chainStart(signingKey: card.signingKey.bytes)
        let revision = Revision(
            seq: (tip?.seq ?? 0) + 1, record: new.record, parents: new.parents, kind: new.kind, member: new.member,
            operation: new.operation, time: surroundings.now(), answers: new.answers, salt: surroundings.random(16))
        try insert(.init(revision: revision, chain: chain.chained(with: revision.hash)), log: log, card: card.id)
        return revision
    }
}

extension Book {
    @discardableResult
    func append(_ new: NewRevision, with writer: BookWriter) throws -> Revision {
        try writer.append(new, to: identity.log, of: identity.card, surroundings: surroundings)
    }
}
