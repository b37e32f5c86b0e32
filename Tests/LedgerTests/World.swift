import Age
import Base
import Ledger

/// A ward and devices made from a seed, for the tests of this target.
struct World {
    var random: SeededRandomBytes
    let root: SigningKey
    let secret: [UInt8]
    let wardKeys: DeviceKeys
    let ward: Card

    init(seed: UInt64) {
        random = SeededRandomBytes(seed: seed)
        root = SigningKey(rawBytes: random.bytes(32))!
        secret = random.bytes(32)
        wardKeys = Self.keys(&random)
        ward = Card(ward: root.publicKey, keys: wardKeys, role: .ward, name: "Phường", team: "", proof: .root(root))
    }

    static func keys(_ random: inout SeededRandomBytes) -> DeviceKeys {
        DeviceKeys(
            signing: SigningKey(rawBytes: random.bytes(32))!, receiving: AgeIdentity(rawBytes: random.bytes(32))!)
    }

    mutating func device(_ name: String, role: DeviceRole = .volunteer) -> Device {
        let keys = Self.keys(&random)
        let card = Card(
            ward: root.publicKey, keys: keys, role: role, name: name, team: "T01",
            proof: .enrolment(secret: secret, kit: "kit"))
        return Device(keys: keys, card: card, log: LogID(bytes: random.bytes(16))!)
    }

    mutating func seal(_ sections: [[UInt8]], by device: Device, to recipients: [AgeRecipient]? = nil) throws -> [UInt8]
    {
        var source = random
        defer { random = source }
        return try Batch.seal(
            sections: sections, ward: root.publicKey, carrier: device.card, keys: device.keys,
            to: recipients ?? [wardKeys.receiving.recipient], made: Instant(milliseconds: 1_780_000_000_000),
            program: "sotay test", random: { source.bytes($0) })
    }
}

/// One laptop's log.
struct Device {
    let keys: DeviceKeys
    let card: Card
    var log: LogID
    var revisions: [Revision] = []

    var start: Digest { log.chainStart(signingKey: card.signingKey.bytes) }

    mutating func write(
        _ record: RecordID, parents: [Revision] = [], operation: RevisionHeader.Operation = .put,
        answers: JSONObject = ["a": .int(1)], salt: UInt8 = 0, kind: String = "ho-tro@1#0123456789abcdef"
    ) -> Revision {
        let revision = Revision(
            seq: revisions.count + 1, record: record,
            parents: parents.map { .init(hash: $0.hash, generation: $0.header.generation) },
            kind: Kind(kind), member: "T01-01", operation: operation,
            time: Instant(milliseconds: 1_780_000_000_000), answers: answers, salt: [UInt8](repeating: salt, count: 16))
        revisions.append(revision)
        return revision
    }

    func section(from: Int = 1, ward: SigningPublicKey) -> LogSection {
        let before = revisions.prefix(from - 1).reduce(start) { $0.chained(with: $1.hash) }
        return LogSection(
            ward: ward, log: log, card: card.id, revisions: Array(revisions.dropFirst(from - 1)), chainBefore: before,
            seen: [:], program: "sotay test", key: keys.signing)
    }
}

extension RecordID {
    static func test(_ number: UInt8) -> RecordID {
        RecordID(bytes: [UInt8](repeating: number, count: 16))!
    }
}
