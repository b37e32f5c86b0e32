package import Base
import Foundation
import GRDB
package import Ledger

/// How the records stand: in conflict, counted, left out or belied.
extension BookReader {
    /// Records whose live heads differ.
    package func conflicts() throws -> [RecordID] {
        try Data.fetchAll(db, sql: "SELECT record FROM conflict ORDER BY record").compactMap {
            RecordID(bytes: [UInt8]($0))
        }
    }

    package func conflictCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM conflict") ?? 0
    }

    /// Winning records that count nowhere, by reason.
    package func uncounted() throws -> [(reason: String, count: Int)] {
        try Row.fetchAll(db, sql: "SELECT reason, count(*) AS n FROM uncounted GROUP BY reason ORDER BY reason")
            .map { try ($0["reason"], $0["n"]) }
    }

    /// The records that count nowhere, each with its reason (``Uncounted``), by their ids.
    package func uncountedRecords() throws -> [(record: RecordID, reason: String)] {
        let sql = "SELECT r.record, u.reason FROM uncounted u JOIN rev r ON r.id = u.rev ORDER BY r.record"
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            try RecordID(bytes: [UInt8](row[0] as Data)).map { try ($0, row[1]) }
        }
    }

    /// The records of which a version claims a generation that its parents belie.
    package func flaggedRecords() throws -> [RecordID] {
        try Row.fetchAll(db, sql: "SELECT DISTINCT r.record FROM flag f JOIN rev r ON r.id = f.rev ORDER BY r.record")
            .compactMap { try RecordID(bytes: [UInt8]($0[0] as Data)) }
    }

    /// How many of the counted records each log wrote the version in force of.
    package func countedRecords() throws -> [LogKey: Int] {
        // Counted here: SQLite would sort all sessions for it.
        var counts: [Int: Int] = [:]
        try db.eachRow("SELECT log FROM fact_session") { row in
            if let log = row[0] { counts[log, default: 0] += 1 }
        }
        let sql = "SELECT l.id, l.uuid, c.hash AS card FROM log l JOIN card c ON c.id = l.card"
        return try Row.fetchAll(db, sql: sql).reduce(into: [:]) { try $0[Self.logKey($1)] = counts[$1["id"]] }
    }
}
