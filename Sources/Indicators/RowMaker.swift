import Base

/// Sets the targets of a plan against what is known of a period.
struct RowMaker {
    let plan: Plan
    let catalogue: Catalogue
    let period: Period
    let figures: Figures
    let cumulative: ReportModel.Cumulative?
    let estimates: [String: Estimate]
    let elsewhere: [Plan.Level: [String: Estimate]]
    let populations: [String: Figure]

    private var year: Int { period.lastYear }

    func row(_ target: Target) -> IndicatorRow {
        // What is known of the plan's own area says nothing of another level.
        let own = plan.area.level
        if let level = target.level, level != own { return row(target, of: level) }
        let id = target.indicator
        let others = target.levels(besides: own).map { ($0, LevelResult(row(target, of: $0))) }
        let coverage = estimates[id] == nil ? catalogue.indicator(id).flatMap(coverage).map { [$0] } ?? [] : []
        let doubts = target.doubts.compactMap(plan.doubt)
        return IndicatorRow(
            target: target.resolved(for: own, year: year).read(with: doubts), of: catalogue.indicator(id),
            figure: figures.values[id], estimate: estimates[id], doubts: doubts,
            progress: IndicatorRow.Progress(
                dueLater: dueLater(target), proRata: plan.proRata(of: target, at: period.last),
                cumulative: cumulative?.figures.values[id].flatMap(IndicatorValue.init),
                cumulativeBounds: cumulative?.figures.bounds(id) ?? [],
                since: cumulative?.period.first,
                others: others.map { Remark.otherLevel($0.0, $0.1) } + coverage + base(of: id),
                // A province answers for its wards, a ward for no province.
                below: own == .province ? others.map(\.1.verdict) : []),
            bounds: figures.bounds(id))
    }

    /// Official figures alone: no record of a team speaks for another level.
    private func row(_ target: Target, of level: Plan.Level) -> IndicatorRow {
        let doubts = target.doubts.compactMap(plan.doubt)
        return IndicatorRow(
            target: target.resolved(for: level, year: year).read(with: doubts),
            of: catalogue.indicator(target.indicator), figure: nil, estimate: elsewhere[level]?[target.indicator],
            doubts: doubts,
            progress: IndicatorRow.Progress(
                dueLater: dueLater(target), proRata: nil, cumulative: nil, cumulativeBounds: [], since: nil, others: [],
                below: []))
    }

    /// Of whom the teams' own share is taken.
    private func base(of id: String) -> [Remark] {
        guard estimates[id] == nil, let population = figures.populations[id] else { return [] }
        return catalogue.indicator(id).map { [.estimate($0.remark(on: population))] } ?? []
    }

    private func dueLater(_ target: Target) -> Int? {
        guard target.value != nil || !target.goals.isEmpty else { return nil }
        let due = target.dueYear(in: plan, year: year)
        return due > year ? due : nil
    }

    /// How much of the base population the teams have met, where no baseline allows a percentage.
    ///
    /// Source: DOMAIN.md §2.3.
    private func coverage(_ indicator: Indicator) -> Remark? {
        let known = cumulative?.figures ?? figures
        guard indicator.source == .partial, let base = indicator.base, let population = populations[base],
            let whole = population.count(isShare: false), whole > 0
        else { return nil }
        let unit: Rule = indicator.rule == .households ? .households : .persons
        guard let counted = catalogue.indicators.first(where: { $0.rule == unit }),
            let met = known.count(counted.id)
        else { return nil }
        // Of whom the teams met the ages are not all known.
        let name =
            unit == .households
            ? counted.name : Bilingual("\(counted.name.vi) (mọi tuổi)", "\(counted.name.en) (of any age)")
        return .coverage(
            met: Ratio(part: met, whole: whole), bounds: known.bounds(counted.id), of: name,
            base: catalogue.populations.first { $0.id == base }?.name ?? Bilingual(base, base), population: population)
    }
}

/// What a row that names several levels says of another level than the plan's own.
package struct LevelResult: Hashable, Sendable {
    package let target: Target
    /// Nil when missing, which is not zero.
    package let value: IndicatorValue?
    package let unit: String
    package let verdict: Verdict
    package let figure: Figure?
    /// The value is more than there is.
    let excess: Ratio?
    /// On which side of the target it lies, where two decimals do not show it.
    let hairline: Bilingual?

    init(_ row: IndicatorRow) {
        target = row.target
        value = row.value
        unit = row.unit
        verdict = row.verdict
        figure = row.estimate?.figure
        excess = row.valueExcess
        hairline = row.hairline
    }
}
