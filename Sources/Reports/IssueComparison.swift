package import Base
package import Indicators

/// What differs between an issued report and the same report of today: place by place, as both stand in the report for
/// machines.
package struct IssueDifference: Hashable, Sendable {
    /// `figures.luot_ho_tro`, `indicators.PL I.A I-2.value`.
    package let key: String
    package let name: Bilingual
    /// Nil when there was none.
    package let before: String?
    package let after: String?

    /// Everything that is printed of the period, in the order of the report; an empty list says that nothing of it has
    /// changed. `program` is today's, as `issue.program` names the one that issued.
    package static func between(_ issued: JSON, _ report: ReportModel, program: String) -> [IssueDifference] {
        let isSameProgram = issued["issue"]?["program"]?.string == program
        let now = JSONRenderer().json(report)
        return told(PrintedPlaces(figuresOf: issued, now, isSameProgram: isSameProgram), issued, report)
    }

    /// What the head says of the whole book, which later periods' records move too: it makes no other figures, but
    /// another printed report.
    package static func ofHead(_ issued: JSON, _ report: ReportModel) -> [IssueDifference] {
        told(PrintedPlaces(headOf: issued, JSONRenderer().json(report)), issued, report)
    }

    private static func told(_ places: PrintedPlaces, _ issued: JSON, _ report: ReportModel) -> [IssueDifference] {
        func values(_ places: [PrintedPlace]) -> [String: String] {
            Dictionary(places.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        let (known, current) = (values(places.old), values(places.new))
        let names = IssueNames(report, issued)
        // One number that stands under two names has changed once.
        func isTold(_ place: PrintedPlace) -> Bool {
            guard let twin = report.catalogue.twin(of: place.path)?.joined(separator: ".") else { return false }
            return known[twin] == known[place.key] && current[twin] == current[place.key]
        }
        return (places.new + places.old.filter { current[$0.key] == nil })
            .filter { known[$0.key] != current[$0.key] && !isTold($0) }
            .map { place in
                IssueDifference(
                    key: place.key, name: names.name(of: place.path), before: known[place.key],
                    after: current[place.key])
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
        if let day = CivilDate(iso: value) { return Bilingual(day.vietnamese, day.vietnamese) }
        guard let number = DecimalNumber(plain: value) else { return Bilingual(value.printable, value.printable) }
        return Bilingual(number.vietnamese, number.plain)
    }
}

extension Catalogue {
    /// The place of a report whose number is the same by definition: an item's first completions, or what an indicator
    /// before it counts by the same rule.
    fileprivate func twin(of path: [String]) -> [String]? {
        guard let id = path.last, let part = path.dropLast().last,
            ["figures", "other_figures", "lower_bounds"].contains(part),
            let place = indicators.firstIndex(where: { $0.id == id })
        else { return nil }
        let stem = Array(path.dropLast(2))
        let rule = indicators[place].rule
        if case .increment(let items, nil) = rule, items.count == 1, personItems.contains(where: { $0.id == items[0] })
        {
            return part == "lower_bounds"
                ? stem + [part, Figures.bound(increment: items[0])] : stem + ["figures", "tang_them", items[0]]
        }
        guard let rule, let first = indicators[..<place].first(where: { $0.rule == rule })?.id else { return nil }
        let home = figures.contains(first) ? "figures" : "other_figures"
        return stem + [part == "lower_bounds" ? part : home, first]
    }
}
