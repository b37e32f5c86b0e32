internal import Base

/// Dates are civil days at +07:00; a number that stands for a date counts days since 1970-01-01.
extension FunctionTable {
    static let dateFunctions: [Function] = [
        Function("today", 0...0, "today()") { call throws(EvaluationError) in
            .string(call.evaluator.surroundings.now().date.iso)
        },
        Function("now", 0...0, "now()") { call throws(EvaluationError) in
            .string(call.evaluator.surroundings.now().iso)
        },
        Function("date", 1...1, "date(x)") { call throws(EvaluationError) in
            .string(try moment(call.value(0))?.date.iso ?? "")
        },
        Function("date-time", 1...1, "date-time(x)") { call throws(EvaluationError) in
            .string(try moment(call.value(0))?.iso ?? "")
        },
        Function("format-date", 2...2, "format-date(date, format)", format),
        Function("format-date-time", 2...2, "format-date-time(moment, format)", format),
        // Days since 1970-01-01 at Greenwich. Source: JavaRosa, `XPathFuncExpr.toDecimalDateTime`.
        Function("decimal-date-time", 1...1, "decimal-date-time(moment)") { call throws(EvaluationError) in
            guard let moment = try moment(call.value(0)) else { return .number(.nan) }
            return .number(Double(moment.milliseconds) / 86_400_000)
        },
        Function("decimal-time", 1...1, "decimal-time(time)") { call throws(EvaluationError) in
            let text = try call.string(0)
            if let fraction = NumberText.fractionOfDay(text) { return .number(fraction) }
            let days = NumberText.read(text)
            return .number(days - days.rounded(.down))
        },
    ]

    /// A date, a date-time or a number of days; nil for blank. Anything else is an error, as in JavaRosa.
    private static func moment(_ value: Value) throws(EvaluationError) -> Instant? {
        switch try value.single() {
        case .number(let days):
            guard days.isFinite else { return nil }
            guard abs(days) < 2_900_000 else { throw .notADate(NumberText.write(days)) }
            let day = Int(days.rounded(.down))
            return Instant(CivilDate(day: day), secondsOfDay: Int(((days - Double(day)) * 86_400).rounded()))
        case let other:
            let text = try other.string()
            if text.isEmpty { return nil }
            if let date = CivilDate(iso: text) { return Instant(date, secondsOfDay: 0) }
            if let moment = Instant(iso: text) { return moment }
            let number = NumberText.read(text)
            guard number.isFinite else { throw .notADate(text) }
            return try moment(.number(number))
        }
    }

    /// `%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %%`. Source: ODK XForms specification, "format-date".
    @Sendable
    private static func format(_ call: Call) throws(EvaluationError) -> Value {
        guard let moment = try moment(call.value(0)) else { return .blank }
        var out = ""
        var isCode = false
        for letter in try call.string(1) {
            if isCode {
                guard let text = field(letter, of: moment, call.evaluator.surroundings.language) else {
                    throw call.bad("%\(letter)")
                }
                out += text
                isCode = false
            } else if letter == "%" {
                isCode = true
            } else {
                out.append(letter)
            }
        }
        return .string(out)
    }

    private static func field(_ code: Character, of moment: Instant, _ language: Language) -> String? {
        let (year, month, day) = moment.date.components
        let seconds = moment.secondsOfDay
        return switch code {
        case "Y": padded(year, 4)
        case "y": padded(year % 100, 2)
        case "m": padded(month, 2)
        case "n": String(month)
        case "b": monthNames[month - 1][language]
        case "d": padded(day, 2)
        case "e": String(day)
        case "H": padded(seconds / 3600, 2)
        case "h": String(seconds / 3600)
        case "M": padded(seconds / 60 % 60, 2)
        case "S": padded(seconds % 60, 2)
        case "3": padded(Int((moment.milliseconds % 1000 + 1000) % 1000), 3)
        case "a": weekdayNames[moment.date.weekday - 1][language]
        case "W": padded(isoWeek(moment.date), 2)
        case "%": "%"
        default: nil
        }
    }

    private static let monthNames: [Bilingual] = zip(
        (1...12).map { "thg \($0)" },
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    ).map { Bilingual($0, $1) }

    private static let weekdayNames: [Bilingual] = zip(
        ["T2", "T3", "T4", "T5", "T6", "T7", "CN"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    ).map { Bilingual($0, $1) }

    /// The number of the week that holds the day's Thursday. Source: ISO 8601.
    private static func isoWeek(_ date: CivilDate) -> Int {
        let thursday = date.adding(days: 4 - date.weekday)
        let newYear = CivilDate(year: thursday.year, month: 1, day: 1) ?? thursday
        return (thursday.day - newYear.day) / 7 + 1
    }
}
