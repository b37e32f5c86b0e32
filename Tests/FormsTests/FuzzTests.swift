import Base
import Forms
import Foundation
import Testing
import XLSForm

/// Mutated expressions are refused or answered, soon, and never stop the program.
@Suite struct ExpressionFuzzTests {
    private static let seeds = [
        "if(${tuoi} > 18 and selected(${nhom}, 'a'), concat('x', ${ten}), 'y')", "sum(${diem}) div count(${nguoi})",
        "count(${nguoi}[tuoi < 16]) + position(..) mod 2", "regex(., '[a-z]{2,5}|(x+)+y') or string-length(.) = 3",
        "format-date-time('2026-06-01T08:30:00.000+07:00', '%d/%m/%Y %H:%M')",
        "substr(., -3, 2) != translate(., 'ab', 'c')",
        "indexed-repeat(${tuoi}, ${nguoi}, 1)", "instance('l')/root/item[name = current()/../ten]/label",
        "join(' ', /data/nguoi/ten) = \"An Bình\"", "round(pow(2, -3.5) * 1e3, 2) - number('1,5')",
        "coalesce(jr:choice-name(${ten}, '${ten}'), once(uuid()))", "date('2026-02-28') + 1 <= today()",
        "digest('a', 'SHA-256', 'hex')", "randomize(/data/nguoi, 42)", "weighted-checklist(1, 2, true(), 3)",
        "distance('20.8 106.6 0 0', '21 105 0 0') > area('1 1;1 2;2 2;1 1')", "-(-1) + (2 * (3 - (4 div 5)))",
    ]

    private static let pieces = [
        "(", ")", "[", "]", "'", "\"", "${", "}", "${tuoi}", "/", "//", "..", ".", "*", "|", ",", " and ", " div ", "-",
        "=",
        "!=", "<=", "1e999", "99999999999999999999", "0.1", "count(", "/data/*", "\u{0}", "\u{301}", "ế", "\n", "@",
        "::",
        "current()", "not(", "regex(., '(a+)+b')", "substr(", "[1]", "position(..)",
    ]

    /// SOTAY_FUZZ=40 tries forty times as many: 100,000 expressions.
    private static let rounds =
        2_500 * (ProcessInfo.processInfo.environment["SOTAY_FUZZ"].flatMap { Int($0) } ?? 1)

    private static func mutated(_ text: String, _ random: inout SeededRandomBytes) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where place < scalars.count: scalars.remove(at: place)
            case 1:
                let end = min(scalars.count, place + Int.random(in: 1...12, using: &random))
                let part = scalars[place..<end]
                scalars.insert(contentsOf: part, at: Int.random(in: 0...scalars.count, using: &random))
            case 2: scalars.removeSubrange(place..<min(scalars.count, place + Int.random(in: 0...6, using: &random)))
            default: scalars.insert(contentsOf: pieces.randomElement(using: &random)!.unicodeScalars, at: place)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func expressionsNeverCrashNorHang() throws {
        let text = """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | | select_multiple l | nhom | Nhóm |
            | | begin_repeat | nguoi | Người |
            | | integer | tuoi | Tuổi |
            | | decimal | diem | Điểm |
            | | end_repeat | | |
            | choices |
            | | list_name | name | label |
            | | l | a | A |
            | | l | b | B |
            | settings |
            | | form_id | version |
            | | f | 1 |
            """
        let form = try #require(FormReader.read(Array(text.utf8), file: "f.md").form)
        let context = FillingContext(
            now: { Instant(milliseconds: 1_775_106_000_000) }, randomBytes: { [UInt8](repeating: 5, count: $0) },
            language: .vi)
        let rows = (1...20).map { JSON.object(["tuoi": .int($0), "diem": .number("\($0).5")]) }
        let filling = Filling(
            form, context: context, answers: ["ten": .string("An"), "nhom": .string("a b"), "nguoi": .array(rows)])
        var random = SeededRandomBytes(seed: 2026)
        for round in 0..<Self.rounds {
            let expression = Self.mutated(Self.seeds.randomElement(using: &random)!, &random)
            let started = ContinuousClock.now
            do {
                _ = try filling.trial(expression)
            } catch {
                #expect(!error.problem.message.vi.isEmpty)
            }
            let elapsed = ContinuousClock.now - started
            #expect(elapsed < .seconds(5), "\(round): \(elapsed): \(expression)")
        }
    }
}
