/// People and items: who has what, since when, and what contradicts it.
///
/// A pair is a person and an item, over all time: what is later than the period's end cannot precede what is in it. Of
/// each pair the first moment of three kinds of event is enough: it was completed, another sign says that they had it
/// (had, restored, lost), it was tried in vain. Only where two of these moments are the same do the rows themselves
/// have to be looked at, for `uuid` decides then.
extension CountingSQL {
    /// By item: first completions of the period and of all time; pairs that were first heard of in the period by a
    /// completion, and by something else that does not say that they had it; restorations of the period.
    static func pairs(_ goals: CountingGoals) -> String {
        let branches = goals.items.map { item in
            """
            SELECT \(quoted(item)), COUNT(*) FILTER (WHERE \(isInPeriod("done")) AND \(isFirst([item]))),
              COUNT(*) FILTER (WHERE \(isFirst([item]))),
              \(goals.hasFirstVisits ? opened("done", before: "tried", item) : "0"),
              \(goals.hasFirstVisits ? opened("tried", before: "done", item) : "0"),
              \(goals.hasRestored ? "SUM(restored)" : "0")
            FROM \(moments([item], withTries: goals.hasFirstVisits, withRestored: goals.hasRestored))
            """
        }
        return "item_pair(name, gained, firsts, opened_done, opened_tried, restored) AS (\n\(union(branches)))"
    }

    static let increments = "SELECT 'increment', NULL, name, NULL, gained, NULL, NULL, NULL FROM item_pair"

    static func firstVisits(goal: Int, items: [String]) -> String {
        """
        SELECT 'first', \(goal), NULL, NULL, SUM(opened_done), SUM(opened_done + opened_tried), NULL, NULL
        FROM item_pair WHERE name IN (\(items.map(quoted).joined(separator: ", ")))
        """
    }

    /// First completions over items that are taken as one, of people of an age.
    static func aim(goal: Int, items: [String], minAge: Int?) -> String {
        let counts = minAge.map(isOfAge) ?? "1"
        return """
            SELECT 'goal', \(goal), NULL, NULL,
              SUM(CASE WHEN \(isInPeriod("done")) AND \(isFirst(items)) THEN \(counts) ELSE 0 END), NULL, NULL, NULL
            FROM \(moments(items, withTries: false, withRestored: false))
            """
    }

    /// One row a person, in the order of the index on items and people.
    private static func moments(_ items: [String], withTries: Bool, withRestored: Bool) -> String {
        func first(_ test: String, _ name: String) -> String {
            ", COALESCE(MIN(time) FILTER (WHERE \(test)), \(never)) AS \(name)"
        }
        let restored = ", COUNT(*) FILTER (WHERE event = 3 AND \(isInPeriod("time"))) AS restored"
        return """
            (SELECT person\(withRestored ? restored : "")\(first("event = 1", "done"))\(first("event BETWEEN 2 AND 4", "had"))\(withTries ? first("event > 4", "tried") : "")
              FROM fact_action
              WHERE person IS NOT NULL AND \(has("item", items))\(withTries ? "" : " AND event <= 4")
              GROUP BY person) p
            """
    }

    /// Whether nothing precedes the pair's first completion. At the same moment a sign in the same record, or in one
    /// with a smaller uuid, comes before it.
    private static func isFirst(_ items: [String]) -> String {
        """
        (done < had OR (done = had AND done < \(never) AND EXISTS (
            SELECT 1 FROM fact_action a JOIN fact_session s ON s.record = a.record
            WHERE \(isOne("a.item", of: items)) AND a.person = p.person AND a.time = p.done AND a.event = 1
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE \(isOne("b.item", of: items)) AND b.person = p.person AND b.time = p.done
                  AND b.event BETWEEN 2 AND 4 AND t.uuid <= s.uuid))))
        """
    }

    /// Pairs whose first session falls in the period and shows no sign that they had it: those with a completion there
    /// (`done` before `tried`), or those without (the other way round).
    private static func opened(_ moment: String, before other: String, _ item: String) -> String {
        let (own, others) = moment == "done" ? ("= 1", "BETWEEN 2 AND 4") : ("> 4", "<= 4")
        return """
            SUM(CASE WHEN \(moment) > \(other) OR \(moment) > had OR NOT (\(isInPeriod(moment))) THEN 0
                WHEN \(moment) < \(other) AND \(moment) < had THEN 1
                WHEN EXISTS (
                  SELECT 1 FROM fact_action a JOIN fact_session s ON s.record = a.record
                  WHERE \(isOne("a.item", of: [item])) AND a.person = p.person AND a.time = p.\(moment) AND a.event \(own)
                    AND NOT EXISTS (
                      SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                      WHERE \(isOne("b.item", of: [item])) AND b.person = p.person AND b.time = p.\(moment)
                        AND (t.uuid < s.uuid OR (t.uuid = s.uuid AND b.event \(others))))) THEN 1 ELSE 0 END)
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
        SELECT 'conflict', NULL, c.text, NULL, d.actions - i.firsts - COALESCE(r.actions, 0), NULL, NULL, NULL
        FROM (
          SELECT item, COUNT(*) AS actions FROM fact_action
          WHERE person IS NOT NULL AND event = 1 AND \(has("item", items)) GROUP BY item) d
          JOIN code c ON c.id = d.item
          JOIN item_pair i ON i.name = c.text
          LEFT JOIN (SELECT item, COUNT(*) AS actions FROM regained GROUP BY item) r ON r.item = d.item
        """
    }

    /// Completions whose last sign before was a loss. Only the few pairs with a loss can hold one.
    static func regained(_ items: [String]) -> String {
        """
        regained(item, time) AS (
          SELECT item, time
          FROM (
            SELECT a.item, a.time, a.event, LAG(a.event) OVER (
                PARTITION BY a.item, a.person
                ORDER BY a.time, s.uuid, CASE WHEN a.event = 1 THEN 1 ELSE 0 END, a.idx) AS previous
            FROM (
                SELECT DISTINCT item, person FROM fact_action
                WHERE person IS NOT NULL AND event = 4 AND \(has("item", items))) p
              CROSS JOIN fact_action a CROSS JOIN fact_session s
            WHERE a.item = p.item AND a.person = p.person AND a.event <= 4 AND s.record = a.record) e
          WHERE event = 1 AND previous = 4)
        """
    }

    /// Restored by name, and completed again after a loss.
    static func restored(goal: Int, items: [String]) -> String {
        """
        SELECT 'count', \(goal), NULL, NULL,
          (SELECT COALESCE(SUM(restored), 0) FROM item_pair WHERE name IN (\(items.map(quoted).joined(separator: ", "))))
          + (SELECT COUNT(*) FROM regained WHERE \(isInPeriod("time")) AND \(has("item", items))), NULL, NULL, NULL
        """
    }
}
