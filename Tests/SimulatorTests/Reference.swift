import Base
import Forms
import Foundation
import GRDB
import Indicators
import Ledger

@testable import Store
@testable import Workspace

/// What a book's revisions amount to by the model in memory, compared with what the book has stored step by step.
struct Reference {
    private let book: Book
    private let rows: [StoredRow]
    private let cards: [StoredCard]
    private let trust: Trust
    private var model = LedgerModel()

    private struct StoredRow {
        let log: LogKey
        let revision: Revision
        let live: Int
    }

    init(_ book: Book) throws {
        self.book = book
        cards = try book.store.read { try $0.cards() }
        let sql = "SELECT l.uuid, c.hash, r.head, r.body, r.live FROM \(Identities.tables) ORDER BY r.id"
        rows = try book.rows(sql).compactMap { row in
            let log = LogKey(log: LogID(bytes: [UInt8](row[0] as Data))!, card: Digest(bytes: row[1] as Data)!)
            return Revision(stored: [UInt8](row[2] as Data), payload: (row[3] as Data?).map { [UInt8]($0) })
                .map { StoredRow(log: log, revision: $0, live: row[4]) }
        }
        let authors = Dictionary(cards.map { ($0.card.id, $0.card) }, uniquingKeysWith: { a, _ in a })
        for row in rows { model.insert(row.revision, log: row.log.log, author: authors[row.log.card]!) }
        let own: Set = [book.identity.card.id]
        let told = try book.store.read { try $0.told() }
        model.note(decided: told)
        model.judge(cards: cards.map(\.card), own: own)
        trust = Trust(
            cards: cards.map(\.card), own: own,
            decisions: rows.map { LedgerEntry(log: $0.log, revision: $0.revision) }, told: told)
    }

    func check(_ name: String) throws {
        try compare("\(name): trusted devices", Set(cards.filter(\.isTrusted).map(\.card.id)), trust.trusted)
        let limits = try book.store.read { try $0.limits() }
        for (_, key, until) in limits { try compare("\(name): a log's end", until, trust.limit(of: key)) }
        let heads = expectedHeads()
        try compare(
            "\(name): heads",
            Set(rows.filter { $0.live > 0 }.map { "\(identity($0.log, $0.revision)) \($0.live)" }), heads.places)
        try compare("\(name): conflicts", try Set(book.store.read { try $0.conflicts() }), heads.conflicts)
        // Whose erased codes come again, the ward alone can tell, by its own key.
        guard try book.rows("SELECT 1 FROM erased LIMIT 1").isEmpty else { return }
        try compare("\(name): facts", try storedFacts(), facts(of: heads.winners))
    }

    private func compare<Value: Equatable>(_ what: String, _ stored: Value, _ expected: Value) throws {
        guard stored != expected else { return }
        throw Broken(law: "the book is what its revisions say", detail: "\(what): \(stored), not \(expected)")
    }

    private func expectedHeads() -> (places: Set<String>, conflicts: Set<RecordID>, winners: [Revision]) {
        var places: Set<String> = []
        var conflicts: Set<RecordID> = []
        var winners: [Revision] = []
        let families = Dictionary(grouping: rows) { [$0.revision.header.record.text, $0.revision.kind.family] }
        for rows in families.values {
            let (record, kind) = (rows[0].revision.header.record, rows[0].revision.kind)
            for (index, head) in model.heads(of: record, family: kind.family).enumerated() {
                let row = rows.first { $0.revision.hash == head.hash && $0.log == head.log }!
                places.insert("\(identity(row.log, row.revision)) \(index == 0 ? 2 : 1)")
                if index == 0 { winners.append(row.revision) }
            }
            guard case .record = kind else { continue }
            if model.isInConflict(record, family: kind.family) { conflicts.insert(record) }
        }
        return (places, conflicts, winners)
    }

    // MARK: Facts

    /// Sessions and what was done in them, by the winner's own answers.
    private func facts(of winners: [Revision]) throws -> Set<String> {
        guard let form = try book.forms.current("phieu").form as Form? else { return [] }
        let reader = FactReader(roles: form.roles, area: "11542")
        var facts: Set<String> = []
        for winner in winners {
            guard winner.header.operation != .delete, book.forms.roles(of: winner.header.kind) != nil,
                let answers = winner.answers, Self.isOfRecord(answers, winner)
            else { continue }
            let found: Facts
            do {
                found = try reader.facts(record: winner.header.record, answers: answers)
            } catch {
                continue
            }
            facts.insert(
                "\(winner.hash.hex.uppercased()) \(found.session.start.milliseconds) \(found.session.person ?? "-") "
                    + "\(found.session.minutes ?? -1) \(found.actions.map(\.item))")
        }
        return facts
    }

    private static func isOfRecord(_ answers: JSONObject, _ winner: Revision) -> Bool {
        answers["ma_phien"]?.string.map { RecordID($0) == winner.header.record } ?? true
    }

    private func storedFacts() throws -> Set<String> {
        let items = """
            SELECT a.record, c.text FROM fact_action a JOIN code c ON c.id = a.item ORDER BY a.record, a.idx
            """
        let actions = Dictionary(grouping: try book.rows(items).map { ($0[0] as Int64, $0[1] as String) }, by: \.0)
        let sql = """
            SELECT f.record, hex(r.hash), f.time, coalesce((SELECT text FROM code WHERE id = f.person), '-'),
                coalesce(f.minutes, -1)
            FROM fact_session f JOIN rev r ON r.id = f.record
            """
        return Set(
            try book.rows(sql).map { row in
                let items = actions[row[0] as Int64, default: []].map(\.1)
                return "\(row[1] as String) \(row[2] as Int64) \(row[3] as String) \(row[4] as Int) \(items)"
            })
    }
}
