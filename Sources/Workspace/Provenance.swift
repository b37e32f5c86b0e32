package import Base
import Indicators
package import Ledger
package import Store

/// One version of a record and how it came to be here, checked again on the spot.
package struct Provenance: Hashable, Sendable {
    package let revision: Revision
    package let log: LogKey
    package let device: Card
    package let isTrusted: Bool
    package let isInForce: Bool
    package let isHead: Bool
    /// Signed stretches in which the version stands; empty while it waits for this book's first export.
    package let traces: [Trace]
    /// The body is the one that its header names; nil when it is not here.
    package let bodyHolds: Bool?

    package struct Trace: Hashable, Sendable {
        package let stored: SectionTrace
        package let carrierName: String
        package let isCutHere: Bool
        /// The author's signature over the section.
        package let signatureHolds: Bool
        /// Header by header from the section's beginning to its end, this version among them.
        package let chainHolds: Bool
    }

    /// Whether everything that can be checked holds.
    package var holds: Bool {
        bodyHolds != false && traces.allSatisfy { $0.signatureHolds && $0.chainHolds }
    }
}

extension Book {
    /// Every version of a record, the one in force first.
    package func provenance(of revisions: [StoredRevision]) throws -> [Provenance] {
        try store.read { reader in
            let cards = Dictionary(
                try reader.cards().map { ($0.card.id, $0) }, uniquingKeysWith: { first, _ in first })
            return try revisions.sorted { ($0.live, $0.row) > ($1.live, $1.row) }.compactMap { stored in
                guard let card = cards[stored.log.card] else { return nil }
                return Provenance(
                    revision: stored.revision, log: stored.log, device: card.card, isTrusted: card.isTrusted,
                    isInForce: stored.isWinner, isHead: stored.isHead,
                    traces: try reader.sectionTraces(of: stored.log, over: stored.revision.header.seq).map {
                        try trace($0, of: stored.revision, by: card.card, names: cards.mapValues(\.card.name), reader)
                    }, bodyHolds: stored.revision.bodyHolds)
            }
        }
    }

    private func trace(
        _ stored: SectionTrace, of revision: Revision, by author: Card, names: [Digest: String], _ reader: BookReader
    ) throws -> Provenance.Trace {
        let section = stored.section
        let lines = try reader.revisions(
            of: section.key, from: section.from, to: section.to, before: section.chainBefore,
            after: section.chainAfter)
        let end = lines?.reduce(section.chainBefore) { $0.chained(with: $1.hash) }
        return Provenance.Trace(
            stored: stored, carrierName: names[stored.carrier] ?? "?", isCutHere: stored.file == section.id,
            signatureHolds: section.ward == identity.ward && section.isSigned(by: author.signingKey),
            chainHolds: end == section.chainAfter && lines?.contains { $0.hash == revision.hash } == true)
    }
}

extension Revision {
    fileprivate var bodyHolds: Bool? {
        payload.map { $0.count == header.payloadLength && Digest.of(.payload, $0) == header.payloadHash }
    }
}

extension Provenance {
    package var json: JSON {
        .object([
            "revision": .string(revision.hash.hex), "operation": .string(revision.header.operation.rawValue),
            "in_force": .bool(isInForce), "head": .bool(isHead), "member": .string(revision.header.member),
            "claimed_time": .string(revision.header.time.iso), "form": .string(revision.header.kind),
            "device": .object([
                "name": .string(device.name), "role": .string(device.role.rawValue), "team": .string(device.team),
                "fingerprint": .string(device.signingKey.fingerprint), "card": .string(device.id.hex),
                "trusted": .bool(isTrusted),
            ]),
            "log": .string(log.log.hex), "place": .int(revision.header.seq),
            "body_holds": bodyHolds.map { .bool($0) } ?? .null,
            "sections": .array(traces.map(\.json)),
        ])
    }
}

extension Provenance.Trace {
    fileprivate var json: JSON {
        .object([
            "section": .string(stored.section.id.hex), "from": .int(stored.section.from),
            "to": .int(stored.section.to), "file": isCutHere ? .null : .string(stored.file.hex),
            "received": .string(stored.received.iso), "carrier": .string(carrierName),
            "signature_holds": .bool(signatureHolds), "chain_holds": .bool(chainHolds),
        ])
    }
}
