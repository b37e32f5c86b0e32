package import Base

/// The days a report covers, both ends included, and what the period is called.
package struct Period: Hashable, Sendable {
    /// As the user asked for it: `2026-06`, `2026-Q2`, `2026`, `2026-04..2026-06`.
    package let span: Span
    package let cutoff: Cutoff
    package let first: CivilDate
    package let last: CivilDate

    /// Calendar units that a report is asked for.
    package enum Span: Hashable, Sendable {
        case month(year: Int, month: Int)
        /// `quarter` is 1 to 4.
        case quarter(year: Int, quarter: Int)
        case year(Int)
        case months(from: Month, to: Month)
    }

    package struct Month: Hashable, Comparable, Sendable {
        package let year: Int
        package let month: Int

        package static func < (a: Month, b: Month) -> Bool {
            (a.year, a.month) < (b.year, b.month)
        }
    }

    package init(_ span: Span, cutoff: Cutoff) {
        self.span = span
        self.cutoff = cutoff
        let (from, to) = span.months
        switch cutoff {
        case .calendar:
            first = CivilDate(from, day: 1)
            last = CivilDate(to, day: CivilDate.length(ofMonth: to.month, year: to.year))
        case .nd09:
            first = CivilDate(from.previous, day: 15)
            last = CivilDate(to, day: 14)
        case .dates(let start, let end):
            first = start
            last = end
        }
    }

    /// What ages are counted by.
    package var lastYear: Int { last.year }
}

/// Where a period is cut.
package enum Cutoff: Hashable, Sendable {
    /// From the 1st to the end of the month.
    case calendar
    /// From the 15th of the month before to the 14th. Source: Decree 09/2019/NĐ-CP, article 12.
    case nd09
    /// Both included; the first is not after the last.
    case dates(CivilDate, CivilDate)
}

extension Period.Span {
    package var months: (first: Period.Month, last: Period.Month) {
        switch self {
        case .month(let year, let month):
            (Period.Month(year: year, month: month), Period.Month(year: year, month: month))
        case .quarter(let year, let quarter):
            (Period.Month(year: year, month: quarter * 3 - 2), Period.Month(year: year, month: quarter * 3))
        case .year(let year):
            (Period.Month(year: year, month: 1), Period.Month(year: year, month: 12))
        case .months(let from, let to):
            (from, to)
        }
    }

    /// Whether both are the same months, however they were written: `2026-Q2`, `2026-04..2026-06`.
    package func isSame(as other: Period.Span) -> Bool { months == other.months }

    /// Three months of a quarter are the quarter, twelve of a year the year.
    package var shortest: Period.Span {
        let (first, last) = months
        let named = [Period.Span.quarter(year: first.year, quarter: (first.month + 2) / 3), .year(first.year)]
        return named.first { $0.isSame(as: self) } ?? self
    }

    /// `2026-06`, `2026-Q2`, `2026`, `2026-04..2026-06`.
    package var id: String {
        switch self {
        case .month(let year, let month): Period.Month(year: year, month: month).id
        case .quarter(let year, let quarter): "\(padded(year, 4))-Q\(quarter)"
        case .year(let year): padded(year, 4)
        case .months(let from, let to): "\(from.id)..\(to.id)"
        }
    }
}

extension Period.Month {
    package var id: String { "\(padded(year, 4))-\(padded(month, 2))" }

    var previous: Period.Month { adding(-1) }

    func adding(_ months: Int) -> Period.Month {
        let count = year * 12 + month - 1 + months
        return Period.Month(year: count / 12, month: count % 12 + 1)
    }
}

extension CivilDate {
    /// Only for days that every such month has, or its own last one.
    fileprivate init(_ month: Period.Month, day: Int) {
        guard let date = CivilDate(year: month.year, month: month.month, day: day) else {
            preconditionFailure("no day \(day) in \(month.id)")
        }
        self = date
    }
}

// MARK: - Names

extension Period {
    /// `tháng 6 năm 2026`; without the days, which are always printed beside it. Days that the user chose have the name
    /// only when they are that month, quarter or year shifted by less than a month, such as the 11th to the 10th.
    package var name: Bilingual {
        guard isNamedBySpan else { return Bilingual("kỳ tự chọn", "chosen days") }
        return switch span {
        case .month(let year, let month):
            Bilingual("tháng \(month) năm \(year)", "\(englishMonths[month - 1]) \(year)")
        case .quarter(let year, let quarter):
            Bilingual(
                "quý \(romanQuarters[quarter - 1]) năm \(year)", "quarter \(romanQuarters[quarter - 1]) of \(year)")
        case .year(let year):
            Bilingual("năm \(year)", "the year \(year)")
        case .months(let from, let to) where from.year == to.year:
            Bilingual(
                "tháng \(from.month) đến tháng \(to.month) năm \(to.year)",
                "\(englishMonths[from.month - 1]) to \(englishMonths[to.month - 1]) \(to.year)")
        case .months(let from, let to):
            Bilingual(
                "tháng \(from.month) năm \(from.year) đến tháng \(to.month) năm \(to.year)",
                "\(englishMonths[from.month - 1]) \(from.year) to \(englishMonths[to.month - 1]) \(to.year)")
        }
    }

    /// Days that the user chose, and that go by the name of their month, quarter or year.
    package var isChosenUnderItsName: Bool {
        if case .dates = cutoff { isNamedBySpan } else { false }
    }

    private var isNamedBySpan: Bool {
        guard case .dates = cutoff else { return true }
        let whole = Period(span, cutoff: .calendar)
        let (before, after) = (first.day - whole.first.day, last.day - whole.last.day)
        return abs(before) < 31 && abs(after) < 31 && abs(after - before) <= 3
    }

    /// `từ 01/06/2026 đến 30/06/2026`.
    package var days: Bilingual {
        Bilingual(
            "từ \(first.vietnamese) đến \(last.vietnamese)", "\(first.vietnamese) to \(last.vietnamese)")
    }

    package var json: JSON {
        .object([
            "id": .string(span.id), "cutoff": .string(cutoff.id), "first": .string(first.iso),
            "last": .string(last.iso), "name": .object(["vi": .string(name.vi), "en": .string(name.en)]),
        ])
    }
}

extension Cutoff {
    /// `calendar`, `nd09` or `2026-05-11..2026-06-10`.
    package var id: String {
        switch self {
        case .calendar: "calendar"
        case .nd09: "nd09"
        case .dates(let first, let last): "\(first.iso)..\(last.iso)"
        }
    }
}

private let romanQuarters = ["I", "II", "III", "IV"]
private let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]
