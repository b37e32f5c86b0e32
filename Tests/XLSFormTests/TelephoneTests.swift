import Base
import Forms
import Testing
import XLSForm

/// What telephones do otherwise is warned of, and keeps no form from being used.
@Suite struct TelephoneTests {
    private func check(_ row: String, columns: String = "calculation") -> [String] {
        FormTable.read(
            """
            | survey |
            | | type | name | label | \(columns) |
            | | time | mo | Mở | |
            | | dateTime | tu | Từ | |
            | | date | ngay | Ngày | |
            \(row)
            """
        ).faults.map(FormTable.description)
    }

    @Test(arguments: [
        ("${mo} > 0.5", "^6"), ("${mo} = ${mo}", "^6"), ("${mo} * 24", "^6"), ("1 + ${mo}", "^2"),
        ("../mo < now()", "^6"),
        ("if(${ngay} = '', ${mo}, ${mo}) - ${mo}", "^31"), ("${tu} < now()", "^6"), ("now() - ${tu}", "^6"),
        ("${tu} != '2026-06-01T08:00'", "^6"), ("${ngay} = '' or ${tu} >= date-time(${tu})", "^22"),
    ])
    func timesOfWhichTheDayIsTakenAreWarnedOf(_ calculation: String, caret: String) {
        #expect(
            check("| | calculate | c | | \(calculation) |") == ["form-140 survey!D6 (calculation) c \(caret)"])
    }

    @Test(arguments: [
        "${mo} = ''", "'' != ${mo}", "${tu} <= today()", "${ngay} <= now()", "now() - ${ngay}", "${tu} = '2026-06-01'",
        "decimal-time(${mo}) > decimal-time(${mo})", "decimal-date-time(${tu}) < decimal-date-time(now())",
        "concat(${mo}, ${tu})", "${mo} = '' and ${tu} = ''", "date(${tu}) = date(now())",
    ])
    func theDayIsEnoughElsewhere(_ calculation: String) {
        #expect(check("| | calculate | c | | \(calculation) |").isEmpty)
    }

    @Test func aLimitOfATimeIsWarnedOfAtItsSign() {
        #expect(
            check("| | time | dong | Đóng | . > ${mo} |", columns: "constraint") == [
                "form-140 survey!D6 (constraint) dong ^2"
            ])
    }

    /// Source: JavaRosa, `FormDef.validate`, which looks at what is shown.
    @Test func demandsOnWhatIsNotShownAreWarnedOf() {
        let faults = FormTable.read(
            """
            | survey |
            | | type | name | label | required | constraint | calculation |
            | | integer | a | A | yes | . > 1 | |
            | | calculate | b | | yes | | 1 |
            | | hidden | c | | | . = 1 | |
            | | calculate | d | | no | | 1 |
            | | today | e | | yes | | |
            | | text | f | F | yes | . != 'x' | ${a} |
            """
        ).faults
        #expect(
            faults.map(FormTable.description) == [
                "form-141 survey!D4 (required) b ^0", "form-141 survey!E5 (constraint) c ^0",
                "form-141 survey!D7 (required) e ^0",
            ])
    }

    @Test(arguments: [
        ("Biểu mẫu hộ.md", "bieu-mau-ho"), ("_phieu.md", "phieu"), ("--help.md", "help"), ("x 2026 (1).md", "x-2026-1"),
        ("Đ.md", "d"), ("表.md", "form"), ("\(String(repeating: "x", count: 80)).md", String(repeating: "x", count: 64)),
    ])
    func aFileNameThatIsNoIdBecomesOne(file: String, id: String) {
        for settings in ["", "| settings |\n| | version |\n| | 1 |\n"] {
            let text = "| survey |\n| | type | name | label |\n| | text | a | A |\n" + settings
            let reading = FormReader.read(Array(text.utf8), file: file)
            #expect(reading.form?.id == id)
            #expect(
                reading.faults.map(\.kind.code).sorted()
                    == (settings.isEmpty ? ["FORM-031", "FORM-142"] : ["FORM-142"]))
        }
        let named = FormTable.read("| survey |\n| | type | name | label |\n| | text | a | A |\n", file: file)
        #expect(named.form?.id == "f" && named.faults.isEmpty)
    }
}
