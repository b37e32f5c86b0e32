import Forms

/// From one stop to the next and back. A stop waits for an answer; headings and notes are passed by.
extension Interview {
    /// Where a draft goes on; all stops before it count as visited. Nil is the review.
    func start(from whereabouts: Whereabouts?) -> Step? {
        let steps = filling.steps
        switch whereabouts {
        case .review:
            visited.formUnion(steps)
            return nil
        case .at(let place):
            guard let here = filling.step(at: place) else { return steps.first }
            visited.formUnion(steps.prefix { $0 != here })
            return here
        case .after(let place):
            guard let last = filling.step(at: place) else { return steps.first }
            visited.formUnion(steps.prefix { $0 != last } + [last])
            return filling.next(after: last)
        case nil: return steps.first
        }
    }

    /// After a leap, or out of a row, the heading that the person last saw is another's.
    func tellHeading(of step: Step) {
        if case .addRow = step { return }
        let heading = heading(of: step.place)
        if let heading, heading != lastHeading { tell(heading) }
        lastHeading = heading
    }

    /// The innermost row or group with a label around a question.
    private func heading(of place: Place) -> Step? {
        let items = filling.form.items
        var around = items[place.item].parent
        while around >= 0 {
            let here = Place(item: around, rows: place.rows)
            if items[around].type == .repeat { return .row(here) }
            if !items[around].label.isEmpty { return .group(here) }
            around = items[around].parent
        }
        return nil
    }

    /// The next step in order; after the review, only what was not asked or told yet, from here on first.
    func following(_ step: Step) -> Step? {
        visited.insert(step)
        guard hasReviewed else { return filling.next(after: step) }
        let steps = filling.steps
        let behind = steps.firstIndex(of: step).map { steps[$0...] } ?? []
        return (behind + steps).first { ($0.isStop || $0.isNote) && !visited.contains($0) }
    }

    /// The question before. A row that was begun by mistake, with nothing answered in it, goes away.
    func stepBack(from step: Step) throws -> Step? {
        var target = filling.previous(before: step)
        while let candidate = target, !candidate.isStop {
            if case .row(let row) = candidate, isUntouched(row) {
                let question = try remove(row)
                if !needsRow(question.place) { return question }
                target = filling.previous(before: question)
            } else {
                target = filling.previous(before: candidate)
            }
        }
        guard let target else {
            say(.refusal, .firstQuestion)
            return filling.steps.first(where: \.isStop) ?? step
        }
        return target
    }

    private func isUntouched(_ row: Place) -> Bool {
        !visited.contains { $0.isStop && $0.place.rows.starts(with: row.rows) && isInside($0.place.item, row.item) }
    }

    private func isInside(_ item: Int, _ around: Int) -> Bool {
        var climbing = item
        while climbing >= 0 {
            if climbing == around { return item != around }
            climbing = filling.form.items[climbing].parent
        }
        return false
    }

    /// Takes a row out of the record and the draft; gives the question whether there is one more.
    @discardableResult
    func remove(_ row: Place) throws -> Step {
        let rows = Place(item: row.item, rows: Array(row.rows.dropLast()))
        do throws(AnswerFault) {
            try filling.removeRow(row)
        } catch {
            preconditionFailure("a row that was just listed is gone: \(error)")
        }
        let question = Step.addRow(rows, rows: filling.rowCount(at: rows))
        try keep(at: filling.previous(before: question)?.place ?? rows)
        return question
    }

    /// Whether the form wants at least one row and there is none.
    func needsRow(_ place: Place) -> Bool {
        filling.errors.contains { problem in
            if case .rowRequired = problem.fault { problem.place == place } else { false }
        }
    }
}

extension Step {
    /// It waits for an answer.
    fileprivate var isStop: Bool {
        switch self {
        case .question, .addRow: true
        case .group, .row, .note: false
        }
    }

    fileprivate var isNote: Bool { if case .note = self { true } else { false } }
}
