import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// A whole release against a reader who knows which printed numbers add up: nothing small may come back, neither by
/// elimination nor because the sums leave a hidden number no other value.
struct AttackerTests {
    @Test(arguments: 1...40)
    func nothingSmallComesBackFromARelease(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let least = [3, 5, 10].randomElement(using: &random)!
        let world = SmallWard(&random)
        let report = try world.report()
        let truth = Release(try CSV.rows(CSVRenderer().render(report)).map(\.cells))
        let shown = Release(try CSV.rows(CSVRenderer().render(report.published(least: least))).map(\.cells))
        for (cell, count) in shown.cells {
            #expect(truth.cells[cell] == count, "\(cell)")
            #expect(!(1..<least).contains(count), "seed \(seed): \(cell) is printed as \(count)")
        }
        let sums = truth.sums
        let known = truth.cells.merging(truth.rests(of: sums)) { a, _ in a }
        let reader = Reader(shown: shown.cells, sums: sums, known: Set(truth.cells.filter { $0.value > 0 }.keys))
        let bounds = reader.bounds()
        for (cell, value) in reader.recovered(by: bounds) where (1..<least).contains(known[cell] ?? 0) {
            Issue.record("seed \(seed), k \(least): \(cell) comes back as \(value)")
        }
        // Nor is it known to be small.
        for (cell, range) in bounds where (1..<least).contains(truth.cells[cell] ?? 0) {
            #expect(range.upperBound >= least, "seed \(seed), k \(least): \(cell) is in \(range)")
        }
    }

    /// An issued report has less in its breakdowns, so alone it would show totals that the period's own release has to
    /// hide.
    @Test(arguments: 1...10)
    func anIssuedReportShowsNothingMoreThanItsPeriod(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let report = try SmallWard(&random).report()
        let issued = try FrozenTests.issued(report)
        func shown(_ report: ReportModel) throws -> Set<[String]> {
            Set(
                try CSV.rows(CSVRenderer().render(report)).map(\.cells).dropFirst().filter { !$0[12].isEmpty }.map {
                    [$0[3], $0[4], $0[5], $0[12]]
                })
        }
        let own = try shown(report.published(least: 5))
        #expect(try shown(issued.published(least: 5, with: report)).subtracting(own) == [])
    }

    /// Without the second step the reader does find them, so the test can fail.
    @Test func theReaderFindsWhatIsHiddenAlone() throws {
        var found = 0
        for seed in 1...10 {
            var random = SeededRandomBytes(seed: UInt64(seed))
            let report = try SmallWard(&random).report()
            let truth = Release(try CSV.rows(CSVRenderer().render(report)).map(\.cells))
            let shown = truth.cells.filter { !(1..<5).contains($0.value) }
            let hidden = truth.cells.filter { (1..<5).contains($0.value) }
            let reader = Reader(shown: shown, sums: truth.sums, known: [])
            found += reader.recovered(by: reader.bounds()).filter { hidden[$0.key] == $0.value }.count
        }
        #expect(found > 10)
    }

    @Test func teamsDevicesAndRunningTotalsAreNotPublished() throws {
        var random = SeededRandomBytes(seed: 3)
        let report = try SmallWard(&random).report()
        #expect(report.details.breakdowns.map(\.dimension).contains(.device))
        let published = report.published(least: 5)
        #expect(Set(published.details.breakdowns.map(\.dimension)) == [.hamlet, .month, .force, .item])
        #expect(published.cumulative == nil && published.rows.allSatisfy { $0.cumulative == nil })
        for format in [ReportFormat.json, .csv, .html, .terminal, .paragraphs] {
            let text = String(decoding: try format.renderer(ReportStyle(language: .vi)).bytes(published), as: UTF8.self)
            #expect(!text.contains("Máy số 1"), "\(format)")
            #expect(!text.contains("lũy kế của tổ"), "\(format)")
        }
        #expect(JSONRenderer().json(published)["completeness"] == .null)
    }
}

/// A made-up month in which few people were helped, so that nearly every table has small cells.
private struct SmallWard {
    private let hamlets = ["T01", "T02", "T03", "T04"]
    /// Of every third ward one month alone, which is the whole period again.
    private let months: [String]
    private let forces = ["doan_thanh_nien", "to_cnscd", ""]
    private let items = ["vneid_muc1", "vneid_muc2", "cks_vneid", "tk_dvc"]
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
        tally.anonymous = Int.random(in: 0...min(8, tally.sessions), using: &random)
        tally.persons = hamlets.reduce(0) { $0 + (groups[.hamlet]?[$1]?[.persons] ?? 0) }
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
        tally.dossiers = [
            .init(item: "nop_ho_so_truc_tuyen", result: "da_nop"): Int.random(in: 0...20, using: &random),
            .init(item: "nop_ho_so_truc_tuyen", result: "co_ket_qua"): Int.random(in: 0...20, using: &random),
        ]
        for key in ["mode", "guided", "eid", "eid16", "since"] {
            people[key] = Int.random(in: 0...30, using: &random)
        }
        people["mode"] = min(people["mode"]!, tally.sessions)
        people["guided"] = min(people["guided"]!, tally.persons)
        people["eid16"] = min(people["eid16"]!, people["eid"]!)
        for kind in ["dan", "dn"] {
            for method in methods {
                let asked = [0, 1, 3, 8, 20].randomElement(using: &random)!
                people["\(kind) \(method)"] = asked
                people["\(kind) \(method)+"] = Int.random(in: 0...asked, using: &random)
            }
        }
    }

    private mutating func addSessions(
        _ hamlet: String, _ month: String, _ force: String, _ random: inout SeededRandomBytes
    ) {
        let sessions = [0, 0, 1, 2, 7, 20].randomElement(using: &random)!
        let persons = sessions == 0 ? 0 : Int.random(in: 1...sessions, using: &random)
        tally.sessions += sessions
        let places: [(Breakdown.Dimension, String)] = [(.hamlet, hamlet), (.month, month), (.force, force)]
        for item in items {
            let gained = sessions == 0 ? 0 : [0, 0, 0, 1, 2].randomElement(using: &random)!
            tally.increments[item, default: 0] += gained
            let more: [Breakdown.Measure: Int] = [
                .actions: sessions, .sessions: sessions, .persons: max(gained, persons), .completions: gained,
            ]
            groups[.item, default: [:]][item, default: [:]].merge(more) { $0 + $1 }
            for (dimension, id) in places {
                groups[dimension, default: [:]][id, default: [:]].merge([.completions: gained]) { $0 + $1 }
            }
        }
        for (dimension, id) in places {
            let more: [Breakdown.Measure: Int] = [
                .sessions: sessions, .persons: persons, .households: persons, .businesses: 0,
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
                let keys = kinds.map { "\($0) \(method)" }
                let ratio = Ratio(
                    part: keys.reduce(0) { $0 + people[$1 + "+"]! }, whole: keys.reduce(0) { $0 + people[$1]! })
                parts[method] = .init(clients: ratio, ratings: ratio)
            })
    }
}

/// The numbers of a release as they stand in its CSV file, each under one name, and what the reader knows of them.
private struct Release {
    private(set) var cells: [String: Int] = [:]
    private let ways = [".tu_cham", ".tnv_hoi", ".phieu_giay", ".khong_ghi"]
    private let kinds = ["buoi_tap_huan", "buoi_tuyen_truyen", "buoi_lop_bdhvs"]

    init(_ rows: [[String]]) {
        for row in rows.dropFirst() {
            let (kind, id, part) = (row[3], row[4], row[5])
            switch kind {
            case "figure": add(Self.name(id, part), row[12])
            case "tang_them": add("gain:\(id)", row[12])
            case "indicator":
                if id == "hai_long_dvctt" {
                    add("\(id).clients_satisfied", row[13])
                    add("\(id).clients", row[14])
                } else if id == "cks_mien_phi_vneid", let value = Int(row[12]) {
                    // The baseline is public, so the increment since is.
                    cells["since"] = value - 21_400
                }
            case let kind where kind.hasPrefix("by_"):
                add(kind == "by_item" && part == "tang_them" ? "gain:\(id)" : "\(kind):\(id).\(part)", row[12])
            case "difficulty": add("difficulty:\(id):\(part)", row[12])
            default: continue
            }
        }
    }

    private mutating func add(_ name: String, _ text: String) {
        if let number = Int(text) { cells[name] = number }
    }

    /// What is printed twice has one name.
    private static func name(_ id: String, _ part: String) -> String {
        switch (id, part) {
        case ("cks_mien_phi_vneid", _): "gain:cks_vneid"
        case ("vneid_muc2", _), ("tk_dvc", _): "gain:\(id)"
        case ("lam_thay_ty_le", "numerator"): "lam_thay"
        case ("lam_thay_ty_le", _): "luot_ho_tro"
        case ("ho_so_truc_tuyen", _): "dvctt_ho_so_nop"
        default: part.isEmpty ? id : "\(id).\(part)"
        }
    }

    /// Each list adds up to its total; `~` names what is left, which nobody prints.
    var sums: [(total: String, parts: [String])] {
        func cells(_ prefix: String, _ suffix: String) -> [String] {
            self.cells.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
        }
        var sums: [(String, [String])] = []
        for dimension in ["hamlet", "month", "force"] {
            sums.append(("luot_ho_tro", cells("by_\(dimension):", ".luot_ho_tro")))
            sums.append(("all gains", cells("by_\(dimension):", ".tang_them")))
        }
        let items = cells("by_item:", ".nguoi_duoc_ho_tro").map { $0.split(separator: ":")[1].split(separator: ".")[0] }
        sums.append(("all gains", items.map { "gain:\($0)" }))
        for item in items { sums.append(("by_item:\(item).nguoi_duoc_ho_tro", ["gain:\(item)", "~item \(item)"])) }
        sums.append(("kho_khan_ghi_nhan", cells("difficulty:", "")))
        sums.append(("kho_khan_da_giai_quyet", cells("difficulty:", ":da_giai_quyet")))
        sums.append(
            ("kho_khan_da_chuyen", cells("difficulty:", ":da_giai_quyet") + cells("difficulty:", ":da_chuyen")))
        for part in ["clients", "clients_satisfied", "ratings", "ratings_satisfied"] {
            for way in [""] + ways {
                let part = part + way
                sums.append(("hai_long_dvctt.\(part)", ["hai_long_dvctt_dan.\(part)", "hai_long_dvctt_dn.\(part)"]))
            }
        }
        for id in ["hai_long_dvctt", "hai_long_dvctt_dan", "hai_long_dvctt_dn"] {
            for what in ["clients", "ratings"] {
                for way in [""] + ways {
                    sums.append(("\(id).\(what)\(way)", ["\(id).\(what)_satisfied\(way)", "~\(id) \(what)\(way)"]))
                }
                for part in [what, what + "_satisfied"] {
                    sums.append(("\(id).\(part)", ways.map { "\(id).\(part)\($0)" }))
                }
            }
        }
        sums.append(("buoi_to_chuc", kinds))
        for (whole, part) in [
            ("luot_du_buoi", "luot_nu_du_buoi"), ("luot_ho_tro", "lam_thay"), ("luot_ho_tro", "luot_an_danh"),
            ("nguoi_duoc_ho_tro", "dvctt_nguoi_duoc_huong_dan"), ("vneid_dan", "danh_tinh_so_16"),
            ("dvctt_ho_so_nop", "dvctt_ho_so_hoan_thanh"),
        ] {
            sums.append((whole, [part, "~\(part)"]))
        }
        return sums.filter { !$0.1.isEmpty }
    }

    /// What the cells that nobody prints truly are.
    func rests(of sums: [(total: String, parts: [String])]) -> [String: Int] {
        var rests: [String: Int] = [:]
        for sum in sums {
            guard let rest = sum.parts.first(where: { $0.hasPrefix("~") }), let whole = cells[sum.total] else {
                continue
            }
            rests[rest] = whole - sum.parts.reduce(0) { $0 + (cells[$1] ?? 0) }
        }
        return rests
    }
}

/// Narrows every unknown between what the sums allow; what is left with one value is read as if it were printed.
private struct Reader {
    let shown: [String: Int]
    let sums: [(total: String, parts: [String])]
    /// Cells that are not zero: zero is shown, so that what is hidden is at least 1.
    let known: Set<String>

    func recovered(by bounds: [String: ClosedRange<Int>]) -> [String: Int] {
        bounds.filter { shown[$0.key] == nil && $0.value.count == 1 }.mapValues(\.lowerBound)
            .merging(eliminated()) { a, _ in a }
    }

    func bounds() -> [String: ClosedRange<Int>] {
        let most = (shown.values.max() ?? 0) * 10
        var bounds: [String: ClosedRange<Int>] = [:]
        for cell in Set(sums.flatMap { [$0.total] + $0.parts }) {
            bounds[cell] = shown[cell].map { $0...$0 } ?? (known.contains(cell) ? 1 : 0)...most
        }
        var changed = true
        var rounds = 0
        while changed, rounds < 200 {
            changed = false
            rounds += 1
            for (total, parts) in sums {
                let (low, high) = parts.reduce((0, 0)) {
                    ($0.0 + bounds[$1]!.lowerBound, $0.1 + bounds[$1]!.upperBound)
                }
                changed = narrow(total, low...high, &bounds) || changed
                let whole = bounds[total]!
                for part in parts {
                    let own = bounds[part]!
                    let from = whole.lowerBound - (high - own.upperBound)
                    let to = whole.upperBound - (low - own.lowerBound)
                    changed = narrow(part, from...max(from, to), &bounds) || changed
                }
            }
        }
        return bounds
    }

    private func narrow(_ cell: String, _ range: ClosedRange<Int>, _ bounds: inout [String: ClosedRange<Int>]) -> Bool {
        let old = bounds[cell]!
        guard range.overlaps(old) else { return false }
        bounds[cell] = range.clamped(to: old)
        return bounds[cell] != old
    }

    /// Gauss-Jordan with floating numbers: the unknowns that have one solution whatever the bounds.
    private func eliminated() -> [String: Int] {
        let names = Set(sums.flatMap { [$0.total] + $0.parts }).subtracting(shown.keys).sorted()
        let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var rows = sums.map { sum -> [Double] in
            var row = [Double](repeating: 0, count: names.count + 1)
            for (cell, sign) in sum.parts.map({ ($0, 1.0) }) + [(sum.total, -1.0)] {
                if let count = shown[cell] {
                    row[names.count] -= sign * Double(count)
                } else {
                    row[place[cell]!] += sign
                }
            }
            return row
        }
        var top = 0
        for column in names.indices where top < rows.count {
            guard let pivot = (top..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
                abs(rows[pivot][column]) > 1e-9
            else { continue }
            rows.swapAt(top, pivot)
            let lead = rows[top][column]
            rows[top] = rows[top].map { $0 / lead }
            for row in rows.indices where row != top && abs(rows[row][column]) > 1e-12 {
                let times = rows[row][column]
                rows[row] = zip(rows[row], rows[top]).map { $0 - times * $1 }
            }
            top += 1
        }
        var found: [String: Int] = [:]
        for row in rows {
            let places = names.indices.filter { abs(row[$0]) > 1e-9 }
            if places.count == 1 { found[names[places[0]]] = Int((row[names.count] / row[places[0]]).rounded()) }
        }
        return found
    }
}
