import Indicators

/// The catalogue's rules as the query needs them. A goal is an indicator's place in the catalogue.
struct CountingGoals {
    /// Clients of one sort whose ratings are heard together: people or businesses, so that each has one key.
    struct Voice: Hashable {
        let rating: Rule.Rating
        let isFirm: Bool
        let clients: Set<String>
    }

    /// The items whose pairs with people are looked at, each once.
    private(set) var items: [String] = []
    /// Those of them whose second completion is a conflict.
    let onceItems: [String]
    /// Items of which a completion after a loss is told apart.
    private(set) var regained: [String]
    private(set) var hasFirstVisits = false
    private(set) var hasRestored = false
    private(set) var modes: [(goal: Int, ways: [String])] = []
    private(set) var active: [(goal: Int, items: [String])] = []
    private(set) var voices: [Voice] = []
    /// The ways of rating that are told apart.
    let methods: [String]
    private(set) var opinions: [(goal: Int, voices: [Int])] = []
    /// One query each.
    private(set) var own: [String] = []

    init(_ catalogue: Catalogue) {
        onceItems = catalogue.onceItems
        methods = catalogue.ratingMethods.map(\.id)
        regained = onceItems
        look(at: catalogue.personItems.map(\.id))
        for (goal, indicator) in catalogue.indicators.enumerated() {
            if let rule = indicator.rule { add(rule, goal, catalogue) }
        }
    }

    private mutating func add(_ rule: Rule, _ goal: Int, _ catalogue: Catalogue) {
        switch rule {
        // A single item at any age is counted with all the others.
        case .increment(let items, nil) where items.count == 1: look(at: items)
        case .increment(let items, let minAge): own.append(CountingSQL.aim(goal: goal, items: items, minAge: minAge))
        case .guidedPersons(let items): own.append(CountingSQL.guided(goal: goal, items: items))
        case .activeBusinesses(let items): active.append((goal, items))
        case .mode(let ways): modes.append((goal, ways))
        case .satisfaction(let rating, let clients):
            let firms = Set(clients).intersection(catalogue.businessClients)
            let heard = [
                Voice(rating: rating, isFirm: false, clients: Set(clients).subtracting(firms)),
                Voice(rating: rating, isFirm: true, clients: firms),
            ]
            opinions.append((goal, heard.filter { !$0.clients.isEmpty }.map { hear($0) }))
        case .firstVisit(let items):
            let items = items ?? catalogue.personItems.map(\.id)
            guard !items.isEmpty else { return }
            look(at: items)
            hasFirstVisits = true
            own.append(CountingSQL.firstVisits(goal: goal, items: items))
        case .restored(let items):
            guard !items.isEmpty else { return }
            look(at: items)
            hasRestored = true
            for item in items where !regained.contains(item) { regained.append(item) }
            own.append(CountingSQL.restored(goal: goal, items: items))
        case .issues(let status, let days?):
            own.append(CountingSQL.overdue(goal: goal, status: status, days: days))
        case .count(let unit, let conditions):
            own.append(CountingSQL.count(goal: goal, of: unit, where: conditions))
        case .sessions, .anonymousSessions, .persons, .households, .businesses, .members, .dossiers, .issues(_, nil),
            .reasons, .share, .events:
            return
        }
    }

    private mutating func look(at items: [String]) {
        for item in items where !self.items.contains(item) { self.items.append(item) }
    }

    private mutating func hear(_ voice: Voice) -> Int {
        if let known = voices.firstIndex(of: voice) { return known }
        voices.append(voice)
        return voices.count - 1
    }
}
