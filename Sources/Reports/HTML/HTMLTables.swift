import Base
import Indicators

/// Months, hamlets, items, reasons, difficulties, completeness and notes.
extension HTMLPage {
    // MARK: Months

    var trend: Markup {
        let months = report.details.trend
        guard months.count > 1 else { return .empty }
        let used = Set(report.rows.map(\.target.indicator))
        let shown = report.catalogue.indicators.filter { indicator in
            ["luot_ho_tro", "nguoi_duoc_ho_tro"].contains(indicator.id)
                || used.contains(indicator.id) && months.contains { $0.figures.values[indicator.id] != nil }
        }
        let ordered = shown.filter { !used.contains($0.id) } + shown.filter { used.contains($0.id) }
        return section(
            "theo-thang", say("Diễn biến theo tháng", "Month by month"),
            [
                Markup(
                    "p", ["class": "note"],
                    text: say(
                        "Mỗi tháng được đếm lại riêng: người của các tháng không cộng dồn.",
                        "Each month is counted by itself: people of several months do not add up.")),
                Markup("div", ["class": "charts"], ordered.compactMap(chart)),
            ])
    }

    private func chart(of indicator: Indicator) -> Markup? {
        let values = report.details.trend.map { $0.figures.values[indicator.id] }
        let isShare = values.contains { $0?.isShare == true }
        let points = zip(report.details.trend, values).map { month, value in
            HTMLCharts.Point(
                label: month.period.shortName(language), value: value?.number,
                text: value.flatMap { $0.text(numbers) } ?? "—",
                month: month.period.span.id, plain: value?.plain)
        }
        guard points.contains(where: { $0.value != nil }) else { return nil }
        let title = words.title(ofMonths: indicator, in: report)
        let unit = isShare ? "%" : words.unit(indicator.countUnit)
        // A line to be above would judge samples from which nothing follows.
        let goal = isShare && report.thinMonths(indicator).isEmpty ? goal(of: indicator) : nil
        let label =
            "\(title) (\(unit)): " + points.map { "\($0.label) \($0.text)" }.joined(separator: ", ")
            + (goal.map { "; \(words[.target].lowercased()) \($0.text)" } ?? "")
        return Markup(
            "figure", ["data-trend": indicator.id],
            [
                Markup("strong", [:], text: title),
                HTMLCharts.months(points, unit: unit, goal: goal, label: label) { numbers.count(Int($0)) },
            ])
    }

    /// What the plan wants of a share every month.
    private func goal(of indicator: Indicator) -> HTMLCharts.Goal? {
        let target = report.rows.map(\.target).first { $0.indicator == indicator.id && $0.isPercentage }
        return target.flatMap { target in
            target.number.map { HTMLCharts.Goal(value: $0, text: numbers.target(target)) }
        }
    }

    var comparison: Markup {
        guard let comparison = report.comparison else { return .empty }
        let columns = words.heads(of: comparison, in: report)
        let heads = [words[.indicator], columns.before, columns.now, words[.change]].enumerated().map {
            Markup("th", ["scope": "col", "class": $0 == 0 ? nil : "n"], text: $1)
        }
        let rows = comparison.changes.map { change in
            let cells = [
                numbers.text(change.before, of: change), numbers.text(change.now, of: change),
                numbers.signed(change.difference, of: change.now),
            ].map { Markup("td", ["class": "n"], text: $0) }
            return Markup(
                "tr",
                [
                    "data-compare": change.id, "data-before": change.before?.plain, "data-now": change.now?.plain,
                    "data-difference": change.difference?.plain,
                ], [Markup("th", ["scope": "row"], text: words.title(of: change))] + cells)
        }
        return section(
            "so-sanh", words.comparedWith(comparison),
            [
                Markup(
                    "table", ["class": "compare"],
                    [Markup("thead", [:], [Markup("tr", [:], heads)]), Markup("tbody", [:], rows)]),
                Markup("p", ["class": "note"], text: words.changeUnit),
            ])
    }

    var outside: Markup {
        guard !report.outside.isEmpty else { return .empty }
        let lines = report.outside.map { Markup("li", ["data-outside": $0.id], text: $0.text[language]) }
        return section("ngoai-ke-hoach", Words.outside[language], [Markup("ul", [:], lines)])
    }

    // MARK: Breakdowns

    var breakdowns: Markup { report.shownBreakdowns(by: dimension).map(table).joined }

    private func table(_ dimension: Breakdown.Dimension) -> Markup {
        guard let breakdown = report.details[dimension], !breakdown.groups.isEmpty else { return .empty }
        let measures = breakdown.measures
        let most = max(1, breakdown.groups.compactMap { $0.counts[measures[0]] }.max() ?? 1)
        let heads =
            [Markup("th", ["scope": "col"], text: dimension.name[language]), Markup("th", ["scope": "col"], text: "")]
            + measures.map { Markup("th", ["scope": "col", "class": "n"], text: $0.name[language]) }
        let rows = breakdown.groups.map { group in
            // No bar of nothing: it would read as zero.
            let bar = group.counts[measures[0]].map { first in
                HTMLCharts.bar(first * 1000 / most, label: "\(group.name[language]): \(numbers.count(first))")
            }
            let cells = measures.map { measure in
                Markup(
                    "td",
                    [
                        "class": "n", "data-measure": measure.rawValue,
                        "data-value": group.counts[measure].map(String.init),
                    ],
                    bounded(
                        group.counts[measure].map(numbers.count) ?? "—",
                        words.bound(measure, of: group.id, by: dimension, report, numbers)))
            }
            return Markup(
                "tr", ["data-by": dimension.rawValue, "data-group": group.id],
                [
                    Markup("th", ["scope": "row"], text: group.name[language]),
                    Markup("td", [:], [bar].compactMap(\.self)),
                ] + cells)
        }
        return section(
            "theo-\(dimension.rawValue)", dimension.heading[language],
            [
                Markup(
                    "div", ["class": "scroll"],
                    [
                        Markup(
                            "table", ["class": "wide"],
                            [Markup("thead", [:], [Markup("tr", [:], heads)]), Markup("tbody", [:], rows)])
                    ]),
                Markup("p", ["class": "note"], text: words[.groupsDoNotAddUp]),
            ])
    }

    // MARK: Reasons and difficulties

    var reasons: Markup {
        let ranked = report.rankedReasons
        guard !ranked.isEmpty else { return .empty }
        let rows = ranked.map { reason in
            (
                reason.name[language], reason.count,
                ["data-reason": reason.id, "data-value": String(reason.count)] as KeyValuePairs<String, String?>
            )
        }
        return section("ly-do", words[.reasons], [bars(rows)])
    }

    var difficulties: Markup {
        let found = report.difficulties(language)
        guard !found.isEmpty else { return .empty }
        let rows = found.map { name, difficulty in
            (
                name, difficulty.count,
                [
                    "data-difficulty": difficulty.theme, "data-state": difficulty.status,
                    "data-value": String(difficulty.count),
                ] as KeyValuePairs<String, String?>
            )
        }
        return section("kho-khan", words[.difficulties], [bars(rows)])
    }

    private func bars(_ rows: [(name: String, count: Int, attributes: KeyValuePairs<String, String?>)]) -> Markup {
        let most = max(1, rows.map(\.count).max() ?? 1)
        let lines = rows.map { row in
            Markup(
                "tr", row.attributes,
                [
                    Markup("th", ["scope": "row"], text: row.name),
                    Markup(
                        "td", [:],
                        [HTMLCharts.bar(row.count * 1000 / most, label: "\(row.name): \(numbers.count(row.count))")]),
                    Markup("td", ["class": "n"], text: numbers.count(row.count)),
                ])
        }
        return Markup("table", ["class": "bars"], [Markup("tbody", [:], lines)])
    }

    // MARK: Completeness and notes

    var completeness: Markup {
        let state = report.completeness
        let heads = [
            (words[.device], false), (words[.lastBatch].capitalisedFirst, false), (say("Phiếu", "Records"), true),
        ].map {
            Markup("th", ["scope": "col", "class": $0.1 ? "n" : nil], text: $0.0)
        }
        let rows = state.devices.map { device in
            Markup(
                "tr", ["data-device": device.label, "data-records": String(device.records)],
                [
                    Markup("th", ["scope": "row"], text: device.label),
                    Markup("td", [:], text: device.lastBatch?.vietnamese ?? words[.thisComputer].capitalisedFirst),
                    Markup("td", ["class": "n"], text: numbers.count(device.records)),
                ])
        }
        let counts = [
            (words[.editConflicts], "edit-conflicts", state.editConflicts),
            (words[.uncounted], "uncounted", state.uncounted), (words[.quarantined], "quarantined", state.quarantined),
        ].map {
            Markup(
                "li", ["data-state": $0.1, "data-value": String($0.2)],
                text: "\($0.0.capitalisedFirst): \(numbers.count($0.2))")
        }
        // Devices are people's: what is published names none.
        guard report.leastCount == nil else { return .empty }
        return section(
            "da-nhan", words[.completeness],
            [
                rows.isEmpty
                    ? Markup("p", [:], text: words[.noDevices])
                    : Markup(
                        "table", [:], [Markup("thead", [:], [Markup("tr", [:], heads)]), Markup("tbody", [:], rows)]),
                Markup("ul", ["class": "legend"], counts),
                words.teamsHeard(state).map { Markup("p", [:], text: $0.capitalisedFirst) } ?? .empty,
                words.freshness(state, numbers).map { Markup("p", ["class": "warn"], text: $0.capitalisedFirst) }
                    .joined,
            ])
    }

    var notes: Markup {
        var entries: [(String, String)] = []
        let used = Set(report.rows.flatMap { $0.doubts.map(\.id) })
        for doubt in report.plan.doubts where used.contains(doubt.id) {
            entries.append((doubt.id, doubt.text[language]))
        }
        for doubt in report.plan.generalDoubts { entries.append((doubt.id, doubt.text[language])) }
        let found = report.figures.conflicts.filter { $0.count > 0 }
        var children: [Markup] = []
        if !found.isEmpty {
            let names = found.map { "\(report.itemName($0.item)[language]): \(numbers.count($0.count))" }
            children.append(
                Markup(
                    "p", [:], text: "\(words.conflicts(report, numbers)). \(names.joined(separator: "; "))"
                ))
        }
        if !entries.isEmpty {
            children.append(
                Markup("h3", [:], text: say("Chỗ văn bản kế hoạch chưa rõ", "Where the plan's text is in doubt")))
            children.append(
                Markup(
                    "dl", [:],
                    entries.map { Markup("dt", [:], text: $0.0) + Markup("dd", [:], text: $0.1.capitalisedFirst + ".") }
                ))
        }
        return children.isEmpty ? .empty : section("ghi-chu", words[.notes], children)
    }
}

extension FigureValue {
    var isShare: Bool {
        switch self {
        case .ratio, .satisfaction: true
        case .count, .distribution: false
        }
    }

    /// On the scale of a chart; nil over nothing.
    var number: Double? {
        switch self {
        case .count(let count): Double(count)
        case .ratio(let ratio): ratio.percent.map { Double($0.value) / 100 }
        case .satisfaction(let satisfaction): satisfaction.clients.percent.map { Double($0.value) / 100 }
        case .distribution: nil
        }
    }

    /// For machines; nil over nothing.
    fileprivate var plain: String? {
        switch self {
        case .count(let count): String(count)
        case .ratio(let ratio): ratio.percent?.plain
        case .satisfaction(let satisfaction): satisfaction.clients.percent?.plain
        case .distribution: nil
        }
    }

    /// Short, for above a column.
    func text(_ numbers: Numbers) -> String? {
        switch self {
        case .count(let count): numbers.count(count)
        case .ratio(let ratio): ratio.percent.map(numbers.decimal)
        case .satisfaction(let satisfaction): satisfaction.clients.percent.map(numbers.decimal)
        case .distribution: nil
        }
    }
}
