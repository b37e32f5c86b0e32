import Foundation
import Testing

@testable import Age

/// Spoilt headers: no crash, and what is read is written again as the same bytes. The age header is the first thing
/// that a stranger's file reaches. `FUZZ=1000000` asks for another number of cases, of which a fifth are these.
@Suite struct HeaderFuzz {
    private static let pieces: [[UInt8]] = [
        "age-encryption.org/v1\n", "-> X25519 ", "-> scrypt ", "--- ", "\n", " ", "=", "\r\n", "-> a b c\n\n", "v2",
        String(repeating: "A", count: 64),
    ].map { Array($0.utf8) }

    private static func number(below limit: Int, _ state: inout UInt64) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    private static func spoil(_ bytes: [UInt8], _ state: inout UInt64) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        let at = number(below: bytes.count, &state)
        let end = min(bytes.count, at + 1 + number(below: 70, &state))
        switch number(below: 5, &state) {
        case 0:
            var copy = bytes
            copy[at] ^= 1 << UInt8(number(below: 8, &state))
            return copy
        case 1: return Array(bytes[..<at])
        case 2: return Array(bytes[..<at]) + bytes[end...]
        case 3: return Array(bytes[..<at]) + bytes[at..<end] + bytes[at...]
        default: return Array(bytes[..<at]) + pieces[number(below: pieces.count, &state)] + bytes[at...]
        }
    }

    @Test func whatIsReadIsWrittenAgain() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["FUZZ_FROM"].flatMap { UInt64($0) } ?? 0
        let count = max(1, (environment["FUZZ"].flatMap { UInt64($0) } ?? 10_000) / 5)
        let key = try identity(7)
        let files = [Golden.file, Vectors.twoRecipients, Vectors.foreignStanza].map { bytes(hex: $0) }
        for seed in first..<(first + count) {
            var state = (seed + 1) &* 0x9E37_79B9_7F4A_7C15
            let original = files[Self.number(below: files.count, &state)]
            let header = try Header(parsing: original).length
            var front = Array(original[..<header])
            for _ in 0...Self.number(below: 3, &state) { front = Self.spoil(front, &state) }
            let file = front + original[header...]
            do {
                let read = try Header(parsing: file)
                let stanzas = read.stanzas.reduce(into: Header.intro + Header.version) { $1.write(to: &$0) }
                #expect(stanzas + Header.ending == read.signed, "seed \(seed)")
                let written = read.signed + [0x20] + Base64.encode(read.code) + [0x0A]
                #expect(written == Array(file[..<read.length]), "seed \(seed)")
            } catch {
                #expect(error != .noIdentityMatches, "seed \(seed)")
            }
            if refusal({ () throws(AgeError) in try Age.open(file, with: [key]) }) == nil {
                #expect(files.contains(file), "seed \(seed)")
            }
        }
    }
}
