import Crypto

extension Digest {
    /// SHA-256 over bytes that come piece by piece.
    package struct Running {
        private var hasher = SHA256()

        package init() {}

        package mutating func update(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }

        package func digest() -> Digest {
            Digest(hasher.finalize())
        }
    }
}
