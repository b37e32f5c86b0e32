package import Base

/// A report's figures beside those of an earlier period, each counted anew.
package struct Comparison: Hashable, Sendable {
    package let period: Period
    /// When the earlier figures are those of an issued report.
    package let issue: IssueMark?
    /// The figures of the catalogue, then the plan's rows by indicator; what neither period knows is left out.
    package internal(set) var changes: [Change]
    /// The days of both periods where one is longer than a month, a quarter or a year can be beside another; nil when
    /// they are alike.
    package let lengths: Lengths?

    package struct Lengths: Hashable, Sendable {
        package let before: Int
        package let now: Int

        /// February beside March, a leap year beside another: as much as the calendar itself makes.
        private static let most = 3

        init?(_ before: Period, _ now: Period) {
            func days(_ period: Period) -> Int { period.last.day - period.first.day + 1 }
            (self.before, self.now) = (days(before), days(now))
            if abs(self.now - self.before) <= Self.most { return nil }
        }
    }

    package struct Change: Hashable, Sendable {
        package let id: String
        package let name: Bilingual
        package let before: IndicatorValue?
        package let now: IndicatorValue?
        /// Of what kind each value is; nil when it is not known.
        package let beforeBasis: Basis?
        package let nowBasis: Basis?
        /// Of shares and of numbers in percent.
        package let isPercentage: Bool
        /// In units, or percentage points; nil unless both are known and can be subtracted.
        package let difference: Hundredths?
        /// Why two known values are not subtracted.
        package let obstacle: Obstacle?
        /// The day of the agency's figure that both values are.
        package let day: CivilDate?
    }

    package enum Obstacle: String, Hashable, Sendable {
        /// An agency's figure and the teams' own, or people and a share.
        case kinds
        /// Fewer clients than a conclusion needs.
        case clients
        /// Counts of the teams over periods of different length.
        case lengths
        /// One and the same figure of an agency: nobody has counted anew, which is no difference of zero.
        case oneFigure = "one_figure"
    }
}

extension ReportModel {
    /// This report with the changes since `earlier`, a report of the same plan.
    package func compared(with earlier: ReportModel) -> ReportModel {
        let planned = Set(rows.map(\.target.indicator))
        let rest = catalogue.indicators.filter {
            (planned.contains($0.id) || hasEvents($0, or: earlier)) && !catalogue.figures.contains($0.id)
        }
        var copy = self
        let lengths = Comparison.Lengths(earlier.period, period)
        copy.comparison = Comparison(
            period: earlier.period, issue: earlier.issue,
            changes: (catalogue.figures.compactMap(catalogue.indicator) + rest).compactMap {
                Comparison.Change(of: $0, known(of: $0.id), before: earlier.known(of: $0.id), lengths: lengths)
            }, lengths: lengths)
        return copy
    }

    /// The official value of a row of the plan, else the teams' own figure; nil for a share over nothing.
    private func known(of id: String) -> Known? {
        if let row = rows.first(where: { $0.target.indicator == id }) {
            return Known(row.value, row.basis, figure: row.estimate?.increment == nil ? row.estimate?.figure : nil)
        }
        guard let figure = figures.values[id] else { return nil }
        let isSample = if case .satisfaction = figure { true } else { false }
        return Known(IndicatorValue(figure), isSample ? .sample : .counted)
    }
}

/// A value and what kind of number it is.
private struct Known {
    let value: IndicatorValue
    let basis: Basis
    /// The agency's, to which nothing was added.
    let figure: Figure?

    init?(_ value: IndicatorValue?, _ basis: Basis, figure: Figure? = nil) {
        guard let value else { return nil }
        if case .ratio(let ratio) = value, ratio.whole == 0 { return nil }
        self.value = value
        self.basis = basis
        self.figure = figure
    }

    /// The day of the figure that both are; nil when they are two.
    func day(sharedWith other: Known) -> CivilDate? {
        guard let figure, figure.subject == other.figure?.subject, value == other.value else { return nil }
        return figure.date
    }

    /// An agency's figure stands in it, so that it is no gain of the teams alone.
    var isOfficial: Bool { basis == .baseline || basis == .otherAgency }

    /// What the teams counted in the period's days: more days, more of it.
    var isFlow: Bool {
        if case .count = value { basis == .counted || basis == .increment } else { false }
    }

    /// A sample under the clients that a conclusion needs.
    var isThin: Bool {
        if case .ratio(let ratio) = value { basis == .sample && ratio.whole < IndicatorRow.leastAnswers } else { false }
    }
}

extension Comparison.Change {
    /// Nil when neither period knows anything.
    fileprivate init?(of indicator: Indicator, _ now: Known?, before: Known?, lengths: Comparison.Lengths?) {
        guard let known = now ?? before else { return nil }
        id = indicator.id
        let isOfficial = [now, before].contains { $0?.isOfficial == true }
        name = isOfficial ? indicator.name : indicator.gain ?? indicator.name
        (self.before, self.now) = (before?.value, now?.value)
        (beforeBasis, nowBasis) = (before?.basis, now?.basis)
        // A count of people gained is no percentage, whatever the indicator's own unit.
        isPercentage = if case .count = known.value { false } else { indicator.unit.hasPrefix("%") }
        guard let now, let before else {
            (difference, obstacle, day) = (nil, nil, nil)
            return
        }
        day = now.day(sharedWith: before)
        // An agency's figure and its figure with the teams' increment are two states of one thing.
        let isOneKind = now.basis == before.basis || (now.isOfficial && before.isOfficial)
        let found = isOneKind ? now.value.difference(from: before.value, isPercentage: isPercentage) : nil
        if day != nil {
            (difference, obstacle) = (nil, .oneFigure)
        } else if found != nil, now.isThin || before.isThin {
            (difference, obstacle) = (nil, .clients)
        } else if found != nil, lengths != nil, now.isFlow {
            (difference, obstacle) = (nil, .lengths)
        } else {
            (difference, obstacle) = (found, found == nil ? .kinds : nil)
        }
    }
}

extension IndicatorValue {
    /// Nil between people and a share.
    fileprivate func difference(from before: IndicatorValue, isPercentage: Bool) -> Hundredths? {
        switch (self, before) {
        case (.count(let now), .count(let before)): return Hundredths((now - before) * 100)
        case (.number(let now), .number(let before)):
            return Hundredths(
                rounded((now.units * before.scale - before.units * now.scale) * 100, by: now.scale * before.scale))
        default:
            guard isPercentage, let now = percent, let before = before.percent else { return nil }
            return Hundredths(now.value - before.value)
        }
    }

    /// A share, or a number of percent.
    private var percent: Hundredths? {
        switch self {
        case .count: nil
        case .ratio(let ratio): ratio.percent
        case .number(let number): number.hundredths
        }
    }
}
