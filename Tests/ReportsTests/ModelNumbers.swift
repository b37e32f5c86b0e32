import Base
import Foundation
import Indicators
import Reports

/// What the model says.
struct ModelNumbers {
    private(set) var numbers: [String: String] = [:]

    init(of report: ReportModel) {
        let figures = report.figures
        for (id, value) in figures.values {
            for (part, number) in value.allParts {
                let isReason = if case .distribution = value { true } else { false }
                numbers[isReason ? "reason \(part)" : "figure \(id) \(part)"] = String(number)
            }
        }
        for id in ["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"] {
            numbers["head \(id)"] = figures.count(id).map(String.init)
        }
        addActivity(of: report)
        for gain in figures.increments {
            numbers["gain \(gain.item)"] = String(gain.count)
            numbers["new \(gain.item)"] = String(gain.count)
        }
        for conflict in figures.conflicts { numbers["conflict \(conflict.item)"] = String(conflict.count) }
        addDetails(of: report)
        addRows(of: report)
        if let lengths = report.comparison?.lengths {
            (numbers["days before"], numbers["days now"]) = (String(lengths.before), String(lengths.now))
        }
        for change in report.comparison?.changes ?? [] {
            numbers["before \(change.id)"] = change.before?.plain
            numbers["now \(change.id)"] = change.now?.plain
            numbers["change \(change.id)"] = change.difference?.plain
        }
        let state = report.completeness
        for device in state.devices {
            numbers["device \(device.name)\(device.team.isEmpty ? "" : " (\(device.team))")"] = String(device.records)
        }
        numbers["state edit-conflicts"] = String(state.editConflicts)
        for (key, count) in [
            ("edit_conflicts", state.editConflicts), ("undecided_pairs", state.undecidedPairs),
            ("uncounted", state.uncounted), ("missing", state.missing),
            ("late", state.late.count + state.unheard.count),
        ] {
            numbers["completeness \(key)"] = String(count)
        }
        numbers["state uncounted"] = String(state.uncounted)
        numbers["state quarantined"] = String(state.quarantined)
        numbers = numbers.mapValues(\.withoutZeros)
    }

    /// What pages for people show of the published figures, and of ratings by how they were taken.
    private mutating func addActivity(of report: ReportModel) {
        for id in report.catalogue.figures.filter({ numbers["head \($0)"] == nil }) {
            switch report.figures.values[id] {
            case .count(let count)?: numbers["activity \(id)"] = String(count)
            case .ratio(let ratio)?:
                numbers["activity \(id) numerator"] = String(ratio.part)
                numbers["activity \(id) denominator"] = String(ratio.whole)
            case .satisfaction(let told)?:
                numbers["activity \(id) numerator"] = String(told.clients.part)
                numbers["activity \(id) denominator"] = String(told.clients.whole)
            case .distribution(let counts)?: numbers["activity \(id)"] = String(counts.values.reduce(0, +))
            case nil: continue
            }
        }
        for indicator in report.catalogue.indicators {
            if case .events = indicator.rule, let count = report.figures.count(indicator.id), count > 0 {
                numbers["event \(indicator.id)"] = String(count)
            }
            guard case .satisfaction(let told)? = report.figures.values[indicator.id], told.ratings.whole > 0 else {
                continue
            }
            let all = Satisfaction.Part(clients: told.clients, ratings: told.ratings)
            for (method, part) in told.methods.merging(["": all], uniquingKeysWith: { a, _ in a }) {
                let name = "\(indicator.id) \(method)"
                let counts = [
                    ("clients", part.clients.whole), ("clients_satisfied", part.clients.part),
                    ("ratings", part.ratings.whole), ("ratings_satisfied", part.ratings.part),
                ]
                for (key, count) in counts { numbers["rated \(name) \(key)"] = String(count) }
                for (key, ratio) in [("clients", part.clients), ("ratings", part.ratings)] {
                    numbers["share \(name) \(key)"] = ratio.percent?.plain
                    numbers["asked \(name) \(key)"] = String(ratio.whole)
                }
            }
        }
    }

    private mutating func addDetails(of report: ReportModel) {
        for breakdown in report.details.breakdowns {
            for group in breakdown.groups {
                for measure in breakdown.dimension.measures {
                    let name = "\(breakdown.dimension.rawValue) \(group.id) \(measure.rawValue)"
                    numbers["by \(name)"] = group.counts[measure].map(String.init)
                    // What pages for people show: hamlets, items, and here teams.
                    if [.hamlet, .item, .team].contains(breakdown.dimension) {
                        numbers["shown \(name)"] = numbers["by \(name)"]
                    }
                    if breakdown.dimension == .team { numbers["team \(name)"] = numbers["by \(name)"] }
                }
            }
        }
        var themes: [String: Int] = [:]
        for difficulty in report.details.difficulties {
            numbers["difficulty \(difficulty.theme) \(difficulty.status)"] = String(difficulty.count)
            themes[report.details.word(difficulty.theme).vi, default: 0] += difficulty.count
        }
        for (theme, count) in themes { numbers["theme \(theme)"] = String(count) }
        let used = Set(report.rows.map(\.target.indicator)).union(["luot_ho_tro", "nguoi_duoc_ho_tro"])
        for month in report.details.trend {
            for (id, value) in month.figures.values {
                let plain: String? =
                    switch value {
                    case .count(let count): String(count)
                    case .ratio(let ratio): ratio.percent?.plain
                    case .satisfaction(let satisfaction): satisfaction.clients.percent?.plain
                    case .distribution: nil
                    }
                numbers["months \(month.period.span.id) \(id)"] = plain
                if used.contains(id) { numbers["month \(month.period.span.id) \(id)"] = plain }
                guard report.catalogue.figures.contains(id) else { continue }
                for (part, number) in value.parts {
                    numbers["trend \(month.period.span.id) \(id) \(part)"] = String(number)
                }
            }
        }
        let reasons = numbers.filter { $0.key.hasPrefix("reason ") }.sorted {
            (Int($1.value)!, $0.key) < (Int($0.value)!, $1.key)
        }
        for (place, reason) in reasons.prefix(3).enumerated() { numbers["top \(place)"] = reason.value }
    }

    private mutating func addRows(of report: ReportModel) {
        for row in report.rows {
            let name = "\(row.target.section)|\(row.target.indicator)"
            if let value = row.value, !value.plain.isEmpty {
                numbers["row \(name) value"] = value.plain
                numbers["result \(name) value"] = value.plain
                numbers["value \(name)"] = value.plain
            }
            if case .ratio(let ratio)? = row.value {
                for kind in ["row", "result"] {
                    numbers["\(kind) \(name) numerator"] = String(ratio.part)
                    numbers["\(kind) \(name) denominator"] = String(ratio.whole)
                }
            }
            for kind in ["row", "result"] { numbers["\(kind) \(name) unit"] = row.unit }
            numbers["row \(name) gap"] = row.gap?.plain
            numbers["result \(name) gap"] = row.gap?.plain
            numbers["row \(name) target"] =
                row.target.value == nil ? nil : row.target.effectiveValue.replacing(",", with: ".")
            numbers["row \(name) low"] = row.interval?.low.plain
            numbers["row \(name) high"] = row.interval?.high.plain
            numbers["row \(name) pro-rata"] = row.proRata?.value.plain
            numbers["row \(name) cumulative"] = row.cumulative?.plain
        }
    }
}

extension String {
    /// `97.50` and `97.5` are one number.
    var withoutZeros: String {
        guard contains(".") else { return self }
        return String(reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
    }
}

extension IndicatorValue {
    fileprivate var plain: String {
        switch self {
        case .count(let count): String(count)
        case .ratio(let ratio): ratio.percent?.plain ?? ""
        case .number(let number): number.plain
        }
    }
}
