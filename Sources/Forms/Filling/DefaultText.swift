internal import Base

extension ItemType {
    /// Whether a constant default is an answer of this type, as a record stores it.
    package func takes(default text: String) -> Bool {
        switch self {
        case .integer: Int(text) != nil
        case .decimal, .range: Double(text) != nil
        case .date, .today: CivilDate(iso: text) != nil || Instant(iso: text) != nil
        case .dateTime, .start, .end: Instant(iso: text) != nil || CivilDate(iso: text) != nil
        case .time: AnswerText.time(text) != nil
        case .geopoint:
            (2...4).contains(text.split(separator: " ").count)
                && text.split(separator: " ").allSatisfy { Double($0) != nil }
        default: true
        }
    }
}
