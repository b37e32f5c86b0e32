import Base
import Forms

extension Catalogue {
    /// Reads `plans/indicators.yaml`. `file` is what faults call it.
    package init(yaml: String, file: String) throws(PlanFaults) {
        let log = FaultLog(file: file)
        let root = try YAMLMap.root(yaml, keys: Self.keys, log: log)
        satisfiedFrom = root.int("satisfied_from", in: 1...5)
        businessClients = root.texts("business_clients")
        personItems = root.terms("person_items")
        repeatingItems = root.texts("repeating_items")
        reasons = root.terms("reasons")
        // Books that are older than the key hold a catalogue without it.
        ratingMethods = root.has("rating_methods") ? root.terms("rating_methods") : []
        figures = root.texts("figures")
        populations = root.terms("populations")
        indicators = Indicator.list(root, known: [], populations: populations.map(\.id))
        let ids = indicators.map(\.id)
        for id in figures where !ids.contains(id) {
            root.note(.unknownIndicator(id, nearest: id.nearest(in: ids)), at: "figures")
        }
        try log.finish()
    }

    /// This catalogue with a ward's own file: `indicators` and, where they are new, `person_items`, `repeating_items`,
    /// `reasons`, `rating_methods` and `populations`. Nothing of the catalogue can be changed by it. What it counts is published like the
    /// catalogue's own `figures`, so that every format shows it.
    ///
    /// - Parameter isInUse: a book counts by it already: a slip in an item's code stops nothing any more.
    package func adding(yaml: String, file: String, isInUse: Bool = false) throws(PlanFaults) -> Catalogue {
        let log = FaultLog(file: file)
        let root = try YAMLMap.root(
            yaml, keys: Self.keys.filter { !["satisfied_from", "business_clients", "figures"].contains($0) }, log: log)
        func terms(_ key: String, beside known: [Term]) -> [Term] {
            let own = root.terms(key)
            for term in own where known.contains(where: { $0.id == term.id }) {
                root.note(.duplicate(term.id), at: key)
            }
            return known + own
        }
        let populations = terms("populations", beside: populations)
        let own = Indicator.list(root, known: indicators, populations: populations.map(\.id))
        let catalogue = Catalogue(
            satisfiedFrom: satisfiedFrom, businessClients: businessClients,
            personItems: terms("person_items", beside: personItems),
            repeatingItems: repeatingItems + (root.optionalTexts("repeating_items") ?? []),
            reasons: terms("reasons", beside: reasons),
            ratingMethods: terms("rating_methods", beside: ratingMethods),
            figures: figures + own.filter { $0.rule != nil }.map(\.id), populations: populations,
            indicators: indicators + own)
        try log.finish()
        if !isInUse {
            Indicator.checkItems(own, root, of: catalogue)
            try log.finish()
        }
        return catalogue
    }

    private static let keys = [
        "schema", "satisfied_from", "business_clients", "person_items", "repeating_items", "reasons", "rating_methods",
        "figures", "populations", "indicators",
    ]
}

extension Indicator {
    private static let keys = [
        "id", "vi", "en", "class", "unit", "level", "gain", "numerator", "denominator", "base", "rule", "roles",
    ]

    /// The indicators of a file, whose shares may name each other's counts and those of `known`. A share is made of
    /// counts, never of shares: so none can come back to itself either.
    fileprivate static func list(_ root: YAMLMap, known: [Indicator], populations: [String]) -> [Indicator] {
        let maps = root.maps("indicators", keys: keys)
        let indicators = maps.map { Indicator($0, populations: populations) }
        var ids = Set(known.map(\.id))
        for (map, indicator) in zip(maps, indicators) where !ids.insert(indicator.id).inserted {
            map.note(.duplicate(indicator.id), at: "id")
        }
        for (map, indicator) in zip(maps, indicators) {
            guard case .share(let part, let whole) = indicator.rule else { continue }
            for id in [part, whole] where !(id == whole && populations.contains(id)) {
                guard let named = (known + indicators).first(where: { $0.id == id }) else {
                    map.note(.unknownIndicator(id, nearest: id.nearest(in: ids.sorted())), at: "rule")
                    continue
                }
                if named.rule?.givesCount != true { map.note(.shareOfNoCount(id), at: "rule") }
            }
        }
        return indicators
    }

    /// A slip in an item's code would count nothing for ever. What people have is listed; of what businesses do only a
    /// near name tells a slip from an item of the ward's own form.
    fileprivate static func checkItems(_ own: [Indicator], _ root: YAMLMap, of catalogue: Catalogue) {
        let people = catalogue.personItems.map(\.id)
        let shipped = catalogue.indicators.dropLast(own.count)
        let known = Set(people).union(shipped.flatMap { $0.rule?.items ?? [] }).sorted()
        for (map, indicator) in zip(root.maps("indicators", keys: keys), own) {
            guard let rule = indicator.rule else { continue }
            for item in rule.items where !(rule.isOfPersonItems ? people : known).contains(item) {
                let nearest = item.nearest(in: rule.isOfPersonItems ? people : known)
                guard rule.isOfPersonItems || nearest != nil else { continue }
                map.note(.unknownItem(item, nearest: nearest), at: "rule")
            }
        }
    }

    private init(_ map: YAMLMap, populations: [String]) {
        id = map.identifier("id")
        name = map.bilingual()
        let named = map.choice("class", Source.self)
        source = named ?? .manual
        unit = map.text("unit")
        level = map.has("level") ? map.choice("level") : nil
        gain = map.optionalBilingual("gain")
        numerator = map.bilingual("numerator")
        denominator = map.optionalBilingual("denominator")
        base = map.optionalText("base")
        rule = map.has("rule") ? map.map("rule", keys: Rule.keys).flatMap { Rule($0) } : nil
        roles = (map.optionalTexts("roles") ?? []).compactMap { name in
            let role = Role(rawValue: name)
            if role == nil {
                map.note(.unknownChoice("roles", name, allowed: Role.allCases.map(\.rawValue)), at: "roles")
            }
            return role
        }
        if let base, !populations.contains(base) {
            map.note(.unknownPopulation(base, nearest: base.nearest(in: populations)), at: "base")
        }
        if unit.hasPrefix("%"), denominator == nil { map.note(.noDenominator(id), at: "unit") }
        if named != nil { checkRule(map) }
    }

    private func checkRule(_ map: YAMLMap) {
        if !map.has("rule"), source != .manual { map.note(.noRule(id), at: "id") }
        if map.has("rule"), source == .manual { map.note(.ruleOnManual(id), at: "rule") }
        for role in rule?.roles ?? [] where !roles.contains(role) {
            map.note(.roleNotListed(role.rawValue, indicator: id), at: map.has("roles") ? "roles" : "rule")
        }
    }
}

extension Rule {
    fileprivate static let keys = [
        "kind", "items", "min_age", "results", "rating", "clients", "modes", "status", "older_than", "part", "whole",
        "of", "where", "kinds",
    ]

    /// Nil after noting why.
    fileprivate init?(_ map: YAMLMap) {
        guard let kind = map.choice("kind", Kind.self) else { return nil }
        switch kind {
        case .sessions: self = .sessions
        case .anonymousSessions: self = .anonymousSessions
        case .persons: self = .persons
        case .households: self = .households
        case .businesses: self = .businesses
        case .members: self = .members
        case .increment: self = .increment(items: map.texts("items"), minAge: map.optionalInt("min_age", in: 1...120))
        case .activeBusinesses: self = .activeBusinesses(items: map.texts("items"))
        case .guidedPersons: self = .guidedPersons(items: map.texts("items"))
        case .dossiers: self = .dossiers(items: map.texts("items"), results: map.texts("results"))
        case .satisfaction:
            self = .satisfaction(rating: map.choice("rating") ?? .service, clients: map.texts("clients"))
        case .mode: self = .mode(map.texts("modes"))
        case .issues:
            self = .issues(
                status: map.optionalTexts("status"), olderThan: map.optionalInt("older_than", in: 1...3650))
        case .reasons: self = .reasons
        case .share: self = .share(part: map.text("part"), whole: map.text("whole"))
        case .restored: self = .restored(items: map.texts("items"))
        case .firstVisit: self = .firstVisit(items: map.optionalTexts("items"))
        case .events:
            self = .events(map.choice("of", EventUnit.self) ?? .events, kinds: map.optionalTexts("kinds"))
        case .count: self = .count(of: map.choice("of") ?? .sessions, where: Self.conditions(map))
        }
    }

    private static func conditions(_ map: YAMLMap) -> [Condition] {
        guard map.has("where"),
            let conditions = map.map("where", keys: Condition.roles.map(\.rawValue))
        else { return [] }
        return Condition.roles.filter { conditions.has($0.rawValue) }
            .map { Condition(role: $0, codes: conditions.texts($0.rawValue)) }
    }
}
