package import Base
import Foundation
import GRDB
package import Ledger

/// What the book held at some moment, and what has come since.
extension BookReader {
    /// The unbroken stretches of places that are here, of each log.
    package func spans() throws -> [LogKey: [ClosedRange<Int>]] {
        let sql = """
            SELECT l.uuid, c.hash AS card, s.lo, s.hi
            FROM (
                SELECT log, min(seq) AS lo, max(seq) AS hi
                FROM (SELECT log, seq, seq - row_number() OVER (PARTITION BY log ORDER BY seq) AS island
                      FROM (SELECT DISTINCT log, seq FROM rev))
                GROUP BY log, island) s
              JOIN log l ON l.id = s.log JOIN card c ON c.id = l.card
            ORDER BY l.uuid, c.hash, s.lo
            """
        return try Row.fetchAll(db, sql: sql).reduce(into: [:]) { spans, row in
            try spans[Self.logKey(row), default: []].append((row["lo"] as Int)...(row["hi"] as Int))
        }
    }

    /// The revisions at places that `spans` do not name.
    package func arrivals(outside spans: [LogKey: [ClosedRange<Int>]]) throws -> [Arrival] {
        try logs().flatMap { log in
            try Self.complement(of: spans[log.key] ?? [], upTo: log.last).flatMap { try arrivals(log.key, $0) }
        }
    }

    private func arrivals(_ log: LogKey, _ places: ClosedRange<Int>) throws -> [Arrival] {
        // Facts are those of the version in force, which may be a later one, of another log.
        let sql = """
            SELECT r.head, (
                SELECT coalesce(s.day, e.day) FROM rev w
                  LEFT JOIN fact_session s ON s.record = w.id LEFT JOIN fact_event e ON e.record = w.id
                WHERE w.record = r.record AND w.live = 2 AND coalesce(s.day, e.day) IS NOT NULL) AS day
            FROM rev r WHERE r.log = ? AND r.seq BETWEEN ? AND ?
            """
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [row(of: log), places.lowerBound, places.upperBound])
        return try rows.compactMap { row in
            try RevisionHeader(scanning: [UInt8](row["head"] as Data)).map {
                try Arrival(log: log, header: $0, day: (row["day"] as Int?).map { CivilDate(day: $0) })
            }
        }
    }

    private static func complement(of spans: [ClosedRange<Int>], upTo last: Int) -> [ClosedRange<Int>] {
        var gaps: [ClosedRange<Int>] = []
        var next = 1
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if next < span.lowerBound { gaps.append(next...(span.lowerBound - 1)) }
            next = max(next, span.upperBound + 1)
        }
        if next <= last { gaps.append(next...last) }
        return gaps
    }
}

/// A revision that was not here before.
package struct Arrival: Hashable, Sendable {
    package let log: LogKey
    package let header: RevisionHeader
    /// The day of its record's session or event by the version in force; nil for decisions and for what counts nowhere.
    package let day: CivilDate?
}
