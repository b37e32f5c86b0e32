package import Base
import Foundation
import GRDB
package import Ledger

/// A signed stretch of a log with the file in which it came.
package struct SectionTrace: Hashable, Sendable {
    package let section: LogSection
    /// Card of the device that carried it here.
    package let carrier: Digest
    /// SHA-256 of the sealed file; of the section itself when it was cut here.
    package let file: Digest
    package let received: Instant
}

extension BookReader {
    /// The signed stretches of a log over one of its places: one, or several of a forked log.
    package func sectionTraces(of log: LogKey, over seq: Int) throws -> [SectionTrace] {
        let sql = """
            SELECT s.manifest, s.signature, s.file, s.received, c.hash AS carrier
            FROM section s JOIN log l ON l.id = s.log JOIN card a ON a.id = l.card JOIN card c ON c.id = s.carrier
            WHERE l.uuid = ? AND a.hash = ? AND ? BETWEEN s.lo AND s.hi ORDER BY s.received, s.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: [Data(log.log.bytes), Data(log.card.bytes), seq])
            .compactMap { row in
                guard
                    let section = try LogSection(
                        manifest: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data)),
                    let carrier = try Digest(bytes: row["carrier"] as Data),
                    let file = try Digest(bytes: row["file"] as Data)
                else { return nil }
                return try SectionTrace(
                    section: section, carrier: carrier, file: file, received: Instant(milliseconds: row["received"]))
            }
    }
}
