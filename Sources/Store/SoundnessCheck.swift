import Base
import Foundation
import GRDB
package import Ledger

/// What must hold in the database before its rows are read for what they say.
extension BookStore {
    /// What SQLite finds wrong with the file, indexes against tables included; empty when nothing.
    /// Source: https://sqlite.org/pragma.html#pragma_integrity_check
    package func integrityCheck() throws -> [String] {
        try read { try String.fetchAll($0.db, sql: "PRAGMA integrity_check(20)") }.filter { $0 != "ok" }
    }

    /// Tables and indexes that are missing, that this program would not make, or would make otherwise.
    package func schemaFaults() throws -> [String] {
        let fresh = try DatabaseQueue()
        try Schema.migrator.migrate(fresh)
        let expected = try fresh.read { try BookReader($0).schema() }
        let actual = try read { try $0.schema() }
        return Set(expected.keys).union(actual.keys).filter { expected[$0] != actual[$0] }.sorted()
    }
}

extension BookReader {
    /// What SQLite keeps for itself begins with `sqlite_`.
    fileprivate func schema() throws -> [String: String] {
        let sql =
            "SELECT name, type || ' ' || tbl_name || ' ' || sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        return try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[try $1[0] as String] = try $1[1] as String }
    }

    /// Columns that name rows which are not there, with how many do. No foreign keys stand guard: they would slow the
    /// merge, and what people enter is not bound by any.
    package func danglingReferences() throws -> [(column: String, count: Int)] {
        let references = [
            ("rev", "kind", "kind"), ("rev", "log", "log"), ("log", "card", "card"), ("section", "log", "log"),
            ("section", "carrier", "card"),
        ]
        return try references.compactMap { table, column, target in
            let sql = "SELECT count(*) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM \(target))"
            let count = try Int.fetchOne(db, sql: sql) ?? 0
            return count > 0 ? ("\(table).\(column)", count) : nil
        }
    }

    /// The last place of a log that is here, and the last that stands in a section cut here; 0 without one.
    package func ends(of log: LogKey) throws -> (last: Int, signed: Int) {
        let row = try row(of: log)
        let last = try Int.fetchOne(db, sql: "SELECT max(seq) FROM rev WHERE log = ?", arguments: [row])
        let signed = try Int.fetchOne(
            db, sql: "SELECT max(hi) FROM section WHERE log = ? AND file = hash", arguments: [row])
        return (last ?? 0, signed ?? 0)
    }
}
