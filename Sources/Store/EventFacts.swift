import Base
import GRDB
import Indicators

/// Training and communication events among the facts.
extension FactWriter {
    /// Of a record that has none yet.
    func insert(_ facts: RecordFacts, record: Int64, log: Int64?, in db: Database) throws {
        switch facts {
        case .session(let facts): try insert(facts, record: record, log: log, in: db)
        case .event(let event): try insert(event, record: record, log: log, in: db)
        }
    }

    func removeEvent(_ record: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM fact_event WHERE record = ?").execute(arguments: [record])
        guard db.changesCount > 0 else { return }
        try db.cachedStatement(sql: "DELETE FROM fact_topic WHERE record = ?").execute(arguments: [record])
    }

    private func insert(_ event: EventFact, record: Int64, log: Int64?, in db: Database) throws {
        try db.insert(
            "INSERT INTO fact_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                record, log, Int64(event.date.day), nil, try code(event.hamlet, in: db),
                try code(event.member, in: db), try code(event.kind, in: db), try code(event.force, in: db),
                Int64(event.attendance), event.women.map(Int64.init),
            ], blob: (position: 3, bytes: event.record.bytes))
        for topic in Set(event.topics) {
            try db.insert("INSERT INTO fact_topic VALUES (?, ?)", [record, try code(topic, in: db)])
        }
    }
}

/// Counting events: by kind, how many, how many heads, how many of them women.
extension CountingSQL {
    static let events = """
        SELECT 'event', NULL, c.text, NULL, e.events, e.attendance, e.women, NULL
        FROM (
          SELECT kind, COUNT(*) AS events, SUM(attendance) AS attendance, SUM(women) AS women FROM fact_event
          WHERE day BETWEEN :first_day AND :last_day GROUP BY kind) e
          LEFT JOIN code c ON c.id = e.kind
        """
}
