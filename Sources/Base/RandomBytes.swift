/// A source of random bytes that is handed in: the system's in the program, a seeded one in the demo and in tests.
package protocol RandomBytes {
    /// Exactly `count` bytes.
    mutating func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator.
package struct SystemRandomBytes: RandomBytes, Sendable {
    package init() {}

    package mutating func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}

/// SplitMix64: the same seed gives the same bytes on every machine. Never for real keys.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SeededRandomBytes: RandomBytes, RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
    }
}
