import Base
import Foundation
import Testing

@testable import Workspace

/// Seeded worlds: whatever happens to laptops, sticks and clocks, the laws hold.
///
/// `SEEDS=1..20000` and `SIZE=60` play others; a failure names the command that plays its world again, `TRACE=1` tells
/// what happened in any, and `MUTANTS=100` how often each wrong rule is found.
@Suite struct WorldTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let size = environment["SIZE"].flatMap { Int($0) } ?? 10

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
        let tells = Self.environment["SEEDS"] != nil
        var sights = Sights()
        for seed in seeds {
            let world = try play(seed)
            if tells { try sights.add(world) }
        }
        if tells { print("worlds \(seeds.lowerBound)..\(seeds.upperBound - 1): \(sights)") }
    }

    /// The simulator sees what is wrong: each wrong rule breaks a law in some world, and none in every world.
    @Test(arguments: Mutation.allCases)
    func everyWrongRuleIsFound(mutation: Mutation) throws {
        let limit = Self.environment["MUTANTS"].flatMap { UInt64($0) } ?? 40
        let seeds = [mutation.shownBy] + (1...limit).filter { $0 != mutation.shownBy }
        var broken: [String] = []
        var kept = 0
        for seed in seeds where broken.isEmpty || kept == 0 || Self.environment["MUTANTS"] != nil {
            do {
                try World(seed: seed, size: 20, mutation: mutation).play()
                kept += 1
            } catch let error as Broken {
                broken.append("\(seed) \(error.law)")
            }
        }
        #expect(!broken.isEmpty, "no world of \(limit) shows it")
        #expect(kept > 0, "every world shows it")
        if Self.environment["MUTANTS"] != nil {
            print("\(mutation): found by \(broken.count) worlds of \(broken.count + kept): \(broken)")
        }
    }

    private func play(_ seed: UInt64) throws -> World {
        let world = try World(seed: seed, size: Self.size)
        do {
            try world.play()
        } catch {
            let problem = (error as? any Reportable)?.problem.message.en ?? ""
            Issue.record(
                """
                world \(seed): \(error) \(problem)
                \(world.trace.joined(separator: "\n"))
                play it again: SEEDS=\(seed)..\(seed) SIZE=\(Self.size) swift test --filter everyWorldKeepsTheLaws
                """)
        }
        if Self.environment["TRACE"] != nil { print(world.trace.joined(separator: "\n")) }
        return world
    }
}
