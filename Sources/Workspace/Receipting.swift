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
        if identity.role == .ward { try prepareReceipt() }
        let (own, passed) = try store.read { try (receipts($0), wardsReceipts($0)) }
        let name = try Self.names(for: 1, at: path, random: surroundings.random)[0]
        try DurableFile.write((own + passed).flatMap(\.bytes), to: name)
        if try putBack != nil { try store.write { try $0.unset(.putBack) } }
        let logs = Set(own.flatMap(\.held).map(\.log.log))
        return ReceiptReport(path: name, logs: logs.count, passesOnTheWards: !passed.isEmpty)
    }

    /// The ward's receipt stands behind a line of its own in the ward's log, so that the place of that log tells which of
    /// two receipts is the later, and a book put back from before it notices.
    private func prepareReceipt() throws {
        try write { writer in
            let reader = writer.reader
            if try isBehind(of: reader.wardsLogsClaimed(), with: reader) { try goOnAfterLoss(with: writer) }
            try appendCard(with: writer)
            try cutSections(with: writer)
            try writer.set(.named, reader.wardsLogsKnown().keys.map(\.text).sorted().joined(separator: " "))
        }
    }

    private func receipts(_ reader: BookReader) throws -> [Receipt] {
        let isWard = identity.role == .ward
        let held = try reader.held()
        let own = held.filter { isWard && $0.log.card == identity.card.id }
        let places = Dictionary(own.map { ($0.log, $0.seq) }, uniquingKeysWith: max)
        let after = try isWard ? reader.wardsLogsKnown().filter { places[$0.key] ?? 0 < $0.value } : [:]
        // The ward's word alone erases and revokes; a lead's erasures come back down in it.
        return try Receipt.parts(
            card: identity.card, keys: keys(), made: surroundings.now(), own: own, after: after,
            held: held.filter { places[$0.log] == nil }, erased: isWard ? reader.erased() : [],
            decided: isWard ? reader.wardsRevocations() : [])
    }

    private func wardsReceipts(_ reader: BookReader) throws -> [Receipt] {
        try Receipt.all(in: reader.setting(.wardReceipt).flatMap { Hex.decode($0) } ?? [])
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
            let wards = taken.filter(\.card.isCertified)
            try noteLater(wards, with: writer)
            let isStrange = try isStrange(taken, with: writer.reader)
            if isStrange, identity.role == .ward {
                try writer.set(.anonymises, "1")
                try watchReceipts(with: writer)
            }
            var revoked: [String] = []
            for receipt in taken {
                try writer.insert(receipt.card)
                var isUnsaid = try writer.insert(receipt)
                if receipt.card.isCertified {
                    if try writer.note(erased: receipt.erased) { isUnsaid = true }
                    revoked += try writer.note(decided: receipt.decided).filter { $0.header.operation != .delete }
                        .map { $0.answers?["name"]?.string ?? "?" }
                }
                if isUnsaid { try writer.set(.unsaid, "1") }
                if identity.role == .ward { try note(heldBefore: receipt.held, with: writer) }
            }
            try pass(on: wards, with: writer)
            if isStrange { try goOnAfterLoss(with: writer) }
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

    /// A lead keeps the ward's latest receipts for the team, whatever the order in which they came; several, where one
    /// alone does not say everything.
    private func pass(on wards: [Receipt], with writer: BookWriter) throws {
        guard identity.role == .lead, !wards.isEmpty else { return }
        let cards = try writer.reader.wardsCards()
        let latest = try wards.reduce(into: wardsReceipts(writer.reader)) { kept, receipt in
            if kept.contains(where: { receipt.isSuperseded(by: $0, cards.contains) }) { return }
            kept.removeAll { $0.isSuperseded(by: receipt, cards.contains) }
            kept.append(receipt)
        }
        try writer.set(.wardReceipt, Hex.encode(latest.flatMap(\.bytes)))
    }

    /// A restored book waits for a receipt that was made after its backup: one that knows more of the ward's own logs
    /// than the book did. What a device had not read before its backup cannot be told so, so the clock may speak against it.
    private func noteLater(_ wards: [Receipt], with writer: BookWriter) throws {
        guard let made = try writer.reader.restored else { return }
        let (known, cards) = try (writer.reader.wardsLogs(), writer.reader.wardsCards())
        let isLater = wards.contains { receipt in
            receipt.made > made && receipt.names(cards.contains).contains { $0.value > known[$0.key] ?? 0 }
        }
        if isLater { try writer.unset(.restored) }
    }

    /// Whether receipts show that somebody else writes the own log, or that this book holds less than it did.
    private func isStrange(_ receipts: [Receipt], with reader: BookReader) throws -> Bool {
        let key = LogKey(log: try reader.ownLog(), card: identity.card.id)
        let tip = try reader.place(.tip, in: key.log, of: identity.card)
        let cards = try reader.wardsCards()
        return try receipts.contains { receipt in
            let own = receipt.held.filter { $0.log == key }
            if try own.contains(where: { try $0.seq > tip.seq || !reader.has($0) }) { return true }
            guard identity.role == .ward, receipt.card.isCertified else { return false }
            // Made when the own log was there already: what it names of others was here.
            if try !own.isEmpty && receipt.held.contains(where: { try !reader.has($0) }) { return true }
            return try isBehind(of: receipt.names { $0 == identity.card.id || cards.contains($0) }, with: reader)
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
