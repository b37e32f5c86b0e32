package import Base
package import Indicators
package import Ledger
package import Store

/// What a book holds of each device, and what waits for somebody.
package struct BookStatus: Sendable {
    package struct Device: Sendable {
        package let name: String
        package let held: Int
        /// Numbers below the last that never came.
        package let missing: Int
        package let isForked: Bool
        /// Sections whose beginning does not follow on what is here.
        package let unjoined: Int
        /// Revisions at the log's end that others know of and this book does not hold.
        package let missingTail: Int
        /// How far the ward, and a lead, have confirmed it.
        package let confirmed: (ward: Int, lead: Int)
        package let last: Int
        /// Its device goes on under other keys.
        package let isReplaced: Bool
        /// The first place without effect, when the device was revoked or is not trusted; else nil.
        package let endsBefore: Int?
        package let received: Instant?
        /// Days since this device's last batch, when they are more than was asked about; else nil.
        package let lateDays: Int?
        /// Revisions whose clock is not believed.
        package let clockFaults: [ClockFault: Int]
        /// Records of other devices that it has written a version of.
        package let editsOfOthers: Int

        var needsPerson: Bool { missing > 0 || missingTail > 0 || isForked || unjoined > 0 }
    }

    package let areaCode: String
    package let areaName: String
    package let role: DeviceRole
    package let devices: [Device]
    /// Owners of trusted devices of which nothing has come; nobody sends to a volunteer.
    package let silent: [String]
    package let drafts: Int
    package let conflicts: Int
    /// Probable duplicates of which nobody has said whether they are one; 0 in a volunteer's book.
    package let undecidedPairs: Int
    /// What this computer wrote; nil at the ward.
    package let own: OwnProgress?
    /// Records that count nowhere, each with its reason.
    package let uncounted: [(record: RecordID, reason: Explanation.Reason)]
    /// Records of which a version claims a number of generation that its parents belie.
    package let flagged: [RecordID]
    package let quarantined: [QuarantinedPart]
    /// Versions whose contents were erased on request, and their records.
    package let erased: (revisions: Int, records: Int)
    /// Erased records of which somebody has written another version without knowing.
    package let erasedAgain: Int
    /// Records under the code of somebody who had everything erased.
    package let ofErasedPeople: Int
    /// When the backup was made from which the book was restored, while what was erased since may be in it.
    package let restored: Instant?
    /// When it was noticed that the ward's book holds less than it had confirmed, until it has made a receipt.
    package let putBack: Instant?

    package var needsPerson: Bool {
        conflicts > 0 || undecidedPairs > 0 || restored != nil || putBack != nil || !quarantined.isEmpty
            || !uncounted.isEmpty || !flagged.isEmpty
            || devices.contains { $0.needsPerson }
    }

    package var json: JSON {
        let parts: [JSON] = quarantined.map {
            .object([
                "name": .string($0.name), "section": .int($0.section), "code": .string($0.code),
                "vi": .string($0.reason.vi), "en": .string($0.reason.en),
            ])
        }
        let left: [JSON] = uncounted.map {
            .object(["record": .string($0.record.text), "reason": .string($0.reason.id)])
        }
        return .object([
            "area": .string(areaCode), "name": .string(areaName), "role": .string(role.rawValue),
            "devices": .array(devices.map(\.json)), "silent": .strings(silent),
            "own": own?.json ?? .null,
            "drafts": .int(drafts), "conflicts": .int(conflicts),
            "undecided_pairs": .int(undecidedPairs), "uncounted": .int(uncounted.count),
            "uncounted_records": .array(left), "flagged": .strings(flagged.map(\.text)),
            "erased_revisions": .int(erased.revisions), "erased_records": .int(erased.records),
            "erased_again": .int(erasedAgain), "of_erased_people": .int(ofErasedPeople),
            "restored": restored.map { .string($0.iso) } ?? .null,
            "put_back": putBack.map { .string($0.iso) } ?? .null, "quarantined": .array(parts),
        ])
    }
}

extension BookStatus.Device {
    fileprivate var json: JSON {
        .object([
            "name": .string(name), "held": .int(held), "missing": .int(missing), "forked": .bool(isForked),
            "unjoined": .int(unjoined), "missing_tail": .int(missingTail), "last": .int(last),
            "replaced": .bool(isReplaced), "confirmed_by_ward": .int(confirmed.ward),
            "confirmed_by_lead": .int(confirmed.lead), "ends_before": endsBefore.map { .int($0) } ?? .null,
            "edits_of_others": .int(editsOfOthers), "received": received.map { .string($0.iso) } ?? .null,
            "late_days": lateDays.map { .int($0) } ?? .null,
            "clock_suspect": .object(
                clockFaults.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(into: JSONObject()) {
                    $0[$1.key.rawValue] = .int($1.value)
                }),
        ])
    }
}

extension Change {
    package var json: JSON {
        .object([
            "path": .string(path), "before": before.map { .string($0) } ?? .null,
            "after": after.map { .string($0) } ?? .null,
        ])
    }
}

extension Book {
    /// - Parameter patience: days without a batch after which a device is late.
    package func status(patience: Int = 14) throws -> BookStatus {
        try store.read { reader in
            let names = try names(reader)
            let logs = try reader.logs()
            let clocks = try reader.clockFaults(earliest: Program.begun)
            let edits = try reader.editsOfOthers()
            let replaced = try reader.succession().replaced
            let lateness = lateness(logs.filter { !replaced.contains($0.key.card) }, patience: patience)
            let uncounted = try reader.uncountedRecords()
            let conflicts = try reader.conflicts()
            return BookStatus(
                areaCode: identity.areaCode, areaName: identity.areaName, role: identity.role,
                devices: try logs.map { log in
                    BookStatus.Device(
                        name: names[log.key.card] ?? "?", held: log.held, missing: log.last - log.held,
                        isForked: log.isForked, unjoined: log.unjoined,
                        missingTail: try reader.missingTail(of: log),
                        confirmed: (
                            try reader.confirmed(log.key, by: .ward), try reader.confirmed(log.key, by: .lead)
                        ), last: log.last, isReplaced: replaced.contains(log.key.card),
                        endsBefore: log.until == .max ? nil : log.until,
                        received: log.key.card == identity.card.id ? nil : log.received,
                        lateDays: lateness[log.key], clockFaults: clocks[log.key] ?? [:],
                        editsOfOthers: edits[log.key] ?? 0)
                },
                silent: try silent(reader, logs, besides: replaced),
                drafts: try reader.drafts().count, conflicts: conflicts.count,
                undecidedPairs: identity.role == .volunteer ? 0 : try duplicates(reader).undecided.count,
                own: try ownProgress(reader, logs),
                uncounted: uncounted.map { ($0.record, .uncounted($0.reason)) },
                flagged: try reader.flaggedRecords(),
                quarantined: try reader.quarantine(), erased: try reader.erasedCounts(),
                erasedAgain: try reader.erasedRecords().intersection(conflicts).count { try isRewritten($0, reader) },
                ofErasedPeople: uncounted.count { $0.reason == Uncounted.erasedPerson.rawValue },
                restored: try reader.restored, putBack: try putBack(reader))
        }
    }

    /// Owners of trusted devices of which nothing has come; the ward sends no batches, and nobody sends to a volunteer.
    func silent(_ reader: BookReader, _ logs: [StoredLog], besides replaced: Set<Digest>) throws -> [String] {
        guard identity.role != .volunteer else { return [] }
        let known = try Set(logs.map(\.key.card)).union(reader.ownCards()).union(reader.revokedCards()).union(replaced)
        return try reader.cards().filter { $0.isTrusted && $0.card.role != .ward && !known.contains($0.card.id) }
            .map(\.card.name).sorted()
    }

    /// Days since a device's last batch, at the latest of its logs; only where batches end, and not for a device whose
    /// word has no effect any more.
    private func lateness(_ logs: [StoredLog], patience: Int) -> [LogKey: Int] {
        guard identity.role != .volunteer else { return [:] }
        let now = surroundings.now()
        var late: [LogKey: Int] = [:]
        for (card, logs) in Dictionary(grouping: logs, by: \.key.card) where card != identity.card.id {
            let latest = logs.filter { $0.until == .max }.max { ($0.received ?? now) < ($1.received ?? now) }
            guard let latest, let received = latest.received else { continue }
            let days = Int((now.milliseconds - received.milliseconds) / 86_400_000)
            if days > patience { late[latest.key] = days }
        }
        return late
    }

    /// Owners' names by card.
    package func names(_ reader: BookReader) throws -> [Digest: String] {
        Dictionary(try reader.cards().map { ($0.card.id, $0.card.name) }, uniquingKeysWith: { a, _ in a })
    }

    /// What a revision changed against the first of its parents that is here.
    package func changes(of revision: Revision, among revisions: [StoredRevision]) -> [Change] {
        let parent = revisions.first { revision.header.parents.contains($0.revision.hash) }
        return Change.between(parent?.revision.answers ?? [:], revision.answers ?? [:])
    }
}
