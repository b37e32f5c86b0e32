import Base

/// Which cards are trusted, as a function of the decisions in the ledger and the ward's root key alone.
///
/// The ward's certified cards are trusted from the start; the ward and the leads it trusts may trust others by a
/// `_trust` revision. The order in which the decisions arrived plays no part.
package struct Trust: Sendable {
    /// A live `_trust` or `_revoke` revision: who wrote it, and the card that it names.
    package struct Decision: Hashable, Sendable {
        package let author: Digest
        package let card: Digest

        package init(author: Digest, card: Digest) {
            self.author = author
            self.card = card
        }
    }

    package let trusted: Set<Digest>

    /// - Parameter own: this book's own card, which it trusts before the ward has said so.
    package init(cards: [Card], own: Digest?, decisions: some Collection<Decision>) {
        let roles = Dictionary(cards.map { ($0.id, $0.role) }, uniquingKeysWith: { a, _ in a })
        var trusted = Set(cards.filter(\.isCertified).map(\.id))
        if let own { trusted.insert(own) }
        while true {
            let added = decisions.filter { decision in
                guard trusted.contains(decision.author), let role = roles[decision.author] else { return false }
                let mayTrust = role == .ward || role == .lead && roles[decision.card] != .lead
                return mayTrust && roles[decision.card] != .ward
            }
            .map(\.card)
            let before = trusted.count
            trusted.formUnion(added)
            if trusted.count == before { break }
        }
        self.trusted = trusted
    }
}
