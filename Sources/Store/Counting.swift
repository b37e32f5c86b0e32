import Base
package import GRDB
package import Indicators

/// The figures of a period, from the fact tables.
package enum Counting {
    /// Every figure of the catalogue for the period, in one query.
    ///
    /// The upper bound while pairs of probable duplicates are undecided.
    package static func figures(in db: Database, period: Period, catalogue: Catalogue) throws -> Figures {
        Figures(try tally(in: db, period: period, catalogue: catalogue), catalogue: catalogue)
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

    private static func tally(in db: Database, period: Period, catalogue: Catalogue) throws -> Tally {
        let statement = try db.cachedStatement(sql: CountingSQL.text(catalogue))
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(arguments(period, catalogue)))
        var tally = Tally()
        while let row = try rows.next() { try tally.add(row) }
        return tally
    }
}

extension Tally {
    /// One row of the query: what it is, goal, two texts, four numbers.
    fileprivate mutating func add(_ row: Row) throws {
        let goal: Int = try row[1] ?? -1
        let key: String = try row[2] ?? ""
        let key2: String = try row[3] ?? ""
        let numbers: [Int] = try (4...7).map { try row[$0] ?? 0 }
        switch try CountingSQL.Part(rawValue: row[0]) {
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
            opinions[goal] = Satisfaction(
                clients: Ratio(part: numbers[1], whole: numbers[0]), ratings: Ratio(part: numbers[3], whole: numbers[2])
            )
        case .conflict: conflicts[key] = numbers[0]
        case .event:
            events[key] = EventCount(events: numbers[0], attendance: numbers[1], women: numbers[2])
        case .first: firstVisits[goal] = Ratio(part: numbers[0], whole: numbers[1])
        case .count: counts[goal] = numbers[0]
        case nil: preconditionFailure("the query names a part that nobody reads")
        }
    }
}
