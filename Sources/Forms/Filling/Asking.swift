internal import Base

/// A choice as it is offered: its code, and its label in the filling's language.
package struct OfferedChoice: Hashable, Sendable {
    package let code: String
    package let label: String
}

/// The walk through a record.
extension Filling {
    /// All that is to be shown and asked as the answers stand, in order.
    package var steps: [Step] {
        evaluator.budget.beginRound()
        var steps: [Step] = []
        collect(root, place: Place(item: -1), into: &steps)
        return steps
    }

    /// The step that follows, also when `step` itself has become irrelevant; the first one after nil.
    package func next(after step: Step?) -> Step? {
        guard let step else { return steps.first }
        let order = form.order(of: step)
        return steps.first { order.lexicographicallyPrecedes(form.order(of: $0)) }
    }

    /// The step before, also when `step` itself has become irrelevant; the last one before nil.
    package func previous(before step: Step?) -> Step? {
        guard let step else { return steps.last }
        let order = form.order(of: step)
        return steps.last { form.order(of: $0).lexicographicallyPrecedes(order) }
    }

    /// The step at a place, such as one that a draft remembers.
    package func step(at place: Place) -> Step? {
        steps.first { $0.place == place }
    }

    /// Relevant questions with an answer, and all of them.
    package var progress: (answered: Int, total: Int) {
        var answered = 0
        var total = 0
        for case .question(let place) in steps {
            total += 1
            if element(at: place)?.text.isEmpty == false { answered += 1 }
        }
        return (answered, total)
    }

    private func collect(_ element: Element, place: Place, into steps: inout [Step]) {
        for definition in form.children(of: element.definition) {
            let here = Place(item: definition, rows: place.rows)
            if form.items[definition].type == .repeat {
                collectRows(of: here, in: element, into: &steps)
            } else if let child = element.children[element.range(of: definition)].first, child.isRelevant {
                collect(child, at: here, into: &steps)
            }
        }
    }

    private func collect(_ child: Element, at place: Place, into steps: inout [Step]) {
        let type = form.items[place.item].type
        if type == .group {
            if !form.items[place.item].label.isEmpty { steps.append(.group(place)) }
            collect(child, place: place, into: &steps)
        } else if type == .note {
            steps.append(.note(place))
        } else if type.isAsked, !form.items[place.item].label.isEmpty || form.items[place.item].calculation == nil {
            let isNote = form.items[place.item].isComputed || isReadOnly(child)
            steps.append(isNote ? .note(place) : .question(place))
        }
    }

    private func collectRows(of place: Place, in parent: Element, into steps: inout [Step]) {
        let range = parent.range(of: place.item)
        for (index, row) in parent.children[range].enumerated() where row.isRelevant {
            let here = Place(item: place.item, rows: place.rows + [index + 1])
            steps.append(.row(here))
            collect(row, place: here, into: &steps)
        }
        if form.items[place.item].repeatCount == nil, range.count < Self.rowLimit,
            isRowWanted(of: place.item, in: parent)
        {
            steps.append(.addRow(place, rows: range.count))
        }
    }

    // MARK: - What a step shows

    /// The question's text with its `${}` replaced by the answers.
    package func label(at place: Place) -> String {
        outputs(form.items[place.item].label[tongue], at: nearest(place), tongue, unanswered: "…")
    }

    /// The hint with its `${}` replaced; empty when there is none.
    package func hint(at place: Place) -> String {
        outputs(form.items[place.item].hint[tongue], at: nearest(place), tongue)
    }

    /// The text that is shown on demand; empty when there is none.
    package func guidance(at place: Place) -> String {
        outputs(form.items[place.item].guidanceHint[tongue], at: nearest(place), tongue)
    }

    /// False for a select whose file is not here: it takes any code.
    package func hasList(at place: Place) -> Bool {
        if case .rows = form.items[place.item].listSource { return true }
        return choiceTable(of: place.item) != nil
    }

    /// The choices that the filter lets through, in the order of the sheet.
    package func choices(at place: Place) -> [OfferedChoice] {
        guard let element = element(at: place) else { return [] }
        if let answers = rowChoices(of: element) { return answers.map { OfferedChoice(code: $0, label: $0) } }
        guard let table = choiceTable(of: place.item) else { return [] }
        return offered(to: element).map { row in
            let label = table.list.label(row, table.label, tongue)
            return OfferedChoice(code: table.code(row), label: outputs(label, at: element, tongue))
        }
    }

    /// The stored answer, in machine form; empty when there is none.
    package func answer(at place: Place) -> String {
        element(at: place)?.text ?? ""
    }

    /// The answer as people read it: labels for codes, dd/MM/yyyy, decimal comma.
    package func displayedAnswer(at place: Place) -> String {
        element(at: place).map(shown) ?? ""
    }

    package func isRelevant(_ place: Place) -> Bool {
        element(at: place)?.isRelevant ?? false
    }

    package func isRequired(_ place: Place) -> Bool {
        guard let required = form.items[place.item].required, let element = element(at: place) else { return false }
        return truth(of: required, at: element, otherwise: false)
    }

    package func isReadOnly(_ place: Place) -> Bool {
        element(at: place).map(isReadOnly) ?? false
    }

    private func isReadOnly(_ element: Element) -> Bool {
        guard let readonly = form.items[element.definition].readonly else { return false }
        return truth(of: readonly, at: element, otherwise: false)
    }

    /// The rows of the repeat that `place` names.
    package func rowCount(at place: Place) -> Int {
        holder(of: place)?.range(of: place.item).count ?? 0
    }

    func shown(_ element: Element) -> String {
        shown(element, tongue)
    }

    private func shown(_ element: Element, _ tongue: Tongue, inText: Bool = false) -> String {
        let item = element.definition
        guard let table = choiceTable(of: item) else {
            guard element.content != .truth else { return element.visibleText }
            return AnswerText.shown(element.text, as: form.items[item].type, tongue.language)
        }
        return form.items[item].type.codes(in: element.text)
            .map { code in
                table.label(of: code, tongue).map { outputs($0, at: element, tongue, inText: inText) } ?? code
            }
            .joined(separator: ", ")
    }

    /// `text` with every `${name}` replaced by that question's answer as people read it.
    ///
    /// - Parameters:
    ///   - unanswered: What stands for a question that a person has not answered yet; a calculation that is blank stays
    ///     blank, for many forms put parts of a text together with them.
    ///   - inText: The text stands inside another, and has answers as they are stored: labels may name each other.
    func outputs(
        _ text: String, at element: Element, _ tongue: Tongue, unanswered: String = "", inText: Bool = false
    ) -> String {
        OutputText.replacing(text) { name, _ in
            let reference = Expression.Reference(written: name)
            let found = evaluator.found(reference, from: element) ?? []
            guard let target = form.item(named: reference.name) else { return found.first?.text ?? "" }
            let answers = found.map { inText ? $0.visibleText : shown($0, tongue, inText: true) }.filter { !$0.isEmpty }
                .joined(separator: ", ")
            let isAwaited = target.type.isAsked && target.calculation == nil && !reference.isLastSaved
            return answers.isEmpty && isAwaited ? unanswered : answers
        }
    }

    /// The element at a place, or the one around it when there is no row yet.
    private func nearest(_ place: Place) -> Element {
        element(at: place) ?? holder(of: place) ?? root
    }

    // MARK: - Answering

    /// Takes what a person typed. The old answer stays when the new one does not hold.
    ///
    /// Accepts a decimal comma or point, dd/MM/yyyy, "hôm nay", codes or labels of choices; blank text clears.
    package func set(_ place: Place, _ typed: String) throws(AnswerFault) {
        guard let element = element(at: place), !form.items[place.item].type.isContainer else { throw .noSuchPlace }
        if isReadOnly(element) { throw .readOnly }
        let text = try stored(typed: typed, for: place.item)
        let before = element.text
        element.text = text
        if element.isRelevant, let fault = fault(of: element) {
            element.text = before
            throw fault
        }
        rejected.removeAll { $0.place == place }
        element.isGiven = !text.isEmpty
        assign(text, to: element)
    }

    /// Removes an answer, a required one too.
    package func clear(_ place: Place) {
        guard let element = element(at: place) else { return }
        rejected.removeAll { $0.place == place }
        element.isGiven = false
        assign("", to: element)
    }

    /// Appends a row with its defaults to the repeat that `place` names; gives the row's place.
    @discardableResult
    package func addRow(_ place: Place) throws(AnswerFault) -> Place {
        guard let parent = holder(of: place) else { throw .noSuchPlace }
        let count = parent.range(of: place.item).count
        guard count < Self.rowLimit else { throw .tooManyRows(limit: Self.rowLimit) }
        guard hasRoom(forRowOf: place.item) else {
            throw .evaluation(.recordTooLarge(limit: Self.elementLimit))
        }
        let row = startRow(of: place.item, in: parent, withDefaults: true)
        row.isGiven = true
        rowsChanged(of: place.item, in: parent)
        return Place(item: place.item, rows: place.rows + [count + 1])
    }

    /// Removes the row that `place` names, with everything in it; later rows move up.
    package func removeRow(_ place: Place) throws(AnswerFault) {
        let repeatPlace = Place(item: place.item, rows: Array(place.rows.dropLast()))
        guard let row = element(at: place), let parent = holder(of: repeatPlace), let number = place.rows.last
        else { throw .noSuchPlace }
        precondition(row.definition == place.item)
        dropRow(at: parent.range(of: place.item).lowerBound + number - 1, of: parent)
        moveProblems(upAfter: place)
        rowsChanged(of: place.item, in: parent)
    }

    private func rowsChanged(of item: Int, in parent: Element) {
        let isRow = parent.definition >= 0 && form.items[parent.definition].type == .repeat
        let row = isRow ? parent : enclosingRow(of: parent)
        wait(for: item, under: row)
        waitForReaders(ofRowsOf: item, changedUnder: row)
        settle()
    }

    /// Refused answers of a removed row go with it; those of later rows move with their rows.
    private func moveProblems(upAfter removed: Place) {
        rejected = rejected.compactMap { problem in
            guard let place = problem.place else { return problem }
            return moved(place, upAfter: removed).map {
                FillProblem(place: $0, path: form.text(of: $0), fault: problem.fault)
            }
        }
    }

    /// Where a place is after a row was removed; nil when it went with the row.
    private func moved(_ place: Place, upAfter removed: Place) -> Place? {
        let depth = removed.rows.count
        guard place.rows.count >= depth, place.rows.starts(with: removed.rows.dropLast()),
            form.layout.lineage[place.item].contains(removed.item)
        else { return place }
        let number = place.rows[depth - 1]
        if number == removed.rows[depth - 1] { return nil }
        guard number > removed.rows[depth - 1] else { return place }
        var rows = place.rows
        rows[depth - 1] -= 1
        return Place(item: place.item, rows: rows)
    }
}
