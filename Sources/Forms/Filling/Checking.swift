internal import Base

extension Filling {
    /// Every fault of the whole record as it stands, in the order of the form; unknown keys come first.
    package var problems: [FillProblem] {
        evaluator.budget.beginRound()
        var found = rejected.filter { $0.place == nil }
        check(root, rows: [], into: &found)
        return found
    }

    /// The faults that keep the record from being saved.
    package var errors: [FillProblem] { problems.filter { !$0.isWarning } }

    /// The relevant notes in the order of the form.
    package var notes: [Note] {
        var notes: [Note] = []
        for item in form.items where item.type == .note {
            for element in elements(of: item.index, under: root) where element.isRelevant {
                let place = place(of: element)
                let texts = [Language.vi, .en].map { language in
                    let tongue = Tongue(language, code: tongue.code)
                    return outputs(item.label[tongue], at: element, tongue)
                }
                let text = Bilingual(texts[0], texts[1])
                notes.append(
                    Note(place: place, path: form.text(of: place), text: text, isWarning: item.relevant != nil))
            }
        }
        return notes.sorted { form.order(of: $0.place).lexicographicallyPrecedes(form.order(of: $1.place)) }
    }

    /// `rows` are the numbers of the rows around the element's children.
    private func check(_ element: Element, rows: [Int], into found: inout [FillProblem]) {
        for definition in form.children(of: element.definition) {
            let children = element.children[element.range(of: definition)]
            let type = form.items[definition].type
            let place = Place(item: definition, rows: rows)
            if type == .repeat { checkRows(children, at: place, in: element, into: &found) }
            for (index, child) in children.enumerated() {
                guard type.isContainer else {
                    checkAnswer(child, at: place, into: &found)
                    continue
                }
                let inner = type == .repeat ? rows + [index + 1] : rows
                if let failure = failures[Spot(child)] {
                    add(.evaluation(failure), at: Place(item: definition, rows: inner), to: &found)
                }
                check(child, rows: inner, into: &found)
            }
        }
    }

    private func checkRows(
        _ rows: ArraySlice<Element>, at place: Place, in parent: Element, into found: inout [FillProblem]
    ) {
        let item = place.item
        found += rejected.filter { $0.place.map { $0.item == item && $0.rows.starts(with: place.rows) } ?? false }
        if let failure = failures[Spot(item, in: parent)] { add(.evaluation(failure), at: place, to: &found) }
        guard let required = form.items[item].required, !rows.contains(where: \.isRelevant),
            isRowWanted(of: item, in: parent), truth(of: required, at: parent, otherwise: false)
        else { return }
        add(.rowRequired(filled(form.items[item].requiredMessage, at: parent)), at: place, to: &found)
    }

    private func checkAnswer(_ element: Element, at place: Place, into found: inout [FillProblem]) {
        let isAnswered = !element.text.isEmpty
        let refused = rejected.filter { $0.place == place }
        guard element.isRelevant else {
            if element.isGiven, isAnswered || !refused.isEmpty { add(.notApplicable, at: place, to: &found) }
            return
        }
        if let failure = failures[Spot(element)] { add(.evaluation(failure), at: place, to: &found) }
        if !refused.isEmpty {
            found += refused
        } else if let fault = fault(of: element) {
            add(fault, at: place, to: &found)
        }
    }

    /// A note asks nothing of anybody: what cannot be found out for it never keeps a record from being saved.
    private func add(_ fault: AnswerFault, at place: Place, to found: inout [FillProblem]) {
        let isWarning = form.items[place.item].type == .note ? true : nil
        found.append(FillProblem(place: place, path: form.text(of: place), fault: fault, isWarning: isWarning))
    }

    /// What is wrong with a relevant answer as it stands: missing, not offered, against the constraint.
    func fault(of element: Element) -> AnswerFault? {
        let item = element.definition
        // Source: JavaRosa, `FormDef.validate`: what shows nothing can be put right by nobody.
        guard !form.items[item].isUnseen else { return choiceFault(of: element) }
        if element.text.isEmpty {
            guard let required = form.items[item].required, form.items[item].type != .note,
                truth(of: required, at: element, otherwise: false)
            else { return nil }
            return .required(filled(form.items[item].requiredMessage, at: element))
        }
        if let fault = choiceFault(of: element) { return fault }
        guard let constraint = form.items[item].constraint else { return nil }
        do throws(EvaluationError) {
            guard try evaluator.value(of: constraint, at: element).boolean() else {
                return .constraint(
                    filled(form.items[item].constraintMessage, at: element), answer: shown(element))
            }
            return nil
        } catch {
            return .evaluation(error)
        }
    }

    /// A message with its `${}` replaced by answers; of the form's languages those that are read now.
    private func filled(_ message: Labels, at element: Element) -> Labels {
        guard !message.isEmpty else { return message }
        return Labels(
            [Language.vi, .en].map { language in
                let tongue = Tongue(language, code: tongue.code)
                let text = outputs(message[tongue], at: element, tongue, unanswered: "…")
                return Labels.Text(code: language.rawValue, text: text)
            })
    }

    /// Whether a repeat applies, also when it has no row to ask.
    func isRowWanted(of item: Int, in parent: Element) -> Bool {
        guard parent.isRelevant else { return false }
        guard let relevant = form.items[item].relevant else { return true }
        let row = Element(name: form.items[item].name, definition: item)
        row.adopt(asParent: parent)
        do throws(EvaluationError) {
            return try evaluator.value(of: relevant, at: row).boolean()
        } catch {
            failures[Spot(item, in: parent)] = error
            return true
        }
    }
}
