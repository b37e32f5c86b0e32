package import Base
package import Indicators

/// The report as a page of at most 80 columns.
package struct TerminalRenderer: TextRenderer {
    package let language: Language
    package let colour: Bool
    /// What is shown instead of the table of hamlets.
    package let dimension: Breakdown.Dimension?
    static let width = 80

    package init(language: Language, colour: Bool = false, by dimension: Breakdown.Dimension? = nil) {
        self.language = language
        self.colour = colour
        self.dimension = dimension
    }

    package func render(_ report: ReportModel) -> String {
        let page = Page(report: report, words: Words(language: language), paint: Paint(isOn: colour))
        let blocks = [
            page.head, page.published, page.completeness, page.counts, page.comparison, page.activity, page.ratings,
            page.increments, page.events, page.planRows, page.outside,
            dimension.map(page.breakdown(by:)) ?? page.hamlets,
            page.conflicts, page.reasons, page.difficulties, page.legend,
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}

/// Bold headings and coloured verdicts, or nothing at all.
struct Paint {
    let isOn: Bool

    func heading(_ text: String) -> String { wrap(text, "1") }
    func faint(_ text: String) -> String { wrap(text, "2") }

    func verdict(_ verdict: Verdict, _ text: String) -> String {
        switch verdict {
        case .met: wrap(text, "32")
        case .notMet: wrap(text, "31")
        case .toConfirm: wrap(text, "33")
        case .notDue, .noData, .noTarget: text
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// The blocks of the page; each is lines, and empty when it has nothing to say.
struct Page {
    let report: ReportModel
    let words: Words
    let paint: Paint
    var numbers: Numbers { Numbers(language: words.language) }
    var language: Language { words.language }

    var head: [String] {
        let area = report.plan.area
        var lines = [
            paint.heading("\(words[.title]) · \(area.name[language]) (\(area.code))"),
            "\(words[.period]): \(report.period.name[language]), \(report.period.days[language])",
        ]
        if let issue = report.issue { lines.append(issue.text[language]) }
        if let lost = words.notKept(report) { lines += wrapped(lost, indent: 2) }
        lines += wrapped(report.plan.title[language], indent: 2)
        if let unfinished = words.unfinished(report) { lines += wrapped(unfinished, indent: 2) }
        if let outside = words.outsidePlan(report) { lines += wrapped(outside, indent: 2) }
        return lines
    }

    var completeness: [String] {
        guard report.leastCount == nil else { return [] }
        let state = report.completeness
        var lines = [paint.heading(words[.completeness])]
        for device in state.devices {
            let last = device.lastBatch.map { "\(words[.lastBatch]) \($0.vietnamese)" } ?? words[.thisComputer]
            lines.append(
                "  " + device.label.fitted(to: 30) + "  " + last.fitted(to: 30)
                    + numbers.count(device.records).fitted(to: 16, alignRight: true))
        }
        if state.devices.isEmpty { lines.append("  " + words[.noDevices]) }
        lines.append(
            "  "
                + [
                    "\(words[.editConflicts]): \(numbers.count(state.editConflicts))",
                    "\(words[.uncounted]): \(numbers.count(state.uncounted))",
                    "\(words[.quarantined]): \(numbers.count(state.quarantined))",
                ].joined(separator: " · "))
        return lines
            + ([words.teamsHeard(state)].compactMap(\.self) + words.freshness(state, numbers)).flatMap {
                wrapped($0, indent: 2)
            }.map { "  \($0)" }
    }

    /// Sessions, people, households and businesses side by side, always.
    var counts: [String] {
        let shown: [(Words.Key, String)] = [
            (.sessions, "luot_ho_tro"), (.people, "nguoi_duoc_ho_tro"), (.households, "ho_duoc_ho_tro"),
            (.businesses, "co_so_duoc_ho_tro"),
        ]
        let width = (TerminalRenderer.width - 2) / shown.count
        return [
            "  " + shown.map { words[$0.0].fitted(to: width, alignRight: true) }.joined(),
            paint.heading(
                "  " + shown.map { number(of: $0.1).fitted(to: width, alignRight: true) }.joined()),
        ] + lowerBounds(shown.map(\.1), width: width)
            + (words.sinceStart(report, numbers).map { wrapped($0, indent: 2).map { "  " + $0 } } ?? [])
    }

    /// What the counts would be if every undecided pair were one.
    private func lowerBounds(_ ids: [String], width: Int) -> [String] {
        let least = ids.map { id in report.figures.lowerBounds[id].map { "≥ \(numbers.count($0))" } ?? "" }
        guard let last = least.lastIndex(where: { !$0.isEmpty }) else { return [] }
        return [least[...last].reduce("  ") { $0 + $1.fitted(to: width, alignRight: true) }]
    }

    private func number(of id: String) -> String {
        report.figures.count(id).map(numbers.count) ?? "—"
    }

    /// The published figures that no other block shows.
    var activity: [String] {
        let rows = report.activity.flatMap { indicator, value in
            row(
                (indicator.gain ?? indicator.name)[language],
                text(value, isIncrement: indicator.source == .partial) + words.bound(indicator.id, report, numbers))
                + (words.base(of: indicator, in: report).map { base in
                    base.wrapped(to: TerminalRenderer.width - 4).map { paint.faint("    " + $0) }
                } ?? [])
        }
        return rows.isEmpty ? [] : [paint.heading(words[.activity])] + rows
    }

    /// An increment carries a plus, since without the agency's baseline it is not the whole.
    private func text(_ value: FigureValue, isIncrement: Bool) -> String {
        switch value {
        case .count(let count): isIncrement ? "+\(numbers.count(count)) \(words[.peopleUnit])" : numbers.count(count)
        case .ratio(let ratio): numbers.share(ratio)
        case .satisfaction(let satisfaction):
            "\(numbers.percent(satisfaction.clients)) (n=\(numbers.count(satisfaction.clients.whole)))"
        case .distribution(let counts): numbers.count(counts.values.reduce(0, +))
        }
    }

    /// Training and communication events, once there was one.
    var events: [String] {
        let rows = report.events.flatMap { row($0.indicator.name[language], numbers.count($0.count)) }
        return rows.isEmpty ? [] : [paint.heading(words[.events])] + rows
    }

    var increments: [String] {
        let names = Dictionary(uniqueKeysWithValues: report.catalogue.personItems.map { ($0.id, $0.name[language]) })
        let rows = report.figures.increments.flatMap {
            row(
                names[$0.item] ?? $0.item,
                numbers.count($0.count) + words.bound(Figures.bound(increment: $0.item), report, numbers))
        }
        let restored = report.restored.flatMap { row($0.indicator.name[language], numbers.count($0.count)) }
        return rows.isEmpty ? [] : [paint.heading(words[.increments])] + rows + restored
    }

    /// Sessions, people, households and businesses of each; an issued report has the first two alone.
    var hamlets: [String] {
        guard !report.figures.hamlets.isEmpty else { return [] }
        let reach = report.details.reachOfHamlets
        let more: [Breakdown.Measure] =
            reach.isEmpty || report.details.notKept.contains(.breakdowns) ? [] : [.households, .businesses]
        let rows = report.figures.hamlets.map { hamlet in
            let bound = words.bound(Figures.bound(hamlet: hamlet.code), report, numbers)
            let cells =
                [numbers.count(hamlet.sessions), numbers.count(hamlet.persons) + bound]
                + more.map { reach[hamlet.code]?[$0].map(numbers.count) ?? "—" }
            return (name: report.details.hamletName(hamlet.code)[language].printable, cells: cells)
        }
        let heads = [words[.hamlet], words[.sessions], words[.people]] + more.map { $0.name[language] }
        return [paint.heading(words[.byHamlet])] + NumberTable(heads: heads, rows: rows).lines
            + wrapped(words[.peopleDoNotAddUp], indent: 2)
    }

    var conflicts: [String] {
        let found = report.figures.conflicts.filter { $0.count > 0 }
        guard !found.isEmpty else { return [] }
        let names = Dictionary(uniqueKeysWithValues: report.catalogue.personItems.map { ($0.id, $0.name[language]) })
        return wrapped(words.conflicts(report, numbers), indent: 2)
            + found.flatMap { row(names[$0.item] ?? $0.item, numbers.count($0.count)) }
    }

    /// The most frequent reasons, up to ten.
    var reasons: [String] {
        let ranked = report.rankedReasons.prefix(10)
        guard !ranked.isEmpty else { return [] }
        return [paint.heading(words[.reasons])]
            + ranked.flatMap { row($0.name[language].printable, numbers.count($0.count)) }
    }

    /// Up to ten, like the reasons.
    var difficulties: [String] {
        let found = report.difficulties(language).prefix(10)
        guard !found.isEmpty else { return [] }
        return [paint.heading(words[.difficulties])]
            + found.flatMap { row($0.name.printable, numbers.count($0.difficulty.count)) }
    }

    /// A name that may take several lines, with its value on the first; the value is never cut.
    private func row(_ name: String, _ value: String) -> [String] {
        let column = max(20, value.columns + 2)
        let width = TerminalRenderer.width - column
        return name.wrapped(to: width - 4).enumerated().map { index, line in
            index == 0 ? "  " + line.fitted(to: width - 2) + value.fitted(to: column, alignRight: true) : "    " + line
        }
    }

    func wrapped(_ text: String, indent: Int) -> [String] {
        text.wrapped(to: TerminalRenderer.width - indent).enumerated().map { index, line in
            index == 0 ? line : String(repeating: " ", count: indent) + line
        }
    }
}
