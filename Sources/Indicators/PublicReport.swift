package import Base

extension ReportModel {
    /// What may be published: without counts from 1 to below `least`, without what they could be worked out from, and
    /// without the names of devices and teams. The ward's own view and its official report stay exact.
    package func published(least: Int) -> ReportModel {
        var copy = self
        copy.leastCount = least
        let hidden = disclosure.hidden(least: least)
        copy.details.trend = []
        copy.details.breakdowns = publicBreakdowns.map { breakdown in
            Breakdown(
                breakdown.dimension,
                groups: breakdown.groups.map { group in
                    Breakdown.Group(
                        id: group.id, name: group.name,
                        counts: group.counts.filter { !hidden.contains(cell(breakdown.dimension, group.id, $0.key)) })
                })
        }
        copy.details.difficulties = details.difficulties.filter { !hidden.contains(cell($0)) }
        copy.figures = figures.hiding(hidden, cell: cell(of:part:), increment: cell(increment:))
        copy.figures.hamlets = figures.hamlets.filter { hamlet in
            [.sessions, .persons].allSatisfy { !hidden.contains(cell(.hamlet, hamlet.code, $0)) }
        }
        copy.rows = rows.map { row in isHidden(row, hidden, least: least) ? row.suppressed : row }
        copy.completeness.devices = []
        copy.completeness.unheard = []
        copy.cumulative = nil
        return copy
    }

    private var publicBreakdowns: [Breakdown] {
        details.breakdowns.filter { [.hamlet, .month, .item].contains($0.dimension) }
    }

    // MARK: Names of cells

    private func cell(_ dimension: Breakdown.Dimension, _ group: String, _ measure: Breakdown.Measure) -> String {
        if dimension == .item, measure == .completions, figures.increments.contains(where: { $0.item == group }) {
            return cell(increment: group)
        }
        return "\(dimension.rawValue):\(group):\(measure.rawValue)"
    }

    private func cell(_ difficulty: DifficultyCount) -> String { "difficulty:\(difficulty.theme):\(difficulty.status)" }

    private func cell(increment item: String) -> String { "increment:\(item)" }

    /// An increment of one item at any age is the item's own.
    private func cell(of indicator: String, part: String) -> String {
        if case .increment(let items, nil) = catalogue.indicator(indicator)?.rule, items.count == 1 {
            return cell(increment: items[0])
        }
        return "figure:\(indicator):\(part)"
    }

    // MARK: The release

    /// Every number that is printed, and the sums between them.
    package var disclosure: Disclosure {
        var release = Disclosure()
        addFigures(to: &release)
        for breakdown in publicBreakdowns {
            for group in breakdown.groups {
                for (measure, count) in group.counts {
                    release.add(cell(breakdown.dimension, group.id, measure), count)
                }
            }
        }
        for difficulty in details.difficulties { release.add(cell(difficulty), difficulty.count) }
        addSums(to: &release)
        return release
    }

    private func addFigures(to release: inout Disclosure) {
        for (id, value) in figures.values {
            for (part, count) in value.parts { release.add(cell(of: id, part: part), count) }
        }
        for increment in figures.increments { release.add(cell(increment: increment.item), increment.count) }
    }

    private func addSums(to release: inout Disclosure) {
        let totals: [(String, Breakdown.Measure)] = [
            ("luot_ho_tro", .sessions), ("nguoi_duoc_ho_tro", .persons), ("ho_duoc_ho_tro", .households),
            ("co_so_duoc_ho_tro", .businesses),
        ]
        for (id, measure) in totals {
            for dimension in [Breakdown.Dimension.hamlet, .month] {
                guard let breakdown = details[dimension] else { continue }
                release.add(
                    total: cell(of: id, part: ""), parts: breakdown.groups.map { cell(dimension, $0.id, measure) })
            }
        }
        release.add(total: cell(of: "luot_ho_tro", part: ""), parts: [cell(of: "luot_an_danh", part: "")])
        release.addSameSum(
            "completions",
            publicBreakdowns.map { breakdown in breakdown.groups.map { cell(breakdown.dimension, $0.id, .completions) }
            })
        release.add(
            total: cell(of: "kho_khan_ghi_nhan", part: ""), parts: details.difficulties.map { cell($0) })
        for (id, value) in figures.values {
            for (whole, part) in value.ratios {
                release.add(total: cell(of: id, part: whole), parts: [cell(of: id, part: part)])
            }
        }
        // People and businesses together are all who rated.
        for part in ["clients", "clients_satisfied"] {
            release.add(
                total: cell(of: "hai_long_dvctt", part: part),
                parts: ["hai_long_dvctt_dan", "hai_long_dvctt_dn"].map { cell(of: $0, part: part) })
        }
    }

    /// A row shows its figure, or an agency's baseline with the teams' increment since, from which that follows.
    private func isHidden(_ row: IndicatorRow, _ hidden: Set<String>, least: Int) -> Bool {
        if let increment = row.estimate?.increment, (1..<least).contains(increment) { return true }
        let id = row.target.indicator
        guard row.estimate == nil || row.estimate?.increment != nil, let figure = figures.values[id] else {
            return false
        }
        return figure.parts.contains { hidden.contains(cell(of: id, part: $0.part)) }
    }
}

extension Figures {
    fileprivate func hiding(
        _ hidden: Set<String>, cell: (String, String) -> String, increment: (String) -> String
    ) -> Figures {
        var copy = self
        copy.values = values.compactMapValues { $0 }
        for (id, value) in values {
            if case .distribution(let counts) = value {
                copy.values[id] = .distribution(counts.filter { !hidden.contains(cell(id, $0.key)) })
            } else if value.parts.contains(where: { hidden.contains(cell(id, $0.part)) }) {
                copy.values[id] = nil
            }
        }
        copy.increments = increments.filter { !hidden.contains(increment($0.item)) }
        copy.conflicts = []
        copy.lowerBounds = [:]
        return copy
    }
}

extension FigureValue {
    /// The plain numbers of a figure, each with the name of its part.
    package var parts: [(part: String, number: Int)] {
        switch self {
        case .count(let count): [("", count)]
        case .ratio(let ratio): [("numerator", ratio.part), ("denominator", ratio.whole)]
        case .satisfaction(let satisfaction):
            [
                ("clients", satisfaction.clients.whole), ("clients_satisfied", satisfaction.clients.part),
                ("ratings", satisfaction.ratings.whole), ("ratings_satisfied", satisfaction.ratings.part),
            ]
        case .distribution(let counts): counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
    }

    /// Which part lies in which whole.
    fileprivate var ratios: [(whole: String, part: String)] {
        switch self {
        case .ratio: [("denominator", "numerator")]
        case .satisfaction: [("clients", "clients_satisfied"), ("ratings", "ratings_satisfied")]
        case .count, .distribution: []
        }
    }
}
