import Base
import Forms
import Testing
import XLSForm

/// Forms that nobody honest writes: whatever they say, the program answers soon and does not fall.
@Suite struct HostileTests {
    /// Seconds in a debug build on a busy machine; without limits these take minutes, or all memory.
    private static let patience = Duration.seconds(30)

    private static func soon(_ body: () throws -> Void) rethrows {
        let start = ContinuousClock.now
        try body()
        #expect(ContinuousClock.now - start < patience)
    }

    private static let people =
        "{\"nguoi\":["
        + Array(repeating: #"{"tuoi":5,"con":[{},{}]}"#, count: 300)
        .joined(separator: ",") + "]}"

    @Test(arguments: [
        "count(/data/nguoi[count(/data/nguoi[count(/data/nguoi[tuoi > 1]) > 1]) > 1])",
        "count(/data/nguoi[../nguoi[../nguoi[../nguoi[../nguoi/tuoi]]]])",
        "count(/data/*[../*[../*[../*[../*[../*]]]]])",
        "sum(/data/nguoi[position(.) = count(../nguoi[position(.) > 0])]/tuoi)",
        String(repeating: "/data/nguoi/con | ", count: 800) + "/data/nguoi/con",
        "count(" + String(repeating: "/data/nguoi[", count: 30) + "1" + String(repeating: "]", count: 30) + ")",
    ])
    func multiplyingPredicatesAreCutShort(_ expression: String) throws {
        let filling = try Fixture.filling(Fixture.survey, Self.people, origin: .saved)
        Self.soon {
            do throws(TrialFault) {
                _ = try filling.trial(expression)
            } catch {
                #expect(error != .noContext(""))
            }
        }
    }

    @Test func textsThatDoubleStopGrowing() throws {
        var rows = ["| survey |", "| | type | name | label | calculation |", "| | text | c0 | C | |"]
        for number in 1...60 {
            rows.append("| | calculate | c\(number) | | concat(${c\(number - 1)}, ${c\(number - 1)}) |")
        }
        try Self.soon {
            let filling = try Fixture.filling(rows.joined(separator: "\n"))
            try filling.set("c0", "aaaaaaaa")
            #expect(filling.errors.map(\.fault) == [.evaluation(.textTooLong(limit: 65_536))])
            #expect(try filling.answer("c13").utf8.count == 65_536)
        }
    }

    @Test func repeatsInsideRepeatsStopAtTheLimit() throws {
        let open = (1...5).map { "| | begin_repeat | r\($0) | R | 1000 |\n| | text | x\($0) | X | |" }
        let close = (1...5).map { _ in "| | end_repeat | | | |" }
        let form = (["| survey |", "| | type | name | label | repeat_count |"] + open + close).joined(separator: "\n")
        try Self.soon {
            let filling = try Fixture.filling(form)
            #expect(filling.problems.contains { $0.fault == .evaluation(.recordTooLarge(limit: 200_000)) })
        }
    }

    @Test func manyRowsOfManyQuestionsStopAtTheLimit() throws {
        let questions = (1...1_000).map { "| | text | q\($0) | Q |" }
        let form =
            (["| survey |", "| | type | name | label |", "| | begin_repeat | r | R |"] + questions
            + ["| | end_repeat | | |"]).joined(separator: "\n")
        try Self.soon {
            let rows = "{\"r\":[" + Array(repeating: "{}", count: 1_000).joined(separator: ",") + "]}"
            let filling = try Fixture.filling(form, rows)
            #expect(filling.problems.contains { $0.fault == .evaluation(.recordTooLarge(limit: 200_000)) })
        }
    }

    @Test(arguments: [
        "/data" + String(repeating: "/*/..", count: 2_000),
        String(repeating: "../*[", count: 50) + "." + String(repeating: "]", count: 50),
    ])
    func widePathsAreAFaultOfTheForm(_ expression: String) {
        let questions = (1...2_000).map { "| | text | q\($0) | Q | |" }
        let rows =
            ["| survey |", "| | type | name | label | relevant |"] + questions
            + ["| | text | z | Z | count(\(expression)) > 1 |"]
        Self.soon {
            let reading = FormReader.read(Array(rows.joined(separator: "\n").utf8), file: "f.md")
            #expect(reading.errors.contains { $0.kind == .definition(.pathsTooWide) })
        }
    }

    // MARK: - Mutated forms

    private static let rich = """
        | survey |
        | | type | name | label::Vietnamese (vi) | relevant | constraint | calculation | default | trigger | required | choice_filter | repeat_count | appearance | parameters |
        | | text | ten | Tên ${tuoi} | | string-length(.) < 50 | | An | | yes | | | | |
        | | integer | tuoi | Tuổi | ${ten} != '' | . >= 0 and . < 150 | | | | | | | numbers | |
        | | calculate | nam | | | | 2026 - ${tuoi} | | | | | | | |
        | | date | ngay | Ngày | | . <= today() | | today() | | | | | | |
        | | select_one vung | vung | Vùng | | | | | | | | | | |
        | | select_multiple tinh | tinh | Tỉnh | | | | | | | vung = ${vung} | | | randomize=true seed=${tuoi} |
        | | begin_repeat | con | Con | ${tuoi} > 16 | | | | | | | count-selected(${tinh}) | | |
        | | text | ten_con | Tên con | | | | concat(${ten}, position(..)) | | | | | | |
        | | begin_group | g | Nhóm | position(..) > 1 | | | | | | | | | |
        | | dateTime | luc | Lúc | | | now() | | ${ten_con} | | | | | |
        | | calculate | tong | | | | sum(../../../con/g/luc) + count(${con}) | | | | | | | |
        | | end_group | | | | | | | | | | | | |
        | | end_repeat | | | | | | | | | | | | |
        | | note | n | Chào ${ten}: ${ten_con} | count(${con}[position() > 1]) > 0 | | | | | | | | | |
        | choices |
        | | list_name | name | label::Vietnamese (vi) | vung |
        | | vung | bac | Bắc | |
        | | vung | nam | Nam | |
        | | tinh | hp | Hải Phòng | bac |
        | | tinh | ct | Cần Thơ ${ten} | nam |
        """

    private static let bits = [
        "", "${ten}", "${con}", "${tong}", "${tinh}", "..", "../..", ".", "position(..)", "count(${con})", "yes",
        "1000",
        "-1", "text", "begin_repeat", "end_repeat", "begin_group", "end_group", "calculate", "select_one tinh",
        "integer",
        "if(${tuoi} > 1, ${ten}, ${nam})", "once(uuid())", "indexed-repeat(${ten_con}, ${con}, 1)", "ten", "con", "g",
        "instance('tinh')/root/item[vung = ${vung}]/name", "pulldata('x', 'a', 'b', ${ten})", "/data/con/ten_con", "'",
        "jr:choice-name(${vung}, '${vung}')", "randomize(${ten_con}, 3)", "${last-saved#ten}", "date(${ten})", "💥",
        "regex(., '(a+)+b')", "(((", "x\u{301}", "today() + 1", "1 div 0", "nam", "randomize=true", "start=1 end=0",
    ]

    /// Cells and rows are swapped, dropped and replaced; what compiles is filled with answers of every kind.
    @Test func mutatedFormsNeitherCrashNorHang() throws {
        var random = SeededRandomBytes(seed: 7)
        var compiled = 0
        for _ in 0..<400 {
            var rows = Self.rich.split(separator: "\n").map {
                $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            }
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let row = Int.random(in: 2..<rows.count, using: &random)
                let column = Int.random(in: 0..<rows[row].count, using: &random)
                switch Int.random(in: 0...4, using: &random) {
                case 0: rows.swapAt(row, Int.random(in: 2..<rows.count, using: &random))
                case 1: rows.insert(rows[row], at: row)
                default: rows[row][column] = " \(Self.bits[Int.random(in: Self.bits.indices, using: &random)]) "
                }
            }
            let text = rows.map { $0.joined(separator: "|") }.joined(separator: "\n")
            guard let form = FormReader.read(Array(text.utf8), file: "f.md").form else { continue }
            compiled += 1
            try Self.fill(form, &random)
        }
        #expect(compiled > 50)
    }

    private static func fill(_ form: Form, _ random: inout SeededRandomBytes) throws {
        let filling = Filling(form, context: Fixture.context())
        for _ in 0..<12 {
            let steps = filling.steps
            guard let step = steps.randomElement(using: &random) else { return }
            let typed = ["", "1", "17", "bac", "hp ct", "1/6/2026", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "💥"]
            do throws(AnswerFault) {
                switch step {
                case .addRow(let place, _): try filling.addRow(place)
                case .row(let place) where Bool.random(using: &random): try filling.removeRow(place)
                default: try filling.set(step.place, typed.randomElement(using: &random)!)
                }
            } catch {
                #expect(!error.message.en.isEmpty)
            }
        }
        _ = (filling.problems, filling.notes, filling.instanceName, filling.progress, filling.local)
        for step in filling.steps { _ = (filling.label(at: step.place), filling.choices(at: step.place)) }
        let again = Filling(form, context: Fixture.context(), answers: filling.draft, origin: .saved)
        #expect(again.draft.members.map(\.key) == filling.draft.members.map(\.key))
    }
}
