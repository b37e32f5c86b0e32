import Indicators

/// The one counting query, in SQL that SQLite, DuckDB and PostgreSQL understand alike: integers only, no functions of
/// one engine, ratios left to Swift. Source of every rule: docs/COUNTING.md.
///
/// Its text depends on the catalogue alone: definitions stand in it as rows of `VALUES`, the period as parameters.
enum CountingSQL {
    /// The first column of each row.
    enum Part: String {
        case totals, others, hamlet, mode, increment, goal, guided, active, dossier, reason, issue, opinion, conflict,
            event,
            first, count
    }

    static func text(_ catalogue: Catalogue) -> String {
        let goals = CountingGoals(catalogue)
        let tables = [
            definitions(goals, catalogue), visits, pairs(of: goals.items), openings, bundles(goals), births,
            voices(goals),
            lastWords(goals),
        ]
        let parts =
            [sessionParts, increments, aims, active, actionParts, opinions, conflicts, events]
            + goals.guided.map(guided)
            + goals.modes.map(mode) + goals.own
        return "WITH \(tables.joined(separator: ",\n"))\n\(union(parts))"
    }

    private static func union(_ branches: [String]) -> String {
        branches.joined(separator: "\nUNION ALL\n")
    }

    // MARK: - Definitions

    /// The catalogue as small tables, its texts turned into codes.
    private static func definitions(_ goals: CountingGoals, _ catalogue: Catalogue) -> String {
        """
        goal_given(goal, name) AS (\(values(goals.codes))),
        goal_code AS (SELECT g.goal, c.id AS code FROM goal_given g JOIN code c ON c.text = g.name),
        bundle_given(bundle, name) AS (\(values(goals.bundleItems))),
        bundle_item AS (SELECT g.bundle, c.id AS item FROM bundle_given g JOIN code c ON c.text = g.name),
        aim(goal, bundle, min_age) AS (
          \(values(goals.aims.map { [.number($0.goal), .number($0.bundle), .number($0.minAge)] }, width: 3))),
        once_given(name) AS (\(values(catalogue.onceItems.map { [.text($0)] }, width: 1))),
        once_item AS (SELECT c.id AS item FROM once_given g JOIN code c ON c.text = g.name),
        voice_given(voice, name) AS (\(values(goals.voiceClients))),
        voice_client AS (SELECT g.voice, c.id AS client FROM voice_given g JOIN code c ON c.text = g.name),
        voice_goal(goal, voice) AS (
          \(values(goals.voiceGoals.map { [.number($0.goal), .number($0.voice)] }, width: 2)))
        """
    }

    private enum Cell {
        case number(Int)
        case text(String)

        var sql: String {
            switch self {
            case .number(let number): String(number)
            case .text(let text): quoted(text)
            }
        }
    }

    static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "''"))'"
    }

    private static func values(_ rows: [CountingGoals.Pair]) -> String {
        values(rows.map { [.number($0.id), .text($0.code)] }, width: 2)
    }

    /// `VALUES` needs a row: without one, a row that matches nothing.
    private static func values(_ rows: [[Cell]], width: Int) -> String {
        let rows = rows.isEmpty ? [[Cell](repeating: .number(-1), count: width)] : rows
        return "VALUES " + rows.map { "(\($0.map(\.sql).joined(separator: ", ")))" }.joined(separator: ", ")
    }

    // MARK: - Sessions

    /// The period's sessions by who was there and where.
    private static let visits = """
        visit AS (
          SELECT person, household, hamlet, business, COUNT(*) AS sessions
          FROM fact_session
          WHERE day BETWEEN :first_day AND :last_day
          GROUP BY person, household, hamlet, business)
        """

    private static let sessionParts = """
        SELECT 'totals' AS part, NULL AS goal, NULL AS name, NULL AS name2, SUM(sessions) AS n1,
          COUNT(DISTINCT person) AS n2, COUNT(DISTINCT household) AS n3, COUNT(DISTINCT business) AS n4
        FROM visit
        UNION ALL
        SELECT 'others', NULL, NULL, NULL, SUM(anonymous), COUNT(DISTINCT member), NULL, NULL
        FROM fact_session WHERE day BETWEEN :first_day AND :last_day
        UNION ALL
        SELECT 'hamlet', NULL, c.text, NULL, h.sessions, h.persons, NULL, NULL
        FROM (
          SELECT hamlet, SUM(sessions) AS sessions, COUNT(DISTINCT person) AS persons FROM visit GROUP BY hamlet) h
          JOIN code c ON c.id = h.hamlet
        """

    private static func mode(goal: Int) -> String {
        """
        SELECT 'mode', \(goal), NULL, NULL, COUNT(*), NULL, NULL, NULL
        FROM fact_session
        WHERE day BETWEEN :first_day AND :last_day AND mode IN (SELECT code FROM goal_code WHERE goal = \(goal))
        """
    }

    // MARK: - People and items

    /// Each person and item, over all time, when it is first heard of in the period or may hold a conflict: what is later than the period's end cannot precede what is in it.
    ///
    /// `low` and `high`, of the signs of having it (events 1 to 4), and `first_low` and `first_high`, of all, pack the
    /// event under the time of the first sign, completions first and completions last. So
    /// `low % 8 = 1` says that nothing precedes the first completion; then `high % 8 = 7` says that nothing else stands
    /// at its very moment, and otherwise `uuid` has to decide.
    static let pairs = pairs(of: nil)

    /// - Parameter items: those that anything is asked about; nil for all.
    private static func pairs(of items: [String]?) -> String {
        """
        pair AS (
          SELECT item, person, MIN(CASE WHEN event <= 4 THEN time * 8 + event END) AS low,
            MIN(CASE WHEN event <= 4 THEN time * 8 + 8 - event END) AS high,
            SUM(CASE WHEN event <= 4 THEN 1 ELSE 0 END) AS events,
            MIN(time * 8 + event) AS first_low, MIN(time * 8 + 8 - event) AS first_high
          FROM fact_action
          WHERE person IS NOT NULL\(items.map { " AND item IN (\(codes($0)))" } ?? "")
          GROUP BY item, person
          HAVING MIN(time * 8 + event) BETWEEN 8 * :start AND 8 * :stop - 1
            OR MIN(CASE WHEN event <= 4 THEN time * 8 + event END) BETWEEN 8 * :start AND 8 * :stop - 1
            OR SUM(CASE WHEN event <= 4 THEN 1 ELSE 0 END) > 1)
        """
    }

    /// First completions by item. At the same moment a sign in the same record, or in one with a smaller uuid, comes
    /// before the completion.
    private static let increments = """
        SELECT 'increment', NULL, c.text, NULL, f.people, NULL, NULL, NULL
        FROM (
          SELECT item, COUNT(*) AS people FROM pair
          WHERE low >= 8 * :start AND low < 8 * :stop AND low % 8 = 1 AND high % 8 = 7
          GROUP BY item
          UNION ALL
          SELECT p.item, COUNT(*) FROM pair p
          WHERE p.low >= 8 * :start AND p.low < 8 * :stop AND p.low % 8 = 1 AND p.high % 8 <> 7 AND EXISTS (
            SELECT 1 FROM fact_action a JOIN fact_session s ON s.record = a.record
            WHERE a.item = p.item AND a.person = p.person AND a.time * 8 + 1 = p.low AND a.event = 1
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.item = p.item AND b.person = p.person AND b.time * 8 + 1 = p.low
                  AND b.event BETWEEN 2 AND 4 AND t.uuid <= s.uuid))
          GROUP BY p.item) f
          JOIN code c ON c.id = f.item
        """

    /// The same over sets of items taken as one: `gain` holds the people of each set.
    private static func bundles(_ goals: CountingGoals) -> String {
        let branches = goals.bundles.map { bundle in
            """
            SELECT \(bundle) AS bundle, person, MIN(time * 8 + event) AS low, MIN(time * 8 + 8 - event) AS high
            FROM fact_action
            WHERE person IS NOT NULL AND event <= 4 AND item IN (SELECT item FROM bundle_item WHERE bundle = \(bundle))
            GROUP BY person
            """
        }
        return """
            unit(bundle, person, low, high) AS (
            \(branches.isEmpty ? "VALUES (-1, -1, -1, -1)" : union(branches))),
            gain AS (
              SELECT bundle, person FROM unit
              WHERE low >= 8 * :start AND low < 8 * :stop AND low % 8 = 1 AND high % 8 = 7
              UNION ALL
              SELECT u.bundle, u.person FROM unit u
              WHERE u.low >= 8 * :start AND u.low < 8 * :stop AND u.low % 8 = 1 AND u.high % 8 <> 7 AND EXISTS (
                SELECT 1 FROM bundle_item g
                  JOIN fact_action a ON a.item = g.item AND a.person = u.person
                  JOIN fact_session s ON s.record = a.record
                WHERE g.bundle = u.bundle AND a.time * 8 + 1 = u.low AND a.event = 1 AND NOT EXISTS (
                  SELECT 1 FROM bundle_item h
                    JOIN fact_action b ON b.item = h.item AND b.person = u.person
                    JOIN fact_session t ON t.record = b.record
                  WHERE h.bundle = u.bundle AND b.time * 8 + 1 = u.low AND b.event BETWEEN 2 AND 4
                    AND t.uuid <= s.uuid)))
            """
    }

    /// The last known year of birth up to the period's end: the year packed under the time (16384 is past any year),
    /// once rising and once falling; where the two disagree, the largest uuid of that moment decides.
    private static let births = """
        birth AS (
          SELECT person, MAX(time * 16384 + birth_year) AS high, MAX(time * 16384 + 16383 - birth_year) AS low
          FROM fact_session
          WHERE person IS NOT NULL AND birth_year IS NOT NULL AND day <= :last_day
          GROUP BY person),
        born AS (
          SELECT person, high % 16384 AS birth_year FROM birth WHERE high % 16384 + low % 16384 = 16383
          UNION ALL
          SELECT person, birth_year
          FROM (
            SELECT b.person, s.birth_year, ROW_NUMBER() OVER (PARTITION BY b.person ORDER BY s.uuid DESC) AS place
            FROM birth b JOIN fact_session s ON s.person = b.person AND s.time * 16384 = b.high - b.high % 16384
            WHERE b.high % 16384 + b.low % 16384 <> 16383 AND s.birth_year IS NOT NULL) r
          WHERE place = 1)
        """

    private static let aims = """
        SELECT 'goal', a.goal, NULL, NULL, COUNT(*), NULL, NULL, NULL
        FROM gain g JOIN aim a ON a.bundle = g.bundle WHERE a.min_age = 0 GROUP BY a.goal
        UNION ALL
        SELECT 'goal', a.goal, NULL, NULL, COUNT(*), NULL, NULL, NULL
        FROM gain g JOIN aim a ON a.bundle = g.bundle JOIN born b ON b.person = g.person
        WHERE a.min_age > 0 AND :year - b.birth_year >= a.min_age GROUP BY a.goal
        """

    private static func guided(goal: Int) -> String {
        """
        SELECT 'guided', \(goal), NULL, NULL, COUNT(DISTINCT person), NULL, NULL, NULL
        FROM fact_action
        WHERE person IS NOT NULL AND time >= :start AND time < :stop
          AND item IN (SELECT code FROM goal_code WHERE goal = \(goal))
        """
    }

    /// From the few sessions with a business to their actions.
    private static let active = """
        SELECT 'active', g.goal, NULL, NULL, COUNT(DISTINCT s.business), NULL, NULL, NULL
        FROM fact_session s CROSS JOIN fact_action a CROSS JOIN goal_code g
        WHERE s.business IS NOT NULL AND s.time >= :start AND s.time < :stop
          AND a.record = s.record AND a.event = 1 AND g.code = a.item
        GROUP BY g.goal
        """

    // MARK: - Actions, reasons, difficulties

    private static let actionParts = """
        SELECT 'dossier', NULL, i.text, r.text, d.actions, NULL, NULL, NULL
        FROM (
          SELECT item, dossier, COUNT(*) AS actions FROM fact_action
          WHERE dossier IS NOT NULL AND time >= :start AND time < :stop GROUP BY item, dossier) d
          JOIN code i ON i.id = d.item
          JOIN code r ON r.id = d.dossier
        UNION ALL
        SELECT 'reason', NULL, c.text, NULL, r.times, NULL, NULL, NULL
        FROM (
          SELECT reason, COUNT(*) AS times FROM fact_reason
          WHERE time >= :start AND time < :stop GROUP BY reason) r
          JOIN code c ON c.id = r.reason
        UNION ALL
        SELECT 'issue', NULL, c.text, NULL, i.issues, NULL, NULL, NULL
        FROM (
          SELECT status, COUNT(*) AS issues FROM fact_issue
          WHERE time >= :start AND time < :stop GROUP BY status) i
          LEFT JOIN code c ON c.id = i.status
        """

    // MARK: - Satisfaction

    /// Each client's ratings of the period. `high` is twice the latest time, plus one when the client was satisfied
    /// there; `low` plus one when not: both odd means that `uuid` has to decide. Sessions without a code make one row
    /// without a subject, whose ratings count and who is no client.
    private static func voices(_ goals: CountingGoals) -> String {
        let branches = goals.voices.enumerated().map { index, voice in
            """
            SELECT \(index) AS voice, \(voice.key) AS subject, COUNT(*) AS ratings,
              SUM(CASE WHEN \(voice.column) >= :satisfied THEN 1 ELSE 0 END) AS good,
              MAX(CASE WHEN \(voice.column) >= :satisfied THEN 2 * time + 1 ELSE 2 * time END) AS high,
              MAX(CASE WHEN \(voice.column) >= :satisfied THEN 2 * time ELSE 2 * time + 1 END) AS low
            FROM fact_session
            WHERE day BETWEEN :first_day AND :last_day AND \(voice.column) IS NOT NULL
              AND client IN (SELECT client FROM voice_client WHERE voice = \(index))
            GROUP BY \(voice.key)
            """
        }
        return """
            voice(voice, subject, ratings, good, high, low) AS (
            \(branches.isEmpty ? "VALUES (-1, -1, -1, -1, -1, -1)" : union(branches)))
            """
    }

    private static func lastWords(_ goals: CountingGoals) -> String {
        let branches = goals.voices.enumerated().map { index, voice in
            """
            SELECT v.voice, s.\(voice.column) AS rating,
              ROW_NUMBER() OVER (PARTITION BY v.subject ORDER BY s.uuid DESC) AS place
            FROM voice v CROSS JOIN fact_session s
            WHERE v.voice = \(index) AND v.high % 2 = 1 AND v.low % 2 = 1
              AND s.\(voice.key) = v.subject AND 2 * s.time = v.high - 1 AND s.\(voice.column) IS NOT NULL
              AND s.client IN (SELECT client FROM voice_client WHERE voice = \(index))
            """
        }
        return """
            last_word(voice, rating, place) AS (
            \(branches.isEmpty ? "VALUES (-1, -1, -1)" : union(branches)))
            """
    }

    private static let opinions = """
        SELECT 'opinion', g.goal, NULL, NULL, SUM(o.clients), SUM(o.satisfied), SUM(o.ratings), SUM(o.good)
        FROM (
          SELECT voice, COUNT(subject) AS clients,
            SUM(CASE WHEN subject IS NOT NULL AND high % 2 = 1 AND low % 2 = 0 THEN 1 ELSE 0 END) AS satisfied,
            SUM(ratings) AS ratings, SUM(good) AS good
          FROM voice GROUP BY voice
          UNION ALL
          SELECT voice, 0, COUNT(*), 0, 0 FROM last_word WHERE place = 1 AND rating >= :satisfied GROUP BY voice) o
          JOIN voice_goal g ON g.voice = o.voice
        GROUP BY g.goal
        """

    // MARK: - Conflicts

    /// Completions whose last sign before was not a loss. Only pairs with two events or more can hold one.
    private static let conflicts = """
        SELECT 'conflict', NULL, c.text, NULL, t.actions, NULL, NULL, NULL
        FROM (
          SELECT item, COUNT(*) AS actions
          FROM (
            SELECT a.item, a.event, LAG(a.event) OVER (
                PARTITION BY a.item, a.person
                ORDER BY a.time, s.uuid, CASE WHEN a.event = 1 THEN 1 ELSE 0 END, a.idx) AS previous
            FROM pair p CROSS JOIN fact_action a CROSS JOIN fact_session s
            WHERE p.events > 1 AND p.item IN (SELECT item FROM once_item)
              AND a.item = p.item AND a.person = p.person AND a.event <= 4 AND s.record = a.record) e
          WHERE event = 1 AND previous IN (1, 2, 3)
          GROUP BY item) t
          JOIN code c ON c.id = t.item
        """
}

extension CountingGoals.Voice {
    /// What tells two clients apart.
    fileprivate var key: String { isFirm ? "business" : "person" }

    fileprivate var column: String {
        switch rating {
        case .service: "rating_service"
        case .help: "rating_help"
        }
    }
}
