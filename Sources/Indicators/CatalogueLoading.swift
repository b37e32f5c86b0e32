import Base
import Forms
import Yams

extension Catalogue {
    /// Reads `plans/indicators.yaml`. `file` is what faults call it.
    package init(yaml: String, file: String) throws(PlanFaults) {
        var log = FaultLog()
        let root = log.collect { () throws(PlanFault) in try yamlRoot(yaml, keys: Self.keys, file: file) }
        guard let root else { throw PlanFaults(faults: log.faults) }
        let populations = Self.terms(root, "populations", &log)
        let (indicators, ids) = Self.indicators(root, populations: populations.map(\.id), &log)
        let figures = log.collect { () throws(PlanFault) in try root.texts("figures") } ?? []
        for id in figures where !ids.contains(id) {
            log.note(root.fault(.unknownIndicator(id, nearest: id.nearest(in: ids)), at: "figures"))
        }
        for case .share(let part, let whole) in indicators.compactMap(\.rule) {
            for id in [part, whole] where !ids.contains(id) {
                log.note(root.fault(.unknownIndicator(id, nearest: id.nearest(in: ids)), at: "indicators"))
            }
        }
        self.init(
            satisfiedFrom: log.collect { () throws(PlanFault) in try root.int("satisfied_from") } ?? 0,
            businessClients: log.collect { () throws(PlanFault) in try root.texts("business_clients") } ?? [],
            personItems: Self.terms(root, "person_items", &log),
            repeatingItems: log.collect { () throws(PlanFault) in try root.texts("repeating_items") } ?? [],
            reasons: Self.terms(root, "reasons", &log), figures: figures, populations: populations,
            indicators: indicators)
        try log.finish()
    }

    private static let keys = [
        "schema", "satisfied_from", "business_clients", "person_items", "repeating_items", "reasons", "figures",
        "populations", "indicators",
    ]

    private static func terms(_ root: YAMLMap, _ key: String, _ log: inout FaultLog) -> [Term] {
        let entries = log.collect { () throws(PlanFault) in try root.entries(key) } ?? []
        return entries.compactMap { entry in
            log.collect { () throws(PlanFault) in
                let map = try YAMLMap(entry.node, keys: ["vi", "en"], file: root.file)
                return Term(id: entry.key, name: try map.bilingual())
            }
        }
    }

    /// The indicators without a fault, and the ids of all.
    private static func indicators(
        _ root: YAMLMap, populations: [String], _ log: inout FaultLog
    ) -> (indicators: [Indicator], ids: [String]) {
        var indicators: [Indicator] = []
        var ids: [String] = []
        for node in log.collect({ () throws(PlanFault) in try root.list("indicators") }) ?? [] {
            let read = log.collect { () throws(PlanFault) in
                let map = try YAMLMap(node, keys: Indicator.keys, file: root.file)
                let id = try map.text("id")
                if ids.contains(id) { throw map.fault(.duplicate(id), at: "id") }
                ids.append(id)
                return try Indicator(map, id: id, populations: populations)
            }
            if let read { indicators.append(read) }
        }
        return (indicators, ids)
    }
}

extension Indicator {
    fileprivate static let keys = [
        "id", "vi", "en", "class", "unit", "gain", "numerator", "denominator", "base", "rule", "roles",
    ]

    fileprivate init(_ map: YAMLMap, id: String, populations: [String]) throws(PlanFault) {
        self.id = id
        name = try map.bilingual()
        source = try map.choice("class")
        unit = try map.text("unit")
        gain = try map.optionalBilingual("gain")
        numerator = try map.optionalBilingual("numerator")
        denominator = try map.optionalBilingual("denominator")
        base = try map.optionalText("base")
        if let base, !populations.contains(base) {
            throw map.fault(.unknownPopulation(base, nearest: base.nearest(in: populations)), at: "base")
        }
        rule = map.has("rule") ? try Rule(map.map("rule", keys: Rule.keys)) : nil
        if rule == nil, source != .manual { throw map.fault(.noRule(id), at: "id") }
        var roles: [Role] = []
        for name in map.has("roles") ? try map.texts("roles") : [] {
            guard let role = Role(rawValue: name) else {
                throw map.fault(.unknownChoice("roles", name, allowed: Role.allCases.map(\.rawValue)), at: "roles")
            }
            roles.append(role)
        }
        self.roles = roles
    }
}

extension Rule {
    fileprivate static let keys = [
        "kind", "items", "min_age", "results", "rating", "clients", "modes", "status", "part", "whole",
    ]

    fileprivate init(_ map: YAMLMap) throws(PlanFault) {
        switch try map.choice("kind", Kind.self) {
        case .sessions: self = .sessions
        case .anonymousSessions: self = .anonymousSessions
        case .persons: self = .persons
        case .households: self = .households
        case .businesses: self = .businesses
        case .members: self = .members
        case .increment:
            self = .increment(items: try map.texts("items"), minAge: map.has("min_age") ? try map.int("min_age") : nil)
        case .activeBusinesses: self = .activeBusinesses(items: try map.texts("items"))
        case .guidedPersons: self = .guidedPersons(items: try map.texts("items"))
        case .dossiers: self = .dossiers(items: try map.texts("items"), results: try map.texts("results"))
        case .satisfaction:
            self = .satisfaction(rating: try map.choice("rating"), clients: try map.texts("clients"))
        case .mode: self = .mode(try map.texts("modes"))
        case .issues: self = .issues(status: map.has("status") ? try map.texts("status") : nil)
        case .reasons: self = .reasons
        case .share: self = .share(part: try map.text("part"), whole: try map.text("whole"))
        }
    }
}
