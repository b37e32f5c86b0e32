package import Indicators

/// The one counting query, in SQL that SQLite, DuckDB and PostgreSQL understand alike: integers only, no functions of
/// one engine, ratios left to Swift. Source of every rule: docs/COUNTING.md.
///
/// Its text depends on the catalogue alone: definitions stand in it as codes, the period as parameters. Rows of the
/// same moment are looked at one by one, where they are: they are few, and all others need no more than one scan.
package enum CountingSQL {
    /// The first column of each row.
    enum Part: String {
        case totals, others, hamlet, mode, increment, goal, guided, active, dossier, reason, issue, opinion, conflict,
            event,
            first, count
    }

    /// The query falls into pieces that need nothing of each other, so that two cores can answer it. The longest first.
    package enum Piece: CaseIterable, Sendable {
        case actions
        case help
        case service
        case sessions
    }

    package static func text(_ catalogue: Catalogue) -> String {
        text(Piece.allCases.map { branches(of: $0, CountingGoals(catalogue)) })
    }

    /// Nil when the catalogue asks nothing of it.
    static func text(_ piece: Piece, _ catalogue: Catalogue) -> String? {
        let answers = branches(of: piece, CountingGoals(catalogue))
        return answers.branches.isEmpty ? nil : text([answers])
    }

    private static func text(_ pieces: [(tables: [String], branches: [String])]) -> String {
        let tables = pieces.flatMap(\.tables)
        let with = tables.isEmpty ? "" : "WITH \(tables.joined(separator: ",\n"))\n"
        return with + union(pieces.flatMap(\.branches))
    }

    private static func branches(of piece: Piece, _ goals: CountingGoals) -> (tables: [String], branches: [String]) {
        switch piece {
        case .actions: actions(goals)
        case .help: opinions(.help, goals)
        case .service: opinions(.service, goals)
        case .sessions:
            ([visits, plain(goals)], [sessionParts, events] + goals.modes.indices.map { mode($0, goals) })
        }
    }

    private static func actions(_ goals: CountingGoals) -> (tables: [String], branches: [String]) {
        var tables: [String] = []
        var branches = [actionParts]
        if !goals.items.isEmpty {
            tables.append(pairs(goals))
            branches.append(increments)
        }
        if !goals.regained.isEmpty { tables.append(regained(goals.regained)) }
        if !goals.onceItems.isEmpty { branches.append(conflicts(goals.onceItems)) }
        if !goals.active.isEmpty { tables.append(firms(goals)) }
        return (tables, branches + goals.active.map(active) + goals.own)
    }

    static func union(_ branches: [String]) -> String {
        branches.joined(separator: "\nUNION ALL\n")
    }

    static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "''"))'"
    }

    /// Whether a column holds one of these codes. One code alone is compared by `=`: after `IN` SQLite gives no rows in
    /// the order of an index and sorts them.
    static func has(_ column: String, _ texts: some Collection<String>) -> String {
        guard let text = texts.first, texts.count == 1 else { return isOne(column, of: texts) }
        return "\(column) = (SELECT id FROM code WHERE text = \(quoted(text)))"
    }

    /// The same by `IN`, for subqueries about one row: after `=` DuckDB joins them with every row.
    static func isOne(_ column: String, of texts: some Collection<String>) -> String {
        texts.isEmpty
            ? "\(column) = -1"
            : "\(column) IN (SELECT id FROM code WHERE text IN (\(texts.map(quoted).joined(separator: ", "))))"
    }

    /// Later than any moment: of what has not happened.
    static let never = "9223372036854775807"

    static func isInPeriod(_ moment: String) -> String {
        "\(moment) >= :start AND \(moment) < :stop"
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

    /// What needs nobody told apart, in one scan: anonymous sessions, ways of helping.
    private static func plain(_ goals: CountingGoals) -> String {
        var columns = ["SUM(anonymous) AS anonymous", "COUNT(DISTINCT member) AS members"]
        columns += goals.modes.enumerated().map { index, mode in
            "COUNT(*) FILTER (WHERE \(has("mode", mode.ways))) AS mode_\(index)"
        }
        return """
            plain AS (
              SELECT \(columns.joined(separator: ",\n    "))
              FROM fact_session WHERE day BETWEEN :first_day AND :last_day)
            """
    }

    private static let sessionParts = """
        SELECT 'totals', NULL, NULL, NULL, SUM(sessions), COUNT(DISTINCT person), COUNT(DISTINCT household),
          COUNT(DISTINCT business)
        FROM visit
        UNION ALL
        SELECT 'others', NULL, NULL, NULL, anonymous, members, NULL, NULL FROM plain
        UNION ALL
        SELECT 'hamlet', NULL, c.text, NULL, h.sessions, h.persons, NULL, NULL
        FROM (
          SELECT hamlet, SUM(sessions) AS sessions, COUNT(DISTINCT person) AS persons FROM visit GROUP BY hamlet) h
          JOIN code c ON c.id = h.hamlet
        """

    private static func mode(_ index: Int, _ goals: CountingGoals) -> String {
        "SELECT 'mode', \(goals.modes[index].goal), NULL, NULL, mode_\(index), NULL, NULL, NULL FROM plain"
    }

    // MARK: - Actions, reasons, difficulties

    static func guided(goal: Int, items: [String]) -> String {
        """
        SELECT 'guided', \(goal), NULL, NULL, COUNT(DISTINCT person), NULL, NULL, NULL
        FROM fact_action
        WHERE person IS NOT NULL AND \(isInPeriod("time")) AND \(has("item", items))
        """
    }

    /// What each business completed, from the few sessions with a business to their actions.
    private static func firms(_ goals: CountingGoals) -> String {
        """
        firm(business, item) AS (
          SELECT DISTINCT s.business, a.item
          FROM fact_session s CROSS JOIN fact_action a
          WHERE s.business IS NOT NULL AND \(isInPeriod("s.time")) AND a.record = s.record AND a.event = 1
            AND \(has("a.item", Set(goals.active.flatMap(\.items)).sorted())))
        """
    }

    private static func active(goal: Int, items: [String]) -> String {
        """
        SELECT 'active', \(goal), NULL, NULL, COUNT(DISTINCT business), NULL, NULL, NULL
        FROM firm WHERE \(has("item", items))
        """
    }

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
}
