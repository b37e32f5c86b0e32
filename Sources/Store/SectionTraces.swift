package import Base
import Foundation
import GRDB
package import Ledger

/// A signed stretch of a log with the file in which it came.
package struct SectionTrace: Hashable, Sendable {
    package let section: LogSection
    /// Card of the device that carried it here.
    package let carrier: Digest
    /// SHA-256 of the sealed file; of the section itself when it was cut here.
    package let file: Digest
    package let received: Instant
}

extension BookReader {
    /// The signed stretches of a log over one of its places: one, or several of a forked log.
    package func sectionTraces(of log: LogKey, over seq: Int) throws -> [SectionTrace] {
        let sql = """
            SELECT s.manifest, s.signature, s.file, s.received, c.hash AS carrier
            FROM section s JOIN log l ON l.id = s.log JOIN card a ON a.id = l.card JOIN card c ON c.id = s.carrier
            WHERE l.uuid = ? AND a.hash = ? AND ? BETWEEN s.lo AND s.hi ORDER BY s.received, s.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [Data(log.log.bytes), Data(log.card.bytes), seq])
            .compactMap { row in
                guard
                    let section = try LogSection(
                        manifest: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data)),
                    let carrier = try Digest(bytes: row["carrier"] as Data),
                    let file = try Digest(bytes: row["file"] as Data)
                else { return nil }
                return try SectionTrace(
                    section: section, carrier: carrier, file: file, received: Instant(milliseconds: row["received"]))
            }
    }

    /// Where a log first goes two ways, with the signed stretches that show it: those over the place, and those that
    /// end before it when one of them follows on something else. Nil of a log that is not forked.
    package func fork(of log: LogKey) throws -> (seq: Int, evidence: [SectionTrace])? {
        let sql = """
            SELECT min(seq) FROM (
                SELECT seq FROM rev WHERE log = :log GROUP BY seq HAVING count(*) > 1
                UNION ALL SELECT s.lo FROM section s WHERE s.log = :log AND \(Self.isUnjoined))
            """
        guard let seq = try Int.fetchOne(db, sql: sql, arguments: ["log": row(of: log)]) else { return nil }
        let over = try sectionTraces(of: log, over: seq)
        guard over.count < 2 else { return (seq, over) }
        return (seq, try sectionTraces(of: log, over: seq - 1).filter { !over.contains($0) } + over)
    }

    /// The places of a log that are not here: below the last one, and up to what others know of.
    package func missing(in log: LogKey) throws -> [ClosedRange<Int>] {
        let sql = """
            SELECT seq, before FROM (
                SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS before FROM rev WHERE log = ?)
            WHERE seq > before + 1 ORDER BY seq
            """
        let row = try row(of: log)
        let gaps = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [row]).map { gap in
            try (gap["before"] as Int) + 1...(gap["seq"] as Int) - 1
        }
        let last = try Int.fetchOne(db, sql: "SELECT max(seq) FROM rev WHERE log = ?", arguments: [row]) ?? 0
        let seen = try seen(log)
        return seen > last ? gaps + [last + 1...seen] : gaps
    }

    /// Of a row `s` of `section`: what stands before it here is not what its author says.
    static let isUnjoined = """
        EXISTS(SELECT 1 FROM rev p WHERE p.log = s.log AND p.seq = s.lo - 1)
        AND NOT EXISTS(SELECT 1 FROM rev p WHERE p.log = s.log AND p.seq = s.lo - 1 AND p.chain = s.before)
        """
}
