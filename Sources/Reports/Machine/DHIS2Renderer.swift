import Archive
package import Base
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
        let strangers = mapping.elements.keys.filter { !report.catalogue.names(element: $0) }.sorted()
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

/// Our codes and the other system's: a CSV file with the columns `kind` (`dataElement` or `orgUnit`), `id`, `code`.
package struct DHIS2Mapping: Hashable, Sendable {
    let elements: [String: String]
    let units: [String: String]

    /// Our own codes for everything.
    package static let own = DHIS2Mapping(elements: [:], units: [:])

    private init(elements: [String: String], units: [String: String]) {
        self.elements = elements
        self.units = units
    }

    package init(csv text: String, file: String) throws {
        var tables: [String: [String: String]] = ["dataElement": [:], "orgUnit": [:]]
        var codes: Set<[String]> = []
        for row in try CSV.rows(text).dropFirst() where row.cells != [""] {
            guard row.cells.count >= 3, tables[row.cells[0]] != nil, !row.cells[1].isEmpty, !row.cells[2].isEmpty else {
                throw DHIS2Error.mapping(file: file, line: row.line)
            }
            // Two numbers under one code would overwrite each other there.
            let isNew = codes.insert([row.cells[0], row.cells[2]]).inserted
            guard isNew, tables[row.cells[0]]?.updateValue(row.cells[2], forKey: row.cells[1]) == nil else {
                throw DHIS2Error.twice(file: file, line: row.line)
            }
        }
        elements = tables["dataElement"] ?? [:]
        units = tables["orgUnit"] ?? [:]
    }

    /// With a list of elements only those are sent.
    fileprivate func element(_ id: String) -> String? { elements.isEmpty ? id : elements[id] }
    fileprivate func unit(_ id: String) -> String { units[id] ?? id }
}

package enum DHIS2Error: Error, Hashable, Sendable {
    /// It has no period for this.
    case period(String)
    case mapping(file: String, line: Int)
    /// One of our codes, or of theirs, stands in an earlier line.
    case twice(file: String, line: Int)
    /// The mapping names figures that nobody counts.
    case unknown([String])
}

extension Catalogue {
    /// Whether a figure may go by this code: an indicator, a part of one (`id.part`), an increment, or a measure of hamlets.
    fileprivate func names(element: String) -> Bool {
        let parts = element.split(separator: ".", maxSplits: 1).map(String.init)
        if Breakdown.Dimension.hamlet.measures.contains(where: { $0.rawValue == element }) { return true }
        if parts.count == 2, parts[0] == "tang_them" { return personItems.contains { $0.id == parts[1] } }
        return parts.first.map { indicator($0) != nil } ?? false
    }
}

extension DHIS2Error: Reportable {
    package var problem: Problem {
        switch self {
        case .period(let id):
            Problem(
                "RPT-002",
                Bilingual(
                    "DHIS2 không có kỳ nào như \"\(id)\" với ngày chốt này",
                    "DHIS2 has no period like \"\(id)\" with this cut-off"),
                hint: Bilingual(
                    "dùng tháng, quý hoặc năm theo lịch: --cutoff calendar",
                    "use a calendar month, quarter or year: --cutoff calendar"), status: .badData)
        case .mapping(let file, let line):
            Problem(
                "RPT-003", at: "\(file):\(line)",
                Bilingual(
                    "dòng ánh xạ phải có dataElement hoặc orgUnit, mã của sổ và mã của hệ thống kia",
                    "a mapping line needs dataElement or orgUnit, our code and the other system's"),
                status: .badData)
        case .twice(let file, let line):
            Problem(
                "RPT-004", at: "\(file):\(line)",
                Bilingual(
                    "mã của sổ hoặc mã của hệ thống kia đã có ở dòng trên",
                    "our code or the other system's stands in a line above"), status: .badData)
        case .unknown(let ids):
            Problem(
                "RPT-005",
                Bilingual(
                    "bảng đổi mã có mã không phải của sổ: \(ids.joined(separator: ", "))",
                    "the mapping has codes that are not ours: \(ids.joined(separator: ", "))"),
                hint: Bilingual(
                    "xem các mã: report --format dhis2 không kèm --map",
                    "see our codes: report --format dhis2 without --map"),
                status: .badData)
        }
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
