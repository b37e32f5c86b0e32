import Base
import GRDB
package import Indicators
package import Ledger

extension BookReader {
    package typealias GroupCounts = [String: [Breakdown.Measure: Int]]

    /// The period's work by hamlet, month, force, item, and by what `teams` and `devices` say of the log that wrote a record.
    /// Keys are codes, month ids or those names; empty for sessions that say nothing. What is newly done is what people
    /// have, as in `tang_them`: another item has no number of it, which is not zero.
    package func breakdowns(
        _ period: Period, of catalogue: Catalogue, teams: [LogKey: String], devices: [LogKey: String]
    ) throws -> [Breakdown.Dimension: GroupCounts] {
        let had = Set(catalogue.personItems.map(\.id))
        let gains = try gains(period).filter { had.contains($0.item) }
        let groupings: [Breakdown.Dimension: Grouping] = [
            .hamlet: Grouping(column: "hamlet", try hamletNames(on: period.last)),
            .force: Grouping(column: "member", try forceNames()),
            .month: Grouping(months: period.months),
            .team: Grouping(column: "log", try rows(teams)),
            .device: Grouping(column: "log", try rows(devices)),
        ]
        var result: [Breakdown.Dimension: GroupCounts] = [.item: try items(period, gains, had)]
        for (dimension, grouping) in groupings {
            var counts = try sessions(period, by: grouping)
            for gain in gains {
                counts[grouping.name(gain, dimension), default: [:]][.completions, default: 0] += gain.count
            }
            result[dimension] = counts
        }
        for (force, counts) in try events(period) { result[.force]?[force, default: [:]].merge(counts) { $1 } }
        return result
    }

    /// Sessions, people, households and businesses by hamlet, as `breakdowns` has them.
    package func reachOfHamlets(_ period: Period) throws -> GroupCounts {
        let zeros: [Breakdown.Measure: Int] = [.sessions: 0, .persons: 0, .households: 0, .businesses: 0]
        let standing = try hamlets(of: try setting(.areaCode) ?? "").standing(in: period)
        return try sessions(period, by: Grouping(column: "hamlet", hamletNames(on: period.last)))
            .merging(standing.map { ($0, zeros) }) { found, _ in found }
    }

    /// The difficulties told in the period, by theme and status.
    package func difficulties(_ period: Period) throws -> [DifficultyCount] {
        let sql = """
            SELECT t.text AS theme, s.text AS status, i.n FROM (
              SELECT theme, status, COUNT(*) AS n FROM fact_issue
              WHERE time >= :start AND time < :stop GROUP BY theme, status) i
            LEFT JOIN code t ON t.id = i.theme LEFT JOIN code s ON s.id = i.status
            """
        return try Row.fetchAll(db, sql: sql, arguments: period.moments).map { row in
            try DifficultyCount(theme: row["theme"] ?? "", status: row["status"] ?? "", count: row["n"])
        }.sorted { ($1.count, $0.theme, $0.status) < ($0.count, $1.theme, $1.status) }
    }

    /// First completions, with the record in which each happened: the rule of `CountingSQL.increments`, row by row.
    private func gains(_ period: Period) throws -> [Gain] {
        let sql = """
            SELECT (SELECT text FROM code WHERE id = a.item), s.hamlet, s.member, s.log, s.day, COUNT(*)
            FROM fact_action a CROSS JOIN fact_session s
            WHERE a.person IS NOT NULL AND a.event = 1 AND a.time >= :start AND a.time < :stop
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b
                WHERE b.item = a.item AND b.person = a.person AND b.time < a.time AND b.event <= 4)
              AND s.record = a.record
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.item = a.item AND b.person = a.person AND b.time = a.time AND b.event <= 4
                  AND (b.record <> a.record OR b.idx <> a.idx)
                  AND (t.uuid < s.uuid OR (t.uuid = s.uuid AND (b.event > 1 OR b.idx < a.idx))))
            GROUP BY a.item, s.hamlet, s.member, s.log, s.day
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: period.moments).map { row in
            try Gain(item: row[0], hamlet: row[1], member: row[2], log: row[3], day: row[4], count: row[5])
        }
    }

    private func sessions(_ period: Period, by grouping: Grouping) throws -> GroupCounts {
        let sql = """
            SELECT \(grouping.sql) AS grp, COUNT(*), COUNT(DISTINCT person), COUNT(DISTINCT household),
              COUNT(DISTINCT business)
            FROM fact_session WHERE day BETWEEN ? AND ? GROUP BY grp
            """
        var counts: GroupCounts = [:]
        let measures: [Breakdown.Measure] = [.sessions, .persons, .households, .businesses]
        for row in try Row.fetchAll(db, sql: sql, arguments: [period.first.day, period.last.day]) {
            var group: [Breakdown.Measure: Int] = [.completions: 0]
            for (index, measure) in measures.enumerated() { group[measure] = try row[index + 1] }
            try counts[grouping.name(row[0])] = group
        }
        return counts
    }

    /// Training and communication events by the force that each names.
    private func events(_ period: Period) throws -> GroupCounts {
        let sql = """
            SELECT c.text, COUNT(*), SUM(e.attendance) FROM fact_event e LEFT JOIN code c ON c.id = e.force
            WHERE e.day BETWEEN ? AND ? GROUP BY c.text
            """
        return try Row.fetchAll(db, sql: sql, arguments: [period.first.day, period.last.day]).reduce(into: [:]) {
            let force: String? = try $1[0]
            $0[force ?? ""] = [.events: try $1[1], .attendance: try $1[2]]
        }
    }

    private func items(_ period: Period, _ gains: [Gain], _ had: Set<String>) throws -> GroupCounts {
        let sql = """
            SELECT item, COUNT(*), COUNT(DISTINCT record), COUNT(DISTINCT person) FROM fact_action
            WHERE time >= :start AND time < :stop GROUP BY item
            """
        let names = try codeNames("SELECT DISTINCT item FROM fact_action")
        var counts: GroupCounts = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: period.moments) {
            let item = try names[row[0]] ?? ""
            counts[item] = [.actions: try row[1], .sessions: try row[2], .persons: try row[3], .businesses: 0]
            if had.contains(item) { counts[item]?[.completions] = 0 }
        }
        for row in try Row.fetchAll(db, sql: Self.businessesByItem, arguments: [period.first.day, period.last.day]) {
            try counts[names[row[0]] ?? "", default: [:]][.businesses] = row[1]
        }
        for gain in gains { counts[gain.item, default: [:]][.completions, default: 0] += gain.count }
        return counts
    }

    /// From the few sessions with a business to their actions.
    private static let businessesByItem = """
        SELECT a.item, COUNT(DISTINCT s.business) FROM fact_session s CROSS JOIN fact_action a
        WHERE s.business IS NOT NULL AND s.day BETWEEN ? AND ? AND a.record = s.record GROUP BY a.item
        """

    private func codeNames(_ ids: String) throws -> [Int: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, text FROM code WHERE id IN (\(ids))")
        return Dictionary(uniqueKeysWithValues: try rows.map { try ($0[0], $0[1]) })
    }

    /// Each hamlet's own code, or the one under which it counts on `day`.
    private func hamletNames(on day: CivilDate) throws -> [(row: Int, name: String)] {
        let map = try hamlets(of: try setting(.areaCode) ?? "")
        return try codeNames("SELECT DISTINCT hamlet FROM fact_session").map {
            ($0.key, map.current($0.value, on: day))
        }
        .sorted { $0.row < $1.row }
    }

    /// The members whose force is known.
    private func forceNames() throws -> [(row: Int, name: String)] {
        let forces = Dictionary(try members().map { ($0.code, $0.force) }, uniquingKeysWith: { first, _ in first })
        return try codeNames("SELECT DISTINCT member FROM fact_session").compactMap { row, code in
            forces[code].map { (row, $0) }
        }
        .sorted { $0.row < $1.row }
    }

    private func rows(_ names: [LogKey: String]) throws -> [(row: Int, name: String)] {
        try names.compactMap { key, name in try row(of: key).map { (Int($0), name) } }.sorted { $0.row < $1.row }
    }
}

/// First completions of one item in one hamlet and log, by one member on one day.
private struct Gain {
    /// Its code.
    let item: String
    let hamlet: Int?
    let member: Int?
    let log: Int?
    let day: Int
    let count: Int
}

/// An expression over `fact_session` that gives a number, and what the number is called.
private struct Grouping {
    let sql: String
    private let names: [Int: String]
    /// The group of each value of the column.
    private var places: [Int: Int] = [:]
    private var months: [Period] = []

    init(months: [Period]) {
        let cases = months.enumerated().map { "WHEN day <= \($1.last.day) THEN \($0)" }
        sql = cases.isEmpty ? "NULL" : "CASE \(cases.joined(separator: " ")) END"
        names = Dictionary(uniqueKeysWithValues: months.enumerated().map { ($0, $1.span.id) })
        self.months = months
    }

    /// Values of a column that are called the same make one group.
    init(column: String, _ values: [(row: Int, name: String)]) {
        let groups = Array(Set(values.map(\.name))).sorted()
        let order = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1, $0) })
        places = Dictionary(values.map { ($0.row, order[$0.name]!) }, uniquingKeysWith: { first, _ in first })
        let cases = values.map { "WHEN \($0.row) THEN \(order[$0.name]!)" }
        sql = cases.isEmpty ? "NULL" : "CASE \(column) \(cases.joined(separator: " ")) END"
        names = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($0, $1) })
    }

    func name(_ group: Int?) -> String {
        group.flatMap { names[$0] } ?? ""
    }

    func name(_ gain: Gain, _ dimension: Breakdown.Dimension) -> String {
        switch dimension {
        case .hamlet: name(gain.hamlet.flatMap { places[$0] })
        case .force: name(gain.member.flatMap { places[$0] })
        case .month: name(months.firstIndex { gain.day <= $0.last.day })
        case .team, .device: name(gain.log.flatMap { places[$0] })
        case .item: ""
        }
    }
}

extension Period {
    /// Milliseconds: the first moment, and the first one after.
    fileprivate var moments: StatementArguments {
        [
            "start": Instant(first, secondsOfDay: 0).milliseconds,
            "stop": Instant(last.adding(days: 1), secondsOfDay: 0).milliseconds,
        ]
    }
}
