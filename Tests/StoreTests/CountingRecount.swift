import Base
import Forms
import Indicators

/// The rules of docs/COUNTING.md followed literally, one person and one event at a time.
struct Recount {
    private(set) var tally = Tally()
    private let sessions: [Facts]
    private let period: Period
    private let catalogue: Catalogue

    init(_ facts: [Facts], period: Period, catalogue: Catalogue) {
        sessions = facts.sorted {
            ($0.session.start, $0.session.record.text) < ($1.session.start, $1.session.record.text)
        }
        self.period = period
        self.catalogue = catalogue
        countSessions()
        countRows()
        for item in Set(sessions.flatMap { $0.actions.map(\.item) }) {
            let (gained, conflicts) = gained([item])
            tally.increments[item] = gained.count
            tally.conflicts[item] = conflicts
        }
        for (goal, indicator) in catalogue.indicators.enumerated() {
            if let rule = indicator.rule { count(rule, goal: goal) }
        }
    }

    private var inPeriod: [Facts] {
        sessions.filter { (period.first...period.last).contains($0.session.start.date) }
    }

    private mutating func countSessions() {
        let visits = inPeriod.map(\.session)
        tally.sessions = visits.count
        tally.anonymous = visits.filter(\.anonymous).count
        tally.persons = Set(visits.compactMap(\.person)).count
        tally.households = Set(visits.compactMap(\.household)).count
        tally.businesses = Set(visits.compactMap(\.business)).count
        tally.members = Set(visits.compactMap(\.member)).count
        tally.hamlets = Set(visits.compactMap(\.hamlet)).map { hamlet in
            let here = visits.filter { $0.hamlet == hamlet }
            return HamletFigure(code: hamlet, sessions: here.count, persons: Set(here.compactMap(\.person)).count)
        }
    }

    private mutating func countRows() {
        for facts in inPeriod {
            for action in facts.actions {
                for reason in action.reasons { tally.reasons[reason, default: 0] += 1 }
                if let result = action.dossier {
                    tally.dossiers[Tally.Dossier(item: action.item, result: result), default: 0] += 1
                }
            }
            for issue in facts.issues { tally.issues[issue.status ?? "", default: 0] += 1 }
        }
    }

    private mutating func count(_ rule: Rule, goal: Int) {
        switch rule {
        case .increment(let items, let minAge):
            tally.goalIncrements[goal] =
                gained(items).people.filter { person in
                    guard let minAge else { return true }
                    guard let born = birthYear(person) else { return false }
                    return period.lastYear - born >= minAge
                }.count
        case .guidedPersons(let items):
            tally.guided[goal] =
                Set(
                    inPeriod.filter { $0.actions.contains { items.contains($0.item) } }.compactMap(\.session.person)
                ).count
        case .activeBusinesses(let items):
            tally.active[goal] =
                Set(
                    inPeriod.filter { $0.actions.contains { items.contains($0.item) && $0.event == .completed } }
                        .compactMap(\.session.business)
                ).count
        case .satisfaction(let rating, let clients):
            tally.opinions[goal] = opinion(rating, clients)
        case .mode(let ways):
            tally.modes[goal] = inPeriod.filter { $0.session.mode.map(ways.contains) ?? false }.count
        case .firstVisit(let items):
            tally.firstVisits[goal] = firstVisits(items ?? catalogue.personItems.map(\.id))
        case .restored(let items): tally.counts[goal] = items.reduce(0) { $0 + restored($1) }
        case .issues(let status, let days?):
            tally.counts[goal] =
                sessions.filter { period.last.day - $0.session.start.date.day > days }.flatMap(\.issues)
                .filter { issue in status.map { $0.contains(issue.status ?? "") } ?? true }.count
        case .count(let unit, let conditions):
            tally.counts[goal] = count(unit, conditions)
        default:
            return
        }
    }

    /// Told as restored, or completed when the last thing known was a loss.
    private func restored(_ item: String) -> Int {
        var last: [String: ActionEvent] = [:]
        var count = 0
        for facts in sessions {
            guard let person = facts.session.person else { continue }
            let events = facts.actions.filter { $0.item == item }.map(\.event)
            for event in events.filter({ $0 != .completed }) + events.filter({ $0 == .completed }) {
                guard event != .refused, event != .notCompleted else { continue }
                let counts = event == .restored || (event == .completed && last[person] == .lost)
                if counts, (period.first...period.last).contains(facts.session.start.date) { count += 1 }
                last[person] = event
            }
        }
        return count
    }

    private func firstVisits(_ items: [String]) -> Ratio {
        var seen: Set<[String]> = []
        var (done, pairs) = (0, 0)
        for facts in sessions {
            guard let person = facts.session.person else { continue }
            for item in Set(facts.actions.map(\.item)) where items.contains(item) {
                guard seen.insert([person, item]).inserted,
                    (period.first...period.last).contains(facts.session.start.date)
                else { continue }
                let events = facts.actions.filter { $0.item == item }.map(\.event)
                guard !events.contains(where: { [.hadBefore, .restored, .lost].contains($0) }) else { continue }
                pairs += 1
                if events.contains(.completed) { done += 1 }
            }
        }
        return Ratio(part: done, whole: pairs)
    }

    private func count(_ unit: Rule.Unit, _ conditions: [Rule.Condition]) -> Int {
        var (rows, keys) = (0, Set<String>())
        for facts in inPeriod {
            let session = facts.session
            let actions = facts.actions.filter { action in
                conditions.allSatisfy { !$0.role.isOfAction || $0.holds(for: action.codes($0.role)) }
            }
            let issues = facts.issues.filter { issue in
                conditions.allSatisfy { !$0.role.isOfIssue || $0.holds(for: issue.codes($0.role)) }
            }
            let own = conditions.filter { !$0.role.isOfAction && !$0.role.isOfIssue }
            guard own.allSatisfy({ $0.holds(for: session.codes($0.role)) }),
                !actions.isEmpty || !conditions.contains(where: \.role.isOfAction),
                !issues.isEmpty || !conditions.contains(where: \.role.isOfIssue)
            else { continue }
            switch unit {
            case .sessions: rows += 1
            case .actions: rows += actions.count
            case .issues: rows += issues.count
            case .persons: keys.formUnion([session.person].compactMap(\.self))
            case .households: keys.formUnion([session.household].compactMap(\.self))
            case .businesses: keys.formUnion([session.business].compactMap(\.self))
            case .members: keys.formUnion([session.member].compactMap(\.self))
            }
        }
        return rows + keys.count
    }

    /// People whose first completion falls in the period, and how many completions are conflicts over all time.
    private func gained(_ items: [String]) -> (people: Set<String>, conflicts: Int) {
        var known: Set<String> = []
        var has: Set<String> = []
        var people: Set<String> = []
        var conflicts = 0
        for facts in sessions {
            guard let person = facts.session.person else { continue }
            let events = facts.actions.filter { items.contains($0.item) }.map(\.event)
            for event in events.filter({ $0 != .completed }) + events.filter({ $0 == .completed }) {
                switch event {
                case .completed:
                    if has.contains(person) {
                        conflicts += 1
                    } else if !known.contains(person), (period.first...period.last).contains(facts.session.start.date) {
                        people.insert(person)
                    }
                    has.insert(person)
                case .hadBefore, .restored: has.insert(person)
                case .lost: has.remove(person)
                case .refused, .notCompleted: continue
                }
                known.insert(person)
            }
        }
        return (people, conflicts)
    }

    private func birthYear(_ person: String) -> Int? {
        let told = sessions.map(\.session).filter {
            $0.person == person && $0.birthYear != nil && $0.start.date <= period.last
        }
        return told.last?.birthYear
    }

    private func opinion(_ rating: Rule.Rating, _ kinds: [String]) -> Satisfaction {
        var latest: [String: (level: Int, method: String)] = [:]
        var levels: [(level: Int, method: String)] = []
        for session in inPeriod.map(\.session) {
            guard let level = rating == .service ? session.ratingService : session.ratingHelp,
                let kind = session.client, kinds.contains(kind)
            else { continue }
            let method = session.ratingMethod.flatMap { method in
                catalogue.ratingMethods.contains { $0.id == method } ? method : nil
            }
            levels.append((level, method ?? "khong_ghi"))
            let firm = catalogue.businessClients.contains(kind)
            if let client = firm ? session.business : session.person { latest["\(firm) \(client)"] = levels.last }
        }
        var methods: [String: Satisfaction.Part] = [:]
        for method in catalogue.ratingMethods.map(\.id) + ["khong_ghi"] {
            let told = levels.filter { $0.method == method }
            guard method != "khong_ghi" || !told.isEmpty else { continue }
            methods[method] = .init(
                clients: ratio(latest.values.filter { $0.method == method }.map(\.level)),
                ratings: ratio(told.map(\.level)))
        }
        return Satisfaction(
            clients: ratio(latest.values.map(\.level)), ratings: ratio(levels.map(\.level)),
            methods: catalogue.ratingMethods.isEmpty ? [:] : methods)
    }

    private func ratio(_ levels: [Int]) -> Ratio {
        Ratio(part: levels.filter { $0 >= catalogue.satisfiedFrom }.count, whole: levels.count)
    }
}

extension Rule.Condition {
    fileprivate func holds(for answers: [String?]) -> Bool {
        answers.contains { $0.map(codes.contains) ?? false }
    }
}

extension SessionFact {
    fileprivate func codes(_ role: Role) -> [String?] {
        switch role {
        case .sessionHamlet: [hamlet]
        case .sessionMember: [member]
        case .sessionPlace: [place]
        case .sessionClient: [client]
        case .sessionSex: [sex]
        case .sessionConsent: [consent]
        case .sessionMode: [mode]
        case .ratingMethod: [ratingMethod]
        default: []
        }
    }
}

extension ActionFact {
    fileprivate func codes(_ role: Role) -> [String?] {
        switch role {
        case .actionItem: [item]
        case .actionBefore: [before]
        case .actionAfter: [after]
        case .actionReason: reasons
        case .actionDossier: [dossier]
        default: []
        }
    }
}

extension IssueFact {
    fileprivate func codes(_ role: Role) -> [String?] {
        switch role {
        case .issueGroup: [group]
        case .issueSeverity: [severity]
        case .issueStatus: [status]
        default: []
        }
    }
}
