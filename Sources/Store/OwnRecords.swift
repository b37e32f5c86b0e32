package import Base
import Foundation
import GRDB
package import Ledger

extension BookReader {
    /// The records of which a log has a version behind a place.
    package func records(in log: LogKey, after seq: Int) throws -> Set<RecordID> {
        let sql = """
            SELECT DISTINCT r.record FROM rev r JOIN kind k ON k.id = r.kind
            WHERE r.log = ? AND r.seq > ? AND substr(k.text, 1, 1) <> '_'
            """
        let records = try Data.fetchAll(db, sql: sql, arguments: [row(of: log), seq])
        return Set(records.compactMap { RecordID(bytes: [UInt8]($0)) })
    }
}
