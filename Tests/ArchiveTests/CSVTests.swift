import Archive
import Testing

@Suite struct CSVTests {
    static let texts: [(text: String, rows: [[String]])] = [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}mã,tên\n1,Huế\n", [["mã", "tên"], ["1", "Huế"]]),
        ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
        ("\"a\r\nb\",c\n\nd\n", [["a\nb", "c"], [""], ["d"]]),
        ("a;b;c\n\"1,5\";2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
        ("a\tb\n", [["a", "b"]]),
        ("a,,\n", [["a", "", ""]]),
        ("", []),
        ("a\rb\r", [["a"], ["b"]]),
    ]

    @Test(arguments: texts)
    func reads(text: String, rows: [[String]]) throws {
        #expect(try CSV.rows(text).map(\.cells) == rows)
    }

    @Test func tellsLines() throws {
        #expect(try CSV.rows("a\n\"b\nc\"\nd\n").map(\.line) == [1, 2, 4])
        #expect(throws: ArchiveFault.unclosedQuote(line: 2)) { try CSV.rows("a\n\"b\n") }
        #expect(throws: ArchiveFault.strayQuote(line: 1)) { try CSV.rows("\"b\"c\n") }
    }

    @Test func writesWhatItReads() throws {
        let rows = [["a", "b,c", "d\"e"], [" x", "dòng\nhai", "1;2"], ["", "", ""]]
        #expect(try CSV.rows(CSV.text(rows), separator: 0x2C).map(\.cells) == rows)
        #expect(CSV.text([["a", "b c"]]) == "a,b c\r\n")
    }
}
