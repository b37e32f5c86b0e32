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
            rows.append(line(of: row))
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
                "Thanh: kết quả. Vạch đen dài: mức được giao. Vạch ngắn phía trên: tiến độ chia đều theo ngày (chỉ để tham khảo). Dải sáng trong thanh: khoảng tin cậy 95 %.",
                "Bar: the result. Long black mark: the target. Short mark above: the pro-rata line by days (a yardstick only). Light band in the bar: 95 % interval."
            ))
    }

    private func heading(of group: String) -> Markup {
        let title = report.plan.sections.first { $0.id == group }?.name[language]
        return Markup(
            "tr", ["class": "group"],
            [Markup("th", ["scope": "rowgroup", "colspan": "5"], text: title.map { "\(group) · \($0)" } ?? group)])
    }

    private func line(of row: IndicatorRow) -> Markup {
        let target = row.target
        let name = language == .vi ? target.name : target.gloss
        let marks = row.doubts.map(\.id).joined(separator: ", ")
        var title = [Markup(text: name)]
        if !marks.isEmpty { title.append(Markup("span", ["class": "mark"], text: " [\(marks)]")) }
        if let lead = target.leadAgency { title.append(Markup("span", ["class": "sub lead"], text: lead)) }
        let notes = notes(of: row)
        if !notes.isEmpty { title.append(Markup("span", ["class": "sub"], text: notes.joined(separator: " · "))) }
        let (part, whole) = row.parts
        return Markup(
            "tr",
            [
                "data-indicator": target.indicator, "data-section": target.section,
                "data-value": row.plainValue, "data-numerator": part.map(String.init),
                "data-denominator": whole.map(String.init), "data-target": row.plainTarget,
                "data-operator": target.comparison.rawValue, "data-status": row.status.rawValue,
                "data-verdict": row.verdict.rawValue, "data-gap": row.gap?.plain,
            ],
            [
                Markup("th", ["scope": "row"], title),
                Markup("td", ["class": "n", "data-label": words[.result]], [value(of: row)]),
                Markup("td", ["class": "n", "data-label": words[.target]], text: numbers.target(target)),
                Markup("td", [:], [bullet(of: row)]), Markup("td", [:], [verdictMark(row.verdict)]),
            ])
    }

    private func value(of row: IndicatorRow) -> Markup {
        guard let text = numbers.value(of: row) else {
            let missing = row.basis == .otherAgency ? words[.otherAgency] : "—"
            return Markup("span", ["class": "missing"], text: missing)
        }
        var parts = [Markup("strong", [:], text: text)]
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
        if let gap = row.gap { notes.append(words.gap(gap, row.target, numbers)) }
        return notes + row.remarks.map { $0.text[language] }
    }

    /// Empty when there is no number to draw.
    private func bullet(of row: IndicatorRow) -> Markup {
        guard let scale = row.scale else { return .empty }
        let place = { (value: Double) in min(1000, max(0, Int((value / scale * 1000).rounded()))) }
        var bullet = HTMLCharts.Bullet()
        bullet.value = row.number.map(place)
        bullet.target = row.target.number.map(place)
        bullet.pace = row.proRata.map { place(Double($0.value.value) / 100) }
        bullet.interval = row.interval.map { interval in
            let (low, high) = (place(Double(interval.low.value) / 100), place(Double(interval.high.value) / 100))
            return low...max(low, high)
        }
        let label = "\(numbers.value(of: row) ?? "—"); \(words[.target]) \(numbers.target(row.target))"
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
        return max(number, wanted, 1) * 1.1
    }
}

extension Target {
    var number: Double? { value.map { Double($0.units) / Double($0.scale) } }
}
