import Age
import Base
import Foundation
import Testing

@testable import Ledger

/// What this program answers to the files of sync/vectors is what sync/vectors/expected.txt says; sync/verify.py, which
/// shares no line with it, says the same.
///
/// `RECORD=1 swift test --filter VectorTests` makes the files and the answers again, and fails while it does.
@Suite(.serialized) struct VectorTests {
    @Test func answersWhatIsExpected() throws {
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try record() }
        let vectors = try VectorFolder()
        var reader = vectors.reader
        let lines = reader.lines(for: vectors.files)
        let expected = vectors.expected
        for (line, wanted) in zip(lines, expected) { #expect(line == wanted) }
        #expect(lines.count == expected.count)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func theOrderOfTheFilesPlaysNoPart(seed: UInt64) throws {
        let vectors = try VectorFolder()
        var random = SeededRandomBytes(seed: seed)
        var reader = vectors.reader
        let isEqual = reader.lines(for: vectors.files.shuffled(using: &random)) == vectors.expected
        #expect(isEqual, "seed \(seed)")
    }

    @Test func everyRefusalOfABatchHasItsVector() throws {
        let text = try VectorFolder().expected.joined(separator: "\n")
        // Not here: a file over 64 MiB (012), no kit at all (013), writing (018).
        for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 19, 20, 21, 22, 23] {
            #expect(text.contains("refused SYNC-\(padded(number, 3))"))
        }
    }

    private func record() throws {
        let folder = VectorFolder.path
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in try VectorMaker().files { try Data(file.bytes).write(to: URL(filePath: folder + "/" + file.name)) }
        let vectors = try VectorFolder()
        var reader = vectors.reader
        let text = reader.lines(for: vectors.files).joined(separator: "\n") + "\n"
        try text.write(toFile: folder + "/expected.txt", atomically: true, encoding: .utf8)
        Issue.record("recorded sync/vectors")
    }
}

/// The files as they lie in the repository.
struct VectorFolder {
    static let path = #filePath.components(separatedBy: "/Tests/")[0] + "/sync/vectors"

    let files: [(name: String, bytes: [UInt8])]
    let identity: AgeIdentity
    let ward: SigningPublicKey

    init() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.path).sorted()
        files = try names.filter { $0.hasSuffix(".age") || $0.hasSuffix(".sotay") }.map { name in
            (name, [UInt8](try Data(contentsOf: URL(filePath: Self.path + "/" + name))))
        }
        let key = try String(contentsOfFile: Self.path + "/ward.testkey", encoding: .utf8).split(separator: "\n")
        identity = try AgeIdentity(parsing: String(key[2]))
        ward = try #require(SigningPublicKey(hex: String(key[1].dropFirst("# ward: ".count))))
    }

    var reader: VectorReader { VectorReader(identity: identity, ward: ward) }

    /// Empty while there is none yet.
    var expected: [String] {
        let text = (try? String(contentsOfFile: Self.path + "/expected.txt", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { String($0) }
    }
}
