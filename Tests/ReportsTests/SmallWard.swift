import Base
import Indicators

/// A made-up quarter in which few people were helped, visit by visit, so that nearly every table has small cells and
/// all of them agree with one another.
struct SmallWard {
    private let visits: [Visit]
    private var tally = Tally()
    private var groups: [Breakdown.Dimension: [String: [Breakdown.Measure: Int]]] = [:]
    private var difficulties: [DifficultyCount] = []

    struct Visit {
        var hamlet = "T01"
        var month = "2026-06"
        var force = ""
        var member = 0
        var client: Client
        var works: [Work]
        var isDoneForThem = false
        var rating: (method: String, isGood: Bool)?
    }

    enum Client: Hashable {
        /// Two people make a household, and every fifth is a child.
        case person(Int)
        case business(Int)
        case nobody
    }

    struct Work {
        let item: String
        let outcome: Outcome
        var reason: String?
        var dossier: String?
    }

    enum Outcome: CaseIterable { case completed, restored, had, unfinished }

    /// The visits in the order of time; training and difficulties are by chance.
    init(_ visits: [Visit]) {
        self.visits = visits
        tally.sessions = visits.count
        tally.anonymous = visits.count { $0.client == .nobody }
        tally.members = Set(visits.map(\.member)).count
        let all = Self.counts(visits)
        (tally.persons, tally.households, tally.businesses) = (all[.persons]!, all[.households]!, all[.businesses]!)
        let places: [(Breakdown.Dimension, (Visit) -> String)] = [
            (.hamlet, { $0.hamlet }), (.month, { $0.month }), (.force, { $0.force }),
        ]
        for (dimension, place) in places {
            groups[dimension] = Dictionary(grouping: visits, by: place).mapValues(Self.counts)
        }
        tally.hamlets = groups[.hamlet]!.map {
            HamletFigure(code: $0.key, sessions: $0.value[.sessions]!, persons: $0.value[.persons]!)
        }
        for item in Set(visits.flatMap { $0.works.map(\.item) }) { addItem(item, places) }
        for work in visits.flatMap(\.works) {
            if let reason = work.reason { tally.reasons[reason, default: 0] += 1 }
            if let dossier = work.dossier { tally.dossiers[.init(item: work.item, result: dossier), default: 0] += 1 }
        }
    }

    private static func counts(_ visits: [Visit]) -> [Breakdown.Measure: Int] {
        let clients = Set(visits.map(\.client))
        let people = clients.compactMap { if case .person(let person) = $0 { person } else { nil } }
        return [
            .sessions: visits.count, .persons: people.count, .households: Set(people.map { $0 / 2 }).count,
            .businesses: clients.count { if case .business = $0 { true } else { false } }, .completions: 0,
        ]
    }

    private mutating func addItem(_ item: String, _ places: [(Breakdown.Dimension, (Visit) -> String)]) {
        let met = visits.filter { $0.works.contains { $0.item == item } }
        var counts = Self.counts(met)
        counts[.households] = nil
        counts[.actions] = met.reduce(0) { $0 + $1.works.count { $0.item == item } }
        if Self.forPeople.contains(item) {
            let gains = gains([item])
            counts[.completions] = gains.count
            tally.increments[item] = gains.count
            for (dimension, place) in places {
                for visit in gains { groups[dimension]![place(visit)]![.completions]! += 1 }
            }
        } else {
            counts[.completions] = nil
        }
        groups[.item, default: [:]][item] = counts
    }

    /// The visits in which a person first completed one of the items, without any sign before of having it.
    private func gains(_ items: [String], where isMeant: (Int) -> Bool = { _ in true }) -> [Visit] {
        var have: Set<Int> = []
        return visits.filter { visit in
            guard case .person(let person) = visit.client else { return false }
            let outcomes = visit.works.filter { items.contains($0.item) }.map(\.outcome)
            let had = outcomes.contains { $0 == .had || $0 == .restored }
            let isNew = outcomes.contains(.completed) && !had && !have.contains(person)
            if had || outcomes.contains(.completed) { have.insert(person) }
            return isNew && isMeant(person)
        }
    }

    static let forPeople = ["vneid_muc1", "vneid_muc2", "cks_vneid", "tk_dvc", "nop_ho_so_truc_tuyen"]
    static let forFirms = ["qr_ban_hang", "hoa_don_dt", "tmdt"]
}

// MARK: - By chance

extension SmallWard {
    init(_ random: inout SeededRandomBytes) {
        // Of every third ward one month alone, which is the whole period again.
        let months = ["2026-04", "2026-05", "2026-06"].prefix([1, 3, 3].randomElement(using: &random)!)
        let items = Self.forPeople.shuffled(using: &random).prefix(.random(in: 1...5, using: &random))
        let firms = Self.forFirms.shuffled(using: &random).prefix(.random(in: 1...3, using: &random))
        let outcomes: [Outcome] =
            Outcome.allCases + Array(repeating: .completed, count: [0, 4, 60].randomElement(using: &random)!)
        var visits: [Visit] = []
        for month in months {
            for (hamlet, code) in ["T01", "T02", "T03", "T04"].enumerated() {
                for force in ["doan_thanh_nien", "to_cnscd", ""] {
                    for _ in 0..<[0, 0, 1, 2, 7, 20].randomElement(using: &random)! {
                        let kind = Int.random(in: 0..<20, using: &random)
                        let one = hamlet * 1000 + Int.random(in: 0..<40, using: &random)
                        let client = kind == 0 ? Client.nobody : kind < 3 ? .business(one) : .person(one)
                        let offered = kind == 1 ? firms : items
                        let works = offered.shuffled(using: &random).prefix([1, 1, 2].randomElement(using: &random)!)
                            .map { Self.work($0, outcomes.randomElement(using: &random)!, &random) }
                        visits.append(
                            Visit(
                                hamlet: code, month: month, force: force,
                                member: .random(in: 0..<4, using: &random), client: client, works: works,
                                isDoneForThem: .random(in: 0..<6, using: &random) == 0,
                                rating: Self.rating(works, &random)))
                    }
                }
            }
        }
        self.init(visits)
        addDifficulties(&random)
        addTraining(&random)
    }

    private static func work(_ item: String, _ outcome: Outcome, _ random: inout SeededRandomBytes) -> Work {
        let isDossier = item == "nop_ho_so_truc_tuyen"
        return Work(
            item: item, outcome: isDossier && outcome == .restored ? .had : outcome,
            reason: outcome == .unfinished ? ["mang_yeu", "het_gio"].randomElement(using: &random)! : nil,
            dossier: isDossier ? ["da_nop", "co_ket_qua", nil].randomElement(using: &random)! : nil)
    }

    /// The online service alone is rated.
    private static func rating(_ works: [Work], _ random: inout SeededRandomBytes) -> (method: String, isGood: Bool)? {
        guard works.contains(where: { $0.item == "nop_ho_so_truc_tuyen" }) else { return nil }
        let method = ["tu_cham", "tnv_hoi", "phieu_giay", "khong_ghi", nil].randomElement(using: &random)!
        return method.map { ($0, .random(in: 0..<4, using: &random) > 0) }
    }

    private mutating func addDifficulties(_ random: inout SeededRandomBytes) {
        for theme in ["ha_tang_mang", "thiet_bi", "khac"] {
            for status in ["moi", "da_chuyen", "da_giai_quyet"] {
                let count = [0, 1, 2, 6, 12].randomElement(using: &random)!
                guard count > 0 else { continue }
                difficulties.append(DifficultyCount(theme: theme, status: status, count: count))
                tally.issues[status, default: 0] += count
            }
        }
    }

    private mutating func addTraining(_ random: inout SeededRandomBytes) {
        for kind in ["tap_huan", "tuyen_truyen", "lop_bdhvs"] {
            let events = [0, 1, 3, 7].randomElement(using: &random)!
            let heads = events == 0 ? 0 : Int.random(in: events...(events * 12), using: &random)
            tally.events[kind] = EventCount(
                events: events, attendance: heads, women: Int.random(in: 0...heads, using: &random))
        }
    }
}

// MARK: - The report

extension SmallWard {
    func report() throws -> ReportModel {
        let catalogue = try Sample.catalogue()
        var tally = tally
        for (goal, indicator) in catalogue.indicators.enumerated() {
            if let rule = indicator.rule { add(rule, goal, to: &tally) }
        }
        var details = ReportDetails()
        details.difficulties = difficulties
        details.breakdowns = Breakdown.Dimension.allCases.map { dimension in
            let counts = groups[dimension] ?? ["Máy số 1": [.sessions: tally.sessions, .persons: tally.persons]]
            return Breakdown(
                dimension,
                groups: counts.sorted { $0.key < $1.key }.map {
                    Breakdown.Group(id: $0.key, name: Bilingual($0.key, $0.key), counts: $0.value)
                })
        }
        return try Sample.report(
            figures: Figures(tally, catalogue: catalogue), details: details, baseline: 21_400,
            since: tally.increments["cks_vneid"] ?? 0)
    }

    private func add(_ rule: Rule, _ goal: Int, to tally: inout Tally) {
        switch rule {
        case .increment(let items, let age):
            tally.goalIncrements[goal] = gains(items) { age == nil || $0 % 5 > 0 }.count
        case .guidedPersons(let items):
            tally.guided[goal] = Self.counts(visits.filter { $0.works.contains { items.contains($0.item) } })[.persons]
        case .activeBusinesses(let items):
            let active = visits.filter { $0.works.contains { items.contains($0.item) && $0.outcome == .completed } }
            tally.active[goal] = Self.counts(active)[.businesses]
        case .mode: tally.modes[goal] = visits.count { $0.isDoneForThem }
        case .restored:
            tally.counts[goal] = visits.reduce(0) { sum, visit in
                guard case .person = visit.client else { return sum }
                return sum + visit.works.count { $0.outcome == .restored }
            }
        case .firstVisit: tally.firstVisits[goal] = firstVisits
        case .satisfaction(.service, let clients):
            tally.opinions[goal] = satisfaction {
                clients.contains($0.isOfFirm ? "ho_kinh_doanh" : "nguoi_dan")
            }
        default: return
        }
    }

    private var firstVisits: Ratio {
        var pairs: [String: Outcome] = [:]
        for visit in visits {
            guard case .person(let person) = visit.client else { continue }
            for work in visit.works where pairs["\(person) \(work.item)"] == nil {
                pairs["\(person) \(work.item)"] = work.outcome
            }
        }
        let done = pairs.values.count { $0 == .completed }
        return Ratio(part: done, whole: done + pairs.values.count { $0 == .unfinished })
    }

    private func satisfaction(_ isMeant: (Visit) -> Bool) -> Satisfaction {
        let rated = visits.filter { $0.rating != nil && isMeant($0) }
        var latest: [Client: (method: String, isGood: Bool)] = [:]
        for visit in rated where visit.client != .nobody { latest[visit.client] = visit.rating }
        func ratio(_ ratings: [(method: String, isGood: Bool)], _ method: String) -> Ratio {
            let own = ratings.filter { $0.method == method }
            return Ratio(part: own.count { $0.isGood }, whole: own.count)
        }
        return Satisfaction(
            methods: ["tu_cham", "tnv_hoi", "phieu_giay", "khong_ghi"].reduce(into: [:]) { parts, method in
                parts[method] = .init(
                    clients: ratio(Array(latest.values), method), ratings: ratio(rated.compactMap(\.rating), method))
            })
    }
}

extension SmallWard.Visit {
    fileprivate var isOfFirm: Bool { if case .business = client { true } else { false } }
}
