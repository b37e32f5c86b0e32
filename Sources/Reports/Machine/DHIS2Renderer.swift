import Base
package import Indicators

/// The figures as a DHIS2 `dataValueSets` body. Source: docs.dhis2.org, Web API, "Data values".
///
/// Data elements and organisation units are named by code: ours, or what the mapping gives for them.
package struct DHIS2Renderer: Renderer {
    package let mapping: DHIS2Mapping

    package init(mapping: DHIS2Mapping) {
        self.mapping = mapping
    }

    package func bytes(_ report: ReportModel) throws -> [UInt8] {
        guard report.period.cutoff == .calendar, let period = report.period.span.dhis2 else {
            throw DHIS2Error.period(report.period.span.id)
        }
        let strangers = mapping.strangers(to: report)
        guard strangers.isEmpty else { throw DHIS2Error.unknown(strangers) }
        let area = mapping.unit(report.plan.area.code)
        var values: [JSON] = []
        for (id, number) in elements(of: report) { values.append(value(id, period, area, number)) }
        for group in report.details[.hamlet]?.groups ?? [] {
            guard let unit = mapping.units[group.id] else { continue }
            for measure in Breakdown.Dimension.hamlet.measures {
                if let count = group.counts[measure] { values.append(value(measure.rawValue, period, unit, count)) }
            }
        }
        let body = JSON.object([
            "dataElementIdScheme": .string("CODE"), "orgUnitIdScheme": .string("CODE"),
            "dataValues": .array(values.compactMap { $0 == .null ? nil : $0 }),
        ])
        return Array((body.pretty + "\n").utf8)
    }

    /// The codes of the mapping under which nothing is sent of this period, so that a slip in one is seen.
    package func inVain(of report: ReportModel) -> [String] {
        let hamlets = Set((report.details[.hamlet]?.groups ?? []).map(\.id))
        return mapping.units.keys.filter { $0 != report.plan.area.code && !hamlets.contains($0) }.sorted()
    }

    /// The area itself, where the mapping names units and not this one.
    package func unmappedArea(of report: ReportModel) -> [String] {
        let area = report.plan.area.code
        return mapping.units.isEmpty || mapping.units[area] != nil ? [] : [area]
    }

    /// The figures and hamlets that the mapping names no code for, so that they are not sent. Without a mapping our own
    /// codes name every figure, and no hamlet.
    package func leftOut(of report: ReportModel) -> [String] {
        elements(of: report).map(\.id).filter { mapping.element($0) == nil }
            + (report.details[.hamlet]?.groups ?? []).map(\.id).filter { mapping.units[$0] == nil && !$0.isEmpty }
    }

    /// The area's figures under our own codes.
    private func elements(of report: ReportModel) -> [(id: String, number: Int)] {
        report.catalogue.indicators.flatMap { indicator in
            (report.figures.values[indicator.id]?.allParts ?? []).map { part, number in
                (part.isEmpty ? indicator.id : "\(indicator.id).\(part)", number)
            }
        } + report.figures.increments.map { ("tang_them.\($0.item)", $0.count) }
    }

    /// Null for an element that the mapping leaves out.
    private func value(_ id: String, _ period: String, _ unit: String, _ number: Int) -> JSON {
        guard let element = mapping.element(id) else { return .null }
        return .object([
            "dataElement": .string(element), "period": .string(period), "orgUnit": .string(unit),
            "value": .string(String(number)),
        ])
    }
}

extension Period.Span {
    /// `202606`, `2026Q2`, `2026`.
    fileprivate var dhis2: String? {
        switch self {
        case .month(let year, let month): "\(padded(year, 4))\(padded(month, 2))"
        case .quarter(let year, let quarter): "\(padded(year, 4))Q\(quarter)"
        case .year(let year): padded(year, 4)
        case .months: nil
        }
    }
}
