package import Base
import Foundation

/// What a book takes from the world: a clock, randomness, and where it lies. Handed in, so that the demo and the tests
/// can repeat.
package struct Surroundings: Sendable {
    package let now: @Sendable () -> Instant
    package let random: @Sendable (Int) -> [UInt8]
    /// Nil: nothing is kept outside the book.
    package let computer: Computer?

    package init(
        now: @escaping @Sendable () -> Instant, random: @escaping @Sendable (Int) -> [UInt8], computer: Computer? = nil
    ) {
        self.now = now
        self.random = random
        self.computer = computer
    }

    /// The computer's own clock and generator.
    package static func system(environment: [String: String]) -> Surroundings {
        Surroundings(
            now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
            random: { count in
                var generator = SystemRandomBytes()
                return generator.bytes(count)
            },
            computer: .this(environment: environment))
    }
}

/// The program's name and version as they stand in what it writes.
package enum Program {
    package static let version = "0.1.0"
    package static let name = "sotay \(version)"
    /// There was no version of it before: a clock that shows an earlier time is wrong.
    package static let begun = Instant(CivilDate(iso: "2026-01-01")!, secondsOfDay: 0)
}
