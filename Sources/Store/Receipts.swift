import Base
import Foundation
import GRDB
package import Ledger

/// Receipts: what this book can say that it holds, and what others have said about it.
extension BookReader {
    /// Where each log's unbroken stretches from its beginning end, one of each branch; and the end of the section that
    /// came last, when it lies before them: a book that was put back from a backup knows no later place of its log.
    package func held() throws -> [Receipt.Held] {
        try logs().flatMap { log -> [Receipt.Held] in
            guard let card = try card(log.key.card) else { return [] }
            let ends = try held(log.key, start: log.key.log.chainStart(signingKey: card.signingKey.bytes))
            let last = try lastSection(of: log.key).map { Receipt.Held(log: log.key, seq: $0.to, chain: $0.chainAfter) }
            guard let last, ends.contains(where: { $0.seq > last.seq }), try has(last) else { return ends }
            return ends + [last]
        }
    }

    private func lastSection(of log: LogKey) throws -> LogSection? {
        let sql = "SELECT manifest, signature FROM section WHERE log = ? ORDER BY id DESC LIMIT 1"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [row(of: log)]).flatMap { row in
            try LogSection(manifest: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
        }
    }

    private func held(_ log: LogKey, start: Digest) throws -> [Receipt.Held] {
        let sql = "SELECT seq, hash, chain FROM rev WHERE log = ? ORDER BY seq"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [row(of: log)])
        var ends: [Receipt.Held] = []
        var open: (seq: Int, chains: [Digest]) = (0, [start])
        var next: [Digest] = []
        /// The branches at `open` that nothing continues end there.
        func advance() {
            let isContinued = Set(continued)
            if open.seq > 0 {
                ends += open.chains.filter { !isContinued.contains($0) }.map {
                    .init(log: log, seq: open.seq, chain: $0)
                }
            }
            open = (open.seq + 1, next)
            next = []
            continued = []
        }
        var continued: [Digest] = []
        while let row = try rows.next() {
            let seq: Int = try row["seq"]
            if seq > open.seq + 1 { advance() }
            guard seq == open.seq + 1, let hash = try Digest(bytes: row["hash"] as Data),
                let chain = try Digest(bytes: row["chain"] as Data)
            else { continue }
            guard let before = open.chains.first(where: { $0.chained(with: hash) == chain }) else { continue }
            continued.append(before)
            next.append(chain)
        }
        advance()
        advance()
        return ends
    }

    /// Whether this book holds that very place of a log.
    package func has(_ held: Receipt.Held) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS(SELECT 1 FROM rev WHERE log = ? AND seq = ? AND chain = ?)"),
            arguments: [row(of: held.log), held.seq, Data(held.chain.bytes)]) ?? false
    }

    package func card(_ id: Digest) throws -> Card? {
        let sql = "SELECT manifest, signature FROM card WHERE hash = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [Data(id.bytes)]).flatMap { row in
            try Card(stored: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
        }
    }

    /// How far a log has arrived at a book whose card has this role: the greatest place of a receipt that fits the
    /// chain held here; 0 without one.
    package func confirmed(_ log: LogKey, by role: DeviceRole) throws -> Int {
        let sql = """
            SELECT p.seq, p.card FROM receipt p
            WHERE p.log = ? AND p.author = ?
              AND EXISTS(SELECT 1 FROM rev r WHERE r.log = ? AND r.seq = p.seq AND r.chain = p.chain)
            ORDER BY p.seq DESC
            """
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql),
            arguments: [Data(log.log.bytes), Data(log.card.bytes), row(of: log)])
        while let row = try rows.next() {
            let card = try Digest(bytes: row["card"] as Data).flatMap { try self.card($0) }
            if let card, card.role == role, role != .ward || card.isCertified { return try row["seq"] }
        }
        return 0
    }

    /// The greatest place of a log that somebody says they know; a claim. What lies above the last one here is missing.
    package func seen(_ log: LogKey) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT seq FROM seen WHERE log = ? AND card = ?"),
            arguments: [Data(log.log.bytes), Data(log.card.bytes)]) ?? 0
    }

    /// How much of a log's end others know of and this book does not hold. What the ward has lost of its own log is nobody's
    /// to send.
    package func missingTail(of log: StoredLog) throws -> Int {
        guard try card(log.key.card)?.isCertified != true else { return 0 }
        return try max(0, seen(log.key) - log.last)
    }
}

extension BookWriter {
    package func note(seen: [LogKey: Int]) throws {
        let sql = """
            INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT(log, card) DO UPDATE SET seq = max(seq, excluded.seq)
            """
        for (log, seq) in seen {
            try db.cachedStatement(sql: sql).execute(arguments: [Data(log.log.bytes), Data(log.card.bytes), seq])
        }
    }
}

// MARK: - Erasures by receipt

extension BookReader {
    /// What has been erased here, for the ward's receipts.
    package func erased() throws -> [Receipt.Erased] {
        let sql = "SELECT record, hash, person FROM erased ORDER BY record, hash"
        var erased: [Receipt.Erased] = []
        for row in try Row.fetchAll(db, sql: sql) {
            guard let record = try RecordID(bytes: [UInt8](row[0] as Data)),
                let hash = try Digest(bytes: row[1] as Data)
            else {
                continue
            }
            let isOfPerson: Bool = try row[2]
            if let last = erased.last, last.record == record, last.isOfPerson == isOfPerson,
                last.hashes.count < Erasure.hashesAtMost
            {
                erased[erased.count - 1] = .init(record: record, hashes: last.hashes + [hash], isOfPerson: isOfPerson)
            } else {
                erased.append(.init(record: record, hashes: [hash], isOfPerson: isOfPerson))
            }
        }
        return erased
    }
}
