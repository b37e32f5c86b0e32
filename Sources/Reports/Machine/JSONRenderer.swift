package import Base
package import Indicators

/// The report for machines: one object, `schema` 1. Codes stay codes; numbers are exact.
package struct JSONRenderer: TextRenderer {
    package init() {}

    package func render(_ report: ReportModel) -> String {
        json(report).pretty + "\n"
    }

    /// The value behind `render`, for programs that add to it.
    package func json(_ report: ReportModel) -> JSON {
        let area = report.plan.area
        var object: JSONObject = [
            "schema": .int(1),
            "area": .object(["code": .string(area.code), "vi": .string(area.name.vi), "en": .string(area.name.en)]),
            "plan": .object([
                "id": .string(report.plan.id), "version": .int(report.plan.version),
                "vi": .string(report.plan.title.vi), "en": .string(report.plan.title.en),
                "notes": .array(report.plan.generalDoubts.map(\.json)),
                "clear_points": report.plan.clearPoints?.json ?? .null,
            ]),
            "period": report.period.json,
            "figures": report.figures.json,
            "other_figures": report.figures.otherJSON(catalogue: report.catalogue),
            "ratings_by_method": report.figures.ratingsJSON,
            "conflicts": report.figures.conflictsJSON,
            "lower_bounds": report.figures.lowerBoundsJSON,
            "populations": .object(
                report.figures.populations.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                    $0[$1.key] = .object($1.value.json)
                }),
            "cumulative": report.cumulative?.json ?? .null,
            "indicators": .array(report.rows.map(\.json)),
            "completeness": report.leastCount == nil ? report.completeness.json : .null,
            "breakdowns": .object(
                report.details.breakdowns.reduce(into: JSONObject()) { object, breakdown in
                    object[breakdown.dimension.rawValue] = .array(breakdown.groups.map { $0.json(breakdown.measures) })
                }),
            "trend": report.details.notKept.contains(.trend)
                ? .null
                : .array(report.details.trend.map { .object(["period": $0.period.json, "figures": $0.figures.json]) }),
            "difficulties": report.details.notKept.contains(.difficulties)
                ? .null : .array(report.details.difficulties.map { $0.json(report.details) }),
        ]
        if let least = report.leastCount {
            let withheld = report.details.withheld.map(\.rawValue).sorted().map(JSON.string)
            object["published"] = .object([
                "least": .int(least), "withheld": .array(withheld),
                "edit_conflicts": .int(report.completeness.editConflicts),
            ])
        }
        if !report.outside.isEmpty { object["outside_plan"] = .array(report.outside.map(\.json)) }
        if let comparison = report.comparison { object["comparison"] = comparison.json }
        if let issue = report.issue { object["issue"] = issue.json }
        if !report.details.notKept.isEmpty {
            object["not_kept"] = .strings(report.details.notKept.map(\.rawValue).sorted())
        }
        return .object(object)
    }
}

extension IndicatorRow {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "section": .string(target.section), "line": .int(target.line), "id": .string(target.indicator),
            "name": .string(target.name), "gloss": .string(target.gloss), "class": .string(target.source.rawValue),
            "unit": .string(unit), "target_unit": .string(target.unit), "operator": .string(target.comparison.rawValue),
            "target": target.value.map(\.json) ?? .null,
            "printed": .object([
                "operator": .string(target.printedOperator), "value": .string(target.printedValue),
            ]), "lead": .string(target.leadName),
            "deadline": .string(target.deadline), "status": .string(status.rawValue),
        ]
        switch value {
        case nil: object["value"] = .null
        case .count(let count): object["value"] = .int(count)
        case .ratio(let ratio):
            object["value"] = ratio.percent.map(\.json) ?? .null
            object["numerator"] = .int(ratio.part)
            object["denominator"] = .int(ratio.whole)
        case .number(let number): object["value"] = .number(number.plain)
        }
        if let interval {
            object["interval"] = .object(["low": interval.low.json, "high": interval.high.json])
        }
        object["bounds"] = bounds.isEmpty ? .null : .array(bounds.map(\.json))
        object["gap"] = gap.map(\.json) ?? .null
        object["verdict"] = .string(verdict.rawValue)
        object["basis"] = .string(basis.rawValue)
        let notes = [basis.text] + remarks.map(\.text)
        object["notes"] = .object(["vi": .strings(notes.map(\.vi)), "en": .strings(notes.map(\.en))])
        object["cumulative"] = cumulative?.json ?? .null
        object["pro_rata"] = proRata?.value.json ?? .null
        object["source"] = estimate?.figure.map { .object($0.json) } ?? .null
        object["population"] = population.map { .object($0.json) } ?? .null
        object["doubts"] = .array(doubts.map(\.json))
        if let note = target.note { object["plan_note"] = .string(note) }
        return .object(object)
    }
}

extension Comparison {
    fileprivate var json: JSON {
        .object([
            "period": period.json, "issue": issue?.json ?? .null,
            "lengths": lengths.map { .object(["before": .int($0.before), "now": .int($0.now)]) } ?? .null,
            "changes": .array(
                changes.map { change in
                    .object([
                        "id": .string(change.id), "vi": .string(change.name.vi), "en": .string(change.name.en),
                        "before": change.before.map(Self.number) ?? .null,
                        "now": change.now.map(Self.number) ?? .null,
                        "difference": change.difference.map(\.json) ?? .null,
                        "before_basis": change.beforeBasis.map { .string($0.rawValue) } ?? .null,
                        "now_basis": change.nowBasis.map { .string($0.rawValue) } ?? .null,
                        "obstacle": change.obstacle.map { .string($0.rawValue) } ?? .null,
                    ])
                }),
        ])
    }

    /// A share in percent; over nothing there is none.
    private static func number(_ value: IndicatorValue) -> JSON {
        value.plain.isEmpty ? .null : .number(value.plain)
    }
}

extension IssueMark {
    fileprivate var json: JSON {
        .object(["id": .string(id), "number": .int(number), "issued": .string(issued.iso)])
    }
}

extension ClearPoints {
    fileprivate var json: JSON {
        .object([
            "name": name.map { .string($0) } ?? .null, "line": .int(line), "points": .strings(points.map(\.rawValue)),
        ])
    }
}

extension Doubt {
    fileprivate var json: JSON {
        .object([
            "id": .string(id), "vi": .string(text.vi), "en": .string(text.en),
            "bears_on_result": .bool(bearsOnResult),
        ])
    }
}

extension ReportModel.Cumulative {
    fileprivate var json: JSON {
        .object(["period": period.json, "figures": figures.json, "lower_bounds": figures.lowerBoundsJSON])
    }
}

extension Breakdown.Group {
    fileprivate func json(_ measures: [Breakdown.Measure]) -> JSON {
        var object: JSONObject = ["id": .string(id), "vi": .string(name.vi), "en": .string(name.en)]
        for measure in measures { object[measure.rawValue] = counts[measure].map(JSON.int) ?? .null }
        return .object(object)
    }
}

extension DifficultyCount {
    fileprivate func json(_ details: ReportDetails) -> JSON {
        .object([
            "theme": .string(theme), "status": .string(status), "vi": .string(details.word(theme).vi),
            "en": .string(details.word(theme).en), "count": .int(count),
        ])
    }
}

extension Hundredths {
    /// Two decimals, as a JSON number.
    fileprivate var json: JSON { .number(plain) }
}

extension TargetValue {
    /// The number of the plan, with as many decimals as printed.
    fileprivate var json: JSON {
        let decimals = String(scale).utf8.count - 1
        guard decimals > 0 else { return .int(units) }
        return .number("\(units / scale).\(padded(units % scale, decimals))")
    }
}

extension Completeness {
    fileprivate var json: JSON {
        .object([
            "devices": .array(
                devices.map { device in
                    .object([
                        "name": .string(device.name), "team": .string(device.team),
                        "last_batch": device.lastBatch.map { .string($0.iso) } ?? .null,
                        "records": .int(device.records), "missing": .int(device.missing),
                        "late": .bool(late.contains(device)),
                    ])
                }),
            "teams": .strings(teams), "unheard": .strings(unheard),
            "last_batch": lastBatch.map { .string($0.iso) } ?? .null, "missing": .int(missing),
            "unknown_hamlets": .strings(unknownHamlets),
            "edit_conflicts": .int(editConflicts), "uncounted": .int(uncounted), "erased": .int(erased),
            "quarantined": .int(quarantined),
            "undecided_pairs": .int(undecidedPairs), "unfinished": .bool(isUnfinished),
        ])
    }
}
