import Base
import Indicators

/// What several formats ask of a report.
extension ReportModel {
    struct Reason {
        let id: String
        let name: Bilingual
        let count: Int
    }

    /// Why things were not finished, the most frequent first.
    var rankedReasons: [Reason] {
        let found = catalogue.indicators.compactMap { indicator -> [String: Int]? in
            if case .distribution(let counts) = figures.values[indicator.id] { counts } else { nil }
        }
        let names = Dictionary(catalogue.reasons.map { ($0.id, $0.name) }) { a, _ in a }
        return (found.first ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            Reason(id: $0.key, name: names[$0.key] ?? details.word($0.key), count: $0.value)
        }
    }

    /// The published figures that stand neither in the headline nor among the events.
    var activity: [(indicator: Indicator, value: FigureValue)] {
        let headline = ["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro"]
        return catalogue.figures.filter { !headline.contains($0) }.compactMap(catalogue.indicator).compactMap {
            indicator in
            if case .events = indicator.rule { return nil }
            return figures.values[indicator.id].map { (indicator, $0) }
        }
    }

    /// What came back stands apart from what is new.
    var restored: [(indicator: Indicator, count: Int)] {
        counted { if case .restored = $0 { true } else { false } }
    }

    /// Training and communication events, once there was one.
    var events: [(indicator: Indicator, count: Int)] {
        counted { if case .events = $0 { true } else { false } }
    }

    private func counted(_ isShown: (Rule) -> Bool) -> [(indicator: Indicator, count: Int)] {
        catalogue.indicators.compactMap { indicator in
            guard indicator.rule.map(isShown) == true, let count = figures.count(indicator.id), count > 0 else {
                return nil
            }
            return (indicator, count)
        }
    }

    /// All difficulties, whatever their state; nil where no indicator counts them.
    var difficultyCount: Int? {
        catalogue.indicators.first { $0.rule == .issues(status: nil, olderThan: nil) }.flatMap { figures.count($0.id) }
    }

    /// Theme and state of each, in words.
    func difficulties(_ language: Language) -> [(name: String, difficulty: DifficultyCount)] {
        details.difficulties.map { difficulty in
            let theme = difficulty.theme.isEmpty ? Bilingual("không ghi", "not told") : details.word(difficulty.theme)
            let state =
                difficulty.status.isEmpty
                ? Bilingual("không ghi tình trạng", "no state told") : details.word(difficulty.status)
            return ("\(theme[language]) · \(state[language].lowercasedFirst)", difficulty)
        }
    }

    /// Hamlets and items always, and what was asked for.
    func shownBreakdowns(by dimension: Breakdown.Dimension?) -> [Breakdown.Dimension] {
        let usual: [Breakdown.Dimension] = [.hamlet, .item]
        return usual + (dimension.map { usual.contains($0) ? [] : [$0] } ?? [])
    }

    /// What the plan prints as the deadline of every row under a heading; nil where they differ or say nothing.
    func deadline(of group: String) -> String? {
        let printed = Set(rows.filter { $0.target.group == group }.map(\.target.printedDeadline))
        return printed.count == 1 ? printed.first ?? nil : nil
    }

    func itemName(_ id: String) -> Bilingual {
        catalogue.personItems.first { $0.id == id }?.name ?? details.word(id)
    }
}

extension ReportModel {
    /// As printed, or the English gloss: that of the row that it points at, `= II.2.c(1)-2`, `KPI of I.A I-1`.
    func name(of target: Target, _ language: Language) -> String {
        guard language == .en else { return target.name.capitalisedFirst }
        for sign in ["= ", "KPI of "] where target.gloss.hasPrefix(sign) {
            let section = target.gloss.dropFirst(sign.count)
            let same = rows.first { $0.target.section.hasSuffix(section) && $0.target.section != target.section }
            if let same { return "\(same.target.gloss.capitalisedFirst) (\(same.target.section))" }
        }
        return target.gloss.capitalisedFirst
    }

    /// Rows under one heading have deadlines of their own, or the plan prints none.
    var isTimedByRow: Bool { rows.contains { deadline(of: $0.target.group) == nil } }

    /// As the plan prints it, else the year by whose end the value counts.
    func due(_ row: IndicatorRow) -> Bilingual {
        if let printed = row.target.printedDeadline { return Bilingual(printed, printed) }
        let year = row.target.dueYear(in: plan, year: period.lastYear)
        return Bilingual("Năm \(year)", "End of \(year)")
    }
}

extension Target {
    /// As printed; nil where the plan names none: "(không nêu)".
    var leadAgency: String? { lead.isEmpty || lead.hasPrefix("(") ? nil : leadName }

    /// Nil where the plan prints none: "(không ấn định)".
    var printedDeadline: String? { deadline.isEmpty || deadline.hasPrefix("(") ? nil : deadline }

    /// Nil where the plan prints none: "(không ghi; suy ra %)".
    var printedUnit: String? { unit.isEmpty || unit.hasPrefix("(") ? nil : unit }
}

extension IndicatorRow {
    /// The verdict in words; what is not published and what never arose have none, and wait for nobody.
    var judgement: Bilingual {
        if status == .suppressed { return Bilingual("không công bố", "not published") }
        return lack == .nothingArose ? Bilingual("không phát sinh", "nothing arose") : verdict.text
    }

    /// Another agency has still to tell; a value that was taken back has its reason beside it.
    var isAwaited: Bool { basis == .otherAgency && valueExcess == nil }
}

extension Numbers {
    /// The value in its own unit, `96,92%`, `+63 người`; nil when missing.
    func value(of row: IndicatorRow) -> String? {
        switch row.value {
        case nil: nil
        case .ratio(let ratio): percent(ratio)
        case .count(let count):
            (row.basis == .increment ? "+" : "") + IndicatorValue.count(count).text(unit: row.unit)[language]
        case .number(let number): IndicatorValue.number(number).text(unit: row.unit)[language]
        }
    }
}

extension Numbers {
    /// ` (≥ 249)` behind a count that undecided pairs may lower.
    func bound(of row: IndicatorRow) -> String {
        guard case .count(let least) = row.bounds.first else { return "" }
        return " (≥ \(count(least)))"
    }
}

extension IndicatorValue {
    /// For machines; a share over nothing is an empty text.
    var plain: String {
        switch self {
        case .count(let count): String(count)
        case .ratio(let ratio): ratio.percent?.plain ?? ""
        case .number(let number): number.plain
        }
    }
}

extension Numbers {
    /// A value of a comparison, with the sign of a percentage.
    func text(_ value: IndicatorValue?, of change: Comparison.Change) -> String {
        switch value {
        case nil: "—"
        case .count(let count): self.count(count)
        case .ratio(let ratio): percent(ratio)
        case .number: value?.text(unit: change.isPercentage ? "%" : "")[language] ?? "—"
        }
    }

    /// `+234`, `-0,40`: of whole numbers without decimals.
    func signed(_ difference: Hundredths?, of value: IndicatorValue?) -> String {
        guard let difference else { return "—" }
        let sign = difference.value > 0 ? "+" : difference.value < 0 ? "-" : ""
        let size = Hundredths(Int(difference.value.magnitude))
        if case .count = value { return sign + count(size.value / 100) }
        return sign + decimal(size)
    }
}

extension Basis {
    /// How a known value of this kind came about.
    var status: ValueStatus {
        switch self {
        case .counted, .sample: .computed
        case .increment, .baseline: .provisional
        case .otherAgency: .entered
        }
    }
}

extension Period {
    /// `T6`, `Jun`; for anything but a month its id.
    func shortName(_ language: Language) -> String {
        guard case .month(_, let month) = span else { return span.id }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return language == .vi ? "T\(month)" : names[month - 1]
    }
}

extension String {
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
