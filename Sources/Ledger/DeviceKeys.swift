package import Age
import Base
import Crypto

/// A device's secret keys: one signs, one receives.
package struct DeviceKeys: Sendable {
    package let signing: SigningKey
    package let receiving: AgeIdentity

    package init(signing: SigningKey, receiving: AgeIdentity) {
        self.signing = signing
        self.receiving = receiving
    }
}

/// An Ed25519 private key.
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Exactly 32 bytes, or nil.
    package init?(rawBytes: [UInt8]) {
        guard let key = Self.key(rawBytes) else { return nil }
        self.key = key
    }

    private static func key(_ bytes: [UInt8]) -> Curve25519.Signing.PrivateKey? {
        do {
            return try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        } catch {
            return nil
        }
    }

    package var rawBytes: [UInt8] { Array(key.rawRepresentation) }

    package var publicKey: SigningPublicKey {
        SigningPublicKey(bytes: Array(key.publicKey.rawRepresentation))!
    }

    /// 64 bytes over the domain and the message. Never hash or compare a signature: on Apple's systems it is randomised.
    func sign(_ message: [UInt8], as domain: SignatureDomain) -> [UInt8] {
        do {
            return Array(try key.signature(for: domain.bytes + message))
        } catch {
            preconditionFailure("Ed25519 signing has no failing input: \(error)")
        }
    }
}

/// An Ed25519 public key.
package struct SigningPublicKey: Hashable, Sendable {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    package var hex: String { Hex.encode(bytes) }

    /// Twenty digits in groups of four to read aloud; two keys of one ward never share them by chance.
    package var fingerprint: String {
        let digest = Digest.of(.card, bytes).bytes
        let digits = digest.prefix(10).map { padded(Int($0) % 100, 2) }.joined()
        return stride(from: 0, to: 20, by: 4).map { start in
            String(Array(digits)[start..<start + 4])
        }
        .joined(separator: " ")
    }

    func verifies(_ signature: [UInt8], of message: [UInt8], as domain: SignatureDomain) -> Bool {
        do {
            return try Curve25519.Signing.PublicKey(rawRepresentation: bytes)
                .isValidSignature(signature, for: domain.bytes + message)
        } catch {
            return false
        }
    }
}

/// What a signature is for, so that one made for a kit never passes for a batch. Source: sync/FORMAT.md §2.
enum SignatureDomain: String {
    case carrier = "sotay-carrier-1\0"
    case section = "sotay-section-1\0"
    case kit = "sotay-kit-1\0"
    case certificate = "sotay-cert-1\0"
    case receipt = "sotay-receipt-1\0"

    var bytes: [UInt8] { Array(rawValue.utf8) }
}
