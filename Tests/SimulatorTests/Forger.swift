import Age
import Base
import Ledger
import Store

@testable import Workspace

/// Somebody enrolled who signs what sotay never would.
final class Forger {
    let card: Card
    let keys: DeviceKeys
    private let ward: Cast.Secrets
    private let recipients: [AgeRecipient]
    private var log: LogID
    private var chain: Digest
    private var seq = 1
    private let chance: Chance

    init(_ world: World, role: DeviceRole) {
        chance = world.chance
        ward = world.cast.wards[0]
        let kit = chance.pick(world.cast.kits[0])!
        guard let kit = Result(catching: { try Kit(file: kit) }).success else {
            preconditionFailure("the cast's kits open")
        }
        recipients = kit.recipients
        keys = KeyFiles.draw { [chance] in chance.bytes($0) }
        card = Card(
            ward: kit.ward, keys: keys, role: role, name: "Kẻ lạ", team: "",
            proof: .enrolment(secret: kit.secret, kit: kit.id))
        log = LogID(bytes: chance.bytes(16))!
        chain = log.chainStart(signingKey: keys.signing.publicKey.bytes)
    }

    /// Claims a log, perhaps another device's.
    func open(_ log: LogID) {
        self.log = log
        seq = 1
        chain = log.chainStart(signingKey: keys.signing.publicKey.bytes)
    }

    func revision(
        _ record: RecordID, parents: [Revision.Parent] = [], kind: Kind, operation: RevisionHeader.Operation = .put,
        answers: JSONObject
    ) -> Revision {
        Revision(
            seq: seq, record: record, parents: parents, kind: kind, member: "", operation: operation,
            time: Instant(milliseconds: 1_780_000_000_000), answers: answers, salt: chance.bytes(16))
    }

    /// Signs one revision as the log's next section. One that is kept out of the chain forks the log.
    func section(_ revision: Revision, forks: Bool) -> [UInt8] {
        let section = LogSection(
            ward: card.ward, log: log, card: card.id, revisions: [revision], chainBefore: chain, seen: [:],
            program: "sotay test", key: keys.signing)
        if !forks {
            seq = section.to + 1
            chain = section.chainAfter
        }
        return section.bytes(with: [revision])
    }

    func seal(_ sections: [[UInt8]]) throws -> [UInt8] {
        try Batch.seal(
            sections: sections, ward: card.ward, carrier: card, keys: keys, to: recipients,
            made: Instant(milliseconds: 1_780_000_000_000), program: "sotay test",
            random: { [chance] in chance.bytes($0) })
    }
}

extension Result {
    fileprivate var success: Success? {
        if case .success(let value) = self { value } else { nil }
    }
}

extension World {
    /// A revision that reaches beyond its author's right, or a section that was spoilt before it was carried.
    func forge() throws {
        guard let forger = chance.pick(forgers), let victim = chance.pick(laptops(.volunteer, .lead, of: 0)) else {
            return
        }
        if chance.oneIn(8) {
            let log = try victim.book.store.read { try $0.ownLog() }
            forger.open(log)
        }
        let (revision, words) = try forgery(by: forger, against: victim)
        var sections = [forger.section(revision, forks: chance.oneIn(6))]
        if chance.oneIn(3) { sections.insert(forger.card.lines, at: chance.below(2)) }
        var bad: [Int: Digest?] = [:]
        if chance.oneIn(3), let stolen = try signedSections(of: victim).last {
            var bytes = stolen.section.bytes(with: stolen.revisions)
            bytes[chance.below(bytes.count)] ^= 1 << UInt8(chance.below(8))
            sections.append(bytes)
            let isManifestWhole = bytes.starts(with: stolen.section.manifest)
            bad[sections.count] = .some(isManifestWhole ? stolen.section.id : nil)
        }
        if chance.oneIn(6) {
            sections.append(cast.wards[1].card.lines)
            bad[sections.count] = .some(nil)
        }
        try put(forger.seal(sections), kind: .forged, ward: 0, bad: bad)
        note(words)
    }

    private func forgery(by forger: Forger, against victim: Laptop) throws -> (Revision, String) {
        let target = chance.pick(try victim.book.store.read { try $0.latestWinners(10) })?.revision
        let parents = target.map { [Revision.Parent(hash: $0.hash, generation: $0.header.generation)] } ?? []
        let subject = chance.pick(laptops(.volunteer, .lead, of: 0))!.card
        switch chance.below(5) {
        case 0:
            return (
                forger.revision(
                    target?.header.record ?? sharedRecords[0],
                    parents: [.init(hash: parents.first?.hash ?? .of(.plain, []), generation: 900)],
                    kind: target?.kind ?? Kind("phieu@1#0123456789abcdef"), answers: ["phut": .int(chance.below(9))]),
                "generation"
            )
        case 1:
            return (
                forger.revision(
                    RecordID(at: Instant(milliseconds: 1_780_000_000_000), random: chance.bytes(10)), parents: parents,
                    kind: target?.kind ?? Kind("phieu@1#0123456789abcdef"), answers: [:]), "foreign parent"
            )
        case 2:
            let decision = RecordID.decision(.trust, about: subject.id.hex)
            let heads = try victim.book.store.read { try $0.revisions(of: decision) }.map {
                Revision.Parent(hash: $0.revision.hash, generation: $0.revision.header.generation)
            }
            return (
                forger.revision(
                    decision, parents: heads, kind: .reserved(.trust), operation: chance.oneIn(2) ? .delete : .put,
                    answers: ["card": .string(subject.id.hex)]), "trust \(subject.name)"
            )
        case 3:
            return (
                forger.revision(
                    .decision(.revoke, about: subject.id.hex), kind: .reserved(.revoke),
                    answers: ["card": .string(subject.id.hex), "logs": .object([:])]), "revoke \(subject.name)"
            )
        default:
            return (
                forger.revision(
                    target?.header.record ?? sharedRecords[1], parents: parents,
                    kind: chance.pick([target?.kind ?? Kind("la@1#0123456789abcdef"), Kind("_moi"), .reserved(.area)])!,
                    operation: chance.oneIn(3) ? .delete : .put, answers: ["ghi_chu": .string("la")]), "edit"
            )
        }
    }

    /// What stands in a laptop's own signed sections.
    func signedSections(of laptop: Laptop) throws -> [(section: LogSection, revisions: [Revision])] {
        try laptop.book.store.read { reader in
            try reader.logs().flatMap { log in
                try reader.sections(of: log.key).compactMap { section in
                    try reader.revisions(
                        of: log.key, from: section.from, to: section.to, before: section.chainBefore,
                        after: section.chainAfter
                    ).map { (section, $0) }
                }
            }
        }
    }

    /// A lead passes single sections on: a stick was full, or a copy has its bodies erased.
    func carry() throws {
        guard let lead = chance.pick(laptops(.lead, of: 0)) else { return }
        let sections = chance.some(try signedSections(of: lead), atMost: 2)
        guard !sections.isEmpty else { return }
        let isStripped = chance.oneIn(3)
        let bytes = sections.map { section, revisions in
            section.bytes(
                with: isStripped ? revisions.compactMap { Revision(line: $0.headerBytes + [0x09]) } : revisions)
        }
        let cards = try sections.compactMap { section, _ in try lead.book.store.read { try $0.card(section.card) } }
        let file = try Batch.seal(
            sections: bytes + cards.map(\.lines), ward: lead.card.ward, carrier: lead.card, keys: try lead.book.keys(),
            to: [cast.wards[0].card.recipient], made: lead.book.surroundings.now(), program: "sotay test",
            random: { [chance] in chance.bytes($0) })
        try put(file, kind: .batch, ward: 0)
        note("\(lead.name) \(sections.map { "\($0.section.from)-\($0.section.to)" }) \(isStripped ? "stripped" : "")")
    }
}
