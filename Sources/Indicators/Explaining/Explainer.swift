import Base

/// Counts one indicator record by record, so that every one can be named.
///
/// Follows docs/COUNTING.md on its own, apart from the query in Store; a test says that both agree on every indicator.
package struct Explainer: Sendable {
    typealias Entry = Explanation.Entry

    /// In the order of time, then of the record's id.
    let records: [CountedRecord]
    /// With the store's number of each.
    let events: [(row: Int64, fact: EventFact)]
    let period: Period
    let catalogue: Catalogue

    package init(
        _ records: [CountedRecord], events: [(row: Int64, fact: EventFact)] = [], period: Period, catalogue: Catalogue
    ) {
        self.events = events.sorted { ($0.fact.date, $0.fact.record) < ($1.fact.date, $1.fact.record) }
        self.records = records.sorted {
            ($0.facts.session.start, $0.facts.session.record) < ($1.facts.session.start, $1.facts.session.record)
        }
        self.period = period
        self.catalogue = catalogue
    }

    /// Nil for an indicator of other agencies, which no record makes.
    package func explanation(of indicator: Indicator) -> Explanation? {
        indicator.rule.map(explanation)
    }

    package func explanation(of rule: Rule) -> Explanation {
        switch rule {
        case .sessions: Explanation(counted: inPeriod.map { entry($0) })
        case .anonymousSessions: Explanation(counted: inPeriod.filter(\.facts.session.anonymous).map { entry($0) })
        case .persons: distinct(\.person)
        case .households: distinct(\.household)
        case .businesses: distinct(\.business)
        case .members: distinct(\.member, needsConsent: false)
        case .increment(let items, let minAge): increment(items: Set(items), minAge: minAge)
        case .activeBusinesses(let items):
            distinct(\.business) { items.contains($0.item) && $0.event == .completed }
        case .guidedPersons(let items): distinct(\.person) { items.contains($0.item) }
        case .dossiers(let items, let results):
            actions(inPeriod, detail: \.dossier) { action in
                items.contains(action.item) && action.dossier.map(results.contains) ?? false
            }
        case .satisfaction(let rating, let clients): satisfaction(rating, clients: Set(clients))
        case .mode(let ways):
            Explanation(
                counted: inPeriod.filter { $0.facts.session.mode.map(ways.contains) ?? false }
                    .map { entry($0, detail: $0.facts.session.mode) })
        case .issues(let status, let olderThan): issues(status: status, olderThan: olderThan)
        case .reasons: reasons()
        case .share(let part, let whole): share(part, of: whole)
        case .firstVisit(let items): firstVisits(Set(items ?? catalogue.personItems.map(\.id)))
        case .restored(let items): restored(items)
        case .count(let unit, let conditions): count(unit, conditions)
        case .events(let unit, let kinds): events(unit, kinds: kinds)
        }
    }

    // MARK: - Sessions and whom they met

    var inPeriod: [CountedRecord] {
        records.filter { isInPeriod($0) }
    }

    func isInPeriod(_ record: CountedRecord) -> Bool {
        (period.first...period.last).contains(record.facts.session.start.date)
    }

    func entry(_ record: CountedRecord, _ subject: String? = nil, detail: String? = nil) -> Entry {
        Entry(
            row: record.row, record: record.facts.session.record, start: record.facts.session.start, subject: subject,
            detail: detail)
    }

    /// Each code once, with its first session of the period; with `fits`, its first that has such an action.
    private func distinct(
        _ code: KeyPath<SessionFact, String?>, needsConsent: Bool = true, where fits: ((ActionFact) -> Bool)? = nil
    ) -> Explanation {
        var explanation = Explanation()
        var seen: Set<String> = []
        for record in inPeriod {
            let action = fits.map { record.facts.actions.first(where: $0) }
            if let action, action == nil { continue }
            let detail = action?.map(\.item)
            if needsConsent, record.facts.session.anonymous {
                explanation.leftOut.append(.init(entry(record, detail: detail), .anonymous))
            } else if let subject = record.facts.session[keyPath: code], seen.insert(subject).inserted {
                explanation.counted.append(entry(record, subject, detail: detail))
            }
        }
        return explanation
    }

    // MARK: - Rows

    private func actions(
        _ records: [CountedRecord], detail: KeyPath<ActionFact, String?>, where fits: (ActionFact) -> Bool
    ) -> Explanation {
        Explanation(
            counted: records.flatMap { record in
                record.facts.actions.filter(fits).map {
                    entry(record, record.facts.session.person, detail: $0[keyPath: detail])
                }
            })
    }

    private func issues(status: [String]?, olderThan: Int?) -> Explanation {
        let told = olderThan.map { days in
            records.filter { $0.facts.session.start.date < period.last.adding(days: -days) }
        }
        return Explanation(
            counted: (told ?? inPeriod).flatMap { record in
                record.facts.issues.filter { issue in
                    status.map { $0.contains(issue.status ?? "") } ?? true
                }
                .map { entry(record, detail: $0.status) }
            })
    }

    private func reasons() -> Explanation {
        Explanation(
            counted: inPeriod.flatMap { record in
                record.facts.actions.flatMap { action in
                    Set(action.reasons).sorted().map { entry(record, record.facts.session.person, detail: $0) }
                }
            })
    }

    private func share(_ part: String, of whole: String) -> Explanation {
        var explanation = catalogue.indicator(part).flatMap(explanation(of:)) ?? Explanation()
        explanation.whole = catalogue.indicator(whole).flatMap(explanation(of:))?.counted
        return explanation
    }

    private func events(_ unit: Rule.EventUnit, kinds: [String]?) -> Explanation {
        let held = events.filter { event in
            (period.first...period.last).contains(event.fact.date)
                && kinds?.contains(event.fact.kind ?? "") != false
        }
        return Explanation(
            counted: held.map { event in
                var entry = Entry(
                    row: event.row, record: event.fact.record, start: Instant(event.fact.date, secondsOfDay: 0),
                    subject: nil, detail: event.fact.kind)
                entry.isOfDay = true
                switch unit {
                case .events: break
                case .attendance: entry.amount = event.fact.attendance
                case .women: entry.amount = event.fact.women ?? 0
                }
                return entry
            })
    }

    // MARK: - Satisfaction

    private func satisfaction(_ rating: Rule.Rating, clients: Set<String>) -> Explanation {
        var explanation = Explanation(whole: [])
        var seen: Set<String> = []
        // The latest first: it is the one that counts.
        for record in inPeriod.reversed() {
            let session = record.facts.session
            guard let kind = session.client, clients.contains(kind),
                let level = rating == .service ? session.ratingService : session.ratingHelp
            else { continue }
            let isFirm = catalogue.businessClients.contains(kind)
            let client = isFirm ? session.business : session.person
            let entry = entry(record, client, detail: String(level))
            if let client, seen.insert("\(isFirm) \(client)").inserted {
                explanation.whole?.append(entry)
                if level >= catalogue.satisfiedFrom { explanation.counted.append(entry) }
            } else {
                explanation.leftOut.append(
                    .init(entry, client != nil ? .laterRating : session.anonymous ? .anonymous : .noClient))
            }
        }
        explanation.counted.reverse()
        explanation.whole?.reverse()
        explanation.leftOut.reverse()
        return explanation
    }
}
