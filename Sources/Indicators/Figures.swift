package import Base

/// The figures of one period by indicator.
package struct Figures: Hashable, Sendable {
    /// By indicator id; an indicator without a rule has none.
    package internal(set) var values: [String: FigureValue]
    /// First completions by item, in the order of the catalogue.
    package internal(set) var increments: [ItemCount]
    /// Sorted by code; of hamlets that were merged by the period's last day, under the new code.
    package var hamlets: [HamletFigure]
    /// Completions that follow a sign of having it, by item, over all records whatever the period.
    package internal(set) var conflicts: [ItemCount]
    /// The least that a count can be while pairs of probable duplicates are undecided, by indicator id; a count that
    /// is not here does not depend on them. The figures themselves are the upper bounds.
    package var lowerBounds: [String: Int] = [:]
    /// The least and the greatest that a share can be however the undecided pairs are decided, by indicator id; only
    /// where they have a say in it.
    package var shareBounds: [String: [Ratio]] = [:]
    /// The base populations that shares are taken of, by indicator id.
    package internal(set) var populations: [String: Figure] = [:]
    private let published: [String]

    package init(_ tally: Tally, catalogue: Catalogue) {
        var values: [String: FigureValue] = [:]
        for (goal, indicator) in catalogue.indicators.enumerated() {
            values[indicator.id] = indicator.rule.flatMap { tally.value(of: $0, goal: goal) }
        }
        for indicator in catalogue.indicators {
            guard case .share(let part, let whole) = indicator.rule, case .count(let over) = values[part],
                case .count(let under) = values[whole]
            else { continue }
            values[indicator.id] = .ratio(Ratio(part: over, whole: under))
        }
        self.values = values
        increments = catalogue.personItems.map { ItemCount(item: $0.id, count: tally.increments[$0.id] ?? 0) }
        conflicts = catalogue.personItems.map { item in
            let repeats = catalogue.repeatingItems.contains(item.id)
            return ItemCount(item: item.id, count: repeats ? 0 : tally.conflicts[item.id] ?? 0)
        }
        hamlets = tally.hamlets.sorted { $0.code < $1.code }
        published = catalogue.figures
    }

    /// Figures that were counted before, such as those of an issued report.
    init(
        values: [String: FigureValue], increments: [ItemCount], hamlets: [HamletFigure], conflicts: [ItemCount],
        catalogue: Catalogue
    ) {
        self.values = values
        self.increments = increments
        self.hamlets = hamlets
        self.conflicts = conflicts
        published = catalogue.figures
    }

    /// Of a book that has heard from no device: nothing is known, which is not zero.
    package static func unknown(_ catalogue: Catalogue) -> Figures {
        Figures(values: [:], increments: [], hamlets: [], conflicts: [], catalogue: catalogue)
    }

    /// With the shares of base populations; one whose population is not known stays missing.
    func over(_ populations: [String: Figure], catalogue: Catalogue) -> Figures {
        var copy = self
        for indicator in catalogue.indicators where values[indicator.id] == nil {
            guard case .share(let part, let base) = indicator.rule, let over = count(part),
                let population = populations[base], let under = population.count(isShare: false), under > 0
            else { continue }
            copy.values[indicator.id] = .ratio(Ratio(part: over, whole: under))
            copy.populations[indicator.id] = population
            copy.shareBounds[indicator.id] = lowerBounds[part].map {
                [Ratio(part: $0, whole: under), Ratio(part: over, whole: under)]
            }
        }
        return copy
    }

    /// Without these counts where they are zero, and the shares that are made of them: they are missing.
    package func without(_ ids: Set<String>, catalogue: Catalogue) -> Figures {
        let missing = ids.filter { count($0) == 0 }
        var copy = self
        for indicator in catalogue.indicators {
            var isMissing = missing.contains(indicator.id)
            if case .share(let part, let whole) = indicator.rule {
                isMissing = missing.contains(part) || missing.contains(whole)
            }
            if isMissing { copy.values[indicator.id] = nil }
        }
        return copy
    }

    package func count(_ id: String) -> Int? {
        if case .count(let count) = values[id] { count } else { nil }
    }

    /// The ends of what a value can be however the undecided pairs are decided: of a share both, of a count the least
    /// (the value is its greatest); none where they have no say.
    func bounds(_ id: String) -> [IndicatorValue] {
        shareBounds[id].map { $0.map(IndicatorValue.ratio) } ?? lowerBounds[id].map { [.count($0)] } ?? []
    }

    /// The key in `lowerBounds` of an item's first completions.
    package static func bound(increment item: String) -> String { "tang_them.\(item)" }

    /// The key in `lowerBounds` of the people of a hamlet.
    package static func bound(hamlet code: String) -> String { "by_hamlet.\(code)" }

    /// How many actions are conflicts.
    package var conflictTotal: Int { conflicts.reduce(0) { $0 + $1.count } }
}

/// How many, of one item.
package struct ItemCount: Hashable, Sendable {
    package let item: String
    package let count: Int
}

/// What an indicator's rule gave.
package enum FigureValue: Hashable, Sendable {
    case count(Int)
    case ratio(Ratio)
    case satisfaction(Satisfaction)
    /// By code, such as the reasons for not finishing.
    case distribution([String: Int])
}

extension Tally {
    /// Nil for a share, which is made from other figures.
    fileprivate func value(of rule: Rule, goal: Int) -> FigureValue? {
        switch rule {
        case .sessions: .count(sessions)
        case .anonymousSessions: .count(anonymous)
        case .persons: .count(persons)
        case .households: .count(households)
        case .businesses: .count(businesses)
        case .members: .count(members)
        case .increment(let items, let minAge):
            .count(items.count == 1 && minAge == nil ? increments[items[0]] ?? 0 : goalIncrements[goal] ?? 0)
        case .activeBusinesses: .count(active[goal] ?? 0)
        case .guidedPersons: .count(guided[goal] ?? 0)
        case .dossiers(let items, let results):
            .count(
                dossiers.reduce(0) { sum, entry in
                    items.contains(entry.key.item) && results.contains(entry.key.result) ? sum + entry.value : sum
                })
        case .satisfaction:
            .satisfaction(opinions[goal] ?? Satisfaction(methods: [:]))
        case .mode: .count(modes[goal] ?? 0)
        case .issues(_, .some): .count(counts[goal] ?? 0)
        case .issues(let status, nil):
            .count((status ?? Array(issues.keys)).reduce(0) { $0 + (issues[$1] ?? 0) })
        case .reasons: .distribution(reasons)
        case .share: nil
        case .events(let unit, let kinds):
            .count(
                events.reduce(0) { sum, entry in
                    kinds?.contains(entry.key) == false ? sum : sum + entry.value.number(of: unit)
                })
        case .firstVisit: .ratio(firstVisits[goal] ?? Ratio(part: 0, whole: 0))
        case .count, .restored: .count(counts[goal] ?? 0)
        }
    }
}

extension EventCount {
    fileprivate func number(of unit: Rule.EventUnit) -> Int {
        switch unit {
        case .events: events
        case .attendance: attendance
        case .women: women
        }
    }
}

// MARK: - JSON

extension Figures {
    /// The counts under the keys of docs/COUNTING.md.
    package var json: JSON {
        var object = JSONObject()
        for id in published {
            if let value = values[id] { object[id] = value.json }
        }
        object["tang_them"] = Self.object(increments)
        var areas = JSONObject()
        for hamlet in hamlets {
            areas[hamlet.code] = .object([
                "luot_ho_tro": .int(hamlet.sessions), "nguoi_duoc_ho_tro": .int(hamlet.persons),
            ])
        }
        object["by_hamlet"] = .object(areas)
        return .object(object)
    }

    package var conflictsJSON: JSON { Self.object(conflicts) }

    package var lowerBoundsJSON: JSON {
        .object(lowerBounds.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key] = .int($1.value) })
    }

    /// The indicators that the teams' own catalogue adds to `json`.
    package func otherJSON(catalogue: Catalogue) -> JSON {
        var object = JSONObject()
        for indicator in catalogue.indicators where !published.contains(indicator.id) {
            if let value = values[indicator.id] { object[indicator.id] = value.json }
        }
        return .object(object)
    }

    private static func object(_ counts: [ItemCount]) -> JSON {
        var object = JSONObject()
        for entry in counts { object[entry.item] = .int(entry.count) }
        return .object(object)
    }
}

extension FigureValue {
    package var json: JSON {
        switch self {
        case .count(let count): .int(count)
        case .ratio(let ratio): ratio.json
        case .satisfaction(let satisfaction): satisfaction.json
        case .distribution(let counts):
            .object(
                counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.reduce(into: JSONObject()) {
                    $0[$1.key] = .int($1.value)
                })
        }
    }
}

extension IndicatorValue {
    package var json: JSON {
        switch self {
        case .count(let count): .int(count)
        case .ratio(let ratio): ratio.json
        case .number(let number): .number(number.plain)
        }
    }
}

extension Ratio {
    fileprivate var json: JSON { .object(["numerator": .int(part), "denominator": .int(whole)]) }
}
