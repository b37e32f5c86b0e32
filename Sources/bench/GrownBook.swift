import Foundation
import GRDB

/// A book that is made large by writing its own rows again and again, as other devices' records of other days: merging
/// millions would take an hour.
struct GrownBook {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    static func count(_ path: String) throws -> Int {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rev")! }
    }

    /// Every copy has logs of its own and is of the nine days before and of other people, in other communes: a book of
    /// millions is a province's, whose codes begin with the commune's. Unless `mixed`: then all are of the same days and
    /// people.
    func grow(to revisions: Int, mixed: Bool) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000; PRAGMA wal_autocheckpoint = 100000")
            db.add(function: Self.other)
        }
        let ends = try queue.read { db in
            try ["rev", "log", "code", "section"].map { table in
                (table, 1 + (try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(table)") ?? 0))
            }
        }
        for copy in 1..<max(2, Int64(revisions) / ends[0].1) {
            let numbers = ends.map { ($0.0, $0.1, $0.0 == "code" && mixed ? 0 : copy * $0.1) }
            try queue.write { db in
                for statement in Self.statements where !mixed || !statement.contains("INTO code") {
                    // «rev» is what the ids of the table `rev` grow by, «rev!» the first that is not to be copied.
                    let sql = numbers.reduce(statement) { sql, table in
                        sql.replacing("«\(table.0)»", with: "\(table.2)").replacing("«\(table.0)!»", with: "\(table.1)")
                    }
                    let days = mixed ? 0 : 9 * copy
                    try db.execute(sql: sql.replacing("«days»", with: "\(days)").replacing("«copy»", with: "\(copy)"))
                }
            }
        }
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
    }

    private static let earlier = "«days» * 86400000"

    private static let statements = [
        "INSERT INTO code SELECT id + «code», '«copy» ' || text FROM code WHERE id < «code!»",
        "INSERT INTO log SELECT id + «log», other(uuid, «copy», 0), card, until FROM log WHERE id < «log!»",
        """
        INSERT INTO section
        SELECT id + «section», other(hash, «copy», 0), log + «log», lo, hi, before, manifest, signature, carrier,
            file, received FROM section WHERE id < «section!»
        """,
        """
        INSERT INTO rev
        SELECT id + «rev», log + «log», seq, hash, chain, other(record, «copy», \(earlier)), kind, live,
            wall - \(earlier), head, body FROM rev WHERE id < «rev!» AND kind >= 0
        """,
        """
        INSERT INTO fact_session
        SELECT record + «rev», log + «log», day - «days», time - \(earlier), minutes, other(uuid, «copy», \(earlier)),
            hamlet + «code», member + «code», client, household + «code», person + «code», business + «code»,
            birth_year, sex, anonymous, mode, rating_service, rating_help, place, consent, rating_method
        FROM fact_session WHERE record < «rev!»
        """,
        """
        INSERT INTO fact_action
        SELECT record + «rev», idx, time - \(earlier), person + «code», item, event, before, after, dossier
        FROM fact_action WHERE record < «rev!»
        """,
        """
        INSERT INTO fact_reason SELECT record + «rev», idx, reason, time - \(earlier) FROM fact_reason
        WHERE record < «rev!»
        """,
        """
        INSERT INTO fact_issue SELECT record + «rev», idx, time - \(earlier), theme, severity, status FROM fact_issue
        WHERE record < «rev!»
        """,
    ]

    /// Sixteen bytes or more that are those of another: the last ones differ, and the first six, which are the
    /// milliseconds of a record's id, are so much less.
    private static let other = DatabaseFunction("other", argumentCount: 3, pure: true) { values in
        guard var bytes = Data.fromDatabaseValue(values[0]).map({ [UInt8]($0) }),
            let copy = Int.fromDatabaseValue(values[1]), let earlier = Int.fromDatabaseValue(values[2])
        else { return nil }
        let time = bytes[..<6].reduce(0) { $0 << 8 | Int($1) } - earlier
        if earlier > 0 { for place in 0..<6 { bytes[place] = UInt8(time >> (40 - 8 * place) & 0xFF) } }
        for place in 0..<4 { bytes[bytes.count - 1 - place] ^= UInt8(copy >> (8 * place) & 0xFF) }
        return Data(bytes)
    }
}
