import Base
import Ledger
import Testing

@Suite struct HeadsTests {
    @Test func anEditHidesItsParentEvenWhenItCameFirst() {
        var world = World(seed: 20)
        var an = world.device("An")
        let first = an.write(.test(1))
        let second = an.write(.test(1), parents: [first], answers: ["a": .int(2)])
        var model = LedgerModel()
        model.insert(second, log: an.log, author: an.card)
        model.insert(first, log: an.log, author: an.card)
        #expect(model.heads(of: .test(1), family: "ho-tro").map(\.hash) == [second.hash])
        #expect(!model.isInConflict(.test(1), family: "ho-tro"))
    }

    @Test func twoEditsAreAConflictUnlessTheySayTheSame() {
        var world = World(seed: 21)
        var an = world.device("An")
        var binh = world.device("Bình")
        let first = an.write(.test(1))
        let mine = an.write(.test(1), parents: [first], answers: ["a": .int(2), "b": .int(1)], salt: 1)
        let same = binh.write(.test(1), parents: [first], answers: ["b": .int(1), "a": .int(2)], salt: 2)
        let other = binh.write(.test(1), parents: [first], answers: ["a": .int(3)])
        var model = LedgerModel()
        model.insert(first, log: an.log, author: an.card)
        model.insert(mine, log: an.log, author: an.card)
        model.insert(same, log: binh.log, author: binh.card)
        #expect(!model.isInConflict(.test(1), family: "ho-tro"))
        model.insert(other, log: binh.log, author: binh.card)
        #expect(model.isInConflict(.test(1), family: "ho-tro"))
        let resolved = an.write(.test(1), parents: [mine, same, other], operation: .resolve)
        model.insert(resolved, log: an.log, author: an.card)
        #expect(model.heads(of: .test(1), family: "ho-tro").map(\.hash) == [resolved.hash])
        #expect(!model.isInConflict(.test(1), family: "ho-tro"))
    }

    @Test func anEditWinsAgainstALaterDelete() {
        var world = World(seed: 22)
        var an = world.device("An")
        var binh = world.device("Bình")
        let first = an.write(.test(1))
        let edit = an.write(.test(1), parents: [first], answers: ["a": .int(2)])
        let more = binh.write(.test(1), parents: [first], answers: ["a": .int(9)])
        let delete = binh.write(.test(1), parents: [more], operation: .delete, answers: [:])
        var model = LedgerModel()
        for revision in [first, edit] { model.insert(revision, log: an.log, author: an.card) }
        for revision in [more, delete] { model.insert(revision, log: binh.log, author: binh.card) }
        #expect(model.winner(of: .test(1), family: "ho-tro")?.hash == edit.hash)
        #expect(model.isInConflict(.test(1), family: "ho-tro"))
    }

    @Test func aParentOfAnotherRecordHidesNothing() {
        var world = World(seed: 23)
        var an = world.device("An")
        var bad = world.device("Xấu")
        let victim = an.write(.test(1))
        let attack = bad.write(.test(2), parents: [victim])
        var model = LedgerModel()
        model.insert(victim, log: an.log, author: an.card)
        model.insert(attack, log: bad.log, author: bad.card)
        #expect(model.winner(of: .test(1), family: "ho-tro")?.hash == victim.hash)
    }

    @Test func nobodyHidesADecisionWithoutTheRightToIt() {
        var world = World(seed: 24)
        var lead = world.device("Tổ trưởng", role: .lead)
        var bad = world.device("Xấu")
        let record = RecordID.decision(.trust, about: bad.card.id.hex)
        let trust = lead.write(record, kind: "_trust")
        let forged = bad.write(record, parents: [trust], operation: .delete, kind: "_trust")
        let disguised = bad.write(record, parents: [trust], operation: .delete)
        var model = LedgerModel()
        model.insert(trust, log: lead.log, author: lead.card)
        for revision in [forged, disguised] { model.insert(revision, log: bad.log, author: bad.card) }
        #expect(model.heads(of: record, family: "_trust").map(\.hash) == [trust.hash])
        #expect(model.winner(of: record, family: "_trust")?.hash == trust.hash)
    }

    @Test(arguments: 0..<60)
    func anyOrderGivesTheSameState(seed: Int) {
        var world = World(seed: UInt64(1000 + seed))
        var devices = [world.device("An"), world.device("Bình"), world.device("Chi")]
        var all: [(Revision, Device)] = []
        for _ in 0..<40 {
            let who = Int.random(in: 0..<3, using: &world.random)
            let record = RecordID.test(UInt8.random(in: 0..<6, using: &world.random))
            let known = all.filter { $0.0.header.record == record }.map(\.0)
            let parents = known.filter { _ in Bool.random(using: &world.random) }
            let operation: RevisionHeader.Operation = Int.random(in: 0..<5, using: &world.random) == 0 ? .delete : .put
            let revision = devices[who].write(
                record, parents: Array(parents.prefix(3)), operation: operation,
                answers: ["a": .int(Int.random(in: 0..<3, using: &world.random))])
            all.append((revision, devices[who]))
        }
        let dumps = (0..<4).map { _ in
            var model = LedgerModel()
            for (revision, device) in all.shuffled(using: &world.random) + all.prefix(10) {
                model.insert(revision, log: device.log, author: device.card)
            }
            return model.dump(of: "ho-tro")
        }
        #expect(Set(dumps).count == 1, "seed \(seed)")
    }
}
