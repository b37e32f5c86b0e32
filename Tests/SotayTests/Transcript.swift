import Foundation

/// One run of commands and what they print: the script, its input files and the expected output in one readable text.
///
/// - `$ command` runs in the shell; lines `> …` right behind it continue it (here-documents too).
/// - What follows is the expected output, standard output and standard error as they came; blank lines at its end do
///   not matter.
/// - `? 65` at its end is the exit status when it is not 0.
/// - `# …` is a remark.
struct Transcript {
    struct Step {
        var remarks: [String] = []
        var command: [String] = []
        var output: [String] = []
        var status: Int32 = 0
    }

    private(set) var steps: [Step] = []
    /// Remarks behind the last step.
    private var ending: [String] = []

    init(parsing text: String) {
        var remarks: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("# ") || line == "#" {
                remarks.append(line)
            } else if line.hasPrefix("$ ") {
                steps.append(Step(remarks: remarks, command: [String(line.dropFirst(2))]))
                remarks = []
            } else if let last = steps.indices.last {
                let isCommand = steps[last].output.isEmpty && steps[last].status == 0
                if isCommand, line.hasPrefix("> ") || line == ">" {
                    steps[last].command.append(String(line.dropFirst(2)))
                } else if line.hasPrefix("? "), let status = Int32(line.dropFirst(2)) {
                    steps[last].status = status
                } else {
                    steps[last].output.append(line)
                }
            }
        }
        ending = remarks
        for index in steps.indices { steps[index].output = Self.trimmed(steps[index].output) }
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        Array(lines.reversed().drop { $0.isEmpty }.reversed())
    }

    /// The same commands with what they really printed.
    func played(in sandbox: Sandbox) throws -> Transcript {
        var played = self
        let masks = Masks(home: sandbox.home)
        for index in steps.indices {
            let outcome = try sandbox.shell(steps[index].command.joined(separator: "\n"))
            let lines = masks.mask(outcome.output).split(separator: "\n", omittingEmptySubsequences: false)
            played.steps[index].output = Self.trimmed(lines.map(String.init))
            played.steps[index].status = outcome.status
        }
        return played
    }

    var text: String {
        let blocks = steps.map { step in
            var lines = step.remarks
            for (index, line) in step.command.enumerated() {
                lines.append(index == 0 ? "$ \(line)" : line.isEmpty ? ">" : "> \(line)")
            }
            lines += step.output
            if step.status != 0 { lines.append("? \(step.status)") }
            return lines.joined(separator: "\n")
        }
        return (blocks + (ending.isEmpty ? [] : [ending.joined(separator: "\n")])).joined(separator: "\n\n") + "\n"
    }
}

/// Replaces what cannot be the same in two runs: folders, keys, drawn ids and names, the time, and sizes.
struct Masks {
    private let home: String
    private let patterns: [(NSRegularExpression, String)]

    init(home: String, now: Date = Date()) {
        self.home = home
        let days = [-1.0, 0, 1].map { Self.day(now.addingTimeInterval($0 * 86_400)) }
        let dates = days.map { "\($0.vi) \\d{2}:\\d{2}" } + days.map { "\($0.iso)T[0-9:.]+(Z|\\+07:00)" }
        patterns = [
            ("\\b\\d{4}( \\d{4}){4}\\b", "<fingerprint>"), ("\"\\d{4} \\d{4}\"", "\"<fingerprint>\""),
            ("AGE-SECRET-KEY-1[A-Z0-9]+", "<recovery key>"),
            // Version 7 is what the program draws; the ids in the inputs are of version 4.
            ("\\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\\b", "<uuid>"),
            ("\\b[0-9a-f]{16}\\b", "<hash>"),
            ("\\b[0-9a-f]{8}\\b(?!-)", "<hash>"),
            ("\\b[A-Z0-9]{8}\\.AGE\\b", "<batch>.AGE"),
            (dates.joined(separator: "|"), "<now>"),
            (days.map(\.vi).joined(separator: "|"), "<today>"),
            ("\\b\\d+ KB\\b", "<n> KB"),
        ]
        .map { (try! NSRegularExpression(pattern: $0), $1) }
    }

    private static func day(_ date: Date) -> (vi: String, iso: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 7 * 3600)!
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func two(_ number: Int?) -> String { (number! < 10 ? "0" : "") + String(number!) }
        let year = String(parts.year!)
        return ("\(two(parts.day))/\(two(parts.month))/\(year)", "\(year)-\(two(parts.month))-\(two(parts.day))")
    }

    func mask(_ text: String) -> String {
        patterns.reduce(text.replacing(home, with: "~")) { text, pattern in
            let whole = NSRange(text.startIndex..., in: text)
            return pattern.0.stringByReplacingMatches(in: text, range: whole, withTemplate: pattern.1)
        }
    }
}
