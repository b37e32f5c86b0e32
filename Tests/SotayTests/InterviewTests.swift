import Base
import Forms
import Testing
import XLSForm

@testable import sotay

/// Lines that are typed one after another; then the input ends.
final class Script: LineSource {
    private var lines: ArraySlice<String>

    init(_ lines: [String]) {
        self.lines = lines[...]
    }

    func next() throws(LineFault) -> String? {
        lines.popFirst()
    }
}

private let market = """
    | survey |
    | | type | name | label | hint | required | relevant | constraint | constraint_message | default |
    | | begin_group | buoi | Buổi | | | | | | |
    | | select_one noi | noi | Ở đâu? | | yes | | | | |
    | | date | ngay | Ngày nào? | | yes | | . >= date('2026-01-01') | ngày quá sớm | |
    | | note | canh_bao | ngày ở tương lai | | | ${ngay} > today() | | | |
    | | integer | phut | Bao nhiêu phút? | | | | . <= 480 | tối đa 480 phút | |
    | | end_group | | | | | | | | |
    | | begin_repeat | viec | Việc | | yes | | | | |
    | | text | ten | Tên việc | | yes | | | | |
    | | end_repeat | | | | | | | | |
    | | begin_repeat | kho | Khó khăn | | | | | | |
    | | text | mo_ta | Mô tả | | yes | | | | |
    | | end_repeat | | | | | | | | |
    | | select_multiple nhom | nhom | Nhóm | | | | | | |
    | | text | ma_ho | Mã hộ | ví dụ H01 | | | regex(., 'H[0-9]+') | mã hộ viết như H01 | |
    | | text | ghi_chu | Ghi chú | | | | | | không |
    | choices |
    | | list_name | name | label |
    | | noi | tai_nha | Tại nhà |
    | | noi | nha_van_hoa | Nhà văn hóa |
    | | noi | cho | Chợ |
    | | nhom | a | Người cao tuổi |
    | | nhom | b | Nông dân |
    | | nhom | c | Tiểu thương |
    | settings |
    | | form_title | form_id | version |
    | | Chợ | cho | 1 |
    """

@Suite struct Interviews {
    /// What came of typing `lines`.
    struct Talk {
        let outcome: Interview.Outcome
        let said: [Utterance]
        let record: JSONObject
        let drafts: [(draft: JSONObject, place: Whereabouts)]

        /// The texts of one kind.
        func said(_ kind: Utterance.Kind) -> [String] { said.filter { $0.kind == kind }.map(\.text) }
    }

    private let form: Form

    init() throws {
        form = try #require(FormReader.read(Array(market.utf8), file: "cho.md").form)
    }

    private func talk(
        _ lines: String..., draft: String? = nil, from place: String? = nil, suggestions: [Suggestion] = []
    ) throws -> Talk {
        try talk(lines, draft: draft, from: place, suggestions: suggestions)
    }

    private func talk(
        _ lines: [String], draft: String? = nil, from place: String? = nil, suggestions: [Suggestion] = [],
        in other: Form? = nil
    ) throws -> Talk {
        let form = other ?? form
        let noon = Instant(milliseconds: 1_775_106_000_000)
        let context = FillingContext(now: { noon }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .vi)
        let filling = Filling(
            form, context: context, answers: try draft.map { try #require(JSON(parsing: $0).object) } ?? [:],
            origin: draft == nil ? .new : .saved)
        var said: [Utterance] = []
        var drafts: [(draft: JSONObject, place: Whereabouts)] = []
        let interview = Interview(
            filling, lines: Script(lines), speak: { said.append($0) }, save: { drafts.append(($0, $1)) },
            suggest: { place, filling in filling.form.items[place.item].name == "ma_ho" ? suggestions : [] },
            advise: { [] })
        let outcome = try interview.run(from: place.flatMap { Whereabouts($0, in: form) })
        return Talk(outcome: outcome, said: said, record: filling.record, drafts: drafts)
    }

    @Test func aRepeatWithoutRowsCanBeReached() throws {
        let talk = try talk("1", "2/4/2026", "", "Việc", "k", "k", "", "", "", ">kho", "c", "Mất mạng", "k", ">", "c")
        #expect(talk.said(.note).contains("Khó khăn: – (>kho để thêm)"))
        #expect(talk.record["kho"]?.array?.count == 1)
    }

    @Test func asksEverythingAndSaves() throws {
        let talk = try talk(
            "3", "2/4/2026", "30", "hướng dẫn", "", "c", "mất sóng", "k", "1 3", "H07", "xong", "c")
        #expect(talk.outcome == .finished)
        #expect(
            JSON.object(talk.record).compact == """
                {"noi":"cho","ngay":"2026-04-02","phut":30,"viec":[{"ten":"hướng dẫn"}],"kho":[{"mo_ta":"mất sóng"}],\
                "nhom":"a c","ma_ho":"H07","ghi_chu":"xong"}
                """)
        #expect(
            talk.said(.heading) == [
                "== Buổi ==", "== Việc 1 ==", "== Khó khăn 1 ==", "Xem lại", "== Buổi ==", "== Việc 1 ==",
                "== Khó khăn 1 ==",
            ])
        #expect(talk.said(.echo).prefix(3) == ["→ Chợ", "→ 02/04/2026", "→ 30"])
        #expect(talk.said(.question).first == "(1/6) Ở đâu?")
    }

    @Test func everyAnswerIsADraftAtOnce() throws {
        let talk = try talk("3", "2/4/2026", "!")
        #expect(talk.outcome == .left)
        #expect(talk.drafts.map { $0.place.text(in: form) } == ["noi", "ngay"])
        #expect(talk.drafts.last?.draft["ngay"]?.string == "2026-04-02")
    }

    @Test func theInputMayEndAnywhere() throws {
        #expect(try talk().outcome == .inputEnded)
        #expect(try talk("3").outcome == .inputEnded)
        #expect(try talk("3", "2/4/2026", "", "a").outcome == .inputEnded)
        #expect(try talk("3", "2/4/2026", "", "a", "", "", "", "", "").outcome == .inputEnded)
    }

    @Test func refusalsSayWhyAndAskAgain() throws {
        let talk = try talk("9", "", "1 2", "chợ", "32/1/2026", "1/1/2025", "2/4/2026", "500", "nhiều", "30", "!")
        #expect(
            talk.said(.refusal) == [
                "\"9\" không có trong danh sách, gõ ? để xem lại", "bắt buộc phải trả lời", "câu này chỉ chọn một",
                "\"32/1/2026\" không phải ngày; viết như 02/04/2026 hoặc \"hôm nay\"", "ngày quá sớm",
                "tối đa 480 phút", "\"nhiều\" không phải số nguyên",
            ])
        #expect(talk.record["phut"]?.int == 30)
    }

    @Test func partOfAWordWithoutMarksChooses() throws {
        #expect(try talk("van hoa", "!").record["noi"]?.string == "nha_van_hoa")
        let several = try talk("nha", "!")
        #expect(several.record["noi"] == nil)
        #expect(several.said(.choice).suffix(2) == ["1. Tại nhà", "2. Nhà văn hóa"])
    }

    @Test func enterKeepsOrSkips() throws {
        let talk = try talk("1", "hôm nay", "", "a", "", "", "", "", "", "c")
        #expect(talk.outcome == .finished)
        #expect(talk.record["ghi_chu"]?.string == "không")
        #expect(talk.record["phut"] == nil)
        #expect(talk.record["kho"] == nil)
        #expect(talk.said(.prompt).contains("[không] > "))
        #expect(talk.said(.prompt).contains("[bỏ qua] > "))
    }

    @Test func aDashRemovesWhatMayBeMissing() throws {
        let talk = try talk("1", "-", "hôm nay", "30", "<", "-", "!")
        #expect(talk.record["phut"] == nil)
        #expect(talk.said(.refusal) == ["bắt buộc phải trả lời"])
    }

    @Test func warningsAreSaidWhereTheyArise() throws {
        let talk = try talk("1", "1/1/2027", "!")
        #expect(talk.said(.warning) == ["Cảnh báo: ngày ở tương lai"])
        #expect(talk.outcome == .left)
    }

    @Test func goesBackAndShowsWhatWasAnswered() throws {
        let talk = try talk("<", "1", "hôm nay", "<", "<", "cho", "", "15", "!")
        #expect(talk.said(.refusal) == ["đây là câu đầu tiên"])
        #expect(talk.said(.prompt).filter { $0 == "[Tại nhà] > " }.count == 1)
        #expect(talk.record["noi"]?.string == "cho")
        #expect(talk.record["phut"]?.int == 15)
    }

    @Test func aRowBegunByMistakeGoesAway() throws {
        let talk = try talk("1", "hôm nay", "", "a", "", "c", "<", "k", "", "", "", "c")
        #expect(talk.outcome == .finished)
        #expect(talk.record["kho"] == nil)
        #expect(talk.record["viec"]?.compact == #"[{"ten":"a"}]"#)
    }

    @Test func backOutOfTheFirstRequiredRow() throws {
        let talk = try talk("1", "hôm nay", "30", "<", "45", "a", "!")
        #expect(talk.record["phut"]?.int == 45)
        #expect(talk.record["viec"]?.compact == #"[{"ten":"a"}]"#)
    }

    @Test func theReviewLeadsBackByNumber() throws {
        let talk = try talk("1", "hôm nay", "", "a", "", "", "", "", "", "1", "cho", "99", "c")
        #expect(talk.outcome == .finished)
        #expect(talk.record["noi"]?.string == "cho")
        #expect(talk.said(.choice).contains("1. Ở đâu?: Tại nhà"))
        #expect(talk.said(.choice).contains("1. Ở đâu?: Chợ"))
        #expect(talk.said(.choice).contains("3. Bao nhiêu phút?: –"))
        #expect(talk.said(.refusal) == ["không có câu số \"99\""])
    }

    @Test func theReviewRemovesRowsAndInsistsOnRequiredOnes() throws {
        let talk = try talk("1", "hôm nay", "", "a", "", "", "", "", "", "-4", "k", "-4", "c", "c", "b", "", "c")
        #expect(talk.said(.question).contains("bỏ cả Việc 1? (c/k)"))
        #expect(talk.said(.news).contains("đã bỏ: Việc 1"))
        #expect(talk.said(.news).contains("còn 1 chỗ phải sửa trước khi lưu:"))
        #expect(talk.record["viec"]?.compact == #"[{"ten":"b"}]"#)
        #expect(talk.outcome == .finished)
    }

    /// A look at the review takes no note away from the questions that are still to be asked.
    @Test func notesComeAfterALookAtTheReview() throws {
        let notes = """
            | survey |
            | | type | name | label | required | relevant |
            | | text | a | Câu A | | |
            | | note | n1 | đọc một | | |
            | | text | b | Câu B | yes | |
            | | begin group | g | Nhóm | | |
            | | note | n2 | đọc hai | | |
            | | text | c | Câu C | | |
            | | end group | | | | |
            | | note | w | chuyển cấp cứu | | ${c} = 'x' |
            | | text | d | Câu D | | |
            | | note | n3 | đọc ba | | |
            """
        let form = try #require(FormReader.read(Array(notes.utf8), file: "n.md").form)
        let talk = try talk(["x", ">", "2", "bb", "x", "y", "c"], in: form)
        #expect(talk.outcome == .finished)
        let told = talk.said.filter { [.note, .question, .echo].contains($0.kind) }.map(\.text)
        #expect(
            told == [
                "(1/4) Câu A", "→ x", "đọc một", "(2/4) Câu B",
                "Lưu? (c/k; gõ số để sửa câu đó, -số để bỏ cả mục chứa câu đó)",
                "(2/4) Câu B", "→ bb", "đọc hai", "(3/4) Câu C", "→ x", "(4/4) Câu D", "→ y", "đọc ba",
                "Lưu? (c/k; gõ số để sửa câu đó, -số để bỏ cả mục chứa câu đó)",
            ])
        #expect(talk.said(.heading) == ["Xem lại", "== Nhóm ==", "== Nhóm ==", "Xem lại", "== Nhóm =="])
        let warning = talk.said.firstIndex { $0.text == "Cảnh báo: chuyển cấp cứu" }
        #expect(try #require(warning) < #require(talk.said.firstIndex { $0.text == "(4/4) Câu D" }))
        // What was told is not told again after a correction.
        let corrected = try self.talk(["x", "bb", "z", "y", "3", "x", "c"], in: form)
        #expect(corrected.said(.note) == ["đọc một", "đọc hai", "đọc ba"])
        #expect(corrected.said(.warning).first == "Cảnh báo: chuyển cấp cứu")
    }

    /// The road that the review names leads to the row it names, not to another person's.
    @Test func theReviewLeadsIntoEmptyRepeatsOfTheirOwnRow() throws {
        let nested = """
            | survey |
            | | type | name | label |
            | | begin_repeat | ng | Người |
            | | text | tn | Tên |
            | | begin_repeat | benh | Bệnh |
            | | text | ten_benh | Bệnh gì? |
            | | end_repeat | | |
            | | end_repeat | | |
            """
        let form = try #require(FormReader.read(Array(nested.utf8), file: "n.md").form)
        let talk = try talk(
            [">", ">benh", ">ng[2]/benh", "c", "Sốt", "k", ">", "c"],
            draft: #"{"ng":[{"tn":"A","benh":[{"ten_benh":"Ho"}]},{"tn":"B"}]}"#, in: form)
        #expect(talk.said(.note).contains("Bệnh: – (>ng[2]/benh để thêm)"))
        #expect(talk.said(.news).contains("có 2 chỗ như vậy, gõ một trong:"))
        #expect(talk.said(.choice).contains("  >ng[2]/benh"))
        let people = talk.record["ng"]?.array ?? []
        #expect(
            people.map { $0["benh"]?.compact } == [#"[{"ten_benh":"Ho"}]"#, #"[{"ten_benh":"Sốt"}]"#])
    }

    /// A fault that no question leads to is said, and the interview goes on.
    @Test func whatCannotBeSavedYetIsSaid() throws {
        let broken = """
            | survey |
            | | type | name | label | calculation |
            | | text | ngay | Ngày | |
            | | calculate | c | | format-date(${ngay}, '%Y') |
            """
        let form = try #require(FormReader.read(Array(broken.utf8), file: "b.md").form)
        let talk = try talk(["mai", "c", "1", "2026-04-02", "c"], in: form)
        #expect(talk.said(.refusal).contains { $0.hasPrefix("chưa lưu được") })
        #expect(talk.outcome == .finished)
    }

    @Test func notSavingKeepsTheDraft() throws {
        #expect(try talk("1", "hôm nay", "", "a", "", "", "", "", "", "k").outcome == .left)
    }

    @Test func goesOnWithADraft() throws {
        let talk = try talk(
            "mô", "!", draft: #"{"noi":"cho","ngay":"2026-04-02","phut":5,"viec":[{"ten":"a"},{}]}"#,
            from: "viec[1]/ten")
        #expect(talk.said(.question).first == "(5/8) Tên việc")
        #expect(talk.record["viec"]?.compact == #"[{"ten":"a"},{"ten":"mô"}]"#)
    }

    /// What was typed last, before the person left, and the question that a draft kept there begins with.
    @Test(
        arguments: [
            ([">ghi_chu", "!"], ">ghi_chu", "(6/6) Ghi chú"), (["<", "!"], ">ngay", "(2/6) Ngày nào?"),
            ([">", "!"], ">", "Lưu? (c/k"),
            ([">1", "chợ", "!"], "noi", "(2/6) Ngày nào?"), ([">6", ">2", "!"], ">ngay", "(2/6) Ngày nào?"),
        ])
    func goesOnWhereThePersonWas(typed: [String], place: String, question: String) throws {
        let talk = try talk(["3", "2/4/2026"] + typed)
        #expect(talk.drafts.last?.place.text(in: form) == place)
        let draft = try #require(talk.drafts.last?.draft)
        let again = try self.talk("!", draft: JSON.object(draft).compact, from: place)
        #expect(again.said(.question).first?.hasPrefix(question) == true, "\(again.said(.question))")
    }

    /// A question about somebody who has no name yet shows where the name will stand.
    @Test func blankReferencesAreShownAsSuch() throws {
        let text = """
            | survey |
            | | type | name | label | calculation |
            | | text | ten | Tên | |
            | | calculate | xung | | '' |
            | | text | tuoi | ${ten}${xung} mấy tuổi? | |
            """
        let form = try #require(FormReader.read(Array(text.utf8), file: "f.md").form)
        let context = FillingContext(
            now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .vi)
        let filling = Filling(form, context: context)
        let place = try #require(form.place("tuoi"))
        #expect(filling.label(at: place) == "… mấy tuổi?")
        try filling.set(#require(form.place("ten")), "Lan")
        #expect(filling.label(at: place) == "Lan mấy tuổi?")
    }

    @Test func aPlaceThatIsGoneStartsAtTheBeginning() throws {
        let talk = try talk("!", draft: #"{"noi":"cho"}"#, from: "viec[7]/ten")
        #expect(talk.said(.question) == ["(1/6) Ở đâu?"])
    }

    @Test func asksAboutACodeThatAWholeListDoesNotHave() throws {
        let list = ["H01", "H02"].map { Suggestion(code: $0, description: "", isOfWholeList: true) }
        func household(_ typed: String...) throws -> Talk {
            try talk(["1", "hôm nay", "", "a", "", "", ""] + typed + ["!"], suggestions: list)
        }
        #expect(try household("2").record["ma_ho"]?.string == "H02")
        let kept = try household("H03", "c")
        #expect(kept.record["ma_ho"]?.string == "H03")
        #expect(kept.said(.question).contains("\"H03\" không phải mã đã biết, gần nhất là \"H01\". Vẫn giữ? (c/k)"))
        #expect(try household("H03", "k", "2").record["ma_ho"]?.string == "H02")
        // What is neither yes nor no keeps nothing.
        #expect(try household("H03", "", "").record["ma_ho"] == nil)
    }

    @Test func offersWhatIsKnownAndTakesWhatIsNot() throws {
        let known = [("H01", "bà Lan"), ("H02", "ông Lân")].map {
            Suggestion(code: $0.0, description: $0.1, isOfWholeList: false)
        }
        func household(_ typed: String...) throws -> Talk {
            let lead = ["1", "hôm nay", "", "a", "", "", ""]
            let noon = lead + typed + ["!"]
            return try talk(noon, suggestions: known)
        }
        #expect(try household("2").record["ma_ho"]?.string == "H02")
        #expect(try household("H77").record["ma_ho"]?.string == "H77")
        #expect(try household("ba lan").record["ma_ho"]?.string == "H01")
        let both = try household("lan")
        #expect(both.record["ma_ho"] == nil)
        #expect(both.said(.choice).suffix(2) == ["1. H01 (bà Lan)", "2. H02 (ông Lân)"])
        #expect(try household("xyz").said(.refusal) == ["mã hộ viết như H01"])
    }

    @Test func helpRepeatsTheQuestion() throws {
        let talk = try talk("?", "!")
        #expect(talk.said(.question) == ["(1/6) Ở đâu?", "(1/6) Ở đâu?"])
        #expect(talk.said(.hint).contains { $0.contains("< quay lại") })
    }
}
