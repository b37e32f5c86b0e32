import Base
import Indicators

/// A made-up month in which few people were helped, so that nearly every table has small cells.
struct SmallWard {
    private let hamlets = ["T01", "T02", "T03", "T04"]
    /// Of every third ward one month alone, which is the whole period again.
    private let months: [String]
    private let forces = ["doan_thanh_nien", "to_cnscd", ""]
    private let items = ["vneid_muc1", "vneid_muc2", "cks_vneid", "tk_dvc", "nop_ho_so_truc_tuyen"]
    private let methods = ["tu_cham", "tnv_hoi", "phieu_giay", "khong_ghi"]
    private let statuses = ["moi", "da_chuyen", "da_giai_quyet"]
    private var tally = Tally()
    private var groups: [Breakdown.Dimension: [String: [Breakdown.Measure: Int]]] = [:]
    private var difficulties: [DifficultyCount] = []
    private var people: [String: Int] = [:]

    init(_ random: inout SeededRandomBytes) {
        months = Array(["2026-04", "2026-05", "2026-06"].prefix([1, 3, 3].randomElement(using: &random)!))
        for hamlet in hamlets {
            for month in months {
                for force in forces { addSessions(hamlet, month, force, &random) }
            }
        }
        func total(_ measure: Breakdown.Measure) -> Int {
            hamlets.reduce(0) { $0 + (groups[.hamlet]?[$1]?[measure] ?? 0) }
        }
        (tally.persons, tally.households) = (total(.persons), total(.households))
        tally.businesses = total(.businesses)
        let second = tally.sessions - tally.persons - tally.businesses
        tally.anonymous = Int.random(in: 0...min(8, second), using: &random)
        tally.members = Int.random(in: 0...min(12, tally.sessions), using: &random)
        tally.hamlets = hamlets.map { code in
            let group = groups[.hamlet]?[code] ?? [:]
            return HamletFigure(code: code, sessions: group[.sessions] ?? 0, persons: group[.persons] ?? 0)
        }
        for theme in ["ha_tang_mang", "thiet_bi", "khac"] {
            for status in statuses {
                let count = [0, 1, 2, 6, 12].randomElement(using: &random)!
                guard count > 0 else { continue }
                difficulties.append(DifficultyCount(theme: theme, status: status, count: count))
                tally.issues[status, default: 0] += count
            }
        }
        for kind in ["tap_huan", "tuyen_truyen", "lop_bdhvs"] {
            let events = [0, 1, 3, 7].randomElement(using: &random)!
            let heads = events == 0 ? 0 : Int.random(in: events...(events * 12), using: &random)
            tally.events[kind] = EventCount(
                events: events, attendance: heads, women: Int.random(in: 0...heads, using: &random))
        }
        let submitted = Int.random(in: 0...ofItem("nop_ho_so_truc_tuyen", .actions), using: &random)
        let settled = Int.random(in: 0...submitted, using: &random)
        tally.dossiers = [
            .init(item: "nop_ho_so_truc_tuyen", result: "da_nop"): submitted - settled,
            .init(item: "nop_ho_so_truc_tuyen", result: "co_ket_qua"): settled,
        ]
        people["since"] = Int.random(in: 0...30, using: &random)
        people["mode"] = Int.random(in: 0...min(30, tally.sessions), using: &random)
        let guided = ["tk_dvc", "nop_ho_so_truc_tuyen"].map { ofItem($0, .persons) }
        people["guided"] = Int.random(
            in: guided.max()!...max(guided.max()!, min(guided.reduce(0, +), tally.persons)), using: &random)
        let gains = ["vneid_muc1", "vneid_muc2"].map { tally.increments[$0] ?? 0 }
        people["eid"] = Int.random(in: 0...min(gains.reduce(0, +), tally.persons), using: &random)
        people["eid16"] = Int.random(in: 0...people["eid"]!, using: &random)
        var again = second - tally.anonymous
        for (kind, clients) in [("dan", tally.persons), ("dn", tally.businesses)] {
            var left = clients
            for method in methods {
                let asked = min(left, [0, 1, 3, 8, 20].randomElement(using: &random)!)
                let more = min(again, [0, 0, 1, 4].randomElement(using: &random)!)
                (left, again) = (left - asked, again - more)
                let good = Int.random(in: 0...asked, using: &random)
                people["\(kind) \(method)"] = asked
                people["\(kind) \(method)+"] = good
                people["\(kind) \(method) ratings"] = asked + more
                people["\(kind) \(method) ratings+"] = good + Int.random(in: 0...more, using: &random)
            }
        }
    }

    private func ofItem(_ item: String, _ measure: Breakdown.Measure) -> Int { groups[.item]?[item]?[measure] ?? 0 }

    /// Visits of people, who are of fewer households, of businesses, and second and anonymous ones.
    private mutating func addSessions(
        _ hamlet: String, _ month: String, _ force: String, _ random: inout SeededRandomBytes
    ) {
        let sessions = [0, 0, 1, 2, 7, 20].randomElement(using: &random)!
        let businesses = Int.random(in: 0...min(sessions, 5), using: &random)
        let persons = Int.random(in: 0...(sessions - businesses), using: &random)
        let households = persons == 0 ? 0 : Int.random(in: 1...persons, using: &random)
        tally.sessions += sessions
        let places: [(Breakdown.Dimension, String)] = [(.hamlet, hamlet), (.month, month), (.force, force)]
        for item in items {
            let gained = min(persons, [0, 0, 0, 1, 2].randomElement(using: &random)!)
            tally.increments[item, default: 0] += gained
            let met = Int.random(in: gained...persons, using: &random)
            let firms = Int.random(in: 0...businesses, using: &random)
            let visits = Int.random(in: (met + firms)...sessions, using: &random)
            let more: [Breakdown.Measure: Int] = [
                .actions: visits + Int.random(in: 0...2, using: &random), .sessions: visits, .persons: met,
                .businesses: firms, .completions: gained,
            ]
            groups[.item, default: [:]][item, default: [:]].merge(more) { $0 + $1 }
            for (dimension, id) in places {
                groups[dimension, default: [:]][id, default: [:]].merge([.completions: gained]) { $0 + $1 }
            }
        }
        for (dimension, id) in places {
            let more: [Breakdown.Measure: Int] = [
                .sessions: sessions, .persons: persons, .households: households, .businesses: businesses,
            ]
            groups[dimension, default: [:]][id, default: [:]].merge(more) { $0 + $1 }
        }
    }

    func report() throws -> ReportModel {
        let catalogue = try Sample.catalogue()
        var tally = tally
        for (goal, indicator) in catalogue.indicators.enumerated() {
            switch indicator.id {
            case "hai_long_dvctt": tally.opinions[goal] = satisfaction(["dan", "dn"])
            case "hai_long_dvctt_dan": tally.opinions[goal] = satisfaction(["dan"])
            case "hai_long_dvctt_dn": tally.opinions[goal] = satisfaction(["dn"])
            case "lam_thay": tally.modes[goal] = people["mode"]!
            case "dvctt_nguoi_duoc_huong_dan": tally.guided[goal] = people["guided"]!
            case "vneid_dan": tally.goalIncrements[goal] = people["eid"]!
            case "danh_tinh_so_16": tally.goalIncrements[goal] = people["eid16"]!
            default: continue
            }
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
            figures: Figures(tally, catalogue: catalogue), details: details, baseline: 21_400, since: people["since"]!)
    }

    private func satisfaction(_ kinds: [String]) -> Satisfaction {
        Satisfaction(
            methods: methods.reduce(into: [:]) { parts, method in
                func ratio(_ what: String) -> Ratio {
                    let keys = kinds.map { "\($0) \(method)\(what)" }
                    return Ratio(
                        part: keys.reduce(0) { $0 + people[$1 + "+"]! }, whole: keys.reduce(0) { $0 + people[$1]! })
                }
                parts[method] = .init(clients: ratio(""), ratings: ratio(" ratings"))
            })
    }
}
