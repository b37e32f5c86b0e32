import Base

/// Reads the rows of a plan against what else stands in the file and the catalogue.
struct RowReader {
    let catalogue: Catalogue
    let doubts: [String]
    let sections: [String]
    /// The years for which the plan is made.
    let years: ClosedRange<Int>?

    func target(_ map: YAMLMap) -> Target {
        let comparison: Target.Comparison? = map.choice("operator")
        let printed = Self.plain(map.text("value"))
        let goals = map.maps("goals", keys: Target.Goal.keys).compactMap { map in goal(map).map { (map, $0) } }
        let value = comparison == Target.Comparison.none ? nil : TargetValue(printed)
        let section = map.text("section")
        let source: Indicator.Source? = map.choice("class")
        let target = Target(
            section: section, group: heading(of: section, map), line: map.int("line", in: 1...1_000_000),
            name: map.text("name"),
            gloss: map.text("gloss"), unit: map.text("unit"), printedOperator: map.text("printed"),
            comparison: comparison ?? .none, printedValue: printed, value: value, goals: goals.map(\.1),
            level: level(map), lead: map.text("lead"), deadline: map.text("deadline"), source: source ?? .manual,
            indicator: map.text("indicator"), note: map.optionalText("note"),
            doubts: map.optionalTexts("doubts") ?? [])
        if comparison != nil {
            checkValue(of: target, map)
            checkShares(
                of: target, target.goals.isEmpty ? value.map { [(map, $0)] } ?? [] : goals.map { ($0, $1.value) })
        }
        checkIndicator(of: target, source: source, map)
        check(target.doubts, of: map)
        return target
    }

    func check(_ ids: [String], of map: YAMLMap) {
        for id in ids where !doubts.contains(id) {
            map.note(.unknownDoubt(id, nearest: id.nearest(in: doubts)), at: "doubts")
        }
    }

    /// `$\geq 2\%$`, as text recognition writes a value, is `2`; the operator and the unit stand in keys of their own.
    /// Source: DOMAIN.md §1.7, F11.
    private static func plain(_ text: String) -> String {
        guard text.count > 2, text.hasPrefix("$"), text.hasSuffix("$") else { return text }
        let marks = ["\\geqslant", "\\leqslant", "\\geq", "\\leq", "\\ge", "\\le", "\\%", "%", "≥", "≤", " "]
        return marks.reduce(String(text.dropFirst().dropLast())) { $0.replacing($1, with: "") }
    }

    private func level(_ map: YAMLMap) -> Plan.Level? {
        map.has("level") ? map.choice("level") : nil
    }

    private func goal(_ map: YAMLMap) -> Target.Goal? {
        let printed = Self.plain(map.text("value"))
        let year = map.optionalInt("year")
        if let year, years?.contains(year) == false { map.note(.goalOutsidePlan(year), at: "year") }
        guard let value = TargetValue(printed) else {
            if !printed.isEmpty { noteNumber(printed, map) }
            return nil
        }
        return Target.Goal(level: level(map), year: year, value: value)
    }

    private func checkValue(of target: Target, _ map: YAMLMap) {
        let printed = target.printedValue
        if target.comparison == .none {
            if TargetValue(printed) != nil || !target.goals.isEmpty {
                map.note(.valueWithoutOperator(printed), at: "operator")
            }
            return
        }
        if target.goals.isEmpty, target.value == nil, !printed.isEmpty {
            noteNumber(printed, map)
        }
        var seen: Set<String> = []
        for goal in target.goals {
            let place = [goal.level?.rawValue, goal.year.map(String.init)].compactMap { $0 }.joined(separator: " ")
            if !seen.insert(place).inserted { map.note(.duplicate(place), at: "goals") }
        }
    }

    /// Growth (`% tăng`) may well exceed 100.
    private func checkShares(of target: Target, _ values: [(map: YAMLMap, value: TargetValue)]) {
        guard target.comparison != .none, target.isPercentage, !target.unit.contains("tăng") else { return }
        for (map, value) in values where value.units > 100 * value.scale {
            map.note(.percentAbove100(Self.plain(map.text("value"))), at: "value")
        }
    }

    private func noteNumber(_ printed: String, _ map: YAMLMap) {
        if printed.hasPrefix("-"), TargetValue(String(printed.dropFirst())) != nil {
            map.note(.negative("value", printed), at: "value")
        } else {
            map.note(.notNumber("value", printed), at: "value")
        }
    }

    private func checkIndicator(of target: Target, source: Indicator.Source?, _ map: YAMLMap) {
        let id = target.indicator
        guard !id.isEmpty else { return }
        guard let defined = catalogue.indicator(id) else {
            map.note(.unknownIndicator(id, nearest: id.nearest(in: catalogue.indicators.map(\.id))), at: "indicator")
            return
        }
        if let source, defined.source != source {
            map.note(
                .classDiffers(id, plan: source.rawValue, catalogue: defined.source.rawValue), at: "class")
        }
        if target.comparison != .none, !target.unit.isEmpty, !defined.isComparable(with: target) {
            map.note(.unitDiffers(id, plan: target.unit, catalogue: defined.unit), at: "unit")
        }
    }

    private func heading(of section: String, _ map: YAMLMap) -> String {
        let headings = sections.filter(section.hasPrefix)
        if let longest = headings.max(by: { $0.utf8.count < $1.utf8.count }) { return longest }
        if !section.isEmpty { map.note(.noHeading(section, nearest: section.nearest(in: sections)), at: "section") }
        return section
    }
}

extension Target {
    static let keys = [
        "section", "line", "name", "gloss", "unit", "printed", "operator", "value", "goals", "level", "lead",
        "deadline",
        "class", "indicator", "note", "doubts",
    ]
}

extension Target.Goal {
    static let keys = ["level", "year", "value"]
}
