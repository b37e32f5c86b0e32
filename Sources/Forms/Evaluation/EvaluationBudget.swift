/// Steps of evaluating: a form is hostile input, and predicates inside one another multiply.
struct EvaluationBudget {
    /// Of one expression; about half a second.
    private static let expressionLimit = 4_000_000
    /// Of everything that one answer evaluates.
    private static let roundLimit = 20_000_000

    private var expression = expressionLimit
    private var round = roundLimit

    /// A new expression.
    mutating func begin() {
        expression = Self.expressionLimit
    }

    /// A new answer, or another look at the record.
    mutating func beginRound() {
        round = Self.roundLimit
    }

    mutating func spend(_ steps: Int) throws(EvaluationError) {
        expression -= steps
        round -= steps
        if expression < 0 || round < 0 { throw .tooCostly }
    }
}

/// Texts that expressions make.
enum TextLimit {
    /// UTF-8 bytes of an answer.
    static let answer = 64 * 1024
    /// UTF-8 bytes on the way to one.
    static let part = 1024 * 1024
}
