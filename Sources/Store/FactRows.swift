import Base
import Foundation
import GRDB
package import Indicators
import Ledger

/// The facts of records, read back from the tables that counting reads.
extension BookReader {
    /// Every record that counts.
    package func countedFacts() throws -> [CountedRecord] {
        let texts = try CodeTexts(db)
        try texts.loadAll()
        return try FactRows(db: db, texts: texts).records(nil)
    }

    /// Every event that counts.
    package func countedEvents() throws -> [(row: Int64, fact: EventFact)] {
        let sql = """
            SELECT e.record, e.day, e.uuid, h.text AS hamlet, m.text AS member, k.text AS kind, f.text AS force,
              e.attendance, e.women
            FROM fact_event e LEFT JOIN code h ON h.id = e.hamlet LEFT JOIN code m ON m.id = e.member
              LEFT JOIN code k ON k.id = e.kind LEFT JOIN code f ON f.id = e.force
            """
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            try RecordID(bytes: [UInt8](row["uuid"] as Data)).map { record in
                try (
                    row["record"],
                    EventFact(
                        record: record, date: CivilDate(day: row["day"]), hamlet: row["hamlet"], member: row["member"],
                        kind: row["kind"], force: row["force"], attendance: row["attendance"], women: row["women"])
                )
            }
        }
    }

    /// The records that name one of these codes.
    package func countedFacts(of codes: [CodeKind: Set<String>]) throws -> [CountedRecord] {
        let tests = try codes.map { kind, codes in
            let ids = try codes.compactMap {
                try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM code WHERE text = ?"), arguments: [$0])
            }
            return "SELECT record FROM fact_session WHERE \(kind.rawValue) IN (\(joined(ids)))"
        }
        let records = try Int64.fetchAll(db, sql: tests.joined(separator: " UNION "))
        return try FactRows(db: db, texts: CodeTexts(db)).records(records)
    }

    /// The owners of the devices that wrote the versions that count, by the row of the version.
    package func authors() throws -> [Int64: String] {
        let names = Dictionary(try cards().map { ($0.card.id, $0.card.name) }, uniquingKeysWith: { first, _ in first })
        let sql = """
            SELECT f.record, c.hash
            FROM (SELECT record, log FROM fact_session UNION ALL SELECT record, log FROM fact_event) f
            JOIN log l ON l.id = f.log JOIN card c ON c.id = l.card
            """
        return try Row.fetchCursor(db, sql: sql).reduce(into: [:]) { authors, row in
            try authors[row[0] as Int64] = Digest(bytes: row[1] as Data).flatMap { names[$0] }
        }
    }

    // MARK: Records without facts

    /// Form records of which no revision has effect: their authors are not trusted, or were revoked before them.
    package func recordsWithoutEffect() throws -> [StoredRevision] {
        try storedRevisions(
            where: """
                r.kind IN (SELECT id FROM kind WHERE substr(text, 1, 1) <> '_') AND r.record IN (
                    SELECT record FROM rev GROUP BY record HAVING max(live) = 0)
                """)
    }

    /// The winners that are deletions. The header's text is ASCII without quotes inside its strings.
    package func voidedWinners() throws -> [StoredRevision] {
        try storedRevisions(where: #"r.live = 2 AND CAST(r.head AS TEXT) LIKE '%,"o":"delete",%'"#)
    }

    /// The heads that lost, of records in conflict.
    package func otherHeads() throws -> [StoredRevision] {
        try storedRevisions(where: "r.live = 1 AND r.record IN (SELECT record FROM conflict)")
    }

    /// The winners that count nowhere, with the reason.
    package func uncountedWinners() throws -> [(revision: StoredRevision, reason: String)] {
        let reasons = try Row.fetchAll(db, sql: "SELECT rev, reason FROM uncounted").reduce(into: [Int64: String]()) {
            try $0[$1["rev"]] = $1["reason"]
        }
        return try storedRevisions(where: "r.id IN (SELECT rev FROM uncounted)").map { ($0, reasons[$0.row] ?? "") }
    }
}

/// As SQL writes them between brackets.
private func joined(_ ids: [Int64]) -> String {
    ids.map(String.init).joined(separator: ", ")
}

/// Reads whole tables in the order of their keys, side by side.
private struct FactRows {
    let db: Database
    let texts: CodeTexts

    /// - Parameter chosen: nil for all.
    func records(_ chosen: [Int64]?) throws -> [CountedRecord] {
        let condition = chosen.map { "WHERE record IN (\(joined($0)))" } ?? ""
        let actions = try actions(condition)
        let issues = try issues(condition)
        return try Row.fetchAll(db, sql: "SELECT * FROM fact_session \(condition) ORDER BY record").compactMap { row in
            let record: Int64 = try row["record"]
            return try session(row).map {
                CountedRecord(
                    row: record, facts: Facts(session: $0, actions: actions[record] ?? [], issues: issues[record] ?? [])
                )
            }
        }
    }

    private func code(_ row: Row, _ column: String) throws -> String? {
        try texts[row[column] as Int?]
    }

    private func session(_ row: Row) throws -> SessionFact? {
        guard let record = try RecordID(bytes: [UInt8](row["uuid"] as Data)) else { return nil }
        var session = try SessionFact(record: record, start: Instant(milliseconds: row["time"]))
        session.minutes = try row["minutes"]
        session.hamlet = try code(row, "hamlet")
        session.member = try code(row, "member")
        session.client = try code(row, "client")
        session.household = try code(row, "household")
        session.person = try code(row, "person")
        session.business = try code(row, "business")
        session.birthYear = try row["birth_year"]
        session.sex = try code(row, "sex")
        session.anonymous = try row["anonymous"] as Int == 1
        session.consent = try code(row, "consent")
        session.mode = try code(row, "mode")
        session.place = try code(row, "place")
        session.ratingService = try row["rating_service"]
        session.ratingHelp = try row["rating_help"]
        session.ratingMethod = try code(row, "rating_method")
        return session
    }

    private func actions(_ condition: String) throws -> [Int64: [ActionFact]] {
        var reasons: [Int64: [Int: [String]]] = [:]
        let told = try Row.fetchCursor(db, sql: "SELECT record, idx, reason FROM fact_reason \(condition)")
        while let row = try told.next() {
            try reasons[row["record"], default: [:]][row["idx"], default: []] += [code(row, "reason")].compactMap { $0 }
        }
        let sql = "SELECT record, idx, item, before, after, dossier FROM fact_action \(condition) ORDER BY record, idx"
        let rows = try Row.fetchCursor(db, sql: sql)
        var actions: [Int64: [ActionFact]] = [:]
        while let row = try rows.next() {
            let record: Int64 = try row["record"]
            try actions[record, default: []].append(
                ActionFact(
                    item: code(row, "item") ?? "", before: code(row, "before"), after: code(row, "after"),
                    reasons: reasons[record]?[row["idx"]] ?? [], dossier: code(row, "dossier")))
        }
        return actions
    }

    private func issues(_ condition: String) throws -> [Int64: [IssueFact]] {
        let sql = "SELECT record, theme, severity, status FROM fact_issue \(condition) ORDER BY record, idx"
        let rows = try Row.fetchCursor(db, sql: sql)
        var issues: [Int64: [IssueFact]] = [:]
        while let row = try rows.next() {
            try issues[row["record"], default: []].append(
                IssueFact(group: code(row, "theme"), severity: code(row, "severity"), status: code(row, "status")))
        }
        return issues
    }
}
