import Base
import Forms
import Testing

/// What a form itself answers, by a default or a calculation, is stored as a person's answer would be.
@Suite struct CastingTests {
    @Test(arguments: [
        ("decimal", "if(${h} > 0, 1 div ${h}, 'không rõ')", ""), ("decimal", "'.5'", "0.5"), ("decimal", "'5.'", "5"),
        ("decimal", "'1e2'", "100"), ("decimal", "1 div 0", ""), ("decimal", "10000000000", "10000000000"),
        ("integer", "'abc'", ""), ("integer", "'3.9'", "3"), ("integer", "'007'", "7"), ("integer", "true()", "1"),
        ("integer", "10000000000", "10000000000"), ("integer", "'2026-06-01'", "20605"),
        ("date", "now()", "2026-11-21"), ("date", "20605.5", "2026-06-01"), ("date", "'x'", ""),
        ("time", "now()", "09:00:00"), ("time", "0.5", "12:00:00"), ("time", "'7:05'", "07:05:00"),
        ("dateTime", "today()", "2026-11-21T00:00:00+07:00"),
        ("dateTime", "'2026-06-01T08:30:00+07:00'", "2026-06-01T08:30:00+07:00"), ("text", "1 = 1", "1"),
        ("text", "1 = 2", "0"),
        ("date", "1 = 1", ""),
    ])
    func aCalculationGivesWhatTheQuestionStores(_ type: String, _ calculation: String, stored: String) throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation | default |
            | | integer | h | H | | |
            | | \(type) | a | A | \(calculation) | |
            | | \(type) | b | B | | if(true(), \(calculation), '') |
            """)
        #expect(try filling.answer("a") == stored)
        #expect(try filling.answer("b") == stored)
        #expect(try JSON(parsing: JSON.object(filling.record).compact).object == filling.record)
    }

    @Test(arguments: [
        ("decimal", ".5", "0.5"), ("decimal", "2.50", "2.50"), ("integer", "007", "7"), ("integer", "-3", "-3"),
        ("decimal", "123456789012.25", "123456789012.25"), ("time", "7:05", "07:05:00"),
    ])
    func aDefaultIsStoredAsAnAnswerOfItsType(_ type: String, _ text: String, stored: String) throws {
        let tables = "| survey |\n| | type | name | label | default |\n| | \(type) | a | A | \(text) |\n"
        #expect(try Fixture.filling(tables).answer("a") == stored)
    }
}
