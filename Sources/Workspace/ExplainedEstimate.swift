package import Base
package import Indicators
import Ledger
import Store

/// A number that rests on other agencies' figures, part by part: what is printed is these and nothing else.
package struct ExplainedEstimate: Sendable {
    /// Of another level than the plan's own; nil for that.
    package let level: Plan.Level?
    package let value: IndicatorValue?
    /// Of the value; empty for a base population.
    package let unit: String
    /// The agency's figure: all of it, or the baseline that is added to.
    package let figure: Evidence
    /// What is divided by, when it is a figure of its own.
    package let population: Evidence?
    /// What the teams counted after the baseline's day; nil where nothing is added.
    package let increment: (days: Period, explanation: Explanation)?
    /// Of the increment.
    package let countUnit: String
    /// What is divided by, in the catalogue's words with what they assume; nil without a share.
    package let denominator: Bilingual?
    package let status: ValueStatus
    package let remarks: [EstimateRemark]
    /// No row of the plan asks for it: the report prints the agency's figure alone, as it was given.
    package let isOutsidePlan: Bool

    /// A figure with every version of its record, the one in force first.
    package struct Evidence: Sendable {
        package let figure: Figure
        package let versions: [Provenance]

        package var json: JSON {
            var object = figure.json
            object["versions"] = .array(versions.map(\.json))
            return .object(object)
        }
    }

    package var json: JSON {
        var added = increment?.explanation.json.object
        added?["period"] = increment?.days.json
        return .object([
            "level": level.map { .string($0.rawValue) } ?? .null, "value": value?.json ?? .null,
            "figure": figure.json, "population": population?.json ?? .null,
            "increment": added.map(JSON.object) ?? .null, "outside_plan": .bool(isOutsidePlan),
        ])
    }
}

extension Book {
    /// What the report prints of an indicator or a base population from other agencies' figures; empty without any.
    func estimates(
        of question: FigureQuestion, _ figures: FigureBook, _ plan: Plan, _ catalogue: Catalogue,
        facts: [CountedRecord], events: [(row: Int64, fact: EventFact)], isHeard: Bool
    ) throws -> [ExplainedEstimate] {
        let (area, period) = (plan.area.code, question.period)
        guard let indicator = catalogue.indicator(question.id) else {
            return try figures.state(question.id, area: area, at: period.last).map { population in
                try [explained(Estimate(population: population), increment: nil, level: nil, of: nil)]
                    .compactMap(\.self)
            } ?? []
        }
        if let outside = figures.outside(plan, catalogue, period).first(where: { $0.id == indicator.id }) {
            return [try explained(outside)]
        }
        let days = figures.increment(of: indicator, area: area, upTo: period)
        let added = days.flatMap { days in
            indicator.rule.map { rule in
                (days, Explainer(facts, events: events, period: days, catalogue: catalogue).explanation(of: rule))
            }
        }
        let own = figures.estimate(indicator, area: area, period: period, increment: isHeard ? added?.1.total : nil)
        let levels = Set(
            plan.targets.filter { $0.indicator == indicator.id }.flatMap { $0.levels(besides: plan.area.level) })
        let others = Plan.Level.allCases.filter(levels.contains).map { level in
            (level, figures.estimate(indicator, of: level, area: area, period: period))
        }
        return try [explained(own, increment: added, level: nil, of: indicator)].compactMap(\.self)
            + others.compactMap { try explained($1, increment: nil, level: $0, of: indicator) }
    }

    /// What a share of a base population is divided by; nil for every other rule, and where nobody gave the population.
    func population(
        under rule: Rule?, _ figures: FigureBook, _ plan: Plan, _ period: Period
    ) throws -> ExplainedEstimate.Evidence? {
        guard case .share(_, let base) = rule else { return nil }
        return try figures.state(base, area: plan.area.code, at: period.last).map(evidence)
    }

    private func explained(_ outside: OutsideFigure) throws -> ExplainedEstimate {
        ExplainedEstimate(
            level: nil, value: outside.value, unit: outside.unit, figure: try evidence(outside.figure),
            population: nil, increment: nil, countUnit: "", denominator: nil, status: .entered, remarks: [],
            isOutsidePlan: true)
    }

    private func explained(
        _ estimate: Estimate?, increment: (Period, Explanation)?, level: Plan.Level?, of indicator: Indicator?
    ) throws -> ExplainedEstimate? {
        guard let estimate, let figure = estimate.figure else { return nil }
        let isAdded = estimate.remarks.contains { if case .sinceBaseline = $0 { true } else { false } }
        return ExplainedEstimate(
            level: level, value: estimate.value,
            unit: estimate.value.flatMap { indicator?.unit(of: $0) } ?? "", figure: try evidence(figure),
            population: try estimate.population.map(evidence), increment: isAdded ? increment : nil,
            countUnit: indicator?.countUnit ?? "", denominator: estimate.isShareOfPeople ? indicator?.denominator : nil,
            status: estimate.status, remarks: estimate.remarks, isOutsidePlan: false)
    }

    private func evidence(_ figure: Figure) throws -> ExplainedEstimate.Evidence {
        let record = RecordID.decision(.figure, about: figure.subject)
        return ExplainedEstimate.Evidence(
            figure: figure, versions: try provenance(of: store.read { try $0.revisions(of: record) }))
    }
}

extension Estimate {
    /// A baseline over a population, the agency's own or the newest.
    fileprivate var isShareOfPeople: Bool {
        guard case .ratio? = value else { return false }
        return population != nil || increment != nil
    }
}
