import Base
import Indicators

/// The changes since an earlier period, and what a published page must say of itself.
extension Page {
    var comparison: [String] {
        guard let comparison = report.comparison else { return [] }
        let (name, width) = (38, 13)
        let heads = words.heads(of: comparison, in: report)
        var lines =
            wrapped(words.comparedWith(comparison), indent: 2).map(paint.heading) + [
                "  " + words[.indicator].fitted(to: name)
                    + [heads.before, heads.now, words[.change]].map { $0.fitted(to: width, alignRight: true) }
                    .joined()
            ]
        for change in comparison.changes {
            let cells = [
                numbers.text(change.before, of: change), numbers.text(change.now, of: change),
                numbers.signed(change.difference, of: change.now),
            ].map { $0.fitted(to: width, alignRight: true) }.joined()
            for (index, line) in words.title(of: change).wrapped(to: name - 1).enumerated() {
                lines.append("  " + (index == 0 ? line.fitted(to: name) + cells : line))
            }
        }
        return lines + wrapped(words.changeUnit, indent: 2)
    }

    var outside: [String] {
        guard !report.outside.isEmpty else { return [] }
        return [paint.heading(Words.outside[language])]
            + report.outside.flatMap { wrapped($0.text[language], indent: 4) }.map { "  \($0)" }
    }

    var published: [String] {
        guard let least = report.leastCount else { return [] }
        return [words.published(least: least), words.received(report)].compactMap(\.self).flatMap {
            wrapped($0, indent: 2)
        }
    }
}
