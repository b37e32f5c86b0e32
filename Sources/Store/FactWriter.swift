import Base
import Foundation
package import GRDB
package import Indicators

/// Writes the facts of records, one connection's, inside the transactions of whoever calls.
///
/// Remembers the ids of codes across transactions; a rolled-back transaction makes it forget. A rollback to a
/// savepoint goes unnoticed: do not use one around `replace`.
///
/// `@unchecked Sendable` because GRDB runs one write at a time on the connection's own queue, the callbacks included.
package final class FactWriter: @unchecked Sendable {
    private var codes: [String: Int64] = [:]
    private var watchesTransaction = false

    package init() {}

    /// Puts `facts` in the place of what the record said before; nil takes the record out of every count.
    package func replace(record: Int64, log: Int64? = nil, facts: Facts?, in db: Database) throws {
        try remove(record, in: db)
        guard let facts else { return }
        let person = try code(facts.session.person, in: db)
        try insert(facts.session, record: record, log: log, person: person, in: db)
        let time = facts.session.start.milliseconds
        for (index, action) in facts.actions.enumerated() {
            try insert(action, record: record, index: index, time: time, person: person, in: db)
        }
        for (index, issue) in facts.issues.enumerated() {
            try db.cachedStatement(sql: "INSERT INTO fact_issue VALUES (?, ?, ?, ?, ?, ?)").execute(
                arguments: [
                    record, index, time, try code(issue.group, in: db), try code(issue.severity, in: db),
                    try code(issue.status, in: db),
                ])
        }
    }

    /// Empties the projection, for rebuilding it.
    package func removeAll(in db: Database) throws {
        for table in FactTables.names { try db.execute(sql: "DELETE FROM \(table)") }
        codes = [:]
    }

    private func remove(_ record: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM fact_session WHERE record = ?").execute(arguments: [record])
        guard db.changesCount > 0 else { return }
        for table in ["fact_action", "fact_reason", "fact_issue"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE record = ?").execute(arguments: [record])
        }
    }

    private func insert(
        _ session: SessionFact, record: Int64, log: Int64?, person: Int64?, in db: Database
    ) throws {
        try db.cachedStatement(sql: "INSERT INTO fact_session VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)").execute(
            arguments: [
                record, log, session.start.date.day, session.start.milliseconds, session.minutes,
                Data(session.record.bytes),
                try code(session.hamlet, in: db), try code(session.member, in: db), try code(session.client, in: db),
                try code(session.household, in: db), person, try code(session.business, in: db), session.birthYear,
                try code(session.sex, in: db), session.anonymous ? 1 : 0, try code(session.mode, in: db),
                session.ratingService, session.ratingHelp,
            ])
    }

    private func insert(
        _ action: ActionFact, record: Int64, index: Int, time: Int64, person: Int64?, in db: Database
    ) throws {
        try db.cachedStatement(sql: "INSERT INTO fact_action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                record, index, time, person, try code(action.item, in: db), action.event.rawValue,
                try code(action.before, in: db), try code(action.after, in: db), try code(action.dossier, in: db),
            ])
        for reason in Set(action.reasons) {
            try db.cachedStatement(sql: "INSERT INTO fact_reason VALUES (?, ?, ?, ?)").execute(
                arguments: [record, index, try code(reason, in: db), time])
        }
    }

    private func code(_ text: String?, in db: Database) throws -> Int64? {
        guard let text else { return nil }
        if let id = codes[text] { return id }
        let find = try db.cachedStatement(sql: "SELECT id FROM code WHERE text = ?")
        let id = try Int64.fetchOne(find, arguments: [text]) ?? newCode(text, in: db)
        codes[text] = id
        return id
    }

    private func newCode(_ text: String, in db: Database) throws -> Int64 {
        if !watchesTransaction {
            watchesTransaction = true
            db.afterNextTransaction(
                onCommit: { [self] _ in watchesTransaction = false },
                onRollback: { [self] _ in
                    watchesTransaction = false
                    codes = [:]
                })
        }
        try db.cachedStatement(sql: "INSERT INTO code(text) VALUES (?)").execute(arguments: [text])
        return db.lastInsertedRowID
    }
}
