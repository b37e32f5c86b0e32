package import Base
import Forms

/// One training or communication event. Attendance is heads, never people: nobody is told apart.
package struct EventFact: Hashable, Sendable {
    package let record: RecordID
    package let date: CivilDate
    package var hamlet: String?
    package var member: String?
    package var kind: String?
    package var force: String?
    package var attendance: Int
    package var women: Int?
    package var topics: [String]

    package init(
        record: RecordID, date: CivilDate, hamlet: String? = nil, member: String? = nil, kind: String? = nil,
        force: String? = nil, attendance: Int = 0, women: Int? = nil, topics: [String] = []
    ) {
        self.record = record
        self.date = date
        self.hamlet = hamlet
        self.member = member
        self.kind = kind
        self.force = force
        self.attendance = attendance
        self.women = women
        self.topics = topics
    }
}

/// What one record says to the counting.
package enum RecordFacts: Hashable, Sendable {
    case session(Facts)
    case event(EventFact)
}

extension FactReader {
    /// The most that anybody is asked to believe of one event.
    private static let largestAttendance = 1_000_000

    /// A session's facts, or an event's when the form asks for the day of one.
    package func read(record: RecordID, answers: JSONObject) throws(FactFault) -> RecordFacts {
        guard recordsEvents else { return .session(try facts(record: record, answers: answers)) }
        return .event(try event(record: record, answers: answers))
    }

    private func event(record: RecordID, answers: JSONObject) throws(FactFault) -> EventFact {
        EventFact(
            record: record, date: try start(.eventStart, answers).date, hamlet: hamlet(answers),
            member: text(.sessionMember, answers), kind: text(.eventKind, answers), force: text(.eventForce, answers),
            attendance: number(.eventAttendance, answers, in: 0...Self.largestAttendance) ?? 0,
            women: number(.eventWomen, answers, in: 0...Self.largestAttendance),
            topics: text(.eventTopic, answers)?.split(separator: " ").map(String.init) ?? [])
    }
}
