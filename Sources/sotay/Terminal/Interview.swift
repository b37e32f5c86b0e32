import Base
import Forms
import Foundation

/// A value that the program knows, offered beside a question that takes free text.
struct Suggestion: Hashable, Sendable {
    let code: String
    /// For people: a name from the local roster, "mã mới"…
    let description: String
    /// Of a list in which all good codes stand: another one is rather a slip.
    let isOfWholeList: Bool
}

/// Asks a record question by question, one line each, and never repaints what was said.
///
/// `<` goes back, `>` to any question or the review, `?` helps, `?en` changes the language, `!` keeps the draft and
/// leaves, `-` removes an answer, Enter keeps or skips. Every answer goes through `save` before the next question, so a
/// killed program loses at most the line being typed.
final class Interview {
    enum Outcome: Hashable {
        /// The person said that the record is to be saved.
        case finished
        /// The draft waits.
        case left
        case inputEnded
    }

    /// What a prompt brought.
    enum Reply: Hashable {
        case text(String)
        case back, help, leave, remove, end
        /// To a question by its number, name or a part of its text; to the review when nothing is said.
        case jump(String)
        case language(Tongue)
    }

    let filling: Filling
    private let lines: any LineSource
    private let speak: (Utterance) -> Void
    private let save: (JSONObject, Whereabouts) throws -> Void
    private let suggest: (Place, Filling) -> [Suggestion]
    /// Warnings about the whole that no question can know of.
    let advise: () throws -> [Bilingual]
    /// Questions that were answered or passed; after the review only others are asked.
    var visited: Set<Step> = []
    var hasReviewed = false
    var lastHeading: Step?
    /// Something of this record is kept as a draft.
    var hasDraft = false
    /// The answers that are being corrected; the review then says what has changed.
    var before: JSONObject?

    /// `save` is handed the draft and where the person is, to go on there after an interruption.
    init(
        _ filling: Filling, lines: any LineSource, speak: @escaping (Utterance) -> Void,
        save: @escaping (JSONObject, Whereabouts) throws -> Void, suggest: @escaping (Place, Filling) -> [Suggestion],
        advise: @escaping () throws -> [Bilingual]
    ) {
        self.filling = filling
        self.lines = lines
        self.speak = speak
        self.save = save
        self.suggest = suggest
        self.advise = advise
    }

    /// Asks until the person saves or leaves. `whereabouts` is what `save` was handed last, for going on with a draft.
    /// Throws ``LineFault`` and whatever `save` throws.
    func run(from whereabouts: Whereabouts? = nil) throws -> Outcome {
        say(.news, .introduction)
        var step = start(from: whereabouts)
        while true {
            guard let here = step else {
                if hasReviewed { try keep(leaptTo: nil) }
                switch try review() {
                case .jump(let target):
                    step = target
                    try keep(leaptTo: target)
                case .end(let outcome): return end(outcome)
                }
                continue
            }
            switch here {
            case .group, .row:
                tell(here)
                step = filling.next(after: here)
            case .note:
                if hasReviewed { tellHeading(of: here) }
                tell(here)
                step = following(here)
            case .question, .addRow:
                tellHeading(of: here)
                switch try stop(at: here) {
                case .next(let following): step = following
                case .leap(let target):
                    step = target
                    try keep(leaptTo: target)
                case .back:
                    step = try stepBack(from: here)
                    try keep(leaptTo: step)
                case .end(let outcome): return end(outcome)
                }
            }
        }
    }

    private func end(_ outcome: Outcome) -> Outcome {
        switch outcome {
        case .finished: break
        case .left: say(.news, hasDraft ? .left : .leftNothing)
        case .inputEnded:
            // Nobody pressed Enter behind the last prompt.
            say(.news, "")
            say(.news, hasDraft ? .inputEnded : .leftNothing)
        }
        return outcome
    }

    /// Keeps everything as it stands, to go on from `place`.
    func keep(at place: Place) throws {
        try save(filling.draft, .after(place))
        hasDraft = true
    }

    /// Keeps where the person went without an answer on the way; nil is the review.
    private func keep(leaptTo step: Step?) throws {
        guard hasDraft else { return }
        try save(filling.draft, step.map { .at($0.place) } ?? .review)
    }

    /// Where a stop leads.
    enum Way {
        /// Nil is the review.
        case next(Step?)
        /// Out of the order.
        case leap(Step?)
        case back
        case end(Outcome)
    }

    private func stop(at step: Step) throws -> Way {
        switch step {
        case .question(let place): try ask(place)
        case .addRow(let place, let rows): try askForRow(place, rows: rows)
        case .group, .row, .note: .next(filling.next(after: step))
        }
    }

    // MARK: - Saying

    func say(_ kind: Utterance.Kind, _ text: InterviewText) {
        say(kind, text[filling.language])
    }

    func say(_ kind: Utterance.Kind, _ text: String) {
        speak(Utterance(kind, text))
    }

    /// Says a group's or row's heading, or a note.
    func tell(_ step: Step) {
        let label = filling.label(at: step.place)
        if case .note = step {} else { lastHeading = step }
        switch step {
        case .group: say(.heading, "== \(label) ==")
        case .row(let place): say(.heading, "== \(label) \(place.rows.map(String.init).joined(separator: ".")) ==")
        case .note(let place):
            let item = filling.form.items[place.item]
            let isWarning = item.type == .note && item.relevant != nil
            if isWarning { return say(.warning, .warning(label)) }
            let answer = item.type == .note ? "" : filling.displayedAnswer(at: place)
            say(.note, answer.isEmpty ? label : "\(label): \(answer)")
            let hint = filling.hint(at: place)
            if !hint.isEmpty { say(.hint, hint) }
        case .question, .addRow: break
        }
    }

    func reply(_ prompt: String) throws -> Reply {
        say(.prompt, prompt)
        guard let line = try lines.next() else { return .end }
        let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        switch text {
        case "<": return .back
        case "?": return .help
        case "!": return .leave
        case "-": return .remove
        default:
            if text.hasPrefix(">") { return .jump(String(text.dropFirst().drop { $0 == " " })) }
            if text.hasPrefix("?"), let tongue = tongue(String(text.dropFirst())) { return .language(tongue) }
            return .text(text)
        }
    }

    /// `vi`, `en`, or a language of the form by its code or name.
    private func tongue(_ name: String) -> Tongue? {
        if let language = Language(rawValue: name) { return Tongue(language) }
        let meant = filling.form.header.languages.first {
            $0.code.searchKey == name.searchKey || $0.name.searchKey == name.searchKey
        }
        return meant.map { Tongue(filling.language, code: $0.code) }
    }

    // MARK: - Asking

    private func ask(_ place: Place) throws -> Way {
        let suggestions = suggest(place, filling)
        var question = Question(place, of: filling, suggestions: suggestions)
        for utterance in question.introduction { speak(utterance) }
        while true {
            switch try reply(question.prompt) {
            case .back: return .back
            case .leave: return .end(.left)
            case .end: return .end(.inputEnded)
            case .help:
                for utterance in question.help { speak(utterance) }
            case .jump(let target):
                if let way = jump(to: target) { return way }
            case .language(let tongue): return speak(tongue, at: .question(place))
            case .remove:
                if accept(question.remove()) { return try answered(place, echo: false) }
            case .text(let text):
                let before = filling.answer(at: place)
                guard accept(question.answer(text)) else { continue }
                if try keeps(place, among: suggestions, before: before) {
                    return try answered(place, echo: !text.isEmpty)
                }
            }
        }
    }

    /// Asks whether a code is meant that a whole list does not have; else the answer is again what it was `before`.
    private func keeps(_ place: Place, among suggestions: [Suggestion], before: String) throws -> Bool {
        let answer = filling.answer(at: place)
        let list = suggestions.filter(\.isOfWholeList).map(\.code)
        guard answer != before, !answer.isEmpty, !list.isEmpty, !suggestions.contains(where: { $0.code == answer })
        else { return true }
        say(.question, .notListed(answer, nearest: answer.nearest(in: list)))
        if case .text(let reply) = try reply("> "), yesOrNo(reply) == true { return true }
        filling.clear(place)
        do throws(AnswerFault) {
            if !before.isEmpty { try filling.set(place, before) }
        } catch {
            say(.refusal, error.message[filling.language])
        }
        return false
    }

    /// Says what stood in the way, if anything did.
    private func accept(_ utterances: [Utterance]) -> Bool {
        for utterance in utterances { speak(utterance) }
        return utterances.isEmpty
    }

    private func answered(_ place: Place, echo: Bool) throws -> Way {
        let shown = filling.displayedAnswer(at: place)
        if echo, !shown.isEmpty { say(.echo, "→ \(shown)") }
        if echo, filling.form.items[place.item].type.isFile, !FileManager.default.fileExists(atPath: shown) {
            say(.warning, .fileNotHere(shown))
        }
        try keep(at: place)
        return .next(following(.question(place)))
    }

    /// The question once more, in another language.
    private func speak(_ tongue: Tongue, at step: Step) -> Way {
        filling.tongue = tongue
        let own = filling.form.header.languages.first { $0.code == tongue.code }
        say(.news, own?.name ?? InterviewText.languageChanged[tongue.language])
        return .next(step)
    }

    private func askForRow(_ place: Place, rows: Int) throws -> Way {
        if rows == 0, needsRow(place) { return try beginRow(place) }
        let label = filling.label(at: place)
        say(.question, rows == 0 ? .anyRow(label) : .anotherRow(label))
        while true {
            switch try reply(filling.language == .vi ? "[k] > " : "[n] > ") {
            case .back: return .back
            case .leave: return .end(.left)
            case .end: return .end(.inputEnded)
            case .text(let text):
                switch text.isEmpty ? false : yesOrNo(text) {
                case true: return try beginRow(place)
                case false:
                    // A draft goes on behind this question, not at it again.
                    if hasDraft { try keep(at: place) }
                    return .next(following(.addRow(place, rows: rows)))
                case nil: say(.refusal, .yesOrNo)
                }
            case .jump(let target):
                if let way = jump(to: target) { return way }
            case .language(let tongue): return speak(tongue, at: .addRow(place, rows: rows))
            case .remove where rows > 0:
                let last = Place(item: place.item, rows: place.rows + [rows])
                let label = "\(filling.label(at: last)) \(rows)"
                let question = try remove(last)
                say(.news, .rowRemoved(label))
                return .next(question)
            case .help, .remove: say(.hint, rows > 0 ? .yesNoOrRemove : .yesOrNo)
            }
        }
    }

    private func beginRow(_ place: Place) throws -> Way {
        let row: Place
        do throws(AnswerFault) {
            row = try filling.addRow(place)
        } catch {
            say(.refusal, error.message[filling.language])
            return .next(filling.next(after: .addRow(place, rows: filling.rowCount(at: place))))
        }
        try keep(at: row)
        return .next(.row(row))
    }
}
