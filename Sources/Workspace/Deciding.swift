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
        // What a receipt of the ward has told stands in no log here, and is continued too.
        let told = try writer.reader.told(record).map {
            Revision.Parent(hash: $0.hash, generation: $0.header.generation)
        }
        let parents = Self.parents(try writer.reader.revisions(of: record)) + told
        try append(
            NewRevision(
                record: record, kind: .reserved(kind), operation: operation,
                parents: Array(parents.prefix(Caps.parents)), answers: answers),
            with: writer)
    }
}
