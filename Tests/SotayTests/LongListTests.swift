import Foundation
import Testing

/// A list that is too long for a line of the ledger goes with its form wherever the form goes.
@Suite struct LongListTests {
    private static let form = """
        | survey |
        | | type | name | label |
        | | select_one_from_file xa.csv | xa | Xã |
        | settings |
        | | form_id | version |
        | | ho | 1 |
        """

    @Test func itTravelsInTheKit() throws {
        let sandbox = try Sandbox()
        try Self.form.write(toFile: sandbox.home + "/ho.md", atomically: true, encoding: .utf8)
        try sandbox.prepare(
            "{ echo name,label; for i in $(seq 20000); do echo \"x$i,Xã số $i\"; done; } > xa.csv",
            "sotay --book w ward init --area 11542 --plan nam-trieu-2026")
        let added = try sandbox.shell("sotay --book w form add ho.md")
        #expect(added.status == 0 && added.output.contains("xa.csv"), "\(added.output)")
        try sandbox.prepare(
            "sotay --book w form add ho.md | grep 'đã có'", "rm xa.csv ho.md", "sotay --book w kit -o k",
            "sotay --book v init --kit k --name An --member T01-01")
        let refused = try sandbox.shell("sotay --book v log --form ho --set xa=x20001")
        #expect(refused.status == 65 && refused.output.contains("x20001"), "\(refused.output)")
        try sandbox.prepare(
            "sotay --book v log --form ho --set xa=x19999 --json | grep -o '[0-9a-f]\\{6\\}\"' | head -1 > id")
        let shown = try sandbox.shell("sotay --book v show $(tr -d '\"' < id)")
        #expect(shown.output.contains("Xã số 19999"), "\(shown.output)")
        try sandbox.prepare("sotay --book w check", "sotay --book v check")
    }

    /// Two kits, one list: a newer kit brings it again, and nothing is kept twice.
    @Test func aNewerKitBringsItToOldBooks() throws {
        let sandbox = try Sandbox()
        try Self.form.write(toFile: sandbox.home + "/ho.md", atomically: true, encoding: .utf8)
        try sandbox.prepare(
            "{ echo name,label; for i in $(seq 20000); do echo \"x$i,Xã số $i\"; done; } > xa.csv",
            "sotay --book w ward init --area 11542 --plan nam-trieu-2026", "sotay --book w kit -o k",
            "sotay --book v init --kit k --name An --member T01-01", "sotay --book w form add ho.md",
            "sotay --book w kit -o k2", "sotay --book v merge k2", "sotay --book v merge k2",
            "sotay --book v log --form ho --set xa=x1")
    }
}
