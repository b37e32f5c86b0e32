import Base
import Foundation
import GRDB
import Ledger

/// What one connection knows about devices, so that a decision or a new device costs what is new and not a reading of
/// all. Cards, logs and decisions are only ever added; a rolled-back transaction, another program's writing, or a
/// body that comes late makes it forget.
///
/// `@unchecked Sendable` because GRDB runs one write at a time on the connection's own queue.
final class TrustMemory: @unchecked Sendable {
    fileprivate var cards: [(row: Int64, id: Digest, isTrusted: Bool)] = []
    fileprivate var logs: [(row: Int64, key: LogKey, until: Int)] = []
    fileprivate var roles: [Digest: DeviceRole] = [:]
    fileprivate var certified: Set<Digest> = []
    fileprivate var decisions: [TrustDecision] = []
    fileprivate var lastDecision: Int64 = 0
    private var told: (text: String, decisions: [TrustDecision]) = ("", [])
    private var version: Int?

    func forget() {
        cards = []
        logs = []
        roles = [:]
        certified = []
        decisions = []
        lastDecision = 0
    }

    /// - Parameter version: SQLite's `data_version`: another connection's writing changes it.
    func begin(version: Int?) {
        if version != self.version { forget() }
        self.version = version
    }

    /// With what receipts of the ward say; read anew when that has changed.
    fileprivate func allDecisions(_ reader: BookReader) throws -> [TrustDecision] {
        let text = try reader.setting(.told) ?? ""
        if text != told.text { told = (text, try reader.told().compactMap { TrustDecision(told: $0) }) }
        return decisions + told.decisions
    }

    fileprivate func catchUp(_ reader: BookReader) throws {
        let sql = "SELECT id, hash, manifest, signature, trusted FROM card WHERE id > ? ORDER BY id"
        for row in try Row.fetchAll(reader.db.cachedStatement(sql: sql), arguments: [cards.last?.row ?? 0]) {
            guard let id = try Digest(bytes: row["hash"] as Data) else { continue }
            try cards.append((row["id"], id, row["trusted"]))
            guard
                let card = try Card(
                    stored: [UInt8](row["manifest"] as Data), signature: [UInt8](row["signature"] as Data))
            else { continue }
            roles[id] = card.role
            if card.isCertified { certified.insert(id) }
        }
        logs += try reader.limits(after: logs.last?.row ?? 0)
        for kind in Kind.Reserved.ofTrust {
            for stored in try reader.revisions(of: kind, after: lastDecision) {
                TrustDecision(LedgerEntry(log: stored.log, revision: stored.revision)).map { decisions.append($0) }
            }
        }
        lastDecision = try reader.lastRow()
    }
}

extension BookWriter {
    /// Who is trusted and how far each log has effect; what that changes is looked at again.
    func refreshTrust() throws {
        isTrustStale = false
        let memory = trustMemory
        try memory.catchUp(reader)
        let trust = Trust(
            roles: memory.roles, certified: memory.certified, own: try reader.ownCards(),
            decisions: try memory.allDecisions(reader))
        for (index, card) in memory.cards.enumerated() {
            let isTrusted = memory.roles[card.id] != nil && trust.trusted.contains(card.id)
            guard isTrusted != card.isTrusted else { continue }
            try db.cachedStatement(sql: "UPDATE card SET trusted = ? WHERE id = ?").execute(arguments: [
                isTrusted, card.row,
            ])
            memory.cards[index].isTrusted = isTrusted
        }
        for (index, log) in memory.logs.enumerated() {
            let limit = trust.limit(of: log.key)
            guard limit != log.until else { continue }
            if limit < log.until { try noteLosing(log.row, of: log.key.card, from: limit) }
            try db.cachedStatement(sql: "UPDATE log SET until = ? WHERE id = ?").execute(arguments: [limit, log.row])
            memory.logs[index].until = limit
            try touch(
                where: "log = \(log.row) AND seq >= \(min(limit, log.until)) AND seq < \(max(limit, log.until))")
            erasing.isStale = true
        }
        authors = [:]
    }
}
