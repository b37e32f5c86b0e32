import Indicators

/// The one counting query, in SQL that SQLite, DuckDB and PostgreSQL understand alike: integers only, no functions of
/// one engine, ratios left to Swift. Source of every rule: cases/README.md.
///
/// Its text depends on the catalogue alone: definitions stand in it as rows of `VALUES`, the period as parameters.
enum CountingSQL {
    /// The first column of each row.
    enum Part: String {
        case totals, others, hamlet, increment, goal, guided, active, mode, dossier, reason, issue, rating, clients
        case conflict
    }

    static func text(_ catalogue: Catalogue) -> String {
        let goals = CountingGoals(catalogue)
        return """
            WITH \(definitions(goals, catalogue)),
            \(visits),
            \(pairs),
            \(bundles(goals)),
            \(births),
            \(voices(goals))
            \(([sessionParts, increments, actionParts, opinions, conflicts] + goalParts(goals))
                .joined(separator: "\nUNION ALL\n"))
            """
    }

    // MARK: - Definitions

    /// The catalogue as small tables, its texts turned into codes.
    private static func definitions(_ goals: CountingGoals, _ catalogue: Catalogue) -> String {
        """
        goal_given(goal, item) AS (\(values(goals.items))),
        goal_item AS (SELECT g.goal, c.id AS item FROM goal_given g JOIN code c ON c.text = g.item),
        bundle_given(bundle, item) AS (\(values(goals.bundleItems))),
        bundle_item AS (SELECT g.bundle, c.id AS item FROM bundle_given g JOIN code c ON c.text = g.item),
        aim(goal, bundle, min_age) AS (\(values(goals.aims))),
        once_given(item) AS (\(values(catalogue.onceItems.map { [.text($0)] }, width: 1))),
        once_item AS (SELECT c.id AS item FROM once_given g JOIN code c ON c.text = g.item),
        firm_given(client) AS (\(values(catalogue.businessClients.map { [.text($0)] }, width: 1))),
        firm AS (SELECT c.id AS client FROM firm_given g JOIN code c ON c.text = g.client),
        opinion_given(goal, client) AS (\(values(goals.opinionClients))),
        opinion_client AS (SELECT g.goal, c.id AS client FROM opinion_given g JOIN code c ON c.text = g.client)
        """
    }

    private enum Cell {
        case number(Int)
        case text(String)

        var sql: String {
            switch self {
            case .number(let number): String(number)
            case .text(let text): "'\(text.replacing("'", with: "''"))'"
            }
        }
    }

    private static func values(_ rows: [CountingGoals.Pair]) -> String {
        values(rows.map { [.number($0.goal), .text($0.code)] }, width: 2)
    }

    private static func values(_ aims: [CountingGoals.Aim]) -> String {
        values(aims.map { [.number($0.goal), .number($0.bundle), .number($0.minAge)] }, width: 3)
    }

    /// `VALUES` needs a row: without one, a row that matches nothing.
    private static func values(_ rows: [[Cell]], width: Int) -> String {
        let rows = rows.isEmpty ? [[Cell](repeating: .number(-1), count: width)] : rows
        return "VALUES " + rows.map { "(\($0.map(\.sql).joined(separator: ", ")))" }.joined(separator: ", ")
    }

    // MARK: - Sessions

    /// The period's sessions by who was there. `high` is twice the latest time with a rating, plus one when it was
    /// satisfied there; `low` plus one when it was not: both odd means that `uuid` has to decide.
    private static let visits = """
        visit AS (
          SELECT person, business, household, hamlet, client,
            CASE WHEN client IN (SELECT client FROM firm) THEN 1 ELSE 0 END AS firm,
            CASE WHEN client IN (SELECT client FROM firm) THEN business ELSE person END AS subject,
            COUNT(*) AS sessions,
            SUM(anonymous) AS anonymous,
            COUNT(rating_service) AS service,
            SUM(CASE WHEN rating_service >= :satisfied THEN 1 ELSE 0 END) AS service_good,
            MAX(CASE WHEN rating_service >= :satisfied THEN 2 * time + 1
              WHEN rating_service < :satisfied THEN 2 * time END) AS service_high,
            MAX(CASE WHEN rating_service >= :satisfied THEN 2 * time
              WHEN rating_service < :satisfied THEN 2 * time + 1 END) AS service_low,
            COUNT(rating_help) AS help,
            SUM(CASE WHEN rating_help >= :satisfied THEN 1 ELSE 0 END) AS help_good,
            MAX(CASE WHEN rating_help >= :satisfied THEN 2 * time + 1
              WHEN rating_help < :satisfied THEN 2 * time END) AS help_high,
            MAX(CASE WHEN rating_help >= :satisfied THEN 2 * time
              WHEN rating_help < :satisfied THEN 2 * time + 1 END) AS help_low
          FROM fact_session
          WHERE day BETWEEN :first_day AND :last_day
          GROUP BY person, business, household, hamlet, client)
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
        UNION ALL
        SELECT 'mode', NULL, c.text, NULL, m.sessions, NULL, NULL, NULL
        FROM (
          SELECT mode, COUNT(*) AS sessions FROM fact_session
          WHERE day BETWEEN :first_day AND :last_day GROUP BY mode) m
          JOIN code c ON c.id = m.mode
        UNION ALL
        SELECT 'rating', NULL, c.text, NULL, r.n1, r.n2, r.n3, r.n4
        FROM (
          SELECT client, SUM(service) AS n1, SUM(service_good) AS n2, SUM(help) AS n3, SUM(help_good) AS n4
          FROM visit GROUP BY client) r
          JOIN code c ON c.id = r.client
        """

    // MARK: - People and items

    /// Each person and item with a completion: its first, and the first sign that they had it, had it restored, or
    /// lost it (events 2 to 4). Over all time: what is later than the period's end cannot precede what is in it.
    private static let pairs = """
        pair AS (
          SELECT person, item,
            MIN(CASE WHEN event = 1 THEN time END) AS completed,
            MIN(CASE WHEN event > 1 THEN time END) AS blocked,
            COUNT(*) AS events
          FROM fact_action
          WHERE person IS NOT NULL AND event <= 4
          GROUP BY person, item
          HAVING MIN(event) = 1)
        """

    /// First completions by item. At the same moment the record's uuid decides; a sign in the same record, or in one
    /// with a smaller uuid, comes first.
    private static let increments = """
        SELECT 'increment', NULL, c.text, NULL, f.people, NULL, NULL, NULL
        FROM (
          SELECT item, COUNT(*) AS people FROM pair
          WHERE completed >= :start AND completed < :stop AND (blocked IS NULL OR completed < blocked)
          GROUP BY item
          UNION ALL
          SELECT p.item, COUNT(*) FROM pair p
          WHERE p.completed >= :start AND p.completed < :stop AND p.completed = p.blocked AND EXISTS (
            SELECT 1 FROM fact_action a JOIN fact_session s ON s.record = a.record
            WHERE a.person = p.person AND a.item = p.item AND a.time = p.completed AND a.event = 1
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.person = p.person AND b.item = p.item AND b.time = p.completed
                  AND b.event BETWEEN 2 AND 4 AND t.uuid <= s.uuid))
          GROUP BY p.item) f
          JOIN code c ON c.id = f.item
        """

    /// The same over sets of items taken as one: `gain` holds the people of each set.
    private static func bundles(_ goals: CountingGoals) -> String {
        let branches = goals.bundles.map { bundle in
            """
            SELECT \(bundle) AS bundle, person,
              MIN(CASE WHEN event = 1 THEN time END) AS completed,
              MIN(CASE WHEN event > 1 THEN time END) AS blocked
            FROM fact_action
            WHERE person IS NOT NULL AND event <= 4 AND item IN (SELECT item FROM bundle_item WHERE bundle = \(bundle))
            GROUP BY person
            HAVING MIN(event) = 1
            """
        }
        return """
            unit AS (
            \(branches.joined(separator: "\nUNION ALL\n"))),
            gain AS (
              SELECT bundle, person FROM unit
              WHERE completed >= :start AND completed < :stop AND (blocked IS NULL OR completed < blocked)
              UNION ALL
              SELECT u.bundle, u.person FROM unit u
              WHERE u.completed >= :start AND u.completed < :stop AND u.completed = u.blocked AND EXISTS (
                SELECT 1 FROM bundle_item g
                  JOIN fact_action a ON a.person = u.person AND a.item = g.item AND a.time = u.completed
                  JOIN fact_session s ON s.record = a.record
                WHERE g.bundle = u.bundle AND a.event = 1 AND NOT EXISTS (
                  SELECT 1 FROM bundle_item h
                    JOIN fact_action b ON b.person = u.person AND b.item = h.item AND b.time = u.completed
                    JOIN fact_session t ON t.record = b.record
                  WHERE h.bundle = u.bundle AND b.event BETWEEN 2 AND 4 AND t.uuid <= s.uuid)))
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

    private static func goalParts(_ goals: CountingGoals) -> [String] {
        let aims = """
            SELECT 'goal', a.goal, NULL, NULL, COUNT(*), NULL, NULL, NULL
            FROM gain g JOIN aim a ON a.bundle = g.bundle WHERE a.min_age = 0 GROUP BY a.goal
            UNION ALL
            SELECT 'goal', a.goal, NULL, NULL, COUNT(*), NULL, NULL, NULL
            FROM gain g JOIN aim a ON a.bundle = g.bundle JOIN born b ON b.person = g.person
            WHERE a.min_age > 0 AND :year - b.birth_year >= a.min_age GROUP BY a.goal
            """
        let guided = goals.guided.map { goal in
            """
            SELECT 'guided', \(goal), NULL, NULL, COUNT(DISTINCT person), NULL, NULL, NULL
            FROM fact_action
            WHERE person IS NOT NULL AND time >= :start AND time < :stop
              AND item IN (SELECT item FROM goal_item WHERE goal = \(goal))
            """
        }
        // From the few sessions with a business to their actions.
        let active = """
            SELECT 'active', g.goal, NULL, NULL, COUNT(DISTINCT s.business), NULL, NULL, NULL
            FROM fact_session s CROSS JOIN fact_action a CROSS JOIN goal_item g
            WHERE s.business IS NOT NULL AND s.time >= :start AND s.time < :stop
              AND a.record = s.record AND a.event = 1 AND g.item = a.item
            GROUP BY g.goal
            """
        return [aims] + guided + [active]
    }

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

    /// Each client's latest rating by goal; `last_word` decides those that `high` and `low` leave open.
    private static func voices(_ goals: CountingGoals) -> String {
        let branches = goals.opinions.map { goal, rating in
            """
            SELECT \(goal) AS goal, \(rating == .help ? 1 : 0) AS help, firm, subject,
              MAX(\(rating.rawValue)_high) AS high, MAX(\(rating.rawValue)_low) AS low
            FROM visit
            WHERE subject IS NOT NULL AND \(rating.rawValue) > 0
              AND client IN (SELECT client FROM opinion_client WHERE goal = \(goal))
            GROUP BY firm, subject
            """
        }
        return """
            voice AS (
            \(branches.joined(separator: "\nUNION ALL\n"))),
            last_word AS (
            \(lastWord(firm: 0, key: "person"))
            UNION ALL
            \(lastWord(firm: 1, key: "business")))
            """
    }

    private static func lastWord(firm: Int, key: String) -> String {
        """
        SELECT v.goal, CASE WHEN v.help = 1 THEN s.rating_help ELSE s.rating_service END AS rating,
          ROW_NUMBER() OVER (PARTITION BY v.goal, v.subject ORDER BY s.uuid DESC) AS place
        FROM voice v CROSS JOIN fact_session s
        WHERE v.high % 2 = 1 AND v.low % 2 = 1 AND v.firm = \(firm) AND s.\(key) = v.subject AND 2 * s.time = v.high - 1
          AND CASE WHEN v.help = 1 THEN s.rating_help ELSE s.rating_service END IS NOT NULL
          AND s.client \(firm == 1 ? "IN" : "NOT IN") (SELECT client FROM firm)
          AND EXISTS (SELECT 1 FROM opinion_client o WHERE o.goal = v.goal AND o.client = s.client)
        """
    }

    private static let opinions = """
        SELECT 'clients', goal, NULL, NULL, COUNT(*),
          SUM(CASE WHEN high % 2 = 1 AND low % 2 = 0 THEN 1 ELSE 0 END), NULL, NULL
        FROM voice GROUP BY goal
        UNION ALL
        SELECT 'clients', goal, NULL, NULL, 0, COUNT(*), NULL, NULL
        FROM last_word WHERE place = 1 AND rating >= :satisfied GROUP BY goal
        """

    // MARK: - Conflicts

    /// Completions whose last sign before was not a loss. Only pairs with two events or more can hold one.
    private static let conflicts = """
        SELECT 'conflict', NULL, c.text, NULL, t.actions, NULL, NULL, NULL
        FROM (
          SELECT item, COUNT(*) AS actions
          FROM (
            SELECT a.item, a.event, LAG(a.event) OVER (
                PARTITION BY a.person, a.item
                ORDER BY a.time, s.uuid, CASE WHEN a.event = 1 THEN 1 ELSE 0 END, a.idx) AS previous
            FROM pair p CROSS JOIN fact_action a CROSS JOIN fact_session s
            WHERE p.events > 1 AND p.item IN (SELECT item FROM once_item)
              AND a.person = p.person AND a.item = p.item AND a.event <= 4 AND s.record = a.record) e
          WHERE event = 1 AND previous IN (1, 2, 3)
          GROUP BY item) t
          JOIN code c ON c.id = t.item
        """
}
