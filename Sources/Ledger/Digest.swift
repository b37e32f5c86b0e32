import Base
import Crypto

/// A SHA-256 value. Ordered as its bytes are; the winner between heads depends on that order.
package struct Digest: Hashable, Comparable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Exactly 32 bytes, or nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self = Array(bytes).withUnsafeBytes { Digest(raw: $0) }
    }

    private init(raw bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// 64 lower-case hexadecimal digits, or nil.
    package init?(hex: some Collection<UInt8>) {
        guard hex.count == 64, let digest = Array(hex).withUnsafeBytes({ Digest(hex: $0) }) else { return nil }
        self = digest
    }

    package init?(hex: String) {
        self.init(hex: Array(hex.utf8))
    }

    init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 64 else { return nil }
        func word(_ index: Int) -> UInt64? {
            var word: UInt64 = 0
            for digit in hex[16 * index..<16 * index + 16] {
                guard let value = Hex.value(of: digit) else { return nil }
                word = word << 4 | UInt64(value)
            }
            return word
        }
        guard let a = word(0), let b = word(1), let c = word(2), let d = word(3) else { return nil }
        words = (a, b, c, d)
    }

    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            withUnsafeBytes { _ = UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, from: $0) }
            count = 32
        }
    }

    /// The 32 bytes without a copy on the heap.
    package func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try Swift.withUnsafeBytes(
            of: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian), body)
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
    init(_ hash: SHA256.Digest) {
        self = hash.withUnsafeBytes { Digest(raw: $0) }
    }

    /// SHA-256 over the domain and the parts one after the other.
    package static func of(_ domain: HashDomain, _ parts: [UInt8]...) -> Digest {
        var hasher = SHA256()
        hasher.update(domain)
        for part in parts { part.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        return Digest(hasher.finalize())
    }

    /// SHA-256 of a stretch of a larger buffer, without copying it.
    package static func of(_ bytes: ArraySlice<UInt8>) -> Digest {
        of(.plain, bytes)
    }

    /// SHA-256 over the domain and a stretch of a larger buffer, without copying it.
    static func of(_ domain: HashDomain, _ bytes: ArraySlice<UInt8>) -> Digest {
        var hasher = SHA256()
        hasher.update(domain)
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(hasher.finalize())
    }

    /// The chain's next link: `SHA-256(chain + revision)`.
    package func chained(with revision: Digest) -> Digest {
        var hasher = SHA256()
        withUnsafeBytes { hasher.update(bufferPointer: $0) }
        revision.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Digest(hasher.finalize())
    }
}

extension SHA256 {
    fileprivate mutating func update(_ domain: HashDomain) {
        var text = domain.rawValue
        text.withUTF8 { update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
}
