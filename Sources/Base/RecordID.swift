/// A record's identity: any UUID that comes in, version 7 when it is made here.
package struct RecordID: Hashable, Comparable, Sendable {
    private let high: UInt64
    private let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Sixteen bytes.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { buffer, count in
            withUnsafeBytes { _ = UnsafeMutableRawBufferPointer(buffer).initializeMemory(as: UInt8.self, from: $0) }
            count = 16
        }
    }

    /// The sixteen bytes without a copy on the heap.
    package func withUnsafeBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try Swift.withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
    }

    /// A version 8 UUID from the beginning of a hash: the same for the same. Source: RFC 9562 §5.8.
    package init(hash: [UInt8]) {
        var bytes = Array(hash.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.init(bytes: bytes)!
    }

    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let word = { (range: Range<Int>) in bytes[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        self.init(high: word(0..<8), low: word(8..<16))
    }

    /// 8-4-4-4-12 hexadecimal digits; upper case and an ODK prefix `uuid:` are accepted.
    package init?(_ text: some StringProtocol) {
        var digits = Array(text.utf8)
        if digits.starts(with: Array("uuid:".utf8)) { digits.removeFirst(5) }
        guard digits.count == 36, [8, 13, 18, 23].allSatisfy({ digits[$0] == 0x2D }) else { return nil }
        let lower = digits.filter { $0 != 0x2D }.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }
        guard lower.count == 32, let bytes = Hex.decode(lower) else { return nil }
        self.init(bytes: bytes)
    }

    /// The 36 bytes of ``text`` and nothing else: lower-case digits with hyphens in their places.
    package init?(canonical text: UnsafeRawBufferPointer) {
        guard text.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in text.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            guard let value = Hex.value(of: byte) else { return nil }
            if digits < 16 { words.0 = words.0 << 4 | UInt64(value) } else { words.1 = words.1 << 4 | UInt64(value) }
            digits += 1
        }
        self.init(high: words.0, low: words.1)
    }

    /// A version 7 UUID: 48 bits of milliseconds, then ten of the handed random bytes. Source: RFC 9562 §5.7.
    package init(at time: Instant, random: [UInt8]) {
        precondition(random.count >= 10)
        let milliseconds = UInt64(clamping: time.milliseconds)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64($0))) }
        bytes += random.prefix(10)
        bytes[6] = bytes[6] & 0x0F | 0x70
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.init(bytes: bytes)!
    }

    /// Lower-case text with hyphens.
    package var text: String {
        let hex = Array(Hex.encode(bytes))
        let parts = [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]]
        return parts.map { String($0) }.joined(separator: "-")
    }

    package static func < (a: RecordID, b: RecordID) -> Bool {
        (a.high, a.low) < (b.high, b.low)
    }
}
