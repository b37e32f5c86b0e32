package import Base

extension Receipt {
    /// What a book has to say, shared out to as many receipts as its manifests need: none is longer than a reader takes,
    /// and each is valid alone, for the ward's own logs stand in every one.
    ///
    /// - Parameter own: the ends of the signer's own logs.
    /// - Throws: ``SyncError/tooLarge(limit:)`` when one entry alone is too long.
    package static func parts(
        card: Card, keys: DeviceKeys, made: Instant, own: [Held], after: [LogKey: Int], held: [Held],
        erased: [Erased], decided: [Revision]
    ) throws(SyncError) -> [Receipt] {
        let frame = Receipt(card: card, keys: keys, made: made, held: own, after: after)
        let room = Caps.manifestBytes - (frame.bytes.firstIndex(of: 0x0A) ?? 0) - keysBytes
        var parts = [Part(room: room)]
        guard room > 0 else { throw .tooLarge(limit: Caps.manifestBytes) }
        func add(_ json: JSON, to list: (inout Part) -> Void) throws(SyncError) {
            let bytes = json.compact.utf8.count + 1
            guard bytes <= room else { throw .tooLarge(limit: Caps.manifestBytes) }
            if parts[parts.count - 1].room < bytes { parts.append(Part(room: room)) }
            parts[parts.count - 1].room -= bytes
            list(&parts[parts.count - 1])
        }
        for entry in held { try add(entry.json) { $0.held.append(entry) } }
        for entry in erased { try add(entry.json) { $0.erased.append(entry) } }
        for revision in decided { try add(.string(revision.text)) { $0.decided.append(revision) } }
        return parts.map {
            Receipt(
                card: card, keys: keys, made: made, held: own + $0.held, after: after, erased: $0.erased,
                decided: $0.decided)
        }
    }

    /// What `"erased":[]` and `"decided":[]` take where they stand, and a comma between the own logs and the others.
    private static let keysBytes = 32

    private struct Part {
        var room: Int
        var held: [Held] = []
        var erased: [Erased] = []
        var decided: [Revision] = []
    }

    /// Whether another receipt of the ward makes this one needless to pass on: it knows more of the ward's own logs, or
    /// as much and says all that this one says. No clock takes part.
    package func isSuperseded(by other: Receipt, _ isWards: (Digest) throws -> Bool) rethrows -> Bool {
        let (names, later) = (try names(isWards), try other.names(isWards))
        guard names.allSatisfy({ later[$0.key] ?? 0 >= $0.value }) else { return false }
        return names != later || says(in: other)
    }

    private func says(in other: Receipt) -> Bool {
        let places = Dictionary(other.held.map { ($0.log, $0.seq) }, uniquingKeysWith: max)
        func hashes(_ receipt: Receipt) -> Set<[String]> {
            Set(
                receipt.erased.flatMap { entry in
                    entry.hashes.map { [entry.record.text, $0.hex, "\(entry.isOfPerson)"] }
                })
        }
        return held.allSatisfy { places[$0.log] ?? 0 >= $0.seq } && hashes(self).isSubset(of: hashes(other))
            && Set(decided).isSubset(of: other.decided)
    }
}
