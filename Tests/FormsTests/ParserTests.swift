import Base
import Forms
import Testing

/// Where and why a text is no expression.
@Suite struct ParserTests {
    @Test(arguments: [
        ("", 0, ExpressionFault.Kind.unfinished),
        ("1 +", 3, .unfinished),
        ("(1", 2, .unfinished),
        ("1)", 1, .unexpected(")")),
        ("1 2", 2, .unexpected("2")),
        ("1 = = 2", 4, .unexpected("=")),
        ("+1", 0, .unexpected("+")),
        ("1 * * 2", 6, .unexpected("2")),
        ("2 ^ 3", 2, .unexpected("^")),
        ("a & b", 2, .unexpected("&")),
        ("'abc", 0, .unclosedString),
        ("concat('a', \"b)", 12, .unclosedString),
        ("${a", 0, .unclosedReference),
        ("1 + ${a + ${b}", 4, .unclosedReference),
        ("${}", 0, .unexpected("${}")),
        ("$x", 0, .unsupported("$")),
        ("/data//x", 5, .unsupported("//")),
        ("//x", 0, .unsupported("//")),
        ("text()", 0, .unsupported("text()")),
        ("descendant::x", 0, .unsupported("descendant::")),
        ("(a)[1]", 3, .unsupported("(…)[")),
        ("/data/r[", 8, .unfinished),
        ("/data/r[]", 8, .unexpected("]")),
        ("/data/", 6, .unfinished),
        ("1e3", 0, .unexpected("1")),
        ("1 + slected(a, 'x')", 4, .unknownFunction("slected", nearest: "selected")),
        ("TODAY()", 0, .unknownFunction("TODAY", nearest: "today")),
        ("xyzzyplugh()", 0, .unknownFunction("xyzzyplugh", nearest: nil)),
        ("geofence(a, b)", 0, .unsupportedFunction("geofence")),
        ("not()", 0, .argumentCount(signature: "not(x)", given: 0)),
        ("1 + if(a, b)", 4, .argumentCount(signature: "if(condition, a, b)", given: 2)),
        ("today(1)", 0, .argumentCount(signature: "today()", given: 1)),
        ("concat('Âm', +)", 14, .unexpected("+")),
        ("${a}/12", 4, .unexpected("/")),
        ("${a} / ${b}", 5, .unexpected("/")),
        ("sum(a)/count(a)", 6, .unexpected("/")),
        (". / (1 + 2)", 2, .unexpected("/")),
        ("(a) / 2", 4, .unsupported("(…)/")),
        ("a/text()", 2, .unsupported("text()")),
        ("2×3", 1, .unexpected("×")),
        ("tuổi≥18", 6, .unexpected("≥")),
        ("a – 1", 2, .unexpected("–")),
    ])
    func faultsHaveAPlace(_ source: String, offset: Int, kind: ExpressionFault.Kind) {
        #expect(throws: ExpressionFault(kind: kind, offset: offset)) { try Expression(parsing: source) }
    }

    /// What people know from Excel, from school and from other languages is answered with what to write instead.
    @Test(arguments: [
        ("${a}/12", "div"), ("12/3", "div"), ("(${a} + 1) / 2", "div"), ("${a} ÷ 2", "div"), ("${a} : 2", "div"),
        ("10 % 3", "mod"), ("2 × 3", "*"), ("2×3", "*"), ("${a} x 3", "*"), ("2 ^ 3", "pow"), ("${a}≥18", ">="),
        ("${a} ≤ 18", "<="), ("${a} ≠ 18", "!="), ("${a} − 1", "-"), ("${a} == 1", "="), ("${a} & 'x'", "concat"),
        ("${a} = 1 OR ${b}", "or"), ("sum(${a})/count(${a})", "div"),
    ])
    func remediesNameWhatToWrite(_ source: String, remedy: String) throws {
        let fault = #expect(throws: ExpressionFault.self) { try Expression(parsing: source) }
        let said = try #require(fault).kind.remedy
        #expect(said.vi.contains(remedy) && said.en.contains(remedy), "\(said)")
    }

    @Test(arguments: [
        "and and and", "div div div", "or or or", "a-b", "a.b", "a - b", "* * *", ".", "..", "/", "../..", "@id",
        "./a/../b[1][2]", "child::a/parent::b/self::c", "node()", "Âm + QUÊ", "tuổi_con", "${tuổi}", "${ a }",
        "${last-saved#a}", "concat ( 'a' )", "a[b[c[d]]]", "current()/../a", "instance('l')/root/item[a = b]/c",
        "jr:itext('x')", "1+1", "a*b", "-a", "- - a", "a | b | c", "orx:meta/orx:instanceID",
    ])
    func understands(_ source: String) throws {
        #expect(try Expression(parsing: source).source == source)
    }

    @Test func lengthAndDepthAreLimited() throws {
        let long = String(repeating: "1+", count: Expression.lengthLimit / 2) + "1"
        #expect(throws: ExpressionFault(kind: .tooLong(limit: 16_384), offset: 16_384)) {
            try Expression(parsing: long)
        }
        _ = try Expression(parsing: String(long.dropLast(2)))
        for (open, close) in [("(", ")"), ("not(", ")"), ("a[", "]")] {
            let shallow = String(repeating: open, count: 63) + "1" + String(repeating: close, count: 63)
            _ = try Expression(parsing: shallow)
            #expect(throws: ExpressionFault.self) { try Expression(parsing: open + shallow + close) }
            #expect(throws: ExpressionFault.self) { try Expression(parsing: String(repeating: open, count: 4_000)) }
        }
        _ = try Expression(parsing: String(repeating: "-", count: 9_000) + "1")
    }

    /// No text makes the parser crash or hang, and what parses can be evaluated.
    @Test func survivesMutatedExpressions() throws {
        let filling = try Fixture.filling(Fixture.survey, Fixture.answers, origin: .saved)
        let seeds = ExpressionTests.rows.map(\.expression)
        let bits = [
            "(", ")", "[", "]", "'", "\"", "/", "//", "..", ".", "*", "${", "}", ",", "::", " and ", " mod ", "-",
            "1e9",
            "\u{0}", "\u{301}", "if(", "regex('aaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+b')", "uuid(", "/data/nguoi", "%", "=",
        ]
        var random = SeededRandomBytes(seed: 20_261_121)
        for _ in 0..<5_000 {
            var letters = Array(seeds[Int.random(in: seeds.indices, using: &random)])
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0...letters.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: letters.insert(contentsOf: bits[Int.random(in: bits.indices, using: &random)], at: place)
                case 1: letters.removeSubrange(place..<min(letters.count, place + 3))
                default: letters.insert(contentsOf: letters.suffix(5), at: place)
                }
            }
            do throws(TrialFault) {
                _ = try filling.trial(String(letters))
            } catch {
                #expect(!error.problem.message.en.isEmpty)
            }
        }
    }
}
