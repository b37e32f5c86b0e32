package import Base

/// The deadlines of a plan as moments. No deadline is moved for a day off, because no plan says so: it is warned of.
package struct DutyCalendar: Hashable, Sendable {
    private let plan: Plan

    package init(_ plan: Plan) {
        self.plan = plan
    }

    /// Every deadline whose last day lies in `first...last` and in the plan's validity, soonest first.
    package func due(from first: CivilDate, through last: CivilDate) -> [DueDuty] {
        plan.duties.flatMap { duty in
            let from = max(first, plan.validFrom, duty.from ?? plan.validFrom)
            let to = min(last, plan.validTo)
            return candidates(of: duty).filter { from <= $0.lastDay && $0.lastDay <= to }
        }
        .sorted { ($0.end.milliseconds, $0.duty.line) < ($1.end.milliseconds, $1.duty.line) }
    }

    /// What is still due at `now` and falls within `days` days of it.
    package func coming(at now: Instant, days: Int) -> [DueDuty] {
        due(from: now.date, through: now.date.adding(days: days)).filter { now < $0.end }
    }

    /// Of each duty the newest deadline that has passed; whether it was kept is not for the calendar to know.
    package func passed(at now: Instant) -> [DueDuty] {
        var seen: Set<ReportingDuty> = []
        return due(from: plan.validFrom, through: now.date).reversed()
            .filter { $0.end <= now && seen.insert($0.duty).inserted }.reversed()
    }

    /// The deadlines of the same duty before this one, newest first.
    package func earlier(than due: DueDuty) -> [DueDuty] {
        self.due(from: plan.validFrom, through: due.lastDay.adding(days: -1)).reversed().filter { $0.duty == due.duty }
    }

    /// Duties without a date, which the ward may set in the plan's file.
    package var undated: [ReportingDuty] {
        plan.duties.filter { $0.deadline == .unset }
    }

    /// Over all years of the plan.
    private func candidates(of duty: ReportingDuty) -> [DueDuty] {
        let years = plan.validFrom.year...plan.validTo.year
        switch duty.deadline {
        case .unset: return []
        case .day(let day, let bound):
            return years.flatMap { year in
                duty.rhythm.months.map { month in
                    let length = CivilDate.length(ofMonth: month, year: year)
                    return DueDuty(duty, on: civil(year, month, min(day, length)), bound)
                }
            }
        case .date(let date, let bound) where duty.rhythm == .year:
            let (_, month, day) = date.components
            return years.filter { $0 >= date.year }.map { year in
                let length = CivilDate.length(ofMonth: month, year: year)
                return DueDuty(duty, on: civil(year, month, min(day, length)), bound)
            }
        case .date(let date, let bound): return [DueDuty(duty, on: date, bound)]
        }
    }
}

/// One duty at one date.
package struct DueDuty: Hashable, Sendable {
    package let duty: ReportingDuty
    /// The day on which it can be done at the latest: the 14th of "trước ngày 15".
    package let lastDay: CivilDate
    /// From this moment it is late: midnight after the last day, or the hour that the plan names on it.
    package let end: Instant

    fileprivate init(_ duty: ReportingDuty, on day: CivilDate, _ bound: ReportingDuty.Bound) {
        self.duty = duty
        switch bound {
        case .before:
            lastDay = day.adding(days: -1)
            end = Instant(day, secondsOfDay: 0)
        case .through:
            lastDay = day
            end = Instant(day.adding(days: 1), secondsOfDay: 0)
        case .time(let seconds):
            lastDay = day
            end = Instant(day, secondsOfDay: seconds)
        }
    }

    /// The hour that the plan names; nil for the whole day.
    package var hour: Int? {
        end.secondsOfDay == 0 ? nil : end.secondsOfDay
    }

    /// Saturday or Sunday: then the working day before it, by which the report should be out.
    package var workingDayBefore: CivilDate? {
        lastDay.isWorkingDay ? nil : lastDay.adding(days: 5 - lastDay.weekday)
    }

    package enum Remaining: Hashable, Sendable {
        case overdue(days: Int)
        case today
        case days(Int)
    }

    package func remaining(at now: Instant) -> Remaining {
        if end <= now { return .overdue(days: now.date.day - lastDay.day) }
        return lastDay == now.date ? .today : .days(lastDay.day - now.date.day)
    }

    /// What the report can cover: the latest month, quarter or year, cut as `cutoff` says, that leaves a working day
    /// between its end and the deadline; for a year that is not over, its months so far. Nil for single duties and
    /// for a cut-off by dates, which the ward chooses itself.
    ///
    /// Source: Decree 09/2019/NĐ-CP, articles 8 (5) and 12.
    package func period(cutoff: Cutoff) -> Period? {
        if case .dates = cutoff { return nil }
        return spans.map { Period($0, cutoff: cutoff) }.first { leavesAWorkingDay(after: $0.last) }
    }

    /// From the duty's own month, quarter or year back to one that certainly ended before.
    private var spans: [Period.Span] {
        let month = Period.Month(year: lastDay.year, month: lastDay.month)
        switch duty.rhythm {
        case .month: return (0...2).map { month.adding(-$0) }.map { .month(year: $0.year, month: $0.month) }
        case .quarter:
            return (0...2).map { month.adding(-3 * $0) }.map { .quarter(year: $0.year, quarter: ($0.month + 2) / 3) }
        case .year:
            let january = Period.Month(year: month.year, month: 1)
            let soFar = (1..<month.month).reversed().map { Period.Month(year: month.year, month: $0) }
            return [.year(month.year), .months(from: january, to: month)]
                + soFar.map { .months(from: january, to: $0) } + [.year(month.year - 1)]
        case .once, .asNeeded: return []
        }
    }

    private func leavesAWorkingDay(after last: CivilDate) -> Bool {
        last < lastDay && (last.day + 1...lastDay.day).contains { CivilDate(day: $0).isWorkingDay }
    }

    /// What has to be said beside the date.
    package func remarks(cutoff: Cutoff) -> [DueRemark] {
        var remarks: [DueRemark] = []
        if let workingDayBefore { remarks.append(.dayOff(lastDay, workingDayBefore: workingDayBefore)) }
        guard let period = period(cutoff: cutoff), let own = spans.first.map({ Period($0, cutoff: cutoff) }),
            own != period
        else { return remarks }
        if duty.rhythm == .year {
            remarks.append(.yearNotOver(own.last))
        } else if own.last <= lastDay {
            remarks.append(.closesOnDeadline(own.last))
        } else if cutoff == .calendar, let earlier = self.period(cutoff: .nd09), earlier.span == own.span {
            remarks.append(.nd09Covers(earlier))
        }
        return remarks
    }
}

/// What has to be said beside a deadline.
package enum DueRemark: Hashable, Sendable {
    /// No plan moves a deadline: do it by the working day before.
    case dayOff(CivilDate, workingDayBefore: CivilDate)
    /// The period's last day leaves no working day until the deadline.
    case closesOnDeadline(CivilDate)
    /// The month or quarter is not over at the deadline, but would be when it closed on the 14th.
    case nd09Covers(Period)
    /// The year's report is due before the year's last day.
    case yearNotOver(CivilDate)
}

extension ReportingDuty.Rhythm {
    /// The months in which a day of it falls.
    fileprivate var months: [Int] {
        switch self {
        case .month: Array(1...12)
        case .quarter(let month): [month, month + 3, month + 6, month + 9]
        case .year, .once, .asNeeded: []
        }
    }
}

extension CivilDate {
    fileprivate var isWorkingDay: Bool { weekday <= 5 }
}

/// Only for days that the month has.
private func civil(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    guard let date = CivilDate(year: year, month: month, day: day) else {
        preconditionFailure("no day \(day) in \(year)-\(month)")
    }
    return date
}
