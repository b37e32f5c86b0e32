package import Base

/// A target of the plan with what is known about it.
package struct IndicatorRow: Hashable, Sendable {
    package let target: Target
    package internal(set) var status: ValueStatus
    /// Nil when missing, which is not zero.
    package internal(set) var value: IndicatorValue?
    /// The ends of what the value can be however the undecided pairs are decided: the least, and of a sample's share
    /// the greatest too; none where they have no say.
    package internal(set) var bounds: [IndicatorValue]
    /// Of the value; the target's as printed when there is none.
    package internal(set) var unit: String
    /// Above (or, negative, below) the target: percentage points, or units of the indicator.
    package internal(set) var gap: Hundredths?
    package internal(set) var verdict: Verdict
    /// Of a satisfaction, over the clients.
    package internal(set) var interval: Interval?
    package let basis: Basis
    /// The teams' own figure; it stands beside an official one and never replaces it.
    package internal(set) var figure: FigureValue?
    /// What other agencies' figures say; then `value` is theirs.
    package internal(set) var estimate: Estimate?
    /// The teams' own figure from the plan's start to the period's end; nil when the period itself is that.
    package internal(set) var cumulative: IndicatorValue?
    /// A yardstick beside the target, never a verdict.
    package let proRata: ProRata?
    package internal(set) var remarks: [Remark]
    package let doubts: [Doubt]
}

/// How a value came about, as in SDMX's observation status.
package enum ValueStatus: String, Hashable, Sendable, CaseIterable {
    /// Counted from the teams' records.
    case computed
    /// Another agency's figure.
    case entered
    case missing
    /// The teams' increment, not yet set against the agency's own figure.
    case provisional
    /// Not published, because it counts few people or would tell of few.
    case suppressed
}

package enum IndicatorValue: Hashable, Sendable {
    case count(Int)
    case ratio(Ratio)
    /// An agency's number without its parts, in the indicator's unit.
    case number(DecimalNumber)
}

package enum Verdict: String, Hashable, Sendable, CaseIterable {
    case met = "dat"
    case notMet = "chua_dat"
    /// Short of a target that counts for the end of a later year.
    case notDue = "chua_den_han"
    /// No figure, or too few to judge by.
    case noData = "chua_du_lieu"
    case noTarget = "khong_giao_so"
    /// The source contradicts itself and the ward has to decide, or the figure cannot be right.
    case toConfirm = "can_xac_nhan"
}

/// What a value may be used for.
package enum Basis: String, Hashable, Sendable, CaseIterable {
    case counted
    /// Without a baseline.
    case increment
    /// The agency's baseline and the teams' increment since.
    case baseline
    case sample
    case otherAgency = "other_agency"
}

/// What must be said beside a value.
package enum Remark: Hashable, Sendable {
    /// Fewer answers than a verdict needs.
    case tooFewAnswers(Int)
    /// The row is set for this level of the administration alone.
    case level(Plan.Level)
    /// What the row wants of another level than the plan's own, and what is known of it.
    case otherLevel(Plan.Level, LevelResult)
    /// No baseline: only how many of the base population the teams have met since the plan's start, at least
    /// `bounds` while pairs are undecided.
    case coverage(met: Ratio, bounds: [IndicatorValue], of: Bilingual, base: Bilingual, population: Figure)
    /// The target counts for the end of this later year.
    case dueLater(Int)
    /// The satisfaction by ratings, beside the one by clients; whether they are a percentage point or more apart.
    case ratings(Ratio, isApart: Bool)
    case estimate(EstimateRemark)
    /// The ends of what a share can be while pairs are undecided.
    case undecidedShare(least: Ratio, most: Ratio)
    /// The least that a count can be while pairs are undecided.
    case undecidedCount(least: Int, unit: String)
    /// Above or below the target by less than two decimals show.
    case hairline(isAbove: Bool, unit: String)
    /// Who gave the figure that is used.
    case source(Figure)
    /// The teams' own figure since this day, and the ends of what it can be while pairs are undecided; whether it is a
    /// sample of too few clients.
    case cumulative(IndicatorValue, bounds: [IndicatorValue], unit: String, since: CivilDate, isThin: Bool)
    case proRata(ProRata)
    /// As it was printed in an issued report.
    case frozen(Bilingual)

    /// Whose figure or target it is, where that is another level's: no letter may leave it out.
    package var tellsOfLevel: Bool {
        switch self {
        case .otherLevel, .estimate(.ofLevel): true
        case .frozen(let text): Plan.Level.allCases.contains { text.vi.hasPrefix("\($0.text.vi): ") }
        default: false
        }
    }
}

extension IndicatorRow {
    /// Under this many answers no verdict. Source: docs/COUNTING.md, "Satisfaction".
    package static let leastAnswers = 30

    /// What is said of a row beside the period's own value.
    struct Progress {
        let dueLater: Int?
        let proRata: ProRata?
        let cumulative: IndicatorValue?
        let cumulativeBounds: [IndicatorValue]
        let since: CivilDate?
        /// What is said of other levels, and of coverage.
        let others: [Remark]
        /// Of the levels that the row asks for too: it is met when they are.
        let below: [Verdict]

        var remarks: [Remark] { (dueLater.map { [.dueLater($0)] } ?? []) + others }

        /// The pro-rata share is worth reading beside a value alone.
        func remarks(beside value: IndicatorValue?, of indicator: Indicator?) -> [Remark] {
            var remarks: [Remark] = []
            if let cumulative, let since {
                remarks.append(
                    .cumulative(
                        cumulative, bounds: cumulativeBounds, unit: indicator?.unit(of: cumulative) ?? "", since: since,
                        isThin: indicator?.isThinSample(cumulative) ?? false))
            }
            if let proRata, value != nil { remarks.append(.proRata(proRata)) }
            return remarks
        }
    }

    init(
        target: Target, of indicator: Indicator?, figure: FigureValue?, estimate: Estimate?, doubts: [Doubt],
        progress: Progress, bounds: [IndicatorValue] = []
    ) {
        self.target = target
        self.doubts = doubts
        self.figure = figure
        self.estimate = estimate
        let value = estimate?.value ?? figure.flatMap(IndicatorValue.init)
        self.value = value
        unit = value.flatMap { value in indicator?.unit(of: value) } ?? target.unit
        // The pairs say nothing of an agency's figure.
        let ends = if let estimate { [estimate.leastValue].compactMap(\.self) } else { value == nil ? [] : bounds }
        self.bounds = ends
        basis = Basis(target.source, estimate)
        status = estimate?.status ?? (value == nil ? .missing : target.source == .partial ? .provisional : .computed)
        gap = value?.gap(to: target)
        cumulative = progress.cumulative
        proRata = progress.proRata
        var remarks = (target.level.map { [Remark.level($0)] } ?? []) + progress.remarks
        if let given = estimate?.figure { remarks.append(.source(given)) }
        remarks += estimate?.remarks.map(Remark.estimate) ?? []
        if estimate == nil, case .satisfaction(let satisfaction) = figure {
            interval = satisfaction.clients.interval
            remarks += satisfaction.remarks
        } else {
            interval = nil
        }
        if estimate == nil, let indicator { remarks += indicator.remarks(of: value, unit: unit, bounds: ends) }
        if let near = Remark.hairline(of: value, to: target) { remarks.append(near) }
        self.remarks = remarks + progress.remarks(beside: value, of: indicator)
        let answers = estimate == nil ? Self.leastAnswers : 1
        func verdict(of value: IndicatorValue?) -> Verdict {
            Self.verdict(target: target, value: value, leastAnswers: answers, doubts: doubts)
        }
        // A verdict must hold whichever way the undecided pairs will go.
        let upper = verdict(of: value)
        let own = ends.allSatisfy { verdict(of: $0) == upper } ? upper : .noData
        if remarks.contains(where: \.isExcess), own != .noTarget {
            self.verdict = .toConfirm
        } else if own == .met {
            self.verdict = [.notMet, .toConfirm, .notDue, .noData].first(where: progress.below.contains) ?? own
        } else {
            self.verdict = own == .notMet && progress.dueLater != nil ? .notDue : own
        }
    }

    private static func verdict(
        target: Target, value: IndicatorValue?, leastAnswers: Int, doubts: [Doubt]
    ) -> Verdict {
        guard let wanted = target.value else { return .noTarget }
        if doubts.contains(where: \.needsConfirmation) { return .toConfirm }
        switch value {
        case nil: return .noData
        case .count(let count):
            // An increment or a sample without the agency's baseline is no percentage.
            guard !target.isPercentage else { return .noData }
            let difference = count * wanted.scale - wanted.units
            return target.comparison.holds(for: difference) ? .met : .notMet
        case .ratio(let ratio):
            guard ratio.whole >= leastAnswers else { return .noData }
            return ratio.meets(target.comparison, wanted) ? .met : .notMet
        case .number(let number):
            return target.comparison.holds(for: number.difference(to: wanted)) ? .met : .notMet
        }
    }
}

extension IndicatorRow {
    /// Why a row has no verdict for want of data.
    package enum Lack: Hashable, Sendable {
        /// The lead agency has still to give its figure.
        case figure
        /// The agency's figure is wanted here too, and the teams' own sample is too small.
        case clients
        /// The agency had nothing to count; nobody has to give anything.
        case nothingArose
        /// The value is known, and pairs of people or another level's figure hold the verdict back.
        case other
    }

    /// Nil when there is a verdict, or none is published.
    package var lack: Lack? {
        guard verdict == .noData, status != .suppressed else { return nil }
        return switch value {
        case nil: .figure
        case .ratio(let ratio) where ratio.whole == 0: basis == .sample ? .figure : .nothingArose
        case .ratio(let ratio) where basis == .sample && ratio.whole < Self.leastAnswers: .clients
        case .count where target.isPercentage: .figure
        case .ratio, .count, .number: .other
        }
    }
}

extension IndicatorRow {
    /// More of something than there is, in the value or beside it: no report with it is issued.
    package var excess: Ratio? {
        if let valueExcess { return valueExcess }
        for case .coverage(let met, _, _, _, _) in remarks where met.part > met.whole { return met }
        for case .otherLevel(_, let result) in remarks { if let excess = result.excess { return excess } }
        return nil
    }

    /// The value itself is more than there is.
    package var valueExcess: Ratio? {
        for case .estimate(.aboveDenominator(let part, let whole)) in remarks { return Ratio(part: part, whole: whole) }
        return nil
    }

    /// In words, where two decimals do not show on which side of the target the value lies.
    package var hairline: Bilingual? {
        for remark in remarks { if case .hairline = remark { return remark.text } }
        return nil
    }

    /// Without a value that cannot be right: the remarks say why. What leaves the office has no such percentage.
    var withoutExcess: IndicatorRow {
        guard valueExcess != nil else { return self }
        var row = self
        (row.status, row.value, row.bounds, row.unit) = (.missing, nil, [], target.unit)
        (row.gap, row.interval) = (nil, nil)
        return row
    }

    /// The base population that the value is a share of.
    package var population: Figure? {
        if let population = estimate?.population { return population }
        for case .estimate(.population(let figure, _)) in remarks { return figure }
        return nil
    }
}

extension Remark {
    /// The value is more than there is.
    package var isExcess: Bool { if case .estimate(.aboveDenominator) = self { true } else { false } }

    /// Nil where two decimals show on which side of the target the value lies, and on the target itself.
    static func hairline(of value: IndicatorValue?, to target: Target) -> Remark? {
        guard let wanted = target.value, let value, value.gap(to: target)?.value == 0 else { return nil }
        let side =
            switch value {
            case .ratio(let ratio): (ratio.part * 100 * wanted.scale - wanted.units * ratio.whole).signum()
            case .number(let number): number.difference(to: wanted).signum()
            case .count: 0
            }
        return side == 0 ? nil : .hairline(isAbove: side > 0, unit: target.isPercentage ? "%" : target.unit)
    }
}

extension Indicator {
    /// What must be said of the teams' own figure.
    fileprivate func remarks(of value: IndicatorValue?, unit: String, bounds: [IndicatorValue]) -> [Remark] {
        var remarks: [Remark] = []
        if isShare, case .ratio(let ratio) = value, ratio.part > ratio.whole {
            remarks.append(.estimate(.aboveDenominator(ratio.part, ratio.whole)))
        }
        switch (bounds.first, bounds.last) {
        case (.ratio(let least), .ratio(let most)): remarks.append(.undecidedShare(least: least, most: most))
        case (.count(let least), _): remarks.append(.undecidedCount(least: least, unit: unit))
        default: break
        }
        return remarks
    }

    /// Of fewer clients than a conclusion needs.
    fileprivate func isThinSample(_ value: IndicatorValue) -> Bool {
        guard case .satisfaction = rule, case .ratio(let ratio) = value else { return false }
        return (1..<IndicatorRow.leastAnswers).contains(ratio.whole)
    }
}

extension Satisfaction {
    fileprivate var remarks: [Remark] {
        var remarks: [Remark] = []
        if clients.whole > 0, clients.whole < IndicatorRow.leastAnswers {
            remarks.append(.tooFewAnswers(clients.whole))
        }
        if ratings.whole > 0 {
            remarks.append(.ratings(ratings, isApart: clients.isAPointAway(from: ratings)))
        }
        return remarks
    }
}

extension DecimalNumber {
    /// Above (or, negative, below) the target, in parts of both scales.
    fileprivate func difference(to target: TargetValue) -> Int {
        units * target.scale - target.units * scale
    }
}

extension IndicatorRow {
    /// The row without its value and all that follows from it.
    var suppressed: IndicatorRow {
        IndicatorRow(
            target: target, status: .suppressed, value: nil, bounds: [], unit: target.unit, gap: nil,
            verdict: target.value == nil ? .noTarget : .noData, interval: nil, basis: basis, figure: nil, estimate: nil,
            cumulative: nil, proRata: proRata, remarks: [], doubts: doubts)
    }
}

extension IndicatorValue {
    init?(_ figure: FigureValue) {
        switch figure {
        case .count(let count): self = .count(count)
        case .ratio(let ratio): self = .ratio(ratio)
        case .satisfaction(let satisfaction): self = .ratio(satisfaction.clients)
        case .distribution: return nil
        }
    }

    fileprivate func gap(to target: Target) -> Hundredths? {
        guard let wanted = target.value else { return nil }
        switch self {
        case .ratio(let ratio): return ratio.gap(to: wanted)
        case .count(let count):
            return target.isPercentage ? nil : Hundredths((count * wanted.scale - wanted.units) * 100 / wanted.scale)
        case .number(let number):
            return Hundredths(rounded(number.difference(to: wanted) * 100, by: number.scale * wanted.scale))
        }
    }
}

extension Basis {
    fileprivate init(_ source: Indicator.Source, _ estimate: Estimate?) {
        self =
            switch source {
            case .full: .counted
            // Nothing was added to what the agency gave.
            case .partial where estimate?.status == .entered: .otherAgency
            case .partial: estimate == nil ? .increment : .baseline
            case .sample: estimate == nil ? .sample : .otherAgency
            case .manual: .otherAgency
            }
    }
}
