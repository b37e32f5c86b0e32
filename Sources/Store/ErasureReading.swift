package import Base
import Foundation
import GRDB
package import Ledger

/// What a book can say about erasures.
extension BookReader {
    /// Records, and decisions about codes, of which some version holds this text somewhere: every body is looked at.
    package func records(naming text: String) throws -> [RecordID] {
        let sql = """
            SELECT DISTINCT r.record FROM rev r JOIN kind k ON k.id = r.kind
            WHERE (substr(k.text, 1, 1) <> '_' OR k.text = '_same') AND instr(r.body, ?) > 0 ORDER BY r.record
            """
        return try Data.fetchAll(db, sql: sql, arguments: [Data(text.utf8)]).compactMap {
            RecordID(bytes: [UInt8]($0))
        }
    }

    /// Versions of records that are here without a body because it was erased, and their records; decisions that went
    /// with them aside.
    package func erasedCounts() throws -> (revisions: Int, records: Int) {
        let sql = """
            SELECT count(*), count(DISTINCT r.record) FROM erased x
            JOIN rev r ON r.record = x.record AND r.hash = x.hash WHERE r.body IS NULL AND r.kind >= 0
            """
        let row = try Row.fetchOne(db, sql: sql)!
        return try (row[0], row[1])
    }

    /// Whether a record has lost a version to an erasure.
    package func isErased(_ record: RecordID) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM erased WHERE record = ?)"),
            arguments: [Data(record.bytes)]) ?? false
    }

    /// Whether one of the codes is of somebody who had everything erased; the ward's book alone can tell.
    package func isMarked(_ codes: [String]) throws -> Bool {
        guard let key = try setting(.erasureKey).flatMap({ Hex.decode($0) }) else { return false }
        let sql = """
            SELECT EXISTS(SELECT 1 FROM erased_mark m WHERE m.mark = ? AND (m.hash = X'' OR EXISTS(
                SELECT 1 FROM erased e WHERE e.record = m.record AND e.hash = m.hash AND e.person = 1)))
            """
        return try codes.contains { code in
            try Bool.fetchOne(
                db.cachedStatement(sql: sql), arguments: [Data(PersonMark.of(code, key: key).bytes)]) ?? false
        }
    }

    package func erasedRecords() throws -> Set<RecordID> {
        Set(
            try Data.fetchAll(db, sql: "SELECT DISTINCT record FROM erased").compactMap { RecordID(bytes: [UInt8]($0)) }
        )
    }

    /// The cards of devices through whose hands a record came: those that wrote a version, and those that carried one.
    package func holders(of record: RecordID) throws -> Set<Digest> {
        let sql = """
            SELECT c.hash FROM rev r JOIN log l ON l.id = r.log JOIN card c ON c.id = l.card WHERE r.record = ?1
            UNION SELECT c.hash FROM rev r JOIN section s ON s.log = r.log AND r.seq BETWEEN s.lo AND s.hi
            JOIN card c ON c.id = s.carrier WHERE r.record = ?1
            """
        return Set(
            try Data.fetchAll(db, sql: sql, arguments: [Data(record.bytes)]).compactMap { Digest(bytes: $0) })
    }

    /// Whether help of this kind was given.
    package func isItem(_ code: String) throws -> Bool {
        let sql = "SELECT EXISTS(SELECT 1 FROM fact_action WHERE item = (SELECT id FROM code WHERE text = ?))"
        return try Bool.fetchOne(db, sql: sql, arguments: [code]) ?? false
    }

    /// How far a device says that it knows each log: the greatest numbers in its sections.
    package func placesSeen(by card: Digest) throws -> [LogKey: Int] {
        try limits().filter { $0.key.card == card }.flatMap { try sections(of: $0.key) }
            .reduce(into: [:]) { $0.merge($1.seen, uniquingKeysWith: max) }
    }

    /// The erasures that have effect, in the order in which they came.
    package func erasures() throws -> [StoredRevision] {
        let stored = try revisions(of: .erase)
        // Most books have none, and who may erase need not be known.
        guard !stored.isEmpty else { return [] }
        let limits = Dictionary(uniqueKeysWithValues: try limits().map { ($0.key, $0.until) })
        let roles = Dictionary(uniqueKeysWithValues: try cards().map { ($0.card.id, $0.card.role) })
        return stored.filter { stored in
            let (role, limit) = (roles[stored.log.card] ?? .volunteer, limits[stored.log] ?? 1)
            return Head(stored.revision, log: stored.log, role: role, limit: limit) != nil
        }
    }

    /// Of each log of these cards, the first line that came here after a row.
    package func places(of cards: Set<Digest>, after row: Int64) throws -> [LogKey: Int] {
        let sql = """
            SELECT l.uuid, c.hash AS card, min(r.seq) AS seq FROM card c
            JOIN log l ON l.card = c.id JOIN rev r ON r.log = l.id AND r.id > ? WHERE c.hash = ? GROUP BY l.id
            """
        return try cards.reduce(into: [:]) { places, card in
            for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [row, Data(card.bytes)]) {
                places[try Self.logKey(row)] = try row["seq"]
            }
        }
    }

    /// Records that count no more because nothing is left of them: whoever erased wrote no anonymous version, or wrote it
    /// in a log that does not come here.
    package func erasedWinners() throws -> Int {
        let sql = """
            SELECT count(DISTINCT r.record) FROM erased x JOIN rev r ON r.record = x.record AND r.hash = x.hash
            WHERE r.body IS NULL AND r.live = 2 AND r.kind >= 0 AND instr(r.head, CAST('"o":"delete"' AS BLOB)) = 0
            """
        return try Int.fetchOne(db, sql: sql) ?? 0
    }
}

extension BookStore {
    /// Rewrites the whole file and empties its journal. `secure_delete` alone is not enough: pages that were
    /// rearranged keep remains (measured: 2 of 6 books of 3,000 rows still held some). Temporary data goes to a file
    /// that SQLite unlinks at once, not to memory. Source: https://sqlite.org/lang_vacuum.html
    ///
    /// - Returns: False when another program is reading: the journal could not be emptied yet.
    package func wipe() throws -> Bool {
        do {
            return try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY")
                return try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch let error as DatabaseError {
            throw StoreError(error, of: path)
        }
    }
}
