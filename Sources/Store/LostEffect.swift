import Base
import Foundation
import GRDB
import Ledger

/// What became of one device's records when it was trusted no more, or not so far. Decisions are not counted.
package struct LostEffect: Hashable, Sendable {
    /// Records that counted and do not count any more.
    package var gone: Int
    /// Records that go on counting as they stood in another version.
    package var earlier: Int
    /// Records that count again: the device had voided them.
    package var back: Int

    package init(gone: Int = 0, earlier: Int = 0, back: Int = 0) {
        self.gone = gone
        self.earlier = earlier
        self.back = back
    }

    package var isEmpty: Bool { self == LostEffect() }

    package static func + (a: LostEffect, b: LostEffect) -> LostEffect {
        LostEffect(gone: a.gone + b.gone, earlier: a.earlier + b.earlier, back: a.back + b.back)
    }
}

/// A record of which a head is about to lose its effect.
struct LosingRecord {
    let card: Digest
    /// The hashes of its versions in force before: one for each form's family, none when it is voided.
    let winners: [Data]
}

extension BookWriter {
    /// Notes the records of which a version from this place of a log on is a head, as they stand now.
    func noteLosing(_ log: Int64, of card: Digest, from place: Int) throws {
        let sql = "SELECT DISTINCT record FROM rev WHERE log = ? AND seq >= ? AND live > 0 AND kind >= 0"
        for bytes in try Data.fetchAll(db, sql: sql, arguments: [log, place]) {
            guard let record = RecordID(bytes: [UInt8](bytes)), losing[record] == nil else { continue }
            losing[record] = LosingRecord(card: card, winners: try winners(of: record))
        }
    }

    /// Sets the records that were noted against what they are now.
    func settleLosing() throws {
        for (record, before) in losing {
            let now = try winners(of: record)
            guard now != before.winners else { continue }
            var effect = LostEffect()
            switch (before.winners.isEmpty, now.isEmpty) {
            case (false, true): effect.gone = 1
            case (true, false): effect.back = 1
            default: effect.earlier = 1
            }
            lostEffect[before.card] = (lostEffect[before.card] ?? LostEffect()) + effect
        }
        losing = [:]
    }

    private func winners(of record: RecordID) throws -> [Data] {
        let sql = """
            SELECT hash FROM rev WHERE record = ? AND live = 2 AND kind >= 0
            AND instr(head, CAST('"o":"delete"' AS BLOB)) = 0 ORDER BY hash
            """
        return try Data.fetchAll(db.cachedStatement(sql: sql), arguments: [Data(record.bytes)])
    }
}
