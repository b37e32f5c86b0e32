package import Base

/// The merge rules in memory, as plainly as they can be written: a set of revisions and what follows from it.
///
/// The store computes the same step by step; a law in the tests says that both always agree.
package struct LedgerModel: Sendable {
    /// Log, place and hash: a cloned laptop's two branches are two revisions at one place.
    package struct Identity: Hashable, Comparable, Sendable {
        package let log: LogKey
        package let seq: Int
        package let hash: Digest

        package static func < (a: Identity, b: Identity) -> Bool {
            (a.log, a.seq, a.hash) < (b.log, b.seq, b.hash)
        }
    }

    package private(set) var revisions: [Identity: Revision] = [:]
    private var places: [RecordID: Set<Identity>] = [:]
    private var authors: [Digest: Card] = [:]
    /// What receipts of the ward have named.
    private var told: Set<Erasure> = []
    private var decided: Set<Revision> = []
    /// Nil until `judge`: then everybody is trusted.
    private var trust: Trust?

    package init() {}

    /// Applies the decisions in the set.
    ///
    /// - Parameters:
    ///   - cards: also those that nobody has written a revision with.
    ///   - own: the cards of the book that looks.
    package mutating func judge(cards: [Card], own: Set<Digest>) {
        trust = Trust(
            cards: cards, own: own, decisions: revisions.map { LedgerEntry(log: $0.log, revision: $1) }, told: decided)
    }

    package mutating func insert(_ revision: Revision, log: LogID, author: Card) {
        let identity = Identity(
            log: LogKey(log: log, card: author.id), seq: revision.header.seq, hash: revision.hash)
        if revisions[identity]?.payload == nil { revisions[identity] = revision }
        places[revision.header.record, default: []].insert(identity)
        authors[author.id] = author
    }

    /// What a receipt of the ward says is to go.
    package mutating func note(erased: [Receipt.Erased]) {
        told.formUnion(
            erased.map { Erasure(record: $0.record, hashes: $0.hashes, isOfPerson: $0.isOfPerson, request: "") })
    }

    /// What a receipt of the ward says that it has decided; before `judge`.
    package mutating func note(decided: some Sequence<Revision>) {
        self.decided.formUnion(decided)
    }

    package mutating func formUnion(_ other: LedgerModel) {
        decided.formUnion(other.decided)
        told.formUnion(other.told)
        for (identity, revision) in other.revisions {
            insert(revision, log: identity.log.log, author: other.authors[identity.log.card]!)
        }
    }

    /// The records of a family: of a form's id, or of a reserved kind.
    package func records(of family: String) -> Set<RecordID> {
        Set(revisions.values.filter { $0.kind.family == family }.map(\.header.record))
    }

    /// The live heads of a record, the winner first. What its author had no right to write takes no part, nor does a
    /// parent of another record: one device could else make any record vanish.
    package func heads(of record: RecordID, family: String) -> [Head] {
        Heads.live(
            self.revisions(of: record).filter { $1.kind.family == family }.compactMap {
                Head($1, log: $0.log, role: authors[$0.log.card]!.role, limit: trust?.limit(of: $0.log) ?? .max)
            })
    }

    private func revisions(of record: RecordID) -> [(Identity, Revision)] {
        places[record, default: []].map { ($0, revisions[$0]!) }
    }

    package func winner(of record: RecordID, family: String) -> Head? {
        heads(of: record, family: family).first
    }

    package func isInConflict(_ record: RecordID, family: String) -> Bool {
        let erasures = erasures
        let answers = Dictionary(
            revisions(of: record).map { ($1.hash, erasures.covers($1) ? nil : $1.answers) },
            uniquingKeysWith: { $0 ?? $1 })
        return Heads.conflict(heads(of: record, family: family), isDelete: \.isDelete) { answers[$0.hash] ?? nil }
    }

    /// What people have asked to have erased: the word of whoever may, of nobody else, and the ward's receipts.
    package var erasures: Erasures {
        Erasures(
            told
                + revisions.compactMap { identity, revision in
                    Head(
                        revision, log: identity.log, role: authors[identity.log.card]!.role,
                        limit: trust?.limit(of: identity.log) ?? .max
                    ).flatMap { _ in Erasure(revision) }
                })
    }

    /// One line a record of a family: its id, the winner, all heads. The same set gives the same text in any order.
    package func dump(of family: String) -> String {
        records(of: family).sorted().compactMap { record in
            let heads = heads(of: record, family: family)
            if heads.isEmpty { return nil }
            let sorted = heads.prefix(1) + heads.dropFirst().sorted { $0.hash > $1.hash }
            return sorted.reduce("\(record.text) ") { $0 + " \($1.hash.hex)@\($1.log.log.hex)" }
        }
        .joined(separator: "\n")
    }
}
