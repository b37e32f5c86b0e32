import Crypto

/// The 16 random bytes that everything in one file is derived from.
struct FileKey {
    static let length = 16

    let bytes: [UInt8]

    /// Source: C2SP age, "header MAC".
    func headerCode(of header: [UInt8]) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: header, using: derive(salt: [], info: "header"))
    }

    /// In constant time.
    func isAuthentic(_ header: Header) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            header.code, authenticating: header.signed, using: derive(salt: [], info: "header"))
    }

    func payloadKey(nonce: [UInt8]) -> SymmetricKey {
        derive(salt: nonce, info: "payload")
    }

    private func derive(salt: [UInt8], info: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes), salt: salt, info: Array(info.utf8), outputByteCount: 32)
    }
}
