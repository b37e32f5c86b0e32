import Crypto

/// The file key inside a stanza: ChaCha20-Poly1305 under a key that is used once, so the nonce is zero.
enum Wrapping {
    /// 16 bytes of file key and 16 of tag.
    static let bodyLength = 32
    private static let zeroNonce = [UInt8](repeating: 0, count: ChaCha.nonceLength)

    static func wrap(_ fileKey: FileKey, with key: SymmetricKey) -> [UInt8] {
        var body: [UInt8] = []
        ChaCha.seal(fileKey.bytes[...], with: key, nonce: zeroNonce, into: &body)
        return body
    }

    /// Nil when `key` is not the one that wrapped it.
    static func unwrap(_ body: [UInt8], with key: SymmetricKey) -> FileKey? {
        var bytes: [UInt8] = []
        return ChaCha.open(body[...], with: key, nonce: zeroNonce, into: &bytes) ? FileKey(bytes: bytes) : nil
    }
}
