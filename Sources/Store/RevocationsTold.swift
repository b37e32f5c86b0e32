package import Base
package import Ledger

/// The ward's revocations on their way down: its log travels to nobody, so its receipts say them.
extension BookReader {
    /// What receipts say that the ward has decided.
    package func told() throws -> [Revision] {
        try (setting(.told) ?? "").split(separator: "\n").compactMap { Revision(text: String($0)) }
    }

    /// What receipts say about one device, and no line that is here says or continues.
    package func told(_ record: RecordID) throws -> [Revision] {
        let told = try told().filter { $0.header.record == record }
        guard !told.isEmpty else { return [] }
        let known = try revisions(of: record).map(\.revision)
        return told.filter { entry in
            !known.contains { $0.hash == entry.hash } && !(known + told).contains { $0.continues(entry) }
        }
    }

    /// What the ward's receipts have to say: of each device the ward's latest word, which may be that it took a
    /// revocation back.
    package func wardsRevocations() throws -> [Revision] {
        let wards = try Set(cards().filter { $0.card.isCertified }.map(\.card.id))
        let own = try revisions(of: .revoke).filter { wards.contains($0.log.card) }.map(\.revision)
        let decided = Set(own + (try told())).filter { $0.payload != nil }
        return decided.filter { revision in !decided.contains { $0.continues(revision) } }
            .sorted { ($0.header.record, $0.hash) < ($1.header.record, $1.hash) }
    }
}

extension BookWriter {
    /// Keeps what a receipt of the ward says that it has decided.
    ///
    /// - Returns: What was not known.
    package func note(decided: [Revision]) throws -> [Revision] {
        let known = try Set(reader.told())
        // The ward's own book has most of it in its log.
        let own = try Set(reader.revisions(of: .revoke).map(\.revision.hash))
        let new = Set(decided.filter { TrustDecision(told: $0) != nil && !own.contains($0.hash) }).subtracting(known)
        guard !new.isEmpty else { return [] }
        try set(.told, known.union(new).map(\.text).sorted().joined(separator: "\n"))
        isTrustStale = true
        return new.sorted { $0.hash < $1.hash }
    }
}

extension Revision {
    /// Whether it names the other as a parent, within one record.
    fileprivate func continues(_ other: Revision) -> Bool {
        header.record == other.header.record && header.parents.contains(other.hash)
    }
}
