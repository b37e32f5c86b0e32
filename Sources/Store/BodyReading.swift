import Base
import Forms
import Indicators
package import Ledger

/// What one revision's body says to the counting, as far as the body alone can tell.
package struct BodyReading: Hashable, Sendable {
    /// Codes of whom it is about, which may be of somebody who had everything erased.
    let people: [String]
    /// No facts for a form that says of no question that it counts.
    let facts: Result<RecordFacts?, Uncounted>

    private init(people: [String] = [], _ facts: Result<RecordFacts?, Uncounted>) {
        self.people = people
        self.facts = facts
    }

    /// - Parameter roles: of the approved form; nil when it is not approved.
    static func of(_ revision: Revision, roles: RoleMap?, areaCode: String) -> BodyReading {
        guard let roles else { return BodyReading(.failure(.formNotApproved)) }
        guard roles.keys.contains(where: { !$0.isLocal }) else { return BodyReading(.success(nil)) }
        guard let answers = revision.answers else { return BodyReading(.failure(.bodyMissing)) }
        let record = revision.header.record
        let text = { (role: Role) in roles[role].flatMap { answers[$0.key]?.string } }
        if let id = text(.sessionID), RecordID(id) != record { return BodyReading(.failure(.otherID)) }
        // A kit for a province's trial carries its two digits: then any commune's records count.
        if let area = text(.sessionArea), areaCode.utf8.count == 5, area != areaCode {
            return BodyReading(.failure(.otherArea))
        }
        let people = [text(.sessionPerson), text(.sessionBusiness)].compactMap(\.self)
        do {
            let facts = try FactReader(roles: roles, area: areaCode).read(record: record, answers: answers)
            return BodyReading(people: people, .success(facts))
        } catch {
            return BodyReading(people: people, .failure(.noDate))
        }
    }
}

/// Reads bodies without the book, so on any thread.
package struct BodyReader: Sendable {
    let areaCode: String
    /// By the forms' references; nil of a form that is not approved.
    let roles: [String: RoleMap?]

    /// Nil of a kind that this reader was not made for.
    package func reading(of revision: Revision) -> BodyReading? {
        roles[revision.header.kind].map { BodyReading.of(revision, roles: $0, areaCode: areaCode) }
    }
}
