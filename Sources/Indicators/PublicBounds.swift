import Base

/// What cannot be more than something else in one release: whoever knows how the counts are made narrows a hidden one by
/// it. What is left over is no count of people.
extension ReportModel {
    func addBounds(of breakdowns: [Breakdown], to release: inout Disclosure) {
        addVisits(of: breakdowns, to: &release)
        addUnfinished(to: &release)
        addRules(to: &release)
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
                addElsewhere(of: table, group.id, to: &release)
                addCompletions(of: table.dimension, group, to: &release)
            }
            addTogether(table, anonymous, to: &release)
        }
    }

    /// The ward less one group: who was not met there was met elsewhere, each in a visit.
    private func addElsewhere(of table: Breakdown, _ group: String, to release: inout Disclosure) {
        func elsewhere(_ measure: Breakdown.Measure) -> String {
            "elsewhere:\(table.dimension.rawValue):\(group):\(measure.rawValue)"
        }
        for measure in table.measures {
            guard let rule = measure.rule else { continue }
            release.add(
                within: [figure(of: rule)], [cell(table.dimension, group, measure)], over: elsewhere(measure))
        }
        release.add(within: [elsewhere(.sessions)], [elsewhere(.persons), elsewhere(.businesses)])
        release.add(within: [elsewhere(.persons)], [elsewhere(.households)])
    }

    /// Nobody completes an item twice for the first time. Which items nobody did is printed, and one that few did has few
    /// in each group.
    private func addCompletions(
        of dimension: Breakdown.Dimension, _ group: Breakdown.Group, to release: inout Disclosure
    ) {
        let people = cell(dimension, group.id, .persons)
        let gained = cell(dimension, group.id, .completions)
        guard dimension != .item else { return release.add(within: [people], [gained]) }
        let increments = figures.increments.filter { $0.count > 0 }
        release.add(
            within: Array(repeating: people, count: increments.count), [gained], over: spare(dimension, group.id))
        // The fewest people who can have completed so much.
        let fewest = (1...max(1, group.counts[.persons] ?? 0)).first { people in
            increments.reduce(0) { $0 + min(people, $1.count) } >= group.counts[.completions] ?? 0
        }
        let rare = increments.filter { $0.count <= fewest ?? 0 }
        guard rare.count < increments.count else { return }
        release.add(
            within: Array(repeating: people, count: increments.count - rare.count)
                + rare.map { cell(increment: $0.item) }, [gained])
    }

    /// What a group's people could have completed besides: it adds up over the groups.
    private func spare(_ dimension: Breakdown.Dimension, _ group: String) -> String {
        "spare:\(dimension.rawValue):\(group)"
    }

    /// The groups of one table together. A visit is in one group of each table, but for the items: it has at least one.
    private func addTogether(_ table: Breakdown, _ anonymous: String, to release: inout Disclosure) {
        let nobodys = table.groups.filter { $0.counts[.persons] == 0 && $0.counts[.businesses] == 0 }
            .map { [cell(table.dimension, $0.id, .sessions)] }
        for cells in table.dimension == .item ? nobodys : [nobodys.flatMap { $0 }] where !cells.isEmpty {
            release.add(within: [anonymous], cells)
        }
        for over in Over.allCases {
            let all = table.groups.map { over.cell(table.dimension, $0.id) }
            if over.isOfNobody { release.add(within: all, [anonymous]) }
            if table.dimension != .item { release.add(known: [figure(of: over.whole)], over.parts.map(figure) + all) }
        }
        guard table.dimension == .item else {
            let increments = figures.increments.filter { $0.count > 0 }
            return release.add(
                known: Array(repeating: figure(of: .persons), count: increments.count),
                increments.map { cell(increment: $0.item) } + table.groups.map { spare(table.dimension, $0.id) })
        }
        for measure in table.measures {
            guard let rule = measure.rule else { continue }
            release.add(within: cells(measure), [figure(of: rule)])
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

    /// The cell of the figure with this rule; no cell's name where the catalogue has none.
    func figure(of rule: Rule) -> String {
        catalogue.indicators.first { $0.rule == rule }.map { cell(of: $0.id, part: "") } ?? ""
    }

    /// What the items' groups have; an item without a group has nothing.
    func cells(of items: [String], _ measure: Breakdown.Measure) -> [String] {
        cells(measure) { items.contains($0) }
    }

    func cells(_ measure: Breakdown.Measure, where isMeant: (String) -> Bool = { _ in true }) -> [String] {
        guard let table = details[.item], table.measures.contains(measure) else { return [] }
        return table.groups.filter { isMeant($0.id) }.map { cell(.item, $0.id, measure) }
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
