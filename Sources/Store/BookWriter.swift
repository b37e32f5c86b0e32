package import Base
package import Forms
import Foundation
import GRDB
import Indicators
package import Ledger

/// One write transaction. Revisions go in; heads, conflicts and facts of the records they touch follow at its end.
package final class BookWriter {
    private let db: Database
    private var touched: Set<RecordID> = []
    private var roles: (String) throws -> RoleMap? = { _ in nil }

    private let factWriter: FactWriter

    init(_ db: Database, facts: FactWriter) {
        self.db = db
        factWriter = facts
    }

    package var reader: BookReader { BookReader(db) }

    /// How to read the facts of a record: the roles of an approved form by its reference, nil for any other.
    package func readFacts(with roles: @escaping (String) throws -> RoleMap?) {
        self.roles = roles
    }

    // MARK: Revisions

    /// Adds a revision at its place in a log. False when the book has it already; a body that was missing is filled in.
    @discardableResult
    package func insert(_ link: LogSection.Link, log: LogID, card: Digest) throws -> Bool {
        let revision = link.revision
        let sql = """
            INSERT OR IGNORE INTO rev(log, seq, hash, chain, record, kind, live, wall, head, body)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            """
        let logRow = try row(of: log, card: card)
        try db.cachedStatement(sql: sql).execute(arguments: [
            logRow, revision.header.seq, Data(revision.hash.bytes), Data(link.chain.bytes),
            Data(revision.header.record.bytes), try kindRow(revision.header.kind), revision.header.time.milliseconds,
            Data(revision.headerBytes), revision.payload.map { Data($0) },
        ])
        if db.changesCount > 0 {
            touched.insert(revision.header.record)
            return true
        }
        if let payload = revision.payload {
            try db.cachedStatement(
                sql: "UPDATE rev SET body = ? WHERE log = ? AND seq = ? AND hash = ? AND body IS NULL"
            )
            .execute(arguments: [Data(payload), logRow, revision.header.seq, Data(revision.hash.bytes)])
            if db.changesCount > 0 { touched.insert(revision.header.record) }
        }
        return false
    }

    /// A section with where it came from. Its revisions are inserted one by one beside it.
    package func insert(_ section: LogSection, carrier: Digest, file: Digest, received: Instant) throws {
        let sql = """
            INSERT OR IGNORE INTO section(hash, log, lo, hi, manifest, signature, carrier, file, received)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            Data(section.id.bytes), try row(of: section.log, card: section.card), section.from, section.to,
            Data(section.manifest), Data(section.signature), try cardRow(carrier), Data(file.bytes),
            received.milliseconds,
        ])
    }

    /// Computes again what follows from every record touched so far; the transaction's end does it too.
    package func settle() throws {
        for record in touched.sorted() { try refresh(record) }
        touched = []
    }

    /// Computes every projection again from the revisions alone.
    package func rebuild() throws {
        try db.execute(sql: "UPDATE rev SET live = 0; DELETE FROM conflict; DELETE FROM uncounted;")
        try factWriter.removeAll(in: db)
        let records = try Data.fetchCursor(db, sql: "SELECT DISTINCT record FROM rev")
        while let record = try records.next() {
            if let id = RecordID(bytes: [UInt8](record)) { touched.insert(id) }
        }
        try settle()
    }

    private func refresh(_ record: RecordID) throws {
        let sql = "SELECT id, log, live, head, body FROM rev WHERE record = ?"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [Data(record.bytes)])
        let revisions = rows.compactMap { row in
            Revision(stored: [UInt8](row["head"] as Data), payload: (row["body"] as Data?).map { [UInt8]($0) })
                .map { Candidate(row: row["id"], log: row["log"], live: row["live"], revision: $0) }
        }
        var isConflict = false
        for family in Dictionary(grouping: revisions, by: \.revision.kind.family).values {
            if try refresh(family.filter(isEffective)), case .record = family[0].revision.kind { isConflict = true }
        }
        try markConflict(record, isConflict)
    }

    private struct Candidate {
        let row: Int64
        let log: Int64
        let live: Int
        let revision: Revision
    }

    private func isEffective(_ candidate: Candidate) throws -> Bool {
        let revision = candidate.revision
        guard case .reserved = revision.kind else { return true }
        let sql = "SELECT manifest, signature FROM card WHERE id = (SELECT card FROM log WHERE id = ?)"
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [candidate.log]),
            let card = Card(manifest: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
        else { return false }
        return revision.kind.mayBeWritten(by: card.role, card: card.id, about: revision.header.record)
    }

    /// Heads and winner among the revisions of one record and family; says whether its heads are in conflict.
    private func refresh(_ revisions: [Candidate]) throws -> Bool {
        let named = revisions.count == 1 ? [] : Set(revisions.flatMap(\.revision.header.parents))
        let heads = revisions.filter { !named.contains($0.revision.hash) }
        let winner = Heads.winner(heads.map(\.revision.head))
        for entry in revisions {
            let isHead = !named.contains(entry.revision.hash)
            let live = isHead ? (entry.revision.hash == winner?.hash ? 2 : 1) : 0
            guard live != entry.live || live == 2 else { continue }
            try db.cachedStatement(sql: "UPDATE rev SET live = ? WHERE id = ?").execute(arguments: [live, entry.row])
            if entry.live == 2, live != 2 { try removeFacts(of: entry.row) }
            if live == 2 { try replaceFacts(of: entry.row, log: entry.log, entry.revision) }
        }
        return Heads.conflict(heads.map { ($0.revision.header.operation == .delete, $0.revision.answers) })
    }

    private func markConflict(_ record: RecordID, _ isConflict: Bool) throws {
        let sql = isConflict ? "INSERT OR IGNORE INTO conflict VALUES (?)" : "DELETE FROM conflict WHERE record = ?"
        try db.cachedStatement(sql: sql).execute(arguments: [Data(record.bytes)])
    }

    // MARK: Facts

    private func removeFacts(of row: Int64) throws {
        try factWriter.replace(record: row, facts: nil, in: db)
        try db.cachedStatement(sql: "DELETE FROM uncounted WHERE rev = ?").execute(arguments: [row])
    }

    /// The facts are kept under the winning revision's own row, so that a number leads straight to what was signed.
    private func replaceFacts(of row: Int64, log: Int64, _ revision: Revision) throws {
        try removeFacts(of: row)
        guard case .record = revision.kind, revision.header.operation != .delete else { return }
        guard let roles = try roles(revision.header.kind) else { return try markUncounted(row, "form-not-approved") }
        guard let answers = revision.answers else { return try markUncounted(row, "body-missing") }
        let facts: Facts
        do {
            facts = try FactReader(roles: roles).facts(record: revision.header.record, answers: answers)
        } catch {
            return try markUncounted(row, "no-date")
        }
        try factWriter.replace(record: row, log: log, facts: facts, in: db)
    }

    private func markUncounted(_ row: Int64, _ reason: String) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO uncounted VALUES (?, ?)").execute(arguments: [row, reason])
    }

    // MARK: Cards, logs, kinds

    package func insert(_ card: Card) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO card(hash, manifest, signature, trusted) VALUES (?, ?, ?, 0)"
        )
        .execute(arguments: [Data(card.id.bytes), Data(card.manifest), Data(card.signature)])
    }

    package func setTrusted(_ cards: Set<Digest>) throws {
        try db.execute(sql: "UPDATE card SET trusted = 0 WHERE trusted = 1")
        for card in cards {
            try db.cachedStatement(sql: "UPDATE card SET trusted = 1 WHERE hash = ?").execute(arguments: [
                Data(card.bytes)
            ])
        }
    }

    private func cardRow(_ card: Digest) throws -> Int64 {
        let row = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM card WHERE hash = ?"), arguments: [Data(card.bytes)])
        guard let row else { preconditionFailure("a card is stored before what it wrote") }
        return row
    }

    private var logRows: [LogID: Int64] = [:]

    private func row(of log: LogID, card: Digest) throws -> Int64 {
        if let row = logRows[log] { return row }
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO log(uuid, card) VALUES (?, ?)")
            .execute(arguments: [Data(log.bytes), try cardRow(card)])
        let row = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM log WHERE uuid = ?"), arguments: [Data(log.bytes)])!
        logRows[log] = row
        return row
    }

    private var kindRows: [String: Int64] = [:]

    private func kindRow(_ kind: String) throws -> Int64 {
        if let row = kindRows[kind] { return row }
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO kind(text) VALUES (?)").execute(arguments: [kind])
        let row = try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM kind WHERE text = ?"), arguments: [kind])!
        kindRows[kind] = row
        return row
    }

    // MARK: Outside the ledger

    package func set(_ key: Setting, _ value: String) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [key.rawValue, value])
    }

    package func insert(_ form: StoredForm) throws {
        let sql = """
            INSERT INTO form(ref, name, text, approved) VALUES (?, ?, ?, ?)
            ON CONFLICT(ref) DO UPDATE SET approved = max(approved, excluded.approved)
            """
        try db.execute(sql: sql, arguments: [form.ref.text, form.fileName, Data(form.text), form.isApproved])
    }

    package func insert(_ kit: StoredKit) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO kit VALUES (?, ?, ?, ?, ?)",
            arguments: [kit.id, kit.number, kit.team, Data(kit.secret), kit.isWithdrawn])
    }

    package func save(_ draft: StoredDraft) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)").execute(arguments: [
            Data(draft.record.bytes), draft.form, draft.place, JSON.object(draft.answers).compact,
            draft.updated.milliseconds,
        ])
    }

    package func removeDraft(_ record: RecordID) throws {
        try db.cachedStatement(sql: "DELETE FROM draft WHERE record = ?").execute(arguments: [Data(record.bytes)])
    }

    package func quarantine(_ part: QuarantinedPart) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                Data(part.file.bytes), part.section, part.name, part.bytes, part.code, part.reason.vi, part.reason.en,
                part.received.milliseconds,
            ])
    }

    package func release(_ file: Digest) throws {
        try db.execute(sql: "DELETE FROM quarantine WHERE file = ?", arguments: [Data(file.bytes)])
    }
}

/// Where each role's answer stands in the records of one form.
package typealias RoleMap = [Role: RoleBinding]
