import Base
import Forms
import Testing
import XLSForm

/// The record that expressions are tried on, and forms as Markdown tables.
enum Fixture {
    /// Every kind of node, nested repeats, a list with a column of its own.
    static let survey = """
        | survey |
        | | type | name | label::Vietnamese (vi) | label::English (en) | relevant |
        | | text | ten | Tên | Name | |
        | | integer | so | Số | Number | |
        | | decimal | cao | Cao | Height | |
        | | date | ngay | Ngày | Date | |
        | | time | gio | Giờ | Time | |
        | | dateTime | luc | Lúc | Moment | |
        | | text | rong | Rỗng | Empty | |
        | | integer | chua | Chưa | Unset | |
        | | select_one gioi | gioi | Giới | Sex | |
        | | select_multiple muc | muc | Mục | Items | |
        | | begin_group | nhom | Nhóm | Group | |
        | | integer | trong | Trong | Inside | |
        | | end_group | | | | |
        | | begin_repeat | nguoi | Người | Person | |
        | | text | ho_ten | Họ tên | Name | |
        | | integer | tuoi | Tuổi | Age | |
        | | begin_repeat | con | Con | Child | |
        | | text | ten_con | Tên con | Child name | |
        | | integer | tuoi_con | Tuổi con | Child age | |
        | | end_repeat | | | | |
        | | end_repeat | | | | |
        | | text | an | Ẩn | Hidden | false() |
        | | select_one tinh | tinh | Tỉnh | Province | |
        | choices |
        | | list_name | name | label::Vietnamese (vi) | label::English (en) | vung |
        | | gioi | nam | Nam | Male | |
        | | gioi | nu | Nữ | Female | |
        | | muc | a | Mục a | Item a | |
        | | muc | b | Mục b | Item b | |
        | | muc | c | Mục c | Item c | |
        | | tinh | hp | Hải Phòng | Hai Phong | bac |
        | | tinh | hn | Hà Nội | Ha Noi | bac |
        | | tinh | ct | Cần Thơ | Can Tho | nam |
        """

    static let answers = #"""
        {"ten":"Nguyễn Văn A","so":5,"cao":1.5,"ngay":"2026-06-01","gio":"08:30","luc":"2026-06-01T08:30:00+07:00",
        "gioi":"nam","muc":"a c","trong":7,"tinh":"hp","nguoi":[
        {"ho_ten":"An","tuoi":30,"con":[{"ten_con":"Bi","tuoi_con":5},{"ten_con":"Bo","tuoi_con":7}]},
        {"ho_ten":"Bình","tuoi":12},{"ho_ten":"Chi","con":[{"ten_con":"Cu","tuoi_con":3}]}]}
        """#

    /// 21/11/2026 09:00.
    static let noon = Instant(milliseconds: 1_795_226_400_000)

    static func context(language: Language = .vi, seed: UInt64 = 1) -> FillingContext {
        FillingContext(
            now: { noon },
            randomBytes: { [seed] count in
                var random = SeededRandomBytes(seed: seed)
                return random.bytes(count)
            }, deviceID: "máy 1", username: "tnv", phoneNumber: "0912", email: "a@b.vn", language: language)
    }

    /// The form of Markdown tables; `settings` are added when the text has none.
    static func form(_ tables: String) throws -> Form {
        let settings =
            "\n| settings |\n| | form_title | form_id | version | default_language |\n"
            + "| | F | f | 1 | Vietnamese (vi) |\n"
        let text = tables.contains("| settings |") ? tables : tables + settings
        let reading = FormReader.read(Array(text.utf8), file: "form.md")
        return try #require(reading.form, "\(reading.errors.map { "\($0.place): \($0.kind)" })")
    }

    static func filling(
        _ tables: String, _ answers: String = "{}", origin: Filling.Origin = .new,
        files: [String: ExternalTable] = [:], seed: UInt64 = 1
    ) throws -> Filling {
        let object = try #require(try JSON(parsing: answers).object)
        return Filling(try form(tables), context: context(seed: seed), files: files, answers: object, origin: origin)
    }
}

extension Filling {
    /// The place that a text names, for tests that know it exists.
    func at(_ text: String) throws -> Place {
        try #require(form.place(text))
    }

    func answer(_ text: String) throws -> String {
        answer(at: try at(text))
    }

    func set(_ text: String, _ typed: String) throws {
        try set(try at(text), typed)
    }
}
