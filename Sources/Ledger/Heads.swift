package import Base

/// A revision as the merge rules see it, in the store and in the reference model alike.
package struct Head: Hashable, Sendable {
    package let hash: Digest
    package let parents: [Digest]
    package let generation: Int
    package let isDelete: Bool
    /// What the author's word weighs: of a record all are equal, of a decision the ward's is above a lead's.
    package let rank: Int
    /// Where it stands. A line may be copied into another log: then it is one head, and the least place stands for it.
    package let log: LogKey

    /// Nil when it has no effect: its author may not write this kind, or the log's effect ends before it.
    ///
    /// - Parameter limit: the first place of the log without effect.
    package init?(_ revision: Revision, log: LogKey, role: DeviceRole, limit: Int = .max) {
        let kind = revision.kind
        guard revision.header.seq < limit, kind.mayBeWritten(by: role, card: log.card, about: revision.header.record)
        else { return nil }
        hash = revision.hash
        parents = revision.header.parents
        generation = revision.header.generation
        isDelete = revision.header.operation == .delete
        if case .reserved = kind { rank = role.rank } else { rank = 0 }
        self.log = log
    }

    /// Whether this head wins against `other`: the weightier author, an edit before a delete, then the greater
    /// generation, then the greater hash. No clock takes part.
    package func beats(_ other: Head) -> Bool {
        if rank != other.rank { return rank > other.rank }
        if isDelete != other.isDelete { return !isDelete }
        return (generation, hash) > (other.generation, other.hash)
    }
}

/// What the live heads of one record amount to.
package enum Heads {
    /// What no revision of the same record and family names as a parent, one of each hash, the winner first. A
    /// revision never hides one whose author's word weighs more.
    package static func live(_ revisions: some Collection<Head>) -> [Head] {
        let named = Dictionary(
            revisions.flatMap { child in child.parents.map { ($0, child.rank) } }, uniquingKeysWith: max)
        let heads = revisions.filter { head in (named[head.hash] ?? -1) < head.rank }
        let distinct = Dictionary(heads.map { ($0.hash, $0) }) { a, b in
            (a.rank, b.log) > (b.rank, a.log) ? a : b
        }
        return distinct.values.sorted { $0.beats($1) }
    }

    /// More than one head whose answers differ, salt aside. A deletion against an edit is a conflict too.
    ///
    /// - Parameter answers: asked for one head after the other, since a record may have thousands.
    package static func conflict<Version>(
        _ heads: [Version], isDelete: (Version) -> Bool, answers: (Version) throws -> JSONObject?
    ) rethrows -> Bool {
        guard let first = heads.first, heads.count > 1 else { return false }
        guard heads.allSatisfy({ isDelete($0) == isDelete(first) }) else { return true }
        guard !isDelete(first) else { return false }
        let own = try answers(first)?.sorted
        return try heads.dropFirst().contains { try answers($0)?.sorted != own }
    }
}
