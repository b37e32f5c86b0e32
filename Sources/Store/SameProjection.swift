import Base
import Foundation
import GRDB
package import Indicators
import Ledger

/// Codes that people have decided to be one. Facts are stored under the code by which the class goes, so that counting
/// needs to know nothing about it.
extension BookWriter {
    func sameCodesInForce() throws -> SameCodes {
        if let sameCodes { return sameCodes }
        let codes = try reader.sameCodes()
        sameCodes = codes
        return codes
    }

    /// Computes the classes again; whatever is stored under a code that now goes by another is looked at again.
    func refreshSame() throws {
        isSameStale = false
        let old = try sameCodesInForce()
        let new = SameCodes(try reader.sameDecisions())
        guard new != old else { return }
        sameCodes = new
        try db.execute(sql: "DELETE FROM same")
        for (kind, codes) in new.canonical {
            for (code, canonical) in codes {
                try db.cachedStatement(sql: "INSERT INTO same VALUES (?, ?, ?)").execute(arguments: [
                    kind.rawValue, code, canonical,
                ])
            }
        }
        for kind in IdentityKind.allCases {
            let named = Set((old.canonical[kind] ?? [:]).keys).union((new.canonical[kind] ?? [:]).keys)
            for code in named where old.code(kind, code) != new.code(kind, code) {
                try touch(stored: old.code(kind, code), as: kind)
            }
        }
    }

    private func touch(stored code: String, as kind: IdentityKind) throws {
        let sql = """
            SELECT r.record FROM fact_session f JOIN rev r ON r.id = f.record
            WHERE f.\(kind.rawValue) = (SELECT id FROM code WHERE text = ?)
            """
        for record in try Data.fetchAll(db.cachedStatement(sql: sql), arguments: [code]) {
            if let id = RecordID(bytes: [UInt8](record)) { touched.insert(id) }
        }
    }
}

extension BookReader {
    /// The classes as the facts were stored under them.
    package func sameCodes() throws -> SameCodes {
        let rows = try Row.fetchAll(db, sql: "SELECT kind, code, canonical FROM same")
        return SameCodes(
            canonical: try rows.reduce(into: [:]) { codes, row in
                if let kind = try IdentityKind(rawValue: row["kind"]) {
                    try codes[kind, default: [:]][row["code"]] = row["canonical"] as String
                }
            })
    }

    /// The decisions in force, in no order. One whose record is not that of its own pair has no effect.
    package func sameDecisions() throws -> [SameDecision] {
        try inForce(.same).compactMap { stored in
            guard stored.revision.header.operation != .delete,
                let decision = stored.revision.answers.flatMap(SameDecision.init),
                stored.revision.header.record == .decision(.same, about: decision.pair.subject)
            else { return nil }
            return decision
        }
    }
}
