import Base
import Foundation
import GRDB
package import Ledger

/// The ward's own logs tell which of its receipts is the later: a ward that was put back from a backup or made again
/// holds less than it had confirmed, and writes a new log that is later than all it knows of. Source: sync/FORMAT.md §6.
///
/// In `receipt`, a log that a receipt only names stands without a chain.
extension BookReader {
    /// Cards that the root key certifies.
    package func wardsCards() throws -> Set<Digest> {
        let sql = """
            SELECT manifest, signature FROM card WHERE instr(manifest, CAST('"role":"ward"' AS BLOB)) > 0
            """
        return try Set(
            Row.fetchAll(db.cachedStatement(sql: sql)).compactMap { row in
                let card = try Card(stored: [UInt8](row[0] as Data), signature: [UInt8](row[1] as Data))
                return card?.isCertified == true ? card?.id : nil
            })
    }

    /// How far the ward's own logs had come by its receipts that this book has read.
    package func wardsPlaces() throws -> [LogKey: Int] {
        let sql = """
            SELECT log, author, max(seq), 0 FROM receipt WHERE card = author AND chain <> x'' GROUP BY log, author
            """
        return try places(sql, of: wardsCards())
    }

    /// The ward's own logs as far as this book holds them or a receipt of the ward names them.
    package func wardsLogs() throws -> [LogKey: Int] {
        let cards = try wardsCards()
        let named = "SELECT log, author, max(seq), max(chain = x'') FROM receipt GROUP BY log, author"
        let held = """
            SELECT l.uuid, c.hash, max(r.seq), 0 FROM log l JOIN card c ON c.id = l.card JOIN rev r ON r.log = l.id
            WHERE c.hash = ? GROUP BY l.id
            """
        var logs = try places(named, of: cards)
        for card in cards {
            try logs.merge(places(held, [Data(card.bytes)], of: cards), uniquingKeysWith: max)
        }
        return logs
    }

    /// The ward's own logs by what others say in their sections; a claim.
    package func wardsLogsClaimed() throws -> [LogKey: Int] {
        try places("SELECT log, card, seq, 0 FROM seen", of: wardsCards())
    }

    /// Rows of log, card, place and whether a receipt names the log as the ward's; others than the ward's are left out.
    private func places(
        _ sql: String, _ arguments: StatementArguments = [], of cards: Set<Digest>
    ) throws -> [LogKey: Int] {
        let places = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
            guard let log = try LogID(bytes: [UInt8](row[0] as Data)), let card = try Digest(bytes: row[1] as Data),
                try cards.contains(card) || row[3]
            else { return nil as (LogKey, Int)? }
            return try (LogKey(log: log, card: card), row[2])
        }
        return Dictionary(places, uniquingKeysWith: max)
    }
}

extension BookWriter {
    /// Keeps what a receipt confirms. One of the ward's that names a log of the ward's own which none before it named
    /// takes back what those before it confirmed, and one that lacks such a log confirms nothing.
    ///
    /// - Returns: Whether the ward is to hear of it: it names a log of the ward's that others before it did not, and lacks
    ///   one that they named, or says what was erased.
    package func insert(_ receipt: Receipt) throws -> Bool {
        guard receipt.card.isCertified else {
            try insert(receipt, receipt.held)
            return false
        }
        let cards = try reader.wardsCards()
        let names = receipt.names(cards.contains)
        let known = Set(try reader.wardsLogs().keys)
        let isNew = !Set(names.keys).isSubset(of: known)
        if isNew { try takeBack(of: cards) }
        let isBelieved = known.isSubset(of: names.keys)
        try insert(receipt, receipt.held.filter { isBelieved || names[$0.log] != nil })
        for (log, seq) in receipt.after { try insert(receipt, log, seq, chain: Data()) }
        return isNew && !known.isEmpty && (!isBelieved || !receipt.erased.isEmpty)
    }

    private func takeBack(of cards: Set<Digest>) throws {
        let marks = cards.map { _ in "?" }.joined(separator: ", ")
        let sql = "DELETE FROM receipt WHERE chain <> x'' AND card IN (\(marks)) AND author NOT IN (\(marks))"
        let ids = cards.map { Data($0.bytes) }
        try db.execute(sql: sql, arguments: StatementArguments(ids + ids))
    }

    private func insert(_ receipt: Receipt, _ held: [Receipt.Held]) throws {
        for held in held { try insert(receipt, held.log, held.seq, chain: Data(held.chain.bytes)) }
    }

    private func insert(_ receipt: Receipt, _ log: LogKey, _ seq: Int, chain: Data) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO receipt VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
            Data(receipt.card.id.bytes), Data(log.log.bytes), Data(log.card.bytes), seq, chain,
            receipt.made.milliseconds,
        ])
    }
}
