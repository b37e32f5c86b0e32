package import Base

/// What can be said of an indicator with other agencies' figures: theirs alone, or their baseline with the teams'
/// increment since. Two baselines are never added.
package struct Estimate: Hashable, Sendable {
    /// The agency's figure that is used.
    package let figure: Figure?
    /// People gained since the baseline; nil for other classes and when they were not counted.
    package let increment: Int?
    /// The base population that is divided by.
    package let population: Figure?
    /// What is printed; nil is missing.
    package let value: IndicatorValue?
    package let status: ValueStatus
    package let remarks: [EstimateRemark]

    /// A report with such a value is not issued.
    package var blocksIssue: Bool {
        remarks.contains { if case .aboveDenominator = $0 { true } else { false } }
    }
}

package enum EstimateRemark: Hashable, Sendable {
    /// Estimated and not reconciled with the agency: baseline of this day, and the increment since.
    case sinceBaseline(CivilDate, increment: Int)
    /// What the numerator would be if every undecided pair of people were one.
    case undecidedPairs(least: Int)
    /// The baseline has no number of people, so that nothing can be added to it.
    case baselineWithoutCount(CivilDate)
    /// No base population up to the period's end: no percentage.
    case noPopulation(String)
    case aboveDenominator(Int, Int)
}

extension Indicator {
    /// A share of something, which cannot be above 100 %.
    package var isShare: Bool { unit.hasPrefix("%") && !unit.contains("tăng") }
}

extension FigureBook {
    /// `increment` is what the teams gained in the days of `FigureBook.increment`; 0 when that is nil because the
    /// baseline stands on the last day; `least` is what it can be while pairs are undecided, nil when that is the same.
    /// Nil when nothing is known from other agencies.
    package func estimate(
        _ indicator: Indicator, area: String, period: Period, increment: Int?, least: Int? = nil
    ) -> Estimate? {
        switch indicator.source {
        case .full: nil
        case .manual, .sample: figure(indicator.id, area: area, for: period).map(Estimate.init(official:))
        case .partial:
            state(indicator.id, area: area, at: period.last).map { baseline in
                Estimate(
                    baseline, increment: increment, least: least, of: indicator,
                    population: indicator.base.flatMap { state($0, area: area, at: period.last) })
            }
        }
    }
}

extension FigureBook {
    /// Another level's official figure; the teams' records tell nothing of it.
    package func estimate(
        _ indicator: Indicator, of level: Plan.Level, area: String, period: Period
    ) -> Estimate? {
        figure(indicator.id, area: area, for: period, level: level).map(Estimate.init(official:))
    }
}

extension Estimate {
    /// A base population as it stands.
    package init(population: Figure) {
        self.init(official: population)
    }

    fileprivate init(official figure: Figure) {
        self.figure = figure
        increment = nil
        population = nil
        value =
            figure.ratio.map(IndicatorValue.ratio) ?? figure.value.map(IndicatorValue.number)
            ?? figure.numerator.map(IndicatorValue.count)
        status = .entered
        remarks = []
    }

    fileprivate init(_ baseline: Figure, increment: Int?, least: Int?, of indicator: Indicator, population: Figure?) {
        figure = baseline
        self.increment = increment
        self.population = population
        guard let counted = baseline.count(isShare: indicator.isShare) else {
            value = baseline.value.map(IndicatorValue.number)
            status = .entered
            remarks = [.baselineWithoutCount(baseline.date)]
            return
        }
        let sum = counted + (increment ?? 0)
        status = .provisional
        let since =
            [EstimateRemark.sinceBaseline(baseline.date, increment: increment ?? 0)]
            + (least.map { [.undecidedPairs(least: counted + $0)] } ?? [])
        guard indicator.isShare else {
            value = .count(sum)
            remarks = since
            return
        }
        // The baseline's own denominator is the population of its day, when nobody gave a newer one.
        guard let whole = population?.count(isShare: false) ?? baseline.denominator, whole > 0 else {
            value = .count(sum)
            remarks = since + [.noPopulation(indicator.base ?? indicator.id)]
            return
        }
        value = .ratio(Ratio(part: sum, whole: whole))
        remarks = since + (sum > whole ? [.aboveDenominator(sum, whole)] : [])
    }
}
