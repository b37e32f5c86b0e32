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

    /// What a target comes to when it is reached in equal daily steps from the year's first day (the plan's, if later)
    /// to the year's last. A yardstick beside the target and never a verdict: no plan sets it.
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
        guard let value = target.resolved(for: area.level, year: year).value,
            let start = CivilDate(year: target.goals.isEmpty ? validFrom.year : year, month: 1, day: 1),
            let end = CivilDate(year: dueYear, month: 12, day: 31)
        else { return nil }
        let (first, last) = (max(start, validFrom), min(end, validTo))
        return ProRata(target: value, days: cutoff.day - first.day + 1, of: last.day - first.day + 1, until: last)
    }
}

/// The linear share of a target up to a day.
package struct ProRata: Hashable, Sendable {
    package let target: TargetValue
    /// Days passed, both ends included.
    package let days: Int
    package let of: Int
    /// The day by which the whole target counts.
    package let until: CivilDate

    /// With two decimals, halves up.
    package var value: Hundredths {
        let divisor = target.scale * of
        return Hundredths((2 * target.units * 100 * days + divisor) / (2 * divisor))
    }

    /// The value is never printed without what it is.
    package var text: Bilingual {
        Bilingual(
            "tiến độ chia đều: \(value.vietnamese) (\(days)/\(of) ngày đến \(until.vietnamese), không phải mức giao)",
            "pro rata: \(value.plain) (\(days)/\(of) days to \(until.vietnamese), not a target that was set)")
    }
}
