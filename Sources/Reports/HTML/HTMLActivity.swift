import Base
import Indicators

/// The published figures that stand in no row of the plan's table, a ward's own among them.
extension HTMLPage {
    var activity: Markup {
        let shown = report.activity + report.restored.map { ($0.indicator, .count($0.count)) }
        let rows = shown.map { indicator, value in
            let plus = indicator.source == .partial ? "+" : ""
            let share = value.share
            return Markup(
                "tr",
                [
                    "data-activity": indicator.id, "data-value": share == nil ? value.total.map(String.init) : nil,
                    "data-numerator": share.map { String($0.part) }, "data-denominator": share.map { String($0.whole) },
                ],
                [
                    Markup(
                        "td", [:],
                        [Markup(text: (indicator.gain ?? indicator.name)[language])]
                            + (words.base(of: indicator, in: report).map {
                                [Markup("span", ["class": "sub"], text: $0)]
                            }
                                ?? [])),
                    Markup(
                        "td", ["class": "n"], bounded(plus + text(value), words.bound(indicator.id, report, numbers))),
                ])
        }
        guard !rows.isEmpty else { return Markup(text: "") }
        return section("hoat-dong", words[.activity], [Markup("table", [:], [Markup("tbody", [:], rows)])])
    }

    /// A number with its lower bound, which may stand under it where there is no room and is never broken.
    func bounded(_ number: String, _ bound: String) -> [Markup] {
        let bound = bound.drop { $0 == " " }
        return [Markup(text: number)]
            + (bound.isEmpty ? [] : [Markup(text: " "), Markup("span", ["class": "bound"], text: String(bound))])
    }

    var events: Markup {
        let rows = report.events.map { indicator, count in
            Markup(
                "tr", ["data-event": indicator.id, "data-value": String(count)],
                [
                    Markup("td", [:], text: indicator.name[language]),
                    Markup("td", ["class": "n"], text: numbers.count(count)),
                ])
        }
        guard !rows.isEmpty else { return .empty }
        return section("buoi", words[.events], [Markup("table", [:], [Markup("tbody", [:], rows)])])
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

    /// Satisfaction by how ratings were taken.
    var ratings: Markup {
        let groups = report.ratingMethods
        guard !groups.isEmpty else { return .empty }
        let heads = RatingMethods.heads.dropLast().enumerated().map { place, name in
            Markup("th", ["scope": "col", "class": (1...4).contains(place) ? "n" : nil], text: name[language])
        }
        let rows = groups.map { group in
            let title = Markup("th", ["scope": "rowgroup", "colspan": "5"], text: group.indicator.name[language])
            return ([Markup("tr", [:], [title])] + group.lines.map { rating($0, of: group.indicator) }).joined
        }
        return section(
            "danh-gia", RatingMethods.heading[language],
            [
                Markup(
                    "div", ["class": "scroll"],
                    [
                        Markup(
                            "table", [:],
                            [Markup("thead", [:], [Markup("tr", [:], heads)]), Markup("tbody", [:], rows)])
                    ]),
                Markup("p", ["class": "note"], text: RatingMethods.note[language]),
            ])
    }

    private func rating(_ line: RatingMethods.Line, of indicator: Indicator) -> Markup {
        let (clients, ratings) = (line.part.clients, line.part.ratings)
        let cells = RatingMethods.cells(line, numbers).dropLast().map { Markup("td", ["class": "n"], text: $0) }
        // Under the name: a column of notes would stand empty and take the names' room on a telephone.
        let remark = RatingMethods.remark(line, language)
        let note = remark.isEmpty ? [] : [Markup("span", ["class": "sub"], text: remark)]
        return Markup(
            "tr",
            [
                "data-rating": indicator.id, "data-method": line.method.id, "data-clients": String(clients.whole),
                "data-clients_satisfied": String(clients.part), "data-ratings": String(ratings.whole),
                "data-ratings_satisfied": String(ratings.part),
            ], [Markup("th", ["scope": "row"], [Markup(text: line.method.name[language])] + note)] + cells)
    }
}

extension FigureValue {
    /// What a share is made of.
    fileprivate var share: Ratio? {
        switch self {
        case .ratio(let ratio): ratio
        case .satisfaction(let satisfaction): satisfaction.clients
        case .count, .distribution: nil
        }
    }

    /// What a plain count says, or a distribution altogether.
    fileprivate var total: Int? {
        switch self {
        case .count(let count): count
        case .distribution(let counts): counts.values.reduce(0, +)
        case .ratio, .satisfaction: nil
        }
    }
}
