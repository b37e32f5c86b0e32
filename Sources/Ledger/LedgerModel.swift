package import Base

/// The merge rules in memory, as plainly as they can be written: a set of revisions and what follows from it.
///
/// The store computes the same step by step; a law in the tests says that both always agree.
package struct LedgerModel: Sendable {
    /// Log, place and hash: a cloned laptop's two branches are two revisions at one place.
    package struct Identity: Hashable, Comparable, Sendable {
        package let log: LogID
        package let seq: Int
        package let hash: Digest

        package static func < (a: Identity, b: Identity) -> Bool {
            (a.log, a.seq, a.hash) < (b.log, b.seq, b.hash)
        }
    }

    package private(set) var revisions: [Identity: Revision] = [:]

    package init() {}

    package private(set) var authors: [LogID: Card] = [:]

    package mutating func insert(_ revision: Revision, log: LogID, author: Card) {
        let identity = Identity(log: log, seq: revision.header.seq, hash: revision.hash)
        if revisions[identity]?.payload == nil { revisions[identity] = revision }
        authors[log] = author
    }

    package mutating func formUnion(_ other: LedgerModel) {
        for (identity, revision) in other.revisions {
            insert(revision, log: identity.log, author: other.authors[identity.log]!)
        }
    }

    /// The records of a family: of a form's id, or of a reserved kind.
    package func records(of family: String) -> Set<RecordID> {
        Set(revisions.values.filter { $0.kind.family == family }.map(\.header.record))
    }

    /// The revisions of a record that no revision of the same record and family names as a parent, greatest hash first.
    /// What its author had no right to write takes no part.
    ///
    /// A parent of another record has no effect: one device could else make any record vanish.
    package func heads(of record: RecordID, family: String) -> [Revision] {
        let effective = revisions.filter { identity, revision in
            let author = authors[identity.log]!
            return revision.header.record == record && revision.kind.family == family
                && revision.kind.mayBeWritten(by: author.role, card: author.id, about: record)
        }
        let own = Dictionary(effective.values.map { ($0.hash, $0) }, uniquingKeysWith: { a, _ in a })
        let named = Set(own.values.flatMap(\.header.parents))
        return own.values.filter { !named.contains($0.hash) }.sorted { $0.hash > $1.hash }
    }

    package func winner(of record: RecordID, family: String) -> Revision? {
        let heads = heads(of: record, family: family)
        let winner = Heads.winner(heads.map(\.head))
        return heads.first { $0.hash == winner?.hash }
    }

    package func isInConflict(_ record: RecordID, family: String) -> Bool {
        Heads.conflict(heads(of: record, family: family).map { ($0.header.operation == .delete, $0.answers) })
    }

    /// One line a record of a family: its id, the winner, all heads. The same set gives the same text in any order.
    package func dump(of family: String) -> String {
        records(of: family).sorted().map { record in
            let winner = winner(of: record, family: family)?.hash.hex ?? ""
            let heads = heads(of: record, family: family).map(\.hash.hex).joined(separator: ",")
            return "\(record.text) \(winner) \(heads)"
        }
        .joined(separator: "\n")
    }
}

extension Revision {
    package var head: Head {
        Head(hash: hash, generation: header.generation, isDelete: header.operation == .delete)
    }
}
