import Base
import Ledger
import Testing

@Suite struct TrustTests {
    private var world = World(seed: 11)

    /// A decision by `author` about a card, and the entry that it makes.
    private func decide(
        _ kind: Kind.Reserved, _ card: Card, by author: inout Device, parents: [Revision] = [],
        operation: RevisionHeader.Operation = .put, logs: JSONObject? = nil
    ) -> LedgerEntry {
        var answers: JSONObject = ["card": .string(card.id.hex)]
        if let logs { answers["logs"] = .object(logs) }
        let revision = author.write(
            .decision(kind, about: card.id.hex), parents: parents, operation: operation, answers: answers,
            kind: kind.rawValue)
        return LedgerEntry(log: LogKey(log: author.log, card: author.card.id), revision: revision)
    }

    private mutating func wardDevice() -> Device {
        Device(keys: world.wardKeys, card: world.ward, log: LogID(bytes: world.random.bytes(16))!)
    }

    @Test mutating func nobodyElseCanBeTheWard() {
        var other = World(seed: 10)
        let keys = other.device("x").keys
        let pretender = Card(
            ward: world.root.publicKey, keys: keys, role: .ward, name: "Giả", team: "", proof: .root(other.root))
        #expect(!pretender.isCertified)
        let volunteer = world.device("An").card
        var device = Device(keys: keys, card: pretender, log: LogID(bytes: world.random.bytes(16))!)
        let decision = decide(.trust, volunteer, by: &device)
        let trust = Trust(cards: [world.ward, pretender, volunteer], own: [], decisions: [decision])
        #expect(trust.trusted == [world.ward.id])
    }

    @Test mutating func trustDoesNotDependOnTheOrderOfDecisions() {
        var ward = wardDevice()
        var lead = world.device("Tổ trưởng", role: .lead)
        var an = world.device("An")
        let binh = world.device("Bình")
        let decisions = [
            decide(.trust, an.card, by: &lead), decide(.trust, binh.card, by: &an),
            decide(.trust, lead.card, by: &ward),
        ]
        let cards = [world.ward, lead.card, an.card, binh.card]
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let trust = Trust(cards: cards, own: [], decisions: order.map { decisions[$0] })
            #expect(trust.trusted == [world.ward.id, lead.card.id, an.card.id])
        }
    }

    @Test mutating func aLeadDecidesOverVolunteersOnly() {
        var ward = wardDevice()
        var lead = world.device("Tổ trưởng", role: .lead)
        let other = world.device("Tổ trưởng khác", role: .lead)
        let decisions = [
            decide(.trust, lead.card, by: &ward), decide(.trust, other.card, by: &lead),
            decide(.revoke, world.ward, by: &lead),
        ]
        let trust = Trust(cards: [world.ward, lead.card, other.card], own: [], decisions: decisions)
        #expect(trust.trusted == [world.ward.id, lead.card.id])
        #expect(trust.limit(of: LogKey(log: ward.log, card: world.ward.id)) == .max)
    }

    @Test mutating func aRevokedLeadsLaterWordHasNoEffect() {
        var ward = wardDevice()
        var lead = world.device("Tổ trưởng", role: .lead)
        let an = world.device("An")
        let binh = world.device("Bình")
        let decisions = [
            decide(.trust, lead.card, by: &ward), decide(.trust, an.card, by: &lead),
            decide(.trust, binh.card, by: &lead),
            decide(.revoke, lead.card, by: &ward, logs: [lead.log.hex: .int(2)]),
        ]
        let trust = Trust(cards: [world.ward, lead.card, an.card, binh.card], own: [], decisions: decisions)
        #expect(trust.trusted == [world.ward.id, lead.card.id, an.card.id])
        #expect(trust.limit(of: LogKey(log: lead.log, card: lead.card.id)) == 2)
        #expect(trust.limit(of: LogKey(log: an.log, card: lead.card.id)) == 1)
    }

    @Test mutating func whatARevokedRevisionHidComesBack() {
        var ward = wardDevice()
        var an = world.device("An")
        let first = an.write(.test(1))
        let second = an.write(.test(1), parents: [first], operation: .delete)
        var model = LedgerModel()
        for revision in [first, second] { model.insert(revision, log: an.log, author: an.card) }
        for entry in [
            decide(.trust, an.card, by: &ward), decide(.revoke, an.card, by: &ward, logs: [an.log.hex: .int(2)]),
        ] {
            model.insert(entry.revision, log: ward.log, author: ward.card)
        }
        #expect(model.winner(of: .test(1), family: "ho-tro")?.hash == second.hash)
        model.judge(cards: [world.ward, an.card], own: [])
        #expect(model.winner(of: .test(1), family: "ho-tro")?.hash == first.hash)
    }
}
