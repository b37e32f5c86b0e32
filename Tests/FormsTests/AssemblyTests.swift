import Base
import Forms
import Testing
import XLSForm

/// What a form's parts say about each other.
@Suite struct AssemblyTests {
    /// The faults of a survey without a header, by row.
    private static func faults(_ rows: String) -> [DefinitionFault.Kind] {
        let text = """
            | survey |
            | | type | name | label | relevant | calculation | repeat_count | choice_filter | default | trigger | constraint | parameters | required | readonly |
            \(rows)
            | choices |
            | | list_name | name | label |
            | | l | a | A |
            | settings |
            | | form_id | version |
            | | f | 1 |
            """
        return FormReader.read(Array(text.utf8), file: "f.md").errors.compactMap {
            if case .definition(let kind) = $0.kind { kind } else { nil }
        }
    }

    @Test func aCycleIsPrintedWithItsPath() {
        let faults = Self.faults(
            """
            | | calculate | a | | | ${b} + 1 |
            | | calculate | b | | | ${c} * 2 |
            | | calculate | c | | | if(${a} > 3, 1, 2) |
            """)
        #expect(faults == [.cycle(["a", "b", "c", "a"])])
    }

    @Test(arguments: [
        ("| | calculate | a | | | ${a} + 1 |", ["a", "a"]),
        ("| | text | a | A | ${b} = 1 |\n| | text | b | B | ${a} = 1 |", ["a", "b", "a"]),
        ("| | begin_group | g | G | ${x} = 1 |\n| | text | x | X |\n| | end_group |", ["g", "x", "g"]),
        ("| | begin_repeat | r | R | | | ${x} |\n| | integer | x | X |\n| | end_repeat |", ["r", "x", "r"]),
        ("| | calculate | a | | | count-selected(../b) |\n| | calculate | b | | | ${a} |", ["a", "b", "a"]),
        ("| | text | a | A | . != 'x' |", ["a", "a"]), ("| | calculate | a | | | if(. = '', 1, .) |", ["a", "a"]),
        ("| | text | a | A | | | | | | | | | ${a} = '' |", ["a", "a"]),
        ("| | text | a | A | | | | | | | | | | . = 1 |", ["a", "a"]),
        ("| | text | a | A | | | | | | | | | ${b} = 1 |\n| | text | b | B | ${a} = 1 |", ["a", "b", "a"]),
        ("| | text | a | A | | | | | | | | | | ${b} = 1 |\n| | text | b | B | ${a} = 1 |", ["a", "b", "a"]),
        ("| | calculate | a | | | /data/b |\n| | calculate | b | | | concat(/data/a, '') |", ["a", "b", "a"]),
    ])
    func findsCycles(_ rows: String, path: [String]) {
        #expect(Self.faults(rows) == [.cycle(path)])
    }

    @Test func findsEveryCycle() {
        let faults = Self.faults(
            """
            | | calculate | a | | | ${b} |
            | | calculate | b | | | ${a} |
            | | calculate | c | | | ${d} |
            | | calculate | d | | | ${c} |
            """)
        #expect(faults == [.cycle(["a", "b", "a"]), .cycle(["c", "d", "c"])])
    }

    /// As ODK Validate says, rows or no rows.
    @Test(arguments: [
        "${x} + sum(${t})", "${x} + coalesce(indexed-repeat(${t}, ${r}, position(..) - 1), 0)",
        "${x} + sum(${r}[position() < position(current()/..)]/t)",
        "sum(/data/r[position() < position(current()/..)]/t)", "sum(../../r/t)", "sum(/data/r/t)",
    ])
    func aRunningTotalThatReadsItselfIsACycle(_ calculation: String) {
        let rows =
            "| | begin_repeat | r | R |\n| | integer | x | X |\n| | calculate | t | | | \(calculation) |\n| | end_repeat |"
        #expect(Self.faults(rows) == [.cycle(["t", "t"])])
    }

    /// A chain as long as a form can be is no cycle and needs no deep stack.
    @Test func aLongChainIsNoCycle() {
        var rows = (1..<5_000).map { "| | calculate | c\($0) | | | ${c\($0 + 1)} + 1 |" }
        rows.append("| | integer | c5000 | Số |")
        #expect(Self.faults(rows.joined(separator: "\n")).isEmpty)
    }

    @Test(arguments: [
        "| | text | a | A | | | | | | | . != '' | | ${b} = 1 |\n| | text | b | B |",
        "| | text | a | A | | once(1) |",
        "| | integer | a | A | | | | | | | . > 3 and ${a} < 9 |",
        "| | begin_repeat | r | R |\n| | integer | x | X |\n| | calculate | t | | | "
            + "sum(${r}[position() <= position(current()/..)]/x) |\n| | end_repeat |",
        "| | begin_repeat | r | R |\n| | integer | x | X |\n| | calculate | n | | | count(${r}) |\n| | end_repeat |",
        "| | integer | a | A |\n| | integer | b | B | | ${a} | | | | ${a} |",
    ])
    func whatIsNoCyclePasses(_ rows: String) {
        #expect(Self.faults(rows).isEmpty)
    }

    @Test(arguments: [
        ("| | text | ten | Tên | ${tne} = 1 |", DefinitionFault.Kind.unknownReference("tne", nearest: "ten")),
        ("| | text | ten | Xin chào ${tenn} |", .unknownReference("tenn", nearest: "ten")),
        ("| | text | ten | Tên | | | | | | ${x} |", .unknownReference("x", nearest: nil)),
        ("| | text | ten | Tên | /data/tenn = 1 |", .unknownPath("tenn", nearest: "ten")),
        ("| | select_one ll | q | Q |", .unknownList("ll", nearest: "l")),
        ("| | text | q | Q | | | | | | | regex(., '[') |", .badPattern("[")),
        ("| | text | q | Q | count(instance('k')/root/item) > 1 |", .unknownInstance("k", nearest: "l")),
        (
            "| | begin_group | g | G |\n| | text | q | Q |\n| | end_group |\n| | text | q | Q |\n| | note | n | ${q} |",
            .ambiguousReference("q")
        ),
    ])
    func findsWhatDoesNotResolve(_ rows: String, kind: DefinitionFault.Kind) {
        #expect(Self.faults(rows) == [kind])
    }

    @Test func thousandsOfWrongNamesTakeNoTime() {
        let rows = (1...4_000).map { "| | text | cau_hoi_\($0) | Câu | ${khong_co_\($0)} = 1 |" }
        let start = ContinuousClock.now
        #expect(Self.faults(rows.joined(separator: "\n")).count == 1_000)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func namesTheFilesItReads() throws {
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label | calculation |
            | | text | ma | Mã | |
            | | calculate | ten | | pulldata('xa', 'ten', 'ma', ${ma}) |
            | | calculate | gia | | pulldata('gia.csv', 'gia', 'ma', ${ma}) |
            """)
        #expect(form.files == [FormFile(id: "gia", name: "gia.csv"), FormFile(id: "xa", name: "xa.csv")])
    }
}
