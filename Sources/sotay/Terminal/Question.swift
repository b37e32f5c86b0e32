import Base
import Forms

/// One question at the prompt: what is shown of it, and what a typed line does to it.
struct Question {
    private let place: Place
    private let filling: Filling
    private let type: ItemType
    /// The choices of a select, or what the program offers for a text.
    private let menu: Menu

    init(_ place: Place, of filling: Filling, suggestions: [Suggestion]) {
        self.place = place
        self.filling = filling
        type = filling.form.items[place.item].type
        let entries =
            if type.isSelect {
                filling.choices(at: place).map { Menu.Entry(code: $0.code, label: $0.label) }
            } else if type == .text {
                suggestions.map {
                    Menu.Entry(
                        code: $0.code, label: $0.description.isEmpty ? $0.code : "\($0.code) (\($0.description))")
                }
            } else {
                [Menu.Entry]()
            }
        menu = Menu(entries: entries, allowsSeveral: type == .selectMultiple)
    }

    private var language: Language { filling.language }

    // MARK: - Showing

    /// The label with its number, the hint, the choices.
    var introduction: [Utterance] {
        var lines = [Utterance(.question, "\(counter) \(filling.label(at: place))")]
        let hint = filling.hint(at: place)
        if !hint.isEmpty { lines.append(Utterance(.hint, hint)) }
        return lines + list + advice
    }

    /// All of it again, and the commands.
    var help: [Utterance] {
        let short = Utterance(
            .hint,
            InterviewText.shortHelp(
                isOptional: !filling.isRequired(place), hasChoices: type.isSelect, allowsSeveral: menu.allowsSeveral)[
                    language])
        let shown = introduction
        return shown + (shown.contains(short) ? [] : [short]) + [Utterance(.hint, InterviewText.help[language])]
    }

    /// What Enter keeps or does, in brackets.
    var prompt: String {
        let shown = filling.displayedAnswer(at: place)
        if !shown.isEmpty { return "[\(shown.printable)] > " }
        return filling.isRequired(place) ? "> " : "[\(InterviewText.skip[language])] > "
    }

    /// `(12/34)`: this question among those that apply as the answers stand.
    private var counter: String {
        var number = 0
        var total = 0
        for case .question(let other) in filling.steps {
            total += 1
            if other == place { number = total }
        }
        return "(\(number)/\(total))"
    }

    private var list: [Utterance] {
        let shown = menu.entries.count <= Menu.printLimit ? menu.entries.count : type.isSelect ? 0 : Menu.glance
        return menu.lines(0..<shown).map { Utterance(.choice, $0) }
    }

    private var advice: [Utterance] {
        if menu.entries.count > Menu.printLimit {
            return [Utterance(.hint, InterviewText.longList(menu.entries.count)[language])]
        }
        if menu.allowsSeveral { return [Utterance(.hint, InterviewText.several[language])] }
        return menu.entries.count > Menu.glance ? [Utterance(.hint, InterviewText.filter[language])] : []
    }

    // MARK: - Answering

    /// Takes a typed line; nothing when it was taken, else what to say before asking again.
    func answer(_ typed: String) -> [Utterance] {
        if typed.isEmpty { return set(filling.answer(at: place)) }
        if type.isSelect { return choose(typed) }
        if type == .acknowledge, yesOrNo(typed) == false { return remove() }
        return menu.entries.isEmpty ? set(typed) : suggested(typed)
    }

    /// Takes the answer away; refused when one is required.
    func remove() -> [Utterance] {
        set("")
    }

    private func set(_ text: String) -> [Utterance] {
        do throws(AnswerFault) {
            try filling.set(place, text)
            return []
        } catch {
            return [Utterance(.refusal, error.message[language])]
        }
    }

    private func choose(_ typed: String) -> [Utterance] {
        switch menu.pick(typed) {
        case .codes(let codes): set(codes.joined(separator: " "))
        case .ambiguous(let positions): matches(positions)
        case .onlyOne: [Utterance(.refusal, InterviewText.onlyOne[language])]
        case .nothing(let text): [Utterance(.refusal, InterviewText.notInList(text)[language])]
        }
    }

    /// A number of the list, else free text; only what does not hold as an answer is looked up in the list.
    private func suggested(_ typed: String) -> [Utterance] {
        if decimal(typed.utf8) != nil, case .codes(let codes) = menu.pick(typed) { return set(codes[0]) }
        let refusal = set(typed)
        if refusal.isEmpty { return [] }
        return switch menu.pick(typed) {
        case .codes(let codes): set(codes[0])
        case .ambiguous(let positions): matches(positions)
        case .onlyOne, .nothing: refusal
        }
    }

    private func matches(_ positions: [Int]) -> [Utterance] {
        let shown = positions.prefix(Menu.printLimit)
        var lines = [Utterance(.news, InterviewText.manyMatches(positions.count)[language])]
        lines += menu.lines(shown).map { Utterance(.choice, $0) }
        if positions.count > shown.count {
            lines.append(Utterance(.hint, InterviewText.moreMatches(positions.count - shown.count)[language]))
        }
        return lines
    }
}
