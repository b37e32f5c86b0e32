import Base

/// What cannot be more than something else in one release: whoever knows how the counts are made narrows a hidden one by
/// it. What is left over is no count of people.
extension ReportModel {
    func addBounds(of breakdowns: [Breakdown], to release: inout Disclosure) {
        addVisits(of: breakdowns, to: &release)
        for indicator in catalogue.indicators {
            guard let rule = indicator.rule, let value = figures.values[indicator.id] else { continue }
            addBounds(of: rule, { cell(of: indicator.id, part: $0) }, to: &release)
            guard case .satisfaction(let satisfaction) = value else { continue }
            for way in [""] + satisfaction.methods.keys.sorted().map({ ".\($0)" }) {
                addRatings({ cell(of: indicator.id, part: $0 + way) }, to: &release)
            }
        }
    }

    /// A visit is of one person, of one household, or of one business, or of nobody who is told apart. A ward's own form
    /// may ask otherwise; then the counts say so.
    private func addVisits(of breakdowns: [Breakdown], to release: inout Disclosure) {
        let anonymous = figure(of: .anonymousSessions)
        let sessions = figure(of: .sessions)
        release.add(within: [sessions], [figure(of: .persons), figure(of: .businesses), anonymous])
        release.add(within: [sessions], [figure(of: .households), figure(of: .businesses), anonymous])
        release.add(within: [figure(of: .persons)], [figure(of: .households)])
        release.add(within: [sessions], [figure(of: .members)])
        for table in breakdowns + hamletsAlone {
            for group in table.groups {
                addVisits(to: &release, { cell(table.dimension, group.id, $0) }, { $0.cell(table.dimension, group.id) })
                // Nobody completes an item twice for the first time, and which items nobody did is printed.
                let items = table.dimension == .item ? 1 : figures.increments.count { $0.count > 0 }
                let (people, gained) = (Breakdown.Measure.persons, Breakdown.Measure.completions)
                release.add(
                    within: Array(repeating: cell(table.dimension, group.id, people), count: items),
                    [cell(table.dimension, group.id, gained)])
                for measure in table.measures {
                    guard let rule = measure.rule else { continue }
                    release.add(within: [figure(of: rule)], [cell(table.dimension, group.id, measure)])
                }
            }
            // An item has no visits of its own.
            guard table.dimension != .item else { continue }
            for over in Over.allCases {
                let all = table.groups.map { over.cell(table.dimension, $0.id) }
                release.add(known: figure(of: over.whole), over.parts.map(figure) + all)
                if over.isOfNobody { release.add(within: all, [anonymous]) }
            }
        }
    }

    /// Of one group.
    private func addVisits(
        to release: inout Disclosure, _ own: (Breakdown.Measure) -> String, _ over: (Over) -> String
    ) {
        release.add(within: [own(.sessions)], [own(.persons)], over: over(.people))
        release.add(within: [over(.people)], [own(.businesses)], over: over(.peopleAndFirms))
        release.add(within: [own(.sessions)], [own(.households)], over: over(.homes))
        release.add(within: [over(.homes)], [own(.businesses)], over: over(.homesAndFirms))
        release.add(within: [own(.persons)], [own(.households)], over: over(.relatives))
        release.add(within: [own(.sessions)], [own(.businesses)])
        release.add(within: [own(.actions)], [own(.sessions)])
    }

    /// The hamlets as the figures have them, where no table says more.
    private var hamletsAlone: [Breakdown] {
        guard details[.hamlet] == nil else { return [] }
        let groups = figures.hamlets.map { hamlet in
            Breakdown.Group(id: hamlet.code, name: Bilingual(hamlet.code, hamlet.code), counts: [:])
        }
        return [Breakdown(.hamlet, measures: [.sessions, .persons], groups: groups)]
    }

    /// - Parameter own: the cell of each part of the rule's figure.
    private func addBounds(of rule: Rule, _ own: (String) -> String, to release: inout Disclosure) {
        switch rule {
        case .increment(let items, _):
            release.add(within: [figure(of: .persons)], [own("")])
            release.add(within: items.map { cell(increment: $0) }, [own("")])
        case .guidedPersons(let items):
            for met in cells(of: items, .persons) { release.add(within: [own("")], [met]) }
            release.add(within: cells(of: items, .persons), [own("")])
        case .activeBusinesses(let items):
            release.add(within: cells(of: items, .businesses), [own("")])
        case .dossiers(let items, _), .restored(let items):
            release.add(within: cells(of: items, .actions), [own("")])
        case .satisfaction(_, let clients):
            let firms = clients.filter(catalogue.businessClients.contains)
            let people = firms.count == clients.count ? [] : [figure(of: .persons)]
            release.add(within: people + (firms.isEmpty ? [] : [figure(of: .businesses)]), [own("clients")])
            release.add(within: [figure(of: .sessions)], [own("ratings")])
        case .firstVisit(let items):
            let items = items ?? catalogue.personItems.map(\.id)
            release.add(within: cells(of: items, .persons), [own("denominator")])
            release.add(within: items.map { cell(increment: $0) }, [own("numerator")])
        default: return
        }
    }

    /// Each client's latest rating is one of the ratings, whether good or not.
    private func addRatings(_ own: (String) -> String, to release: inout Disclosure) {
        let (clients, ratings) = (own("clients"), own("ratings"))
        let (good, goodRatings) = (own("clients_satisfied"), own("ratings_satisfied"))
        release.add(within: [ratings], [clients])
        release.add(within: [goodRatings], [good])
        release.add(within: [ratings, good], [clients, goodRatings])
    }

    /// The cell of the figure with this rule; no cell's name where the catalogue has none.
    private func figure(of rule: Rule) -> String {
        catalogue.indicators.first { $0.rule == rule }.map { cell(of: $0.id, part: "") } ?? ""
    }

    /// What the items' groups have; an item without a group has nothing.
    private func cells(of items: [String], _ measure: Breakdown.Measure) -> [String] {
        guard let table = details[.item], table.measures.contains(measure) else { return [] }
        return table.groups.filter { items.contains($0.id) }.map { cell(.item, $0.id, measure) }
    }
}

extension Breakdown.Measure {
    /// What counts the same of the whole ward.
    fileprivate var rule: Rule? {
        switch self {
        case .sessions: .sessions
        case .persons: .persons
        case .households: .households
        case .businesses: .businesses
        case .actions, .completions, .events, .attendance: nil
        }
    }
}

/// What is over in a group, by name: it adds up over the groups, as what it is over of does.
private enum Over: String, CaseIterable {
    /// Visits beyond those that it takes for its people, or its people and its businesses.
    case people
    case peopleAndFirms
    case homes
    case homesAndFirms
    /// People beyond the first of each household.
    case relatives

    func cell(_ dimension: Breakdown.Dimension, _ group: String) -> String {
        "over:\(dimension.rawValue):\(group):\(rawValue)"
    }

    var whole: Rule { self == .relatives ? .persons : .sessions }

    var parts: [Rule] {
        switch self {
        case .people: [.persons]
        case .peopleAndFirms: [.persons, .businesses]
        case .homes: [.households]
        case .homesAndFirms: [.households, .businesses]
        case .relatives: [.households]
        }
    }

    /// Visits that are nobody's first.
    var isOfNobody: Bool { self == .peopleAndFirms || self == .homesAndFirms }
}
