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

    /// By voice, for each kind: clients by their latest rating, and ratings. Sessions without a code make one client of
    /// no kind; their ratings count.
    private static func voices(_ heard: [Int], of rating: Rule.Rating, _ goals: CountingGoals) -> String {
        let kinds = 0..<(2 * (goals.methods.count + 1))
        let columns = kinds.map { "clients_\($0)" } + kinds.map { "ratings_\($0)" }
        let counts = kinds.map { "COUNT(*) FILTER (WHERE kind = \($0))" }.joined(separator: ", ")
        let branches = heard.map { index in
            let voice = Heard(goals.voices[index], goals.methods)
            return """
                SELECT \(index), c.*, r.*
                FROM (SELECT \(counts) FROM (\(voice.clients) LIMIT \(never))) c
                  CROSS JOIN (SELECT \(counts) FROM (\(voice.ratings) LIMIT \(never))) r
                """
        }
        return "\(table(rating))(voice, \(columns.joined(separator: ", "))) AS (\n\(union(branches)))"
    }

    private static func table(_ rating: Rule.Rating) -> String { "voice_\(rating)" }

    private static func opinion(_ rating: Rule.Rating, goal: Int, voices: [Int], methods: [String]) -> [String] {
        let names = methods.isEmpty ? ["NULL"] : ([Satisfaction.untold] + methods).map(quoted)
        return names.enumerated().map { place, name in
            let (poor, good) = (2 * place, 2 * place + 1)
            return """
                SELECT 'opinion', \(goal), \(name), NULL, SUM(clients_\(poor) + clients_\(good)), SUM(clients_\(good)), \
                SUM(ratings_\(poor) + ratings_\(good)), SUM(ratings_\(good))
                FROM \(table(rating)) WHERE voice IN (\(voices.map(String.init).joined(separator: ", ")))
                """
        }
    }
}

/// The ratings of a voice by kind: twice the place of the way in which it was taken (0 when it was not told), and one
/// more when it is good. Whoever counts kinds puts a `LIMIT` behind these queries: SQLite then finds a row's kind once,
/// and does not copy its text into every count.
private struct Heard {
    private let key: String
    private let test: String
    private let kind: String
    private let kinds: Int

    init(_ voice: CountingGoals.Voice, _ methods: [String]) {
        key = voice.key
        test = "\(voice.column) IS NOT NULL AND \(CountingSQL.has("client", voice.clients.sorted()))"
        kinds = 2 * (methods.count + 1)
        let ways = methods.enumerated().map { "WHEN \(CountingSQL.has("rating_method", [$1])) THEN \(2 * $0 + 2)" }
        kind =
            (ways.isEmpty ? "0" : "CASE \(ways.joined(separator: " ")) ELSE 0 END")
            + " + CASE WHEN \(voice.column) >= :satisfied THEN 1 ELSE 0 END"
    }

    private var rows: String { "fact_session WHERE day BETWEEN :first_day AND :last_day AND \(test)" }

    var ratings: String { "SELECT \(kind) AS kind FROM \(rows)" }

    /// Of the last moment the greatest and the least kind are found, and where they differ `uuid` decides.
    var clients: String {
        """
        SELECT CASE WHEN subject IS NULL THEN -1 WHEN most % \(kinds) = \(kinds - 1) - least % \(kinds) THEN most % \(kinds)
            ELSE (SELECT \(kind) FROM \(rows) AND \(key) = v.subject ORDER BY time DESC, uuid DESC LIMIT 1) END AS kind
          FROM (
            SELECT \(key) AS subject, MAX((time - :start) * \(kinds) + \(kind)) AS most,
              MAX((time - :start) * \(kinds) + \(kinds - 1) - (\(kind))) AS least
            FROM \(rows) GROUP BY \(key)) v
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
