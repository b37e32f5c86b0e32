import Base
import Forms
import Foundation
import GRDB
import Indicators
import Ledger

/// What follows from a record's revisions: live heads, the winner, conflicts, facts. It depends on the set of
/// revisions alone and can be dropped and computed again.
extension BookWriter {
    /// Computes again what follows from every record touched so far; the transaction's end does it too.
    package func settle() throws {
        if isTrustStale { try refreshTrust() }
        if erasing.isStale { try refreshErasures() }
        try refreshTouched()
        if isSameStale {
            try refreshSame()
            try refreshTouched()
        }
        try forgetTraces()
    }

    private func refreshTouched() throws {
        for record in touched.sorted() { try refresh(record) }
        touched = []
    }

    /// Computes every projection again from the revisions alone.
    package func rebuild() throws {
        try db.execute(
            sql:
                "UPDATE rev SET live = 0; UPDATE log SET until = 0; DELETE FROM conflict; DELETE FROM uncounted; DELETE FROM flag; DELETE FROM same;"
        )
        try factWriter.removeAll(in: db)
        trustMemory.forget()
        authors = [:]
        sameCodes = nil
        isTrustStale = true
        erasing.isStale = true
        erasing.named = nil
        try touch(where: "1")
        try settle()
    }

    /// Looks again at the records that did not count because their form was not approved.
    package func recountUnapproved() throws {
        try touch(where: "id IN (SELECT rev FROM uncounted WHERE reason = '\(Uncounted.formNotApproved.rawValue)')")
        try settle()
    }

    func touch(where condition: String) throws {
        let records = try Data.fetchCursor(db, sql: "SELECT DISTINCT record FROM rev WHERE \(condition)")
        while let record = try records.next() {
            if let id = RecordID(bytes: [UInt8](record)) { touched.insert(id) }
        }
    }

    private struct Candidate {
        let row: Int64
        let logRow: Int64
        let author: Author
        let live: Int
        let revision: Revision
    }

    private func refresh(_ record: RecordID) throws {
        let sql = "SELECT id, log, live, head, body FROM rev WHERE record = ?"
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [Data(record.bytes)])
        let candidates = try rows.compactMap { row -> Candidate? in
            let author = try author(of: row["log"])
            return try Revision(
                stored: [UInt8](row["head"] as Data), payload: (row["body"] as Data?).map { [UInt8]($0) }
            )
            .map {
                try Candidate(
                    row: row["id"], logRow: row["log"], author: author, live: row["live"], revision: $0)
            }
        }
        var isConflict = false
        for family in Dictionary(grouping: candidates, by: \.revision.kind.family).values {
            if try refresh(family), case .record = family[0].revision.kind { isConflict = true }
        }
        try markConflict(record, isConflict)
    }

    func author(of row: Int64) throws -> Author {
        if let author = authors[row] { return author }
        let sql = """
            SELECT l.uuid, l.until, c.hash, c.manifest, c.signature
            FROM log l JOIN card c ON c.id = l.card WHERE l.id = ?
            """
        guard let found = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [row]),
            let log = try LogID(bytes: [UInt8](found["uuid"] as Data)),
            let id = try Digest(bytes: found["hash"] as Data),
            let card = try Card(
                stored: [UInt8](found["manifest"] as Data), signature: [UInt8](found["signature"] as Data))
        else { throw StoreError.notDatabase("log \(row)") }
        let author = try Author(log: LogKey(log: log, card: id), role: card.role, limit: found["until"])
        authors[row] = author
        return author
    }

    /// Heads and winner among the revisions of one record and family; says whether its heads are in conflict.
    private func refresh(_ family: [Candidate]) throws -> Bool {
        let heads = Heads.live(
            family.compactMap {
                Head($0.revision, log: $0.author.log, role: $0.author.role, limit: $0.author.limit)
            })
        let generations = Dictionary(
            family.map { ($0.revision.hash, $0.revision.header.generation) }, uniquingKeysWith: { a, _ in a })
        let places = Dictionary(uniqueKeysWithValues: heads.enumerated().map { ($1.hash, (order: $0, log: $1.log)) })
        for entry in family {
            let place = places[entry.revision.hash].flatMap { $0.log == entry.author.log ? $0.order : nil }
            let live = place.map { $0 == 0 ? 2 : 1 } ?? 0
            if live != entry.live || live == 2 { try setLive(live, entry) }
            if !entry.revision.header.parents.isEmpty { try flagGeneration(of: entry, generations) }
        }
        guard heads.count > 1 else { return false }
        let answers = Dictionary(family.map { ($0.revision.hash, $0.revision.answers) }, uniquingKeysWith: { $0 ?? $1 })
        return Heads.conflict(heads.map { ($0.isDelete, answers[$0.hash] ?? nil) })
    }

    private func setLive(_ live: Int, _ entry: Candidate) throws {
        try db.cachedStatement(sql: "UPDATE rev SET live = ? WHERE id = ?").execute(arguments: [live, entry.row])
        if entry.revision.kind == .reserved(.same) { isSameStale = true }
        if entry.live == 2, live != 2 { try removeFacts(of: entry.row) }
        if live == 2 { try replaceFacts(of: entry) }
    }

    private func markConflict(_ record: RecordID, _ isConflict: Bool) throws {
        let sql = isConflict ? "INSERT OR IGNORE INTO conflict VALUES (?)" : "DELETE FROM conflict WHERE record = ?"
        try db.cachedStatement(sql: sql).execute(arguments: [Data(record.bytes)])
    }

    /// A generation is the author's claim. One that its parents belie is shown; it decides no less, so that all books
    /// agree whichever parents they hold.
    ///
    /// - Parameter generations: of the whole family, by hash.
    private func flagGeneration(of entry: Candidate, _ generations: [Digest: Int]) throws {
        let header = entry.revision.header
        let known = header.parents.compactMap { generations[$0] }
        let least = min(Caps.generation, 1 + (known.max() ?? 0))
        let isRight = known.count == header.parents.count ? header.generation == least : header.generation >= least
        let sql =
            isRight ? "DELETE FROM flag WHERE rev = ?" : "INSERT OR REPLACE INTO flag VALUES (?, 'generation')"
        try db.cachedStatement(sql: sql).execute(arguments: [entry.row])
    }

    // MARK: Facts

    private func removeFacts(of row: Int64) throws {
        try factWriter.replace(record: row, facts: nil, in: db)
        try db.cachedStatement(sql: "DELETE FROM uncounted WHERE rev = ?").execute(arguments: [row])
    }

    /// The facts are kept under the winning revision's own row, so that a number leads straight to what was signed.
    private func replaceFacts(of entry: Candidate) throws {
        try removeFacts(of: entry.row)
        guard case .record = entry.revision.kind else { return }
        try writeFacts(
            of: entry.revision, reading: reading(of: entry.revision), row: entry.row, logRow: entry.logRow)
    }

    /// Of a row that has none yet.
    func writeFacts(of revision: Revision, reading: BodyReading, row: Int64, logRow: Int64) throws {
        guard revision.header.operation != .delete else { return }
        // What was erased is not missing, and nobody has to see to it.
        if try isErased(revision) != nil { return }
        let facts = try isMarked(reading.people) ? .failure(.erasedPerson) : reading.facts
        switch facts {
        case .success(nil): break
        case .success(let facts?):
            let counted = try sameCodesInForce().applied(to: facts)
            try factWriter.insert(counted, record: row, log: logRow, in: db)
        case .failure(let reason):
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO uncounted VALUES (?, ?)")
                .execute(arguments: [row, reason.rawValue])
        }
    }
}

/// Why a winning record counts nowhere; stored as it is spelled.
package enum Uncounted: String, Error, CaseIterable, Sendable {
    case formNotApproved = "form-not-approved"
    case bodyMissing = "body-missing"
    case noDate = "no-date"
    /// The record says another commune.
    case otherArea = "other-area"
    /// The record's own session id is not the record's.
    case otherID = "other-id"
    /// The code is one of somebody who had everything erased.
    case erasedPerson = "erased-person"
}
