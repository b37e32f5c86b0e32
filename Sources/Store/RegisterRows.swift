import Base
import Foundation
import GRDB
package import Indicators
import Ledger

/// The ward's hamlets and the members' forces, as the decisions in force say.
extension BookReader {
    /// In the ledger of the ward and of leads that hold it; in others as the newest kit brought them.
    package func hamlets(of area: String) throws -> HamletMap {
        let decided = try decisions(.area) { record, answers in
            Hamlet(answers: answers).flatMap { hamlet in
                hamlet.area == area && record == .decision(.area, about: hamlet.subject) ? hamlet : nil
            }
        }
        guard decided.isEmpty, let text = try setting(.hamlets) else { return HamletMap(decided) }
        return HamletMap(try JSON(parsing: text).array?.compactMap { $0.object.flatMap(Hamlet.init) } ?? [])
    }

    /// Forces by member code.
    package func members() throws -> [TeamMember] {
        try decisions(.member) { record, answers in
            TeamMember(answers: answers).flatMap { member in
                record == .decision(.member, about: member.code) ? member : nil
            }
        }
        .sorted { $0.code < $1.code }
    }

    private func decisions<Value>(
        _ kind: Kind.Reserved, _ read: (RecordID, JSONObject) -> Value?
    ) throws -> [Value] {
        try inForce(kind).compactMap { stored in
            guard stored.revision.header.operation != .delete, let answers = stored.revision.answers else { return nil }
            return read(stored.revision.header.record, answers)
        }
    }

    /// Sessions and people by hamlet, each hamlet under the code that it has on the period's last day. People are
    /// counted again over what was merged: they do not add up.
    func hamletFigures(_ period: Period, renamed: [String: String]) throws -> [HamletFigure] {
        let sql = """
            SELECT c.text AS hamlet, f.person, COUNT(*) AS sessions FROM fact_session f JOIN code c ON c.id = f.hamlet
            WHERE f.day BETWEEN ? AND ? GROUP BY f.hamlet, f.person
            """
        var sessions: [String: Int] = [:]
        var people: [String: Set<Int64>] = [:]
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [period.first.day, period.last.day])
        while let row = try rows.next() {
            let code: String = try row["hamlet"]
            let current = renamed[code] ?? code
            sessions[current, default: 0] += try row["sessions"]
            if let person: Int64 = try row["person"] { people[current, default: []].insert(person) }
        }
        return sessions.sorted { $0.key < $1.key }.map {
            HamletFigure(code: $0.key, sessions: $0.value, persons: people[$0.key]?.count ?? 0)
        }
    }
}
