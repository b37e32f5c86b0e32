package import Base

/// A target of the plan with what is known about it.
package struct IndicatorRow: Hashable, Sendable {
    package let target: Target
    package let status: ValueStatus
    /// Nil when missing, which is not zero.
    package let value: IndicatorValue?
    /// Of the value; the target's as printed when there is none.
    package let unit: String
    /// Above (or, negative, below) the target: percentage points, or units of the indicator.
    package let gap: Hundredths?
    package let verdict: Verdict
    /// Of a satisfaction, over the clients.
    package let interval: Interval?
    package let basis: Basis
    /// The teams' own figure; it stands beside an official one and never replaces it.
    package let figure: FigureValue?
    /// What other agencies' figures say; then `value` is theirs.
    package let estimate: Estimate?
    /// The teams' own figure from the plan's start to the period's end; nil when the period itself is that.
    package let cumulative: IndicatorValue?
    /// A yardstick beside the target, never a verdict.
    package let proRata: ProRata?
    package let remarks: [Remark]
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
    /// The source contradicts itself and the ward has to decide.
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
    case coverage(met: Ratio, bounds: [IndicatorValue], of: Bilingual, base: Bilingual, on: CivilDate)
    /// The target counts for the end of this later year.
    case dueLater(Int)
    /// The satisfaction by ratings, beside the one by clients; whether they are a percentage point or more apart.
    case ratings(Ratio, isApart: Bool)
    case estimate(EstimateRemark)
    /// The ends of what a share can be while pairs are undecided.
    case undecidedShare(least: Ratio, most: Ratio)
    /// Who gave the figure that is used.
    case source(Figure)
    /// The teams' own figure since this day, and the ends of what it can be while pairs are undecided.
    case cumulative(IndicatorValue, bounds: [IndicatorValue], unit: String, since: CivilDate)
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
                        cumulative, bounds: cumulativeBounds, unit: indicator?.unit(of: cumulative) ?? "", since: since
                    ))
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
        if estimate == nil, case .ratio(let least) = bounds.first, case .ratio(let most) = bounds.last {
            remarks.append(.undecidedShare(least: least, most: most))
        }
        self.remarks = remarks + progress.remarks(beside: value, of: indicator)
        let answers = estimate == nil ? Self.leastAnswers : 1
        func verdict(of value: IndicatorValue?) -> Verdict {
            Self.verdict(target: target, value: value, leastAnswers: answers, doubts: doubts)
        }
        // A verdict must hold whichever way the undecided pairs will go.
        let upper = verdict(of: value)
        // The pairs say nothing of an agency's figure.
        let ends = if let estimate { [estimate.leastValue].compactMap(\.self) } else { bounds }
        let own = ends.allSatisfy { verdict(of: $0) == upper } ? upper : .noData
        if own == .met {
            self.verdict = [.notMet, .notDue, .noData].first(where: progress.below.contains) ?? own
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
        if let excess = estimate?.excess { return excess }
        for case .coverage(let met, _, _, _, _) in remarks where met.part > met.whole { return met }
        return nil
    }

    /// Above (1) or below (-1) the target, unrounded; 0 on it, or when they cannot be compared.
    package var side: Int {
        guard let wanted = target.value else { return 0 }
        switch value {
        case .ratio(let ratio) where ratio.whole > 0:
            return (ratio.part * 100 * wanted.scale - wanted.units * ratio.whole).signum()
        case .number(let number): return number.difference(to: wanted).signum()
        case .ratio, .count, nil: return 0
        }
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
            target: target, status: .suppressed, value: nil, unit: target.unit, gap: nil,
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
