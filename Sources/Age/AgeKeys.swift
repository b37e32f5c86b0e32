import Crypto

/// Whom a file is sealed to: the public half of an X25519 key, 32 bytes.
package struct AgeRecipient: Hashable, Sendable {
    package let rawBytes: [UInt8]

    /// Nil unless there are 32 bytes.
    package init?(rawBytes: [UInt8]) {
        guard rawBytes.count == 32 else { return nil }
        self.rawBytes = rawBytes
    }

    /// `age1…`, as the `age` tool writes it. Throws ``AgeError/keyMalformed``.
    package init(parsing text: String) throws(AgeError) {
        guard text.hasPrefix("age1"), let bytes = Bech32.decode(text, prefix: "age"),
            let recipient = AgeRecipient(rawBytes: bytes)
        else { throw .keyMalformed }
        self = recipient
    }

    package var text: String { Bech32.encode(rawBytes, prefix: "age") }
}

/// Who can open a file: an X25519 private key, 32 bytes. Secret: never printed, logged or exported as it is.
package struct AgeIdentity: Sendable {
    package let rawBytes: [UInt8]
    package let recipient: AgeRecipient

    /// Nil unless there are 32 bytes.
    package init?(rawBytes: [UInt8]) {
        do {
            let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: rawBytes)
            guard let recipient = AgeRecipient(rawBytes: Array(key.publicKey.rawRepresentation)) else { return nil }
            self.rawBytes = rawBytes
            self.recipient = recipient
        } catch {
            return nil
        }
    }

    /// `AGE-SECRET-KEY-1…`, as `age-keygen` writes it. Throws ``AgeError/keyMalformed``.
    package init(parsing text: String) throws(AgeError) {
        guard text.hasPrefix("AGE-SECRET-KEY-1"), let bytes = Bech32.decode(text, prefix: "age-secret-key-"),
            let identity = AgeIdentity(rawBytes: bytes)
        else { throw .keyMalformed }
        self = identity
    }

    package var text: String { Bech32.encode(rawBytes, prefix: "age-secret-key-").uppercased() }
}
