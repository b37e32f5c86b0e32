package import Base
import Ledger
import Store

/// How far what this computer wrote has gone: told before any receipt has come.
package struct OwnProgress: Hashable, Sendable {
    /// Records of which this computer wrote a version.
    package let records: Int
    /// When a batch was last written; nil when none ever was.
    package let exported: Instant?
    /// Records with a version that stands in no batch that was written.
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
        let exported = try Exported(reader)
        return OwnProgress(
            records: try records { _ in 0 }, exported: exported?.last,
            notExported: try records { exported?.places[$0] ?? 0 },
            notConfirmed: try records { try reader.confirmed($0, by: .ward) })
    }

    /// Remembers sections of the own logs that stand in files which are whole and on the disk now.
    func note(exported sections: [LogSection]) throws {
        try store.write { writer in
            let own = try writer.reader.ownCards()
            var exported = try Exported(writer.reader) ?? Exported(last: surroundings.now())
            exported.last = surroundings.now()
            for section in sections where own.contains(section.card) {
                exported.places[section.key] = max(exported.places[section.key] ?? 0, section.to)
            }
            try writer.set(.exported, exported.text)
        }
    }
}

/// What `export` has written: a section is signed before, and its file may find no room.
private struct Exported {
    var last: Instant
    var places: [LogKey: Int] = [:]

    init(last: Instant) { self.last = last }

    /// Nil before the first file.
    init?(_ reader: BookReader) throws {
        let words = try reader.setting(.exported)?.split(separator: " ") ?? []
        guard let time = words.first.flatMap({ Int64($0) }) else { return nil }
        last = Instant(milliseconds: time)
        for word in words.dropFirst() {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let log = LogKey(text: String(parts[0])), let place = Int(parts[1]) else {
                continue
            }
            places[log] = place
        }
    }

    var text: String {
        ([String(last.milliseconds)] + places.sorted { $0.key < $1.key }.map { "\($0.key.text):\($0.value)" })
            .joined(separator: " ")
    }
}
