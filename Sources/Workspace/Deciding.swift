import Base
import Ledger
import Store

extension Book {
    /// One decision of this book over all heads of its record: a device, a figure, a hamlet, two codes.
    func decide(
        _ kind: Kind.Reserved, about subject: String, _ answers: JSONObject,
        operation: RevisionHeader.Operation = .put, with writer: BookWriter
    ) throws {
        let record = RecordID.decision(kind, about: subject)
        try append(
            NewRevision(
                record: record, kind: .reserved(kind), operation: operation,
                parents: Self.parents(try writer.reader.revisions(of: record)), answers: answers),
            with: writer)
    }
}
