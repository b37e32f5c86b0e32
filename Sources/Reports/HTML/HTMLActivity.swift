import Base
import Indicators

/// The published figures that stand in no row of the plan's table, a ward's own among them.
extension HTMLPage {
    var activity: Markup {
        let headline = ["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"]
        let restored = report.catalogue.indicators.filter { indicator in
            guard case .restored = indicator.rule else { return false }
            return report.figures.count(indicator.id) ?? 0 > 0
        }
        let shown = report.catalogue.figures.compactMap(report.catalogue.indicator) + restored
        let rows = shown.filter { !headline.contains($0.id) }.compactMap { indicator -> Markup? in
            guard let value = report.figures.values[indicator.id] else { return nil }
            let plus = indicator.source == .partial ? "+" : ""
            return Markup(
                "tr", [:],
                [
                    Markup("td", [:], text: (indicator.gain ?? indicator.name)[language]),
                    Markup(
                        "td", ["class": "n"],
                        text: plus + text(value) + words.bound(indicator.id, report, numbers)),
                ])
        }
        guard !rows.isEmpty else { return Markup(text: "") }
        return section("hoat-dong", words[.activity], [Markup("table", [:], [Markup("tbody", [:], rows)])])
    }

    private func text(_ value: FigureValue) -> String {
        switch value {
        case .count(let count): numbers.count(count)
        case .ratio(let ratio): numbers.share(ratio)
        case .satisfaction(let satisfaction):
            "\(numbers.percent(satisfaction.clients)) (n=\(numbers.count(satisfaction.clients.whole)))"
        case .distribution(let counts): numbers.count(counts.values.reduce(0, +))
        }
    }
}
