import Base

/// Forms of the sizes that are measured, as Markdown tables.
enum BenchForm {
    /// 1,500 questions, a repeat of 22, and 478 sums over the repeat.
    static var text: String {
        var rows = ["| survey |", "| | type | name | label | relevant | constraint | calculation | required |"]
        for number in 1...1_500 { rows.append(question(number)) }
        rows.append("| | begin_repeat | r | R | | | | |")
        for number in 1...20 {
            rows.append(
                number % 4 == 0
                    ? "| | calculate | r\(number) | | | | ${r\(number - 1)} * 2 + ${q1} | |"
                    : "| | integer | r\(number) | R\(number) | ${q1} > 0 | . >= 0 | | |")
        }
        rows.append("| | calculate | pos | | | | position(..) | |")
        rows.append("| | calculate | share | | | | ${r1} div sum(../../r/r1) | |")
        rows.append("| | end_repeat | | | | | | |")
        for number in 1...478 {
            rows.append("| | calculate | t\(number) | | | | sum(${r\(number % 3 + 1)}) + \(number) | |")
        }
        rows += [
            "| choices |", "| | list_name | name | label |", "| | l | a | A |", "| | l | b | B |", "| settings |",
            "| | form_id | version |", "| | f | 1 |",
        ]
        return rows.joined(separator: "\n")
    }

    private static func question(_ number: Int) -> String {
        let name = "q\(number)"
        switch number % 5 {
        case 0:
            return "| | calculate | \(name) | | | | ${q\(number - 1)} + ${q\(max(1, number - 4))} | |"
        case 1: return "| | integer | \(name) | Q \(number) | | . < 1000 | | |"
        case 2: return "| | text | \(name) | Q \(number) | ${q\(number - 1)} > 3 | regex(., '[a-z ]*') | | |"
        case 3: return "| | select_one l | \(name) | Q \(number) | | | | yes |"
        default:
            return "| | integer | \(name) | Q \(number) ${q\(number - 3)} | selected(${q\(number - 1)}, 'a') | | | |"
        }
    }

    /// Every question answered, 500 rows.
    static var answers: JSONObject {
        var answers = JSONObject()
        for number in 1...1_500 where number % 5 != 0 {
            answers["q\(number)"] = number % 5 == 3 ? .string("a") : number % 5 == 2 ? .string("abc") : .number("7")
        }
        answers["r"] = .array(
            (1...500).map { row in
                var object = JSONObject()
                for number in 1...20 where number % 4 != 0 { object["r\(number)"] = .number(String(row % 7 + 1)) }
                return .object(object)
            })
        return answers
    }

    /// A cascading choice from a file, a look-up and a count in it.
    static let longList = """
        | survey |
        | | type | name | label | choice_filter | calculation |
        | | text | huyen | Huyện | | |
        | | select_one_from_file xa.csv | xa | Xã | huyen = ${huyen} | |
        | | calculate | ten | | | pulldata('xa', 'label', 'name', ${xa}) |
        | | calculate | dem | | | count(instance('xa')/root/item[huyen = ${huyen}]) |
        | settings |
        | | form_id | version |
        | | f | 1 |
        """

    /// So many questions that name others, and functions, that are not there.
    static func misspelt(_ count: Int) -> String {
        let rows = (1...count).map { "| | text | cau_hoi_\($0) | Câu | ${khong_co_\($0)} = slected(1, 2) |" }
        return "| survey |\n| | type | name | label | relevant |\n" + rows.joined(separator: "\n")
    }

    /// Shapes at the limits of `form check`, by what they have most of.
    static var largest: [(name: String, text: String)] {
        let languages = (0..<200).map { "label::Ngôn ngữ \($0) (l\($0))" }
        return [
            (
                "200 languages of 2,000 questions",
                form(["type", "name"] + languages, 2_000) { ["text", "q\($0)"] + languages.map { _ in "Câu" } }
            ),
            (
                "16,000 headers over 9,900 rows",
                form(["type", "name", "label"] + (0..<16_000).map { "c\($0)" }, 9_900) {
                    ["text", "q\($0)", "A"]
                }
            ),
            (
                "8,000 languages of a short label",
                form(["type", "name"] + (0..<8_000).map { "label::l\($0)" }, 9_900) {
                    ["text", "q\($0)", "A"]
                }
            ),
            (
                "800,000 references in labels",
                form(["type", "name", "label"], 1_000) {
                    ["text", "q\($0)", String(repeating: "${q1}", count: 800)]
                }
            ),
            (
                "paths to everything on 9,000 rows",
                form(["type", "name", "label", "relevant"], 9_000) {
                    ["text", "q\($0)", "A", "count(/data/*[. = 1]) > 3"]
                }
            ),
            (
                "parameters of 4 MB",
                form(["type", "name", "label", "parameters"], 19) {
                    ["text", "q\($0)", "A", String(repeating: "a=1 ", count: 50_000)]
                }
            ),
            (
                "an appearance of 400,000 words",
                form(["type", "name", "label", "appearance"], 1) {
                    ["text", "q\($0)", "A", (0..<400_000).map { "b\($0)" }.joined(separator: " ")]
                }
            ),
            (
                "expressions of 1 MiB, 60 calls deep",
                form(["type", "name", "calculation"], 2_000) {
                    let call = String(repeating: "if(1,", count: 60) + "1" + String(repeating: ",2)", count: 60)
                    return ["calculate", "q\($0)", call]
                }
            ),
            (
                "decomposed letters",
                form(["type", "name", "label"], 6_000) {
                    ["text", "q\($0)", String(repeating: "a\u{300}\u{323}", count: 100)]
                }
            ),
        ]
    }

    private static func form(_ header: [String], _ rows: Int, _ row: (Int) -> [String]) -> String {
        let lines = ([header] + (0..<rows).map(row)).map { "| | " + $0.joined(separator: " | ") + " |" }
        return "| survey |\n" + lines.joined(separator: "\n")
    }
}
