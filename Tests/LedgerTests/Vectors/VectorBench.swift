import Age
import Base

@testable import Ledger

/// What the vectors are made with: a ward, its people, and ways to write files that no honest program writes.
struct VectorBench {
    var world: World
    /// The ward's own computer as an author.
    var ward: Device
    var lead: Device

    static let form = Array("| survey |\n| | type | name | label |\n| | text | a | Nội dung |\n".utf8)
    static let kind = FormRef(id: "ho-tro", version: "1", file: form).text
    static let time = Instant(milliseconds: 1_780_000_000_000)

    init(seed: UInt64 = 0x736F_7461) {
        world = World(seed: seed)
        let log = LogID(bytes: world.random.bytes(16))!
        ward = Device(keys: world.wardKeys, card: world.ward, log: log)
        lead = world.device("Tổ trưởng", role: .lead)
    }

    var root: SigningPublicKey { world.root.publicKey }

    // MARK: Sections

    func section(_ device: Device, from: Int = 1) -> [UInt8] {
        device.section(from: from, ward: root).bytes(with: Array(device.revisions.dropFirst(from - 1)))
    }

    /// A section of any lines, well-formed or not, under a manifest that fits them unless `changes` says otherwise.
    func section(
        _ device: Device, headers: [[UInt8]], body: [UInt8], changes: JSONObject = [:], signedBy key: SigningKey? = nil
    ) -> [UInt8] {
        let end = headers.reduce(device.start) { $0.chained(with: .of(.revision, $1)) }
        var fields: JSONObject = [
            "v": .int(1), "min": .int(1), "k": .string("log"), "ward": .string(root.hex),
            "log": .string(device.log.hex), "card": .string(device.card.id.hex), "from": .int(1),
            "to": .int(headers.count), "count": .int(headers.count), "c0": .string(device.start.hex),
            "c1": .string(end.hex), "forms": .strings([Self.kind]), "seen": .object([:]),
            "program": .string("sotay test"),
        ]
        for change in changes { fields[change.key] = change.value }
        return Manifest(signing: fields, with: key ?? device.keys.signing, as: .section).lines + body
    }

    /// A section with one line whose header is what the closure makes of a good one.
    func section(_ device: Device, changing change: (inout RevisionHeader) -> Void) -> [UInt8] {
        let revision = device.revisions[0]
        var header = revision.header
        change(&header)
        return section(device, headers: [header.bytes], body: header.bytes + [0x09] + revision.payload! + [0x0A])
    }

    func form(by device: Device) -> [UInt8] {
        FormSection(
            ward: root, card: device.card.id, form: FormRef(Self.kind)!, fileName: "ho-tro.md", text: Self.form,
            key: device.keys.signing
        ).bytes
    }

    func decision(
        _ kind: Kind.Reserved, _ card: Card, by author: inout Device, logs: JSONObject? = nil
    ) -> Revision {
        var answers: JSONObject = [
            "card": .string(card.id.hex), "name": .string(card.name), "enrolled": .bool(true),
        ]
        if let logs { answers["logs"] = .object(logs) }
        return author.write(
            .decision(kind, about: card.id.hex), answers: answers, salt: UInt8(author.revisions.count + 1),
            kind: kind.rawValue)
    }

    // MARK: Batches

    mutating func seal(_ sections: [[UInt8]], by device: Device) throws -> [UInt8] {
        try world.seal(
            sections, by: device, to: [world.wardKeys.receiving.recipient, lead.keys.receiving.recipient])
    }

    /// Seals any text to the ward.
    mutating func seal(plain: [UInt8], to recipient: AgeRecipient? = nil) throws -> [UInt8] {
        var source = world.random
        defer { world.random = source }
        return try Age.seal(
            plain, to: [recipient ?? world.wardKeys.receiving.recipient], random: { source.bytes($0) })
    }

    /// The text inside a batch whose manifest says what `changes` say.
    mutating func plain(_ sections: [[UInt8]], by device: Device, changes: JSONObject = [:]) -> [UInt8] {
        let list = sections.map { section -> JSON in
            .object(["n": .int(section.count), "h": .string(Digest.of(.plain, section).hex)])
        }
        var fields: JSONObject = [
            "v": .int(1), "min": .int(1), "k": .string("carrier"), "ward": .string(root.hex),
            "id": .string(Hex.encode(world.random.bytes(16))), "t": .number(String(Self.time.milliseconds)),
            "program": .string("sotay test"), "card": .string(device.card.id.hex), "sections": .array(list),
        ]
        for change in changes { fields[change.key] = change.value }
        return Manifest(signing: fields, with: device.keys.signing, as: .carrier).lines + device.card.lines
            + sections.flatMap { $0 }
    }

    // MARK: Kits

    func kit() -> [UInt8] {
        kit(
            number: 3,
            [
                Self.part("card", "ward", world.ward.lines), Self.part("form", "ho-tro.md", Self.form),
                Self.part("map", "newer", Array("a part that a newer program knows\n".utf8)),
            ])
    }

    /// A form whose list is a part of its own.
    func kitWithList() -> [UInt8] {
        let list = Array("name,label\r\n1,Một\r\n2,Hai\r\n".utf8)
        let form = """
            survey,type,name,label\r\n,select_one_from_file xa.csv,xa,Xã\r
            settings,form_id,version\r\n,xa,1\r
            xa.csv\r\n,sha256\r\n,\(Digest.of(.plain, list).hex)\r

            """
        return kit(
            number: 4,
            [
                Self.part("card", "ward", world.ward.lines), Self.part("form", "xa.csv", Array(form.utf8)),
                Self.part("list", "xa.csv", list),
            ])
    }

    private func kit(number: Int, _ parts: [(JSON, [UInt8])]) -> [UInt8] {
        let fields: JSONObject = [
            "v": .int(1), "min": .int(1), "k": .string("kit"), "ward": .string(root.hex),
            "id": .string(String(repeating: "0c", count: 16)), "no": .int(number), "area": .string("11542"),
            "name": .string("Phường Nam Triệu"), "team": .string("T01"), "secret": .string(Hex.encode(world.secret)),
            "to": .strings([world.wardKeys.receiving.recipient.text, lead.keys.receiving.recipient.text]),
            "parts": .array(parts.map(\.0)),
        ]
        return Manifest(signing: fields, with: world.root, as: .kit).lines + parts.flatMap(\.1)
    }

    private static func part(_ kind: String, _ name: String, _ bytes: [UInt8]) -> (JSON, [UInt8]) {
        let entry: JSONObject = [
            "k": .string(kind), "name": .string(name), "n": .int(bytes.count),
            "h": .string(Digest.of(.plain, bytes).hex),
        ]
        return (.object(entry), bytes)
    }
}

extension [UInt8] {
    /// A copy with one bit changed.
    func flipped(at index: Int) -> [UInt8] {
        var copy = self
        copy[index] ^= 0x01
        return copy
    }

    /// The place behind the first `text`.
    func end(of text: String) -> Int {
        let text = Array(text.utf8)
        return indices.first { self[$0...].starts(with: text) }! + text.count
    }
}
