package import Base

/// What other agencies still have to give for a plan's report.
package struct FigureGap: Hashable, Sendable {
    /// The id of an indicator or of a base population.
    package let indicator: String
    /// Its official name.
    package let title: Bilingual
    package let kind: Kind
    /// Whose official figure, when the plan has a target for another level than its own.
    package let level: Plan.Level?
    /// Who leads the row, as printed; several rows of one indicator may name several.
    package let leads: [String]

    package init(indicator: String, title: Bilingual, kind: Kind, level: Plan.Level? = nil, leads: [String]) {
        self.indicator = indicator
        self.title = title
        self.kind = kind
        self.level = level
        self.leads = leads
    }

    package enum Kind: String, Hashable, Sendable {
        /// The official figure of classes M and C.
        case official
        /// The baseline of class P.
        case baseline
        /// The denominator of class P.
        case population
    }
}

extension FigureGap {
    /// Under its agency, with the id by which it is entered: `- Tỷ lệ hồ sơ … (cấp xã) [hscv_toan_trinh]`.
    package var line: Bilingual {
        Bilingual(
            "- \(title.vi)\(level.map { " (\($0.text.vi))" } ?? "") [\(indicator)]",
            "- \(title.en)\(level.map { " (\($0.text.en))" } ?? "") [\(indicator)]")
    }
}

extension FigureBook {
    /// In the order of the plan, each id once for each level. Counted indicators need nobody's figure.
    package func gaps(of plan: Plan, catalogue: Catalogue, period: Period) -> [FigureGap] {
        var seen: Set<String> = []
        return plan.targets.flatMap { target -> [FigureGap] in
            guard let indicator = catalogue.indicator(target.indicator), indicator.source != .full else { return [] }
            let own = plan.area.level
            let levels: [Plan.Level?] =
                (target.level ?? own) == own ? [nil] + target.levels(besides: own) : [target.level]
            let gaps = levels.filter { seen.insert("\(indicator.id) \($0?.rawValue ?? "")").inserted }
                .flatMap { self.gaps(indicator, level: $0, of: plan, catalogue, period) }
            return gaps.filter { $0.kind != .population || seen.insert($0.indicator).inserted }
        }
    }

    private func gaps(
        _ indicator: Indicator, level: Plan.Level?, of plan: Plan, _ catalogue: Catalogue, _ period: Period
    ) -> [FigureGap] {
        let area = plan.area.code
        let leads = Set(plan.targets.filter { $0.indicator == indicator.id }.map(\.leadName)).sorted()
        guard indicator.source == .partial, level == nil else {
            let known =
                level.map { estimate(indicator, of: $0, area: area, period: period) }
                ?? estimate(indicator, area: area, period: period, increment: nil)
            guard known == nil else { return [] }
            let whose = level ?? indicator.otherLevel(inArea: area)
            return [
                FigureGap(indicator: indicator.id, title: indicator.name, kind: .official, level: whose, leads: leads)
            ]
        }
        let baseline = state(indicator.id, area: area, at: period.last)
        var gaps: [FigureGap] = []
        if baseline == nil {
            gaps.append(FigureGap(indicator: indicator.id, title: indicator.name, kind: .baseline, leads: leads))
        }
        // The same denominators that an estimate divides by.
        let whole = indicator.base.flatMap { state($0, area: area, at: period.last)?.count(isShare: false) }
        if let base = indicator.base, (whole ?? baseline?.denominator ?? 0) == 0 {
            let name = catalogue.populations.first { $0.id == base }?.name ?? Bilingual(base, base)
            gaps.append(FigureGap(indicator: base, title: name, kind: .population, leads: leads))
        }
        return gaps
    }
}
