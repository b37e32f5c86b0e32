import Crypto

/// An X25519 stanza: `X25519`, the ephemeral share; the wrapped file key. Source: C2SP age, "X25519 recipient stanza".
enum X25519Stanza {
    static let type = "X25519"

    /// Throws ``AgeError/lowOrderPoint`` for a recipient that no key of ours can have.
    static func wrap(
        _ fileKey: FileKey, for recipient: AgeRecipient, ephemeral: [UInt8]
    ) throws(AgeError) -> Stanza {
        guard let identity = AgeIdentity(rawBytes: ephemeral) else {
            preconditionFailure("the random source gave \(ephemeral.count) bytes instead of 32")
        }
        let share = identity.recipient
        let key = try wrapKey(identity, recipient, share: share, recipient: recipient)
        return Stanza(
            type: type, arguments: [String(decoding: Base64.encode(share.rawBytes), as: UTF8.self)],
            body: Wrapping.wrap(fileKey, with: key))
    }

    /// Nil when the stanza is for somebody else.
    static func unwrap(_ stanza: Stanza, with identity: AgeIdentity) throws(AgeError) -> FileKey? {
        guard stanza.arguments.count == 1, let bytes = Base64.decode(stanza.arguments[0].utf8),
            let share = AgeRecipient(rawBytes: bytes), stanza.body.count == Wrapping.bodyLength
        else { throw .headerMalformed(line: stanza.line) }
        let key = try wrapKey(identity, share, share: share, recipient: identity.recipient)
        return Wrapping.unwrap(stanza.body, with: key)
    }

    private static func wrapKey(
        _ own: AgeIdentity, _ other: AgeRecipient, share: AgeRecipient, recipient: AgeRecipient
    ) throws(AgeError) -> SymmetricKey {
        let secret: SharedSecret
        do {
            secret = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: own.rawBytes)
                .sharedSecretFromKeyAgreement(with: .init(rawRepresentation: other.rawBytes))
        } catch {
            // Both keys have their length, so the only thing that CryptoKit can refuse is a secret of zeros.
            throw .lowOrderPoint
        }
        // swift-crypto over BoringSSL (4.5.2) refuses nothing and hands out the zeros.
        guard secret.withUnsafeBytes({ $0.contains { $0 != 0 } }) else { throw .lowOrderPoint }
        return secret.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: share.rawBytes + recipient.rawBytes,
            sharedInfo: Array("age-encryption.org/v1/X25519".utf8), outputByteCount: 32)
    }
}
