import Base
import Forms
import Testing

/// Patterns of `regex()` are hostile input: over the limit is an error, never a hang.
@Suite struct PatternTests {
    @Test(arguments: [
        "(a+)+b", "(a*)*b", "(a|aa)+b", "(a|a?)+b", "(.*)*b", "((a+)(a+))+b", "(a{1,20}){1,20}b", "(?:a?){30}a{30}b",
    ])
    func costlyPatternsAreErrors(_ pattern: String) throws {
        let filling = try Fixture.filling(Fixture.survey)
        let letters = String(repeating: "a", count: 40)
        // Seconds of a hang; the limit of PCRE2 is reached in some milliseconds.
        let start = ContinuousClock.now
        do throws(TrialFault) {
            #expect(try filling.trial("regex('\(letters)', '\(pattern)')").text == "false")
        } catch {
            #expect(error == .evaluation(.patternTooCostly(pattern)))
        }
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test(arguments: [
        "(", "[", "a{2,1}", "(?<n", "*a", "\\C", "[z-a]", "[a-z&&[^aeiou]]", "[a[b]]",
        "{", "a{", "a{,3}", "a{1", "a{x}",
        String(repeating: "(", count: 5_000),
    ])
    func malformedPatternsAreErrors(_ pattern: String) throws {
        let filling = try Fixture.filling(Fixture.survey)
        #expect(throws: TrialFault.evaluation(.badPattern(pattern))) {
            try filling.trial("regex('a', '\(pattern)')")
        }
    }

    @Test(arguments: [
        (#"[a-zA-Z\u00C0-\u1EF9 ]+"#, "Nguyễn Văn", true), (#"\p{IsLatin}+"#, "Ngọc", true),
        (#"\p{javaUpperCase}.*"#, "ộ", false), (#"[\p{Alpha}-]+"#, "a-b", true), (#"\p{Alpha}+"#, "ộ", false),
        (#"\P{Digit}+"#, "a1", false), (#"[\P{Digit}x]+"#, "ab", true), (#"\uD83D\uDE00"#, "😀", true),
        (#"[]a]+"#, "a]", true), (#"[^]a]"#, "b", true), (#"\[\d+\]"#, "[12]", true), (#"\u12"#, "u12", false),
        ("(?u)ab", "ab", true), (#"a{2,}[{]\{"#, "aaa{{", true), (#"\x{e1}{2}"#, "áá", true),
    ])
    func patternsAreJavas(_ pattern: String, _ text: String, matches: Bool) throws {
        let filling = try Fixture.filling(Fixture.survey)
        do throws(TrialFault) {
            #expect(try filling.trial("regex('\(text)', '\(pattern)')").text == String(matches))
        } catch {
            #expect(!matches && error == .evaluation(.badPattern(pattern)))
        }
    }

    @Test func aLongTextIsStillTried() throws {
        let filling = try Fixture.filling(Fixture.survey)
        let letters = String(repeating: "a", count: 10_000)
        #expect(try filling.trial("regex('\(letters)', '[a-z]+')").text == "true")
        #expect(try filling.trial("regex('\(letters)', '(.|\\n)*')").text == "true")
    }
}
