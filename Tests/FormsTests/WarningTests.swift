import Base
import Forms
import Testing

/// What only warns never keeps a record from being saved.
@Suite struct WarningTests {
    @Test func aNoteThatCannotBeDecidedWarns() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | relevant |
            | | text | t | T | |
            | | note | n | xem lại | regex(${t}, '(a+)+b') |
            """)
        try filling.set("t", String(repeating: "a", count: 40))
        #expect(filling.errors.isEmpty)
        #expect(filling.problems.map(\.fault) == [.evaluation(.patternTooCostly("(a+)+b"))])
        #expect(filling.problems.map(\.isWarning) == [true])
    }

    /// A limit that nobody can keep is another matter: what is asked cannot be checked.
    @Test func aConstraintThatCannotBeDecidedRefuses() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | constraint |
            | | text | t | T | regex(., '(a+)+b') |
            """)
        #expect(throws: AnswerFault.evaluation(.patternTooCostly("(a+)+b"))) {
            try filling.set("t", String(repeating: "a", count: 40))
        }
    }
}
