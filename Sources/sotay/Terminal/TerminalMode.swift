import Foundation

// A signal handler reaches nothing but globals; both are written before the first handler is installed.
nonisolated(unsafe) private let savedMode = UnsafeMutablePointer<termios>.allocate(capacity: 1)
nonisolated(unsafe) private var savedDescriptor: Int32 = -1

/// The terminal's IUTF8 flag: on while we read, as it was afterwards.
enum TerminalMode {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// SIG_IGN, which Swift does not import.
    private static let ignored = 1

    /// Switches IUTF8 on, and restores it at exit and when a signal ends the program.
    static func enter(_ descriptor: Int32) {
        guard savedDescriptor < 0, tcgetattr(descriptor, savedMode) == 0 else { return }
        let utf8 = tcflag_t(IUTF8)
        guard savedMode.pointee.c_iflag & utf8 == 0 else { return }
        var mode = savedMode.pointee
        mode.c_iflag |= utf8
        savedDescriptor = descriptor
        for number in signals {
            let previous = signal(number, restoreAndDie)
            // Under nohup SIGHUP stays ignored.
            if unsafeBitCast(previous, to: Int.self) == ignored { _ = signal(number, previous) }
        }
        atexit(restoreMode)
        tcsetattr(descriptor, TCSANOW, &mode)
    }

    static func restore() {
        restoreMode()
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
