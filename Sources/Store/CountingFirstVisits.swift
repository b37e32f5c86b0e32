/// Pairs of person and item that were completed in the very session in which they are first heard of.
extension CountingSQL {
    /// By item, the pairs whose first session falls in the period and shows no sign that they had it.
    ///
    /// `first_low % 8` is the smallest event of the first moment and `8 - first_high % 8` the greatest. Only when the
    /// two leave it open, or two sessions begin at that moment, do the rows themselves have to be looked at.
    static let openings = """
        opening AS (
          SELECT item, SUM(CASE WHEN first_low % 8 = 1 THEN 1 ELSE 0 END) AS done, COUNT(*) AS pairs
          FROM pair
          WHERE first_low >= 8 * :start AND first_low < 8 * :stop
            AND (first_low % 8 >= 5 OR (first_low % 8 = 1 AND first_high % 8 = 7))
          GROUP BY item
          UNION ALL
          SELECT item, SUM(done), COUNT(*)
          FROM (
            SELECT p.item, p.person, MAX(CASE WHEN a.event = 1 THEN 1 ELSE 0 END) AS done,
              MAX(CASE WHEN a.event BETWEEN 2 AND 4 THEN 1 ELSE 0 END) AS had
            FROM pair p
              JOIN fact_action a
                ON a.item = p.item AND a.person = p.person AND a.time * 8 = p.first_low - p.first_low % 8
              JOIN fact_session s ON s.record = a.record
            WHERE p.first_low >= 8 * :start AND p.first_low < 8 * :stop AND p.first_low % 8 < 5
              AND (p.first_low % 8 <> 1 OR p.first_high % 8 <> 7)
              AND (p.first_low % 8 = 1 OR p.first_high % 8 < 4)
              AND NOT EXISTS (
                SELECT 1 FROM fact_action b JOIN fact_session t ON t.record = b.record
                WHERE b.item = a.item AND b.person = a.person AND b.time = a.time AND t.uuid < s.uuid)
            GROUP BY p.item, p.person) f
          WHERE had = 0
          GROUP BY item)
        """

    static func firstVisits(goal: Int, items: [String]) -> String {
        """
        SELECT 'first', \(goal), NULL, NULL, SUM(done), SUM(pairs), NULL, NULL
        FROM opening WHERE item IN (\(codes(items)))
        """
    }
}
