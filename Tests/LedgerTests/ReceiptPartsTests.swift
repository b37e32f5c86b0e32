import Age
import Base
import Testing

@testable import Ledger

/// What a ward has to say may be longer than one manifest.
@Suite struct ReceiptPartsTests {
    private let keys: DeviceKeys
    private let card: Card
    private var random = SeededRandomBytes(seed: 5)

    init() throws {
        var random = SeededRandomBytes(seed: 4)
        let root = SigningKey(rawBytes: random.bytes(32))!
        keys = DeviceKeys(
            signing: SigningKey(rawBytes: random.bytes(32))!, receiving: AgeIdentity(rawBytes: random.bytes(32))!)
        card = Card(
            ward: root.publicKey, keys: keys, role: .ward, name: "UBND", team: "", proof: .root(root))
    }

    private mutating func held(_ card: Digest? = nil) -> Receipt.Held {
        let log = LogKey(log: LogID(bytes: random.bytes(16))!, card: card ?? Digest(bytes: random.bytes(32))!)
        return Receipt.Held(log: log, seq: 123_456, chain: Digest(bytes: random.bytes(32))!)
    }

    private mutating func erased(_ hashes: Int) -> Receipt.Erased {
        .init(
            record: RecordID(bytes: random.bytes(16))!,
            hashes: (0..<hashes).map { _ in Digest(bytes: random.bytes(32))! }, isOfPerson: true)
    }

    private func parts(
        own: [Receipt.Held], after: [LogKey: Int] = [:], held: [Receipt.Held], erased: [Receipt.Erased]
    ) throws -> [Receipt] {
        let parts = try Receipt.parts(
            card: card, keys: keys, made: Instant(milliseconds: 1_780_000_000_000), own: own, after: after, held: held,
            erased: erased, decided: [])
        // As whoever reads the file finds them.
        let read = try Receipt.all(in: parts.flatMap(\.bytes))
        #expect(read == parts)
        return read
    }

    @Test(arguments: [(0, 1, 1), (0, 1_995, 1), (1_300, 0, 1), (3_000, 2_500, 1), (10, 3, 2_000)])
    mutating func everyPartIsReadAndNothingIsLeftOut(logs: Int, records: Int, hashes: Int) throws {
        let own = held(card.id)
        let after = [held().log: 7]
        let held = (0..<logs).map { _ in self.held() }
        let erased = (0..<records).map { _ in self.erased(hashes) }
        let parts = try parts(own: [own], after: after, held: held, erased: erased)
        #expect(parts.allSatisfy { $0.held.first == own && $0.after == after })
        #expect(parts.flatMap { $0.held.dropFirst() } == held)
        #expect(parts.flatMap(\.erased) == erased)
        #expect(parts.allSatisfy { $0.bytes.firstIndex(of: 0x0A)! <= Caps.manifestBytes })
        // Full but for one entry.
        let room = Caps.manifestBytes - hashes * 70 - 1_000
        #expect(parts.dropLast().allSatisfy { $0.bytes.firstIndex(of: 0x0A)! > room })
    }

    @Test mutating func whatFitsIntoNoManifestIsNotSigned() throws {
        let own = (0..<1_400).map { _ in held(card.id) }
        #expect(throws: SyncError.self) { try parts(own: own, held: [], erased: []) }
        let entry = erased(4_000)
        #expect(throws: SyncError.self) { try parts(own: [], held: [], erased: [entry]) }
    }
}
