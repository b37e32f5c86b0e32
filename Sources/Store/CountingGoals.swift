import Indicators

/// The catalogue's rules as numbered rows for the query. A goal is an indicator's place in the catalogue; a bundle is
/// a set of items that several goals may share.
struct CountingGoals {
    struct Pair {
        let id: Int
        let code: String
    }

    struct Aim {
        let goal: Int
        let bundle: Int
        /// 0 for any age.
        let minAge: Int
    }

    /// Clients of one sort whose ratings are heard together: people or businesses, so that each has one key.
    struct Voice: Hashable {
        let rating: Rule.Rating
        let isFirm: Bool
        let clients: Set<String>
    }

    /// Items of guided people and active businesses, and modes, by goal.
    private(set) var codes: [Pair] = []
    private(set) var bundleItems: [Pair] = []
    private(set) var aims: [Aim] = []
    private(set) var guided: [Int] = []
    private(set) var modes: [Int] = []
    private(set) var voices: [Voice] = []
    private(set) var voiceClients: [Pair] = []
    private(set) var voiceGoals: [(goal: Int, voice: Int)] = []
    /// One query each: what a ward's own indicators count, overdue difficulties, first visits.
    private(set) var own: [String] = []
    /// The items whose pairs with people are looked at; nil for all, when each has a figure of its own.
    private(set) var items: [String]? = []
    private var sets: [Set<String>] = []

    var bundles: Range<Int> { sets.indices }

    init(_ catalogue: Catalogue) {
        if !catalogue.personItems.isEmpty { items = nil }
        for (goal, indicator) in catalogue.indicators.enumerated() {
            switch indicator.rule {
            case .increment(let items, let minAge):
                // A single item at any age is counted with all the others.
                if items.count == 1, minAge == nil {
                    self.items?.append(items[0])
                    continue
                }
                aims.append(Aim(goal: goal, bundle: bundle(Set(items)), minAge: minAge ?? 0))
            case .guidedPersons(let items):
                guided.append(goal)
                codes += items.map { Pair(id: goal, code: $0) }
            case .activeBusinesses(let items):
                codes += items.map { Pair(id: goal, code: $0) }
            case .mode(let ways):
                modes.append(goal)
                codes += ways.map { Pair(id: goal, code: $0) }
            case .satisfaction(let rating, let clients):
                let firms = Set(clients).intersection(catalogue.businessClients)
                hear(Voice(rating: rating, isFirm: false, clients: Set(clients).subtracting(firms)), for: goal)
                hear(Voice(rating: rating, isFirm: true, clients: firms), for: goal)
            case .firstVisit(let items):
                own.append(CountingSQL.firstVisits(goal: goal, items: items ?? catalogue.personItems.map(\.id)))
                self.items? += items ?? []
            case .issues(let status, let days?):
                own.append(CountingSQL.overdue(goal: goal, status: status, days: days))
            case .count(let unit, let conditions):
                own.append(CountingSQL.count(goal: goal, of: unit, where: conditions))
            case .sessions, .anonymousSessions, .persons, .households, .businesses, .members, .dossiers,
                .issues(_, nil), .reasons, .share, .events, nil:
                continue
            }
        }
    }

    private mutating func bundle(_ items: Set<String>) -> Int {
        if let known = sets.firstIndex(of: items) { return known }
        bundleItems += items.sorted().map { Pair(id: sets.count, code: $0) }
        sets.append(items)
        return sets.count - 1
    }

    private mutating func hear(_ voice: Voice, for goal: Int) {
        guard !voice.clients.isEmpty else { return }
        if let known = voices.firstIndex(of: voice) {
            voiceGoals.append((goal, known))
        } else {
            voiceGoals.append((goal, voices.count))
            voiceClients += voice.clients.sorted().map { Pair(id: voices.count, code: $0) }
            voices.append(voice)
        }
    }
}
