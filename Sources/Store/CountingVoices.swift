import Indicators

/// Satisfaction: each client once, with the latest rating of the period, beside all ratings; both by how the rating was
/// taken.
extension CountingSQL {
    static func opinions(_ rating: Rule.Rating, _ goals: CountingGoals) -> (tables: [String], branches: [String]) {
        let heard = goals.voices.indices.filter { goals.voices[$0].rating == rating }
        guard !heard.isEmpty else { return ([], []) }
        let asked = goals.opinions.filter { $0.voices.first.map(heard.contains) ?? false }
        return (
            [voices(heard, of: rating, goals)],
            asked.flatMap { opinion(rating, goal: $0.goal, voices: $0.voices, methods: goals.methods) }
        )
    }

    /// Four columns for what was not told, then for each of `methods`: clients and those satisfied, ratings and good
    /// ones. Sessions without a code make one row without a subject, whose ratings count and who is no client.
    private static func voices(_ heard: [Int], of rating: Rule.Rating, _ goals: CountingGoals) -> String {
        let columns = (0...goals.methods.count).flatMap {
            ["clients_\($0)", "satisfied_\($0)", "ratings_\($0)", "good_\($0)"]
        }
        let branches = heard.map { index in
            """
            SELECT \(index), \((0...goals.methods.count).map { sums($0, of: goals.methods.count) }.joined(separator: ",\n  "))
            FROM (\(latest(goals.voices[index], goals.methods)))
            """
        }
        return "\(table(rating))(voice, \(columns.joined(separator: ", "))) AS (\n\(union(branches)))"
    }

    private static func sums(_ place: Int, of methods: Int) -> String {
        let others = methods == 0 || place > 0 ? [] : Array(1...methods)
        func sum(_ name: String) -> String {
            (["SUM(\(name)_\(place))"] + others.map { "SUM(\(name)_\($0))" }).joined(separator: " - ")
        }
        return """
            COUNT(*) FILTER (WHERE latest IN (\(2 * place), \(2 * place + 1))), COUNT(*) FILTER (WHERE latest = \(2 * place + 1)), \
            \(sum("ratings")), \(sum("good"))
            """
    }

    /// One row a client. A rating's kind is twice the place of its way, and one more when it is good; of the last
    /// moment the greatest and the least kind are found, and where they differ `uuid` decides.
    private static func latest(_ voice: CountingGoals.Voice, _ methods: [String]) -> String {
        let isHeard = "\(voice.column) IS NOT NULL AND \(has("client", voice.clients.sorted()))"
        let isGood = "\(voice.column) >= :satisfied"
        let ways = methods.enumerated().map { "WHEN \(has("rating_method", [$1])) THEN \(2 * $0 + 2)" }
        let kind =
            (ways.isEmpty ? "0" : "CASE \(ways.joined(separator: " ")) ELSE 0 END")
            + " + CASE WHEN \(isGood) THEN 1 ELSE 0 END"
        let kinds = 2 * (methods.count + 1)
        let counts = methods.enumerated().map { place, method in
            let isTaken = has("rating_method", [method])
            return """
                ,
                      COUNT(*) FILTER (WHERE \(isTaken)) AS ratings_\(place + 1), \
                COUNT(*) FILTER (WHERE \(isTaken) AND \(isGood)) AS good_\(place + 1)
                """
        }
        return """
            SELECT v.*, CASE WHEN subject IS NULL THEN -1 WHEN most % \(kinds) = \(kinds - 1) - least % \(kinds) THEN most % \(kinds)
                ELSE (
                  SELECT \(kind) FROM fact_session
                  WHERE \(voice.key) = v.subject AND time = v.moment AND \(isHeard) ORDER BY uuid DESC LIMIT 1) END AS latest
              FROM (
                SELECT \(voice.key) AS subject, MAX(time) AS moment,
                  MAX((time - :start) * \(kinds) + \(kind)) AS most,
                  MAX((time - :start) * \(kinds) + \(kinds - 1) - (\(kind))) AS least,
                  COUNT(*) AS ratings_0, COUNT(*) FILTER (WHERE \(isGood)) AS good_0\(counts.joined())
                FROM fact_session
                WHERE day BETWEEN :first_day AND :last_day AND \(isHeard)
                GROUP BY \(voice.key)) v
            """
    }

    private static func table(_ rating: Rule.Rating) -> String { "voice_\(rating)" }

    private static func opinion(_ rating: Rule.Rating, goal: Int, voices: [Int], methods: [String]) -> [String] {
        let names = methods.isEmpty ? ["NULL"] : ([Satisfaction.untold] + methods).map(quoted)
        return names.enumerated().map { place, name in
            """
            SELECT 'opinion', \(goal), \(name), NULL, SUM(clients_\(place)), SUM(satisfied_\(place)), SUM(ratings_\(place)), SUM(good_\(place))
            FROM \(table(rating)) WHERE voice IN (\(voices.map(String.init).joined(separator: ", ")))
            """
        }
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
