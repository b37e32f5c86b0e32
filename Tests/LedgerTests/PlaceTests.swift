import Base
import Testing

@testable import Ledger

/// Places in logs come from files, and are added and counted: none beyond 2^53 gets in.
@Suite struct PlaceTests {
    private var world = World(seed: 5)

    static let places: [(Int, Bool)] = [
        (1, true), (1 << 53, true), (0, false), (-1, false), (1 << 53 + 1, false), (.max, false), (.min, false),
    ]

    @Test(arguments: places)
    mutating func whatADeviceClaimsToHaveSeen(_ place: Int, _ isTaken: Bool) throws {
        var an = world.device("An")
        let other = LogKey(log: world.device("Bình").log, card: world.device("Bình").card.id)
        let revision = an.write(.test(1))
        let section = LogSection(
            ward: world.root.publicKey, log: an.log, card: an.card.id, revisions: [revision], chainBefore: an.start,
            seen: [other: place], program: "sotay test", key: an.keys.signing)
        let read = try #require(LogSection(manifest: section.manifest, signature: section.signature))
        #expect(read.seen == (isTaken ? [other: place] : [:]))
    }

    /// Of a book that knows more logs than a manifest can name.
    @Test mutating func aSectionNamesTheWardsLogsAndTheNewest() throws {
        var an = world.device("An")
        let logs = (1...3000).map { number in
            let name = Digest.of(.plain, Array("\(number)".utf8))
            return (LogKey(log: LogID(bytes: Array(name.bytes.prefix(16)))!, card: name), 1 << 40)
        }
        let wards = [LogKey(log: an.log, card: world.ward.id): 7]
        let section = LogSection(
            ward: world.root.publicKey, log: an.log, card: an.card.id, revisions: [an.write(.test(1))],
            chainBefore: an.start, seen: LogSection.seen(logs, ofWard: wards), program: "sotay test",
            key: an.keys.signing)
        let file = try world.seal([section.bytes(with: an.revisions)], by: an)
        let batch = try Batch(file: file, identities: [world.wardKeys.receiving], ward: world.root.publicKey)
        let read = batch.sections.compactMap { if case .log(let log, _) = $0.content { log } else { nil } }
        let newest = Dictionary(uniqueKeysWithValues: logs.suffix(1999))
        #expect(read.map(\.seen) == [newest.merging(wards) { a, _ in a }])
    }

    @Test(arguments: places)
    mutating func whatAReceiptConfirms(_ place: Int, _ isTaken: Bool) throws {
        let log = LogKey(log: world.device("An").log, card: world.ward.id)
        let bytes = Receipt(
            card: world.ward, keys: world.wardKeys, made: Instant(milliseconds: 1_780_000_000_000),
            held: [.init(log: log, seq: place, chain: .of(.plain, [1]))]
        ).bytes
        if isTaken {
            #expect(try Receipt.all(in: bytes).first?.held.first?.seq == place)
        } else {
            #expect(throws: SyncError.notReceipt) { try Receipt.all(in: bytes) }
        }
    }

    @Test(arguments: [Int64.max, .min, 1_000_000_000_000_000_000])
    mutating func aReceiptsClock(_ milliseconds: Int64) throws {
        let bytes = Receipt(
            card: world.ward, keys: world.wardKeys, made: Instant(milliseconds: milliseconds), held: []
        ).bytes
        #expect(throws: SyncError.notReceipt) { try Receipt.all(in: bytes) }
    }

    /// A place that no log has is as if the log were not named: nothing in it has effect.
    @Test(arguments: places)
    mutating func whatARevocationNames(_ place: Int, _ isTaken: Bool) throws {
        var ward = Device(keys: world.wardKeys, card: world.ward, log: LogID(bytes: world.random.bytes(16))!)
        let an = world.device("An")
        let decisions = [Kind.Reserved.trust, .revoke].map { kind in
            let revision = ward.write(
                .decision(kind, about: an.card.id.hex),
                answers: ["card": .string(an.card.id.hex), "logs": .object([an.log.hex: .int(place)])],
                kind: kind.rawValue)
            return LedgerEntry(log: LogKey(log: ward.log, card: ward.card.id), revision: revision)
        }
        let trust = Trust(cards: [world.ward, an.card], own: [], decisions: decisions)
        #expect(trust.limit(of: LogKey(log: an.log, card: an.card.id)) == (isTaken ? place : 1))
        #expect(trust.isRevoked(an.card.id) && !trust.isRevoked(world.ward.id))
    }
}
