import Base
import Foundation
import GRDB
package import Ledger

extension BookReader {
    /// How many records of other devices each log has a version of; logs without any are left out.
    ///
    /// What was erased, and the anonymous version over it, are left out.
    ///
    /// Leads and the ward do so when they correct and resolve; of a volunteer it is worth a look.
    package func editsOfOthers() throws -> [LogKey: Int] {
        let sql = """
            SELECT r.record, r.hash, r.head, l.uuid, c.hash AS card
            FROM rev r JOIN log l ON l.id = r.log JOIN card c ON c.id = l.card
            WHERE r.kind >= 0 AND NOT EXISTS(SELECT 1 FROM erased e WHERE e.record = r.record AND e.hash = r.hash)
              AND r.record IN (SELECT record FROM rev GROUP BY record HAVING count(*) > 1)
            ORDER BY r.record
            """
        let succession = try succession()
        let rows = try Row.fetchCursor(db, sql: sql)
        var edits: [LogKey: Int] = [:]
        var record: Data?
        var authors: [Digest: Digest] = [:]
        var versions: [(log: LogKey, card: Digest, parents: [Digest])] = []
        /// Who stands over somebody else's version, each once a record.
        func count() {
            let editors = versions.filter { version in
                version.parents.contains { authors[$0].map { $0 != version.card } ?? false }
            }
            for log in Set(editors.map(\.log)) { edits[log, default: 0] += 1 }
        }
        while let row = try rows.next() {
            let next: Data = try row["record"]
            if next != record {
                count()
                (record, authors, versions) = (next, [:], [])
            }
            guard let hash = try Digest(bytes: row["hash"] as Data),
                let revision = try Revision(stored: [UInt8](row["head"] as Data), payload: nil)
            else { continue }
            let log = try Self.logKey(row)
            let card = succession.newest(log.card)
            authors[hash] = card
            versions.append((log, card, revision.header.parents))
        }
        count()
        return edits
    }
}
