import Age
import Base
import Foundation
import Testing

@testable import Ledger

/// Spoilt copies of the vectors: no crash, no hang, and whatever is accepted is what somebody signed.
///
/// 8,000 cases here and 2,000 in AgeTests; `FUZZ=1000000` asks for another number in all, `FUZZ_FROM=4711 FUZZ=10` for
/// the one case that a failure names.
@Suite struct FuzzTests {
    private static let originals = Result { try Originals() }
    private let originals: Originals

    init() throws {
        originals = try Self.originals.get()
        try #require(originals.sealed.count > 20 && originals.lines.count > 10)
    }

    /// Runs some tenths of the cases, each from its own seed.
    private func cases(_ tenths: Int = 1, _ body: (inout SeededRandomBytes, UInt64) throws -> Void) rethrows {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["FUZZ_FROM"].flatMap { UInt64($0) } ?? 0
        let count = environment["FUZZ"].flatMap { UInt64($0) } ?? 10_000
        for seed in first..<(first + max(1, count * UInt64(tenths) / 10)) {
            var random = SeededRandomBytes(seed: seed)
            let begin = ContinuousClock.now
            try body(&random, seed)
            let took = ContinuousClock.now - begin
            if took > .seconds(20) { Issue.record("seed \(seed) took \(took)") }
            if seed > first, (seed - first).isMultiple(of: 50_000) { print("spoilt files: \(seed - first) of a part") }
        }
    }

    private func open(_ file: [UInt8]) throws -> Batch {
        try Batch(file: file, identities: [originals.vectors.identity], ward: originals.vectors.ward)
    }

    private func seal(_ plain: [UInt8], _ random: inout SeededRandomBytes) throws -> [UInt8] {
        var source = random
        defer { random = source }
        return try Age.seal(plain, to: [originals.vectors.identity.recipient], random: { source.bytes($0) })
    }

    @Test func aSpoiltFileNeverOpens() {
        cases { random, seed in
            let file = originals.sealed.randomElement(using: &random)!
            let spoilt = Mutation.spoil(file, others: originals.sealed, using: &random)
            do {
                let batch = try open(spoilt)
                #expect(originals.isGenuine(batch) && originals.sealed.contains(spoilt), "seed \(seed)")
            } catch {
                #expect(error is SyncError, "seed \(seed)")
            }
        }
    }

    @Test func aSpoiltTextUnderAGoodSealIsHeldToTheCarriersSignature() throws {
        try cases(2) { random, seed in
            let plain = originals.plain.randomElement(using: &random)!
            let file = try seal(Mutation.spoil(plain, others: originals.plain, using: &random), &random)
            do {
                let batch = try open(file)
                #expect(originals.isGenuine(batch) && originals.areGenuine(batch.sections), "seed \(seed)")
            } catch {
                #expect(error is SyncError, "seed \(seed)")
            }
        }
    }

    /// The carrier signs what it has spoilt itself.
    @Test func aSpoiltSectionUnderAGoodCarrierIsHeldToItsAuthor() throws {
        var world = World(seed: 99)
        let carrier = world.device("Người chuyển")
        let root = originals.vectors.ward
        let card = Card(
            ward: root, keys: carrier.keys, role: .lead, name: "Người chuyển", team: "",
            proof: .enrolment(secret: [], kit: "kit"))
        try cases(3) { random, seed in
            let sections = (0..<2).map { _ in
                Mutation.spoil(
                    originals.sections.randomElement(using: &random)!, others: originals.sections, using: &random)
            }
            var source = random
            let file = try Batch.seal(
                sections: sections, ward: root, carrier: card, keys: carrier.keys,
                to: [originals.vectors.identity.recipient], made: VectorBench.time, program: "",
                random: { source.bytes($0) })
            let batch = try open(file)
            #expect(batch.sections.map { Array($0.bytes) } == sections, "seed \(seed)")
            #expect(originals.areGenuine(batch.sections), "seed \(seed)")
        }
    }

    /// A line that is read is written again as the same bytes, and its payload is the one that its header names.
    @Test func aSpoiltLineIsRefusedOrReadAsItStands() {
        cases { random, seed in
            let line = Mutation.spoil(
                originals.lines.randomElement(using: &random)!, others: originals.lines, using: &random)
            guard let revision = Revision(line: line) else { return }
            #expect(revision.line == line + [0x0A] && revision.header.bytes == revision.headerBytes, "seed \(seed)")
            #expect(
                revision.payload.map { Digest.of(.payload, $0) == revision.header.payloadHash } ?? true, "seed \(seed)")
            _ = revision.answers
            _ = revision.kind.family
            #expect(!revision.header.time.iso.isEmpty, "seed \(seed)")
        }
    }

    @Test func spoiltKitsAndCardsAreRefused() {
        let kits = originals.vectors.files.filter { Kit.isKit($0.bytes) || Card.isCard($0.bytes) }.map(\.bytes)
        cases { random, seed in
            let file = Mutation.spoil(kits.randomElement(using: &random)!, others: kits, using: &random)
            if Kit.isKit(file) {
                if (try? Kit(file: file)) != nil { #expect(kits.contains(file), "seed \(seed)") }
            } else if let card = try? Card(file: file) {
                #expect(originals.isGenuine(card), "seed \(seed)")
            }
        }
    }
}
