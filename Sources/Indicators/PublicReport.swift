extension ReportModel {
    /// What may be published: without counts from 1 to below `least`, without what they could be worked out from, and
    /// without the names of devices and teams. The ward's own view and its official report stay exact.
    ///
    /// `other` is the same period as it may be published too, with more or fewer tables: what is hidden there is hidden
    /// here, so that the two do not give each other away.
    package func published(least: Int, with other: ReportModel? = nil) -> ReportModel {
        var copy = self
        copy.leastCount = least
        let hidden = disclosure.hidden(least: least).union(other?.disclosure.hidden(least: least) ?? [])
        copy.details.trend = []
        copy.details.hamlets = [:]
        copy.details.breakdowns = publicBreakdowns.map { breakdown in
            Breakdown(
                breakdown.dimension, measures: breakdown.measures,
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
        copy.rows = rows.map { row in isHidden(row, hidden, least: least) ? row.suppressed : row.withoutCumulative }
        copy.completeness = completeness.nameless
        copy.details.withheld = withheld(by: copy)
        copy.cumulative = nil
        copy.outside = []
        return copy.withoutExcesses
    }

    /// What `copy` no longer tells in full.
    private func withheld(by copy: ReportModel) -> Set<ReportDetails.Withheld> {
        var withheld: Set<ReportDetails.Withheld> = []
        if copy.details.difficulties != details.difficulties { withheld.insert(.difficulties) }
        for (id, value) in figures.values {
            if case .distribution = value, copy.figures.values[id] != value { withheld.insert(.reasons) }
        }
        return withheld
    }

    private var publicBreakdowns: [Breakdown] { details.breakdowns.filter(\.dimension.isPublic) }

    // MARK: Names of cells

    func cell(_ dimension: Breakdown.Dimension, _ group: String, _ measure: Breakdown.Measure) -> String {
        if dimension == .item, measure == .completions, figures.increments.contains(where: { $0.item == group }) {
            return cell(increment: group)
        }
        return "\(dimension.rawValue):\(group):\(measure.rawValue)"
    }

    func cell(_ difficulty: DifficultyCount) -> String { "difficulty:\(difficulty.theme):\(difficulty.status)" }

    func cell(increment item: String) -> String { "increment:\(item)" }

    /// What the teams gained since an agency's baseline: it follows from the row's value.
    func cell(since row: IndicatorRow) -> String { "since:\(row.target.indicator)" }

    /// One name for a number that is printed at several places: an increment of one item at any age is the item's own,
    /// the parts of a share are the figures it is made from, and two indicators of one rule are one.
    func cell(of indicator: String, part: String) -> String {
        guard let rule = catalogue.indicator(indicator)?.rule else { return "figure:\(indicator):\(part)" }
        switch rule {
        case .increment(let items, nil) where items.count == 1: return cell(increment: items[0])
        case .share(let over, let under): return cell(of: part == "numerator" ? over : under, part: "")
        default:
            let first = catalogue.indicators.first { $0.rule == rule }?.id ?? indicator
            return "figure:\(first):\(part)"
        }
    }

    // MARK: The release

    /// Every number that is printed, and the sums between them.
    package var disclosure: Disclosure {
        var release = Disclosure()
        for (id, value) in figures.values {
            for (part, count) in value.allParts { release.add(cell(of: id, part: part), count) }
        }
        for increment in figures.increments { release.add(cell(increment: increment.item), increment.count) }
        for hamlet in figures.hamlets {
            release.add(cell(.hamlet, hamlet.code, .sessions), hamlet.sessions)
            release.add(cell(.hamlet, hamlet.code, .persons), hamlet.persons)
        }
        for breakdown in publicBreakdowns {
            for group in breakdown.groups {
                for (measure, count) in group.counts {
                    release.add(cell(breakdown.dimension, group.id, measure), count)
                }
            }
        }
        for difficulty in details.difficulties { release.add(cell(difficulty), difficulty.count) }
        for row in rows { if let count = row.estimate?.increment { release.add(cell(since: row), count) } }
        addSums(of: publicBreakdowns, to: &release)
        return release
    }

    /// A row shows its figure, or an agency's baseline with the teams' increment since, from which that follows.
    private func isHidden(_ row: IndicatorRow, _ hidden: Set<String>, least: Int) -> Bool {
        if let increment = row.estimate?.increment {
            if (1..<least).contains(increment) || hidden.contains(cell(since: row)) { return true }
        }
        let id = row.target.indicator
        guard row.estimate == nil || row.estimate?.increment != nil, let figure = figures.values[id] else {
            return false
        }
        return figure.parts.contains { hidden.contains(cell(of: id, part: $0.part)) }
    }
}

extension Breakdown.Dimension {
    /// Devices are people's, and teams are a few: what is published splits by neither.
    package var isPublic: Bool {
        switch self {
        case .hamlet, .month, .force, .item: true
        case .team, .device: false
        }
    }
}

extension IndicatorRow {
    /// Without the teams' figure since the plan's start, which last month's release can be subtracted from.
    fileprivate var withoutCumulative: IndicatorRow {
        var row = self
        (row.cumulative, row.bounds) = (nil, [])
        row.remarks = remarks.filter(\.isPublic)
        return row
    }
}

extension Remark {
    fileprivate var isPublic: Bool {
        switch self {
        case .cumulative, .coverage, .estimate(.undecidedPairs), .undecidedShare, .undecidedCount: false
        // Any of these may be what an issued report printed.
        case .frozen: tellsOfLevel
        default: true
        }
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
            } else if case .satisfaction(var satisfaction) = value {
                satisfaction.methods = satisfaction.methods.filter { method in
                    !method.value.parts(of: method.key).contains { hidden.contains(cell(id, $0.part)) }
                }
                copy.values[id] = .satisfaction(satisfaction)
            }
        }
        copy.increments = increments.filter { !hidden.contains(increment($0.item)) }
        copy.conflicts = []
        copy.lowerBounds = [:]
        copy.shareBounds = [:]
        return copy
    }
}

extension Satisfaction.Part {
    /// `clients.tu_cham` and the like.
    fileprivate func parts(of method: String) -> [(part: String, number: Int)] {
        FigureValue.satisfaction(Satisfaction(clients: clients, ratings: ratings)).parts.map {
            ("\($0.part).\(method)", $0.number)
        }
    }
}

extension FigureValue {
    /// With what it splits into.
    package var allParts: [(part: String, number: Int)] {
        guard case .satisfaction(let satisfaction) = self else { return parts }
        return parts + satisfaction.methods.sorted { $0.key < $1.key }.flatMap { $0.value.parts(of: $0.key) }
    }

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
}
