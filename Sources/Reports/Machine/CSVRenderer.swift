import Base
package import Indicators

/// The report as one table for machines: RFC 4180, comma, UTF-8 without a byte order mark.
///
/// `kind` tells the rows apart: `figure`, `tang_them`, `by_hamlet` and its like,
/// `difficulty`, `before` and `change` of a comparison, `conflict`, `lower_bound` (`id` as under `lower_bounds` of the
/// JSON), `outside` (an agency's figure that no row of the plan asks for), `indicator`.
package struct CSVRenderer: TextRenderer {
    package init() {}

    package func render(_ report: ReportModel) -> String {
        rows(report).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// The heading, then a row for each number, all of one width.
    func rows(_ report: ReportModel) -> [[String]] {
        let period = [report.period.first.iso, report.period.last.iso, report.plan.area.code]
        return [Self.header] + (Self.figures(report) + report.rows.map(Self.row)).map { period + $0 }
    }

    /// The columns that hold numbers.
    static let numeric: Set = [
        "value", "numerator", "denominator", "interval_low", "interval_high", "gap", "line", "target",
        "cumulative", "pro_rata", "population_value",
    ]

    private static let header = [
        "first", "last", "area", "kind", "id", "part", "name", "class", "unit", "operator", "target", "status", "value",
        "numerator", "denominator", "interval_low", "interval_high", "gap", "verdict", "section", "line",
        "cumulative", "pro_rata", "source", "source_date", "document", "target_unit", "lead", "deadline",
        "population", "population_value", "population_source", "population_date", "population_document", "notes",
    ]

    private static func figures(_ report: ReportModel) -> [[String]] {
        let figures = report.figures
        var rows: [[String]] = []
        for indicator in report.catalogue.indicators {
            guard let value = figures.values[indicator.id] else { continue }
            let base = population(figures.populations[indicator.id]) + [""]
            for (part, number) in value.allParts {
                // A count is no share, whatever the official name says.
                let isCount = part.isEmpty
                rows.append(
                    plain(
                        "figure", indicator.id, part, ((isCount ? indicator.gain : nil) ?? indicator.name).vi,
                        String(number), unit: isCount ? indicator.countUnit : "", end: base))
            }
        }
        rows += figures.increments.map {
            plain("tang_them", $0.item, "", report.itemName($0.item).vi, String($0.count), unit: "người")
        }
        for breakdown in report.details.breakdowns {
            for group in breakdown.groups {
                for measure in breakdown.measures {
                    guard let count = group.counts[measure] else { continue }
                    rows.append(
                        plain("by_\(breakdown.dimension.rawValue)", group.id, measure.rawValue, group.name.vi, count))
                }
            }
        }
        rows += report.details.difficulties.map {
            plain("difficulty", $0.theme, $0.status, report.details.word($0.theme).vi, $0.count)
        }
        if let lengths = report.comparison?.lengths {
            rows += [("before", lengths.before), ("now", lengths.now)].map {
                plain("days", $0, "", "số ngày của kỳ", $1)
            }
        }
        for change in report.comparison?.changes ?? [] {
            if let before = change.before {
                let status = change.beforeBasis?.status ?? .computed
                rows.append(plain("before", change.id, "", change.name.vi, before.plain, status: status))
            }
            if let difference = change.difference {
                rows.append(plain("change", change.id, "", change.name.vi, difference.plain))
            }
        }
        rows += figures.conflicts.map { plain("conflict", $0.item, "", "", $0.count) }
        rows += completeness(report)
        rows += figures.lowerBounds.sorted { $0.key < $1.key }.map { plain("lower_bound", $0.key, "", "", $0.value) }
        return rows + report.outside.map(outside)
    }

    /// What the figures rest on, as far as it is a number; of what is published the first alone.
    private static func completeness(_ report: ReportModel) -> [[String]] {
        let state = report.completeness
        let open = [
            ("edit_conflicts", "bản ghi sửa khác nhau", state.editConflicts),
            ("undecided_pairs", "cặp nghi trùng chưa quyết định", state.undecidedPairs),
            ("uncounted", "bản ghi chưa tính", state.uncounted), ("missing", "dòng nhật ký còn thiếu", state.missing),
            ("late", "máy chưa gửi số từ ngày cuối kỳ", state.late.count + state.unheard.count),
        ]
        return open.prefix(report.leastCount == nil ? open.count : 1).map { plain("completeness", $0, "", $1, $2) }
    }

    private static func outside(_ entry: OutsideFigure) -> [String] {
        let (value, numerator, denominator) = cells(entry.value)
        let status = ValueStatus.entered.rawValue
        return ["outside", entry.id, "", entry.name.vi, "", entry.unit, "", "", status, value, numerator, denominator]
            + [String](repeating: "", count: 8) + source(entry.figure)
            + [String](repeating: "", count: 3 + Self.none.count)
    }

    /// Value, numerator and denominator.
    private static func cells(_ value: IndicatorValue?) -> (String, String, String) {
        switch value {
        case nil: ("", "", "")
        case .count(let count): (String(count), "", "")
        case .ratio(let ratio): (ratio.percent?.plain ?? "", String(ratio.part), String(ratio.whole))
        case .number(let number): (number.plain, "", "")
        }
    }

    /// The base population that a share is taken of; the remarks say what it is and who gave it, too.
    private static func population(_ figure: Figure?) -> [String] {
        [figure?.indicator ?? "", figure?.count(isShare: false).map(String.init) ?? ""] + source(figure)
    }

    /// No population and no notes.
    private static let none = population(nil) + [""]

    private static func source(_ figure: Figure?) -> [String] {
        [figure?.source ?? "", figure?.date.iso ?? "", figure?.document ?? ""]
    }

    private static func plain(_ kind: String, _ id: String, _ part: String, _ name: String, _ value: Int) -> [String] {
        plain(kind, id, part, name, String(value))
    }

    private static func plain(
        _ kind: String, _ id: String, _ part: String, _ name: String, _ value: String, unit: String = "",
        status: ValueStatus = .computed, end: [String] = none
    )
        -> [String]
    {
        let cells = [kind, id, part, name, "", unit, "", "", status.rawValue, value]
        return cells + [String](repeating: "", count: header.count - 3 - cells.count - end.count) + end
    }

    private static func row(_ row: IndicatorRow) -> [String] {
        let target = row.target
        let (value, numerator, denominator) = cells(row.value)
        return [
            "indicator", target.indicator, "", target.name, target.source.rawValue, row.unit,
            target.comparison.rawValue, target.value == nil ? "" : target.effectiveValue.replacing(",", with: "."),
            row.status.rawValue, value, numerator, denominator, row.interval?.low.plain ?? "",
            row.interval?.high.plain ?? "", row.gap?.plain ?? "", row.verdict.rawValue, target.section,
            String(target.line), row.cumulative?.plain ?? "", row.proRata?.value.plain ?? "",
        ] + source(row.estimate?.figure) + [
            target.printedUnit ?? "", target.leadAgency ?? "", target.printedDeadline ?? "",
        ] + population(row.population)
            + [row.remarks.map(\.text.vi).joined(separator: "; ")]
    }

    /// Quoted when it must be. Source: RFC 4180 §2.
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
