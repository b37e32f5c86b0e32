package import Base

/// A report's figures beside those of an earlier period, each counted anew.
package struct Comparison: Hashable, Sendable {
    package let period: Period
    /// When the earlier figures are those of an issued report.
    package let issue: IssueMark?
    /// The figures of the catalogue, then the plan's rows by indicator; what neither period knows is left out.
    package let changes: [Change]

    package struct Change: Hashable, Sendable {
        package let id: String
        package let name: Bilingual
        package let before: IndicatorValue?
        package let now: IndicatorValue?
        /// Of shares and of numbers in percent.
        package let isPercentage: Bool
        /// In units, or percentage points; nil unless both are known and of one kind.
        package let difference: Hundredths?
    }
}

extension ReportModel {
    /// This report with the changes since `earlier`, a report of the same plan.
    package func compared(with earlier: ReportModel) -> ReportModel {
        let planned = Set(rows.map(\.target.indicator))
        var changes: [Comparison.Change] = []
        let rest = catalogue.indicators.filter {
            (planned.contains($0.id) || hasEvents($0, or: earlier)) && !catalogue.figures.contains($0.id)
        }
        for indicator in catalogue.figures.compactMap(catalogue.indicator) + rest {
            let (now, before) = (value(of: indicator.id)?.known, earlier.value(of: indicator.id)?.known)
            guard now != nil || before != nil else { continue }
            let isOfficial = isOfficial(indicator.id) || earlier.isOfficial(indicator.id)
            changes.append(
                Comparison.Change(
                    id: indicator.id, name: isOfficial ? indicator.name : indicator.gain ?? indicator.name,
                    before: before, now: now,
                    isPercentage: isPercentage(now ?? before, of: indicator),
                    difference: now.flatMap { now in before.flatMap { now.difference(from: $0) } }))
        }
        var copy = self
        copy.comparison = Comparison(period: earlier.period, issue: earlier.issue, changes: changes)
        return copy
    }

    /// A count of people gained is none, whatever the indicator's own unit.
    private func isPercentage(_ value: IndicatorValue?, of indicator: Indicator) -> Bool {
        if case .count = value { false } else { indicator.unit.hasPrefix("%") }
    }

    /// Whether an agency's figure stands in it, so that it is no gain of the teams alone.
    private func isOfficial(_ id: String) -> Bool {
        rows.first { $0.target.indicator == id }.map { $0.basis == .baseline || $0.basis == .otherAgency } ?? false
    }

    /// The official value of a row of the plan, else the teams' own figure.
    private func value(of id: String) -> IndicatorValue? {
        rows.first { $0.target.indicator == id }?.value ?? figures.values[id].flatMap(IndicatorValue.init)
    }
}

extension IndicatorValue {
    /// Nil for a share over nothing.
    fileprivate var known: IndicatorValue? {
        if case .ratio(let ratio) = self, ratio.whole == 0 { nil } else { self }
    }

    /// Nil between a count and a share.
    fileprivate func difference(from before: IndicatorValue) -> Hundredths? {
        switch (self, before) {
        case (.count(let now), .count(let before)): Hundredths((now - before) * 100)
        case (.ratio(let now), .ratio(let before)):
            now.percent.flatMap { now in before.percent.map { Hundredths(now.value - $0.value) } }
        case (.number(let now), .number(let before)):
            Hundredths(
                rounded((now.units * before.scale - before.units * now.scale) * 100, by: now.scale * before.scale))
        default: nil
        }
    }
}
