import Base
import Forms
import Testing
import XLSForm

/// What `sotay form check` says.
@Suite struct CheckTests {
    private static let faulty = """
        | survey |
        | | type | name | label | relevant |
        | | integer | tuổi | Tuổi | |
        | | text | nghề | | 'Huế' = ${tuoi} |
        | | end group | | | |
        | settings |
        | | form_id | version |
        | | f | 1 |
        """

    private func check(_ text: String) -> FormCheck {
        FormCheck(FormTable.read(text), file: "f.md", needed: [.sessionStart, .actionItem, .localName])
    }

    @Test func saysEverythingAtOnce() {
        let check = check(Self.faulty)
        #expect(check.status == .badData)
        #expect(
            check.lines(.vi) == [
                "lỗi: f.md: survey!C4 (label) nghề: câu hỏi không có nhãn [FORM-022]",
                "    text | nghề |  | 'Huế' = ${tuoi}",
                "                  ^",
                "    gợi ý: ghi câu hỏi vào cột label",
                "lỗi: f.md: survey!D4 (relevant) nghề: không có câu hỏi \"tuoi\", có phải là \"tuổi\"? [FORM-101]",
                "    'Huế' = ${tuoi}",
                "            ^",
                "    gợi ý: sửa tên trong ${…}, hoặc thêm câu hỏi ấy",
                "lỗi: f.md: survey!A5 (type): \"end group\" không có \"begin group\" [FORM-024]",
                "    end group",
                "    ^",
                "    gợi ý: mỗi begin có đúng một end cùng loại, cái mở sau đóng trước",
                "f.md: 3 lỗi, 0 cảnh báo",
            ])
        #expect(check.lines(.en).last == "f.md: 3 errors, 0 warnings")
    }

    @Test func saysItToMachines() throws {
        let json = check(Self.faulty).json
        #expect(json["errors"]?.int == 3)
        #expect(json["form_id"] == .null)
        let fault = try #require(json["faults"]?.array?.first { $0["code"]?.string == "FORM-101" })
        #expect(
            fault.object?.keys == [
                "code", "severity", "file", "sheet", "row", "column", "header", "name", "text", "caret", "message",
                "hint",
            ])
        #expect(fault["column"]?.string == "D")
        #expect(fault["row"]?.int == 4)
        #expect(fault["caret"]?.int == 8)
        #expect(try JSON(parsing: json.pretty) == json)
    }

    @Test func listsRoles() throws {
        let check = check(
            """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | dateTime | luc | Lúc | session.start |
            | | begin repeat | viec | Việc | |
            | | text | muc | Mục | action.item |
            | | end repeat | | | |
            | settings |
            | | form_id | version | namespaces |
            | | f | 1 | sotay="https://sotay.example/xforms" |
            """)
        #expect(check.status == .done)
        #expect(check.fed.map(\.role) == [.sessionStart, .actionItem])
        #expect(check.fed.map(\.question) == ["luc", "viec/muc"])
        #expect(check.missing == [.localName])
        #expect(
            check.lines(.en) == [
                "f.md: no faults", "roles that the form feeds:", "    session.start        luc",
                "    action.item          viec/muc", "roles that the indicators miss:", "    local.name",
            ])
        #expect(check.json["missing_roles"]?.array == [.string("local.name")])
        #expect(check.json["roles"]?["action.item"]?.string == "viec/muc")
    }

    /// A form without roles is a form too.
    @Test func saysThatAFormFeedsNothing() {
        let lines = check("| survey |\n| | type | name | label |\n| | text | a | A |\n").lines(.en)
        #expect(lines == ["f.md: no faults", "no question has a role: this form feeds no figures"])
    }
}
