package import Base
import Ledger
import Store

/// What `receipt` wrote.
package struct ReceiptReport: Hashable, Sendable {
    package let path: String
    /// Logs that it confirms.
    package let logs: Int
    /// Whether the ward's own receipt travels in the same file.
    package let passesOnTheWards: Bool
}

/// What the receipts of a file have brought.
struct TakenReceipts {
    /// Whose were taken.
    let names: [String]
    let refused: [SyncError]
    /// Whether they showed that somebody else writes this book's log.
    let opensNewLog: Bool
    /// Whom the ward has revoked, that was not known here.
    let revoked: [(by: String, whom: String)]
    /// What became of whose records.
    let lost: [Digest: LostEffect]
}

extension Book {
    /// `receipt`: what this book holds, signed, for the way down. A lead's file also passes the ward's latest on.
    package func receipt(to path: String) throws -> ReceiptReport {
        guard identity.role != .volunteer else { throw BookError.onlyReceivers("receipt") }
        let isWard = identity.role == .ward
        if isWard {
            try write { writer in
                if try hasUntoldErasure(writer.reader) { try appendCard(with: writer) }
                try cutSections(with: writer)
            }
        }
        let (held, wards, portions) = try store.read { reader in
            // The ward's word alone erases and revokes; a lead's erasures come back down in it.
            let portions = Self.portions(
                isWard ? try reader.erased() : [], isWard ? try reader.wardsRevocations() : [])
            return (try reader.held(), try reader.setting(.wardReceipt), portions)
        }
        let made = surroundings.now()
        let keys = try keys()
        let own = portions.map { erased, decided in
            Receipt(card: identity.card, keys: keys, made: made, held: held, erased: erased, decided: decided)
        }
        let passed = wards.flatMap { Hex.decode($0) } ?? []
        let name = try Self.names(for: 1, at: path, random: surroundings.random)[0]
        try DurableFile.write(own.flatMap(\.bytes) + passed, to: name)
        return ReceiptReport(path: name, logs: Set(held.map(\.log)).count, passesOnTheWards: !passed.isEmpty)
    }

    /// So much fits into one manifest beside what is held; at least one portion, which may be empty. A revocation takes
    /// the room of a hash for every 40 bytes.
    private static func portions(
        _ erased: [Receipt.Erased], _ decided: [Revision]
    ) -> [(erased: [Receipt.Erased], decided: [Revision])] {
        var portions: [(erased: [Receipt.Erased], decided: [Revision])] = [([], [])]
        var count = 0
        func make(room: Int) {
            if count + room > Erasure.hashesAtMost, count > 0 {
                portions.append(([], []))
                count = 0
            }
            count += room
        }
        for entry in erased {
            make(room: entry.hashes.count)
            portions[portions.count - 1].erased.append(entry)
        }
        for revision in decided {
            make(room: revision.line.count / 40)
            portions[portions.count - 1].decided.append(revision)
        }
        return portions
    }

    /// Keeps what a file's receipts say, each judged alone: the ward's word does not depend on who passes it on. A
    /// place of the own log that this book never wrote, or wrote differently, shows that somebody else writes it: a
    /// copy, or this book before it was restored. Then a new log is opened.
    ///
    /// Throws why the first is refused when none is taken.
    func take(_ receipts: [Receipt]) throws -> TakenReceipts {
        let faults = try receipts.map { try fault(of: $0.card) }
        let refused = faults.compactMap(\.self)
        let taken = zip(receipts, faults).filter { $0.1 == nil }.map(\.0)
        if taken.isEmpty, let first = refused.first { throw first }
        return try write { writer in
            var revoked: [String] = []
            for receipt in taken {
                try writer.insert(receipt.card)
                try writer.insert(receipt)
                if receipt.card.isCertified {
                    try writer.note(erased: receipt.erased)
                    revoked += try writer.note(decided: receipt.decided).filter { $0.header.operation != .delete }
                        .map { $0.answers?["name"]?.string ?? "?" }
                }
                if identity.role == .ward { try note(heldBefore: receipt.held, with: writer) }
            }
            let wards = taken.filter(\.card.isCertified)
            try pass(on: wards, with: writer)
            if let made = try writer.reader.restored, wards.contains(where: { $0.made > made }) {
                try writer.unset(.restored)
            }
            let isStrange = try isStrange(taken.flatMap(\.held), with: writer.reader)
            if isStrange { try openNewLog(with: writer) }
            if !revoked.isEmpty { try writer.settle() }
            return TakenReceipts(
                names: taken.map(\.card.name), refused: refused, opensNewLog: isStrange,
                revoked: revoked.map { (wards[0].card.name, $0) }, lost: writer.lostEffect)
        }
    }

    /// A ward that was put back from a backup learns from its own receipts what it once held of others.
    private func note(heldBefore held: [Receipt.Held], with writer: BookWriter) throws {
        let own = try writer.reader.ownCards()
        let others = held.filter { !own.contains($0.log.card) }.map { ($0.log, $0.seq) }
        try writer.note(seen: Dictionary(others, uniquingKeysWith: max))
    }

    /// Why a receipt of this card is not believed: it must be the ward's, a lead's whom the newest kit names, or a
    /// lead's who was enrolled by a kit that is known here.
    private func fault(of card: Card) throws -> SyncError? {
        guard card.ward == identity.ward else { return .otherWard(fingerprint: card.ward.fingerprint) }
        guard !card.isCertified else { return nil }
        let (kits, leads) = try store.read { (try $0.kits(), try $0.setting(.leads) ?? "") }
        let isLead =
            card.role == .lead
            && (leads.split(separator: " ").contains { $0 == card.id.hex }
                || kits.contains { card.isEnrolled(secret: $0.secret) })
        return isLead ? nil : .receiptUntrusted(name: card.name)
    }

    /// A lead keeps the ward's latest receipts for the team, whatever the order in which they came.
    private func pass(on wards: [Receipt], with writer: BookWriter) throws {
        guard identity.role == .lead, let latest = wards.map(\.made).max() else { return }
        let kept = try writer.reader.setting(.wardReceipt).flatMap { Hex.decode($0) } ?? []
        guard try Receipt.all(in: kept).allSatisfy({ $0.made <= latest }) else { return }
        try writer.set(.wardReceipt, Hex.encode(wards.flatMap(\.bytes)))
    }

    private func isStrange(_ held: [Receipt.Held], with reader: BookReader) throws -> Bool {
        let key = LogKey(log: try reader.ownLog(), card: identity.card.id)
        let tip = try reader.place(.tip, in: key.log, of: identity.card)
        return try held.contains { entry in
            guard entry.log == key else { return false }
            return try entry.seq > tip.seq || !reader.has(entry)
        }
    }
}

extension BookReader {
    /// When the backup was made from which this book was restored; nil once a later receipt of the ward has come. Until
    /// then it may hold what was erased meanwhile. Source: docs/THREATS.md.
    var restored: Instant? {
        get throws { try setting(.restored).flatMap { Int64($0) }.map { Instant(milliseconds: $0) } }
    }
}

extension Book {
    /// When the backup was made from which this book was restored, while no later receipt of the ward has come.
    package var restored: Instant? {
        get throws { try store.read { try $0.restored } }
    }
}
