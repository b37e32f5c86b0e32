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
        try settleLosing()
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

    /// A version of a record without its body: a record may have as many as a batch has lines.
    private struct Candidate {
        let row: Int64
        let logRow: Int64
        let live: Int
        let record: RecordID
        let hash: Digest
        let kind: Kind
        let generation: Int
        let parents: [Digest]
        let isDelete: Bool
        /// Nil when it has no effect.
        let head: Head?

        init(_ revision: Revision, kind: Kind, row: Int64, logRow: Int64, live: Int, author: Author) {
            self.row = row
            self.logRow = logRow
            self.live = live
            self.kind = kind
            record = revision.header.record
            hash = revision.hash
            generation = revision.header.generation
            parents = revision.header.parents
            isDelete = revision.header.operation == .delete
            head = Head(revision, log: author.log, role: author.role, limit: author.limit)
        }
    }

    private func refresh(_ record: RecordID) throws {
        var families: [String: [Candidate]] = [:]
        let sql = "SELECT id, log, live, head FROM rev WHERE record = ?"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [Data(record.bytes)])
        while let row = try rows.next() {
            guard let revision = try Revision(stored: [UInt8](row["head"] as Data), payload: nil) else { continue }
            let kind = kind(revision.header.kind)
            let logRow: Int64 = try row["log"]
            try families[kind.family, default: []].append(
                Candidate(
                    revision, kind: kind, row: row["id"], logRow: logRow, live: row["live"], author: author(of: logRow)
                ))
        }
        var isConflict = false
        for family in families.values {
            if try refresh(family), case .record = family[0].kind { isConflict = true }
        }
        try markConflict(record, isConflict)
    }

    private func revision(in row: Int64) throws -> Revision? {
        let sql = "SELECT head, body FROM rev WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [row]).flatMap { row in
            try Revision(stored: [UInt8](row["head"] as Data), payload: (row["body"] as Data?).map { [UInt8]($0) })
        }
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
        let heads = Heads.live(family.compactMap(\.head))
        let generations = Dictionary(family.map { ($0.hash, $0.generation) }, uniquingKeysWith: { a, _ in a })
        let places = Dictionary(uniqueKeysWithValues: heads.enumerated().map { ($1.hash, (order: $0, log: $1.log)) })
        for entry in family {
            let place = places[entry.hash].flatMap { $0.log == entry.head?.log ? $0.order : nil }
            let live = place.map { $0 == 0 ? 2 : 1 } ?? 0
            if live != entry.live || live == 2 { try setLive(live, entry, among: family) }
            if !entry.parents.isEmpty || entry.generation > 1 { try flagGeneration(of: entry, generations) }
        }
        guard heads.count > 1 else { return false }
        // A line that stands in several logs may have its body in one of them alone.
        let rows = Dictionary(grouping: family.filter { places[$0.hash] != nil }, by: \.hash)
        return try Heads.conflict(heads, isDelete: \.isDelete) { head in
            for entry in rows[head.hash] ?? [] {
                if let answers = try revision(in: entry.row)?.answers { return answers }
            }
            return nil
        }
    }

    private func setLive(_ live: Int, _ entry: Candidate, among family: [Candidate]) throws {
        try db.cachedStatement(sql: "UPDATE rev SET live = ? WHERE id = ?").execute(arguments: [live, entry.row])
        if entry.kind == .reserved(.same) { isSameStale = true }
        if entry.live == 2, live != 2 { try removeFacts(of: entry.row) }
        if live == 2 { try replaceFacts(of: entry, by: worker(on: entry, among: family).logRow) }
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
        let known = entry.parents.compactMap { generations[$0] }
        let least = min(Caps.generation, 1 + (known.max() ?? 0))
        let isRight = known.count == entry.parents.count ? entry.generation == least : entry.generation >= least
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
    private func replaceFacts(of entry: Candidate, by log: Int64) throws {
        try removeFacts(of: entry.row)
        guard case .record = entry.kind, let revision = try revision(in: entry.row) else { return }
        try writeFacts(of: revision, reading: reading(of: revision), row: entry.row, logRow: log)
    }

    /// Whose work a version shows: an anonymous one is the work of whoever wrote the greatest of the erased versions
    /// that it, or an anonymous one behind it, was put over.
    private func worker(on entry: Candidate, among family: [Candidate]) throws -> Candidate {
        guard !entry.parents.isEmpty, try author(of: entry.logRow).role != .volunteer else { return entry }
        let behind = try erasedVersions(among: family)
        var entry = entry
        while let next = behind[entry.hash], next.generation < entry.generation { entry = next }
        return entry
    }

    /// By the hash of each version that the ward or a lead has put over nothing but erased versions, deletions and others
    /// such as it: the greatest of them, an erased one before the others.
    private func erasedVersions(among family: [Candidate]) throws -> [Digest: Candidate] {
        let byHash = try Dictionary(family.map { ($0.hash, $0) }) { a, b in
            try author(of: a.logRow).log < author(of: b.logRow).log ? a : b
        }
        func isGreater(_ a: Candidate, _ b: Candidate) -> Bool { (a.generation, a.hash) > (b.generation, b.hash) }
        var behind: [Digest: Candidate] = [:]
        for version in byHash.values.sorted(by: { isGreater($1, $0) })
        where try !version.isDelete && author(of: version.logRow).role != .volunteer {
            let parents = version.parents.compactMap { byHash[$0] }.filter { !$0.isDelete }.sorted(by: isGreater)
            let erased = try parents.filter { try isErased($0.hash, of: $0.record) }
            let others = Set(parents.map(\.hash)).subtracting(erased.map(\.hash))
            guard others.allSatisfy({ behind[$0] != nil }) else { continue }
            behind[version.hash] = erased.first ?? parents.first
        }
        return behind
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
