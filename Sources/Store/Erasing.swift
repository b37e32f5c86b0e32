package import Base
import Forms
import Foundation
import GRDB
import Indicators
package import Ledger

/// What one transaction knows and does about erasures.
struct ErasingState {
    /// By record, the erased hashes, and whether all of the person was asked for; nil until somebody asks.
    var named: [RecordID: [Digest: Bool]]?
    /// Whether there is any mark of a person; nil until somebody asks.
    var hasMarks: Bool?
    var isStale = false
    /// Codes that stood in bodies that went; true when everything of the person goes.
    var codes: [String: Bool] = [:]
    var records: Set<RecordID> = []
    /// Draws the key of the ward's marks; nil in every other book.
    var newKey: (() -> [UInt8])?
    /// What may stay of a version; nil in every book but a ward's that was put back.
    var redaction: ((Revision) -> JSONObject)?
    /// The same of the bodies that went in this transaction by the ward's own receipts.
    var redactions: [RecordID: [Digest: JSONObject]] = [:]
}

/// What has left the book in one transaction.
package struct Forgotten: Hashable, Sendable {
    package fileprivate(set) var bodies = 0
    /// Of these bodies.
    package fileprivate(set) var bytes = 0
    package fileprivate(set) var drafts = 0
    /// Codes under which nothing is left: what the roster keeps under them goes too.
    package fileprivate(set) var codes: Set<String> = []
}

extension BookWriter {
    /// Keeps marks of the codes of people who had everything erased, as the ward's book alone does.
    package func marksErasedPeople(newKey: @escaping () -> [UInt8]) {
        erasing.newKey = newKey
    }

    /// Keeps what may stay of the versions that receipts take away, for ``takeRedactions()``.
    package func keepsRedactions(_ redaction: @escaping (Revision) -> JSONObject) {
        erasing.redaction = redaction
    }

    /// What may stay of the versions that have gone by receipts, by record and hash; once.
    package func takeRedactions() -> [RecordID: [Digest: JSONObject]] {
        defer { erasing.redactions = [:] }
        return erasing.redactions
    }

    /// Before the body goes.
    private func keepRedaction(of revision: Revision) throws {
        guard let redaction = erasing.redaction else { return }
        let (record, hash) = (revision.header.record, revision.hash)
        let sql = "SELECT EXISTS(SELECT 1 FROM erased WHERE record = ? AND hash = ? AND told = 1)"
        let isTold = try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [Data(record.bytes), Data(hash.bytes)])
        if isTold == true { erasing.redactions[record, default: [:]][hash] = redaction(revision) }
    }

    /// What a receipt of the ward says is to go.
    ///
    /// - Returns: Whether no receipt had said some of it before.
    package func note(erased: [Receipt.Erased]) throws -> Bool {
        let told = try storedErasures(where: "told = 1")
        for entry in erased {
            for hash in entry.hashes { try name(entry.record, hash, isTold: true, isOfPerson: entry.isOfPerson) }
        }
        return erased.contains { entry in entry.hashes.contains { told[entry.record]?[$0] == nil } }
    }

    /// Sees that a person's code is known again when it comes again, and takes what stands under it now out of the
    /// count until somebody has looked.
    package func mark(person code: String) throws {
        guard let key = try markKey() else { return }
        try keep(PersonMark.of(code, key: key), of: Data(), Data())
        try touchRecords(under: code)
    }

    private func keep(_ mark: Digest, of record: Data, _ hash: Data) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO erased_mark VALUES (?, ?, ?)")
            .execute(arguments: [Data(mark.bytes), record, hash])
        erasing.hasMarks = true
    }

    private func touchRecords(under code: String) throws {
        // Two equalities, for each has its index.
        let sql = """
            SELECT r.record FROM fact_session f JOIN rev r ON r.id = f.record
            WHERE f.person = (SELECT id FROM code WHERE text = ?1)
            UNION SELECT r.record FROM fact_session f JOIN rev r ON r.id = f.record
            WHERE f.business = (SELECT id FROM code WHERE text = ?1)
            """
        touched.formUnion(
            try Data.fetchAll(db, sql: sql, arguments: [code]).compactMap { RecordID(bytes: [UInt8]($0)) })
    }

    /// Whether one of the codes is of somebody who had everything erased.
    func isMarked(_ codes: [String]) throws -> Bool {
        guard try !codes.isEmpty && hasMarks() else { return false }
        return try reader.isMarked(codes)
    }

    // MARK: Bodies

    /// The body as it may be stored: nil when it was erased before it came.
    func body(of revision: Revision) throws -> [UInt8]? {
        guard revision.payload != nil, let isOfPerson = try isErased(revision) else { return revision.payload }
        try markPeople(in: revision, isOfPerson: isOfPerson)
        try keepRedaction(of: revision)
        return nil
    }

    /// Nil unless the revision's body is to be nowhere; then whether all of the person was asked for.
    func isErased(_ revision: Revision) throws -> Bool? {
        guard try !erasures().isEmpty, revision.isErasable else { return nil }
        return try erasures()[revision.header.record]?[revision.hash]
    }

    /// Whether an erasure names a version of a record.
    func isErased(_ hash: Digest, of record: RecordID) throws -> Bool {
        try erasures()[record]?[hash] != nil
    }

    private func erasures() throws -> [RecordID: [Digest: Bool]] {
        if let named = erasing.named { return named }
        let named = try storedErasures(where: "1")
        erasing.named = named
        return named
    }

    /// The erasures in the ledger that have effect, computed again; what they newly name goes.
    func refreshErasures() throws {
        erasing.isStale = false
        let now = try namedErasures()
        let before = try storedErasures(where: "told = 0")
        for (record, hashes) in before {
            for hash in hashes.keys where now[record]?[hash] == nil {
                try db.cachedStatement(sql: "DELETE FROM erased WHERE record = ? AND hash = ?").execute(arguments: [
                    Data(record.bytes), Data(hash.bytes),
                ])
                touched.insert(record)
                try touchUncountedPeople()
            }
        }
        erasing.named = nil
        for (record, hashes) in now.sorted(by: { $0.key < $1.key }) {
            for (hash, isOfPerson) in hashes.sorted(by: { $0.key < $1.key }) where before[record]?[hash] != isOfPerson {
                try name(record, hash, isTold: false, isOfPerson: isOfPerson)
            }
        }
    }

    /// By the ledger's own erasures that have effect.
    private func namedErasures() throws -> [RecordID: [Digest: Bool]] {
        Erasures(try reader.erasures().compactMap { Erasure($0.revision) }).named
    }

    private func storedErasures(where condition: String) throws -> [RecordID: [Digest: Bool]] {
        var named: [RecordID: [Digest: Bool]] = [:]
        let rows = try Row.fetchCursor(db, sql: "SELECT record, hash, person FROM erased WHERE \(condition)")
        while let row = try rows.next() {
            guard let record = try RecordID(bytes: [UInt8](row[0] as Data)),
                let hash = try Digest(bytes: row[1] as Data)
            else {
                continue
            }
            try named[record, default: [:]][hash] = row[2]
        }
        return named
    }

    private func name(_ record: RecordID, _ hash: Digest, isTold: Bool, isOfPerson: Bool) throws {
        if isOfPerson { try touchRecords(markedBy: record, hash) }
        let sql = """
            INSERT INTO erased VALUES (?, ?, ?, ?, ?) ON CONFLICT(record, hash) DO UPDATE
            SET told = max(told, excluded.told), person = max(person, excluded.person)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            Data(record.bytes), Data(hash.bytes), isTold, isOfPerson, erasing.newKey == nil,
        ])
        erasing.named = nil
        erasing.records.insert(record)
        try drop(record, hash, isOfPerson: isOfPerson)
    }

    /// Takes stored bodies out of the book, and notes what else in it says the same.
    private func drop(_ record: RecordID, _ hash: Digest, isOfPerson: Bool) throws {
        let find = "SELECT id, head, body FROM rev WHERE record = ? AND hash = ? AND body IS NOT NULL"
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: find), arguments: [Data(record.bytes), Data(hash.bytes)])
        for row in rows {
            let body = try [UInt8](row["body"] as Data)
            guard let revision = try Revision(stored: [UInt8](row["head"] as Data), payload: body), revision.isErasable
            else { continue }
            try db.cachedStatement(sql: "UPDATE rev SET body = NULL WHERE id = ?").execute(arguments: [
                row["id"] as Int64
            ])
            touched.insert(record)
            forgotten.bodies += 1
            forgotten.bytes += body.count
            try note(codesIn: revision, isOfPerson: isOfPerson)
            try markPeople(in: revision, isOfPerson: isOfPerson)
            try keepRedaction(of: revision)
        }
    }

    /// The codes by which the body named people, and those by which their classes go.
    private func note(codesIn revision: Revision, isOfPerson: Bool) throws {
        let same = try sameCodesInForce()
        for kind in IdentityKind.allCases {
            for code in try codes(in: revision, of: [kind.role]) {
                let isWhole = isOfPerson && kind != .household
                erasing.codes[code] = erasing.codes[code] ?? false || isWhole
                let canonical = same.code(kind, code)
                erasing.codes[canonical] = erasing.codes[canonical] ?? false
            }
        }
    }

    /// Before the body goes, for whoever asks for everything of a person later.
    private func markPeople(in revision: Revision, isOfPerson: Bool) throws {
        guard erasing.newKey != nil, let key = try markKey() else { return }
        let (record, hash) = (Data(revision.header.record.bytes), Data(revision.hash.bytes))
        for code in try codes(in: revision, of: [.sessionPerson, .sessionBusiness]) {
            try keep(PersonMark.of(code, key: key), of: record, hash)
            if isOfPerson { try touchRecords(under: code) }
        }
        try db.cachedStatement(sql: "UPDATE erased SET marked = 1 WHERE record = ? AND hash = ?")
            .execute(arguments: [record, hash])
    }

    /// Marks that were taken before gain effect: whatever stands under their codes is looked at again.
    private func touchRecords(markedBy record: RecordID, _ hash: Digest) throws {
        let marks = Set(
            try Data.fetchAll(
                db, sql: "SELECT mark FROM erased_mark WHERE record = ? AND hash = ?",
                arguments: [Data(record.bytes), Data(hash.bytes)]))
        guard !marks.isEmpty, let key = try markKey() else { return }
        let sql = """
            SELECT text FROM code WHERE id IN (SELECT person FROM fact_session UNION SELECT business FROM fact_session)
            """
        for code in try String.fetchAll(db, sql: sql) where marks.contains(Data(PersonMark.of(code, key: key).bytes)) {
            try touchRecords(under: code)
        }
    }

    /// Marks have lost their effect: their people may count again.
    private func touchUncountedPeople() throws {
        let sql = "SELECT r.record FROM uncounted u JOIN rev r ON r.id = u.rev WHERE u.reason = ?"
        let records = try Data.fetchAll(db, sql: sql, arguments: [Uncounted.erasedPerson.rawValue])
        touched.formUnion(records.compactMap { RecordID(bytes: [UInt8]($0)) })
    }

    private func codes(in revision: Revision, of wanted: [Role]) throws -> [String] {
        guard let roles = try roles(revision.header.kind), let answers = revision.answers else { return [] }
        return wanted.compactMap { role in roles[role].flatMap { answers[$0.key]?.string } }
    }

    // MARK: Traces

    /// After the facts have been computed again: codes that nothing names any more, and drafts that go on with what was
    /// erased or with the person.
    func forgetTraces() throws {
        guard !erasing.records.isEmpty else { return }
        for (code, isOfPerson) in erasing.codes.sorted(by: { $0.key < $1.key }) {
            if try forgetCode(code) || isOfPerson { forgotten.codes.insert(code) }
        }
        for draft in try reader.drafts() {
            let text = JSON.object(draft.answers).compact
            let names = erasing.codes.contains { $0.value && text.contains("\"\($0.key)\"") }
            guard names || erasing.records.contains(draft.record) else { continue }
            try removeDraft(draft.record)
            forgotten.drafts += 1
        }
        // Files kept aside may hold it; pages and the journal do when a body was stored before.
        let hasStored = forgotten.bodies + forgotten.drafts > 0
        if try hasStored || reader.setting(.unwiped) == nil { try set(.unwiped, hasStored ? "pages" : "files") }
        erasing.records = []
        erasing.codes = [:]
    }

    /// Whether the code is nobody's any more. Its text stays while any fact names it: one text may be a person's code,
    /// wrongly typed, and a hamlet's.
    private func forgetCode(_ code: String) throws -> Bool {
        guard let id = try Int64.fetchOne(db, sql: "SELECT id FROM code WHERE text = ?", arguments: [code]) else {
            return true
        }
        func isUsed(_ table: String, _ columns: some Collection<String>) throws -> Bool {
            let sql = "SELECT EXISTS(SELECT 1 FROM \(table) WHERE ? IN (\(columns.joined(separator: ", "))))"
            return try Bool.fetchOne(db, sql: sql, arguments: [id]) ?? false
        }
        guard try !isUsed("fact_session", ["person", "business", "household"]) else { return false }
        guard try !FactTables.codeColumns.contains(where: { try isUsed($0.key, $0.value.sorted()) }) else {
            return true
        }
        try db.cachedStatement(sql: "DELETE FROM code WHERE id = ?").execute(arguments: [id])
        factWriter.forgetCodes()
        return true
    }

    private func hasMarks() throws -> Bool {
        if let known = erasing.hasMarks { return known }
        let found = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM erased_mark)") ?? false
        erasing.hasMarks = found
        return found
    }

    private func markKey() throws -> [UInt8]? {
        if let key = try reader.setting(.erasureKey).flatMap({ Hex.decode($0) }) { return key }
        guard let key = erasing.newKey?() else { return nil }
        try set(.erasureKey, Hex.encode(key))
        return key
    }
}
