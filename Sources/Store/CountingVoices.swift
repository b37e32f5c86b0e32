import Indicators

/// Satisfaction: each client once, with the latest rating of the period, beside all ratings.
extension CountingSQL {
    /// Clients by the moments of their last good and last bad rating; at the same moment `uuid` decides. Sessions
    /// without a code make one row without a subject, whose ratings count and who is no client.
    static func voices(_ goals: CountingGoals) -> String {
        let branches = goals.voices.enumerated().map { index, voice in
            let isHeard = "\(voice.column) IS NOT NULL AND \(has("client", voice.clients.sorted()))"
            return """
                SELECT \(index), COUNT(subject),
                  SUM(CASE WHEN subject IS NULL OR good < bad THEN 0 WHEN good > bad THEN 1 ELSE (
                      SELECT CASE WHEN \(voice.column) >= :satisfied THEN 1 ELSE 0 END FROM fact_session
                      WHERE \(voice.key) = v.subject AND time = v.good AND \(isHeard) ORDER BY uuid DESC LIMIT 1) END),
                  SUM(ratings), SUM(satisfied)
                FROM (
                  SELECT \(voice.key) AS subject, COUNT(*) AS ratings,
                    COUNT(*) FILTER (WHERE \(voice.column) >= :satisfied) AS satisfied,
                    COALESCE(MAX(time) FILTER (WHERE \(voice.column) >= :satisfied), -\(never)) AS good,
                    COALESCE(MAX(time) FILTER (WHERE \(voice.column) < :satisfied), -\(never)) AS bad
                  FROM fact_session
                  WHERE day BETWEEN :first_day AND :last_day AND \(isHeard)
                  GROUP BY \(voice.key)) v
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

    fileprivate var column: String {
        switch rating {
        case .service: "rating_service"
        case .help: "rating_help"
        }
    }
}
