import Testing

/// A merge says how far it is, at a terminal that can paint over a line and nowhere else.
@Suite struct ProgressTests {
    private static let files = (1...3).map { "lo-\($0).age" }

    private func ward() throws -> Sandbox {
        let sandbox = try Sandbox()
        try sandbox.prepare(
            "sotay --book ward ward init --area 11542 --plan nam-trieu-2026 && sotay --book ward kit -o kit.sotay",
            """
            for n in 1 2 3; do
                sotay --book may-$n init --kit kit.sotay --name May-$n || exit 1
                head -n 20 $CASES/nam-trieu-q2/laptop-$n.ndjson > some.ndjson
                sotay --book may-$n log --from some.ndjson || exit 1
                sotay --book may-$n export -o lo-$n.age || exit 1
            done
            """)
        return sandbox
    }

    private static let merge = ["--book", "ward", "merge", "--trust-new", "--no-input"] + files

    @Test func aTerminalIsShownHowFarItIs() throws {
        let sandbox = try ward()
        let terminal = try PseudoTerminal(Self.merge, in: sandbox, kind: "xterm")
        for done in 0...3 { try terminal.expect("\rđang gộp \(done)/3\u{1B}[K") }
        // The line is gone before the results stand there.
        try terminal.expect("\r\u{1B}[K")
        try terminal.expect("Đã xem 3 tệp: 60 phiếu")
        #expect(try terminal.end() == 0)
    }

    @Test func nothingIsPaintedElsewhere() throws {
        let sandbox = try ward()
        let plain = try PseudoTerminal(Self.merge + ["--dry-run"], in: sandbox)
        #expect(try plain.end() == 0)
        #expect(plain.transcript.contains("Đã xem 3 tệp") && !plain.transcript.contains("đang gộp"))
        let piped = try sandbox.shell("TERM=xterm sotay \(Self.merge.joined(separator: " "))")
        #expect(piped.status == 0 && piped.output.contains("Đã xem 3 tệp"))
        #expect(!piped.output.contains("đang gộp") && !piped.output.contains("\u{1B}"))
    }
}
