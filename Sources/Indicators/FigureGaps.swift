/// What other agencies still have to give for a plan's report.
package struct FigureGap: Hashable, Sendable {
    /// The id of an indicator or of a base population.
    package let indicator: String
    package let kind: Kind
    /// Who leads the row, as printed; several rows of one indicator may name several.
    package let leads: [String]

    package enum Kind: String, Hashable, Sendable {
        /// The official figure of classes M and C.
        case official
        /// The baseline of class P.
        case baseline
        /// The denominator of class P.
        case population
    }
}

extension FigureBook {
    /// In the order of the plan, each id once. Counted indicators need nobody's figure.
    package func gaps(of plan: Plan, catalogue: Catalogue, period: Period) -> [FigureGap] {
        var seen: Set<String> = []
        return plan.targets.flatMap { target -> [FigureGap] in
            guard let indicator = catalogue.indicator(target.indicator), indicator.source != .full,
                seen.insert(indicator.id).inserted
            else { return [] }
            let leads = Set(plan.targets.filter { $0.indicator == indicator.id }.map(\.lead)).sorted()
            let area = plan.area.code
            guard indicator.source == .partial else {
                guard figure(indicator.id, area: area, for: period) == nil else { return [] }
                return [FigureGap(indicator: indicator.id, kind: .official, leads: leads)]
            }
            let baseline = state(indicator.id, area: area, at: period.last)
            var gaps: [FigureGap] = []
            if baseline == nil { gaps.append(FigureGap(indicator: indicator.id, kind: .baseline, leads: leads)) }
            if let base = indicator.base, baseline?.denominator == nil,
                state(base, area: area, at: period.last) == nil, seen.insert(base).inserted
            {
                gaps.append(FigureGap(indicator: base, kind: .population, leads: leads))
            }
            return gaps
        }
    }
}
