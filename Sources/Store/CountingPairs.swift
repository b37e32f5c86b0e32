/// People and items: who has what, since when, and what contradicts it.
///
/// A pair is a person and an item, over all time: what is later than the period's end cannot precede what is in it. Of
/// each pair the first moment of three kinds of event is enough: it was completed, another sign says that they had it
/// (had, restored, lost), it was tried in vain. Only where two of these moments are the same do the rows themselves
/// have to be looked at, for `uuid` decides then.
extension CountingSQL {
    /// By item: first completions of the period and of all time; pairs first heard of in the period without a sign
    /// that they had it, and those of them that were completed in that very session.
    static func pairs(_ goals: CountingGoals) -> String {
        let branches = goals.items.map { item in
            var columns = [
                "SUM(CASE WHEN \(isInPeriod("done")) THEN first ELSE 0 END)", "SUM(first)",
            ]
            columns +=
                goals.hasFirstVisits
                ? ["SUM(CASE WHEN opening = 2 THEN 1 ELSE 0 END)", "SUM(CASE WHEN opening > 0 THEN 1 ELSE 0 END)"]
                : ["0", "0"]
            return """
                SELECT \(quoted(item)), \(columns.joined(separator: ",\n  "))
                FROM (SELECT done, \(isFirst([item])) AS first\(goals.hasFirstVisits ? ", \(opening(item)) AS opening" : "")
                  FROM \(moments([item]))) q
                """
        }
        return "item_pair(name, gained, firsts, opened_done, opened) AS (\n\(union(branches)))"
    }

    static let increments = "SELECT 'increment', NULL, name, NULL, gained, NULL, NULL, NULL FROM item_pair"

    static func firstVisits(goal: Int, items: [String]) -> String {
        """
        SELECT 'first', \(goal), NULL, NULL, SUM(opened_done), SUM(opened), NULL, NULL
        FROM item_pair WHERE name IN (\(items.map(quoted).joined(separator: ", ")))
        """
    }

    /// First completions over items that are taken as one, of people of an age.
    static func aim(goal: Int, items: [String], minAge: Int?) -> String {
        let counts = minAge.map(isOfAge) ?? "1"
        return """
            SELECT 'goal', \(goal), NULL, NULL,
              SUM(CASE WHEN \(isInPeriod("done")) AND \(isFirst(items)) = 1 THEN \(counts) ELSE 0 END), NULL, NULL, NULL
            FROM \(moments(items))
            """
    }

    /// One row a person, in the order of the index on items and people.
    private static func moments(_ items: [String]) -> String {
        """
        (SELECT person, MIN(CASE WHEN event = 1 THEN time ELSE \(never) END) AS done,
            MIN(CASE WHEN event BETWEEN 2 AND 4 THEN time ELSE \(never) END) AS had,
            MIN(CASE WHEN event > 4 THEN time ELSE \(never) END) AS tried
          FROM fact_action WHERE person IS NOT NULL AND item IN (\(codes(items))) GROUP BY person) p
        """
    }

    /// 1 when nothing precedes the pair's first completion. At the same moment a sign in the same record, or in one
    /// with a smaller uuid, comes before it.
    private static func isFirst(_ items: [String]) -> String {
        """
        CASE WHEN done < had THEN 1 WHEN had < done OR done = \(never) THEN 0 WHEN EXISTS (
            SELECT 1 FROM fact_action a JOIN fact_session s ON s.record = a.record
            WHERE a.item IN (\(codes(items))) AND a.person = p.person AND a.time = p.done AND a.event = 1
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.item IN (\(codes(items))) AND b.person = p.person AND b.time = p.done
                  AND b.event BETWEEN 2 AND 4 AND t.uuid <= s.uuid)) THEN 1 ELSE 0 END
        """
    }

    /// Of the first session of a pair: 2 when it was completed there, 1 when it was not; 0 when they had it or the
    /// session lies outside the period.
    private static func opening(_ item: String) -> String {
        """
        CASE WHEN tried < done AND tried < had THEN CASE WHEN \(isInPeriod("tried")) THEN 1 ELSE 0 END
          WHEN done < tried AND done < had THEN CASE WHEN \(isInPeriod("done")) THEN 2 ELSE 0 END
          WHEN had < done AND had < tried THEN 0
          WHEN NOT (\(isInPeriod("CASE WHEN done < tried THEN done ELSE tried END"))) THEN 0
          ELSE (
            SELECT CASE WHEN MAX(CASE WHEN a.event BETWEEN 2 AND 4 THEN 1 ELSE 0 END) = 1 THEN 0
              WHEN MIN(a.event) = 1 THEN 2 ELSE 1 END
            FROM fact_action a JOIN fact_session s ON s.record = a.record
            WHERE a.item IN (\(codes([item]))) AND a.person = p.person
              AND a.time = CASE WHEN p.done < p.tried THEN p.done ELSE p.tried END
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.item = a.item AND b.person = a.person AND b.time = a.time AND t.uuid < s.uuid)) END
        """
    }

    /// By the last year of birth that is known up to the period's end. Nearly always all that were told agree.
    private static func isOfAge(_ age: Int) -> String {
        let told = "f.person = p.person AND f.birth_year IS NOT NULL AND f.day <= :last_day"
        return """
            (SELECT CASE WHEN MAX(f.birth_year) <= :year - \(age) THEN 1 WHEN MIN(f.birth_year) > :year - \(age) THEN 0
                ELSE (
                  SELECT CASE WHEN f.birth_year <= :year - \(age) THEN 1 ELSE 0 END
                  FROM fact_session f WHERE \(told) ORDER BY f.time DESC, f.uuid DESC LIMIT 1) END
              FROM fact_session f WHERE \(told))
            """
    }

    /// A completion is the pair's first sign, or follows a loss; every other one is a conflict.
    static func conflicts(_ items: [String]) -> String {
        """
        SELECT 'conflict', NULL, i.name, NULL,
          COUNT(*) - i.firsts - COALESCE((SELECT l.actions FROM regained l WHERE l.item = c.id), 0), NULL, NULL, NULL
        FROM item_pair i JOIN code c ON c.text = i.name JOIN fact_action a ON a.item = c.id
        WHERE a.person IS NOT NULL AND a.event = 1 AND i.name IN (\(items.map(quoted).joined(separator: ", ")))
        GROUP BY i.name, i.firsts, c.id
        """
    }

    /// Completions whose last sign before was a loss. Only the few pairs with a loss can hold one.
    static func regained(_ items: [String]) -> String {
        """
        regained(item, actions) AS (
          SELECT item, COUNT(*)
          FROM (
            SELECT a.item, a.event, LAG(a.event) OVER (
                PARTITION BY a.item, a.person
                ORDER BY a.time, s.uuid, CASE WHEN a.event = 1 THEN 1 ELSE 0 END, a.idx) AS previous
            FROM (
                SELECT DISTINCT item, person FROM fact_action
                WHERE person IS NOT NULL AND event = 4 AND item IN (\(codes(items)))) p
              CROSS JOIN fact_action a CROSS JOIN fact_session s
            WHERE a.item = p.item AND a.person = p.person AND a.event <= 4 AND s.record = a.record) e
          WHERE event = 1 AND previous = 4
          GROUP BY item)
        """
    }
}
