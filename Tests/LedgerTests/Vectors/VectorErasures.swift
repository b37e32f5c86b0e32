import Age
import Base

@testable import Ledger

// MARK: - Erasures and receipts

extension VectorMaker {
    /// A lead erases a record of Lan's before and after its bodies come. What volunteers and leads may not erase stays.
    ///
    /// Returns Lan, whose last two revisions receipts name.
    mutating func makeErasures() throws -> Device {
        var lan = bench.world.device("Lan")
        let from = bench.lead.revisions.count + 1
        _ = bench.decision(.trust, lan.card, by: &bench.lead)
        let first = lan.record(60, ["viec": .string("của người xin xoá"), "ngay": .string("2026-06-01")])
        let second = lan.record(60, ["viec": .string("của người xin xoá, sửa")], parents: [first])
        let other = lan.record(61, ["viec": .string("của người khác")])
        _ = bench.lead.record(60, ["ngay": .string("2026-06-01")], parents: [second])
        _ = bench.lead.erase(.test(60), [first, second])
        let same = bench.lead.write(
            .test(65), answers: ["kind": .string("person"), "a": .string("A"), "b": .string("B"), "same": .bool(true)],
            salt: 1, kind: Kind.Reserved.same.rawValue)
        _ = bench.lead.erase(.test(65), [same])
        add("80-erase.age", try bench.seal([bench.section(bench.lead, from: from), lan.card.lines], by: bench.lead))
        add("81-erased-late.age", try bench.seal([bench.section(lan)], by: lan))

        // Without effect: a volunteer's; one that names a decision; one of another record than its own.
        let next = bench.lead.revisions.count + 1
        let trustOfLead = bench.ward.revisions[0]
        _ = lan.erase(.test(61), [other])
        _ = bench.lead.erase(trustOfLead.header.record, [trustOfLead])
        _ = bench.lead.erase(.test(62), [other])
        // An edit by somebody who does not know yet is a second head, and keeps its body.
        _ = lan.record(60, ["viec": .string("sửa khi chưa biết")], parents: [second])
        let sections = [bench.section(bench.lead, from: next), lan.card.lines, bench.section(lan, from: 4)]
        add("82-erase-without-effect.age", try bench.seal(sections, by: bench.lead))

        _ = lan.record(63, ["viec": .string("phường báo xoá qua biên nhận")])
        _ = lan.record(64, ["viec": .string("tổ trưởng không xoá được qua biên nhận")])
        add("83-before-receipt.age", try bench.seal([bench.section(lan, from: 6)], by: lan))
        return lan
    }

    /// The ward's word erases, a lead's does not.
    mutating func makeReceipts(about lan: Device) throws {
        let told = lan.revisions.suffix(2)
        let end = lan.section(ward: bench.root).chainAfter
        let held = [Receipt.Held(log: LogKey(log: lan.log, card: lan.card.id), seq: lan.revisions.count, chain: end)]
        func erased(_ revision: Revision) -> [Receipt.Erased] {
            [.init(record: revision.header.record, hashes: [revision.hash], isOfPerson: true)]
        }
        let wards = receipt(bench.ward, held, erased(told.first!))
        let leads = receipt(bench.lead, held, erased(told.last!))
        add("84-receipt.sotay", leads + wards)
        add("85-receipt-signature.sotay", wards.flipped(at: wards.end(of: "\"t\":17")))
        add("86-receipt-cut.sotay", Array(wards.dropLast(3)))
        add("87-receipt-untrusted.sotay", receipt(lan, held))
        add("88-receipt-extra.sotay", wards + Array("{}\n".utf8))
        var other = World(seed: 78)
        add("89-receipt-other-ward.sotay", receipt(other.device("Tổ trưởng xã khác", role: .lead), held))
    }

    private func receipt(
        _ device: Device, _ held: [Receipt.Held] = [], _ erased: [Receipt.Erased] = [], decided: [Revision] = []
    ) -> [UInt8] {
        Receipt(
            card: device.card, keys: device.keys, made: VectorBench.time, held: held, erased: erased, decided: decided
        ).bytes
    }

    /// The ward's word about devices, from a log that travels nowhere: one is revoked, another was and is no more. A
    /// lead's receipt, and a decision of another kind, say nothing.
    mutating func makeRevocationsTold() throws {
        var devices = ["Oanh", "Phương", "Quý"].map { bench.world.device($0) }
        let from = bench.lead.revisions.count + 1
        for device in devices { _ = bench.decision(.trust, device.card, by: &bench.lead) }
        for index in devices.indices {
            for place in 1...2 { _ = devices[index].record(UInt8(100 + 2 * index + place), ["so": .int(place)]) }
        }
        let sections = devices.flatMap { [$0.card.lines, bench.section($0)] }
        add(
            "92-before-revocation.age",
            try bench.seal([bench.section(bench.lead, from: from)] + sections, by: bench.lead))

        var ward = bench.ward
        (ward.log, ward.revisions) = (LogID(bytes: bench.world.random.bytes(16))!, [])
        var lead = bench.lead
        let stranger = bench.world.device("Người lạ")
        let first = bench.decision(.revoke, devices[0].card, by: &ward, logs: [devices[0].log.hex: .int(2)])
        let second = bench.decision(.revoke, devices[1].card, by: &ward, logs: [:])
        let back = ward.write(
            second.header.record, parents: [second], operation: .delete,
            answers: ["card": .string(devices[1].card.id.hex)], salt: 9, kind: Kind.Reserved.revoke.rawValue)
        let trust = bench.decision(.trust, stranger.card, by: &ward)
        let leads = bench.decision(.revoke, devices[2].card, by: &lead, logs: [:])
        add("93-receipt-revokes.sotay", receipt(ward, decided: [first, second, trust]))
        add("94-receipt-takes-back.sotay", receipt(ward, decided: [back]) + receipt(lead, decided: [leads]))
        add("95-receipt-line.sotay", receipt(ward, decided: [first.withoutBody]))
    }

    /// A kit of another ward, and age files that are none of ours.
    mutating func makeOtherRefusals() throws {
        var other = VectorBench(seed: 79)
        add("07-kit-other-ward.sotay", other.kit())
        let valid = files.first { $0.name == "11-valid.age" }!.bytes
        add(
            "34-armoured.age",
            Array("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n".utf8))
        add("35-other-version.age", Array("age-encryption.org/v2\n".utf8) + valid[22...])
        add("36-passphrase.age", try other.sealed(passphrase: "cụm mật khẩu thử"))
    }
}

extension Revision {
    fileprivate var withoutBody: Revision { Revision(stored: headerBytes, payload: nil)! }
}

extension Device {
    fileprivate mutating func erase(_ record: RecordID, _ revisions: [Revision]) -> Revision {
        let erasure = Erasure(record: record, hashes: revisions.map(\.hash), isOfPerson: true, request: "")
        return write(
            .decision(.erase, about: record.text), answers: erasure.answers, salt: UInt8(self.revisions.count + 1),
            kind: Kind.Reserved.erase.rawValue)
    }
}

extension VectorBench {
    fileprivate mutating func sealed(passphrase: String) throws -> [UInt8] {
        var source = world.random
        defer { world.random = source }
        return try Age.seal(Array("x\n".utf8), passphrase: passphrase, workFactor: 10, random: { source.bytes($0) })
    }
}
