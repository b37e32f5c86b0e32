import Base
import Crypto

/// A SHA-256 value. Ordered as its bytes are; the winner between heads depends on that order.
package struct Digest: Hashable, Comparable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Exactly 32 bytes, or nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var values: [UInt64] = [0, 0, 0, 0]
        for (index, byte) in bytes.enumerated() { values[index / 8] = values[index / 8] << 8 | UInt64(byte) }
        words = (values[0], values[1], values[2], values[3])
    }

    /// 64 lower-case hexadecimal digits, or nil.
    package init?(hex: some Collection<UInt8>) {
        guard hex.count == 64, let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    package init?(hex: String) {
        self.init(hex: Array(hex.utf8))
    }

    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    package var hex: String { Hex.encode(bytes) }

    package static func == (a: Digest, b: Digest) -> Bool {
        a.words.0 == b.words.0 && a.words.1 == b.words.1 && a.words.2 == b.words.2 && a.words.3 == b.words.3
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }

    package static func < (a: Digest, b: Digest) -> Bool {
        (a.words.0, a.words.1, a.words.2, a.words.3) < (b.words.0, b.words.1, b.words.2, b.words.3)
    }
}

/// What is hashed, so that a hash made for one purpose never stands for another. Source: sync/FORMAT.md §2.
package enum HashDomain: String, Sendable {
    case payload = "pay1\0"
    case revision = "rev1\0"
    case log = "log1\0"
    case card = "card1\0"
    /// A file, a section or a chain link: bytes alone, without a prefix.
    case plain = ""
}

extension Digest {
    /// SHA-256 over the domain and the parts one after the other.
    package static func of(_ domain: HashDomain, _ parts: [UInt8]...) -> Digest {
        var hasher = SHA256()
        Array(domain.rawValue.utf8).withUnsafeBytes { hasher.update(bufferPointer: $0) }
        for part in parts { part.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        return Digest(bytes: Array(hasher.finalize()))!
    }

    /// SHA-256 of a stretch of a larger buffer, without copying it.
    package static func of(_ bytes: ArraySlice<UInt8>) -> Digest {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(bytes: Array(hasher.finalize()))!
    }

    /// The chain's next link: `SHA-256(chain + revision)`.
    package func chained(with revision: Digest) -> Digest {
        .of(.plain, bytes, revision.bytes)
    }
}
