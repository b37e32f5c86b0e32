import Base
import Forms
import Testing
import XLSForm

@testable import sotay

@Suite struct Menus {
    private static let places = ["Tại nhà", "Nhà văn hóa", "Chợ", "Đường"].enumerated().map {
        Menu.Entry(code: "c\($0.offset)", label: $0.element)
    }

    @Test(
        arguments: [
            ("1", .one, .codes(["c0"])), ("4", .one, .codes(["c3"])), ("5", .one, .nothing("5")),
            ("1 2", .one, .onlyOne), ("0", .one, .nothing("0")), ("c2", .one, .codes(["c2"])),
            ("CHO", .one, .codes(["c2"])), ("duong", .one, .codes(["c3"])), ("nha", .one, .ambiguous([0, 1])),
            ("a", .one, .ambiguous([0, 1])), ("v", .one, .ambiguous([1])), ("va", .one, .codes(["c1"])),
            ("nha van hoa", .one, .codes(["c1"])), ("", .one, .nothing("")), ("x", .one, .nothing("x")),
        ] as [(String, Menu.Answers, Menu.Pick)])
    func picksOne(typed: String, answers: Menu.Answers, expected: Menu.Pick) {
        #expect(Menu(entries: Self.places, answers: answers).pick(typed) == expected)
    }

    @Test(
        arguments: [
            ("1 3 1", .several, .codes(["c0", "c2"])), ("1,3", .several, .codes(["c0", "c2"])),
            ("0", .several, .codes([])), ("cho, duong", .several, .codes(["c2", "c3"])),
            ("cho, x", .several, .nothing("x")), ("1, cho", .several, .codes(["c0", "c2"])),
            ("4 2 1 3", .ranked, .codes(["c3", "c1", "c0", "c2"])), ("4 > 2", .ranked, .codes(["c3", "c1"])),
            ("cho, tai nha", .ranked, .codes(["c2", "c0"])),
        ] as [(String, Menu.Answers, Menu.Pick)])
    func picksSeveral(typed: String, answers: Menu.Answers, expected: Menu.Pick) {
        #expect(Menu(entries: Self.places, answers: answers).pick(typed) == expected)
    }

    /// Hamlets in the order in which Excel sorts texts: 1, 10, 11 … 19, 2, 20 …
    private static let hamlets = (1...45).map(String.init).sorted().enumerated().map {
        Menu.Entry(code: "0\(18001 + $0.offset)", label: "Tổ dân phố số \($0.element)")
    }

    /// A number that nobody has seen is a part of a name, or a code, and never a place in the list.
    @Test(arguments: [
        ("5", ["18041"]), ("13", ["18005"]), ("so 45", ["18040"]), ("018005", ["18005"]), ("46", []), ("0", []),
        ("7", ["18043"]), ("tổ dân phố số 4", ["18034"]),
    ])
    func numbersOfAnUnseenListAreNames(typed: String, codes: [String]) {
        let pick = Menu(entries: Self.hamlets, answers: .one).pick(typed)
        if case .codes(let picked) = pick { #expect(picked == codes.map { "0\($0)" }) } else { #expect(codes.isEmpty) }
    }

    @Test func whatWasShownIsPickedByNumber() {
        var menu = Menu(entries: Self.hamlets, answers: .one)
        guard case .ambiguous(let positions) = menu.pick("so 1") else {
            Issue.record("one of 11")
            return
        }
        #expect(menu.show(positions).first == " 1. Tổ dân phố số 1" && positions == Array(0...10))
        #expect(menu.pick("5") == .codes(["018005"]))
        #expect(menu.pick("12") == .codes(["018004"]))
        #expect(menu.numbered("11") == "018011" && menu.numbered("12") == nil)
    }

    /// A number picks what has it whole, and a code that begins with 0 is no number.
    @Test func numbersInNamesAreWhole() {
        let long = (31...70).map { Menu.Entry(code: "000\($0)", label: "Thôn \($0)A") }
        #expect(Menu(entries: long, answers: .one).pick("35") == .ambiguous([4]))
        var menu = Menu(entries: long, answers: .one)
        #expect(menu.show(0..<40).count == 40)
        #expect(menu.pick("35") == .codes(["00065"]) && menu.pick("00035") == .codes(["00035"]))
        let several = Menu(entries: Self.hamlets, answers: .several)
        #expect(several.pick("1 3") == .nothing("1 3") && several.pick("1, 3") == .codes(["018001", "018023"]))
    }

    /// In a list of yes and no their letters are no accident.
    @Test func lettersOfYesAndNoPickThem() {
        let menu = Menu(entries: [.init(code: "1", label: "Có"), .init(code: "0", label: "Không")], answers: .one)
        #expect(menu.pick("c") == .codes(["1"]))
        #expect(menu.pick("k") == .codes(["0"]))
    }

    @Test func numbersLineUp() {
        let menu = Menu(entries: (1...10).map { Menu.Entry(code: "\($0)", label: "L") }, answers: .one)
        #expect(menu.lines([0, 9]) == [" 1. L", "10. L"])
        let long = Menu(entries: (1...1_000).map { Menu.Entry(code: "\($0)", label: "L") }, answers: .one)
        #expect(long.lines([8, 103, 999]) == ["   9. L", " 104. L", "1000. L"])
    }

    @Test func longListsAreFilteredBeforeTheyArePrinted() throws {
        let rows = (1...40).map { "| | xa | x\($0) | Xã số \($0) |" }.joined(separator: "\n")
        let text = """
            | survey |
            | | type | name | label |
            | | select_one xa | xa | Xã nào? |
            | choices |
            | | list_name | name | label |
            \(rows)
            | settings |
            | | form_title | form_id |
            | | Xã | xa |
            """
        let form = try #require(FormReader.read(Array(text.utf8), file: "xa.md").form)
        let context = FillingContext(
            now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .en)
        var said: [Utterance] = []
        let filling = Filling(form, context: context)
        let outcome = try Interview(
            filling, lines: Script(["so 3", "37", "y"]), speak: { said.append($0) }, save: { _, _ in },
            suggest: { _, _ in [] }, advise: { [] }
        ).run()
        #expect(outcome == .finished)
        #expect(filling.record["xa"]?.string == "x37")
        #expect(said.contains { $0.text == "the list has 40 entries: type a part of the name, marks are not needed" })
        // 3 and 30 to 39.
        #expect(said.contains { $0.text == "11 entries match, type a number:" })
    }
}

@Suite struct Utterances {
    @Test func paragraphsAreBrokenAndCleaned() {
        let text = Utterance(.choice, " 1. một hai ba bốn năm\u{1B}[2J").span(width: 24).text
        #expect(text == " 1. một hai ba bốn\n    năm[2J")
        #expect(Utterance(.prompt, "[x] > ").span(width: 20).text == "[x] > ")
    }
}
