import Base
import Forms
import Workspace

/// The end of an interview: everything once more, with numbers to go back by.
extension Interview {
    enum Decision {
        case jump(Step)
        case end(Outcome)
    }

    func review() throws -> Decision {
        hasReviewed = true
        while true {
            let questions = try list()
            let mistakes = filling.errors
            tell(mistakes, questions)
            tellChanges()
            say(.question, .saveOrEdit)
            switch try reply("> ") {
            case .leave: return .end(.left)
            case .end: return .end(.inputEnded)
            case .back:
                if let last = questions.last { return .jump(.question(last)) }
            case .language(let tongue): filling.tongue = tongue
            case .jump(let target):
                if case .leap(let step?)? = jump(to: target) { return .jump(step) }
            case .help, .remove, .text(""): continue
            case .text(let text):
                if let decision = try decide(text, questions, mistakes) { return decision }
            }
        }
    }

    /// Nil when the text means nothing, or means staying here.
    private func decide(_ text: String, _ questions: [Place], _ mistakes: [FillProblem]) throws -> Decision? {
        if let saves = yesOrNo(text) {
            guard saves else { return .end(.left) }
            guard !mistakes.isEmpty else { return .end(.finished) }
            if let step = firstStep(of: mistakes) { return .jump(step) }
            say(.refusal, .cannotSave)
            return nil
        }
        let removes = text.hasPrefix("-")
        guard let number = decimal(text.utf8.dropFirst(removes ? 1 : 0)) else {
            if case .leap(let step?)? = jump(to: text) { return .jump(step) }
            return nil
        }
        guard questions.indices.contains(number - 1) else {
            say(.refusal, .noSuchNumber(text))
            return nil
        }
        guard removes else { return .jump(.question(questions[number - 1])) }
        try removeRow(around: questions[number - 1], number)
        return nil
    }

    private func firstStep(of mistakes: [FillProblem]) -> Step? {
        for place in mistakes.compactMap(\.place) {
            if let step = filling.steps.first(where: { isAsked($0, at: place) }) { return step }
        }
        return nil
    }

    private func isAsked(_ step: Step, at place: Place) -> Bool {
        switch step {
        case .question(let asked), .addRow(let asked, _): asked == place
        case .group, .row, .note: false
        }
    }

    /// Says every question with its number and answer; gives their places.
    private func list() throws -> [Place] {
        say(.heading, .review)
        var questions: [Place] = []
        let steps = filling.steps
        let count = steps.count { if case .question = $0 { true } else { false } }
        for step in steps {
            switch step {
            case .group, .row: tell(step)
            case .note(let place):
                // What the answers add up to; what was only to be read is not read again.
                let item = filling.form.items[place.item]
                if item.relevant == nil, item.label[filling.language].contains("${") { tell(step) }
            case .addRow(let place, 0):
                say(.note, .noRows(filling.label(at: place), filling.form.text(of: place)))
            case .addRow: break
            case .question(let place):
                tellHeading(of: step)
                questions.append(place)
                let shown = filling.displayedAnswer(at: place)
                let label = filling.label(at: place)
                say(.choice, Menu.line(questions.count, of: count, "\(label): \(shown.isEmpty ? "–" : shown)"))
            }
        }
        for note in filling.notes where note.isWarning {
            say(.warning, .warning(note.text[filling.language]))
        }
        for warning in try advise() { say(.warning, .warning(warning[filling.language])) }
        return questions
    }

    /// Of a correction: what it changes.
    private func tellChanges() {
        guard let before else { return }
        let changes = Change.between(before, filling.record)
        say(.news, changes.isEmpty ? .noChanges : .changes)
        let labels = AnswerLabels(form: filling.form, language: filling.language)
        for change in changes { say(.choice, "  \(labels.line(change))") }
    }

    private func tell(_ mistakes: [FillProblem], _ questions: [Place]) {
        guard !mistakes.isEmpty else { return }
        say(.news, .mistakes(mistakes.count))
        for mistake in mistakes {
            let message = mistake.message[filling.language]
            guard let place = mistake.place else {
                say(.refusal, "\(mistake.path): \(message)")
                continue
            }
            let number = questions.firstIndex(of: place).map { "\($0 + 1). " } ?? ""
            let label = filling.label(at: place)
            // What is calculated has a name only.
            say(.refusal, "\(number)\(label.isEmpty ? mistake.path : label): \(message)")
        }
    }

    private func removeRow(around place: Place, _ number: Int) throws {
        let around = filling.form.enclosingRepeat(of: place.item)
        guard around >= 0 else { return say(.refusal, .notInARow(number)) }
        let row = Place(item: around, rows: place.rows)
        let label = "\(filling.label(at: row)) \(row.rows.last ?? 1)"
        say(.question, .removesRow(label))
        guard case .text(let answer) = try reply("> "), yesOrNo(answer) == true else { return }
        try remove(row)
        say(.news, .rowRemoved(label))
    }
}
