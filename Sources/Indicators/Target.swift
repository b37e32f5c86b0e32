import Base

/// One target row of a plan, word for word.
package struct Target: Hashable, Sendable {
    package let section: String
    /// The heading it stands under: the longest of `Plan.sections` that `section` begins with.
    package let group: String
    /// The line of the document's text file.
    package let line: Int
    package let name: String
    /// A short English gloss.
    package let gloss: String
    package let unit: String
    /// The words printed for the comparison: `tối thiểu`, `—`.
    package let printedOperator: String
    package private(set) var comparison: Comparison
    /// As printed; `—` where the plan sets none.
    package let printedValue: String
    /// What a report compares with; nil where the plan sets no number. See `resolved`.
    package private(set) var value: TargetValue?
    /// The values of a row that sets several, by level or year; empty for a row with one value.
    package let goals: [Goal]
    /// Of whom alone the row speaks, when the plan gives every level a row of its own; nil for the plan's own.
    package let level: Plan.Level?
    package let lead: String
    package let deadline: String
    package let source: Indicator.Source
    package let indicator: String
    package let note: String?
    package let doubts: [String]

    /// One of several values in one row.
    package struct Goal: Hashable, Sendable {
        /// Nil for every level.
        package let level: Plan.Level?
        /// The year by whose end it is to be reached; nil for the end of the plan.
        package let year: Int?
        package let value: TargetValue
    }

    /// How the value is to be met, as it takes effect.
    package enum Comparison: String, Hashable, Sendable, CaseIterable {
        case atLeast = ">="
        case moreThan = ">"
        case exactly = "="
        case atMost = "<="
        case lessThan = "<"
        case none = "—"
    }

    /// The value is a percentage, which a bare count cannot meet.
    package var isPercentage: Bool { unit.hasPrefix("%") || unit.contains("suy ra %") }
}

extension Target {
    /// Without what the plan's file gives in brackets behind an agency: the place in the document, and what is in
    /// doubt there, which is one of the numbered doubts.
    package var leadName: String {
        guard lead.hasSuffix(")"), let bracket = lead.lastIndex(of: "("), bracket > lead.startIndex else { return lead }
        let name = lead[..<bracket]
        return String(name.hasSuffix(" ") ? name.dropLast() : name)
    }

    /// The goal of a level in a year: that year's, else the next one's, else the last one's.
    package func goal(for level: Plan.Level, year: Int) -> Goal? {
        let own = goals.filter { $0.level == nil || $0.level == level }
        let later = own.filter { ($0.year ?? .max) >= year }
        return later.min { ($0.year ?? .max) < ($1.year ?? .max) } ?? own.max { ($0.year ?? .max) < ($1.year ?? .max) }
    }

    /// The row with the value that a level has to reach in a year; a row with one value stays as it is.
    package func resolved(for level: Plan.Level, year: Int) -> Target {
        guard !goals.isEmpty else { return self }
        var target = self
        target.value = goal(for: level, year: year)?.value
        return target
    }

    /// With the comparison that counts where the plan's own places contradict each other.
    func read(with doubts: [Doubt]) -> Target {
        guard let comparison = doubts.lazy.compactMap(\.comparison).first else { return self }
        var target = self
        target.comparison = comparison
        return target
    }

    /// The levels that the row speaks of beside the plan's own.
    package func levels(besides own: Plan.Level) -> [Plan.Level] {
        Plan.Level.allCases.filter { level in
            level != own && (level == self.level || goals.contains { $0.level == level })
        }
    }

    /// The one number that is compared with, as it is printed; `printedValue` when there is none.
    package var effectiveValue: String {
        guard !goals.isEmpty, let value else { return printedValue }
        let decimals = String(value.scale).utf8.count - 1
        let fraction = decimals == 0 ? "" : ",\(padded(value.units % value.scale, decimals))"
        return "\(value.units / value.scale)\(fraction)"
    }

    /// The year by whose end the value counts: the goal's own, or the plan's last.
    package func dueYear(in plan: Plan, year: Int) -> Int {
        goal(for: plan.area.level, year: year)?.year ?? plan.validTo.year
    }
}

/// A target's number without rounding: `units` / `scale`, such as 175 / 10 for 17,5.
package struct TargetValue: Hashable, Sendable {
    package let units: Int
    /// A power of ten.
    package let scale: Int

    /// Digits with at most one decimal comma or point, as printed: `70`, `01`, `17,5`.
    package init?(_ text: String) {
        let parts = text.replacing(",", with: ".").utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.count <= 6 }), let whole = decimal(parts[0]) else { return nil }
        guard parts.count == 2 else {
            units = whole
            scale = 1
            return
        }
        guard parts[1].count <= 4, let fraction = decimal(parts[1]) else { return nil }
        let scale = (0..<parts[1].count).reduce(1) { power, _ in power * 10 }
        units = whole * scale + fraction
        self.scale = scale
    }
}
