package import Base
package import Forms
import Foundation
import GRDB
import Indicators
package import Ledger

/// One write transaction. Revisions go in; heads, conflicts and facts of the records they touch follow at its end.
package final class BookWriter {
    let db: Database
    var touched: Set<RecordID> = []
    let factWriter: FactWriter
    let trustMemory: TrustMemory
    private(set) var roles: (String) throws -> RoleMap? = { _ in nil }
    private(set) var areaCode = ""
    private var logRows: [LogKey: Int64] = [:]
    private var kindRows: [String: Int64] = [:]
    private var kinds: [String: Kind] = [:]
    var authors: [Int64: Author] = [:]
    /// A decision, a card or a log has come: who is trusted is to be computed again.
    var isTrustStale = false
    var erasing = ErasingState()
    /// What has been erased so far; whole once the projections are settled.
    package internal(set) var forgotten = Forgotten()
    /// What became of whose records in this transaction since a device is trusted no more or not so far; whole once the
    /// projections are settled.
    package internal(set) var lostEffect: [Digest: LostEffect] = [:]
    /// The records that this touches, until they are settled.
    var losing: [RecordID: LosingRecord] = [:]
    /// Bodies that were missing and have come.
    package private(set) var filled = 0
    /// Names and telephones that go to the roster when this transaction commits, and not when it fails.
    package var contacts: [RosterContact] = []
    /// A decision about which codes are one has come or gone.
    var isSameStale = false
    /// What stands in the table `same`, once it has been read.
    var sameCodes: SameCodes?

    /// Whose log a revision stands in.
    struct Author {
        let log: LogKey
        let role: DeviceRole
        /// The first place without effect.
        let limit: Int
    }

    init(_ db: Database, facts: FactWriter, trust: TrustMemory) {
        self.db = db
        factWriter = facts
        trustMemory = trust
    }

    package var reader: BookReader { BookReader(db) }

    /// How to read the facts of a record: the roles of an approved form by its reference, nil for any other. A record
    /// of another commune than `areaCode` counts nowhere.
    package func readFacts(areaCode: String, with roles: @escaping (String) throws -> RoleMap?) {
        self.areaCode = areaCode
        self.roles = roles
    }

    // MARK: Revisions

    /// Adds a revision at its place in a log. False when the book has it already; a body that was missing is filled in,
    /// one that was erased never.
    ///
    /// - Parameter reading: what its body says, when somebody has read it already.
    @discardableResult
    package func insert(_ link: LogSection.Link, reading: BodyReading? = nil, log: LogKey) throws -> Bool {
        let revision = link.revision
        let header = revision.header
        let logRow = try row(of: log)
        let isSettled = try isSettledAlone(revision, logRow: logRow)
        let body = try body(of: revision)
        let row = NewRow(link: link, body: body, log: logRow, kind: try kindRow(header.kind), live: isSettled ? 2 : 0)
        if try db.insert(row) {
            guard isSettled else {
                touch(header)
                return true
            }
            try writeFacts(
                of: revision, reading: reading ?? self.reading(of: revision), row: db.lastInsertedRowID,
                logRow: logRow)
            return true
        }
        if let body {
            try db.cachedStatement(
                sql: "UPDATE rev SET body = ? WHERE log = ? AND seq = ? AND hash = ? AND body IS NULL"
            )
            .execute(arguments: [Data(body), logRow, header.seq, Data(revision.hash.bytes)])
            if db.changesCount > 0 {
                filled += 1
                touch(header)
                trustMemory.forget()
            }
        }
        return false
    }

    /// Whether it is plain at once what follows from a revision: the first of its record that has come, continuing
    /// none, with effect. It wins; nothing that is here has to be looked at again.
    private func isSettledAlone(_ revision: Revision, logRow: Int64) throws -> Bool {
        guard case .record = kind(revision.header.kind), revision.header.parents.isEmpty,
            revision.header.generation == 1, !isTrustStale,
            try revision.header.seq < author(of: logRow).limit
        else { return false }
        return try !db.hasRevision(of: revision.header.record)
    }

    func reading(of revision: Revision) throws -> BodyReading {
        .of(revision, roles: try roles(revision.header.kind), areaCode: areaCode)
    }

    /// Reads what the bodies of these kinds say, on any thread.
    package func bodyReader(of kinds: [String]) throws -> BodyReader {
        BodyReader(
            areaCode: areaCode, roles: try kinds.reduce(into: [:]) { $0.updateValue(try roles($1), forKey: $1) })
    }

    /// What follows from a revision that has come, or whose body has, is to be computed again.
    private func touch(_ header: RevisionHeader) {
        touched.insert(header.record)
        if Kind.Reserved.ofTrust.contains(where: { $0.rawValue == header.kind }) { isTrustStale = true }
        if header.kind == Kind.Reserved.erase.rawValue { erasing.isStale = true }
    }

    /// A section with where it came from. Its revisions are inserted one by one beside it.
    package func insert(_ section: LogSection, carrier: Digest, file: Digest, received: Instant) throws {
        let log = try row(of: section.key)
        // How far the log has effect is known before its lines come.
        if isTrustStale { try refreshTrust() }
        let sql = """
            INSERT OR IGNORE INTO section(hash, log, lo, hi, before, manifest, signature, carrier, file, received)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            Data(section.id.bytes), log, section.from, section.to,
            Data(section.chainBefore.bytes), Data(section.manifest), Data(section.signature), try cardRow(carrier),
            Data(file.bytes),
            received.milliseconds,
        ])
    }

    /// Remembers that everything in a file has been taken: the very same file needs no second look.
    package func markMerged(_ file: Digest, received: Instant) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO batch VALUES (?, ?)")
            .execute(arguments: [Data(file.bytes), received.milliseconds])
    }

    // MARK: Cards, logs, kinds

    package func insert(_ card: Card) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO card(hash, manifest, signature, trusted) VALUES (?, ?, ?, 0)"
        )
        .execute(arguments: [Data(card.id.bytes), Data(card.manifest), Data(card.signature)])
        if db.changesCount > 0 { isTrustStale = true }
    }

    private func cardRow(_ card: Digest) throws -> Int64 {
        let row = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM card WHERE hash = ?"), arguments: [Data(card.bytes)])
        guard let row else { preconditionFailure("a card is stored before what it wrote") }
        return row
    }

    private func row(of log: LogKey) throws -> Int64 {
        if let row = logRows[log] { return row }
        let card = try cardRow(log.card)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO log(uuid, card, until) VALUES (?, ?, 0)")
            .execute(arguments: [Data(log.log.bytes), card])
        if db.changesCount > 0 { isTrustStale = true }
        let row = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM log WHERE uuid = ? AND card = ?"),
            arguments: [Data(log.log.bytes), card])!
        logRows[log] = row
        return row
    }

    func kind(_ text: String) -> Kind {
        if let kind = kinds[text] { return kind }
        let kind = Kind(text)
        kinds[text] = kind
        return kind
    }

    private func kindRow(_ kind: String) throws -> Int64 {
        if let row = kindRows[kind] { return row }
        // Decisions below zero: an index holds them alone, among millions of records.
        let sql =
            kind.hasPrefix("_")
            ? "INSERT OR IGNORE INTO kind(id, text) SELECT min(0, coalesce(min(id), 0)) - 1, ? FROM kind"
            : "INSERT OR IGNORE INTO kind(text) VALUES (?)"
        try db.cachedStatement(sql: sql).execute(arguments: [kind])
        let row = try Int64.fetchOne(db.cachedStatement(sql: "SELECT id FROM kind WHERE text = ?"), arguments: [kind])!
        kindRows[kind] = row
        return row
    }
}

/// Where each role's answer stands in the records of one form.
package typealias RoleMap = [Role: RoleBinding]
