import Foundation
import Testing

/// What the real binary prints, command by command, is what stands in Tests/Transcripts.
///
/// `RECORD=1 swift test --filter Transcript` writes the files again, and fails while it does.
@Suite struct TranscriptTests {
    private static let folder = Sandbox.repository + "/Tests/Transcripts"
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    static let names = try! FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".txt") }.sorted()

    @Test(arguments: names)
    func plays(name: String) throws {
        let path = Self.folder + "/" + name
        let expected = Transcript(parsing: try String(contentsOfFile: path, encoding: .utf8))
        #expect(!expected.steps.isEmpty)
        let played = try expected.played(in: Sandbox())
        if Self.isRecording {
            try played.text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
            return
        }
        for (wanted, got) in zip(expected.steps, played.steps) {
            let command = wanted.command.joined(separator: "\n")
            #expect(got.output.joined(separator: "\n") == wanted.output.joined(separator: "\n"), "\(command)")
            #expect(got.status == wanted.status, "\(command)")
        }
    }

    @Test(arguments: names)
    func isWrittenAsRecordingWouldWriteIt(name: String) throws {
        let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
        #expect(Transcript(parsing: text).text == text)
    }

    /// Who types something wrong, or nothing, must not have to scroll.
    @Test func firstAnswersFitOnOneScreen() throws {
        let text = try String(contentsOfFile: Self.folder + "/welcome.txt", encoding: .utf8)
        for step in Transcript(parsing: text).steps {
            #expect(step.output.count <= 40, "\(step.command)")
            let widest = step.output.map(\.count).max() ?? 0
            #expect(widest <= 200, "\(step.command)")
        }
    }

    @Test func masksHideOnlyWhatChanges() {
        let masks = Masks(home: "/tmp/x/home", now: Date(timeIntervalSince1970: 1_782_000_000))
        let text = """
            ~/a: /tmp/x/home/a 1234 5678 9012 3456 7890 K7Q2M9XA.AGE (12 KB)
            01900000-0000-7000-8000-000000000000 00000000-0000-4000-8000-000000000001 0123abcd
            21/06/2026 07:00 20/06/2026 23:59 10/04/2026 08:15 2026-06-21T07:00:00+07:00
            """
        let masked = """
            ~/a: ~/a <fingerprint> <batch>.AGE (<n> KB)
            <uuid> 00000000-0000-4000-8000-000000000001 <hash>
            <now> <now> 10/04/2026 08:15 <now>
            """
        #expect(masks.mask(text) == masked)
    }
}
