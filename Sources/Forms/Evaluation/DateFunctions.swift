internal import Base

/// Dates are civil days at +07:00; a number that stands for a date counts days since 1970-01-01 there, and a number
/// that stands for a moment counts them at Greenwich. Source: JavaRosa, `DateUtils.daysSinceEpoch` and `toDate`.
extension FunctionTable {
    static let dateFunctions: [Function] = [
        Function(.odk, "today", 0...0, "today()") { call throws(EvaluationError) in
            .string(call.evaluator.surroundings.now().date.iso)
        },
        Function(.odk, "now", 0...0, "now()") { call throws(EvaluationError) in
            .string(call.evaluator.surroundings.now().iso)
        },
        Function(.odk, "date", 1...1, "date(x)") { call throws(EvaluationError) in
            switch try call.moment(0) {
            case .blank: .blank
            case .notANumber: .number(.nan)
            case .days(let days): .string(CivilDate(day: Int(days.rounded(.down))).iso)
            case .date(let date): .string(date.iso)
            case .instant(let instant): .string(instant.date.iso)
            }
        },
        Function(.javaRosa, "date-time", 1...1, "date-time(x)") { call throws(EvaluationError) in
            let moment = try call.moment(0)
            if case .notANumber = moment { return .number(.nan) }
            return .string(moment.instant?.iso ?? "")
        },
        Function(.odk, "format-date", 2...2, "format-date(date, format)", format),
        Function(.odk, "format-date-time", 2...2, "format-date-time(moment, format)", format),
        // Days since 1970-01-01 at Greenwich, whatever the clock's zone.
        Function(.odk, "decimal-date-time", 1...1, "decimal-date-time(moment)") { call throws(EvaluationError) in
            switch try call.moment(0) {
            case .blank: return .blank
            case .notANumber: return .number(.nan)
            case .days(let days): return .number(days)
            case let moment: return .number(moment.instant.map { Double($0.milliseconds) / 86_400_000 } ?? .nan)
            }
        },
        // The part of the local day that has gone.
        Function(.odk, "decimal-time", 1...1, "decimal-time(time)") { call throws(EvaluationError) in
            let value = try call.value(0).single()
            if case .string(let text) = value, let fraction = NumberText.fractionOfDay(text) {
                return .number(fraction)
            }
            switch try Moment(value, today: call.today) {
            case .blank: return .blank
            case .notANumber: return .number(.nan)
            case .days(let days): return .number(days - days.rounded(.down))
            case let moment:
                let days = moment.instant.map(NumberText.dayNumber) ?? .nan
                return .number(days - days.rounded(.down))
            }
        },
    ]

    /// `%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %%`. Source: ODK XForms specification, "format-date".
    @Sendable
    private static func format(_ call: Call) throws(EvaluationError) -> Value {
        guard let instant = try call.moment(0).instant else { return .blank }
        var out = ""
        var isCode = false
        for letter in try call.string(1) {
            if isCode {
                guard let text = field(letter, of: instant, call.evaluator.surroundings.tongue.language) else {
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
        if isCode { throw call.bad("%") }
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
        case "W": String(isoWeek(moment.date))
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

extension Call {
    var today: CivilDate { evaluator.surroundings.now().date }

    func moment(_ index: Int) throws(EvaluationError) -> Moment { try Moment(value(index), today: today) }
}
