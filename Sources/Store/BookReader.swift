package import Base
import Foundation
import GRDB
package import Indicators
package import Ledger

/// The questions that one state of a book answers. Each function is one question with its SQL beside it.
package struct BookReader {
    let db: Database
    let aside: Aside?

    /// - Parameter aside: a second connection to the same state.
    init(_ db: Database, aside: Aside? = nil) {
        self.db = db
        self.aside = aside
    }

    // MARK: Cards and logs

    package func cards() throws -> [StoredCard] {
        try Row.fetchAll(db, sql: "SELECT manifest, signature, trusted FROM card ORDER BY id").compactMap { row in
            try Card(stored: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
                .map { try StoredCard(card: $0, isTrusted: row["trusted"]) }
        }
    }

    /// Whether the ledger trusts the device of a card.
    package func isTrusted(_ card: Digest) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT trusted FROM card WHERE hash = ?"), arguments: [Data(card.bytes)]) ?? false
    }

    /// Devices that were revoked, those of which no log is here too.
    package func revokedCards() throws -> Set<Digest> {
        let cards = try cards().map(\.card)
        let trust = Trust(
            cards: cards, own: try ownCards(), decisions: try Kind.Reserved.ofTrust.flatMap { try entries(of: $0) },
            told: try told())
        return Set(cards.map(\.id).filter(trust.isRevoked))
    }

    /// The device's own card and those that it had before it changed its keys.
    package func ownCards() throws -> Set<Digest> {
        let names = "\(try setting(.card) ?? "") \(try setting(.formerCards) ?? "")"
        return Set(names.split(separator: " ").compactMap { Digest(hex: String($0)) })
    }

    /// The author's clock at the last revision of a device's logs.
    package func lastClock(of card: Digest) throws -> Instant? {
        try Int64.fetchOne(db.cachedStatement(sql: Self.lastClock), arguments: [Data(card.bytes)])
            .map { Instant(milliseconds: $0) }
    }

    /// From the logs to the last entry of each. Of `max(id)` without the sign, or of a plain join, SQLite makes a descent over
    /// all rows that passes every merged one: half a minute at every opening of a book of five millions.
    private static let lastClock = """
        SELECT wall FROM rev WHERE id = (
            SELECT max(+r.id) FROM log l CROSS JOIN rev r
            WHERE l.card = (SELECT id FROM card WHERE hash = ?)
              AND r.log = l.id AND r.seq = (SELECT max(seq) FROM rev WHERE log = l.id))
        """

    /// What this book holds of each log, for the `seen` of its own batches and for `status`.
    package func logs() throws -> [StoredLog] {
        let sql = """
            SELECT l.uuid, l.until, c.hash AS card, count(DISTINCT r.seq) AS held, max(r.seq) AS last,
                   count(*) - count(DISTINCT r.seq) AS forks,
                   (SELECT max(s.received) FROM section s WHERE s.log = l.id) AS received,
                   (SELECT count(*) FROM section s WHERE s.log = l.id AND \(Self.isUnjoined)) AS unjoined
            FROM log l JOIN card c ON c.id = l.card JOIN rev r ON r.log = l.id
            GROUP BY l.id ORDER BY l.id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            try StoredLog(
                key: Self.logKey(row), held: row["held"], last: row["last"], isForked: row["forks"] as Int > 0,
                until: row["until"], unjoined: row["unjoined"],
                received: (row["received"] as Int64?).map { Instant(milliseconds: $0) })
        }
    }

    /// Whether two lines stand at one place of this stretch of a log.
    package func isForked(_ section: LogSection) throws -> Bool {
        let sql = """
            SELECT EXISTS(SELECT 1 FROM rev WHERE log = ? AND seq BETWEEN ? AND ? GROUP BY seq HAVING count(*) > 1)
            """
        return try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [row(of: section.key), section.from, section.to]) ?? false
    }

    static func logKey(_ row: Row) throws -> LogKey {
        guard let log = try LogID(bytes: [UInt8](row["uuid"] as Data)),
            let card = try Digest(bytes: row["card"] as Data)
        else { throw StoreError.notDatabase("log") }
        return LogKey(log: log, card: card)
    }

    func row(of log: LogKey) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: "SELECT l.id FROM log l JOIN card c ON c.id = l.card WHERE l.uuid = ? AND c.hash = ?"),
            arguments: [Data(log.log.bytes), Data(log.card.bytes)])
    }

    /// The stretches of a log that came as sections, and the exact bytes to pass on: manifest and signature.
    package func sections(of log: LogKey) throws -> [LogSection] {
        let sql = "SELECT manifest, signature FROM section WHERE log = ? ORDER BY lo, hi DESC"
        return try Row.fetchAll(db, sql: sql, arguments: [row(of: log)]).compactMap { row in
            try LogSection(manifest: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
        }
    }

    /// Whether a section is here with every body but the erased: a copy of it brings nothing new.
    package func isComplete(_ section: LogSection) throws -> Bool {
        let sql = """
            SELECT NOT EXISTS(
                SELECT 1 FROM rev r WHERE r.log = section.log AND seq BETWEEN lo AND hi AND body IS NULL
                AND NOT \(ErasureTables.needsNoBody))
            FROM section WHERE hash = ?
            """
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [Data(section.id.bytes)]) ?? false
    }

    /// Whether this very file has been merged to its end, and no body is missing that another look could bring.
    package func hasMerged(_ file: Digest) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT EXISTS(SELECT 1 FROM batch WHERE file = ?)
                        AND NOT EXISTS(SELECT 1 FROM rev r WHERE r.body IS NULL AND NOT \(ErasureTables.needsNoBody))
                    """),
            arguments: [Data(file.bytes)]) ?? false
    }

    /// The files of which ``hasMerged(_:)`` is true.
    package func mergedFiles() throws -> Set<Digest> {
        let sql = """
            SELECT file FROM batch
            WHERE NOT EXISTS(SELECT 1 FROM rev r WHERE r.body IS NULL AND NOT \(ErasureTables.needsNoBody))
            """
        return try Set(Data.fetchAll(db, sql: sql).compactMap { Digest(bytes: $0) })
    }

    /// The revisions of one stretch of a log whose chain ends with `after`, in their order.
    ///
    /// Read from the end: of a forked log's branches only the one that leads there is followed. Nil when the stretch
    /// is not whole or does not begin at `before`.
    package func revisions(
        of log: LogKey, from: Int, to: Int, before: Digest, after: Digest
    ) throws -> [Revision]? {
        let sql = """
            SELECT seq, hash, chain, head, body FROM rev
            WHERE log = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC
            """
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [row(of: log), from, to])
        var revisions: [Revision] = []
        var next: (hash: Digest, chain: Digest)?
        while let row = try rows.next() {
            guard try row["seq"] == to - revisions.count, let hash = try Digest(bytes: row["hash"] as Data),
                let chain = try Digest(bytes: row["chain"] as Data)
            else { continue }
            let isOnBranch = next.map { chain.chained(with: $0.hash) == $0.chain } ?? (chain == after)
            guard isOnBranch, let revision = try Self.revision(row) else { continue }
            revisions.append(revision)
            next = (hash, chain)
        }
        guard let first = next, revisions.count == to - from + 1, before.chained(with: first.hash) == first.chain else {
            return nil
        }
        return revisions.reversed()
    }

    // MARK: Records

    package func revisions(of record: RecordID) throws -> [StoredRevision] {
        try storedRevisions(where: "r.record = ?", arguments: [Data(record.bytes)])
    }

    /// Records whose id, without hyphens, begins or ends with these hexadecimal digits; at most ten of them.
    package func records(matching digits: String) throws -> [RecordID] {
        let sql = """
            SELECT DISTINCT record FROM rev JOIN kind ON kind.id = rev.kind
            WHERE substr(kind.text, 1, 1) <> '_'
              AND (lower(hex(record)) LIKE ? || '%' OR lower(hex(record)) LIKE '%' || ?) LIMIT 10
            """
        guard digits.utf8.allSatisfy({ Hex.decode([$0, $0]) != nil }) else { return [] }
        return try Data.fetchAll(db, sql: sql, arguments: [digits, digits]).compactMap { RecordID(bytes: [UInt8]($0)) }
    }

    package func exists(_ record: RecordID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM rev WHERE record = ?)"),
            arguments: [Data(record.bytes)]) ?? false
    }

    /// The winning revisions of the records that were written last, the newest first.
    package func latestWinners(_ limit: Int, form id: String? = nil) throws -> [StoredRevision] {
        guard let id else {
            return try storedRevisions(
                where: "r.live = 2 AND r.kind IN (SELECT id FROM kind WHERE substr(text, 1, 1) <> '_')",
                order: "r.id DESC LIMIT ?", arguments: [limit])
        }
        return try storedRevisions(
            where: "r.live = 2 AND r.kind IN (SELECT id FROM kind WHERE substr(text, 1, ?) = ?)",
            order: "r.id DESC LIMIT ?", arguments: [id.unicodeScalars.count + 1, id + "@", limit])
    }

    /// The winning revisions of a form's records, of any version of it, one at a time in the order of their coming.
    package func eachWinner(of form: String, _ body: (Revision) throws -> Void) throws {
        let sql = """
            SELECT head, body FROM rev WHERE live = 2 AND kind IN (SELECT id FROM kind WHERE substr(text, 1, ?) = ?)
            ORDER BY id
            """
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [form.unicodeScalars.count + 1, form + "@"])
        while let row = try rows.next() { try Self.revision(row).map(body) }
    }

    /// The record of a form, of any version of it, that a device wrote last.
    package func lastWritten(form id: String, by card: Digest) throws -> StoredRevision? {
        try storedRevisions(
            where: """
                r.live = 2 AND c.hash = ? AND r.kind IN (SELECT id FROM kind WHERE substr(text, 1, ?) = ?)
                """,
            order: "r.id DESC LIMIT 1",
            arguments: [Data(card.bytes), id.unicodeScalars.count + 1, id + "@"]
        ).first
    }

    /// How many records each form has, by its reference.
    package func recordCounts() throws -> [String: Int] {
        let sql = """
            SELECT k.text, count(*) AS n FROM rev r JOIN kind k ON k.id = r.kind
            WHERE r.live = 2 AND substr(k.text, 1, 1) <> '_' GROUP BY k.text
            """
        return Dictionary(uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { try ($0["text"], $0["n"]) })
    }

    /// Every revision of a reserved kind, of effect or not.
    func entries(of kind: Kind.Reserved) throws -> [LedgerEntry] {
        try revisions(of: kind).map { LedgerEntry(log: $0.log, revision: $0.revision) }
    }

    /// Every revision of a reserved kind beyond a row, of effect or not, in the order in which they came.
    package func revisions(of kind: Kind.Reserved, after row: Int64 = 0) throws -> [StoredRevision] {
        try storedRevisions(
            where: "r.kind < 0 AND r.kind = (SELECT id FROM kind WHERE text = ?) AND r.id > ?",
            arguments: [kind.rawValue, row])
    }

    /// The version in force of every decision of a kind, in the order in which they came.
    package func inForce(_ kind: Kind.Reserved) throws -> [StoredRevision] {
        try storedRevisions(
            where: "r.live = 2 AND r.kind < 0 AND r.kind = (SELECT id FROM kind WHERE text = ?)",
            arguments: [kind.rawValue])
    }

    /// How far each log has effect, of those beyond a row in the order of rows.
    func limits(after row: Int64 = 0) throws -> [(row: Int64, key: LogKey, until: Int)] {
        let sql = """
            SELECT l.id, l.uuid, l.until, c.hash AS card FROM log l JOIN card c ON c.id = l.card
            WHERE l.id > ? ORDER BY l.id
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [row])
            .map { try ($0["id"], Self.logKey($0), $0["until"]) }
    }

    /// The first place of a log without effect.
    package func until(_ log: LogKey) throws -> Int {
        let sql = "SELECT l.until FROM log l JOIN card c ON c.id = l.card WHERE l.uuid = ? AND c.hash = ?"
        return try Int.fetchOne(
            db.cachedStatement(sql: sql), arguments: [Data(log.log.bytes), Data(log.card.bytes)]) ?? .max
    }

    /// The last row of the ledger.
    func lastRow() throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM rev")) ?? 0
    }

    /// Every figure of the catalogue for a period.
    package func figures(_ period: Period, catalogue: Catalogue) throws -> Figures {
        try counting(period, catalogue: catalogue)()
    }

    /// The same, begun now and waited for where it is called: on two cores something else can be done meanwhile.
    package func counting(_ period: Period, catalogue: Catalogue) -> () throws -> Figures {
        let counting = Counting.begin(self, period: period, catalogue: catalogue)
        return {
            var figures = try counting()
            let map = try hamlets(of: try setting(.areaCode) ?? "")
            let renamed = map.renamed(on: period.last)
            if !renamed.isEmpty { figures.hamlets = try hamletFigures(period, renamed: renamed) }
            let found = Set(figures.hamlets.map(\.code))
            figures.hamlets += map.standing(in: period).filter { !found.contains($0) }.map {
                HamletFigure(code: $0, sessions: 0, persons: 0)
            }
            figures.hamlets.sort { $0.code < $1.code }
            return figures
        }
    }

    /// The heads of every form's records: the same text for the same revisions, whatever the order in which they came.
    package func dump() throws -> String {
        let sql = """
            SELECT r.record, r.hash, l.uuid FROM rev r JOIN kind k ON k.id = r.kind JOIN log l ON l.id = r.log
            WHERE r.live > 0 AND substr(k.text, 1, 1) <> '_' ORDER BY r.record, r.live DESC, r.hash DESC
            """
        var lines: [(record: Data, text: String)] = []
        for row in try Row.fetchAll(db, sql: sql) {
            let record: Data = try row["record"]
            if lines.last?.record != record {
                lines.append((record, (RecordID(bytes: [UInt8](record))?.text ?? "?") + " "))
            }
            lines[lines.count - 1].text += try " \(Hex.encode(row["hash"] as Data))@\(Hex.encode(row["uuid"] as Data))"
        }
        return lines.map(\.text).joined(separator: "\n")
    }

    func storedRevisions(
        where condition: String, order: String = "r.id", arguments: StatementArguments = []
    ) throws -> [StoredRevision] {
        let sql = """
            SELECT r.id, r.live, r.head, r.body, l.uuid, c.hash AS card, \(ErasureTables.isErased) AS erased
            FROM rev r JOIN log l ON l.id = r.log JOIN card c ON c.id = l.card WHERE \(condition) ORDER BY \(order)
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
            guard let revision = try Self.revision(row) else { return nil }
            return try StoredRevision(
                row: row["id"], revision: revision, log: Self.logKey(row), live: row["live"],
                isErased: row["erased"])
        }
    }

    static func revision(_ row: Row) throws -> Revision? {
        try Revision(stored: [UInt8](row["head"] as Data), payload: (row["body"] as Data?).map { [UInt8]($0) })
    }

    // MARK: Codes and days, for the prompts

    /// The known codes that begin with `prefix`, in their order.
    package func codes(_ kind: CodeKind, prefix: String) throws -> [String] {
        let sql = """
            SELECT DISTINCT code.text FROM fact_session JOIN code ON code.id = fact_session.\(kind.rawValue)
            WHERE code.text >= ? AND code.text < ? ORDER BY code.text
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [prefix, prefix + "\u{10FFFF}"])
    }

    /// A member's sessions among the last revisions that came: no index leads to them, and in a ward's book of millions
    /// nobody waits for the prompt.
    package func lateSessions(of member: String) throws -> [DaySession] {
        let sql = """
            SELECT uuid, time, minutes FROM fact_session
            WHERE record > (SELECT max(record) FROM fact_session) - 50000
              AND member = (SELECT id FROM code WHERE text = ?) ORDER BY time
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [member]).compactMap { row in
            try RecordID(bytes: [UInt8](row["uuid"] as Data)).map {
                try DaySession(record: $0, start: Instant(milliseconds: row["time"]), minutes: row["minutes"])
            }
        }
    }

    // MARK: Drafts and files kept aside

    package func drafts() throws -> [StoredDraft] {
        try Row.fetchAll(
            db, sql: "SELECT record, form, parents, place, answers, updated FROM draft ORDER BY updated DESC"
        )
        .compactMap { row in
            guard let record = try RecordID(bytes: [UInt8](row["record"] as Data)) else { return nil }
            return try StoredDraft(
                record: record, form: row["form"],
                parents: JSON(parsing: row["parents"] as String).parents, place: row["place"],
                answers: JSON(parsing: row["answers"] as String).object ?? [:],
                updated: Instant(milliseconds: row["updated"]))
        }
    }

    package func isQuarantined(_ file: Digest) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS(SELECT 1 FROM quarantine WHERE file = ?)", arguments: [Data(file.bytes)]) ?? false
    }

    package func quarantine() throws -> [QuarantinedPart] {
        try Row.fetchAll(db, sql: "SELECT * FROM quarantine ORDER BY received, file, section").map { row in
            guard let file = try Digest(bytes: row["file"] as Data) else { throw StoreError.notDatabase("quarantine") }
            return try QuarantinedPart(
                file: file, section: row["section"], name: row["name"],
                bytes: row["bytes"], code: row["code"], reason: Bilingual(row["vi"], row["en"]),
                received: Instant(milliseconds: row["received"]))
        }
    }
}
