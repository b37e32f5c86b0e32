import Foundation
import Testing

/// `sotay` at a terminal of its own, in line mode as a person has it, and somebody who reads and types.
final class PseudoTerminal {
    private let master: Int32
    private let child: Child
    private var unread: [UInt8] = []
    private var hasEnded = false
    /// Everything that has been shown, what was typed included.
    private(set) var transcript = ""

    /// TIOCSPTLCK and TIOCGPTN, which Swift does not import. Source: asm-generic/ioctls.h
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// - Parameter kind: what `TERM` says the terminal can do.
    init(_ arguments: [String], in sandbox: Sandbox, kind: String = "dumb") throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var lock: Int32 = 0
        var number: Int32 = 0
        try #require(
            master >= 0 && ioctl(master, Self.setLock, &lock) == 0 && ioctl(master, Self.getNumber, &number) == 0)
        let slave = "/dev/pts/\(number)"
        child = try Child(
            [Sandbox.binary] + arguments, environment: sandbox.environment.merging(["TERM": kind]) { $1 },
            folder: sandbox.home, terminal: slave)
    }

    deinit {
        close(master)
    }

    struct Silence: Error, CustomStringConvertible {
        let awaited: String
        let shown: String
        var description: String { "\"\(awaited)\" did not come; last shown: …\(shown.suffix(600))" }
    }

    /// Reads on until `text` has been shown, at most 20 seconds; what stands behind it waits for the next call.
    func expect(_ text: String) throws {
        let wanted = Array(text.utf8)
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            if let found = unread.firstRange(of: wanted) {
                unread.removeSubrange(..<found.upperBound)
                return
            }
            guard !hasEnded, ContinuousClock.now < deadline else { throw Silence(awaited: text, shown: transcript) }
            read(milliseconds: 100)
        }
    }

    /// Waits for a question and its prompt, then types the answer and Enter.
    func answer(_ question: String, _ typed: String) throws {
        try expect(question)
        try expect("> ")
        type(typed + "\n")
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(write(master, bytes, bytes.count) == bytes.count)
    }

    /// The rest of what is shown, and how it ended.
    func end() throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(20)
        while !hasEnded {
            guard ContinuousClock.now < deadline else {
                try child.kill()
                throw Silence(awaited: "the end", shown: transcript)
            }
            read(milliseconds: 100)
        }
        return try child.wait()
    }

    func kill() throws {
        try child.kill()
    }

    /// Whether the terminal erases whole letters. Linux has it off in a new terminal.
    func erasesLetters() -> Bool {
        var mode = termios()
        return tcgetattr(master, &mode) == 0 && mode.c_iflag & tcflag_t(IUTF8) != 0
    }

    private func read(milliseconds: Int32) {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, milliseconds) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Foundation.read(master, &buffer, buffer.count)
        // EIO: nobody has the terminal open any more.
        guard count > 0 else {
            hasEnded = true
            return
        }
        unread += buffer[..<count]
        transcript += String(decoding: buffer[..<count], as: UTF8.self)
    }
}
