package import Base

/// A duty to report or to hand something in, as the plan sets it.
package struct ReportingDuty: Hashable, Sendable {
    package let rhythm: Rhythm
    package let deadline: Deadline
    /// What is due.
    package let about: Bilingual
    package let to: String
    /// The line of the document's text file.
    package let line: Int
    /// The first day a deadline may fall on, when the document was issued in the middle of the plan's days.
    package let from: CivilDate?
    /// How the data close for it where nothing else is asked for; nil for calendar months.
    package let cutoff: Cutoff?
    /// What the document leaves open and this file decides.
    package let assumption: Bilingual?
    package let doubts: [String]

    package enum Rhythm: Hashable, Sendable {
        case month
        /// `month` is 1 to 3: the month of the quarter in which the deadline falls.
        case quarter(month: Int)
        case year
        case once
        /// Whenever asked, without a date.
        case asNeeded
    }

    package enum Deadline: Hashable, Sendable {
        /// Of every month or quarter; a day that the month does not have is its last one.
        case day(Int, Bound)
        /// For the year: this day and month of every year from its own on. Once: this date.
        case date(CivilDate, Bound)
        /// The document names none.
        case unset
    }

    /// How a day is meant.
    package enum Bound: Hashable, Sendable {
        /// "trước ngày 15": the 14th at the latest.
        case before
        /// "ngày 30/6": to its end.
        case through
        /// "trước 16h00 ngày 25": seconds since midnight at +07:00.
        case time(Int)
    }
}
