import Base

/// The sums between the numbers of one release, by which a hidden one could come back.
extension ReportModel {
    func addSums(of breakdowns: [Breakdown], to release: inout Disclosure) {
        addTotals(of: breakdowns, to: &release)
        addDifficulties(to: &release)
        addShares(to: &release)
        addNestedCounts(to: &release)
        addBounds(of: breakdowns, to: &release)
    }

    /// The period's figures over the groups of each breakdown. People of two hamlets overlap little, so their total is
    /// guarded like a sum.
    private func addTotals(of breakdowns: [Breakdown], to release: inout Disclosure) {
        let totals: [(String, Breakdown.Measure)] = [
            ("luot_ho_tro", .sessions), ("nguoi_duoc_ho_tro", .persons), ("ho_duoc_ho_tro", .households),
            ("co_so_duoc_ho_tro", .businesses), ("buoi_to_chuc", .events), ("luot_du_buoi", .attendance),
        ]
        let hamlets = figures.hamlets.map(\.code)
        for (id, measure) in totals {
            for breakdown in breakdowns
            where breakdown.dimension != .item && breakdown.measures.contains(measure) {
                release.add(
                    total: cell(of: id, part: ""),
                    parts: breakdown.groups.map { cell(breakdown.dimension, $0.id, measure) })
            }
            if details[.hamlet] == nil, [.sessions, .persons].contains(measure) {
                release.add(total: cell(of: id, part: ""), parts: hamlets.map { cell(.hamlet, $0, measure) })
            }
        }
        release.addSameSum(
            "completions",
            breakdowns.map { breakdown in breakdown.groups.map { cell(breakdown.dimension, $0.id, .completions) } })
        // Who was helped with an item and has not newly got it.
        for group in details[.item]?.groups ?? [] {
            release.add(total: cell(.item, group.id, .persons), parts: [cell(.item, group.id, .completions)])
            for indicator in catalogue.indicators where indicator.rule == .activeBusinesses(items: [group.id]) {
                release.add(
                    total: cell(.item, group.id, .businesses), parts: [cell(of: indicator.id, part: "")])
            }
        }
    }

    /// Each count of difficulties over the themes and states that it takes in.
    private func addDifficulties(to release: inout Disclosure) {
        for indicator in catalogue.indicators {
            guard case .issues(let states, nil) = indicator.rule, figures.values[indicator.id] != nil else { continue }
            let parts = details.difficulties.filter { states?.contains($0.status) ?? true }.map { cell($0) }
            release.add(total: cell(of: indicator.id, part: ""), parts: parts)
        }
    }

    /// Of a share, those who are not in it; of ratings, how they were taken.
    private func addShares(to release: inout Disclosure) {
        for (id, value) in figures.values.sorted(by: { $0.key < $1.key }) {
            for (whole, part) in value.ratios {
                release.add(total: cell(of: id, part: whole), parts: [cell(of: id, part: part)])
            }
            guard case .satisfaction(let satisfaction) = value else { continue }
            let methods = satisfaction.methods.keys.sorted()
            for (part, _) in value.parts {
                release.add(
                    total: cell(of: id, part: part), parts: methods.map { cell(of: id, part: "\(part).\($0)") })
            }
        }
    }

    /// Counts that lie in others: each by itself, and together where they cannot overlap.
    private func addNestedCounts(to release: inout Disclosure) {
        let counts = publicCounts
        for outer in counts {
            let inner = counts.filter(outer.holds)
            var apart: [PublicCount] = []
            for count in inner where apart.allSatisfy({ count.rule.isDisjoint(from: $0.rule) }) { apart.append(count) }
            for (part, cell) in outer.cells {
                for count in inner { if let own = count.cells[part] { release.add(total: cell, parts: [own]) } }
                if apart.count > 1 { release.add(total: cell, parts: apart.compactMap { $0.cells[part] }) }
            }
        }
    }

    /// The period's figures, and what the teams gained since each baseline, which follows from the row's value.
    private var publicCounts: [PublicCount] {
        let own = catalogue.indicators.compactMap { indicator -> PublicCount? in
            guard let rule = indicator.rule, let parts = figures.values[indicator.id]?.allParts else { return nil }
            let cells = parts.map { ($0.part, cell(of: indicator.id, part: $0.part)) }
            return PublicCount(rule: rule, first: period.first, cells: Dictionary(cells) { a, _ in a })
        }
        let gained = rows.compactMap { row -> PublicCount? in
            guard let rule = catalogue.indicator(row.target.indicator)?.rule, row.estimate?.increment != nil,
                let baseline = row.estimate?.figure
            else { return nil }
            return PublicCount(rule: rule, first: baseline.date.adding(days: 1), cells: ["": cell(since: row)])
        }
        return own + gained
    }
}

/// A count of the release from its first day to the period's last.
private struct PublicCount {
    let rule: Rule
    let first: CivilDate
    /// By the name of the part.
    let cells: [String: String]

    /// Whether everything that `other` counts is counted here too; of two counts of the same one alone.
    func holds(_ other: PublicCount) -> Bool {
        if rule == other.rule { return (first, cells[""] ?? "") < (other.first, other.cells[""] ?? "") }
        return first <= other.first && rule.contains(other.rule)
    }
}

extension FigureValue {
    /// Which part lies in which whole.
    fileprivate var ratios: [(whole: String, part: String)] {
        switch self {
        case .ratio: [("denominator", "numerator")]
        case .satisfaction(let satisfaction):
            ([""] + satisfaction.methods.keys.sorted().map { ".\($0)" }).flatMap { way in
                [("clients\(way)", "clients_satisfied\(way)"), ("ratings\(way)", "ratings_satisfied\(way)")]
            }
        case .count, .distribution: []
        }
    }
}
