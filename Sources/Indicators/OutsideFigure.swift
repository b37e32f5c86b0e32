package import Base

/// An agency's figure that somebody entered and no row of the plan asks for: printed by itself, judged by nothing.
package struct OutsideFigure: Hashable, Sendable {
    package let id: String
    package let name: Bilingual
    package let value: IndicatorValue
    package let unit: String
    package let figure: Figure
}

extension FigureBook {
    /// In the order of the catalogue: what a period may use of each, as the agency gave it.
    package func outside(_ plan: Plan, _ catalogue: Catalogue, _ period: Period) -> [OutsideFigure] {
        let planned = Set(plan.targets.map(\.indicator))
        return catalogue.indicators.filter { !planned.contains($0.id) }.compactMap { indicator in
            guard let estimate = estimate(indicator, area: plan.area.code, period: period, increment: nil),
                let figure = estimate.figure,
                let value = indicator.source == .partial ? figure.asGiven(isShare: indicator.isShare) : estimate.value
            else { return nil }
            return OutsideFigure(
                id: indicator.id, name: indicator.name, value: value, unit: indicator.unit(of: value), figure: figure)
        }
    }
}

extension OutsideFigure {
    /// `Tỷ lệ …: 84,60%, theo Sở KH&CN, ngày 31/03/2026`.
    package var text: Bilingual {
        let value = value.text(unit: unit)
        return Bilingual(
            "\(name.vi): \(value.vi), \(figure.citation.vi)", "\(name.en): \(value.en), \(figure.citation.en)")
    }

    package var json: JSON {
        .object([
            "id": .string(id), "vi": .string(name.vi), "en": .string(name.en), "unit": .string(unit),
            "value": value.json, "source": .object(figure.json),
        ])
    }

    /// From an issued report.
    init?(frozen json: JSON) {
        guard let id = json["id"]?.string, let figure = json["source"]?.object.flatMap(Figure.init(json:)),
            let value = json["value"].flatMap({ IndicatorValue(outside: $0, of: figure) })
        else { return nil }
        self.init(
            id: id, name: Bilingual(json["vi"]?.string ?? "", json["en"]?.string ?? ""), value: value,
            unit: json["unit"]?.string ?? "", figure: figure)
    }
}

extension IndicatorValue {
    fileprivate init?(outside json: JSON, of figure: Figure) {
        if let ratio = Ratio(frozen: json, "numerator", of: "denominator") {
            self = .ratio(ratio)
        } else if let count = json.int, figure.value == nil {
            self = .count(count)
        } else if case .number(let digits) = json, let number = DecimalNumber(plain: digits) {
            self = .number(number)
        } else {
            return nil
        }
    }
}

extension Figure {
    /// Over no population but its own.
    fileprivate func asGiven(isShare: Bool) -> IndicatorValue? {
        ratio.map(IndicatorValue.ratio) ?? count(isShare: isShare).map(IndicatorValue.count)
            ?? value.map(IndicatorValue.number)
    }
}
