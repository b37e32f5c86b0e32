import Testing

@testable import Age

/// Bytes that are the same in every run: 0, 1, 2 … from where the last request ended.
final class CountingBytes {
    private var next: UInt8 = 0

    func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in
            defer { next &+= 1 }
            return next
        }
    }
}

func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
}

func identity(_ fill: UInt8) throws -> AgeIdentity {
    try #require(AgeIdentity(rawBytes: [UInt8](repeating: fill, count: 32)))
}

func refusal(_ body: () throws(AgeError) -> [UInt8]) -> AgeError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error
    }
}

@Suite struct RoundTrip {
    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func returnsWhatWasSealed(size: Int) throws {
        let plain = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let key = try identity(7)
        let file = try Age.seal(plain, to: [key.recipient], random: CountingBytes().bytes)
        #expect(try Age.open(file, with: [key]) == plain)
        let header = try Header(parsing: file)
        #expect(file.count == header.length + Payload.sealedLength(of: size))
    }

    @Test func anyRecipientOpensAlone() throws {
        let keys = try (1...3).map { try identity($0) }
        let file = try Age.seal([1, 2, 3], to: keys.map(\.recipient), random: CountingBytes().bytes)
        for key in keys { #expect(try Age.open(file, with: [key]) == [1, 2, 3]) }
        #expect(try Age.open(file, with: [try identity(9), keys[2]]) == [1, 2, 3])
        let stranger = try identity(9)
        #expect(refusal { () throws(AgeError) in try Age.open(file, with: [stranger]) } == .noIdentityMatches)
    }

    @Test func passphraseOpensAndAnotherDoesNot() throws {
        let file = try Age.seal([4, 5], passphrase: "đúng", workFactor: 4, random: CountingBytes().bytes)
        #expect(try Age.open(file, passphrase: "đúng") == [4, 5])
        #expect(refusal { () throws(AgeError) in try Age.open(file, passphrase: "sai") } == .wrongPassphrase)
        #expect(
            refusal { () throws(AgeError) in try Age.open(file, passphrase: "đúng", maxWorkFactor: 3) }
                == .workFactorTooLarge(asked: 4, limit: 3))
        let key = try identity(1)
        #expect(refusal { () throws(AgeError) in try Age.open(file, with: [key]) } == .passphraseNeeded)
    }

    @Test(arguments: [0, 65])
    func recipientsAreCounted(count: Int) throws {
        let recipients = [AgeRecipient](repeating: try identity(1).recipient, count: count)
        #expect(
            refusal { () throws(AgeError) in try Age.seal([], to: recipients, random: CountingBytes().bytes) }
                == .recipientCount(count))
    }

    @Test func sealingToALowOrderPointIsRefused() throws {
        let zero = try #require(AgeRecipient(rawBytes: [UInt8](repeating: 0, count: 32)))
        #expect(
            refusal { () throws(AgeError) in try Age.seal([], to: [zero], random: CountingBytes().bytes) }
                == .lowOrderPoint)
    }

    /// The bytes themselves are fixed: opened by `age` 1.1.1 when they were recorded.
    @Test func sameRandomnessGivesTheSameFile() throws {
        let file = try Age.seal(Array("sổ tay".utf8), to: [try identity(7).recipient], random: CountingBytes().bytes)
        #expect(file == bytes(hex: Golden.file))
    }
}

@Suite struct ToolVectors {
    @Test func opensWhatTheToolWrote() throws {
        let key = try AgeIdentity(parsing: Vectors.identity)
        #expect(try Age.open(bytes(hex: Vectors.twoRecipients), with: [key]) == Array("xin chào Nam Triệu".utf8))
        #expect(try Age.open(bytes(hex: Vectors.empty), with: [key]) == [])
        #expect(try Age.open(bytes(hex: Vectors.foreignStanza), with: [key]) == Array("hello".utf8))
    }

    @Test func opensAPassphraseFileOfTheTool() throws {
        let file = bytes(hex: Vectors.sealedWithPassphrase)
        #expect(try Age.open(file, passphrase: Vectors.passphrase) == Array("xin chào".utf8))
    }
}

@Suite struct KeyTexts {
    @Test func areThoseOfTheTool() throws {
        let key = try AgeIdentity(parsing: Vectors.identity)
        #expect(key.text == Vectors.identity)
        #expect(key.recipient.text == Vectors.recipient)
        #expect(try AgeRecipient(parsing: Vectors.recipient) == key.recipient)
    }

    @Test func everyMistypedLetterIsNoticed() {
        for index in Vectors.recipient.indices {
            var text = Vectors.recipient
            text.replaceSubrange(index...index, with: text[index] == "q" ? "p" : "q")
            #expect(throws: AgeError.keyMalformed) { try AgeRecipient(parsing: text) }
        }
    }

    @Test(arguments: ["", "age1", "age1qqqq", Vectors.recipient.uppercased(), Vectors.identity, "age1" + "é"])
    func otherTextsAreNoRecipients(text: String) {
        #expect(throws: AgeError.keyMalformed) { try AgeRecipient(parsing: text) }
    }

    @Test(arguments: ["", Vectors.identity.lowercased(), Vectors.recipient, String(Vectors.identity.dropLast())])
    func otherTextsAreNoIdentities(text: String) {
        #expect(throws: AgeError.keyMalformed) { try AgeIdentity(parsing: text) }
    }
}
