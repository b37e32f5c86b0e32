import Base
package import Ledger

/// A device that changes its keys goes on under another card, as its own `_card` says.
package struct Succession: Hashable, Sendable {
    private let next: [Digest: Digest]

    /// - Parameter next: by card, the one that follows.
    init(_ next: [Digest: Digest]) { self.next = next }

    /// Cards that another follows.
    package var replaced: Set<Digest> { Set(next.keys) }

    /// A card and those that follow it, the newest last.
    package func cards(from card: Digest) -> [Digest] {
        var cards = [card]
        while let following = next[cards[cards.count - 1]], !cards.contains(following) { cards.append(following) }
        return cards
    }

    /// The newest card of a device.
    package func newest(_ card: Digest) -> Digest { cards(from: card).last! }

    /// The card that this one follows.
    package func former(_ card: Digest) -> Digest? { next.first { $0.value == card }?.key }
}

extension BookReader {
    /// By the cards in force. It decides nothing about trust: whoever stole a key may name its own card.
    package func succession() throws -> Succession {
        let pairs = try inForce(.card).compactMap { stored in
            stored.revision.answers?["next"]?.string.flatMap { Digest(hex: $0) }.map { (stored.log.card, $0) }
        }
        return Succession(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// Where each device has changed its keys: what it signs after that with the old ones is not its own.
    package func lastLines() throws -> [Digest: StoredRevision] {
        try inForce(.card).filter { $0.revision.answers?["next"]?.string != nil }.reduce(into: [:]) {
            $0[$1.log.card] = $1
        }
    }
}
