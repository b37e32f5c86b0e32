/// Which counts lie in which: what somebody who reads both can subtract.
extension Rule {
    /// Whether everything that `other` counts is counted here too, so that the difference is a count of its own.
    func contains(_ other: Rule) -> Bool {
        guard self != other else { return false }
        switch (self, other) {
        case (.sessions, .anonymousSessions), (.sessions, .mode), (.sessions, .count(of: .sessions, _)),
            (.persons, .guidedPersons), (.persons, .count(of: .persons, _)),
            (.households, .count(of: .households, _)), (.businesses, .activeBusinesses),
            (.businesses, .count(of: .businesses, _)), (.members, .count(of: .members, _)):
            return true
        case (.mode(let all), .mode(let some)): return Set(all).isSuperset(of: some)
        case (.guidedPersons(let all), .guidedPersons(let some)): return Set(all).isSuperset(of: some)
        case (.activeBusinesses(let all), .activeBusinesses(let some)): return Set(all).isSuperset(of: some)
        case (.increment(let all, let least), .increment(let some, let age)):
            return Set(all) == Set(some) && (least ?? 0) < (age ?? 0)
        case (.dossiers(let all, let results), .dossiers(let some, let others)):
            return Set(all).isSuperset(of: some) && Set(results).isSuperset(of: others)
        case (.satisfaction(let rating, let all), .satisfaction(let another, let some)):
            return rating == another && Set(all).isSuperset(of: some)
        case (.events(let unit, let kinds), .events(let another, let some)):
            guard unit == another || (unit, another) == (.attendance, .women) else { return false }
            return kinds == nil || some.map { Set(kinds ?? []).isSuperset(of: $0) } == true
        case (.count(let unit, let conditions), .count(let another, let others)):
            return unit == another
                && conditions.allSatisfy { condition in
                    others.contains { $0.role == condition.role && Set(condition.codes).isSuperset(of: $0.codes) }
                }
        default: return false
        }
    }

    /// Whether nothing can be counted by both, as two kinds of events, so that such counts add up.
    func isDisjoint(from other: Rule) -> Bool {
        switch (self, other) {
        case (.mode(let a), .mode(let b)): return Set(a).isDisjoint(with: b)
        case (.satisfaction(let rating, let a), .satisfaction(let another, let b)):
            return rating == another && Set(a).isDisjoint(with: b)
        case (.events(let unit, let a?), .events(let another, let b?)):
            return unit == another && Set(a).isDisjoint(with: b)
        case (.dossiers(let a, let results), .dossiers(let b, let others)):
            return Set(a).isDisjoint(with: b) || Set(results).isDisjoint(with: others)
        case (.count(let unit, let a), .count(let another, let b)):
            return unit == another
                && a.contains { one in b.contains { $0.role == one.role && Set($0.codes).isDisjoint(with: one.codes) } }
        default: return false
        }
    }
}
