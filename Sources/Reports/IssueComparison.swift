package import Base
package import Indicators

/// What differs between an issued report and the figures of today: number by number, as both stand in the report for
/// machines.
package struct IssueDifference: Hashable, Sendable {
    /// `figures.luot_ho_tro`, `indicators.PL I.A I-2.value`.
    package let key: String
    package let name: Bilingual
    /// Nil when there was none.
    package let before: String?
    package let after: String?

    /// In the order of the report; an empty list says that nothing has changed.
    package static func between(_ issued: JSON, _ report: ReportModel) -> [IssueDifference] {
        let now = JSONRenderer().json(report)
        // Reports issued by older programs do not say how ratings were taken.
        let parts = ["figures", "other_figures", "ratings_by_method"].filter { issued[$0] != nil }
        let (old, new) = (leaves(of: issued, parts), leaves(of: now, parts))
        let names = Names(report)
        let known = Dictionary(old, uniquingKeysWith: { a, _ in a })
        let current = Dictionary(new, uniquingKeysWith: { a, _ in a })
        let gone = old.filter { current[$0.0] == nil }
        return (new.map(\.0) + gone.map(\.0)).filter { known[$0] != current[$0] }.map { key in
            IssueDifference(key: key, name: names.name(of: key), before: known[key], after: current[key])
        }
    }

    /// Every number and word that a reader of the report sees, by its place.
    private static func leaves(of report: JSON, _ parts: [String]) -> [(String, String)] {
        var leaves: [(String, String)] = []
        for part in parts { flatten(report[part] ?? .null, part, into: &leaves) }
        for row in report["indicators"]?.array ?? [] {
            guard let section = row["section"]?.string else { continue }
            for field in ["value", "numerator", "denominator", "target", "verdict"] {
                flatten(row[field] ?? .null, "indicators.\(section).\(field)", into: &leaves)
            }
        }
        return leaves
    }

    private static func flatten(_ value: JSON, _ key: String, into leaves: inout [(String, String)]) {
        switch value {
        case .object(let object):
            for member in object { flatten(member.value, "\(key).\(member.key)", into: &leaves) }
        case .string(let text): leaves.append((key, text))
        case .number(let digits): leaves.append((key, digits))
        case .null, .bool, .array: return
        }
    }

    package var json: JSON {
        .object([
            "key": .string(key), "before": before.map { .string($0) } ?? .null,
            "after": after.map { .string($0) } ?? .null,
        ])
    }
}

/// What people call the places of a report.
private struct Names {
    private let catalogue: Catalogue
    private var rows: [String: Bilingual] = [:]

    init(_ report: ReportModel) {
        catalogue = report.catalogue
        for row in report.rows {
            rows["indicators.\(row.target.section)"] = Bilingual(row.target.name, row.target.gloss)
        }
    }

    func name(of key: String) -> Bilingual {
        if let dot = key.lastIndex(of: "."), let row = rows[String(key[..<dot])] {
            let field = String(key[key.index(after: dot)...])
            return Bilingual("\(row.vi) [\(field)]", "\(row.en) [\(field)]")
        }
        let parts = key.split(separator: ".").map(String.init)
        guard parts.count > 1 else { return Bilingual(key, key) }
        let term =
            parts[1] == "tang_them" && parts.count > 2
            ? catalogue.personItems.first { $0.id == parts[2] }?.name : catalogue.indicator(parts[1])?.name
        guard let term else {
            let rest = parts.dropFirst().joined(separator: " ")
            return Bilingual(rest, rest)
        }
        let rest = parts.dropFirst(parts[1] == "tang_them" ? 3 : 2).joined(separator: " ")
        return rest.isEmpty ? term : Bilingual("\(term.vi) [\(rest)]", "\(term.en) [\(rest)]")
    }
}
