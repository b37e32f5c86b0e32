import Base
import Indicators

/// The plan's rows on the page, grouped by section.
extension Page {
    private static let columns = (name: 34, value: 16, target: 8, verdict: 15)

    var planRows: [String] {
        let (name, value, target, verdict) = Self.columns
        var lines = [
            paint.heading(words[.planRows]),
            "  " + words[.indicator].fitted(to: name) + " " + words[.result].fitted(to: value, alignRight: true) + "  "
                + words[.target].fitted(to: target) + "  " + words[.verdict].fitted(to: verdict),
        ]
        var group = ""
        for row in report.rows {
            if row.target.group != group {
                group = row.target.group
                lines.append("")
                lines += heading(of: group)
            }
            lines += self.lines(of: row)
        }
        return lines.map(\.withoutTrailingSpaces)
    }

    private func heading(of group: String) -> [String] {
        let title = report.plan.sections.first { $0.id == group }?.name[language]
        let deadline = report.deadline(of: group).map { wrapped(words.deadline($0), indent: 2).map(paint.faint) }
        return wrapped(title.map { "\(group) · \($0)" } ?? group, indent: 2).map(paint.heading) + (deadline ?? [])
    }

    private func lines(of row: IndicatorRow) -> [String] {
        let (result, goal) = (value(of: row), row.target.goalNumber(language))
        // The name makes room for a long number.
        let (value, target) = (max(Self.columns.value, result.columns), max(Self.columns.target, goal.columns))
        let (name, verdict) = (
            Self.columns.name + Self.columns.value + Self.columns.target - value - target, Self.columns.verdict
        )
        let title = report.name(of: row.target, language)
        let marks = [row.basis.mark] + row.doubts.map(\.id)
        let names = "\(title) [\(marks.joined(separator: ", "))]".wrapped(to: name)
        return names.enumerated().map { index, line in
            guard index == 0 else { return "  " + line }
            let verdictText = paint.verdict(row.verdict, row.judgement[language].fitted(to: verdict))
            return "  " + line.fitted(to: name) + " " + result.fitted(to: value, alignRight: true) + "  "
                + goal.fitted(to: target) + "  " + verdictText
        } + notes(of: row)
    }

    private func value(of row: IndicatorRow) -> String {
        numbers.value(of: row).map { $0 + numbers.bound(of: row) } ?? (row.isAwaited ? words[.otherAgency] : "—")
    }

    /// What must be said beside the value.
    private func notes(of row: IndicatorRow) -> [String] {
        var notes: [String] = []
        // The column holds the number alone.
        if row.target.goalNumber(language) != numbers.target(row.target) {
            notes.append("\(words[.target].lowercased()) \(numbers.target(row.target))")
        }
        if case .ratio(let ratio) = row.value {
            notes.append(words.fraction(ratio, isSample: row.interval != nil, numbers))
            if let interval = row.interval { notes.append(words.interval(interval, numbers)) }
        }
        if let gap = words.gap(of: row, numbers) { notes.append(gap) }
        notes += row.remarks.map { $0.text[language] }
        if let deadline = words.deadline(of: row, in: report) { notes.append(deadline) }
        return notes.joined(separator: "; ").wrapped(to: TerminalRenderer.width - 4).filter { !$0.isEmpty }
            .map { paint.faint("    " + $0) }
    }

    /// What the marks behind the names mean, and the doubts of the plan.
    var legend: [String] {
        var lines = [paint.heading(words[.notes])]
        for basis in Basis.allCases where report.rows.contains(where: { $0.basis == basis }) {
            lines += note(basis.mark, basis.text[language])
        }
        let used = Set(report.rows.flatMap { $0.doubts.map(\.id) })
        for doubt in report.plan.doubts where used.contains(doubt.id) {
            lines += note(doubt.id, doubt.text[language])
        }
        for doubt in report.plan.generalDoubts { lines += note(doubt.id, doubt.text[language]) }
        // Those to whom it is published have no book to ask.
        if report.leastCount == nil { lines += wrapped(words[.whereFrom], indent: 2).map { "  \($0)" } }
        return lines
    }

    private func note(_ mark: String, _ text: String) -> [String] {
        text.wrapped(to: TerminalRenderer.width - 9).enumerated().map { index, line in
            "  " + (index == 0 ? "[\(mark)]" : "").fitted(to: 7) + line
        }
    }
}

extension Basis {
    /// The class of the plan's row.
    fileprivate var mark: String {
        switch self {
        case .counted: "F"
        case .increment, .baseline: "P"
        case .sample: "C"
        case .otherAgency: "M"
        }
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
