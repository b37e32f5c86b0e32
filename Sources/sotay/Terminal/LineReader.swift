import Foundation

/// Lines from a file descriptor, with the terminal in line mode.
///
/// Raw-mode prompts break Vietnamese typing, so the kernel's own line editing stays on; it only has to know that
/// letters may have several bytes (IUTF8), else an erase leaves half a letter behind.
final class LineReader: LineSource {
    /// Bytes of one typed line.
    static let lineLimit = 64 * 1024

    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var hasEnded = false
    /// Whether somebody types here, so that prompts make sense.
    let isTerminal: Bool

    /// Switches IUTF8 on when `descriptor` is a terminal; ``TerminalMode`` restores it however the program ends.
    init(descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        if isTerminal { TerminalMode.enter(descriptor) }
    }

    deinit {
        if isTerminal { TerminalMode.restore() }
    }

    func next() throws(LineFault) -> String? {
        while true {
            if let end = pending.firstIndex(of: 0x0A) {
                let line = pending[..<end]
                if isTerminal, let key = line.last(where: { $0 == 0x08 || $0 == 0x7F }) { TerminalMode.erase(by: key) }
                pending.removeSubrange(...end)
                return TypedLine.text(of: line)
            }
            guard pending.count <= Self.lineLimit else { throw .tooLong }
            guard try fill() else {
                guard !pending.isEmpty else { return nil }
                defer { pending = [] }
                return TypedLine.text(of: pending)
            }
        }
    }

    /// False at the end of the input, which stays the end: a terminal would go on after Ctrl-D.
    private func fill() throws(LineFault) -> Bool {
        guard !hasEnded else { return false }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                pending += buffer[..<count]
                return true
            }
            if count == 0 {
                hasEnded = true
                return false
            }
            // EIO: the terminal is gone, and nobody will type any more.
            if errno == EIO {
                hasEnded = true
                return false
            }
            guard errno == EINTR else { throw .unreadable(errno) }
        }
    }
}
