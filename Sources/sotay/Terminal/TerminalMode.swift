import Foundation

// A signal handler reaches nothing but globals; both are written before the first handler is installed.
nonisolated(unsafe) private let savedMode = UnsafeMutablePointer<termios>.allocate(capacity: 1)
nonisolated(unsafe) private var savedDescriptor: Int32 = -1

/// The terminal's flags: IUTF8 on while we read, no echo while a secret is typed, all as they were afterwards.
enum TerminalMode {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// SIG_IGN, which Swift does not import.
    private static let ignored = 1

    /// Switches IUTF8 on, and restores it at exit and when a signal ends the program.
    static func enter(_ descriptor: Int32) {
        guard savedDescriptor < 0, tcgetattr(descriptor, savedMode) == 0 else { return }
        var mode = savedMode.pointee
        mode.c_iflag |= tcflag_t(IUTF8)
        savedDescriptor = descriptor
        for number in signals {
            let previous = signal(number, restoreAndDie)
            // Under nohup SIGHUP stays ignored.
            if unsafeBitCast(previous, to: Int.self) == ignored { _ = signal(number, previous) }
        }
        atexit(restoreMode)
        tcsetattr(descriptor, TCSANOW, &mode)
    }

    /// A terminal erases by one key alone and shows the other as `^H` or `^?`: the one that it has handed through is
    /// what this keyboard sends.
    static func erase(by key: UInt8) {
        var mode = termios()
        guard savedDescriptor >= 0, tcgetattr(savedDescriptor, &mode) == 0 else { return }
        withUnsafeMutableBytes(of: &mode.c_cc) { $0[Int(VERASE)] = key }
        tcsetattr(savedDescriptor, TCSANOW, &mode)
    }

    static func restore() {
        restoreMode()
    }

    /// What is typed during `body` is not shown. A signal restores the terminal as it was at ``enter(_:)``.
    static func hidingTyping<Value>(_ body: () throws -> Value) rethrows -> Value {
        var shown = termios()
        guard savedDescriptor >= 0, tcgetattr(savedDescriptor, &shown) == 0 else { return try body() }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        // Nothing that was typed ahead is thrown away.
        tcsetattr(savedDescriptor, TCSADRAIN, &hidden)
        defer { tcsetattr(savedDescriptor, TCSADRAIN, &shown) }
        return try body()
    }
}

/// tcsetattr is async-signal-safe. Source: POSIX.1-2017 §2.4.3.
private func restoreMode() {
    guard savedDescriptor >= 0 else { return }
    tcsetattr(savedDescriptor, TCSANOW, savedMode)
    savedDescriptor = -1
}

private func restoreAndDie(_ number: Int32) {
    restoreMode()
    _ = signal(number, SIG_DFL)
    raise(number)
}
