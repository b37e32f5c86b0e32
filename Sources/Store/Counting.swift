import Base
package import GRDB
package import Indicators

/// The figures of a period, from the fact tables.
package enum Counting {
    /// Every figure of the catalogue for the period: the upper bound while pairs of probable duplicates are undecided.
    package static func figures(in db: Database, period: Period, catalogue: Catalogue) throws -> Figures {
        try begin(BookReader(db), period: period, catalogue: catalogue)()
    }

    /// Begins to count; see ``BookReader/beside(_:)``.
    static func begin(_ reader: BookReader, period: Period, catalogue: Catalogue) -> () throws -> Figures {
        let pieces = CountingSQL.Piece.allCases.map { piece in
            reader.beside { try rows(piece, in: $0.db, period, catalogue) }
        }
        return {
            var tally = Tally()
            // From the back, where the other core has not begun yet.
            for piece in pieces.reversed() { for row in try piece() { tally.add(row) } }
            return Figures(tally, catalogue: catalogue)
        }
    }

    /// What the query's text leaves open.
    package static func arguments(_ period: Period, _ catalogue: Catalogue) -> [String: Int64] {
        [
            "first_day": Int64(period.first.day), "last_day": Int64(period.last.day), "year": Int64(period.lastYear),
            "satisfied": Int64(catalogue.satisfiedFrom),
            "start": Instant(period.first, secondsOfDay: 0).milliseconds,
            "stop": Instant(period.last.adding(days: 1), secondsOfDay: 0).milliseconds,
        ]
    }

    private static func rows(
        _ piece: CountingSQL.Piece, in db: Database, _ period: Period, _ catalogue: Catalogue
    ) throws -> [CountingRow] {
        guard let text = CountingSQL.text(piece, catalogue) else { return [] }
        let statement = try db.cachedStatement(sql: text)
        let used = arguments(period, catalogue).filter { text.contains(":\($0.key)") }
        return try Row.fetchAll(statement, arguments: StatementArguments(used)).map(CountingRow.init)
    }
}

/// One row of the query.
private struct CountingRow: Sendable {
    let part: CountingSQL.Part?
    let goal: Int
    let key: String
    let key2: String
    let numbers: [Int]

    init(_ row: Row) throws {
        part = try CountingSQL.Part(rawValue: row[0])
        goal = try row[1] ?? -1
        key = try row[2] ?? ""
        key2 = try row[3] ?? ""
        numbers = try (4...7).map { try row[$0] ?? 0 }
    }
}

extension Tally {
    fileprivate mutating func add(_ row: CountingRow) {
        let (goal, key, key2, numbers) = (row.goal, row.key, row.key2, row.numbers)
        switch row.part {
        case .totals:
            (sessions, persons, households, businesses) = (numbers[0], numbers[1], numbers[2], numbers[3])
        case .others:
            (anonymous, members) = (numbers[0], numbers[1])
        case .hamlet:
            hamlets.append(HamletFigure(code: key, sessions: numbers[0], persons: numbers[1]))
        case .increment: increments[key, default: 0] += numbers[0]
        case .goal: goalIncrements[goal, default: 0] += numbers[0]
        case .guided: guided[goal] = numbers[0]
        case .active: active[goal] = numbers[0]
        case .mode: modes[goal] = numbers[0]
        case .dossier: dossiers[Dossier(item: key, result: key2)] = numbers[0]
        case .reason: reasons[key] = numbers[0]
        case .issue: issues[key] = numbers[0]
        case .opinion:
            let (clients, ratings) = (
                Ratio(part: numbers[1], whole: numbers[0]), Ratio(part: numbers[3], whole: numbers[2])
            )
            guard !key.isEmpty else { return opinions[goal] = Satisfaction(clients: clients, ratings: ratings) }
            let known = opinions[goal]?.methods ?? [:]
            opinions[goal] = Satisfaction(
                methods: known.merging([key: .init(clients: clients, ratings: ratings)]) { a, _ in a })
        case .conflict: conflicts[key] = numbers[0]
        case .event:
            events[key] = EventCount(events: numbers[0], attendance: numbers[1], women: numbers[2])
        case .first: firstVisits[goal] = Ratio(part: numbers[0], whole: numbers[1])
        case .count: counts[goal] = numbers[0]
        case nil: preconditionFailure("the query names a part that nobody reads")
        }
    }
}
