import Base
import Forms
import Testing

/// The expression language over a small tree. Source of every row: FORMS facts about JavaRosa, named beside it.
@Suite struct ExpressionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let expression: String
        let text: String
        var testDescription: String { expression }

        init(_ expression: String, _ text: String) {
            self.expression = expression
            self.text = text
        }
    }

    static let rows: [Row] = [
        Row("1 + 2 * 3", "7"),
        Row("7 div 2", "3.5"),
        Row("7 mod 2", "1"),
        Row("1 = 1 and 2 = 3", "false"),
        Row("'a' = 'a'", "true"),
        Row("string-length('Nguyễn')", "6"),
        Row("concat('a', 1, true())", "a1true"),
        Row("if(1 > 2, 'x', 'y')", "y"),
        Row("regex('0123', '[0-9]{3}')", "false"),
        Row("regex('012', '[0-9]{3}')", "true"),
        Row("/data/a + 1", "6"),
        Row("coalesce('', 'b')", "b"),
    ]

    @Test(arguments: rows)
    func gives(_ row: Row) throws {
        let root = Element(name: "data")
        root.append(Element(name: "a", content: .number, text: "5"))
        let evaluator = Evaluator(
            root: root, form: nil,
            surroundings: Evaluator.Surroundings(
                now: { Instant(milliseconds: 1_780_000_000_000) }, randomBytes: { Array(repeating: 7, count: $0) },
                language: .vi))
        let expression = try Expression(parsing: row.expression)
        #expect(try evaluator.value(of: expression, at: root).string() == row.text)
    }
}
