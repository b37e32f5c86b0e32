import Base
import Forms

/// One question at the prompt: what is shown of it, and what a typed line does to it.
struct Question {
    private let place: Place
    private let filling: Filling
    private let item: Item
    private var type: ItemType { item.type }
    /// The choices of a select, or what the program offers for a text.
    private var menu: Menu

    init(_ place: Place, of filling: Filling, suggestions: [Suggestion]) {
        self.place = place
        self.filling = filling
        item = filling.form.items[place.item]
        let entries =
            if item.type.isSelect {
                filling.choices(at: place).map { Menu.Entry(code: $0.code, label: $0.label) }
            } else if item.type == .text {
                suggestions.map {
                    Menu.Entry(
                        code: $0.code, label: $0.description.isEmpty ? $0.code : "\($0.code) (\($0.description))")
                }
            } else {
                [Menu.Entry]()
            }
        menu = Menu(
            entries: entries,
            answers: item.type == .rank ? .ranked : item.type == .selectMultiple ? .several : .one,
            areSuggestions: !item.type.isSelect)
    }

    private var language: Language { filling.language }

    // MARK: - Showing

    /// The label with its number, the hint, the choices. How to write the answer is said when the form says nothing.
    var introduction: [Utterance] {
        var lines = [Utterance(.question, "\(counter) \(filling.label(at: place))")]
        if let warning = AnswerAdvice.warning(for: item) { lines.append(Utterance(.warning, warning[language])) }
        let hint = filling.hint(at: place)
        if !hint.isEmpty { lines.append(Utterance(.hint, hint)) }
        if hint.isEmpty, type != .integer, let advice = AnswerAdvice.text(for: item) {
            lines.append(Utterance(.hint, advice[language]))
        }
        return lines + list + advice
    }

    /// All of it again, what is shown on demand, and the commands.
    var help: [Utterance] {
        let guidance = filling.guidance(at: place)
        let more = [
            guidance.isEmpty ? nil : guidance, AnswerAdvice.text(for: item)?[language],
            type.isSelect && menu.answers == .one ? InterviewText.filter[language] : nil,
            (filling.isRequired(place) ? InterviewText.isRequired : .isOptional)[language],
            InterviewText.help[language], otherLanguages,
        ]
        let shown = introduction
        return shown + more.compactMap(\.self).map { Utterance(.hint, $0) }.filter { !shown.contains($0) }
    }

    /// Those that the program does not speak; nil when there are none.
    private var otherLanguages: String? {
        let names = filling.form.header.languages.filter { !$0.isTheProgramsOwn }.map { "?\($0.code)" }
        return names.isEmpty ? nil : InterviewText.otherLanguages(names.joined(separator: ", "))[language]
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

    /// Of a long list of choices nothing, until something of it was typed.
    private var list: [Utterance] {
        menu.lines(menu.listed).map { Utterance(.choice, $0) }
    }

    private var advice: [Utterance] {
        if takesAnyCode { return [Utterance(.hint, InterviewText.listMissing(item.list ?? "")[language])] }
        if type.isSelect, menu.entries.isEmpty { return [Utterance(.warning, InterviewText.noChoices[language])] }
        if menu.entries.count > Menu.printLimit {
            return [Utterance(.hint, InterviewText.longList(menu.entries.count)[language])]
        }
        switch menu.answers {
        case .ranked: return [Utterance(.hint, InterviewText.ranked(menu.entries.count)[language])]
        case .several: return [Utterance(.hint, InterviewText.several[language])]
        case .one: return menu.entries.count > Menu.glance ? [Utterance(.hint, InterviewText.filter[language])] : []
        }
    }

    /// A select whose file is not here.
    private var takesAnyCode: Bool { type.isSelect && !filling.hasList(at: place) }

    // MARK: - Answering

    /// Takes a typed line; nothing when it was taken, else what to say before asking again.
    mutating func answer(_ typed: String) -> [Utterance] {
        if typed.isEmpty { return set(filling.answer(at: place)) }
        if type.isSelect, !takesAnyCode { return choose(typed) }
        if type == .acknowledge, let agrees = yesOrNo(typed) { return agrees ? set("OK") : remove() }
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

    private mutating func choose(_ typed: String) -> [Utterance] {
        switch menu.pick(typed) {
        case .codes(let codes): set(codes.joined(separator: " "))
        case .ambiguous(let positions): matches(positions)
        case .onlyOne: [Utterance(.refusal, InterviewText.onlyOne[language])]
        case .nothing(let text): [Utterance(.refusal, InterviewText.notInList(text)[language])]
        }
    }

    /// A number that was shown, else free text; only what does not hold as an answer is looked up in the list.
    private mutating func suggested(_ typed: String) -> [Utterance] {
        if let code = menu.numbered(typed) { return set(code) }
        let refusal = set(typed)
        if refusal.isEmpty { return [] }
        return switch menu.pick(typed) {
        case .codes(let codes): set(codes[0])
        case .ambiguous(let positions): matches(positions)
        case .onlyOne, .nothing: refusal
        }
    }

    private mutating func matches(_ positions: [Int]) -> [Utterance] {
        let shown = positions.prefix(Menu.printLimit)
        var lines = [Utterance(.news, InterviewText.manyMatches(positions.count)[language])]
        lines += menu.show(shown).map { Utterance(.choice, $0) }
        if positions.count > shown.count {
            lines.append(Utterance(.hint, InterviewText.moreMatches(positions.count - shown.count)[language]))
        }
        return lines
    }
}
