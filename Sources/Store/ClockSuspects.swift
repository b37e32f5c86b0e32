package import Base
import Foundation
import GRDB
package import Ledger

/// Why a revision's clock is not believed. Nothing is refused for it: dates of sessions are answers, and reports use
/// nothing else.
package enum ClockFault: String, Hashable, Sendable, CaseIterable {
    /// Before any version of this program.
    case tooEarly = "too_early"
    /// More than a day after the revision had arrived here.
    case tooLate = "too_late"
    /// More than an hour before an earlier revision of the same log.
    case goesBack = "goes_back"
    /// More than a day before the session that it tells of.
    case beforeSession = "before_session"
}

extension BookReader {
    /// How many revisions of each log have a clock that is not believed, by fault; logs without any are left out.
    ///
    /// - Parameter earliest: no clock before it can be right.
    package func clockFaults(earliest: Instant) throws -> [LogKey: [ClockFault: Int]] {
        let sql = """
            WITH clock AS (
              SELECT r.log, r.wall,
                max(r.wall) OVER (PARTITION BY r.log ORDER BY r.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                  AS before,
                (SELECT min(s.received) FROM section s WHERE s.log = r.log AND r.seq BETWEEN s.lo AND s.hi) AS received
              FROM rev r),
            fault AS (
              SELECT log, '\(ClockFault.tooEarly.rawValue)' AS fault FROM clock WHERE wall < :earliest
              UNION ALL
              SELECT log, '\(ClockFault.tooLate.rawValue)' FROM clock WHERE wall > received + 86400000
              UNION ALL
              SELECT log, '\(ClockFault.goesBack.rawValue)' FROM clock WHERE wall < before - 3600000
              UNION ALL
              SELECT r.log, '\(ClockFault.beforeSession.rawValue)'
              FROM fact_session f JOIN rev r ON r.record = f.uuid AND r.live = 2
              WHERE f.time > r.wall + 86400000)
            SELECT l.uuid, c.hash AS card, f.fault, count(*) AS count
            FROM fault f JOIN log l ON l.id = f.log JOIN card c ON c.id = l.card
            GROUP BY f.log, f.fault
            """
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: ["earliest": earliest.milliseconds])
        var faults: [LogKey: [ClockFault: Int]] = [:]
        while let row = try rows.next() {
            guard let log = try LogID(bytes: [UInt8](row["uuid"] as Data)),
                let card = try Digest(bytes: row["card"] as Data),
                let fault = try ClockFault(rawValue: row["fault"])
            else { continue }
            try faults[LogKey(log: log, card: card), default: [:]][fault] = row["count"]
        }
        return faults
    }
}
