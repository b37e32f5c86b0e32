package import Base

/// The figures in force, by what and where they are of. The newest one that a period may use counts.
package struct FigureBook: Hashable, Sendable {
    private let figures: [Key: [Figure]]

    private struct Key: Hashable {
        let indicator: String
        let area: String
    }

    /// One figure for each subject: the winning revision of its record.
    package init(_ figures: some Sequence<Figure>) {
        self.figures = Dictionary(grouping: figures) { Key(indicator: $0.indicator, area: $0.area) }
            .mapValues { $0.sorted(by: Self.isOlder) }
    }

    /// By day, then by when it was entered; the subject only makes the order certain.
    private static func isOlder(_ a: Figure, _ b: Figure) -> Bool {
        (a.date, a.enteredOn, a.subject) < (b.date, b.enteredOn, b.subject)
    }

    /// Every figure of an indicator or population, oldest first.
    package func history(_ indicator: String, area: String) -> [Figure] {
        figures[Key(indicator: indicator, area: area)] ?? []
    }

    /// All, by area and id, oldest first.
    package var all: [Figure] {
        figures.sorted { ($0.key.area, $0.key.indicator) < ($1.key.area, $1.key.indicator) }.flatMap(\.value)
    }

    /// The figure of that very period, else the newest state up to its last day. Nil is missing, never zero.
    package func figure(
        _ indicator: String, area: String, for period: Period, level: Plan.Level? = nil
    ) -> Figure? {
        let known = history(indicator, area: area).filter { $0.level == level }
        return known.last { $0.period?.isSame(as: period.span) == true }
            ?? known.last { $0.period == nil && $0.date <= period.last }
    }

    /// The newest state up to a day.
    package func state(_ indicator: String, area: String, at day: CivilDate) -> Figure? {
        history(indicator, area: area).last { $0.period == nil && $0.level == nil && $0.date <= day }
    }

    package func figure(about subject: String) -> Figure? {
        all.first { $0.subject == subject }
    }
}

extension FigureBook {
    /// The days whose increments are added to the newest baseline: from the day after it to the period's last. Earlier
    /// increments are absorbed by it. Nil without a baseline, or when it stands on the last day itself.
    ///
    /// Source: DOMAIN.md §2.3.
    package func increment(of indicator: Indicator, area: String, upTo period: Period) -> Period? {
        guard indicator.source == .partial, let baseline = state(indicator.id, area: area, at: period.last),
            baseline.date < period.last
        else { return nil }
        return Period(period.span, cutoff: .dates(baseline.date.adding(days: 1), period.last))
    }
}
