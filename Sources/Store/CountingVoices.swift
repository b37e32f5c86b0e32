import Indicators

/// Satisfaction: each client once, with the latest rating of the period, beside all ratings.
extension CountingSQL {
    /// Who was heard. Clients by the moments of their last good and last bad rating; at the same moment `uuid` decides.
    static func voices(_ goals: CountingGoals) -> String {
        let branches = goals.voices.enumerated().map { index, voice in
            let isHeard = "\(voice.column) IS NOT NULL AND client IN (\(codes(voice.clients.sorted())))"
            return """
                SELECT \(index), c.clients, c.satisfied, r.ratings_\(index), r.good_\(index)
                FROM plain r CROSS JOIN (
                  SELECT COUNT(*) AS clients, SUM(CASE WHEN good > bad THEN 1 WHEN good < bad THEN 0 ELSE (
                      SELECT CASE WHEN \(voice.column) >= :satisfied THEN 1 ELSE 0 END FROM fact_session
                      WHERE \(voice.key) = v.subject AND time = v.good AND \(isHeard) ORDER BY uuid DESC LIMIT 1
                    ) END) AS satisfied
                  FROM (
                    SELECT \(voice.key) AS subject,
                      MAX(CASE WHEN \(voice.column) >= :satisfied THEN time ELSE -\(never) END) AS good,
                      MAX(CASE WHEN \(voice.column) < :satisfied THEN time ELSE -\(never) END) AS bad
                    FROM fact_session
                    WHERE \(voice.key) IS NOT NULL AND day BETWEEN :first_day AND :last_day AND \(isHeard)
                    GROUP BY \(voice.key)) v) c
                """
        }
        return "voice(voice, clients, satisfied, ratings, good) AS (\n\(union(branches)))"
    }

    static func opinion(goal: Int, voices: [Int]) -> String {
        """
        SELECT 'opinion', \(goal), NULL, NULL, SUM(clients), SUM(satisfied), SUM(ratings), SUM(good)
        FROM voice WHERE voice IN (\(voices.map(String.init).joined(separator: ", ")))
        """
    }
}

extension CountingGoals.Voice {
    /// What tells two clients apart.
    fileprivate var key: String { isFirm ? "business" : "person" }

    var column: String {
        switch rating {
        case .service: "rating_service"
        case .help: "rating_help"
        }
    }
}
