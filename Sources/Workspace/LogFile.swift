package import Base
import Forms
import Ledger
import Store

/// `log --from`: one JSON object a line, through the same engine and the same checks as the prompts.
package struct LogFile: Sendable {
    package struct Line: Sendable {
        /// From 1, blank lines counted.
        package let number: Int
        package let outcome: LogOutcome
    }

    package private(set) var saved = 0
    package private(set) var known = 0
    package private(set) var refused = 0
    package private(set) var warned = 0
    /// How often each line without an id has come in this file.
    private var repeats: [ArraySlice<UInt8>: Int] = [:]
    private var days = MemberDays()

    package init() {}

    /// Lines that are written together: one transaction costs as much as thirty records.
    private static let group = 200

    /// - Parameters:
    ///   - allOrNothing: one bad line and nothing is saved.
    ///   - report: called once a line that has something to say, in order.
    package mutating func run(
        _ bytes: [UInt8], into book: Book, form: String?, allOrNothing: Bool, language: Language,
        report: (Line) -> Void
    ) throws {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().filter { !$1.isBlank }[
            ...]
        if allOrNothing {
            try book.write { writer in
                for (index, line) in lines {
                    try take(line, number: index + 1, book, form, language, writer, report)
                }
                if refused > 0 { throw Cancelled() }
            }
            return
        }
        while !lines.isEmpty {
            let group = lines.prefix(Self.group)
            lines = lines.dropFirst(Self.group)
            try book.write { writer in
                for (index, line) in group { try take(line, number: index + 1, book, form, language, writer, report) }
            }
        }
    }

    /// A line with thousands of faults is told by its first.
    private static let problemsALine = 20

    private static func first(of errors: [Problem]) -> [Problem] {
        let told = errors.prefix(problemsALine)
        guard told.count < errors.count else { return errors }
        return told + [LogError.moreProblems(errors.count - told.count).problem]
    }

    /// Ends the transaction of `--all-or-nothing` without writing.
    package struct Cancelled: Error {}

    private mutating func take(
        _ line: ArraySlice<UInt8>, number: Int, _ book: Book, _ form: String?, _ language: Language,
        _ writer: BookWriter, _ report: (Line) -> Void
    ) throws {
        let outcome: LogOutcome
        do {
            outcome = try self.outcome(of: line, book, form, language, writer)
        } catch let error as LogError {
            outcome = .refused([error.problem])
        } catch BookError.recordTooLarge(let limit) {
            // The line fits, the record with its salt and what the form adds does not; nothing of it was written.
            outcome = .refused([BookError.recordTooLarge(limit: limit).problem])
        }
        switch outcome {
        case .saved(_, let warnings):
            saved += 1
            warned += warnings.isEmpty ? 0 : 1
            if !warnings.isEmpty { report(Line(number: number, outcome: outcome)) }
        case .known(_, let differs):
            known += 1
            warned += differs ? 1 : 0
            if differs { report(Line(number: number, outcome: outcome)) }
        case .refused:
            refused += 1
            report(Line(number: number, outcome: outcome))
        }
    }

    /// The id of a line that names none, from its own bytes, its form and this device: the same file read twice logs
    /// nothing twice. The same line again within the file is another session: anonymous ones may well look alike.
    private mutating func name(of line: ArraySlice<UInt8>, form: String, _ book: Book) -> RecordID {
        let number = repeats[line, default: 0]
        repeats[line] = number + 1
        let card = book.identity.card.id.bytes
        return RecordID(hash: Digest.of(.plain, card, Array(line), Array("\(number)".utf8), Array(form.utf8)).bytes)
    }

    private mutating func outcome(
        of line: ArraySlice<UInt8>, _ book: Book, _ form: String?, _ language: Language, _ writer: BookWriter
    ) throws -> LogOutcome {
        guard line.count <= Caps.lineBytes else { throw LogError.lineTooLong(limit: Caps.lineBytes) }
        let json: JSON
        do {
            json = try JSON(parsing: line)
        } catch {
            throw LogError.notJSON(error)
        }
        guard let object = json.object else { throw LogError.notObject }
        let current = try book.forms.current(form).form
        var answers = LedgerAnswers.removing(from: object, for: current)
        let roles = current.roles
        let key = roles[.sessionID]?.key
        var record: RecordID?
        if key.map({ answers[$0] == nil }) ?? true {
            record = name(of: line, form: current.id, book)
            if let key { answers[key] = record.map { .string($0.text) } }
        }
        if let key = (roles[.sessionStart] ?? roles[.eventStart])?.key, answers[key] == nil {
            throw LogError.noStart(key)
        }
        let entry = try book.newEntry(
            form: form, answers: answers, language: language, record: record, with: writer.reader)
        if try writer.reader.exists(entry.record) {
            return .known(entry.record, differs: try book.differs(entry, with: writer.reader))
        }
        let (errors, warnings) = try book.check(entry, with: writer.reader, days: &days)
        guard errors.isEmpty else { return .refused(Self.first(of: errors)) }
        _ = try book.save(entry, with: writer)
        try writer.settle()
        return .saved(entry.record, warnings: warnings)
    }
}

/// What a record shows beside its answers, derived from its revision and never stored again: its version's number,
/// its form's version, its device.
package enum LedgerAnswers {
    package static let keys = ["ban_sua", "phien_ban_mau", "ma_thiet_bi"]

    /// A record as `show --json` printed it can be read again.
    static func removing(from answers: JSONObject, for form: Form) -> JSONObject {
        let derived = keys.filter { answers[$0] != nil && form.place($0) == nil }
        guard !derived.isEmpty else { return answers }
        return JSONObject(distinct: answers.filter { !derived.contains($0.key) }.map { ($0.key, $0.value) })
    }
}

extension ArraySlice<UInt8> {
    fileprivate var isBlank: Bool {
        allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    }
}
