import Indicators

/// The catalogue's rules as numbered rows for the query. A goal is an indicator's place in the catalogue; a bundle is
/// a set of items that several goals may share.
struct CountingGoals {
    struct Pair {
        let goal: Int
        let code: String
    }

    struct Aim {
        let goal: Int
        let bundle: Int
        /// 0 for any age.
        let minAge: Int
    }

    /// Items of guided people and active businesses.
    private(set) var items: [Pair] = []
    private(set) var bundleItems: [Pair] = []
    private(set) var aims: [Aim] = []
    private(set) var opinionClients: [Pair] = []
    private(set) var guided: [Int] = []
    private(set) var opinions: [(goal: Int, rating: Rule.Rating)] = []
    private var sets: [Set<String>] = []

    /// Never empty, so that the query always has a branch.
    var bundles: [Int] { sets.isEmpty ? [-1] : Array(sets.indices) }

    init(_ catalogue: Catalogue) {
        for (goal, indicator) in catalogue.indicators.enumerated() {
            switch indicator.rule {
            case .increment(let items, let minAge):
                // A single item at any age is counted with all the others.
                if items.count == 1, minAge == nil { continue }
                aims.append(Aim(goal: goal, bundle: bundle(Set(items)), minAge: minAge ?? 0))
            case .guidedPersons(let codes):
                guided.append(goal)
                items += codes.map { Pair(goal: goal, code: $0) }
            case .activeBusinesses(let codes):
                items += codes.map { Pair(goal: goal, code: $0) }
            case .satisfaction(let rating, let clients):
                opinions.append((goal, rating))
                opinionClients += clients.map { Pair(goal: goal, code: $0) }
            case .sessions, .anonymousSessions, .persons, .households, .businesses, .members, .dossiers, .mode, .issues,
                .reasons, .share, nil:
                continue
            }
        }
        if opinions.isEmpty { opinions = [(-1, .service)] }
    }

    private mutating func bundle(_ items: Set<String>) -> Int {
        if let known = sets.firstIndex(of: items) { return known }
        bundleItems += items.sorted().map { Pair(goal: sets.count, code: $0) }
        sets.append(items)
        return sets.count - 1
    }
}
