package import Base
import Ledger
import Store

/// How far what this computer wrote has gone: told before any receipt has come.
package struct OwnProgress: Hashable, Sendable {
    /// Records of which this computer wrote a version.
    package let records: Int
    /// When a batch was last made; nil when none ever was.
    package let exported: Instant?
    /// Records with a version that no batch has taken along.
    package let notExported: Int
    /// Records with a version that no receipt of the ward covers.
    package let notConfirmed: Int

    package var json: JSON {
        .object([
            "records": .int(records), "exported": exported.map { .string($0.iso) } ?? .null,
            "not_exported": .int(notExported), "not_confirmed": .int(notConfirmed),
        ])
    }
}

extension Book {
    /// Nil at the ward, which hands nothing over.
    func ownProgress(_ reader: BookReader, _ logs: [StoredLog]) throws -> OwnProgress? {
        guard identity.role != .ward else { return nil }
        let cards = try reader.ownCards()
        let own = logs.filter { cards.contains($0.key.card) }
        func records(after place: (LogKey) throws -> Int) throws -> Int {
            try own.reduce(into: Set<RecordID>()) { found, log in
                try found.formUnion(reader.records(in: log.key, after: place(log.key)))
            }.count
        }
        return OwnProgress(
            records: try records { _ in 0 }, exported: own.compactMap(\.received).max(),
            notExported: try records { try reader.sections(of: $0).map(\.to).max() ?? 0 },
            notConfirmed: try records { try reader.confirmed($0, by: .ward) })
    }
}
