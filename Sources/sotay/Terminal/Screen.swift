import Base
import Foundation

/// Standard output and standard error: results to the one, everything else to the other.
///
/// A reader that went away (`sotay list | head`) is no fault: what comes after is dropped and the verb ends as it
/// would have. Any other failure to write is kept in ``failure`` for the exit code.
final class Screen {
    private let out: Int32
    private let err: Int32
    private let outInColour: Bool
    /// Whether standard output takes colour.
    var showsColour: Bool { outInColour }
    private let errInColour: Bool
    private let showsProgress: Bool
    private var progressIsShown = false
    private var closed: Set<Int32> = []
    /// Columns of the terminal; 80 when there is none.
    let width: Int
    /// `errno` of the first write that failed for another reason than a closed pipe.
    private(set) var failure: Int32?

    /// `environment` is asked for `NO_COLOR`, `TERM` and `COLUMNS`. Ignores SIGPIPE for the whole process.
    init(out: Int32 = STDOUT_FILENO, err: Int32 = STDERR_FILENO, environment: [String: String]) {
        self.out = out
        self.err = err
        outInColour = Self.allowsColour(isTerminal: isatty(out) == 1, environment)
        errInColour = Self.allowsColour(isTerminal: isatty(err) == 1, environment)
        showsProgress = isatty(err) == 1 && environment["TERM"] != "dumb"
        width = Self.width(of: [out, err, STDIN_FILENO]) ?? environment["COLUMNS"].flatMap { Int($0) } ?? 80
        signal(SIGPIPE, SIG_IGN)
        // A file-size limit is then an error that is told, not a sudden end.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Source: no-color.org, "when present and not an empty string".
    static func allowsColour(isTerminal: Bool, _ environment: [String: String]) -> Bool {
        isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    private static func width(of descriptors: [Int32]) -> Int? {
        for descriptor in descriptors {
            var size = winsize()
            if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        }
        return nil
    }

    /// A line of the result.
    func print(_ spans: Span...) {
        clearProgress()
        write(spans.map { $0.rendered(inColour: outInColour) }.joined() + "\n", to: out)
    }

    /// Output for machines: exactly these characters, nothing stripped, no line end added.
    func emit(_ text: String) {
        clearProgress()
        write(text, to: out)
    }

    /// A line that is not the result: what is going on, warnings, faults.
    func tell(_ spans: Span...) {
        clearProgress()
        write(spans.map { $0.rendered(inColour: errInColour) }.joined() + "\n", to: err)
    }

    /// A question, without a line end, beside which the answer is typed.
    func prompt(_ spans: Span...) {
        clearProgress()
        write(spans.map { $0.rendered(inColour: errInColour) }.joined(), to: err)
    }

    /// The one line that is painted over, on a terminal only.
    func progress(_ text: String) {
        guard showsProgress else { return }
        progressIsShown = true
        write("\r" + text.printable.prefix(columns: width - 1) + "\u{1B}[K", to: err)
    }

    private func clearProgress() {
        guard progressIsShown else { return }
        progressIsShown = false
        write("\r\u{1B}[K", to: err)
    }

    private func write(_ text: String, to descriptor: Int32) {
        guard !closed.contains(descriptor) else { return }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                if errno != EPIPE { failure = failure ?? errno }
                closed.insert(descriptor)
                return
            }
        }
    }
}
