import Age
import Base
import Testing

@testable import Ledger

@Suite struct BatchTests {
    @Test func whatIsSealedComesOut() throws {
        var world = World(seed: 2)
        var device = world.device("An")
        for number in 1...5 { _ = device.write(.test(UInt8(number))) }
        let section = device.section(ward: world.root.publicKey)
        let file = try world.seal([device.card.lines, section.bytes(with: device.revisions)], by: device)
        let batch = try Batch(file: file, identities: [world.wardKeys.receiving], ward: world.root.publicKey)
        #expect(batch.carrier == device.card)
        #expect(batch.sections.count == 2)
        guard case .log(let log, let body)? = batch.sections[1].content else { Issue.record("no log section"); return }
        #expect(log.isSigned(by: device.card.signingKey))
        let links = try log.revisions(in: body, signingKey: device.card.signingKey)
        #expect(links.map(\.revision) == device.revisions)
        #expect(links.last?.chain == log.chainAfter)
    }

    @Test func everyTruncationAndFlipIsRefused() throws {
        var world = World(seed: 3)
        var device = world.device("An")
        _ = device.write(.test(1))
        let section = device.section(ward: world.root.publicKey)
        let file = try world.seal([device.card.lines, section.bytes(with: device.revisions)], by: device)
        for count in stride(from: 0, to: file.count, by: 7) {
            #expect(throws: SyncError.self) {
                try Batch(
                    file: Array(file[..<count]), identities: [world.wardKeys.receiving], ward: world.root.publicKey)
            }
        }
        for index in stride(from: 0, to: file.count, by: 11) {
            var copy = file
            copy[index] ^= 0x20
            #expect(throws: SyncError.self) {
                try Batch(file: copy, identities: [world.wardKeys.receiving], ward: world.root.publicKey)
            }
        }
    }

    @Test func strangersAreRefusedWithTheirReason() throws {
        var world = World(seed: 4)
        let other = World(seed: 5)
        var device = world.device("An")
        _ = device.write(.test(1))
        let file = try world.seal([device.card.lines], by: device)
        #expect(throws: SyncError.seal(.noIdentityMatches)) {
            try Batch(file: file, identities: [other.wardKeys.receiving], ward: world.root.publicKey)
        }
        let foreign = try world.seal([], by: device, to: [other.wardKeys.receiving.recipient])
        #expect(throws: SyncError.otherWard(fingerprint: world.root.publicKey.fingerprint)) {
            try Batch(file: foreign, identities: [other.wardKeys.receiving], ward: other.root.publicKey)
        }
        var plain = try Age.open(file, with: [world.wardKeys.receiving])
        let signature = try #require(plain.firstIndex(of: 0x0A)) + 1
        plain[signature] = plain[signature] == 0x30 ? 0x31 : 0x30
        let forged = try Age.seal(
            plain, to: [world.wardKeys.receiving.recipient], random: { [UInt8](repeating: 9, count: $0) })
        #expect(throws: SyncError.carrierSignature) {
            try Batch(file: forged, identities: [world.wardKeys.receiving], ward: world.root.publicKey)
        }
    }

    /// What no approval could hold is no form.
    @Test(arguments: [(Caps.lineBytes, true), (Caps.lineBytes + 1, false)])
    func aFormIsAsLongAsAnApproval(length: Int, isForm: Bool) throws {
        var world = World(seed: 16)
        let device = world.device("An")
        let text = [UInt8](repeating: 0x61, count: length)
        let manifest = Manifest(
            signing: [
                "v": .int(1), "min": .int(1), "k": .string("form"), "ward": .string(world.root.publicKey.hex),
                "card": .string(device.card.id.hex), "name": .string("x.md"),
                "form": .string(FormRef(id: "x", version: "1", file: text).text),
                "h": .string(Digest.of(.plain, text).hex),
            ], with: device.keys.signing, as: .section)
        let file = try world.seal([manifest.lines + text], by: device)
        let batch = try Batch(file: file, identities: [world.wardKeys.receiving], ward: world.root.publicKey)
        #expect((batch.sections[0].content != nil) == isForm)
    }

    @Test func aSectionWithASwappedLineBreaksTheChain() throws {
        var world = World(seed: 6)
        var device = world.device("An")
        for number in 1...3 { _ = device.write(.test(UInt8(number))) }
        let section = device.section(ward: world.root.publicKey)
        let swapped = [device.revisions[0], device.revisions[2], device.revisions[1]].flatMap(\.line)
        #expect(throws: SyncError.chain(line: 2)) {
            try section.revisions(in: swapped[...], signingKey: device.card.signingKey)
        }
        #expect(throws: SyncError.chain(line: 2)) {
            try section.revisions(
                in: device.revisions.prefix(2).flatMap(\.line)[...], signingKey: device.card.signingKey)
        }
        let other = world.device("Bình")
        #expect(throws: SyncError.chain(line: 1)) {
            try section.revisions(in: device.revisions.flatMap(\.line)[...], signingKey: other.card.signingKey)
        }
    }

    @Test func anErasedBodyStillVerifies() throws {
        var world = World(seed: 7)
        var device = world.device("An")
        for number in 1...2 { _ = device.write(.test(UInt8(number))) }
        let section = device.section(ward: world.root.publicKey)
        let erased = device.revisions[0].headerBytes + [0x09, 0x0A] + device.revisions[1].line
        let links = try section.revisions(in: erased[...], signingKey: device.card.signingKey)
        #expect(links.map(\.revision.payload) == [nil, device.revisions[1].payload])
    }
}

@Suite struct CardAndKitTests {
    @Test func aCardIsHeldToItsKey() throws {
        var world = World(seed: 8)
        let device = world.device("Nguyễn Thị Ý")
        #expect(try Card(file: device.card.lines) == device.card)
        #expect(device.card.isEnrolled(secret: world.secret))
        #expect(!device.card.isEnrolled(secret: [UInt8](repeating: 0, count: 32)))
        #expect(!device.card.isCertified)
        #expect(world.ward.isCertified)
        let changed = String(decoding: device.card.lines, as: UTF8.self).replacing("volunteer", with: "lead")
        #expect(throws: SyncError.notCard) { try Card(file: Array(changed.utf8)) }
    }

    @Test func aKitComesBackAndNoByteOfItMayChange() throws {
        let world = World(seed: 12)
        let kit = Kit(
            ward: world.root.publicKey, id: "k1", number: 3, area: ("11542", "Phường Nam Triệu"), team: "T01",
            secret: world.secret, recipients: [world.wardKeys.receiving.recipient],
            parts: [
                .init(kind: .card, name: "ward", bytes: world.ward.lines),
                .init(kind: .form, name: "ho-tro.md", bytes: Array("| survey |\n".utf8)),
            ])
        let file = kit.file(signedBy: world.root)
        #expect(Kit.isKit(file))
        let read = try Kit(file: file)
        #expect(read.number == 3)
        #expect(read.secret == world.secret)
        #expect(read.parts == kit.parts)
        #expect(read.wardCards == [world.ward])
        for index in stride(from: 0, to: file.count, by: 5) {
            var copy = file
            copy[index] ^= 0x01
            #expect(throws: SyncError.self) { try Kit(file: copy) }
            #expect(throws: SyncError.self) { try Kit(file: Array(file[..<index])) }
        }
    }

    /// What fits, sealed, stays within the limit of e-mail and FAT32, however it is filled.
    @Test(arguments: [[8 << 20], [1 << 20], [300_000], [8 << 20, 7 << 20, 40_000]])
    func aFullBatchStaysWithinItsLimit(sizes: [Int]) throws {
        var world = World(seed: 9)
        let device = world.device("An")
        var room = BatchRoom(carrier: device.card.lines.count)
        var sections: [[UInt8]] = []
        var index = 0
        while index < 1_000,
            room.takes(sizes[index % sizes.count], with: [("An", device.card.lines.count)])
        {
            sections.append([UInt8](repeating: 0x20, count: sizes[index % sizes.count]))
            index += 1
        }
        // To the last byte that is left.
        for size in [1 << 20, 1 << 16, 1 << 12, 1 << 8] {
            while room.takes(size, with: []) { sections.append([UInt8](repeating: 0x20, count: size)) }
        }
        let recipients = Array(repeating: world.wardKeys.receiving.recipient, count: 64)
        let file = try world.seal([device.card.lines] + sections, by: device, to: recipients)
        #expect(file.count <= Caps.splitBytes)
        #expect(file.count > Caps.splitBytes - 128 << 10)
    }

    @Test func aCardWithAnEndlessNameIsNone() {
        var world = World(seed: 10)
        let keys = World.keys(&world.random)
        for (count, isCard) in [(Caps.nameBytes, true), (Caps.nameBytes + 1, false)] {
            let fields: JSONObject = [
                "v": .int(1), "min": .int(1), "k": .string("card"), "ward": .string(world.root.publicKey.hex),
                "sign": .string(keys.signing.publicKey.hex), "receive": .string(keys.receiving.recipient.text),
                "role": .string("volunteer"), "name": .string(String(repeating: "a", count: count)),
                "team": .string(""), "kit": .string(""), "proof": .string(""),
            ]
            let manifest = Manifest(signing: fields, with: keys.signing, as: .section)
            #expect((Card(manifest: manifest.bytes, signature: manifest.signature) != nil) == isCard)
        }
    }
}
