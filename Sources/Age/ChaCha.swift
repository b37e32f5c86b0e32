import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// ChaCha20-Poly1305 that appends to an array, so that a large payload is copied once a chunk and no more.
enum ChaCha {
    static let nonceLength = 12
    static let tagLength = 16

    /// Appends the ciphertext and its tag.
    static func seal(_ plain: ArraySlice<UInt8>, with key: SymmetricKey, nonce: [UInt8], into out: inout [UInt8]) {
        do {
            let box = try ChaChaPoly.seal(plain, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
            append(box.combined, from: nonceLength, to: &out)
        } catch {
            preconditionFailure("ChaCha20-Poly1305 refuses to seal: \(error)")
        }
    }

    /// Appends the plain text and says true, or leaves `out` as it was.
    static func open(
        _ sealed: ArraySlice<UInt8>, with key: SymmetricKey, nonce: [UInt8], into out: inout [UInt8]
    ) -> Bool {
        guard let plain = open(sealed, with: key, nonce: nonce) else { return false }
        append(plain, from: 0, to: &out)
        return true
    }

    /// The plain text; nil when it is not whole.
    static func open(_ sealed: ArraySlice<UInt8>, with key: SymmetricKey, nonce: [UInt8]) -> Data? {
        do {
            let box = try ChaChaPoly.SealedBox(
                nonce: ChaChaPoly.Nonce(data: nonce), ciphertext: sealed.dropLast(tagLength),
                tag: sealed.suffix(tagLength))
            return try ChaChaPoly.open(box, using: key)
        } catch {
            return nil
        }
    }

    /// Writes over what stands at `place`; gives how many bytes that were.
    static func put(_ data: Data, into bytes: inout [UInt8], at place: Int) -> Int {
        bytes.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[place...]).copyBytes(from: data) }
        return data.count
    }

    private static func append(_ data: Data, from start: Int, to out: inout [UInt8]) {
        data.withUnsafeBytes { out.append(contentsOf: $0[start...]) }
    }
}
