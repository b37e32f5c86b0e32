internal import Base

/// Arithmetic of the calendar that the Community Health Toolkit adds to ODK.
/// Source: its documentation, "CHT XPath functions".
extension FunctionTable {
    static let calendarFunctions: [Function] = [
        Function(.cht, "difference-in-months", 2...2, "difference-in-months(from, to)", differenceInMonths),
        Function(.cht, "cht:difference-in-months", 2...2, "cht:difference-in-months(from, to)", differenceInMonths),
        Function(.cht, "cht:difference-in-years", 2...2, "cht:difference-in-years(from, to)") {
            call throws(EvaluationError) in
            try dates(call).map { .number(Double(months(from: $0.0, to: $0.1) / 12)) } ?? .number(.nan)
        },
        Function(.cht, "cht:difference-in-weeks", 2...2, "cht:difference-in-weeks(from, to)") {
            call throws(EvaluationError) in
            try dates(call).map { .number(Double(($0.1.day - $0.0.day) / 7)) } ?? .number(.nan)
        },
        Function(.cht, "cht:difference-in-days", 2...2, "cht:difference-in-days(from, to)") {
            call throws(EvaluationError) in
            try dates(call).map { .number(Double($0.1.day - $0.0.day)) } ?? .number(.nan)
        },
        Function(.cht, "add-date", 1...6, "add-date(date, years?, months?, days?, hours?, minutes?)", addDate),
        Function(.cht, "cht:add-date", 1...6, "cht:add-date(date, years?, months?, days?, hours?, minutes?)", addDate),
        Function(.cht, "parse-timestamp-to-date", 1...1, "parse-timestamp-to-date(milliseconds)") {
            call throws(EvaluationError) in
            let milliseconds = try call.number(0)
            guard !milliseconds.isNaN else { return .blank }
            guard abs(milliseconds) < 1e15 else { throw call.bad(NumberText.write(milliseconds)) }
            return .string(Instant(milliseconds: Int64(milliseconds)).iso)
        },
    ]

    @Sendable
    private static func differenceInMonths(_ call: Call) throws(EvaluationError) -> Value {
        try dates(call).map { .number(Double(months(from: $0.0, to: $0.1))) } ?? .number(.nan)
    }

    private static func dates(_ call: Call) throws(EvaluationError) -> (CivilDate, CivilDate)? {
        guard let from = try call.moment(0).date, let to = try call.moment(1).date else { return nil }
        return (from, to)
    }

    /// Whole months; from 31 January to 28 February is one, for a month's end counts as reached.
    private static func months(from: CivilDate, to: CivilDate) -> Int {
        if to < from { return -months(from: to, to: from) }
        let (a, b) = (from.components, to.components)
        let months = (b.year - a.year) * 12 + b.month - a.month
        return adding(months: months, to: from).map { $0 > to } == true ? months - 1 : months
    }

    /// The same day of a later month, or its last one; nil outside the calendar.
    private static func adding(months: Int, to date: CivilDate) -> CivilDate? {
        let (year, month, day) = date.components
        let count = year * 12 + month - 1 + months
        guard count >= 12 else { return nil }
        let length = CivilDate.length(ofMonth: count % 12 + 1, year: count / 12)
        return CivilDate(year: count / 12, month: count % 12 + 1, day: min(day, length))
    }

    /// Years and months first, then days, then time; a date stays a date unless hours or minutes are added.
    @Sendable
    private static func addDate(_ call: Call) throws(EvaluationError) -> Value {
        let moment = try call.moment(0)
        guard let start = moment.date, let instant = moment.instant else { return .blank }
        var amounts = [0, 0, 0, 0, 0]
        for index in 1..<max(1, call.count) {
            let amount = try call.number(index)
            guard !amount.isNaN else { continue }
            guard abs(amount) < 1e9 else { throw call.bad(NumberText.write(amount)) }
            amounts[index - 1] = Int(amount)
        }
        guard let month = adding(months: amounts[0] * 12 + amounts[1], to: start) else { throw call.bad(start.iso) }
        let date = month.adding(days: amounts[2])
        guard (1...9999).contains(date.year) else { throw call.bad(start.iso) }
        if case .instant = moment {} else if amounts[3] == 0, amounts[4] == 0 { return .string(date.iso) }
        let seconds = instant.secondsOfDay + amounts[3] * 3600 + amounts[4] * 60
        return .string(Instant(date, secondsOfDay: seconds).iso)
    }
}
