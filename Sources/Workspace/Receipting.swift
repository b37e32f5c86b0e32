import Base
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

extension Book {
    /// `receipt`: what this book holds, signed, for the way down. A lead's file also passes the ward's latest on.
    package func receipt(to path: String) throws -> ReceiptReport {
        guard identity.role != .volunteer else { throw BookError.onlyReceivers("receipt") }
        let (held, wards, erased) = try store.read { reader in
            // The ward's word alone erases; a lead's erasures come back down in it.
            let erased = identity.role == .ward ? try reader.erased() : []
            return (try reader.held(), try reader.setting(.wardReceipt), erased)
        }
        let made = surroundings.now()
        let keys = try keys()
        let own = Self.portions(erased).map { erased in
            Receipt(card: identity.card, keys: keys, made: made, held: held, erased: erased)
        }
        let passed = wards.flatMap { Hex.decode($0) } ?? []
        let name = try Self.names(for: 1, at: path, random: surroundings.random)[0]
        try DurableFile.write(own.flatMap(\.bytes) + passed, to: name)
        return ReceiptReport(path: name, logs: Set(held.map(\.log)).count, passesOnTheWards: !passed.isEmpty)
    }

    /// So many hashes fit into one manifest beside what is held; at least one portion, which may be empty.
    private static func portions(_ erased: [Receipt.Erased]) -> [[Receipt.Erased]] {
        var portions: [[Receipt.Erased]] = [[]]
        var count = 0
        for entry in erased {
            if count + entry.hashes.count > Erasure.hashesAtMost, count > 0 {
                portions.append([])
                count = 0
            }
            portions[portions.count - 1].append(entry)
            count += entry.hashes.count
        }
        return portions
    }

    /// Keeps what a receipt says. A place of the own log that this book never wrote, or wrote differently, shows that
    /// somebody else writes it: a copy, or this book before it was restored. Then a new log is opened.
    func take(_ receipts: [Receipt]) throws -> Bool {
        let kits = try store.read { try $0.kits() }
        for receipt in receipts {
            let card = receipt.card
            guard card.ward == identity.ward else { throw SyncError.otherWard(fingerprint: card.ward.fingerprint) }
            let isLead = card.role == .lead && kits.contains { card.isEnrolled(secret: $0.secret) }
            guard card.isCertified || isLead else { throw SyncError.receiptUntrusted(name: card.name) }
        }
        return try write { writer in
            for receipt in receipts {
                try writer.insert(receipt.card)
                try writer.insert(receipt)
                if receipt.card.isCertified { try writer.note(erased: receipt.erased) }
            }
            let wards = receipts.filter(\.card.isCertified)
            if !wards.isEmpty, identity.role == .lead {
                try writer.set(.wardReceipt, Hex.encode(wards.flatMap(\.bytes)))
            }
            guard try isStrange(receipts.flatMap(\.held), with: writer.reader) else { return false }
            try openNewLog(with: writer)
            return true
        }
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
