package import Base

/// A revision as the merge rules see it, in the store and in the reference model alike.
package struct Head: Hashable, Sendable {
    package let hash: Digest
    package let generation: Int
    package let isDelete: Bool

    package init(hash: Digest, generation: Int, isDelete: Bool) {
        self.hash = hash
        self.generation = generation
        self.isDelete = isDelete
    }

    /// Whether this head wins against `other`: an edit before a delete, then the greater generation, then the greater
    /// hash. No clock takes part.
    package func beats(_ other: Head) -> Bool {
        if isDelete != other.isDelete { return !isDelete }
        return (generation, hash) > (other.generation, other.hash)
    }
}

/// What the live heads of one record amount to.
package enum Heads {
    package static func winner(_ heads: some Sequence<Head>) -> Head? {
        heads.max { $1.beats($0) }
    }

    /// More than one head whose answers differ, salt aside. A deletion against an edit is a conflict too.
    package static func conflict(_ heads: [(isDelete: Bool, answers: JSONObject?)]) -> Bool {
        guard let first = heads.first else { return false }
        return heads.dropFirst().contains {
            $0.isDelete != first.isDelete || (!$0.isDelete && $0.answers?.sorted != first.answers?.sorted)
        }
    }
}
