import Age
import Base

@testable import Ledger

/// The files of sync/vectors, made from one seed. They are written anew only by `RECORD=1`: a released version's
/// vectors stay as they are.
struct VectorMaker {
    var bench = VectorBench()
    private(set) var files: [(name: String, bytes: [UInt8])] = []

    init() throws {
        try makeHandedDown()
        let (an, binh) = try makeHonest()
        try makeDamaged(by: an, beside: binh)
        try makeRefusedSections(beside: binh)
        try makeHistories()
        try makeReceipts(about: makeErasures())
        try makeOtherRefusals()
        try makeRegisters()
        try makeRevocationsTold()
        makeReceiptsOfLostWards()
    }

    mutating func add(_ name: String, _ bytes: [UInt8]) {
        files.append((name, bytes))
    }

    // MARK: Kits, cards, keys

    private mutating func makeHandedDown() throws {
        let world = bench.world
        add("ward.testkey", Self.keyFile("the ward", world.wardKeys.receiving, ward: bench.root))
        add("lead.testkey", Self.keyFile("the team's lead", bench.lead.keys.receiving, ward: bench.root))
        let kit = bench.kit()
        add("01-kit.sotay", kit)
        add("02-kit-signature.sotay", kit.flipped(at: kit.end(of: "Nam Tri") - 1))
        add("03-kit-part.sotay", kit.flipped(at: kit.count - 3))
        add("04-kit-cut.sotay", Array(kit.dropLast(9)))
        add("08-kit-list.sotay", bench.kitWithList())
        add("05-card.sotay", bench.lead.card.lines)
        let card = bench.lead.card.lines
        add("06-card-changed.sotay", card.flipped(at: card.end(of: "\"name\":\"T") - 1))
    }

    private static func keyFile(_ whose: String, _ identity: AgeIdentity, ward: SigningPublicKey) -> [UInt8] {
        Array(
            """
            # TEST KEY of \(whose) in these vectors. It protects nothing: never use it for anything else.
            # ward: \(ward.hex)
            \(identity.text)

            """.utf8)
    }

    // MARK: What is to be taken

    /// The ward trusts the lead; the lead trusts An and Bình and passes their sections up.
    private mutating func makeHonest() throws -> (an: Device, binh: Device) {
        var an = bench.world.device("Nguyễn Thị An")
        var binh = bench.world.device("Bình")
        _ = bench.decision(.trust, bench.lead.card, by: &bench.ward)
        add("10-decision.age", try bench.seal([bench.lead.card.lines, bench.section(bench.ward)], by: bench.ward))

        let first = an.record(1, ["viec": .string("Cài VNeID\tvà hướng dẫn"), "so": .int(2)])
        let second = an.record(2, ["viec": .string("dịch vụ công")])
        _ = an.record(1, ["viec": .string("Cài VNeID"), "so": .int(3)], parents: [first])
        _ = an.record(2, [:], parents: [second], operation: .delete)
        let fifth = an.record(3, ["viec": .string("thanh toán")])
        let sectionOfAn = bench.section(an)
        add("11-valid.age", try bench.seal([sectionOfAn, bench.form(by: an)], by: an))

        _ = bench.decision(.trust, an.card, by: &bench.lead)
        _ = bench.decision(.trust, binh.card, by: &bench.lead)
        _ = binh.record(1, ["viec": .string("Cài VNeID"), "so": .int(4)], parents: [first])
        _ = binh.record(2, ["viec": .string("dịch vụ công, nộp lệ phí")], parents: [second])
        let same = binh.record(3, ["viec": .string("thanh toán")], parents: [fifth])
        _ = binh.record(3, ["viec": .string("thanh toán")], parents: [same])
        _ = binh.record(4, ["ho_ten_sai_cho": .string("đã rút đồng ý")])
        // A second head that says the same: other salt, other order, other spelling of the same letters.
        _ = an.record(5, ["a": .string("Hòa"), "b": .int(1)])
        _ = binh.record(5, ["b": .int(1), "a": .string("Ho\u{300}a")])
        let relayed = [
            bench.section(bench.lead), an.card.lines, sectionOfAn, bench.section(an, from: 6), binh.card.lines,
            bench.section(binh),
        ]
        add("12-relayed.age", try bench.seal(relayed, by: bench.lead))

        // The lead's copies after an erasure: one body that another copy fills, one that nothing fills.
        var chi = bench.world.device("Chi")
        _ = bench.decision(.trust, chi.card, by: &bench.lead)
        _ = chi.record(6, ["viec": .string("đã xóa")])
        _ = chi.record(7, ["viec": .string("còn")])
        let bodies = chi.section(ward: bench.root).bytes(with: chi.revisions)
        let erased = [
            bench.section(bench.lead, from: 3), chi.card.lines, an.card.lines,
            bodies.withoutBody(of: chi.revisions[0]), sectionOfAn.withoutBody(of: an.revisions[0]),
        ]
        add("13-erased.age", try bench.seal(erased, by: bench.lead))
        return (an, binh)
    }

    // MARK: What is to be refused as a whole

    private mutating func makeDamaged(by an: Device, beside binh: Device) throws {
        let valid = files.first { $0.name == "11-valid.age" }!.bytes
        let good = [bench.section(an)]
        add("20-flipped.age", valid.flipped(at: valid.count - 40))
        add("21-header-flipped.age", valid.flipped(at: valid.end(of: "--- ") + 1))
        add("22-cut.age", Array(valid.dropLast(100)))
        add("23-cut-header.age", Array(valid[..<150]))
        add("24-appended.age", valid + [0])
        add("25-not-a-batch.age", Array("PK\u{3}\u{4}\n".utf8))
        add("26-not-a-batch-inside.age", try bench.seal(plain: Array("{\"v\":1,\"min\":1}\n".utf8)))
        add(
            "27-newer.age",
            try bench.seal(plain: bench.plain(good, by: an, changes: ["v": .int(3), "min": .int(2)])))
        var other = World(seed: 77)
        let foreign = other.device("Người xã khác")
        add("28-other-ward.age", try other.seal([], by: foreign, to: [bench.world.wardKeys.receiving.recipient]))
        add(
            "29-sealed-to-others.age",
            try bench.seal(plain: bench.plain(good, by: an), to: other.wardKeys.receiving.recipient))
        let plain = bench.plain(good, by: an)
        add("30-carrier-signature.age", try bench.seal(plain: plain.flipped(at: plain.end(of: "\"program\":\"s"))))
        add(
            "31-carrier-card.age",
            try bench.seal(plain: bench.plain(good, by: an, changes: ["card": .string(binh.card.id.hex)])))
        add("32-carrier-extra.age", try bench.seal(plain: plain + [0x0A]))
        add("33-carrier-short.age", try bench.seal(plain: Array(plain.dropLast())))
    }
}

// MARK: - One section wrong

extension VectorMaker {
    /// Each file carries a section that is refused, and one of Bình's that is not.
    private mutating func makeRefusedSections(beside binh: Device) throws {
        let good = [binh.card.lines, bench.section(binh, from: 6)]
        var dung = bench.world.device("Dũng")
        _ = bench.decision(.trust, dung.card, by: &bench.lead)
        add("40-trust-dung.age", try bench.seal([bench.section(bench.lead, from: 4), dung.card.lines], by: bench.lead))
        for number in 1...3 { _ = dung.record(UInt8(number + 20), ["so": .int(number)]) }
        let section = bench.section(dung)
        let headers = dung.revisions.map(\.headerBytes)
        let body = dung.revisions.flatMap(\.line)

        let carried = bench.plain([section] + good, by: bench.lead)
        add("41-section-hash.age", try bench.seal(plain: carried.flipped(at: carried.end(of: "\"so\":3") - 1)))
        let signed = section.end(of: "\"program\":\"") + 2
        let wrong: [(String, [UInt8])] = [
            ("42-section-signature", section.flipped(at: signed)),
            ("43-section-key", bench.section(dung, headers: headers, body: body, signedBy: bench.lead.keys.signing)),
            (
                "44-section-newer",
                bench.section(dung, headers: headers, body: body, changes: ["v": .int(2), "min": .int(2)])
            ),
            ("45-section-kind", bench.section(dung, headers: headers, body: body, changes: ["k": .string("photo")])),
            ("46-section-count", bench.section(dung, headers: headers, body: body, changes: ["count": .int(2)])),
            (
                "47-section-ward",
                bench.section(dung, headers: headers, body: body, changes: ["ward": .string(dung.card.id.hex)])
            ),
            (
                "50-chain-order",
                bench.section(dung, headers: headers, body: [0, 2, 1].flatMap { dung.revisions[$0].line })
            ),
            (
                "51-chain-short",
                bench.section(dung, headers: headers, body: Array(body.dropLast(dung.revisions[2].line.count)))
            ),
            ("52-chain-long", bench.section(dung, headers: headers, body: body + dung.revisions[0].line)),
            (
                "53-chain-start",
                bench.section(dung, headers: headers, body: body, changes: ["c0": .string(binh.start.hex)])
            ),
            (
                "54-line-payload",
                bench.section(dung, headers: headers, body: body.flipped(at: body.end(of: "\"so\":2") - 1))
            ),
            ("55-line-end", bench.section(dung, headers: headers, body: Array(body.dropLast()))),
            ("56-line-kind-long", bench.section(dung) { $0.kind = String(repeating: "k", count: 201) }),
            ("57-line-member-long", bench.section(dung) { $0.member = String(repeating: "m", count: 65) }),
            ("58-line-parents", bench.section(dung) { $0.parents = [Digest](repeating: $0.payloadHash, count: 65) }),
            ("59-line-generation", bench.section(dung) { $0.generation = 1 << 31 + 1 }),
            ("60-line-length", bench.section(dung) { $0.payloadLength -= 1 }),
        ]
        for (name, section) in wrong {
            add(name + ".age", try bench.seal(plain: bench.plain([dung.card.lines, section] + good, by: bench.lead)))
        }
        add("48-card-unknown.age", try bench.seal(plain: bench.plain([stranger(), section] + good, by: bench.ward)))
        var untrusted = bench.world.device("Người lạ")
        _ = untrusted.record(30, ["so": .int(1)])
        add("49-untrusted.age", try bench.seal([bench.section(untrusted), bench.form(by: untrusted)], by: untrusted))
    }

    /// A section whose author's card is nowhere.
    private mutating func stranger() -> [UInt8] {
        var device = bench.world.device("Không có thẻ")
        _ = device.record(31, ["so": .int(1)])
        return bench.section(device)
    }
}

// MARK: - Histories that decide who has effect

extension VectorMaker {
    private mutating func makeHistories() throws {
        var giang = bench.world.device("Giang")
        var hai = bench.world.device("Hải")
        var khanh = bench.world.device("Khánh")
        for card in [giang.card, hai.card, khanh.card] { _ = bench.decision(.trust, card, by: &bench.lead) }
        let trust = [bench.section(bench.lead, from: 5), giang.card.lines, hai.card.lines, khanh.card.lines]
        add("70-trust-others.age", try bench.seal(trust, by: bench.lead))

        let first = giang.record(40, ["so": .int(1)])
        _ = giang.record(41, ["so": .int(2)])
        _ = giang.record(40, [:], parents: [first], operation: .delete)
        _ = giang.record(42, ["so": .int(4)])
        add("71-revoked.age", try bench.seal([bench.section(giang)], by: giang))
        _ = bench.decision(.revoke, giang.card, by: &bench.ward, logs: [giang.log.hex: .int(3)])
        add("72-revocation.age", try bench.seal([bench.section(bench.ward, from: 2)], by: bench.ward))
        var second = giang
        second.log = LogID(bytes: bench.world.random.bytes(16))!
        second.revisions = []
        _ = second.record(43, ["so": .int(5)])
        add("73-revoked-new-log.age", try bench.seal([bench.section(second)], by: second))

        _ = hai.record(50, ["so": .int(1)])
        var copy = hai
        let mine = hai.record(51, ["may": .string("máy gốc")])
        let theirs = copy.record(51, ["may": .string("máy chép")])
        add("74-fork-a.age", try bench.seal([bench.section(hai)], by: hai))
        add("75-fork-b.age", try bench.seal([bench.section(copy, from: 2)], by: copy))

        // Parents of another record, of another family, and decisions that a volunteer may not write.
        _ = khanh.record(52, ["so": .int(1)], parents: [mine, theirs])
        _ = khanh.record(51, ["so": .int(1)], parents: [mine], kind: "khac@1#0123456789abcdef")
        let trustOfLead = bench.ward.revisions[0]
        _ = khanh.write(
            trustOfLead.header.record, parents: [trustOfLead], operation: .delete, answers: [:], salt: 3, kind: "_trust"
        )
        var friend = bench.world.device("Bạn của Khánh")
        _ = friend.record(54, ["so": .int(1)])
        _ = bench.decision(.trust, friend.card, by: &khanh)
        let sections = [bench.section(khanh), friend.card.lines, bench.section(friend)]
        add("76-foreign-parent.age", try bench.seal(sections, by: khanh))
        // The name of another device's log makes a log of its own.
        var claimed = khanh
        claimed.log = hai.log
        // Its first line is a copy of that log's first line: one head, at the least place.
        claimed.revisions = [hai.revisions[0]]
        _ = claimed.record(53, ["so": .int(1)])
        add("77-claimed-log.age", try bench.seal([bench.section(claimed)], by: claimed))
    }
}

extension Device {
    /// A session's record, salted by its place.
    mutating func record(
        _ number: UInt8, _ answers: JSONObject, parents: [Revision] = [],
        operation: RevisionHeader.Operation = .put, kind: String = VectorBench.kind
    ) -> Revision {
        write(
            .test(number), parents: parents, operation: operation, answers: answers,
            salt: UInt8(revisions.count + 1), kind: kind)
    }
}

extension [UInt8] {
    /// A section's bytes with one line's payload taken out.
    func withoutBody(of revision: Revision) -> [UInt8] {
        let line = revision.line
        let start = indices.first { self[$0...].starts(with: line) }!
        return self[..<start] + revision.headerBytes + [0x09, 0x0A] + self[(start + line.count)...]
    }
}
