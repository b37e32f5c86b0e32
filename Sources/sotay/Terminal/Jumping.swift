import Base
import Forms

/// `>12`, `>ten`, `>mot phan cau hoi`: to any question of the record, or to the next row of a repeat.
extension Interview {
    /// Nil when nothing, or more than one question, was meant; that has been said then.
    func jump(to target: String) -> Way? {
        if target.isEmpty { return .leap(nil) }
        let questions = filling.steps.compactMap { step in
            if case .question(let place) = step { place } else { nil }
        }
        if let number = decimal(target.utf8) {
            guard questions.indices.contains(number - 1) else {
                say(.refusal, .noSuchQuestion(target))
                return nil
            }
            return .leap(.question(questions[number - 1]))
        }
        let repeats = repeats(named: target)
        if repeats.count == 1 { return .leap(repeats[0]) }
        guard repeats.isEmpty else {
            say(.news, .severalRepeats(repeats.count))
            for step in repeats.prefix(Menu.printLimit) { say(.choice, "  >\(filling.form.text(of: step.place))") }
            return nil
        }
        let found = matches(target, among: questions)
        if found.count == 1 { return .leap(.question(questions[found[0]])) }
        if found.isEmpty, let row = repeatMeant(by: target) { return .leap(row) }
        guard !found.isEmpty else {
            say(.refusal, .noSuchQuestion(target))
            return nil
        }
        say(.news, .severalQuestions(found.count))
        for index in found.prefix(Menu.printLimit) {
            say(.choice, Menu.line(index + 1, of: questions.count, filling.label(at: questions[index])))
        }
        return nil
    }

    /// "Add one more?" of the repeat with exactly this path, or of all that bear the name.
    private func repeats(named target: String) -> [Step] {
        let steps = filling.steps.filter { if case .addRow = $0 { true } else { false } }
        let byPath = steps.first { filling.form.text(of: $0.place) == target.nfc }
        let key = target.searchKey
        return byPath.map { [$0] } ?? steps.filter { filling.form.items[$0.place.item].name.searchKey == key }
    }

    /// "Add one more?" of the only repeat that has the name or the text.
    private func repeatMeant(by target: String) -> Step? {
        let steps = filling.steps.filter { if case .addRow = $0 { true } else { false } }
        let found = matches(target, among: steps.map(\.place))
        return found.count == 1 ? steps[found[0]] : nil
    }

    /// Positions of the questions or repeats whose path, then name, then text is meant; marks and case aside.
    private func matches(_ target: String, among questions: [Place]) -> [Int] {
        let form = filling.form
        let key = target.searchKey
        let byPath = questions.indices.filter { form.text(of: questions[$0]) == target.nfc }
        if !byPath.isEmpty { return byPath }
        let byName = questions.indices.filter { form.items[questions[$0].item].name.searchKey == key }
        if !byName.isEmpty { return byName }
        guard !key.isEmpty else { return [] }
        return questions.indices.filter { filling.label(at: questions[$0]).searchKey.contains(key) }
    }
}
