package import Age
import Base

/// What the ward hands down: who it is, where batches go, the forms, the plan and the secret of enrolment.
///
/// A text file: a manifest signed by the ward's root key, then the bytes of its parts one after the other.
/// Source: sync/FORMAT.md §6.
package struct Kit: Sendable {
    package struct Part: Hashable, Sendable {
        package enum Kind: String, Sendable {
            case form
            case plan
            case catalogue
            /// The ward's own indicators, beside the catalogue.
            case indicators
            /// One of the ward's own, or of a lead whom it trusts with the kit's team.
            case card
            /// The ward's hamlets: a JSON array of what `_area` revisions say about them.
            case areas
            /// A list of a form that is too long for the form's own text, which names it by its hash.
            case list
        }
        package let kind: Kind
        package let name: String
        package let bytes: [UInt8]

        package init(kind: Kind, name: String, bytes: [UInt8]) {
            self.kind = kind
            self.name = name
            self.bytes = bytes
        }
    }

    package let ward: SigningPublicKey
    /// 32 hexadecimal digits, drawn for each kit.
    package let id: String
    /// Rises with each kit of the ward; a newer one replaces an older.
    package let number: Int
    /// Five digits of the ward, or two of a province, with its name.
    package let area: (code: String, name: String)
    /// The team that the kit is for, or empty.
    package let team: String
    /// The enrolment secret, 32 bytes.
    package let secret: [UInt8]
    /// Who can open a batch: the ward, its recovery key, and the team's lead when there is one.
    package let recipients: [AgeRecipient]
    package let parts: [Part]
    /// Ids of kits by which nobody is enrolled any more.
    package let withdrawn: [String]

    package init(
        ward: SigningPublicKey, id: String, number: Int, area: (code: String, name: String), team: String,
        secret: [UInt8], recipients: [AgeRecipient], parts: [Part], withdrawn: [String] = []
    ) {
        self.ward = ward
        self.id = id
        self.number = number
        self.area = area
        self.team = team
        self.secret = secret
        self.recipients = recipients
        self.parts = parts
        self.withdrawn = withdrawn
    }

    package func file(signedBy root: SigningKey) -> [UInt8] {
        let parts = parts.map { part -> JSON in
            .object([
                "k": .string(part.kind.rawValue), "name": .string(part.name), "n": .int(part.bytes.count),
                "h": .string(Digest.of(.plain, part.bytes).hex),
            ])
        }
        let fields: JSONObject = [
            "v": .int(Format.version), "min": .int(1), "k": .string("kit"), "ward": .string(ward.hex),
            "id": .string(id), "no": .int(number), "area": .string(area.code), "name": .string(area.name.nfc),
            "team": .string(team), "secret": .string(Hex.encode(secret)),
            "to": .strings(recipients.map(\.text)), "parts": .array(parts),
            "withdrawn": .strings(withdrawn),
        ]
        return Manifest(signing: fields, with: root, as: .kit).lines + self.parts.flatMap(\.bytes)
    }

    /// Whether a file begins like a kit; what a gateway named it does not matter.
    package static func isKit(_ file: [UInt8]) -> Bool {
        var input = file[...]
        return Manifest(reading: &input)?.text("k") == "kit"
    }

    package init(file: [UInt8]) throws(SyncError) {
        guard file.count <= Caps.fileBytes else { throw .tooLarge(limit: Caps.fileBytes) }
        var input = file[...]
        guard let manifest = Manifest(reading: &input), manifest.text("k") == "kit", let version = manifest.version
        else { throw .notKit }
        guard version.least <= Format.version else { throw .newer(version.least) }
        guard let ward = manifest.text("ward").flatMap({ SigningPublicKey(hex: $0) }),
            manifest.isSigned(by: ward, as: .kit)
        else { throw .kitSignature }
        guard let id = manifest.text("id"), let number = manifest.number("no"), let code = manifest.text("area"),
            let name = manifest.text("name"), let team = manifest.text("team"),
            let secret = manifest.text("secret").flatMap({ Hex.decode($0) }),
            let recipients = manifest["to"]?.array?.compactMap({ $0.string.flatMap { AgeRecipient(named: $0) } }),
            !recipients.isEmpty, recipients.count <= 64, let parts = manifest["parts"]?.array
        else { throw .kitDamaged }
        self.init(
            ward: ward, id: id, number: number, area: (code, name), team: team, secret: secret, recipients: recipients,
            parts: try Self.parts(parts, in: input),
            withdrawn: manifest["withdrawn"]?.array?.compactMap(\.string) ?? [])
    }

    private static func parts(_ list: [JSON], in bytes: ArraySlice<UInt8>) throws(SyncError) -> [Part] {
        var input = bytes
        var parts: [Part] = []
        for entry in list {
            guard let name = entry["name"]?.string, let count = entry["n"]?.int,
                let hash = entry["h"]?.string.flatMap({ Digest(hex: $0) }), let body = input.take(count),
                Digest.of(body) == hash
            else { throw .kitDamaged }
            guard let kind = entry["k"]?.string.flatMap({ Part.Kind(rawValue: $0) }) else { continue }
            parts.append(Part(kind: kind, name: name, bytes: Array(body)))
        }
        guard input.isEmpty else { throw .kitDamaged }
        return parts
    }

    /// The ward's own cards, each certified by the root key that signed the kit.
    package var wardCards: [Card] { cards.filter(\.isCertified) }

    /// The leads whom the ward trusted with the kit's team when it made the kit: their receipts are believed.
    package var leadCards: [Card] { cards.filter { $0.role == .lead } }

    private var cards: [Card] {
        parts.filter { $0.kind == .card }.compactMap { part in
            var input = part.bytes[...]
            return Manifest(reading: &input).flatMap { Card($0) }
        }
        .filter { $0.ward == ward }
    }
}
