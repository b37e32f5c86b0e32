internal import Base

/// What a default or a calculation gives a question becomes what a person's own answer is stored as: a whole number, a
/// point before the fraction, a date without its time. What is no value of the type gives nothing.
///
/// Source: JavaRosa, `Recalculate.wrapData`.
extension ItemType {
    package func cast(_ text: String) -> String {
        switch self {
        case .integer, .decimal, .range: number(text)
        case .date, .today: (CivilDate(iso: text) ?? Instant(iso: text)?.date)?.iso ?? ""
        case .dateTime, .start, .end:
            (Instant(iso: text) ?? CivilDate(iso: text).map { Instant($0, secondsOfDay: 0) })?.iso ?? ""
        case .time: (AnswerText.time(text) ?? Instant(iso: text)?.secondsOfDay).map(AnswerText.clock) ?? ""
        default: text.nfc
        }
    }

    /// Of a date the days since 1970-01-01, of a time the part of the day.
    func cast(_ number: Double) -> String {
        guard number.isFinite else { return "" }
        let whole = Int(exactly: self == .integer ? number.rounded(.towardZero) : number)
        switch self {
        case .date, .today, .dateTime, .start, .end, .time:
            guard abs(number) < 2_900_000 else { return "" }
            let day = CivilDate(day: Int(number.rounded(.down)))
            let seconds = Int(((number - number.rounded(.down)) * 86_400).rounded())
            let isDay = self == .date || self == .today
            return isDay ? day.iso : cast(Instant(day, secondsOfDay: seconds).iso)
        case .integer: return whole.map(String.init) ?? ""
        default: return whole.map(String.init) ?? NumberText.write(number)
        }
    }

    private func number(_ text: String) -> String {
        // Digits that a double would round stay as they are written.
        if self != .integer, let exact = AnswerText.decimal(text), NumberText.read(text).isFinite { return exact }
        let number = NumberText.read(text)
        return cast(number.isNaN ? Double(text) ?? .nan : number)
    }

    /// Whether a constant default is an answer of this type, as a record stores it.
    package func takes(default text: String) -> Bool {
        switch self {
        case .integer: Int(text) != nil
        case .decimal, .range: Double(text) != nil && !cast(text).isEmpty
        case .date, .today, .dateTime, .start, .end, .time: !cast(text).isEmpty
        case .geopoint:
            (2...4).contains(text.split(separator: " ").count)
                && text.split(separator: " ").allSatisfy { Double($0) != nil }
        default: true
        }
    }
}
