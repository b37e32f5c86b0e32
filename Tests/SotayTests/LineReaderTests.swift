import Foundation
import Testing

@testable import sotay

@Suite struct TypedLineRules {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let typed: String
        let meant: String

        init(_ name: String, _ typed: String, _ meant: String) {
            testDescription = name
            self.typed = typed
            self.meant = meant
        }
    }

    static let cases: [Case] = [
        Case("plain", "Nguyễn Thị Ý", "Nguyễn Thị Ý"),
        Case("Telex: a, erase, â", "a\u{8}â", "â"),
        Case("Telex: a whole word again", "Nguyên\u{8}\u{8}ễn", "Nguyễn"),
        Case("0x7F as well", "nhaf\u{7F}\u{7F}à", "nhà"),
        Case("an erase takes a letter with its marks", "Hoa\u{300}\u{8}", "Ho"),
        Case("an erase too many", "\u{8}\u{8}x", "x"),
        Case("decomposed becomes composed", "Ho\u{61}\u{300}", "Hoà"),
        Case("an arrow key", "12\u{1B}[D3", "123"),
        Case("a key with parameters", "a\u{1B}[1;5Cb", "ab"),
        Case("F1 in application mode", "a\u{1B}OPb", "ab"),
        Case("a window title", "a\u{1B}]0;evil\u{7}b", "ab"),
        Case("a window title ended by ST", "a\u{1B}]0;evil\u{1B}\\b", "ab"),
        Case("an unfinished sequence", "a\u{1B}[", "a"),
        Case("one byte CSI", "a\u{9B}31mb", "ab"),
        Case("other controls", "a\u{0}\u{3}b\u{1A}", "ab"),
        Case("a tab is a space", "a\tb", "a b"),
        Case("a Windows line end", "abc\r", "abc"),
        Case("letters that turn the line round", "a\u{202E}b", "ab"),
    ]

    @Test(arguments: cases)
    func means(_ example: Case) {
        let text = TypedLine.text(of: example.typed.utf8)
        #expect(Array(text.utf8) == Array(example.meant.utf8))
    }

    @Test func halfALetterIsMarked() {
        #expect(TypedLine.text(of: [0x61, 0xE1, 0xBB]) == "a\u{FFFD}")
    }
}

@Suite struct LineReading {
    /// A pipe that holds `bytes` and is closed.
    private func reader(_ bytes: String) throws -> (LineReader, close: () -> Void) {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let all = Array(bytes.utf8)
        try #require(write(ends[1], all, all.count) == all.count)
        close(ends[1])
        let input = ends[0]
        return (LineReader(descriptor: input), { _ = close(input) })
    }

    private func lines(_ bytes: String) throws -> [String?] {
        let (reader, close) = try reader(bytes)
        defer { close() }
        var lines: [String?] = []
        repeat { lines.append(try reader.next()) } while lines.last! != nil
        return lines
    }

    @Test func anEmptyLineIsNotTheEnd() throws {
        #expect(try lines("a\n\nb\n") == ["a", "", "b", nil])
    }

    @Test func aLastLineWithoutItsEndCounts() throws {
        #expect(try lines("a\nb") == ["a", "b", nil])
        #expect(try lines("") == [nil])
    }

    @Test func theEndStaysTheEnd() throws {
        let (reader, close) = try reader("a\n")
        defer { close() }
        #expect(try reader.next() == "a")
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test func anEndlessLineIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "sotay-line-\(getpid())").path
        defer { unlink(path) }
        try #require(
            FileManager.default.createFile(
                atPath: path, contents: Data(repeating: 0x61, count: LineReader.lineLimit + 5000)))
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        let reader = LineReader(descriptor: descriptor)
        #expect(throws: LineFault.tooLong) { try reader.next() }
    }

    @Test func aClosedDescriptorSaysSo() {
        #expect(throws: LineFault.unreadable(EBADF)) { try LineReader(descriptor: 987).next() }
    }
}

@Suite struct TerminalModes {
    private func flags(_ descriptor: Int32) throws -> tcflag_t {
        var mode = termios()
        try #require(tcgetattr(descriptor, &mode) == 0)
        return mode.c_iflag & tcflag_t(IUTF8)
    }

    /// A pseudo-terminal: its two ends. By hand: Glibc’s module hides posix_openpt and the
    /// numbers of TIOCSPTLCK and TIOCGPTN. Source: ioctl_tty(2).
    private func terminal() throws -> (typist: Int32, program: Int32) {
        let typist = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: Int32 = 0
        var number: Int32 = -1
        try #require(typist >= 0)
        try #require(ioctl(typist, 0x4004_5431, &locked) == 0)
        try #require(ioctl(typist, 0x8004_5430, &number) == 0)
        return (typist, open("/dev/pts/\(number)", O_RDWR | O_NOCTTY))
    }

    @Test func utf8IsOnWhileReadingAndRestored() throws {
        let (typist, program) = try terminal()
        defer {
            close(typist)
            close(program)
        }
        var mode = termios()
        try #require(tcgetattr(program, &mode) == 0)
        mode.c_iflag &= ~tcflag_t(IUTF8)
        try #require(tcsetattr(program, TCSANOW, &mode) == 0)

        var reader: LineReader? = LineReader(descriptor: program)
        #expect(reader?.isTerminal == true)
        #expect(try flags(program) != 0)
        // The kernel erases the whole ế for its own erase key, and we for the other one.
        let keys = Array("tế\u{7F}ết x\u{8}\n".utf8)
        try #require(write(typist, keys, keys.count) == keys.count)
        #expect(try reader?.next() == "tết ")
        // From then on the kernel erases for the key that it handed through, which it showed as ^H.
        let more = Array("ab\u{8}c\n".utf8)
        try #require(write(typist, more, more.count) == more.count)
        #expect(try reader?.next() == "ac")
        var shown = [UInt8](repeating: 0, count: 4096)
        let count = read(typist, &shown, shown.count)
        #expect(String(decoding: shown.prefix(max(0, count)), as: UTF8.self).hasSuffix("x^H\r\nab\u{8} \u{8}c\r\n"))
        reader = nil
        #expect(try flags(program) == 0)
    }
}

@Suite struct ScreenRules {
    @Test func storedTextCannotCommandTheTerminal() {
        let span = Span("a\u{1B}[2Jb\u{7}\nc", .bad)
        #expect(span.rendered(inColour: false) == "a[2Jb\nc")
        #expect(span.rendered(inColour: true) == "\u{1B}[31ma[2Jb\nc\u{1B}[0m")
    }

    @Test(
        arguments: [
            (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
            (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm"], true),
        ] as [(Bool, [String: String], Bool)])
    func colour(isTerminal: Bool, environment: [String: String], expected: Bool) {
        #expect(Screen.allowsColour(isTerminal: isTerminal, environment) == expected)
    }

    @Test func writesResultsAndNewsApart() throws {
        var out: [Int32] = [0, 0]
        var err: [Int32] = [0, 0]
        try #require(pipe(&out) == 0 && pipe(&err) == 0)
        let screen = Screen(out: out[1], err: err[1], environment: ["COLUMNS": "60"])
        screen.print("tổng ", Span("5", .strong))
        screen.progress("never on a pipe")
        screen.tell("xong\u{1B}")
        screen.prompt("> ")
        screen.emit("{\"a\":\"\u{200E}\"}")
        #expect(contents(out) == "tổng 5\n{\"a\":\"\u{200E}\"}")
        #expect(contents(err) == "xong\n> ")
        #expect(screen.failure == nil)
    }

    @Test func aReaderThatWentAwayIsNoFault() throws {
        var out: [Int32] = [0, 0]
        try #require(pipe(&out) == 0)
        close(out[0])
        let screen = Screen(out: out[1], err: out[1], environment: [:])
        screen.print("a")
        screen.print("b")
        #expect(screen.failure == nil)
        close(out[1])
    }

    @Test func aFullDiskIsKeptForTheEnd() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        let screen = Screen(out: full, err: full, environment: [:])
        screen.print("a")
        #expect(screen.failure == ENOSPC)
        close(full)
    }

    private func contents(_ ends: [Int32]) -> String {
        close(ends[1])
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(ends[0], &buffer, buffer.count)
        close(ends[0])
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
