import Foundation
import Testing

/// What `explain` says of a record's signature is looked at again, not remembered.
@Suite struct ExplainVerbTests {
    @Test func aBodyChangedInTheDatabaseIsSeen() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book phuong ward init --area 11542 --plan nam-trieu-2026",
            "sotay --book phuong kit -o kit", "sotay --book may init --kit kit --name An",
            "head -n 1 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book may log --from -",
            "sotay --book may export -o 1.age", "sotay --book phuong merge 1.age --trust-new --no-input",
            "sotay --book phuong explain b3f1e3")
        let file = try BookFile(sandbox.home + "/phuong/book.sqlite")
        _ = try file.lines(
            "UPDATE rev SET body = CAST(replace(CAST(body AS TEXT), 'nguoi_dan', 'can_bo') AS BLOB)")
        let outcome = try sandbox.shell("sotay --book phuong explain b3f1e3 --lang en")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("THE BODY DOES NOT FIT ITS HASH"))
        #expect(outcome.output.contains("signature holds, chain holds"))
    }
}
