package import Base

/// One report, before any format: every format prints these values and no others.
///
/// `estimates` and `populations` are what other agencies' figures say, by id; see `FigureBook.estimate`. `elsewhere`
/// is what they say of other levels than the plan's own, such as all wards of a province.
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
    /// From the plan's start to the period's end; nil when that is the period itself, or lies before the plan.
    package internal(set) var cumulative: Cumulative?
    /// Other agencies' figures that no row of the plan asks for.
    package internal(set) var outside: [OutsideFigure]
    /// No device has been heard from, so that nothing is known of the teams' work.
    package let isUnheard: Bool
    /// When these very figures are frozen.
    package var issue: IssueMark?

    package init(
        plan: Plan, catalogue: Catalogue, period: Period, figures: Figures, completeness: Completeness,
        estimates: [String: Estimate] = [:], elsewhere: [Plan.Level: [String: Estimate]] = [:],
        populations: [String: Figure] = [:], cumulative: Cumulative? = nil, outside: [OutsideFigure] = [],
        details: ReportDetails = ReportDetails()
    ) {
        self.plan = plan
        self.catalogue = catalogue
        self.period = period
        self.figures = figures.over(populations, catalogue: catalogue)
        isUnheard = self.figures.values.isEmpty
        self.completeness = completeness
        self.cumulative = cumulative.map {
            Cumulative(period: $0.period, figures: $0.figures.over(populations, catalogue: catalogue))
        }
        self.outside = outside
        self.details = details
        let reader = RowMaker(
            plan: plan, catalogue: catalogue, period: period, figures: self.figures, cumulative: self.cumulative,
            estimates: estimates, elsewhere: elsewhere, populations: populations)
        rows = plan.targets.map(reader.row)
    }

    /// The figures that run from the plan's start: "lũy kế".
    package struct Cumulative: Hashable, Sendable {
        package let period: Period
        package let figures: Figures

        package init(period: Period, figures: Figures) {
            self.period = period
            self.figures = figures
        }
    }

    /// Shares that cannot be right, with their names: more of something than there is. They keep the report from being
    /// issued. Source: DOMAIN.md §2.3.
    package var excesses: [(name: String, ratio: Ratio)] {
        rows.compactMap { row in row.excess.map { (row.target.nameWithLevel, $0) } }
            + outside.compactMap { figure in
                excess(of: figure.value, figure.id).map { (figure.name.vi, $0) }
            }
            + catalogue.indicators.compactMap { indicator in
                excess(of: figures.values[indicator.id].flatMap(IndicatorValue.init), indicator.id).map {
                    (indicator.name.vi, $0)
                }
            }
    }

    /// Nil for a share that can be, and for what is no share.
    package func excess(of value: IndicatorValue?, _ id: String) -> Ratio? {
        guard case .ratio(let ratio) = value, ratio.part > ratio.whole, catalogue.indicator(id)?.isShare == true else {
            return nil
        }
        return ratio
    }

    /// For what leaves the office: without percentages of more than there is. Source: DOMAIN.md §2.3.
    package var withoutExcesses: ReportModel {
        var copy = self
        copy.rows = rows.map(\.withoutExcess)
        for (id, value) in figures.values where excess(of: IndicatorValue(value), id) != nil {
            copy.figures.values[id] = nil
        }
        copy.comparison?.changes.removeAll { change in
            [change.before, change.now].contains { excess(of: $0, change.id) != nil }
        }
        return copy
    }

    /// Whether there was such an event in one of two periods: without any there is nothing to set side by side.
    func hasEvents(_ indicator: Indicator, or earlier: ReportModel) -> Bool {
        guard case .events = indicator.rule else { return false }
        return [self, earlier].contains { $0.figures.count(indicator.id) ?? 0 > 0 }
    }

    /// Whether the report reaches outside the days for which the plan was made.
    package var isOutsidePlan: Bool {
        period.last < plan.validFrom || period.first > plan.validTo
    }

    /// Some of its days do; a month of the decree that closes in the plan's first is the plan's.
    package var isPartlyOutsidePlan: Bool {
        guard !isOutsidePlan, let whole = plan.cumulative(to: period) else { return false }
        return period.first < whole.first || period.last > plan.validTo
    }
}

/// By what an issued report is named on paper.
package struct IssueMark: Hashable, Sendable {
    /// The first digits of its hash.
    package let id: String
    /// 1 for the period's first.
    package let number: Int
    package let issued: Instant

    package init(id: String, number: Int, issued: Instant) {
        self.id = id
        self.number = number
        self.issued = issued
    }

    package var text: Bilingual {
        Bilingual(
            "chốt lần \(number), \(issued.vietnamese), mã \(id)", "issued no. \(number), \(issued.vietnamese), id \(id)"
        )
    }
}
