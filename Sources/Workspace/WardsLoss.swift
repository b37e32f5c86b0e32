package import Base
import Ledger
import Store

/// A ward's book that was put back, or of which there are two, holds less than the ward has confirmed. Devices believe
/// its receipts again when it writes a log that is later than every other log of the ward's own.
extension Book {
    /// Whether the ward's own logs are known to have come further than this book, or than its receipts in this log have
    /// named: somebody has made receipts of the ward's that this book knows nothing of.
    ///
    /// - Parameter logs: the ward's own, as others name them.
    func isBehind(of logs: [LogKey: Int], with reader: BookReader) throws -> Bool {
        let own = LogKey(log: try reader.ownLog(), card: identity.card.id)
        if try logs[own] ?? 0 > reader.place(.tip, in: own.log, of: identity.card).seq { return true }
        let named = Set(try reader.setting(.named)?.split(separator: " ").map(String.init) ?? [])
        return named.contains(own.text) && !named.isSuperset(of: logs.keys.map(\.text))
    }

    /// What a device's section says that it has read in receipts of the ward.
    func isBehind(of section: LogSection, with reader: BookReader) throws -> Bool {
        guard identity.role == .ward else { return false }
        let cards = try reader.wardsCards()
        return try isBehind(of: section.seen.filter { cards.contains($0.key.card) }, with: reader)
    }

    /// Opens a log that is later than the others; the ward remembers to say so.
    func goOnAfterLoss(with writer: BookWriter) throws {
        try openNewLog(with: writer)
        guard identity.role == .ward else { return }
        try writer.set(.anonymises, "1")
        try writer.set(.putBack, String(surroundings.now().milliseconds))
    }

    /// When it was noticed that this book of the ward's may hold less than its receipts had confirmed, while the receipt
    /// is still to be made that takes them back; nil in any other book.
    package var putBack: Instant? {
        get throws { try store.read { try putBack($0) } }
    }

    func putBack(_ reader: BookReader) throws -> Instant? {
        guard identity.role == .ward else { return nil }
        // Nothing has been written since.
        if try isElsewhere(reader) { return surroundings.now() }
        return try reader.setting(.putBack).flatMap { Int64($0) }.map { Instant(milliseconds: $0) }
    }
}

extension BookReader {
    /// The ward's own logs that this book knows of, by whatever way.
    func wardsLogsKnown() throws -> [LogKey: Int] {
        try wardsLogs().merging(wardsLogsClaimed(), uniquingKeysWith: max)
    }
}
