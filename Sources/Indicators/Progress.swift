package import Base

extension Plan {
    /// From the plan's first month to the period's last, cut the same way: "lũy kế". Nil when the period ends before
    /// the plan begins.
    package func cumulative(to period: Period) -> Period? {
        guard period.last >= validFrom else { return nil }
        let last = period.span.months.last
        let from = Period.Month(year: validFrom.year, month: validFrom.month)
        let span: Period.Span = from < last ? .months(from: from, to: last) : .month(year: last.year, month: last.month)
        if case .dates = period.cutoff { return Period(span, cutoff: .dates(validFrom, period.last)) }
        return Period(span, cutoff: period.cutoff)
    }

    /// What a target comes to when it is reached in equal daily steps from the plan's first day, or from the goal of an
    /// earlier year, to the last day of the year for which it counts. A yardstick beside the target and never a verdict: no plan sets it.
    ///
    /// Nil without a number, for upper limits, for samples (a level such as 95 % satisfied is wanted every day), and
    /// outside the plan's days.
    package func proRata(of target: Target, at cutoff: CivilDate) -> ProRata? {
        guard validFrom <= cutoff, cutoff <= validTo, target.source != .sample else { return nil }
        switch target.comparison {
        case .atLeast, .moreThan, .exactly: break
        case .atMost, .lessThan, .none: return nil
        }
        let year = cutoff.year
        let dueYear = target.dueYear(in: self, year: year)
        let earlier = target.goals.filter { $0.level == nil || $0.level == area.level }
            .compactMap { goal in goal.year.map { (year: $0, value: goal.value) } }
            .filter { $0.year < dueYear }.max { $0.year < $1.year }
        guard let value = target.resolved(for: area.level, year: year).value,
            let start = CivilDate(year: earlier.map { $0.year + 1 } ?? validFrom.year, month: 1, day: 1),
            let end = CivilDate(year: dueYear, month: 12, day: 31)
        else { return nil }
        let (first, last) = (max(start, validFrom), min(end, validTo))
        // After the last goal's year nothing runs up any more.
        guard cutoff <= last else { return nil }
        return ProRata(
            from: earlier?.value, target: value, isPercentage: target.isPercentage, days: cutoff.day - first.day + 1,
            of: last.day - first.day + 1, until: last)
    }
}

/// The linear share of a target up to a day.
package struct ProRata: Hashable, Sendable {
    /// The goal of an earlier year, which was to be reached before the first day; nil for nothing.
    package let from: TargetValue?
    package let target: TargetValue
    package let isPercentage: Bool
    /// Days passed, both ends included.
    package let days: Int
    package let of: Int
    /// The day by which the whole target counts.
    package let until: CivilDate

    /// With two decimals, halves up.
    package var value: Hundredths {
        let (scale, base) = (from?.scale ?? 1, from?.units ?? 0)
        let divisor = target.scale * scale * of
        let units = base * target.scale * (of - days) + target.units * scale * days
        return Hundredths((2 * units * 100 + divisor) / (2 * divisor))
    }

    /// The value is never printed without what it is.
    package var text: Bilingual {
        func passed(_ separator: String) -> String {
            "\(grouped(days, by: separator))/\(grouped(of, by: separator))"
        }
        let sign = isPercentage ? "%" : ""
        return Bilingual(
            "tiến độ chia đều: \(value.vietnamese)\(sign) (\(passed(".")) ngày đến \(until.vietnamese), không phải mức giao)",
            "pro rata: \(value.plain)\(sign) (\(passed(",")) days to \(until.vietnamese), not a target that was set)")
    }
}
