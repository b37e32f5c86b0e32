import Base
import Forms
import Testing
import XLSForm

/// Names and telephones stay on one computer: no value that is stored may come from them.
@Suite struct LocalLeakTests {
    private static func form(_ rows: String, instanceName: String = "") -> String {
        """
        | survey |
        | | type | name | label | calculation | default | trigger | relevant | bind::sotay:role |
        | | text | ho_ten | Tên | | | | | local.name |
        | | text | dt | Số | | | | | local.phone |
        \(rows)
        | settings |
        | | form_id | version | namespaces | instance_name |
        | | f | 1 | sotay="https://sotay.example/xforms" | \(instanceName) |
        """
    }

    static let leaks: [FormTable] = [
        FormTable(
            "a calculation",
            form("| | calculate | ca_hai | | concat(${ho_ten}, ' ', ${dt}) | | | | |"),
            "FORM-120 survey!D5 (calculation) ca_hai ^7"),
        FormTable(
            "through others, in any order",
            form(
                """
                | | calculate | ba | | concat('x', ${hai}) | | | | |
                | | calculate | hai | | string-length(${mot}) | | | | |
                | | calculate | mot | | substr(${dt}, 0, 3) | | | | |
                """),
            "FORM-120 survey!D5 (calculation) ba ^12", "FORM-120 survey!D6 (calculation) hai ^14",
            "FORM-120 survey!D7 (calculation) mot ^7"),
        FormTable(
            "through a note, which is not stored itself",
            form(
                """
                | | note | loi | Chào | concat('a', ${ho_ten}) | | | | |
                | | calculate | mot | | ${loi} | | | | |
                """), "FORM-120 survey!D6 (calculation) mot ^0"),
        FormTable(
            "a default", form("| | text | goi | Gọi | | concat('anh ', ${ho_ten}) | | | |"),
            "FORM-120 survey!E5 (default) goi ^15"),
        FormTable(
            "a triggered calculation", form("| | text | goi | Gọi | ${ho_ten} | | ${dt} | | |"),
            "FORM-120 survey!D5 (calculation) goi ^0"),
        FormTable("a path", form("| | calculate | a | | ../ho_ten | | | | |"), "FORM-120 survey!D5 (calculation) a ^0"),
        FormTable(
            "everything beside it", form("| | calculate | a | | join(' ', ../*[. != '']) | | | | |"),
            "FORM-120 survey!D5 (calculation) a ^15", "FORM-106 survey!D5 (calculation) a ^10"),
        FormTable(
            "the record's title", form("| | text | a | A | | | | | |", instanceName: "concat('Phiếu ', ${ho_ten})"),
            "FORM-120 settings!D8 (instance_name) ^17"),
    ]

    @Test(arguments: leaks)
    func isAFault(_ table: FormTable) {
        #expect(table.reading.faults.map(FormTable.description) == table.faults)
        #expect(table.reading.form == nil)
    }

    @Test(arguments: [
        "| | note | chao | Chào ${ho_ten}, ${dt} | | | | | |",
        "| | text | a | A của ${ho_ten} | | | | ${dt} != '' | |",
        "| | calculate | a | | now() | | ${ho_ten} | | |",
    ])
    func labelsAndConditionsMayNameThem(_ row: String) {
        #expect(FormTable.read(Self.form(row)).faults.isEmpty)
    }

    @Test func aNameTakenFromARepeatAsAChoiceIsAFault() {
        let text = """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | begin repeat | nguoi | Người | |
            | | text | ten | Tên | local.name |
            | | end repeat | | | |
            | | select_one ${ten} | ai | Ai | |
            | settings |
            | | form_id | version | namespaces |
            | | f | 1 | sotay="https://sotay.example/xforms" |
            """
        #expect(FormTable.read(text).faults.map(FormTable.description) == ["FORM-120 survey!A6 (type) ai ^0"])
    }
}
