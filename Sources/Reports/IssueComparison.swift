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
        // One number that stands under two names has changed once.
        func isTold(_ key: String) -> Bool {
            guard let twin = report.catalogue.twin(of: key) else { return false }
            return known[twin] == known[key] && current[twin] == current[key]
        }
        return (new.map(\.0) + gone.map(\.0)).filter { known[$0] != current[$0] && !isTold($0) }.map { key in
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

extension IssueDifference {
    /// What stood there and stands there now, as people read it; a dash for nothing.
    package var values: (before: Bilingual, after: Bilingual) { (Self.text(before), Self.text(after)) }

    private static func text(_ value: String?) -> Bilingual {
        guard let value else { return Bilingual("—", "—") }
        if let verdict = Verdict(rawValue: value) { return verdict.text }
        guard let number = DecimalNumber(plain: value) else { return Bilingual(value, value) }
        return Bilingual(number.vietnamese, number.plain)
    }
}

extension Catalogue {
    /// The place of a report whose number is the same by definition: an item's first completions, or what an indicator
    /// before it counts by the same rule.
    fileprivate func twin(of key: String) -> String? {
        let parts = key.split(separator: ".").map(String.init)
        guard parts.count == 2, let place = indicators.firstIndex(where: { $0.id == parts[1] }) else { return nil }
        let rule = indicators[place].rule
        if case .increment(let items, nil) = rule, items.count == 1, personItems.contains(where: { $0.id == items[0] })
        {
            return "figures.tang_them.\(items[0])"
        }
        guard let rule, let first = indicators[..<place].first(where: { $0.rule == rule })?.id else { return nil }
        return (figures.contains(first) ? "figures." : "other_figures.") + first
    }
}

/// What people call the places of a report.
private struct Names {
    private let report: ReportModel
    private let rows: [String: Bilingual]

    init(_ report: ReportModel) {
        self.report = report
        rows = Dictionary(
            report.rows.map {
                ("indicators.\($0.target.section)", Bilingual($0.target.nameWithLevel, $0.target.gloss))
            },
            uniquingKeysWith: { first, _ in first })
    }

    func name(of key: String) -> Bilingual {
        if let dot = key.lastIndex(of: "."), let row = rows[String(key[..<dot])] {
            return named(row, [String(key[key.index(after: dot)...])])
        }
        let parts = key.split(separator: ".").map(String.init)
        guard parts.count > 1 else { return Bilingual(key, key) }
        switch parts[1] {
        case "tang_them" where parts.count > 2:
            let item = report.itemName(parts[2])
            return Bilingual("Tăng thêm: \(item.vi.lowercasedFirst)", "Increase: \(item.en.lowercasedFirst)")
        case "by_hamlet" where parts.count > 2:
            return named(Bilingual("Tổ \(parts[2])", "Hamlet \(parts[2])"), Array(parts.dropFirst(3)))
        default:
            // The teams' own number, even where the official name is a share.
            let indicator = report.catalogue.indicator(parts[1])
            let name = (indicator?.gain ?? indicator?.name) ?? Bilingual(parts[1], parts[1])
            return named(name, Array(parts.dropFirst(2)))
        }
    }

    private func named(_ name: Bilingual, _ parts: [String]) -> Bilingual {
        parts.reduce(name) { name, part in
            let word = word(part)
            return Bilingual("\(name.vi): \(word.vi.lowercasedFirst)", "\(name.en): \(word.en.lowercasedFirst)")
        }
    }

    private func word(_ part: String) -> Bilingual {
        switch part {
        case "value": Bilingual("kết quả", "value")
        case "numerator": Bilingual("tử số", "numerator")
        case "denominator": Bilingual("mẫu số", "denominator")
        case "target": Bilingual("mức giao", "target")
        case "verdict": Bilingual("đánh giá", "verdict")
        case "clients": Bilingual("khách đánh giá", "clients who rated")
        case "clients_satisfied": Bilingual("khách hài lòng", "satisfied clients")
        case "ratings": Bilingual("lượt đánh giá", "ratings")
        case "ratings_satisfied": Bilingual("lượt hài lòng", "satisfied ratings")
        default:
            report.catalogue.indicator(part)?.name
                ?? (report.catalogue.reasons + report.catalogue.toldAndUntoldMethods).first { $0.id == part }?.name
                ?? report.details.word(part)
        }
    }
}
