package import Base

/// What can be said of an indicator with other agencies' figures: theirs alone, or their baseline with the teams'
/// increment since. Two baselines are never added.
package struct Estimate: Hashable, Sendable {
    /// The agency's figure that is used.
    package let figure: Figure?
    /// People gained since the baseline; nil for other classes, and when nothing was or could be added.
    package let increment: Int?
    /// The base population that is divided by.
    package let population: Figure?
    /// What is printed; nil is missing.
    package let value: IndicatorValue?
    package let status: ValueStatus
    package let remarks: [EstimateRemark]

    /// What the value would be if every undecided pair of people were one; nil when that is the same.
    var leastValue: IndicatorValue? {
        for case .undecidedPairs(let least) in remarks {
            if case .ratio(let ratio) = value { return .ratio(Ratio(part: least, whole: ratio.whole)) }
            return .count(least)
        }
        return nil
    }
}

package enum EstimateRemark: Hashable, Sendable {
    /// Estimated and not reconciled with the agency: baseline of this day, and the increment since.
    case sinceBaseline(CivilDate, increment: Int)
    /// What the numerator would be if every undecided pair of people were one.
    case undecidedPairs(least: Int)
    /// The baseline has no number of people, so that nothing can be added to it.
    case baselineWithoutCount(CivilDate)
    /// The base population that the value is a share of, and what the catalogue calls it, an assumption named as one.
    case population(Figure, name: Bilingual)
    /// No base population up to the period's end: no percentage.
    case noPopulation(String)
    case aboveDenominator(Int, Int)
    /// The agency had nothing to count: 0 of 0 is no share.
    case nothingArose
    /// By its nature the figure of another level than the plan's own, such as a province's GRDP.
    case ofLevel(Plan.Level)
}

extension Indicator {
    /// A share of something, which cannot be above 100 %.
    package var isShare: Bool { unit.hasPrefix("%") && !unit.contains("tăng") }

    /// Of whom a share is taken; the plan may not say it and the catalogue assume it.
    package func remark(on population: Figure) -> EstimateRemark {
        .population(population, name: denominator ?? Bilingual(population.indicator, population.indicator))
    }

    /// The level whose figure it is, where that is not the area's own.
    func otherLevel(inArea area: String) -> Plan.Level? { level == Plan.Level(ofArea: area) ? nil : level }
}

extension FigureBook {
    /// `increment` is what the teams gained in the days of `FigureBook.increment`; nil when that is nil or nobody has
    /// been heard from, so that nothing is added; `least` is what it can be while pairs are undecided, nil when that is
    /// the same. Nil when nothing is known from other agencies.
    package func estimate(
        _ indicator: Indicator, area: String, period: Period, increment: Int?, least: Int? = nil
    ) -> Estimate? {
        switch indicator.source {
        case .full: return nil
        case .manual, .sample:
            let other = indicator.otherLevel(inArea: area)
            let known =
                other.flatMap { figure(indicator.id, area: area, for: period, level: $0) }
                ?? figure(indicator.id, area: area, for: period)
            return known.flatMap { Estimate(official: $0, of: indicator, level: other) }
        case .partial:
            return state(indicator.id, area: area, at: period.last).map { baseline in
                Estimate(
                    baseline, increment: increment, least: least, of: indicator,
                    population: indicator.base.flatMap { state($0, area: area, at: period.last) })
            }
        }
    }

    /// Another level's official figure; the teams' records tell nothing of it.
    package func estimate(
        _ indicator: Indicator, of level: Plan.Level, area: String, period: Period
    ) -> Estimate? {
        figure(indicator.id, area: area, for: period, level: level).flatMap { Estimate(official: $0, of: indicator) }
    }
}

extension Estimate {
    /// A base population as it stands.
    package init(population: Figure) {
        value = population.count(isShare: false).map(IndicatorValue.count)
        figure = population
        remarks = []
        increment = nil
        self.population = nil
        status = .entered
    }

    /// Nil when the figure says nothing: a percentage is none without its denominator.
    fileprivate init?(official figure: Figure, of indicator: Indicator, level: Plan.Level? = nil) {
        var remarks: [EstimateRemark] = level.map { [.ofLevel($0)] } ?? []
        switch (figure.numerator, figure.denominator, figure.value) {
        case (let part?, let whole?, _):
            value = .ratio(Ratio(part: part, whole: whole))
            if whole == 0 { remarks.append(.nothingArose) }
            if indicator.isShare, part > whole { remarks.append(.aboveDenominator(part, whole)) }
        case (_, _, let number?): value = .number(number)
        case (let count?, nil, nil) where !indicator.unit.hasPrefix("%"): value = .count(count)
        default: return nil
        }
        self.figure = figure
        self.remarks = remarks
        increment = nil
        population = nil
        status = .entered
    }

    fileprivate init(_ baseline: Figure, increment: Int?, least: Int?, of indicator: Indicator, population: Figure?) {
        figure = baseline
        guard let counted = baseline.count(isShare: indicator.isShare) else {
            self.increment = nil
            self.population = nil
            value = baseline.value.map(IndicatorValue.number)
            status = .entered
            remarks = [.baselineWithoutCount(baseline.date)]
            return
        }
        self.increment = increment
        let sum = counted + (increment ?? 0)
        status = increment == nil ? .entered : .provisional
        let since =
            (increment.map { [EstimateRemark.sinceBaseline(baseline.date, increment: $0)] } ?? [])
            + (least.map { [.undecidedPairs(least: counted + $0)] } ?? [])
        guard indicator.isShare else {
            value = .count(sum)
            self.population = nil
            remarks = since
            return
        }
        // The baseline's own denominator is the population of its day, when nobody gave a newer one.
        guard let whole = population?.count(isShare: false) ?? baseline.denominator, whole > 0 else {
            value = .count(sum)
            self.population = nil
            remarks = since + [.noPopulation(indicator.base ?? indicator.id)]
            return
        }
        value = .ratio(Ratio(part: sum, whole: whole))
        self.population = population.flatMap { $0.count(isShare: false) == nil ? nil : $0 }
        let base = self.population.map { [indicator.remark(on: $0)] } ?? []
        remarks = since + base + (sum > whole ? [.aboveDenominator(sum, whole)] : [])
    }
}
