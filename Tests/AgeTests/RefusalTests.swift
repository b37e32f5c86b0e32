import Testing

@testable import Age

@Suite struct Damage {
    private let key: AgeIdentity
    private let file: [UInt8]

    init() throws {
        key = try identity(7)
        file = try Age.seal(Array("mười hai hộ".utf8), to: [key.recipient], random: CountingBytes().bytes)
    }

    @Test func everyTruncationIsRefused() {
        for length in 0..<file.count {
            let error = refusal { () throws(AgeError) in try Age.open(Array(file[..<length]), with: [key]) }
            // From the payload's nonce and tag on, a cut inside the only chunk looks like damage to it.
            let header = file.count - Payload.sealedLength(of: "mười hai hộ".utf8.count)
            let cutInsideChunk = length >= header + Payload.nonceLength + ChaCha.tagLength
            #expect(error == (cutInsideChunk ? .chunkDamaged(1) : .truncated), "\(length) bytes")
        }
    }

    @Test func everyFlippedBitIsRefused() {
        for index in file.indices {
            for bit in 0..<8 {
                var flipped = file
                flipped[index] ^= 1 << bit
                #expect(
                    refusal { () throws(AgeError) in try Age.open(flipped, with: [key]) } != nil,
                    "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func appendedBytesAreRefused() {
        #expect(refusal { () throws(AgeError) in try Age.open(file + [0], with: [key]) } == .chunkDamaged(1))
    }

    @Test func chunksTellHowTheyAreWrong() throws {
        let plain = [UInt8](repeating: 1, count: 2 * Payload.chunkLength)
        let big = try Age.seal(plain, to: [key.recipient], random: CountingBytes().bytes)
        let sealedChunk = Payload.chunkLength + ChaCha.tagLength
        func opening(_ file: [UInt8]) -> AgeError? {
            refusal { () throws(AgeError) in try Age.open(file, with: [key]) }
        }
        #expect(opening(Array(big.dropLast(sealedChunk))) == .truncated)
        #expect(opening(Array(big.dropLast(sealedChunk - 3))) == .truncated)
        #expect(opening(Array(big.dropLast(sealedChunk - 16))) == .chunkDamaged(2))
        #expect(opening(Array(big.dropLast())) == .chunkDamaged(2))
        #expect(opening(big + [0]) == .trailingData)
        var second = big
        second[big.count - 20] ^= 1
        #expect(opening(second) == .chunkDamaged(2))
        var first = big
        first[big.count - sealedChunk - 20] ^= 1
        #expect(opening(first) == .chunkDamaged(1))
    }
}

@Suite struct HeaderRules {
    /// A header that never gets as far as its code.
    static let share = String(repeating: "A", count: 42) + "E"
    static let body = String(repeating: "A", count: 43)
    static let code = "--- " + String(repeating: "A", count: 43) + "\n"
    static let version = "age-encryption.org/v1\n"

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let error: AgeError

        init(_ name: String, _ text: String, _ error: AgeError) {
            testDescription = name
            self.text = text
            self.error = error
        }
    }

    static let cases: [Case] = [
        Case("another file", "PK\u{3}\u{4} a zip", .notAge),
        Case("armour", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl", .armoured),
        Case("armour after white space", "\n -----BEGIN AGE ENCRYPTED FILE-----\nYWdl", .armoured),
        Case("version 2", "age-encryption.org/v2\n", .newerVersion("v2")),
        Case("CRLF", "age-encryption.org/v1\r\n" + code, .headerMalformed(line: 1)),
        Case("no stanza", version + code, .headerMalformed(line: 2)),
        Case("no type", version + "-> \n\n" + code, .headerMalformed(line: 2)),
        Case("two spaces", version + "-> X25519  \(share)\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("trailing space", version + "-> X25519 \(share) \n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("argument outside ASCII", version + "-> kép\n\n" + code, .headerMalformed(line: 2)),
        Case("padding", version + "-> a\nAA==\n" + code, .headerMalformed(line: 3)),
        Case("left-over bits", version + "-> a\nAB\n" + code, .headerMalformed(line: 3)),
        Case(
            "a long line", version + "-> a\n" + String(repeating: "A", count: 65) + "\n" + code,
            .headerMalformed(line: 3)),
        Case(
            "no short last line", version + "-> a\n" + String(repeating: "A", count: 64) + "\n" + code,
            .headerMalformed(line: 4)),
        Case("no space before the code", version + "-> a\n\n---AA\n", .headerMalformed(line: 4)),
        Case("a short code", version + "-> a\n\n--- AAAA\n", .headerMalformed(line: 4)),
        Case("only unknown stanzas", version + "-> a b\n\n-> c\nAAAA\n" + code, .noIdentityMatches),
        Case("X25519 without share", version + "-> X25519\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("X25519 with more", version + "-> X25519 \(share) x\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("a short share", version + "-> X25519 AAAA\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("a short body", version + "-> X25519 \(share)\nAAAA\n" + code, .headerMalformed(line: 2)),
        Case(
            "a share of low order", version + "-> X25519 \(String(repeating: "A", count: 43))\n\(body)\n" + code,
            .lowOrderPoint),
        Case("scrypt beside another", version + "-> a\n\n-> scrypt AA 1\n\(body)\n" + code, .headerMalformed(line: 4)),
        Case(
            "too long",
            version + String(repeating: "-> a\n\n", count: 60) + "-> "
                + String(repeating: "x", count: 70_000) + "\n", .headerMalformed(line: 0)),
        Case("65 stanzas", version + String(repeating: "-> a\n\n", count: 65) + code, .headerMalformed(line: 130)),
    ]

    @Test(arguments: cases)
    func refuses(_ example: Case) throws {
        let key = try identity(1)
        #expect(
            refusal { () throws(AgeError) in try Age.open(Array(example.text.utf8), with: [key]) } == example.error)
    }

    static let salt = "AAAAAAAAAAAAAAAAAAAAAA"
    static let passphraseCases: [Case] = [
        Case("no passphrase stanza", version + "-> a\n\n" + code, .noPassphraseSet),
        Case("a leading zero", version + "-> scrypt \(salt) 018\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("a sign", version + "-> scrypt \(salt) +18\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("zero", version + "-> scrypt \(salt) 0\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("a short salt", version + "-> scrypt AAAA 18\n\(body)\n" + code, .headerMalformed(line: 2)),
        Case("too hard", version + "-> scrypt \(salt) 23\n\(body)\n" + code, .workFactorTooLarge(asked: 23, limit: 22)),
        Case("beside another", version + "-> scrypt \(salt) 1\n\(body)\n-> a\n\n" + code, .headerMalformed(line: 2)),
    ]

    @Test(arguments: passphraseCases)
    func refusesPassphrase(_ example: Case) {
        #expect(
            refusal { () throws(AgeError) in try Age.open(Array(example.text.utf8), passphrase: "x") }
                == example.error)
    }

    @Test func codeOfAnotherHeaderIsRefused() throws {
        let key = try identity(1)
        let file = try Age.seal([], to: [key.recipient], random: CountingBytes().bytes)
        let header = try Header(parsing: file)
        // An extra stanza leaves the key readable, but not the code.
        let longer = Array(header.signed.dropLast(3)) + Array("-> a\n\n---".utf8) + file[header.signed.count...]
        #expect(refusal { () throws(AgeError) in try Age.open(longer, with: [key]) } == .headerDamaged)
    }
}
