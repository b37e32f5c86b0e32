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
                try db.execute(
                    sql: "INSERT INTO same VALUES (?, ?, ?)", arguments: [kind.rawValue, code, canonical])
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

    /// Every code of a kind that counts somewhere, with what is known about it.
    ///
    /// - Parameter names: by code, from the roster; empty at the ward.
    package func knownCodes(_ kind: IdentityKind, names: [String: String]) throws -> [KnownCode] {
        let sql = """
            SELECT DISTINCT \(kind.rawValue), hamlet, household, birth_year, sex
            FROM fact_session WHERE \(kind.rawValue) IS NOT NULL
            """
        let texts = try Row.fetchCursor(db, sql: "SELECT id, text FROM code").reduce(into: [Int64: String]()) {
            try $0[$1[0]] = $1[1] as String
        }
        var found: [Int64: (hamlet: String?, household: String?, births: Set<KnownCode.Birth>)] = [:]
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            let code: Int64 = try row[0]
            var known = found[code] ?? (nil, nil, [])
            // Of several the smallest, so that the order of the rows plays no part.
            known.hamlet = try smallest(known.hamlet, (row[1] as Int64?).flatMap { texts[$0] })
            known.household = try smallest(known.household, (row[2] as Int64?).flatMap { texts[$0] })
            if let year: Int = try row[3], let sex = try (row[4] as Int64?).flatMap({ texts[$0] }),
                sex == "nam" || sex == "nu"
            {
                known.births.insert(KnownCode.Birth(year: year, sex: sex))
            }
            found[code] = known
        }
        return found.map { id, known in
            let code = texts[id] ?? ""
            return KnownCode(
                code: code, hamlet: known.hamlet, household: known.household, births: known.births, name: names[code])
        }
        .sorted { $0.code < $1.code }
    }
}

/// Nil is no text.
private func smallest(_ a: String?, _ b: String?) -> String? {
    guard let a, let b else { return a ?? b }
    return min(a, b)
}
