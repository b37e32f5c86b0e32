import Base
package import GRDB
import GRDBSQLite
package import Indicators

/// Writes the facts of records, one connection's, inside the transactions of whoever calls.
///
/// Remembers the ids of codes across transactions; a rolled-back transaction makes it forget. What goes unnoticed is a
/// rollback to a savepoint, so do not use one around `replace`, and one that SQLite does by itself when the disk is
/// full: whoever catches an error calls `forget`.
///
/// `@unchecked Sendable` because GRDB runs one write at a time on the connection's own queue, the callbacks included.
package final class FactWriter: @unchecked Sendable {
    /// Some 20 MB of codes; most are of people who come once.
    private static let mostRemembered = 200_000
    private var codes: [String: Int64] = [:]
    private var watchesTransaction = false

    package init() {}

    /// Puts `facts` in the place of what the record said before; nil takes the record out of every count.
    package func replace(record: Int64, log: Int64? = nil, facts: Facts?, in db: Database) throws {
        try remove(record, in: db)
        if let facts { try insert(facts, record: record, log: log, in: db) }
    }

    /// Of a record that has none yet.
    func insert(_ facts: Facts, record: Int64, log: Int64?, in db: Database) throws {
        let person = try code(facts.session.person, in: db)
        try insert(facts.session, record: record, log: log, person: person, in: db)
        let time = facts.session.start.milliseconds
        for (index, action) in facts.actions.enumerated() {
            try insert(action, record: record, index: Int64(index), time: time, person: person, in: db)
        }
        for (index, issue) in facts.issues.enumerated() {
            try db.insert(
                "INSERT INTO fact_issue VALUES (?, ?, ?, ?, ?, ?)",
                [
                    record, Int64(index), time, try code(issue.group, in: db), try code(issue.severity, in: db),
                    try code(issue.status, in: db),
                ])
        }
    }

    /// Empties the projection, for rebuilding it.
    package func removeAll(in db: Database) throws {
        for table in FactTables.names { try db.execute(sql: "DELETE FROM \(table)") }
        codes = [:]
    }

    /// Texts have left the table of codes.
    func forgetCodes() {
        codes = [:]
    }

    func remove(_ record: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM fact_session WHERE record = ?").execute(arguments: [record])
        guard db.changesCount > 0 else { return try removeEvent(record, in: db) }
        for table in ["fact_action", "fact_reason", "fact_issue"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE record = ?").execute(arguments: [record])
        }
    }

    private func insert(
        _ session: SessionFact, record: Int64, log: Int64?, person: Int64?, in db: Database
    ) throws {
        try db.insert(
            "INSERT INTO fact_session VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                record, log, Int64(session.start.date.day), session.start.milliseconds,
                session.minutes.map(Int64.init), nil,
                try code(session.hamlet, in: db), try code(session.member, in: db), try code(session.client, in: db),
                try code(session.household, in: db), person, try code(session.business, in: db),
                session.birthYear.map(Int64.init), try code(session.sex, in: db), session.anonymous ? 1 : 0,
                try code(session.mode, in: db), session.ratingService.map(Int64.init),
                session.ratingHelp.map(Int64.init), try code(session.place, in: db),
                try code(session.consent, in: db), try code(session.ratingMethod, in: db),
            ], blob: (position: 5, bytes: session.record.bytes))
    }

    private func insert(
        _ action: ActionFact, record: Int64, index: Int64, time: Int64, person: Int64?, in db: Database
    ) throws {
        try db.insert(
            "INSERT INTO fact_action VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                record, index, time, person, try code(action.item, in: db), Int64(action.event.rawValue),
                try code(action.before, in: db), try code(action.after, in: db), try code(action.dossier, in: db),
            ])
        for reason in Set(action.reasons) {
            try db.insert(
                "INSERT INTO fact_reason VALUES (?, ?, ?, ?)", [record, index, try code(reason, in: db), time])
        }
    }

    /// After an error: what was remembered may have been rolled back.
    func forget() {
        codes = [:]
    }

    func code(_ text: String?, in db: Database) throws -> Int64? {
        guard let text else { return nil }
        if let id = codes[text] { return id }
        if codes.count >= Self.mostRemembered { codes.removeAll(keepingCapacity: true) }
        let id = try db.code(of: text) ?? newCode(text, in: db)
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
        try db.run("INSERT INTO code(text) VALUES (?)", text)
        return db.lastInsertedRowID
    }
}

extension Database {
    /// Nil when the text stands nowhere yet. Half of a large ward's people are new with each batch.
    fileprivate func code(of text: String) throws -> Int64? {
        try run("SELECT id FROM code WHERE text = ?", text)
    }

    /// A statement with one text; the first column of its first row. Through the C API, as ``insert(_:_:blob:)``.
    @discardableResult
    fileprivate func run(_ sql: String, _ text: String) throws -> Int64? {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        defer { sqlite3_reset(statement) }
        // The bytes live until the step is over.
        let result = text.withCString { bytes in
            sqlite3_bind_text(statement, 1, bytes, Int32(text.utf8.count), nil)
            return sqlite3_step(statement)
        }
        guard result == SQLITE_ROW || result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: lastErrorMessage, sql: sql)
        }
        return result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : nil
    }

    /// One row of integers, and perhaps one blob among them, bound through the C API: GRDB's arguments cost more than
    /// the insert itself.
    func insert(
        _ sql: String, _ integers: [Int64?], blob: (position: Int, bytes: [UInt8])? = nil
    ) throws {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        for (index, value) in integers.enumerated() {
            if let value {
                sqlite3_bind_int64(statement, Int32(index + 1), value)
            } else {
                sqlite3_bind_null(statement, Int32(index + 1))
            }
        }
        // The bytes live until the step is over.
        let result = (blob?.bytes ?? []).withUnsafeBytes { bytes in
            if let blob {
                sqlite3_bind_blob(statement, Int32(blob.position + 1), bytes.baseAddress, Int32(bytes.count), nil)
            }
            return sqlite3_step(statement)
        }
        sqlite3_reset(statement)
        guard result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: lastErrorMessage, sql: sql)
        }
    }
}
