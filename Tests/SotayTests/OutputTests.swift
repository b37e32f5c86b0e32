import Foundation
import Testing

@testable import sotay

/// A file that `-o` names is never replaced unasked.
@Suite struct OutputTests {
    private static let form =
        "| survey |\\n| | type | name | label |\\n| | text | a | A |\\n| settings |\\n| | form_id | version |\\n| | f | 1 |\\n"

    /// The line that writes to `x`, and what must be there before it.
    static let lines: [(verb: String, line: String)] = [
        ("kit", "sotay --book w kit -o x"),
        ("init", "sotay --book new init --kit k --name An -o x"),
        ("export", "sotay --book v export -o x"),
        ("receipt", "sotay --book w receipt -o x"),
        ("report", "sotay --book w report --period 2026-06 --format csv -o x"),
        ("issued", "sotay --book w issued $(sotay --book w issued --json | grep -o '[0-9a-f]\\{64\\}' | head -1) -o x"),
        ("plan show", "sotay --book w plan show -o x"),
        ("form convert", "sotay form convert f.md -o x.xml"),
        ("form data", "sotay --book w form data -o x.xlsx"),
        ("backup", "sotay --book w backup -o x"),
    ]

    @Test func everyVerbWithAnOutputIsHere() {
        let writing = Verbs.all.map { $0.page }.filter { $0.options.contains { $0.names.contains("--output") } }
        #expect(Set(writing.map(\.name)) == Set(Self.lines.map(\.verb)))
    }

    @Test func nothingIsReplacedUnasked() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "printf '\(Self.form)' > f.md", "sotay --book w ward init --area 11542 --plan nam-trieu-2026",
            "sotay --book w kit -o k", "sotay --book v init --kit k --name An --member T01-01",
            "head -n 1 $CASES/nam-trieu-q2/laptop-1.ndjson | sotay --book v log --from -",
            "sotay --book w report --period 2026-06 --issue > issued.txt")
        for (verb, line) in Self.lines {
            let file = line.contains("x.") ? "x." + line.split(separator: "x.").last! : "x"
            try sandbox.prepare("echo mine > \(file)")
            let refused = try sandbox.shell("\(line)")
            #expect(refused.status == 73 && refused.output.contains("[FILE-014]"), "\(verb): \(refused.output)")
            #expect(try sandbox.shell("cat \(file)").output == "mine\n", "\(verb)")
            let replaced = try sandbox.shell("\(line) --force")
            #expect(replaced.status == 0, "\(verb): \(replaced.output)")
            #expect(try sandbox.shell("cat \(file)").output != "mine\n", "\(verb)")
            try sandbox.prepare("rm -rf x new")
        }
    }

    @Test func aFormIsNeverConvertedOntoItself() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare("printf '\(Self.form)' > f.md", "ln f.md g.md", "cp f.md before")
        for name in ["f.md", "./f.md", "g.md"] {
            let outcome = try sandbox.shell("sotay form convert f.md -o \(name) --force")
            #expect(outcome.status == 73 && outcome.output.contains("[TOOL-008]"), "\(outcome.output)")
        }
        try sandbox.prepare("cmp f.md before")
    }
}
