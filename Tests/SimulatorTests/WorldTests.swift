import Base
import Foundation
import Testing

@testable import Workspace

/// Seeded worlds: whatever happens to laptops, sticks and clocks, the laws hold.
///
/// `SEEDS=1..20000` and `SIZE=60` play others; a failure names the command that plays its world again.
@Suite struct WorldTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let size = environment["SIZE"].flatMap { Int($0) } ?? 24

    /// Some hundred worlds, so many a batch: batches run beside each other, and a long run tells how far it is.
    private static let batches: [Range<UInt64>] = {
        let ends = environment["SEEDS"]?.split(separator: ".").compactMap { UInt64($0) } ?? [1, 200]
        let (first, last) = (ends.first ?? 1, ends.last ?? 200)
        let batch = max(25, (last - first) / 40)
        return stride(from: first, through: max(first, last), by: UInt64.Stride(batch)).map {
            $0..<min($0 + batch, last + 1)
        }
    }()

    @Test(arguments: batches)
    func everyWorldKeepsTheLaws(seeds: Range<UInt64>) throws {
        for seed in seeds { try play(seed) }
        if Self.environment["SEEDS"] != nil { print("worlds \(seeds.lowerBound)..\(seeds.upperBound - 1) done") }
    }

    private func play(_ seed: UInt64) throws {
        let world = try World(seed: seed, size: Self.size)
        do {
            try world.play()
        } catch {
            let problem = (error as? any Reportable)?.problem.message.en ?? ""
            Issue.record(
                """
                world \(seed): \(error) \(problem)
                \(world.trace.joined(separator: "\n"))
                play it again: SEEDS=\(seed)..\(seed) SIZE=\(Self.size) swift test --filter WorldTests
                """)
        }
    }
}
