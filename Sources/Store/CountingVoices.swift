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

    /// By voice: clients by the kind of their latest rating, and packed ratings by the way in which they were taken.
    private static func voices(_ heard: [Int], of rating: Rule.Rating, _ goals: CountingGoals) -> String {
        let ways = 0...goals.methods.count
        let kinds = 0..<(2 * ways.count)
        let names = kinds.map { "clients_\($0)" } + ways.map { "ratings_\($0)" }
        let sums =
            kinds.map { "COUNT(*) FILTER (WHERE kind = \($0))" } + ways.map { "COALESCE(SUM(ratings_\($0)), 0)" }
        let branches = heard.map { index in
            """
            SELECT \(index), \(sums.joined(separator: ", "))
            FROM (\(Heard(goals.voices[index], goals.methods).clients) LIMIT \(never))
            """
        }
        return "\(table(rating))(voice, \(names.joined(separator: ", "))) AS (\n\(union(branches)))"
    }

    private static func table(_ rating: Rule.Rating) -> String { "voice_\(rating)" }

    private static func opinion(_ rating: Rule.Rating, goal: Int, voices: [Int], methods: [String]) -> [String] {
        let names = methods.isEmpty ? ["NULL"] : ([Satisfaction.untold] + methods).map(quoted)
        return names.enumerated().map { place, name in
            let (poor, good) = (2 * place, 2 * place + 1)
            // What was not told is what no other way holds.
            let others = place > 0 || methods.isEmpty ? [] : (1...methods.count).map { " - ratings_\($0)" }
            let packed = "(ratings_\(place)\(others.joined()))"
            return """
                SELECT 'opinion', \(goal), \(name), NULL, SUM(clients_\(poor) + clients_\(good)), SUM(clients_\(good)), \
                SUM(\(packed) % \(Heard.good)), SUM(CAST((\(packed) - \(packed) % \(Heard.good)) / \(Heard.good) AS BIGINT))
                FROM \(table(rating)) WHERE voice IN (\(voices.map(String.init).joined(separator: ", ")))
                """
        }
    }
}

/// What is heard of one voice. A rating's kind is twice the place of the way in which it was taken (0 when it was not
/// told), and one more when it is good.
private struct Heard {
    /// Ratings and good ones are counted in one number: a good one adds this too. Both stay below 2^31.
    static let good = 1 << 31

    private let key: String
    private let rows: String
    private let isGood: String
    private let ways: [String]

    init(_ voice: CountingGoals.Voice, _ methods: [String]) {
        key = voice.key
        rows = """
            fact_session WHERE day BETWEEN :first_day AND :last_day AND \(voice.column) IS NOT NULL \
            AND \(CountingSQL.has("client", voice.clients.sorted()))
            """
        isGood = "\(voice.column) >= :satisfied"
        ways = methods.map { CountingSQL.has("rating_method", [$0]) }
    }

    private var kind: String {
        let places = ways.enumerated().map { "WHEN \($1) THEN \(2 * $0 + 2)" }
        return (places.isEmpty ? "0" : "CASE \(places.joined(separator: " ")) ELSE 0 END")
            + " + CASE WHEN \(isGood) THEN 1 ELSE 0 END"
    }

    /// One row a client, with all ratings of it; sessions without a code make one row of no kind. Of the last moment the
    /// greatest and the least kind are found, and where they differ `uuid` decides.
    ///
    /// Whoever counts them puts a `LIMIT` behind: SQLite then finds a row's kind once, and does not copy its text into
    /// every count.
    var clients: String {
        let kinds = 2 * (ways.count + 1)
        let one = "SUM(CASE WHEN \(isGood) THEN \(Self.good + 1) ELSE 1 END)"
        let ratings = ways.enumerated().map { ", \(one) FILTER (WHERE \($1)) AS ratings_\($0 + 1)" }
        return """
            SELECT v.*, CASE WHEN subject IS NULL THEN -1 WHEN most % \(kinds) = \(kinds - 1) - least % \(kinds) THEN most % \(kinds)
                ELSE (SELECT \(kind) FROM \(rows) AND \(key) = v.subject ORDER BY time DESC, uuid DESC LIMIT 1) END AS kind
              FROM (
                SELECT \(key) AS subject, MAX((time - :start) * \(kinds) + \(kind)) AS most,
                  MAX((time - :start) * \(kinds) + \(kinds - 1) - (\(kind))) AS least,
                  \(one) AS ratings_0\(ratings.joined())
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
