import Testing

/// A book on a medium that cannot be written is read there; what would write says that it cannot.
@Suite struct ReadOnlyTests {
    @Test func aBookThatCannotBeWrittenCanBeRead() throws {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "mkdir 'sổ 1?'",
            "sotay --book 'sổ 1?/w' ward init --area 11542 --plan nam-trieu-2026 && sotay --book 'sổ 1?/w' kit -o k.sotay",
            "sotay --book 'sổ 1?/m' init --kit k.sotay --name An",
            "sotay --book 'sổ 1?/m' log --from $CASES/nam-trieu-q2/laptop-3.ndjson")
        let list = try sandbox.shell("sotay --book 'sổ 1?/m' list --json")
        // Modes bind everybody but root.
        try sandbox.prepare("chmod -R a+rX,a-w 'sổ 1?'")
        func reading(_ verb: String) throws -> Sandbox.Outcome {
            let user = "$([ $(id -u) = 0 ] && echo setpriv --reuid=65534 --regid=65534 --clear-groups)"
            return try sandbox.shell("\(user) sotay --book 'sổ 1?/m' \(verb)")
        }
        #expect(try reading("list --json").output == list.output)
        #expect(list.status == 0 && list.output.contains("record"))
        #expect(try reading("status").status == 0)
        #expect(try reading("report --period 2026-06").status == 0)
        let record = try sandbox.shell("sotay --book 'sổ 1?/m' list --json | grep -o '\"record\": *\"[^\"]*' | head -1")
        let id = String(record.output.suffix(37).prefix(36))
        #expect(try reading("edit \(id) --set thoi_luong_phut=7").status == 73)
        try sandbox.prepare("chmod -R u+w 'sổ 1?'")
    }
}
