import ArgumentParser
import Base
import Forms
import Foundation
import Store
import Workspace

/// `log`: a session, by questions, from a file, or from `--set`.
struct LogVerb: Verb {
    static let page = HelpPage(
        name: "log", alias: "ghi",
        summary: Bilingual("ghi một buổi hỗ trợ, từng câu hỏi một", "log a help session, question by question"),
        usage: "log [--from TỆP | --set tên=giá_trị …]",
        options: [
            .init(
                flags: "--from TỆP",
                text: Bilingual(
                    "mỗi dòng một đối tượng JSON; - là đầu vào chuẩn", "one JSON object a line; - is standard input")),
            .init(
                flags: "--set TÊN=GIÁ_TRỊ",
                text: Bilingual(
                    "trả lời không cần hỏi, lặp lại được; hanh_dong[1]/muc=vneid_muc2",
                    "an answer without a question; repeatable; hanh_dong[1]/muc=vneid_muc2")),
            .init(
                flags: "--all-or-nothing",
                text: Bilingual("một dòng sai thì không lưu dòng nào", "one bad line and nothing is saved")),
            .init(flags: "--form MÃ", text: Bilingual("biểu mẫu khác ho-tro", "another form than ho-tro")),
            .init(
                flags: "--draft MÃ",
                text: Bilingual(
                    "ghi tiếp phiếu dở này (xem `sotay drafts`)", "go on with this draft (see `sotay drafts`)")),
        ],
        about: [
            Bilingual(
                "Phiếu dở được giữ sau từng câu trả lời, kể cả khi mất điện; `sotay log` sẽ hỏi có ghi tiếp không.",
                "A draft is kept after every answer, even through a power cut; `sotay log` then asks whether to go on with it."
            )
        ],
        examples: ["sotay log", "sotay ghi --from phien.ndjson"])

    @Option var from: String?
    @Option(parsing: .singleValue) var set: [String] = []
    @Flag var allOrNothing = false
    @Option var form: String?
    @Option var draft: String?

    func run(in app: App) throws -> ExitStatus {
        let book = try app.openBook()
        if let warning = Self.warning(ofClock: app.surroundings.now()) { app.tell(warning, isWarning: true) }
        if let from { return try LogFileRun(book: book, app: app).run(from, form: form, allOrNothing: allOrNothing) }
        if !set.isEmpty { return try run(Assignments(set), into: book, app) }
        guard app.canAsk else { throw UsageError.nobodyToAsk(instead: "--from, --set") }
        let run = EntryRun(book: book, app: app)
        return try draft.map { try run.goOn(with: book.draft(matching: $0)) } ?? run.ask(form: form)
    }

    /// What a form says of today goes by the computer's clock; no record is refused for the clock itself.
    ///
    /// - Returns: Nil when nothing is wrong with it that could be known.
    static func warning(ofClock now: Instant) -> Problem? {
        guard now < Program.begun else { return nil }
        return Problem(
            "LOG-102",
            Bilingual(
                "đồng hồ của máy tính sai: đang chỉ \(now.vietnamese)",
                "the computer's clock is wrong: it shows \(now.vietnamese)"),
            hint: Bilingual(
                "chỉnh đồng hồ rồi ghi; chưa chỉnh được thì câu có ngày hôm nay hay năm nay bị từ chối oan, và ngày giờ buổi hỗ trợ phải tự gõ",
                "set the clock first; until then answers about today or this year are refused wrongly, and the session's date has to be typed"
            ), status: .done)
    }

    /// A record id among the assignments is the record's; a record that is here already is not logged twice.
    private func run(_ assignments: Assignments, into book: Book, _ app: App) throws -> ExitStatus {
        let key = try book.forms.current(form).form.roles[.sessionID]?.key
        let (id, others) = assignments.taking(key)
        let answers: JSONObject = id.flatMap { id in key.map { [$0: .string(id)] } } ?? [:]
        let entry = try book.newEntry(form: form, answers: answers, language: app.language)
        guard try !book.store.read({ try $0.exists(entry.record) }) else {
            return EntryRun(book: book, app: app).known(entry.record)
        }
        let (refused, passedOver) = others.apply(to: entry.filling)
        if let passedOver, refused.isEmpty { app.tell(passedOver, isWarning: true) }
        return try EntryRun(book: book, app: app).check(andSave: entry, besides: refused)
    }
}

/// `--set name=value`: each one an answer as it would be typed.
struct Assignments {
    private var pairs: [(name: String, value: String)]

    init(_ texts: [String]) throws {
        pairs = try texts.map { text in
            guard let sign = text.firstIndex(of: "=") else {
                throw UsageError.valueWrong(text, option: "--set", known: ["tên=giá_trị"])
            }
            return (String(text[..<sign]), String(text[text.index(after: sign)...]))
        }
    }

    /// Whom the answers are for.
    var names: Set<String> { Set(pairs.map(\.name.nfc)) }

    /// The last value of the question `key`, and everything else.
    func taking(_ key: String?) -> (value: String?, others: Assignments) {
        var others = self
        others.pairs.removeAll { $0.name == key }
        return (pairs.last { $0.name == key }?.value, others)
    }

    /// - Returns: Every answer that was not taken, the others being in the filling; and the first row that was made for the
    ///   sake of a later one and has no answer.
    func apply(to filling: Filling) -> (refused: [Problem], passedOver: Problem?) {
        var made: [Place] = []
        let refused = pairs.compactMap { pair in apply(pair.name, pair.value, to: filling, making: &made) }
        let empty = made.first { !isNamed($0, in: filling.form) }
        return (refused, empty.map { Self.passedOver($0, in: filling.form) })
    }

    /// Whether one of the answers stands in the row.
    private func isNamed(_ row: Place, in form: Form) -> Bool {
        let inside = form.text(of: row) + "/"
        return pairs.contains { pair in
            form.place(pair.name).map { form.text(of: $0).hasPrefix(inside) } ?? false
        }
    }

    /// A correction is refused for it: nobody wants the empty rows before the seventh of a record that has three.
    private static func passedOver(_ row: Place, in form: Form) -> Problem {
        Problem(
            "LOG-012", at: form.text(of: row),
            Bilingual("mục này không có câu trả lời nào", "this entry has no answers"),
            hint: Bilingual("ghi mục này trước các mục sau nó", "write this entry before those after it"),
            status: .badData)
    }

    private func apply(
        _ name: String, _ value: String, to filling: Filling, making made: inout [Place]
    ) -> Problem? {
        let form = filling.form
        if name == form.roles[.sessionID]?.key {
            return Problem(
                "LOG-008",
                Bilingual("mã phiên của một phiếu không đổi được", "the id of a record cannot be changed"),
                status: .badData)
        }
        guard let place = form.place(name) else { return Self.unknown(name, in: form) }
        do throws(AnswerFault) {
            try makeRows(for: name, in: filling, &made)
            if value.isEmpty { filling.clear(place) } else { try filling.set(place, value) }
            return nil
        } catch {
            return Problem(
                "LOG-005", at: name, error.message, hint: Self.choices(at: place, of: filling, error),
                status: .badData)
        }
    }

    private static func unknown(_ name: String, in form: Form) -> Problem {
        let inside = form.items.first { $0.name == name.nfc && form.enclosingRepeat(of: $0.index) >= 0 }
        let path = inside.map { form.text(of: Place(item: $0.index, rows: rows(around: $0.index, in: form))) }
        let hint =
            path.map {
                Bilingual(
                    "câu này nằm trong mục ghi nhiều lần: viết \($0)=…",
                    "this question is part of a repeated entry: write \($0)=…")
            }
            ?? name.nearest(in: form.items.map(\.name)).map {
                Bilingual("có phải `\($0)`?", "did you mean `\($0)`?")
            }
        return Problem(
            "LOG-007",
            Bilingual("biểu mẫu không có câu \"\(name.printable)\"", "the form has no question \"\(name.printable)\""),
            hint: hint, status: .badData)
    }

    /// The first row of each repeat around an item.
    private static func rows(around item: Int, in form: Form) -> [Int] {
        var count = 0
        var here = form.enclosingRepeat(of: item)
        while here >= 0 {
            count += 1
            here = form.enclosingRepeat(of: here)
        }
        return Array(repeating: 1, count: count)
    }

    /// The codes that can be chosen, when another one was given and there are not too many.
    private static func choices(at place: Place, of filling: Filling, _ fault: AnswerFault) -> Bilingual? {
        switch fault {
        case .unknownChoice, .choiceNotOffered, .rankIncomplete: break
        default: return nil
        }
        let choices = filling.choices(at: place)
        guard !choices.isEmpty, choices.count <= Menu.printLimit else { return nil }
        let codes = choices.map { $0.label.isEmpty ? $0.code : "\($0.code) (\($0.label))" }.joined(separator: ", ")
        return Bilingual("chọn trong: \(codes)", "choose among: \(codes)")
    }

    /// `hanh_dong[2]/muc` needs two rows of `hanh_dong`; repeats inside repeats come after those around them.
    private func makeRows(for name: String, in filling: Filling, _ made: inout [Place]) throws(AnswerFault) {
        for bracket in name.indices where name[bracket] == "[" {
            guard let close = name[bracket...].firstIndex(of: "]"),
                let row = Int(name[name.index(after: bracket)..<close]),
                let place = filling.form.place(String(name[..<bracket]))
            else { return }
            while filling.rowCount(at: place) < row {
                made.append(try filling.addRow(place))
            }
        }
    }
}

/// `--from`: what happened with each line.
struct LogFileRun {
    let book: Book
    let app: App

    func run(_ path: String, form: String?, allOrNothing: Bool) throws -> ExitStatus {
        let bytes = path == "-" ? try standardInput() : try DurableFile.read(path)
        let name = path == "-" ? "stdin" : path.fileName
        var file = LogFile()
        var lines: [JSON] = []
        let cancelled: Bool
        do {
            try file.run(bytes, into: book, form: form, allOrNothing: allOrNothing, language: app.language) { line in
                if app.options.json { lines.append(line.json) } else { tell(line, of: name) }
            }
            cancelled = false
        } catch is LogFile.Cancelled {
            cancelled = true
        }
        let saved = cancelled ? 0 : file.saved
        if app.options.json {
            app.emit(
                .object([
                    "saved": .int(saved), "known": .int(file.known), "refused": .int(file.refused),
                    "warned": .int(file.warned), "lines": .array(lines),
                ]))
        } else {
            app.print(
                Bilingual(
                    "Đã lưu \(saved) phiếu; \(file.known) đã có sẵn; \(file.refused) dòng bị từ chối; \(file.warned) dòng có cảnh báo.",
                    "Saved \(saved) records; \(file.known) were here already; \(file.refused) lines refused; \(file.warned) with warnings."
                ))
        }
        return file.refused > 0 ? .needsPerson : .done
    }

    private func standardInput() throws -> [UInt8] {
        [UInt8](FileHandle.standardInput.readDataToEndOfFile())
    }

    private func tell(_ line: LogFile.Line, of name: String) {
        let place = "\(name):\(line.number)"
        switch line.outcome {
        case .saved(_, let warnings):
            for warning in warnings {
                app.tell(Problem("LOG-100", at: place, warning, status: .done), isWarning: true)
            }
        case .refused(let problems):
            for problem in problems { app.tell(problem.located(at: problem.place.map { "\(place): \($0)" } ?? place)) }
        case .known(let record, let differs):
            if differs {
                app.tell(
                    Problem(
                        "LOG-101", at: place,
                        Bilingual(
                            "phiếu \(record.text) đã có với nội dung khác; bản trong sổ được giữ",
                            "the record \(record.text) is here with other answers; the book's version stays"),
                        hint: Bilingual(
                            "nếu dòng này mới đúng: `sotay edit \(record.text.suffix(6))`",
                            "if this line is right: `sotay edit \(record.text.suffix(6))`"), status: .done),
                    isWarning: true)
            }
        }
    }
}

extension LogFile.Line {
    fileprivate var json: JSON {
        switch outcome {
        case .saved(let record, let warnings):
            .object([
                "line": .int(number), "record": .string(record.text), "warnings": .array(warnings.map(\.json)),
            ])
        case .known(let record, let differs):
            .object(["line": .int(number), "known": .string(record.text), "differs": .bool(differs)])
        case .refused(let problems): .object(["line": .int(number), "problems": .array(problems.map(\.json))])
        }
    }
}
