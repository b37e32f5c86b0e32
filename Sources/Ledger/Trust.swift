import Base

/// Which devices are trusted and how far each log has effect, as a function of the decisions in the ledger and the
/// ward's root key alone.
///
/// The ward's certified cards are trusted from the start. The ward, and the leads that it trusts, decide by `_trust` and
/// `_revoke`: a lead over volunteers only, the ward over all but itself. A revocation names the place in each log from
/// which on nothing has effect; a log that it does not name has none at all. Dates play no part: a stolen key signs its
/// own. The order in which the decisions arrived plays none either. Source: sync/FORMAT.md §3, §7.
package struct Trust: Hashable, Sendable {
    package let trusted: Set<Digest>
    /// By card, the first place of each log that has no effect.
    private let revoked: [Digest: [LogID: Int]]

    /// - Parameters:
    ///   - own: this book's own cards, which it trusts before the ward has said so.
    ///   - decisions: every `_trust` and `_revoke` revision; others are passed over.
    ///   - told: what receipts of the ward say that it has decided.
    package init(
        cards: [Card], own: Set<Digest>, decisions: some Collection<LedgerEntry>,
        told: some Collection<Revision> = EmptyCollection()
    ) {
        self.init(
            roles: Dictionary(cards.map { ($0.id, $0.role) }, uniquingKeysWith: { a, _ in a }),
            certified: Set(cards.filter(\.isCertified).map(\.id)), own: own,
            decisions: decisions.compactMap { TrustDecision($0) } + told.compactMap { TrustDecision(told: $0) })
    }

    /// - Parameters:
    ///   - roles: of every card that is known.
    ///   - certified: those that the ward's root key has signed.
    package init(roles: [Digest: DeviceRole], certified: Set<Digest>, own: Set<Digest>, decisions: [TrustDecision]) {
        let wards = Verdict(decisions.filter { $0.isWards(certified) }, roles: roles)
        let leads = wards.trusted.union(own).filter { roles[$0] == .lead }
        let all = Verdict(
            decisions.filter { decision in
                decision.isWards(certified)
                    || leads.contains(decision.log.card)
                        && decision.revision.header.seq < wards.limit(of: decision.log)
            }, roles: roles)
        trusted = certified.union(all.trusted).union(own)
        revoked = all.revoked
    }

    /// The first place of a log that has no effect: 1 of an untrusted device's, `Int.max` when nothing is revoked.
    package func limit(of log: LogKey) -> Int {
        guard trusted.contains(log.card) else { return 1 }
        return Verdict.limit(of: log, revoked)
    }

    /// Whether a device was trusted and is revoked, from whatever place on and whether or not any log of it is here.
    package func isRevoked(_ card: Digest) -> Bool { trusted.contains(card) && revoked[card] != nil }
}

/// A revision and the log that it stands in.
package struct LedgerEntry: Hashable, Sendable {
    package let log: LogKey
    package let revision: Revision

    package init(log: LogKey, revision: Revision) {
        self.log = log
        self.revision = revision
    }
}

extension LogKey {
    /// Of what was told and stands in no log of a book.
    fileprivate static let nowhere = LogKey(
        log: LogID(bytes: [UInt8](repeating: 0, count: 16))!, card: Digest(bytes: [UInt8](repeating: 0, count: 32))!)
}

/// A `_trust` or `_revoke` revision, read.
package struct TrustDecision: Hashable, Sendable {
    fileprivate let log: LogKey
    fileprivate let revision: Revision
    fileprivate let subject: Subject
    /// Of a revocation, the first place of each log without effect.
    fileprivate let places: [LogID: Int]
    /// By a receipt of the ward; it stands in no log here.
    private var isTold: Bool { log == .nowhere }

    /// What is decided about whom.
    fileprivate struct Subject: Hashable {
        let kind: Kind.Reserved
        let card: Digest
    }

    /// Nil for any other kind, and when the record is not that of the card it names.
    package init?(_ entry: LedgerEntry) {
        guard case .reserved(let kind) = entry.revision.kind, Kind.Reserved.ofTrust.contains(kind),
            let answers = entry.revision.answers, let card = answers["card"]?.string.flatMap({ Digest(hex: $0) }),
            entry.revision.header.record == .decision(kind, about: card.hex)
        else { return nil }
        log = entry.log
        revision = entry.revision
        subject = Subject(kind: kind, card: card)
        places = (answers["logs"]?.object ?? [:]).reduce(into: [:]) { places, entry in
            if let log = LogID(hex: entry.key), let place = entry.value.place { places[log] = place }
        }
    }

    /// What a receipt of the ward says that it has decided: revocations alone.
    package init?(told revision: Revision) {
        guard revision.kind == .reserved(.revoke) else { return nil }
        self.init(LedgerEntry(log: .nowhere, revision: revision))
    }

    fileprivate func isWards(_ certified: Set<Digest>) -> Bool { isTold || certified.contains(log.card) }

    fileprivate func author(_ roles: [Digest: DeviceRole]) -> DeviceRole {
        isTold ? .ward : roles[log.card] ?? .volunteer
    }

    /// Whether its author may decide about that card.
    fileprivate func isAllowed(_ roles: [Digest: DeviceRole]) -> Bool {
        guard let role = roles[subject.card], role != .ward else { return false }
        return author(roles) == .ward || role == .volunteer
    }
}

/// What some people's decisions amount to.
private struct Verdict {
    var trusted: Set<Digest> = []
    var revoked: [Digest: [LogID: Int]] = [:]

    init(_ decisions: [TrustDecision], roles: [Digest: DeviceRole]) {
        let allowed = decisions.filter { $0.isAllowed(roles) }
        for (subject, decisions) in Dictionary(grouping: allowed, by: \.subject) {
            let heads = decisions.compactMap { Head($0.revision, log: $0.log, role: $0.author(roles)) }
            guard let winner = Heads.live(heads).first, !winner.isDelete,
                let decision = decisions.first(where: { $0.revision.hash == winner.hash })
            else { continue }
            switch subject.kind {
            case .trust: trusted.insert(subject.card)
            default: revoked[subject.card] = decision.places
            }
        }
    }

    func limit(of log: LogKey) -> Int { Self.limit(of: log, revoked) }

    static func limit(of log: LogKey, _ revoked: [Digest: [LogID: Int]]) -> Int {
        revoked[log.card].map { $0[log.log] ?? 1 } ?? .max
    }
}
