import Base

/// Rules that look at what a person had before: each follows the events of one person over all time.
extension Explainer {
    /// One event of a person, in the order of docs/COUNTING.md.
    private struct Sign {
        let record: CountedRecord
        let action: ActionFact
        var event: ActionEvent { action.event }
        var day: CivilDate { record.facts.session.start.date }
    }

    /// Every person's events over the items; inside one session everything that is not "completed" comes first.
    private func signs(_ items: Set<String>) -> (byPerson: [(person: String, signs: [Sign])], anonymous: [Sign]) {
        var order: [String] = []
        var byPerson: [String: [Sign]] = [:]
        var anonymous: [Sign] = []
        for record in records {
            let actions = record.facts.actions.filter { items.contains($0.item) }
            guard !actions.isEmpty else { continue }
            let sorted = actions.filter { $0.event != .completed } + actions.filter { $0.event == .completed }
            let signs = sorted.map { Sign(record: record, action: $0) }
            if let person = record.facts.session.person {
                if byPerson[person] == nil { order.append(person) }
                byPerson[person, default: []] += signs
            } else if record.facts.session.anonymous {
                anonymous += signs
            }
        }
        return (order.map { ($0, byPerson[$0]!) }, anonymous)
    }

    /// A person counts once: the first completed event, with no had, restored or lost event before it.
    func increment(items: Set<String>, minAge: Int?) -> Explanation {
        var explanation = Explanation()
        let (people, anonymous) = signs(items)
        let births = minAge == nil ? [:] : birthYears
        for (person, signs) in people {
            follow(person, signs, isConflictPossible: isOnce(items), into: &explanation) { sign in
                guard isInPeriod(sign.record) else { return .outsidePeriod }
                return minAge.flatMap { tooYoung(births[person], least: $0) }
            }
        }
        for sign in anonymous where sign.event == .completed && isInPeriod(sign.record) {
            explanation.leftOut.append(.init(entry(sign.record, detail: sign.action.item), .anonymous))
        }
        explanation.counted.sort { ($0.start, $0.record) < ($1.start, $1.record) }
        explanation.leftOut.sort { ($0.entry.start, $0.entry.record) < ($1.entry.start, $1.entry.record) }
        return explanation
    }

    /// Completions of one item by people who have it: over all records, whatever the period.
    package func conflicts(item: String) -> Explanation {
        var explanation = Explanation()
        guard isOnce([item]) else { return explanation }
        for (person, signs) in signs([item]).byPerson {
            var has = false
            for sign in signs {
                switch sign.event {
                case .refused, .notCompleted: continue
                case .lost: has = false
                case .hadBefore, .restored: has = true
                case .completed:
                    if has { explanation.counted.append(entry(sign.record, person, detail: item)) }
                    has = true
                }
            }
        }
        return explanation
    }

    /// Restored events of the period, and completions whose last sign before was a loss.
    func restored(_ items: [String]) -> Explanation {
        var explanation = Explanation()
        for item in items {
            for (person, signs) in signs([item]).byPerson {
                var isLost = false
                for sign in signs where ![.refused, .notCompleted].contains(sign.event) {
                    let isRestored = sign.event == .restored || (sign.event == .completed && isLost)
                    if isRestored, isInPeriod(sign.record) {
                        explanation.counted.append(entry(sign.record, person, detail: item))
                    }
                    isLost = sign.event == .lost
                }
            }
        }
        explanation.counted.sort { ($0.start, $0.record) < ($1.start, $1.record) }
        return explanation
    }

    /// Only one item by itself can be completed twice by mistake, and only if it does not repeat honestly.
    private func isOnce(_ items: Set<String>) -> Bool {
        items.count == 1 && items.isSubset(of: catalogue.onceItems)
    }

    /// - Parameter obstacle: why a first completion does not count; nil when it does.
    private func follow(
        _ person: String, _ signs: [Sign], isConflictPossible: Bool, into explanation: inout Explanation,
        obstacle: (Sign) -> Explanation.Reason?
    ) {
        var first: Sign?
        // The last event that set the state of having it; nil while they have it not.
        var has: Sign?
        for sign in signs {
            switch sign.event {
            case .refused, .notCompleted: continue
            case .lost: has = nil
            case .hadBefore, .restored: has = sign
            case .completed:
                let entry = entry(sign.record, person, detail: sign.action.item)
                if let first, isInPeriod(sign.record) {
                    let again = has.flatMap { isConflictPossible ? $0 : nil }
                    explanation.leftOut.append(
                        .init(
                            entry,
                            again.map { .conflict($0.event, $0.day) } ?? .earlierSign(first.event, first.day)))
                } else if first == nil, let reason = obstacle(sign) {
                    explanation.leftOut.append(.init(entry, reason))
                } else if first == nil {
                    explanation.counted.append(entry)
                }
                has = sign
            }
            first = first ?? sign
        }
    }

    private func tooYoung(_ born: Int?, least: Int) -> Explanation.Reason? {
        guard let born else { return .noBirthYear }
        let age = period.lastYear - born
        return age >= least ? nil : .underAge(age)
    }

    /// The last year of birth told up to the period's end.
    private var birthYears: [String: Int] {
        records.reduce(into: [:]) { years, record in
            let session = record.facts.session
            if let person = session.person, let year = session.birthYear, session.start.date <= period.last {
                years[person] = year
            }
        }
    }

    /// Of the pairs of person and item whose first session falls in the period and holds no sign that they had it,
    /// those completed in that same session.
    func firstVisits(_ items: Set<String>) -> Explanation {
        var explanation = Explanation(whole: [])
        for item in items.sorted() {
            for (person, signs) in signs([item]).byPerson {
                guard let first = signs.first, isInPeriod(first.record) else { continue }
                let visit = signs.prefix { $0.record.row == first.record.row }
                let entry = entry(first.record, person, detail: item)
                if let had = visit.first(where: { [.hadBefore, .restored, .lost].contains($0.event) }) {
                    explanation.leftOut.append(.init(entry, .earlierSign(had.event, had.day)))
                    continue
                }
                explanation.whole?.append(entry)
                if visit.contains(where: { $0.event == .completed }) { explanation.counted.append(entry) }
            }
        }
        return explanation
    }
}
