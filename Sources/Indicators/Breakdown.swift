package import Base

/// What was done in a period, by one way of grouping. Each group's people are counted anew: a person of two groups
/// stands in both, so columns of people, households and businesses do not add up.
package struct Breakdown: Hashable, Sendable {
    package let dimension: Dimension
    /// The columns, in their order: the dimension's, or of an issued report those that were frozen.
    package let measures: [Measure]
    /// In reading order: months by time, all others by code or name, what is unknown last.
    package let groups: [Group]

    package init(_ dimension: Dimension, measures: [Measure]? = nil, groups: [Group]) {
        self.dimension = dimension
        self.measures = measures ?? dimension.measures
        self.groups = groups
    }

    /// The ways of `report --by`.
    package enum Dimension: String, Hashable, Sendable, CaseIterable {
        case hamlet
        case month
        case team
        case device
        /// Of the member, as `register members` says.
        case force
        case item

        /// The columns, in their order.
        package var measures: [Measure] {
            switch self {
            case .hamlet, .month, .team, .device: [.sessions, .persons, .households, .businesses, .completions]
            // An event names a force itself; heads are no people.
            case .force: [.sessions, .persons, .households, .businesses, .completions, .events, .attendance]
            case .item: [.actions, .sessions, .persons, .businesses, .completions]
            }
        }
    }

    package enum Measure: String, Hashable, Sendable, CaseIterable {
        case sessions = "luot_ho_tro"
        case persons = "nguoi_duoc_ho_tro"
        case households = "ho_duoc_ho_tro"
        case businesses = "co_so_duoc_ho_tro"
        case actions = "viec_ho_tro"
        /// Pairs of person and item that were completed for the first time, in the group of that very session; of the
        /// items of `tang_them` alone.
        case completions = "tang_them"
        case events = "buoi_to_chuc"
        case attendance = "luot_du_buoi"
    }

    package struct Group: Hashable, Sendable {
        /// A code, a month such as `2026-06`, or a name; empty for what is unknown.
        package let id: String
        package let name: Bilingual
        package let counts: [Measure: Int]

        package init(id: String, name: Bilingual, counts: [Measure: Int]) {
            self.id = id
            self.name = name
            self.counts = counts
        }
    }
}

/// How often a difficulty was told, by what it is about and what became of it.
package struct DifficultyCount: Hashable, Sendable {
    /// Codes; empty when the record does not say.
    package let theme: String
    package let status: String
    package let count: Int

    package init(theme: String, status: String, count: Int) {
        self.theme = theme
        self.status = status
        self.count = count
    }
}

/// One month of the trend, with everything counted anew.
package struct MonthFigures: Hashable, Sendable {
    package let period: Period
    package let figures: Figures

    package init(period: Period, figures: Figures) {
        self.period = period
        self.figures = figures
    }
}

/// What a report says beyond the plan's rows.
package struct ReportDetails: Hashable, Sendable {
    package var breakdowns: [Breakdown] = []
    /// Households and businesses by hamlet, where the breakdowns are not counted.
    package var hamlets: [String: [Breakdown.Measure: Int]] = [:]
    /// The names of these, of which the list has one.
    package var hamletNames: [String: Bilingual] = [:]
    /// Oldest first; the last is the period's last month.
    package var trend: [MonthFigures] = []
    /// The most frequent first.
    package var difficulties: [DifficultyCount] = []
    /// Whose counts were left out of what is published: nobody may read the rest as all there is.
    package internal(set) var withheld: Set<Withheld> = []
    /// What an issued report has not kept: nobody may read its absence as none.
    package internal(set) var notKept: Set<NotKept> = []
    /// The wording of the codes above, as the ward's forms have it.
    package var words: [String: Bilingual] = [:]

    package init() {}

    package enum Withheld: String, Hashable, Sendable, CaseIterable {
        case reasons
        case difficulties
    }

    package enum NotKept: String, Hashable, Sendable, CaseIterable {
        case breakdowns
        case trend
        case difficulties
    }

    /// What takes time to count, and not every format shows.
    package enum Part: Hashable, Sendable, CaseIterable {
        case breakdowns
        case hamlets
        case trend
    }

    package subscript(dimension: Breakdown.Dimension) -> Breakdown? {
        breakdowns.first { $0.dimension == dimension }
    }

    /// Households and businesses by hamlet; empty where nobody has counted them.
    package var reachOfHamlets: [String: [Breakdown.Measure: Int]] {
        guard let groups = self[.hamlet]?.groups else { return hamlets }
        return Dictionary(groups.map { ($0.id, $0.counts) }) { first, _ in first }
    }

    /// `Tổ dân phố 3 (T03)`, else the code itself; empty for a session without one.
    package func hamletName(_ code: String) -> Bilingual {
        self[.hamlet]?.groups.first { $0.id == code }?.name ?? hamletNames[code] ?? Bilingual(code, code)
    }

    /// The wording of a code, else the code itself.
    package func word(_ code: String) -> Bilingual {
        words[code] ?? Bilingual(code, code)
    }
}

extension Breakdown.Dimension {
    package var name: Bilingual {
        switch self {
        case .hamlet: Bilingual("Tổ dân phố, thôn", "Hamlet")
        case .month: Bilingual("Tháng", "Month")
        case .team: Bilingual("Tổ công nghệ số", "Team")
        case .device: Bilingual("Máy", "Device")
        case .force: Bilingual("Lực lượng", "Force")
        case .item: Bilingual("Việc hỗ trợ", "Item")
        }
    }
}

extension Breakdown.Measure {
    package var name: Bilingual {
        switch self {
        case .sessions: Bilingual("Lượt", "Sessions")
        case .persons: Bilingual("Người", "People")
        case .households: Bilingual("Hộ", "Households")
        case .businesses: Bilingual("Cơ sở", "Businesses")
        case .actions: Bilingual("Việc", "Actions")
        case .completions: Bilingual("Mới có", "Newly done")
        case .events: Bilingual("Buổi", "Events")
        case .attendance: Bilingual("Lượt dự", "Attendance")
        }
    }
}

// MARK: - Months

extension Period {
    /// Its months, cut the same way; of a period between two dates its calendar months, clipped.
    package var months: [Period] {
        switch cutoff {
        case .calendar, .nd09: Self.months(span, cutoff: cutoff)
        case .dates(let start, let end):
            Self.months(
                .months(
                    from: Month(year: start.year, month: start.month), to: Month(year: end.year, month: end.month)),
                cutoff: .calendar
            ).map { month in
                Period(month.span, cutoff: .dates(max(start, month.first), min(end, month.last)))
            }
        }
    }

    private static func months(_ span: Span, cutoff: Cutoff) -> [Period] {
        var (month, last) = span.months
        var periods: [Period] = []
        while month <= last {
            periods.append(Period(.month(year: month.year, month: month.month), cutoff: cutoff))
            month = month.adding(1)
        }
        return periods
    }
}

extension Plan {
    /// The months that a trend shows: the plan's up to the period's last, at most twelve.
    package func trend(to period: Period) -> [Period] {
        (cumulative(to: period) ?? period).months.suffix(12)
    }
}
