import Base
import Forms
import Testing
import XLSForm

@testable import sotay

/// Every type of question, asked fittingly; jumping about, changing the language, leaving.
@Suite struct AskingTests {
    /// What came of typing lines at a form.
    private struct Talk {
        let outcome: Interview.Outcome
        let said: [Utterance]
        let record: JSONObject
        let drafts: Int

        func said(_ kind: Utterance.Kind) -> [String] { said.filter { $0.kind == kind }.map(\.text) }
    }

    private static func talk(
        _ rows: [String], _ lines: [String], files: [String: ExternalTable] = [:], before: JSONObject? = nil
    ) throws -> Talk {
        let text = """
            | survey |
            | | type | name | label::Vietnamese (vi) | label::English (en) | required | parameters | appearance | choice_filter | repeat_count | guidance_hint::Vietnamese (vi) |
            \(rows.map { "| | \($0) |" }.joined(separator: "\n"))
            | choices |
            | | list_name | name | label::Vietnamese (vi) | label::English (en) | cha |
            | | mau | x | Xanh | Blue | |
            | | mau | d | Đỏ | Red | |
            | | mau | v | Vàng | Yellow | |
            | | con | 1 | Một | One | x |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | Vietnamese (vi) |
            """
        let form = try #require(FormReader.read(Array(text.utf8), file: "f.md").form)
        let noon = Instant(milliseconds: 1_775_106_000_000)
        let context = FillingContext(now: { noon }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .vi)
        let filling = Filling(
            form, context: context, files: files, answers: before ?? [:], origin: before == nil ? .new : .saved)
        var said: [Utterance] = []
        var drafts = 0
        let interview = Interview(
            filling, lines: Script(lines), speak: { said.append($0) }, save: { _, _ in drafts += 1 },
            suggest: { _, _ in [] }, advise: { [] })
        interview.before = before
        return Talk(outcome: try interview.run(), said: said, record: filling.record, drafts: drafts)
    }

    // MARK: - Types

    @Test(
        arguments: [
            ("integer", "1.250", "1250", "→ 1250"), ("decimal", "36,5", "36.5", "→ 36,5"),
            ("decimal", "1.234,5", "1234.5", "→ 1234,5"), ("date", "2/4/2026", "\"2026-04-02\"", "→ 02/04/2026"),
            ("date", "hôm nay", "\"2026-04-02\"", "→ 02/04/2026"),
            ("date", "hom qua", "\"2026-04-01\"", "→ 01/04/2026"),
            ("time", "8h30", "\"08:30:00\"", "→ 08:30"), ("time", "bây giờ", "\"12:00:00\"", "→ 12:00"),
            ("dateTime", "2/4/2026 8:15", "\"2026-04-02T08:15:00+07:00\"", "→ 02/04/2026 08:15"),
            ("acknowledge", "c", "\"OK\"", "→ OK"), ("barcode", "8935 0123", "\"8935 0123\"", "→ 8935 0123"),
            ("geopoint", "20.8449, 106.6881", "\"20.8449 106.6881 0 0\"", "→ 20.8449 106.6881 0 0"),
            ("geotrace", "20.1 106.1; 20.2 106.2", "\"20.1 106.1 0 0;20.2 106.2 0 0\"", ""),
            ("image", "anh/nha.jpg", "\"anh/nha.jpg\"", "→ anh/nha.jpg"), ("audio", "a.m4a", "\"a.m4a\"", "→ a.m4a"),
            ("rank mau", "3 1 2", "\"v x d\"", "→ Vàng, Xanh, Đỏ"),
            ("select_multiple mau", "1 3", "\"x v\"", "→ Xanh, Vàng"), ("select_one mau", "do", "\"d\"", "→ Đỏ"),
        ])
    func takesAnAnswerOfEveryType(type: String, typed: String, stored: String, echo: String) throws {
        let talk = try Self.talk(["\(type) | q | Câu hỏi | Question | | | | | | "], [typed, "c"])
        #expect(talk.outcome == .finished)
        #expect(talk.record["q"]?.compact == stored)
        if !echo.isEmpty { #expect(talk.said(.echo) == [echo]) }
    }

    @Test func rangesSayTheirScaleAndRefuseWhatIsOffIt() throws {
        let talk = try Self.talk(
            ["range | q | Điểm | Score | | start=1 end=5 step=0.5 | | | | "], ["9", "2,3", "2,5", "c"])
        #expect(talk.said(.hint).contains("một số từ 1 đến 5, mỗi bậc 0,5"))
        #expect(talk.said(.refusal).count == 2)
        #expect(talk.record["q"]?.compact == "2.5")
    }

    @Test(arguments: [("month-year", "4/2026", "2026-04-01"), ("year", "2026", "2026-01-01")])
    func datesMayBeMonthsOrYears(appearance: String, typed: String, stored: String) throws {
        let talk = try Self.talk(["date | q | Ngày | Date | | | \(appearance) | | | "], [typed, "c"])
        #expect(talk.record["q"]?.string == stored)
    }

    @Test func aRankNeedsAllOfItsChoices() throws {
        let talk = try Self.talk(["rank mau | q | Thứ tự | Order | yes | | | | | "], ["2", "2 1", "2 1 3", "c"])
        #expect(talk.said(.hint).contains { $0.hasPrefix("xếp thứ tự: gõ đủ 3 số") })
        #expect(talk.said(.refusal).prefix(2).allSatisfy { $0 == "cần xếp thứ tự đủ 3 lựa chọn" })
        #expect(talk.record["q"]?.string == "d x v")
    }

    @Test func whatCannotBeRecordedHereIsSaid() throws {
        let talk = try Self.talk(["audio | q | Ghi âm | Record | | | | | | "], ["khong-co.m4a", "c"])
        #expect(talk.said(.warning).count == 2)
        #expect(talk.said(.warning)[1].hasPrefix("không thấy tệp \"khong-co.m4a\""))
        #expect(talk.record["q"]?.string == "khong-co.m4a")
    }

    @Test func aFileOfChoicesCascadesAndMayBeMissing() throws {
        let rows = [
            "select_one mau | cha | Cha | Parent | yes | | | | | ",
            "select_one_from_file xa.csv | xa | Xã | Village | yes | | | cha = ${cha} | | ",
        ]
        let table = ExternalTable(
            columns: ["name", "label", "cha"], rows: [["a", "An Hải", "x"], ["b", "Bắc Sơn", "d"]])
        let chosen = try Self.talk(rows, ["do", "1", "c"], files: ["xa.csv": table])
        #expect(chosen.said(.choice).contains("1. Bắc Sơn"))
        #expect(chosen.record["xa"]?.string == "b")
        let none = try Self.talk(rows, ["vang", "<", "1", "an hai", "c"], files: ["xa.csv": table])
        #expect(none.said(.warning) == ["không có lựa chọn nào hợp với các câu trả lời trước; gõ < để sửa câu trước"])
        #expect(none.record["xa"]?.string == "a")
        let missing = try Self.talk(rows, ["do", "ma-xa", "c"])
        #expect(missing.said(.hint).contains("danh sách \"xa\" không có ở đây: gõ thẳng mã"))
        #expect(missing.record["xa"]?.string == "ma-xa")
    }

    /// The choices of `search()` are known to telephones alone; the row that names columns is no choice.
    @Test func aSelectWithSearchTakesACode() throws {
        let row = "select_one mau | q | Xã | Commune | | | search('xa', 'matches', 'tinh', '01') | | | "
        let talk = try Self.talk([row], ["00001", "c"])
        #expect(talk.said(.choice) == ["1. Xã: 00001"] && talk.record["q"]?.string == "00001")
        #expect(talk.said(.hint).contains("danh sách \"mau\" không có ở đây: gõ thẳng mã"))
    }

    @Test func guidanceIsShownOnDemand() throws {
        let talk = try Self.talk(["text | q | Tên | Name | | | | | | hỏi nhẹ nhàng"], ["?", "An", "c"])
        #expect(talk.said(.hint).filter { $0 == "hỏi nhẹ nhàng" }.count == 1)
    }

    // MARK: - Repeats

    private static let nested = [
        "begin_repeat | nguoi | Người | Person | yes | | | | | ", "text | ten | Tên | Name | yes | | | | | ",
        "begin_repeat | benh | Bệnh | Illness | | | | | | ", "text | gi | Bệnh gì | Which | yes | | | | | ",
        "end_repeat | | | | | | | | | ", "end_repeat | | | | | | | | | ",
    ]

    @Test func repeatsInRepeatsAreAskedRowByRow() throws {
        let talk = try Self.talk(
            Self.nested, ["An", "c", "ho", "c", "sốt", "k", "c", "Bình", "k", "k", "c"])
        #expect(talk.outcome == .finished)
        #expect(
            JSON.object(talk.record).compact == """
                {"nguoi":[{"ten":"An","benh":[{"gi":"ho"},{"gi":"sốt"}]},{"ten":"Bình"}]}
                """)
        #expect(
            talk.said(.heading).prefix(4) == ["== Người 1 ==", "== Bệnh 1.1 ==", "== Bệnh 1.2 ==", "== Người 2 =="])
    }

    @Test func aDashTakesTheLastRowAway() throws {
        let talk = try Self.talk(Self.nested, ["An", "c", "ho", "-", "k", "k", "c"])
        #expect(talk.said(.news).contains("đã bỏ: Bệnh 1"))
        #expect(talk.record["nguoi"]?.compact == #"[{"ten":"An"}]"#)
    }

    @Test func aCountedRepeatAsksForNoMoreRows() throws {
        let rows = [
            "integer | so | Mấy người? | How many? | yes | | | | | ",
            "begin_repeat | nguoi | Người | Person | | | | | ${so} | ", "text | ten | Tên | Name | | | | | | ",
            "end_repeat | | | | | | | | | ",
        ]
        let talk = try Self.talk(rows, ["2", "An", "Bình", "c"])
        #expect(talk.outcome == .finished)
        #expect(talk.record["nguoi"]?.array?.count == 2)
    }

    // MARK: - Walking about

    private static let three = [
        "text | ten | Tên gọi | Name | | | | | | ", "integer | tuoi | Bao nhiêu tuổi | Age | | | | | | ",
        "text | nghe | Nghề nghiệp | Work | | | | | | ",
    ]

    @Test(arguments: [">3", "> nghe", ">nghề ng", ">nghe nghiep"])
    func jumpsToAnyQuestion(typed: String) throws {
        let talk = try Self.talk(Self.three, [typed, "thợ", "c"])
        #expect(talk.said(.question).prefix(2) == ["(1/3) Tên gọi", "(3/3) Nghề nghiệp"])
        #expect(JSON.object(talk.record).compact == #"{"nghe":"thợ"}"#)
    }

    @Test func whatWasJumpedOverIsAskedBeforeTheEnd() throws {
        let talk = try Self.talk(Self.three, [">", "nghe", "thợ", "An", "40", "c"])
        #expect(talk.outcome == .finished)
        #expect(JSON.object(talk.record).compact == #"{"ten":"An","tuoi":40,"nghe":"thợ"}"#)
    }

    @Test func aJumpThatMeansSeveralOrNoneIsSaid() throws {
        let talk = try Self.talk(Self.three, [">n", ">xyz", ">9", "!"])
        #expect(talk.said(.news).contains("có 3 câu như vậy, gõ > và số:"))
        #expect(talk.said(.refusal).count == 2)
    }

    @Test func theLanguageChangesWhileFilling() throws {
        let talk = try Self.talk(
            ["select_one mau | q | Màu gì? | Which colour? | yes | | | | | "], ["?en", "yellow", "?vi", "c"])
        #expect(talk.said(.question).contains("(1/1) Which colour?"))
        #expect(talk.said(.choice).contains("1. Blue"))
        #expect(talk.said(.echo) == ["→ Yellow"])
        #expect(talk.said(.question).last == "Lưu? (c/k; gõ số để sửa câu đó, -số để bỏ cả mục chứa câu đó)")
        #expect(talk.record["q"]?.string == "v")
    }

    @Test func englishWritesADecimalPoint() throws {
        let talk = try Self.talk(["decimal | q | Nhiệt độ | Temperature | | | | | | "], ["?en", "36,5", "y"])
        #expect(talk.said(.echo) == ["→ 36.5"])
        #expect(JSON.object(talk.record).compact == #"{"q":36.5}"#)
    }

    @Test func leavingWithoutAnAnswerKeepsNothing() throws {
        let nothing = try Self.talk(Self.three, ["!"])
        #expect(nothing.drafts == 0)
        #expect(nothing.said(.news).last == "chưa có câu trả lời nào, không giữ gì")
        let kept = try Self.talk(Self.three, ["An", "!"])
        #expect(kept.drafts == 1)
        #expect(kept.said(.news).last == "đã giữ bản nháp; lần sau làm tiếp từ đây")
    }

    @Test func oneLetterChoosesNothingByAccident() throws {
        let talk = try Self.talk(["select_one mau | q | Màu | Colour | yes | | | | | "], ["x", "v", "!"])
        #expect(talk.record["q"] == nil)
        #expect(talk.said(.choice).suffix(2) == ["1. Xanh", "3. Vàng"])
    }

    @Test func aCorrectionShowsWhatItChanges() throws {
        let before: JSONObject = ["ten": .string("An"), "tuoi": .int(40)]
        let talk = try Self.talk(Self.three, ["", "41", "", "c"], before: before)
        #expect(talk.said(.choice).last == "  Bao nhiêu tuổi: 40 → 41")
        let same = try Self.talk(Self.three, ["", "", "", "c"], before: before)
        #expect(same.said(.news).contains("chưa thay đổi gì"))
    }
}
