import Base
import Testing

@testable import Forms

/// The expression language over one record.
@Suite struct ExpressionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let context: String?
        let expression: String
        /// `number 7`, `string "a"`, `nodeset "a|b"`, `error`.
        let outcome: String
        var testDescription: String { (context.map { "{\($0)} " } ?? "") + expression }

        /// `{context} expression => outcome`.
        init?(_ line: Substring) {
            guard !line.hasPrefix("# "), let arrow = line.ranges(of: " => ").last else { return nil }
            var rest = line[..<arrow.lowerBound]
            outcome = String(line[arrow.upperBound...])
            if rest.first == "{", let close = rest.firstIndex(of: "}") {
                context = String(rest[rest.index(after: rest.startIndex)..<close])
                rest = rest[rest.index(close, offsetBy: 2)...]
            } else {
                context = nil
            }
            expression = String(rest)
        }
    }

    static let rows = (JavaRosaRows.text + "\n" + OwnRows.text).split(separator: "\n").compactMap { Row($0) }

    @Test func thereAreMoreThanNineHundred() {
        #expect(Self.rows.count > 900)
    }

    @Test(arguments: rows)
    func gives(_ row: Row) throws {
        let filling = try Self.filling()
        #expect(Self.outcome(of: row, in: filling) == row.outcome)
    }

    /// What `form check` says of literals that never work is true of none that does.
    @Test func whatWorksIsNotCertainToFail() throws {
        for row in Self.rows where row.outcome != "error" {
            var faults: [String] = []
            try Expression(parsing: row.expression).root.visit { node in
                if case .call(let call) = node, let failure = call.certainFailure {
                    faults.append("\(call.name): \(failure)")
                }
            }
            #expect(faults.isEmpty, "\(row.expression)")
        }
    }

    private static func filling() throws -> Filling {
        try Fixture.filling(Fixture.survey, Fixture.answers, origin: .saved)
    }

    private static func outcome(of row: Row, in filling: Filling) -> String {
        do throws(TrialFault) {
            switch try filling.trial(row.expression, at: row.context) {
            case .string(let text): return "string \"\(text)\""
            case .nodeset(let texts): return "nodeset \"\(texts.joined(separator: "|"))\""
            case let result: return "\(result.type) \(result.text)"
            }
        } catch {
            return "error"
        }
    }

    // MARK: - Without a form

    /// `<data><a>5</a><r><x>1</x></r><r><x>2</x></r></data>`, as from a file of XML.
    private static func tree() -> Element {
        let root = Element(name: "data")
        root.append(Element(name: "a", text: "5"))
        for number in 1...2 {
            let row = Element(name: "r")
            row.attributes = [("id", "r\(number)")]
            row.append(Element(name: "x", text: String(number)))
            root.append(row)
        }
        return root
    }

    @Test(arguments: [
        ("/data/a + 1", nil, #"{"type":"number","value":6}"#),
        ("/data/r/x", nil, #"{"type":"nodeset","value":["1","2"]}"#),
        ("../@id", "/data/r[2]/x", #"{"type":"nodeset","value":["r2"]}"#),
        ("position(..)", "/data/r[2]/x", #"{"type":"number","value":2}"#),
        ("/data/r/x", "/data/r[2]/x", #"{"type":"nodeset","value":["2"]}"#),
        ("sum(../../r/x)", "/data/r[2]/x", #"{"type":"number","value":3}"#),
        ("indexed-repeat(/data/r/x, /data/r, 2)", nil, #"{"type":"nodeset","value":["2"]}"#),
        ("a = 5", nil, #"{"type":"boolean","value":true}"#),
        ("1 div 0", nil, #"{"type":"number","value":"Infinity"}"#),
        ("'x'", nil, #"{"type":"string","value":"x"}"#),
        ("instance('l')/root/item[name = 'b']/label", nil, #"{"type":"nodeset","value":["Bê"]}"#),
        ("orx:a", nil, #"{"type":"nodeset","value":["5"]}"#),
    ])
    func needsNoForm(_ expression: String, context: String?, json: String) throws {
        let evaluator = Evaluator(
            root: Self.tree(), form: nil,
            surroundings: .init(
                now: { Fixture.noon }, randomBytes: { [UInt8](repeating: 7, count: $0) }, language: .en),
            files: ["l": ExternalTable(columns: ["name", "label"], rows: [["a", "A"], ["b", "Bê"]])])
        #expect(try evaluator.result(of: expression, at: context).json.compact == json)
    }

    @Test func aContextThatLeadsNowhereIsAFault() throws {
        #expect(throws: TrialFault.noContext("/data/r[9]")) {
            try Evaluator(
                root: Self.tree(), form: nil,
                surroundings: .init(now: { Fixture.noon }, randomBytes: { _ in [] }, language: .vi)
            ).result(of: ".", at: "/data/r[9]")
        }
    }

    /// Both languages of names in dates.
    @Test func datesSpeakTheLanguageOfTheMoment() throws {
        let filling = try Self.filling()
        filling.tongue = Tongue(.en)
        #expect(try filling.trial("format-date('2026-06-01', '%a %e %b')").text == "Mon 1 Jun")
        #expect(try filling.trial("jr:choice-name('nam', '${gioi}')").text == "Male")
        #expect(try filling.trial("instance('tinh')/root/item[name = 'hp']/label").text == "Hai Phong")
    }
}
