/// One report, before any format: every format prints these values and no others.
///
/// `estimates` are what other agencies' figures say, by indicator id; see `FigureBook.estimate`.
package struct ReportModel: Hashable, Sendable {
    package let plan: Plan
    package let catalogue: Catalogue
    package let period: Period
    package internal(set) var figures: Figures
    /// One for each row of the plan, in its order.
    package internal(set) var rows: [IndicatorRow]
    package internal(set) var completeness: Completeness
    package internal(set) var details: ReportDetails
    /// With an earlier period, when asked for.
    package internal(set) var comparison: Comparison?
    /// Counts from 1 to below this are hidden; nil in the ward's own view.
    package internal(set) var leastCount: Int?

    package init(
        plan: Plan, catalogue: Catalogue, period: Period, figures: Figures, completeness: Completeness,
        estimates: [String: Estimate] = [:], details: ReportDetails = ReportDetails()
    ) {
        self.plan = plan
        self.catalogue = catalogue
        self.period = period
        self.figures = figures
        self.completeness = completeness
        self.details = details
        let year = period.lastYear
        rows = plan.targets.map { target in
            let dueYear = target.value == nil && target.goals.isEmpty ? year : target.dueYear(in: plan, year: year)
            return IndicatorRow(
                target: target.resolved(for: plan.area.level, year: year), figure: figures.values[target.indicator],
                estimate: estimates[target.indicator], doubts: target.doubts.compactMap(plan.doubt),
                dueLater: dueYear > year ? dueYear : nil)
        }
    }

    /// Rows whose value cannot be right, which keep the report from being issued.
    package var blockingRows: [IndicatorRow] {
        rows.filter { $0.estimate?.blocksIssue == true }
    }

    /// Whether the report reaches outside the days for which the plan was made.
    package var isOutsidePlan: Bool {
        period.last < plan.validFrom || period.first > plan.validTo
    }
}

/// A target of the plan with what is known about it.
package struct IndicatorRow: Hashable, Sendable {
    package let target: Target
    package let status: ValueStatus
    /// Nil when missing, which is not zero.
    package let value: IndicatorValue?
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
    /// The target counts for the end of this later year, so that a verdict now only says how far it is.
    case dueLater(Int)
    /// By clients and by ratings differ by a percentage point or more.
    case ratingsDiffer(byRatings: Hundredths)
    case estimate(EstimateRemark)
}

extension IndicatorRow {
    /// Under this many answers no verdict. Source: docs/COUNTING.md, "Satisfaction".
    package static let leastAnswers = 30

    fileprivate init(target: Target, figure: FigureValue?, estimate: Estimate?, doubts: [Doubt], dueLater: Int?) {
        self.target = target
        self.doubts = doubts
        self.figure = figure
        self.estimate = estimate
        let value = estimate?.value ?? figure.flatMap(IndicatorValue.init)
        self.value = value
        basis = Basis(target.source, estimate)
        status = estimate?.status ?? (value == nil ? .missing : target.source == .partial ? .provisional : .computed)
        gap = value?.gap(to: target)
        var remarks = dueLater.map { [Remark.dueLater($0)] } ?? []
        remarks += estimate?.remarks.map(Remark.estimate) ?? []
        if estimate == nil, case .satisfaction(let satisfaction) = figure {
            interval = satisfaction.clients.interval
            remarks += satisfaction.remarks
        } else {
            interval = nil
        }
        self.remarks = remarks
        let answers = estimate == nil ? Self.leastAnswers : 1
        verdict = Self.verdict(target: target, value: value, leastAnswers: answers, doubts: doubts)
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

extension Satisfaction {
    fileprivate var remarks: [Remark] {
        var remarks: [Remark] = []
        if clients.whole > 0, clients.whole < IndicatorRow.leastAnswers {
            remarks.append(.tooFewAnswers(clients.whole))
        }
        if let byClients = clients.percent, let byRatings = ratings.percent,
            abs(byClients.value - byRatings.value) >= 100
        {
            remarks.append(.ratingsDiffer(byRatings: byRatings))
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
            target: target, status: .suppressed, value: nil, gap: nil,
            verdict: target.value == nil ? .noTarget : .noData,
            interval: nil, basis: basis, figure: nil, estimate: nil, remarks: [], doubts: doubts)
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
            case .partial: estimate == nil ? .increment : .baseline
            case .sample: estimate == nil ? .sample : .otherAgency
            case .manual: .otherAgency
            }
    }
}
