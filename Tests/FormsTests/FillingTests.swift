import Base
import Forms
import Testing

/// A record kept consistent while it is filled.
@Suite struct FillingTests {
    private static func errors(_ filling: Filling) -> [String] {
        filling.errors.map { "\($0.path): \($0.fault.problem.code)" }
    }

    // MARK: - Relevance

    static let shop = """
        | survey |
        | | type | name | label | relevant | required | constraint | calculation | default |
        | | select_one yn | ban | Có bán không? | | yes | | | |
        | | begin_group | hang | Hàng | ${ban} = 'co' | | | | |
        | | integer | gia | Giá | | yes | . > 0 and . < 1000 | | |
        | | integer | so_luong | Số lượng | | | | | 1 |
        | | calculate | tien | | | | | ${gia} * ${so_luong} | |
        | | end_group | | | | | | | |
        | | note | nhac | Tổng ${tien} | ${tien} > 500 | | | | |
        | choices |
        | | list_name | name | label |
        | | yn | co | Có |
        | | yn | khong | Không |
        """

    @Test func irrelevantAnswersLeaveTheRecordAndStayInTheDraft() throws {
        let filling = try Fixture.filling(Self.shop)
        try filling.set("ban", "co")
        try filling.set("gia", "300")
        try filling.set("so_luong", "2")
        #expect(filling.record.members.map(\.key) == ["ban", "gia", "so_luong", "tien"])
        #expect(filling.notes.map(\.text.vi) == ["Tổng 600"])
        try filling.set("ban", "khong")
        #expect(filling.record == ["ban": .string("khong")])
        #expect(filling.draft["gia"] == .number("300"))
        #expect(filling.notes.isEmpty)
        try filling.set("ban", "co")
        #expect(filling.record["tien"] == .string("600"))
    }

    @Test func requiredCountsOnlyWhereItIsRelevant() throws {
        let filling = try Fixture.filling(Self.shop)
        #expect(Self.errors(filling) == ["ban: FILL-011"])
        try filling.set("ban", "co")
        #expect(Self.errors(filling) == ["gia: FILL-011"])
        #expect(throws: AnswerFault.required(Labels())) { try filling.set("gia", "") }
        try filling.set("ban", "khong")
        #expect(Self.errors(filling).isEmpty)
    }

    @Test(arguments: [("0", false), ("1", true), ("999", true), ("1000", false), ("-5", false)])
    func constraintsAreCheckedOnAnswering(_ typed: String, isTaken: Bool) throws {
        let filling = try Fixture.filling(Self.shop, #"{"ban":"co","gia":7}"#)
        if isTaken {
            try filling.set("gia", typed)
            #expect(try filling.answer("gia") == typed)
        } else {
            #expect(throws: AnswerFault.self) { try filling.set("gia", typed) }
            #expect(try filling.answer("gia") == "7", "the old answer stays")
        }
    }

    @Test func aBlankAnswerMeetsEveryConstraint() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | constraint |
            | | integer | a | A | . > 5 |
            """)
        try filling.set("a", "")
        #expect(filling.errors.isEmpty)
    }

    // MARK: - Calculations

    @Test func calculationsFollowWhateverTheirOrder() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | calculate | c | | ${b} + 1 |
            | | calculate | b | | ${a} * 2 |
            | | integer | a | A | |
            """)
        try filling.set("a", "5")
        #expect(try filling.answer("c") == "11")
        try filling.set("a", "")
        #expect(try filling.answer("b") == "", "an empty number is no 0")
    }

    @Test func aCalculationOverridesWhatWasTypedWhenItIsMadeAgain() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | integer | a | A | |
            | | integer | b | B | ${a} + 1 |
            """)
        try filling.set("a", "1")
        try filling.set("b", "50")
        #expect(try filling.answer("b") == "50")
        try filling.set("a", "2")
        #expect(try filling.answer("b") == "3")
    }

    @Test func aDayNumberBecomesADateInADateQuestion() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | date | a | A | |
            | | date | b | B | ${a} + 30 |
            | | calculate | c | | format-date(${b}, '%d/%m/%Y') |
            """)
        try filling.set("a", "1/6/2026")
        #expect(try filling.answer("b") == "2026-07-01")
        #expect(try filling.answer("c") == "01/07/2026")
    }

    @Test func aFailingCalculationIsReportedAndBlank() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | text | a | A | |
            | | calculate | b | | date(${a}) |
            """)
        try filling.set("a", "hôm qua")
        #expect(Self.errors(filling) == ["b: FILL-015"])
        try filling.set("a", "2026-06-01")
        #expect(Self.errors(filling).isEmpty)
    }

    @Test func onceKeepsItsValue() throws {
        let form = """
            | survey |
            | | type | name | label | calculation |
            | | calculate | ma | | once(uuid()) |
            | | text | a | A | |
            """
        let filling = try Fixture.filling(form)
        let first = try filling.answer("ma")
        #expect(first.utf8.count == 36)
        try filling.set("a", "x")
        let again = try Fixture.filling(form, filling.draft.text, origin: .saved, seed: 99)
        #expect(try again.answer("ma") == first)
    }

    // MARK: - Defaults and triggers

    @Test func defaultsFillNewRecordsAlone() throws {
        let form = """
            | survey |
            | | type | name | label | default |
            | | text | a | A | x |
            | | date | ngay | Ngày | today() |
            | | date | sau | Sau | ${ngay} + 1 |
            | | integer | n | N | 2 + 3 |
            | | text | s | S | 2-3 |
            | | select_one l | q | Q | b |
            | choices |
            | | list_name | name | label |
            | | l | a | A |
            | | l | b | B |
            """
        let filling = try Fixture.filling(form, #"{"a":"y"}"#)
        #expect(filling.record.text == #"{"a":"y","ngay":"2026-11-21","sau":"2026-11-22","n":5,"s":"2-3","q":"b"}"#)
        #expect(try Fixture.filling(form, #"{"a":"y"}"#, origin: .saved).record.text == #"{"a":"y"}"#)
    }

    static let triggered = """
        | survey |
        | | type | name | label | calculation | trigger |
        | | text | ten | Tên | | |
        | | text | tuoi | Tuổi | | |
        | | dateTime | luc | Lúc | now() | ${ten} |
        | | text | chu | Chữ | concat(${ten}, '-', ${tuoi}) | ${ten}, ${tuoi} |
        | | text | xoa | Xóa | | ${ten} |
        | | calculate | dai | | string-length(${ten}) | |
        | | text | sau | Sau | 'dài' | ${dai} |
        """

    @Test func triggersEvaluateWhenTheirQuestionChanges() throws {
        let filling = try Fixture.filling(Self.triggered)
        #expect(try filling.answer("luc") == "")
        try filling.set("xoa", "mất")
        try filling.set("ten", "An")
        #expect(try filling.answer("luc") == "2026-11-21T09:00:00+07:00")
        #expect(try filling.answer("chu") == "An-")
        #expect(try filling.answer("xoa") == "", "a trigger without a calculation empties")
        #expect(try filling.answer("sau") == "dài", "a calculation can be a trigger")
        try filling.set("chu", "của tôi")
        try filling.set("tuoi", "9")
        #expect(try filling.answer("chu") == "An-9")
    }

    @Test func triggersStayQuietWhileARecordIsLoaded() throws {
        let filling = try Fixture.filling(Self.triggered, #"{"ten":"An","chu":"giữ"}"#, origin: .saved)
        #expect(try filling.answer("chu") == "giữ")
        #expect(try filling.answer("luc") == "")
    }

    @Test func whatANewRecordComesWithFiresTriggers() throws {
        let filling = try Fixture.filling(Self.triggered, #"{"ten":"An","chu":"giữ"}"#)
        #expect(try filling.answer("chu") == "giữ", "what is given stays")
        #expect(try filling.answer("luc") == "2026-11-21T09:00:00+07:00")
    }

    @Test func triggersThatTriggerEachOtherComeToRest() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | text | a | A | concat(${b}, 'a') | ${b} |
            | | text | b | B | concat(${a}, 'b') | ${a} |
            """)
        try filling.set("a", "x")
        #expect(try filling.answer("b") == "xb")
        #expect(try filling.answer("a") == "xba")
    }

    // MARK: - JSON in and out

    @Test func aRecordReadsBackTheSame() throws {
        let first = try Fixture.filling(Fixture.survey, Fixture.answers, origin: .saved)
        let again = try Fixture.filling(Fixture.survey, first.record.text, origin: .saved)
        #expect(again.record.text == first.record.text)
        #expect(again.draft.text == first.draft.text)
        #expect(first.problems.isEmpty)
    }

    @Test(arguments: [
        (#"{"so":"x"}"#, "so: FILL-001"), (#"{"so":1.5}"#, "so: FILL-001"), (#"{"cao":true}"#, "cao: FILL-009"),
        (#"{"ngay":"2026-02-30"}"#, "ngay: FILL-003"), (#"{"gio":"25:00"}"#, "gio: FILL-004"),
        (#"{"luc":"x"}"#, "luc: FILL-005"), (#"{"gioi":"nem"}"#, "gioi: FILL-007"),
        (#"{"muc":"a x"}"#, "muc: FILL-007"), (#"{"soo":1}"#, "soo: FILL-010"), (#"{"ten":{}}"#, "ten: FILL-009"),
        (#"{"nguoi":{}}"#, "nguoi: FILL-009"), (#"{"nguoi":[1]}"#, "nguoi[1]: FILL-009"),
        (#"{"nguoi":[{},{"x":1}]}"#, "nguoi[2]/x: FILL-010"),
        (#"{"nguoi":[{"con":[{"tuoi_con":"hai"}]}]}"#, "nguoi[1]/con[1]/tuoi_con: FILL-001"),
    ])
    func refusesWrongJSON(_ answers: String, problem: String) throws {
        #expect(Self.errors(try Fixture.filling(Fixture.survey, answers, origin: .saved)) == [problem])
    }

    @Test(arguments: [
        (#"{"so":"1.234"}"#, #"{"so":1234}"#), (#"{"so":5.0}"#, #"{"so":5}"#), (#"{"cao":"1,5"}"#, #"{"cao":1.5}"#),
        (#"{"cao":1e2}"#, #"{"cao":100}"#), (#"{"ngay":"1/6/2026"}"#, #"{"ngay":"2026-06-01"}"#),
        (#"{"gioi":"Nữ"}"#, #"{"gioi":"nu"}"#), (#"{"muc":["c","a"]}"#, #"{"muc":"c a"}"#),
        (#"{"ten":null}"#, "{}"), (#"{"an":"mất"}"#, "{}"),
    ])
    func takesWhatPeopleWrite(_ answers: String, record: String) throws {
        #expect(try Fixture.filling(Fixture.survey, answers, origin: .saved).record.text == record)
    }

    @Test func namesAreNormalised() throws {
        let form = "| survey |\n| | type | name | label |\n| | text | tuổi | Tuổi |\n| | note | n | ${tuổi} |"
        let filling = try Fixture.filling(form, "{\"tuo\u{302}\u{309}i\":\"Nguye\u{302}\u{303}n\"}")
        #expect(Array(filling.record.text.utf8) == Array("{\"tuổi\":\"Nguyễn\"}".utf8))
    }

    /// Nobody could put it right.
    @Test func whatIsNotShownIsNotDemanded() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation | required | constraint | readonly |
            | | integer | tuoi | Tuổi | | | | |
            | | calculate | nam | | 2026 - ${tuoi} | yes | . > 3000 | |
            | | hidden | h | | | yes | | |
            | | text | t | T | | yes | | yes |
            """)
        #expect(filling.errors.map(\.path) == ["t"])
    }

    @Test func metadataFillsItself() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label |
            | | start | bat_dau | |
            | | end | xong | |
            | | today | hom_nay | |
            | | deviceid | may | |
            | | username | ai | |
            | | phonenumber | so | |
            | | text | a | A |
            """)
        filling.finish()
        #expect(
            filling.record.text
                == #"{"bat_dau":"2026-11-21T09:00:00+07:00","xong":"2026-11-21T09:00:00+07:00","hom_nay":"2026-11-21","#
                + #""may":"máy 1","ai":"tnv","so":"0912"}"#)
    }

    @Test func whatAlwaysHasTheLastWordIsNotAsked() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | text | a | A | | |
            | | text | b | B | concat(${a}, '!') | |
            | | text | c | C | once(${a}) | |
            | | text | d | D | ${a} | ${a} |
            """)
        let asked = filling.steps.compactMap {
            if case .question(let place) = $0 { filling.form.text(of: place) } else { nil }
        }
        #expect(asked == ["a", "c", "d"])
    }
}

extension JSONObject {
    var text: String { JSON.object(self).compact }
}
