internal import Base

/// What a date function was given.
enum Moment {
    case blank
    case notANumber
    /// Days since 1970-01-01.
    case days(Double)
    case date(CivilDate)
    case instant(Instant)

    /// The calendar ends on 31/12/9999.
    private static let dayLimit = 2_900_000.0

    /// A date, a date-time or a number of days; anything else is an error, as in JavaRosa.
    ///
    /// - Parameter today: The day that the answer of a time question is given, also when it was taken over into a
    ///   calculation.
    init(_ value: Value, today: CivilDate) throws(EvaluationError) {
        if case .nodeset(let nodes) = value, nodes.count == 1, nodes[0].definition >= 0,
            let instant = Instant(iso: "\(today.iso)T\(nodes[0].visibleText)")
        {
            self = .instant(instant)
            return
        }
        try self.init(value)
    }

    private init(_ value: Value) throws(EvaluationError) {
        switch try value.single() {
        case .number(let days):
            guard !days.isNaN else {
                self = .notANumber
                return
            }
            guard days > -719_000, days < Self.dayLimit else { throw .notADate(NumberText.write(days)) }
            self = .days(days)
        case let other:
            let text = try other.string()
            if text.isEmpty {
                self = .blank
            } else if let date = Self.date(text) {
                self = .date(date)
            } else if let instant = Instant(iso: text) {
                self = .instant(instant)
            } else {
                let number = NumberText.read(text)
                guard !number.isNaN else { throw .notADate(text) }
                try self.init(.number(number))
            }
        }
    }

    /// JavaRosa takes `2026-6-1` too.
    private static func date(_ text: String) -> CivilDate? {
        if let date = CivilDate(iso: text) { return date }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count <= 2, parts[2].utf8.count <= 2,
            let year = decimal(parts[0].utf8), let month = decimal(parts[1].utf8), let day = decimal(parts[2].utf8)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// Midnight at +07:00 of a date; nil for blank.
    var instant: Instant? {
        switch self {
        case .blank, .notANumber: nil
        case .days(let days): Instant(milliseconds: Int64((days * 86_400_000).rounded()))
        case .date(let date): Instant(date, secondsOfDay: 0)
        case .instant(let instant): instant
        }
    }

    /// The civil day at +07:00.
    var date: CivilDate? {
        if case .days(let days) = self { return CivilDate(day: Int(days.rounded(.down))) }
        return instant?.date
    }
}
