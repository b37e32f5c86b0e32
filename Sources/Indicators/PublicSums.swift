/// The sums between the numbers of one release, by which a hidden one could come back.
extension ReportModel {
    func addSums(of breakdowns: [Breakdown], to release: inout Disclosure) {
        addTotals(of: breakdowns, to: &release)
        addDifficulties(to: &release)
        addShares(to: &release)
        addNestedRules(to: &release)
        addBaselines(to: &release)
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
            where breakdown.dimension != .item && breakdown.dimension.measures.contains(measure) {
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
    private func addNestedRules(to release: inout Disclosure) {
        let counted = catalogue.indicators.filter { figures.values[$0.id] != nil }
        for outer in counted {
            guard let rule = outer.rule else { continue }
            let inner = counted.filter { $0.rule.map(rule.contains) ?? false }
            var apart: [Indicator] = []
            for indicator in inner {
                guard let own = indicator.rule else { continue }
                if apart.allSatisfy({ $0.rule.map(own.isDisjoint) ?? false }) { apart.append(indicator) }
            }
            for part in figures.values[outer.id]?.allParts.map(\.part) ?? [] {
                for indicator in inner {
                    release.add(total: cell(of: outer.id, part: part), parts: [cell(of: indicator.id, part: part)])
                }
                if apart.count > 1 {
                    release.add(
                        total: cell(of: outer.id, part: part), parts: apart.map { cell(of: $0.id, part: part) })
                }
            }
        }
    }

    /// The increment since a baseline and the period's own: one lies in the other.
    private func addBaselines(to release: inout Disclosure) {
        for row in rows {
            guard let since = row.estimate?.increment, let own = figures.count(row.target.indicator) else { continue }
            let (a, b) = (cell(since: row), cell(of: row.target.indicator, part: ""))
            release.add(total: since >= own ? a : b, parts: [since >= own ? b : a])
        }
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
