package import Base
import Foundation
import GRDB

/// What is computed from the revisions and stored beside them.
package enum Projection: String, CaseIterable, Sendable {
    /// Which revisions are heads, and which wins.
    case live
    case conflict
    case uncounted
    case flag
    case facts
    case trust
    /// Which bodies are to be nowhere.
    case erased
    /// Which codes are one.
    case same
}

/// How a projection that was stored differs from the one that its revisions give.
package struct ProjectionFault: Hashable, Sendable {
    package let projection: Projection
    /// Rows that differ.
    package let count: Int
    /// The records behind the first of them.
    package let records: [RecordID]
}

/// Sets the projections of a scratch copy aside, so that they can be compared with those built anew.
extension BookWriter {
    /// What each projection says, as a query whose first column is a revision's row, a record or a card.
    private func queries() throws -> [(Projection, name: String, sql: String)] {
        let facts = try FactTables.names.filter { $0 != "code" }.map { table in
            // Codes are compared by their text: a rebuild numbers them anew.
            let columns = try db.columns(in: table).map { column in
                FactTables.codeColumns[table]?.contains(column.name) == true
                    ? "(SELECT text FROM code WHERE id = t.\(column.name))" : "t.\(column.name)"
            }
            return (Projection.facts, table, "SELECT \(columns.joined(separator: ", ")) FROM \(table) t")
        }
        return [
            (.live, "live", "SELECT id, live FROM rev"), (.conflict, "conflict", "SELECT record FROM conflict"),
            (.uncounted, "uncounted", "SELECT rev, reason FROM uncounted"),
            (.flag, "flag", "SELECT rev, reason FROM flag"),
            (.same, "same", "SELECT kind, code, canonical FROM same"),
            (.trust, "trust", "SELECT hash, trusted FROM card UNION ALL SELECT uuid, until FROM log"),
            (.erased, "erased", "SELECT record, hash, told, person FROM erased"),
        ] + facts
    }

    package func setProjectionsAside() throws {
        for (_, name, sql) in try queries() {
            try db.execute(sql: "CREATE TEMP TABLE old_\(name) AS \(sql)")
        }
    }

    /// The differences to what was set aside, at most 20 records each.
    package func projectionFaults() throws -> [ProjectionFault] {
        var faults: [Projection: (count: Int, records: [RecordID])] = [:]
        for (projection, name, sql) in try queries() {
            let old = "SELECT * FROM temp.old_\(name)"
            try db.execute(
                sql: """
                    CREATE TEMP TABLE new_\(name) AS \(sql);
                    CREATE TEMP TABLE diff_\(name) AS
                    SELECT * FROM (\(old) EXCEPT SELECT * FROM temp.new_\(name)) UNION ALL
                    SELECT * FROM (SELECT * FROM temp.new_\(name) EXCEPT \(old));
                    """)
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM temp.diff_\(name)") ?? 0
            guard count > 0 else { continue }
            faults[projection, default: (0, [])].count += count
            guard ![.trust, .same].contains(projection), let key = try db.columns(in: "diff_\(name)").first?.name else {
                continue
            }
            let records =
                projection == .conflict || projection == .erased
                ? "SELECT DISTINCT \"\(key)\" FROM temp.diff_\(name) LIMIT 20"
                : """
                SELECT DISTINCT r.record FROM temp.diff_\(name) d JOIN rev r ON r.id = d."\(key)" LIMIT 20
                """
            faults[projection]?.records += try Data.fetchAll(db, sql: records).compactMap {
                RecordID(bytes: [UInt8]($0))
            }
        }
        return Projection.allCases.compactMap { projection in
            faults[projection].map {
                ProjectionFault(projection: projection, count: $0.count, records: Array($0.records.prefix(20)))
            }
        }
    }
}
