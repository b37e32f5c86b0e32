import Base
import Indicators

/// The plan's rows as one table: result, target, bar, verdict, and what must be said beside them.
extension HTMLPage {
    var planRows: Markup {
        var rows: [Markup] = []
        var group = ""
        for row in report.rows {
            if row.target.group != group {
                group = row.target.group
                rows.append(heading(of: group))
            }
            rows += lines(of: row)
        }
        let columns = ["name", "value", "target", "bar", "verdict"].map { Markup("col", ["class": $0]) }
        let heads = [
            (say("Chỉ tiêu, cơ quan chủ trì", "Indicator, lead"), "col"), (words[.result], "col"),
            (words[.target], "col"), (say("So với mức giao", "Against the target"), "col"), (words[.verdict], "col"),
        ].enumerated().map { index, head in
            Markup("th", ["scope": head.1, "class": (1...2).contains(index) ? "n" : nil], text: head.0)
        }
        return section(
            "chi-tieu", words[.planRows],
            [
                barKey,
                Markup(
                    "table", ["class": "rows"],
                    [
                        Markup("colgroup", [:], columns), Markup("thead", [:], [Markup("tr", [:], heads)]),
                        Markup("tbody", [:], rows),
                    ]),
            ])
    }

    private var barKey: Markup {
        Markup(
            "p", ["class": "note"],
            text: say(
                "Thanh: kết quả. Vạch dài: mức được giao. Vạch ngắn phía trên: tiến độ chia đều theo ngày (chỉ để tham khảo). Dải mảnh giữa thanh: khoảng tin cậy 95%.",
                "Bar: the result. Long mark: the target. Short mark above: the pro-rata line by days (a yardstick only). Thin band along the bar: 95% interval."
            ))
    }

    private func heading(of group: String) -> Markup {
        let title = report.plan.sections.first { $0.id == group }?.name[language]
        var head = [Markup(text: title.map { "\(group) · \($0)" } ?? group)]
        if let deadline = report.deadline(of: group) {
            head.append(Markup("span", ["class": "sub"], text: words.deadline(deadline)))
        }
        return Markup("tr", ["class": "group"], [Markup("th", ["scope": "rowgroup", "colspan": "5"], head)])
    }

    /// The numbers, and under them across the table what must be said of them.
    private func lines(of row: IndicatorRow) -> [Markup] {
        let notes = notes(of: row)
        guard !notes.isEmpty else { return [line(of: row, isLast: true)] }
        let cell = Markup("td", ["colspan": "5", "class": "sub"], text: notes.joined(separator: " · ") + ".")
        return [line(of: row, isLast: false), Markup("tr", ["class": "said"], [cell])]
    }

    private func line(of row: IndicatorRow, isLast: Bool) -> Markup {
        let target = row.target
        let name = report.name(of: target, language)
        let marks = row.doubts.map(\.id).joined(separator: ", ")
        var title = [Markup(text: name)]
        if !marks.isEmpty { title.append(Markup("span", ["class": "mark"], text: " [\(marks)]")) }
        if let lead = target.leadAgency { title.append(Markup("span", ["class": "sub lead"], text: lead)) }
        let (part, whole) = row.parts
        return Markup(
            "tr",
            [
                "class": isLast ? nil : "more", "data-indicator": target.indicator, "data-section": target.section,
                "data-value": row.plainValue, "data-unit": row.unit, "data-numerator": part.map(String.init),
                "data-denominator": whole.map(String.init), "data-target": row.plainTarget,
                "data-operator": target.comparison.rawValue, "data-status": row.status.rawValue,
                "data-verdict": row.verdict.rawValue, "data-gap": row.gap?.plain,
                "data-interval-low": row.interval?.low.plain, "data-interval-high": row.interval?.high.plain,
                "data-pro-rata": row.proRata?.value.plain, "data-cumulative": row.cumulative?.plain,
            ],
            [
                Markup("th", ["scope": "row"], title),
                Markup("td", ["class": "n", "data-label": words[.result]], [value(of: row)]),
                Markup("td", ["class": "n", "data-label": words[.target]], text: numbers.target(target)),
                Markup("td", [:], [bullet(of: row)]),
                Markup(
                    "td", [:],
                    [
                        row.judgement == row.verdict.text
                            ? verdictMark(row.verdict) : Markup(text: row.judgement[language])
                    ]),
            ])
    }

    private func value(of row: IndicatorRow) -> Markup {
        guard let text = numbers.value(of: row) else {
            let missing = row.isAwaited ? words[.otherAgency] : "—"
            return Markup("span", ["class": "missing"], text: missing)
        }
        var parts = [Markup("strong", [:], bounded(text, numbers.bound(of: row)))]
        if case .ratio(let ratio) = row.value {
            parts.append(
                Markup("span", ["class": "sub"], text: "\(numbers.count(ratio.part))/\(numbers.count(ratio.whole))"))
        }
        return parts.joined
    }

    private func notes(of row: IndicatorRow) -> [String] {
        var notes: [String] = []
        if row.status != .missing { notes.append(row.basis.text[language]) }
        if let interval = row.interval { notes.append(words.interval(interval, numbers)) }
        if let gap = words.gap(of: row, numbers) { notes.append(gap) }
        notes += row.remarks.map { $0.text[language] }
        if let deadline = words.deadline(of: row, in: report) { notes.append(deadline) }
        return notes.first.map { [$0.capitalisedFirst] + notes.dropFirst() } ?? []
    }

    /// Empty when there is no number to draw.
    private func bullet(of row: IndicatorRow) -> Markup {
        guard let scale = row.scale else { return .empty }
        let place = { (value: Double) in min(1000, max(0, Int((value / scale * 1000).rounded()))) }
        let end = numbers.count(Int(scale)) + (row.target.isPercentage ? "%" : "")
        var bullet = HTMLCharts.Bullet(end: end)
        bullet.value = row.number.map(place)
        bullet.target = row.target.number.map(place)
        bullet.pace = row.proRata.map { place(Double($0.value.value) / 100) }
        bullet.interval = row.interval.map { interval in
            let (low, high) = (place(Double(interval.low.value) / 100), place(Double(interval.high.value) / 100))
            return low...max(low, high)
        }
        var label =
            "\(numbers.value(of: row) ?? "—"); \(words[.target].lowercased()) \(numbers.target(row.target))"
        if let pace = row.proRata { label += "; \(pace.text[language])" }
        if let interval = row.interval { label += "; \(words.interval(interval, numbers))" }
        return HTMLCharts.bullet(bullet, label: label)
    }
}

extension IndicatorRow {
    var parts: (part: Int?, whole: Int?) {
        if case .ratio(let ratio) = value { (ratio.part, ratio.whole) } else { (nil, nil) }
    }

    /// For machines, as in JSON and CSV; nil when missing.
    var plainValue: String? {
        switch value {
        case nil: nil
        case .count(let count): String(count)
        case .ratio(let ratio): ratio.percent?.plain
        case .number(let number): number.plain
        }
    }

    var plainTarget: String? {
        target.value == nil ? nil : target.effectiveValue.replacing(",", with: ".")
    }

    /// The value on its unit's scale.
    var number: Double? {
        switch value {
        case nil: nil
        case .count(let count): Double(count)
        case .ratio(let ratio): ratio.percent.map { Double($0.value) / 100 }
        case .number(let number): Double(number.units) / Double(number.scale)
        }
    }

    /// The right end of a bar: 100 for percentages; nil when value and target cannot be set side by side.
    fileprivate var scale: Double? {
        guard let number, let wanted = target.number else { return nil }
        if target.isPercentage {
            if case .count = value { return nil }
            return max(100, number)
        }
        return HTMLCharts.niceCeiling(max(number, wanted, 1))
    }
}

extension Target {
    var number: Double? { value.map { Double($0.units) / Double($0.scale) } }
}
