package import Age
import Base
import Crypto

/// What binds a device's two keys to a name: a section of kind `card`, signed by the device itself.
///
/// A volunteer's or lead's card carries a proof of enrolment, an HMAC under a secret of a kit; the ward's own carries
/// a certificate under the ward's root key. Source: sync/FORMAT.md §5.
package struct Card: Hashable, Sendable {
    package let ward: SigningPublicKey
    package let signingKey: SigningPublicKey
    package let recipient: AgeRecipient
    package let role: DeviceRole
    /// Whose computer it is, as its owner wrote it.
    package let name: String
    /// The team it works in, or empty.
    package let team: String
    /// The kit it was enrolled by, empty for the ward's own.
    package let kit: String
    package let manifest: [UInt8]
    package let signature: [UInt8]
    private let proof: String

    /// SHA-256 of the manifest, domain `card1`.
    package let id: Digest

    package enum Proof {
        case enrolment(secret: [UInt8], kit: String)
        case root(SigningKey)
    }

    package init(ward: SigningPublicKey, keys: DeviceKeys, role: DeviceRole, name: String, team: String, proof: Proof) {
        let kit: String
        let proofText: String
        let claim = Self.claim(
            ward: ward, signingKey: keys.signing.publicKey, recipient: keys.receiving.recipient, role: role)
        switch proof {
        case .enrolment(let secret, let id):
            kit = id
            proofText = Hex.encode(Self.code(for: claim, secret: secret))
        case .root(let root):
            kit = ""
            proofText = Hex.encode(root.sign(claim, as: .certificate))
        }
        let fields: JSONObject = [
            "v": .int(Format.version), "min": .int(1), "k": .string("card"), "ward": .string(ward.hex),
            "sign": .string(keys.signing.publicKey.hex), "receive": .string(keys.receiving.recipient.text),
            "role": .string(role.rawValue), "name": .string(name.nfc), "team": .string(team.nfc),
            "kit": .string(kit), "proof": .string(proofText),
        ]
        self.init(Manifest(signing: fields, with: keys.signing, as: .section))!
    }

    /// Nil unless the manifest is a card that its own key has signed.
    package init?(manifest: [UInt8], signature: [UInt8]) {
        guard let manifest = Manifest(bytes: manifest, signature: signature) else { return nil }
        self.init(manifest)
    }

    init?(_ manifest: Manifest) {
        self.init(unchecked: manifest)
        guard manifest.isSigned(by: signingKey, as: .section) else { return nil }
    }

    /// From storage, where the signature was checked when it came in.
    package init?(stored manifest: [UInt8], signature: [UInt8]) {
        guard let manifest = Manifest(bytes: manifest, signature: signature) else { return nil }
        self.init(unchecked: manifest)
    }

    private init?(unchecked manifest: Manifest) {
        guard manifest.text("k") == "card", let version = manifest.version, version.least <= Format.version,
            let ward = manifest.text("ward").flatMap({ SigningPublicKey(hex: $0) }),
            let signingKey = manifest.text("sign").flatMap({ SigningPublicKey(hex: $0) }),
            let recipient = manifest.text("receive").flatMap({ AgeRecipient(named: $0) }),
            let role = manifest.text("role").flatMap({ DeviceRole(rawValue: $0) }),
            let name = manifest.text("name"), let team = manifest.text("team"), let kit = manifest.text("kit"),
            let proof = manifest.text("proof")
        else { return nil }
        guard name.utf8.count <= Caps.nameBytes, team.utf8.count <= Caps.nameBytes else { return nil }
        self.ward = ward
        self.signingKey = signingKey
        self.recipient = recipient
        self.role = role
        self.name = name
        self.team = team
        self.kit = kit
        self.proof = proof
        self.manifest = manifest.bytes
        self.signature = manifest.signature
        id = .of(.card, manifest.bytes)
    }

    /// A file that holds one card alone, as `init --role lead` writes it.
    package init(file: [UInt8]) throws(SyncError) {
        var input = file[...]
        guard let manifest = Manifest(reading: &input), input.isEmpty else { throw .notCard }
        if let least = manifest.version?.least, least > Format.version { throw .newer(least) }
        guard let card = Card(manifest) else { throw .notCard }
        self = card
    }

    /// Whether a file begins like a card; what a gateway named it does not matter.
    package static func isCard(_ file: [UInt8]) -> Bool {
        var input = file[...]
        return Manifest(reading: &input)?.text("k") == "card"
    }

    /// The two lines of the card as they stand in a batch or a kit.
    package var lines: [UInt8] {
        Manifest(bytes: manifest, signature: signature)!.lines
    }

    /// Whether the ward's root key has certified this card as the ward's own.
    package var isCertified: Bool {
        guard role == .ward, let signature = Hex.decode(proof) else { return false }
        return ward.verifies(signature, of: claim, as: .certificate)
    }

    /// Whether the card was made with the secret of this kit.
    package func isEnrolled(secret: [UInt8]) -> Bool {
        guard role != .ward, let code = Hex.decode(proof) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: claim, using: SymmetricKey(data: secret))
    }

    private var claim: [UInt8] {
        Self.claim(ward: ward, signingKey: signingKey, recipient: recipient, role: role)
    }

    private static func claim(
        ward: SigningPublicKey, signingKey: SigningPublicKey, recipient: AgeRecipient, role: DeviceRole
    ) -> [UInt8] {
        ward.bytes + signingKey.bytes + Array(recipient.text.utf8) + [0] + Array(role.rawValue.utf8)
    }

    private static func code(for claim: [UInt8], secret: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: claim, using: SymmetricKey(data: secret)))
    }
}
