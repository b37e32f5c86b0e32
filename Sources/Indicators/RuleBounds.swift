import Base
import Forms

/// What the figures' own rules say cannot be more than what.
extension ReportModel {
    func addRules(to release: inout Disclosure) {
        for indicator in catalogue.indicators {
            guard let rule = indicator.rule, let value = figures.values[indicator.id] else { continue }
            addBounds(of: rule, { cell(of: indicator.id, part: $0) }, to: &release)
            guard case .satisfaction(let satisfaction) = value else { continue }
            for way in [""] + satisfaction.methods.keys.sorted().map({ ".\($0)" }) {
                addRatings({ cell(of: indicator.id, part: $0 + way) }, to: &release)
            }
        }
    }

    /// What was done less what was completed or restored: each reason stands there, and who tried in vain at first.
    func addUnfinished(to release: inout Disclosure) {
        let restored = catalogue.indicators.first { if case .restored = $0.rule { true } else { false } }
        release.add(
            within: cells(.actions),
            figures.increments.map { cell(increment: $0.item) } + completedByFirms.map(figure)
                + (restored.map { [cell(of: $0.id, part: "")] } ?? []),
            over: Self.unfinished)
        for indicator in catalogue.indicators {
            switch figures.values[indicator.id] {
            case .distribution(let reasons)?:
                for reason in reasons.keys.sorted() {
                    release.add(within: [Self.unfinished], [cell(of: indicator.id, part: reason)])
                }
            case .ratio? where indicator.rule?.isFirstVisit == true:
                release.add(
                    within: [Self.unfinished, cell(of: indicator.id, part: "numerator")],
                    [cell(of: indicator.id, part: "denominator")])
            default: continue
            }
        }
    }

    /// Counts of businesses that completed something, no two of them the same thing.
    private var completedByFirms: [Rule] {
        let all = catalogue.indicators.compactMap { indicator in
            if case .activeBusinesses? = indicator.rule { indicator.rule } else { nil }
        }
        return all.sorted { $0.items.count < $1.items.count }.reduce(into: []) { apart, rule in
            if apart.allSatisfy({ Set($0.items).isDisjoint(with: rule.items) }) { apart.append(rule) }
        }
    }

    private static let unfinished = "unfinished"

    /// - Parameter own: the cell of each part of the rule's figure.
    private func addBounds(of rule: Rule, _ own: (String) -> String, to release: inout Disclosure) {
        switch rule {
        case .increment(let items, _):
            release.add(within: [figure(of: .persons)], [own("")])
            release.add(within: items.map { cell(increment: $0) }, [own("")])
        case .guidedPersons(let items):
            // Everybody else was helped with something else alone.
            release.add(within: [own("")] + cells(.persons) { !items.contains($0) }, [figure(of: .persons)])
            for met in cells(of: items, .persons) { release.add(within: [own("")], [met]) }
            release.add(within: cells(of: items, .persons), [own("")])
        case .activeBusinesses(let items):
            release.add(within: cells(of: items, .businesses), [own("")])
            addCover(of: items, own(""), to: &release)
        case .dossiers(let items, _):
            release.add(within: cells(of: items, .actions), [own("")])
        case .restored(let items):
            release.add(within: cells(of: items, .actions), [own("")] + items.map { cell(increment: $0) })
        case .satisfaction(let rating, let clients):
            addClients(of: rating, clients, own("clients"), own("ratings"), to: &release)
        case .firstVisit(let items):
            let items = items ?? catalogue.personItems.map(\.id)
            release.add(within: cells(of: items, .persons), [own("denominator")])
            release.add(within: items.map { cell(increment: $0) }, [own("numerator")])
        case .count(let unit, let conditions):
            addCount(of: unit, conditions, own(""), to: &release)
        default: return
        }
    }

    /// Who completed any of the items is counted where fewer of them are, or was helped with another one.
    private func addCover(of items: [String], _ own: String, to release: inout Disclosure) {
        let parts = catalogue.indicators.compactMap(\.rule).filter { Rule.activeBusinesses(items: items).contains($0) }
        guard !parts.isEmpty else { return }
        let rest = Set(items).subtracting(parts.flatMap(\.items))
        release.add(within: Set(parts.map(figure)).sorted() + cells(of: rest.sorted(), .businesses), [own])
    }

    /// Each client is somebody of the period. Ratings beyond the clients took visits beyond everybody's first, and the
    /// online service is rated where somebody was helped to use it.
    private func addClients(
        of rating: Rule.Rating, _ kinds: [String], _ clients: String, _ ratings: String, to release: inout Disclosure
    ) {
        let (sessions, persons, businesses) = (figure(of: .sessions), figure(of: .persons), figure(of: .businesses))
        let firms = kinds.filter(catalogue.businessClients.contains)
        let hasPeople = firms.count < kinds.count
        release.add(within: (hasPeople ? [persons] : []) + (firms.isEmpty ? [] : [businesses]), [clients])
        release.add(within: [sessions], [ratings])
        release.add(within: [sessions, clients], [ratings, persons, businesses])
        guard rating == .service else { return }
        let online = catalogue.repeatingItems
        release.add(within: cells(of: online, .sessions), [ratings])
        release.add(
            within: (hasPeople ? cells(of: online, .persons) : [])
                + (firms.isEmpty ? [] : cells(of: online, .businesses)),
            [clients])
        for case .guidedPersons(let items)? in catalogue.indicators.map(\.rule)
        where firms.isEmpty && Set(items).isSuperset(of: online) {
            release.add(within: [figure(of: .guidedPersons(items: items))], [clients])
        }
    }

    /// A ward's own count: what of visits is so of whom they are of, and one hamlet's or item's stands in its table too.
    private func addCount(
        of unit: Rule.Unit, _ conditions: [Rule.Condition], _ own: String, to release: inout Disclosure
    ) {
        func peer(_ unit: Rule.Unit) -> String { figure(of: .count(of: unit, where: conditions)) }
        switch unit {
        case .sessions: release.add(within: [own], [peer(.persons), peer(.businesses)])
        case .persons: release.add(within: [peer(.sessions)], [own])
        case .households: release.add(within: [peer(.persons)], [own])
        case .businesses, .members: release.add(within: [peer(.sessions)], [own])
        case .actions, .issues: break
        }
        guard let only = conditions.first, conditions.count == 1, only.codes.count == 1, let measure = unit.measure,
            let dimension: Breakdown.Dimension = [.sessionHamlet: .hamlet, .actionItem: .item][only.role]
        else { return }
        release.add(known: [cell(dimension, only.codes[0], measure)], [own])
    }

    /// Each client's latest rating is one of the ratings, whether good or not.
    private func addRatings(_ own: (String) -> String, to release: inout Disclosure) {
        let (clients, ratings) = (own("clients"), own("ratings"))
        let (good, goodRatings) = (own("clients_satisfied"), own("ratings_satisfied"))
        release.add(within: [ratings], [clients])
        release.add(within: [goodRatings], [good])
        release.add(within: [ratings, good], [clients, goodRatings])
    }
}

extension Rule {
    fileprivate var isFirstVisit: Bool { if case .firstVisit = self { true } else { false } }
}

extension Rule.Unit {
    /// The column of a table that counts the same.
    fileprivate var measure: Breakdown.Measure? {
        switch self {
        case .sessions: .sessions
        case .persons: .persons
        case .households: .households
        case .businesses: .businesses
        case .actions: .actions
        case .members, .issues: nil
        }
    }
}
