import Foundation
import Testing
import Workspace

/// Two programs on one book: the second waits, and says who is writing when that takes too long.
@Suite struct BusyTests {
    private static let session = "head -n 1 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book so log --from -"

    private func book() throws -> (Sandbox, BookFile) {
        let sandbox = try Sandbox()
        try sandbox.prepare("sotay --book so ward init --area 11542 --plan nam-trieu-2026")
        return (sandbox, try BookFile(sandbox.home + "/so/book.sqlite"))
    }

    @Test func theSecondSaysWhoIsWriting() throws {
        let (sandbox, other) = try book()
        _ = try other.lines("BEGIN IMMEDIATE")
        let outcome = try sandbox.shell(Self.session)
        #expect(outcome.status == 75)
        #expect(outcome.output.contains("(tiến trình \(getpid())) đang ghi vào sổ này [BOOK-003]"))
        // Reading waits for nobody.
        #expect(try sandbox.shell("sotay --book so list").status == 0)
        _ = try other.lines("ROLLBACK")
        #expect(try sandbox.shell(Self.session).status == 0)
    }

    @Test func theSecondWaitsForTheFirst() throws {
        let (sandbox, other) = try book()
        try sandbox.prepare("head -n 1 $CASES/nam-trieu-q2/laptop-1.ndjson > mot.ndjson")
        _ = try other.lines("BEGIN IMMEDIATE")
        let child = try sandbox.start(["--book", "so", "log", "--from", "mot.ndjson"])
        usleep(700_000)
        #expect(try other.lines("SELECT count(*) FROM fact_session") == ["0"])
        _ = try other.lines("ROLLBACK")
        #expect(try child.wait() == 0)
        #expect(try other.lines("SELECT count(*) FROM fact_session") == ["1"])
    }

    /// Whoever opens a file and closes it loses all locks of its process on it: programs that run beside it would then
    /// take the journal away from under a connection.
    @Test func openingABookDropsNoLocks() throws {
        let (sandbox, other) = try book()
        #expect(try other.lines("SELECT count(*) FROM fact_session") == ["0"])
        _ = try Book(BookFolder(sandbox.home + "/so"), surroundings: .system(environment: sandbox.environment))
        #expect(try sandbox.shell(Self.session).status == 0)
        // The last connection removes it; `other` is still there.
        #expect(FileManager.default.fileExists(atPath: sandbox.home + "/so/book.sqlite-wal"))
        #expect(try other.lines("SELECT count(*) FROM fact_session") == ["1"])
    }
}
