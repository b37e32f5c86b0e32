import Base
import Forms
package import Ledger
import Store

/// Conflicts of a record of which some version was erased.
extension Book {
    /// Whether one side is what an erasure left, so that the others were written without knowing of it.
    package func isOfErased(_ divergence: Divergence) -> Bool {
        divergence.revisions.contains(where: \.isErased)
            && divergence.sides.contains { $0.isErased || isRedacted($0.revision) }
    }

    /// Whether a side holds, beside that, what is to be erased in turn: settling would keep it, as the version in use or
    /// as one behind it.
    package func isRewritten(_ divergence: Divergence) -> Bool {
        isOfErased(divergence) && divergence.sides.contains { holdsContents($0.revision, isErased: $0.isErased) }
    }

    /// Whether nothing of anybody is left in any side, so that one of them can be kept as it is.
    package func isBare(_ divergence: Divergence) -> Bool { isOfErased(divergence) && !isRewritten(divergence) }

    /// Whether a version holds more than an erasure leaves, or will when its body comes.
    func holdsContents(_ revision: Revision, isErased: Bool) -> Bool { !isErased && !isRedacted(revision) }

    package func guardErased(_ divergence: Divergence) throws {
        guard !isRewritten(divergence) else { throw EraseError.erasedInConflict(divergence.record.text) }
    }

    /// Whether somebody has to erase a record in conflict again.
    func isRewritten(_ record: RecordID, _ reader: BookReader) throws -> Bool {
        try divergences(of: record, reader).contains(where: isRewritten)
    }

    func isRewritten(_ record: RecordID) throws -> Bool { try store.read { try isRewritten(record, $0) } }

    /// Settles a conflict by a side as it is: by a deletion, or by an anonymous version, of which no form's checks hold.
    package func settle(_ divergence: Divergence, as side: Divergence.Side) throws {
        if side.isDelete {
            try void(divergence.revisions, reason: side.revision.answers?["ly_do"]?.string ?? "")
            return
        }
        guard let answers = side.answers else { throw side.emptiness }
        try guardErased(divergence)
        precondition(isBare(divergence), "other conflicts are settled by an entry")
        let heads = divergence.revisions.filter(\.isHead)
        try write { try redact(heads, as: side.revision, keeping: answers, $0) }
    }
}

extension Divergence.Side {
    /// Why nothing can be taken from it.
    var emptiness: ResolveError { isErased ? .sideErased(number) : .sideEmpty(number, isDelete: isDelete) }
}
