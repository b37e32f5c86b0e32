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

    @Test func theInstanceNameIsComputed() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | settings |
            | | form_id | version | instance_name |
            | | f | 1 | concat('Phiếu ', ${ten}) |
            """, #"{"ten":"An"}"#)
        #expect(filling.instanceName == "Phiếu An")
    }

    @Test func lastSavedReadsTheRecordBefore() throws {
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label | default |
            | | text | xa | Xã | ${last-saved#xa} |
            """)
        let filling = Filling(form, context: Fixture.context(), lastSaved: ("uuid:1", ["xa": .string("11542")]))
        #expect(try filling.answer("xa") == "11542")
        #expect(try Filling(form, context: Fixture.context()).answer("xa") == "")
    }

    @Test func textsMayNameTheRecordAndTheOneBefore() throws {
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label | hint | calculation |
            | | select_one l | a | Sau ${last-saved#a} | ${last-saved#instanceID} | |
            | | begin repeat | r | R | | |
            | | text | t | Dòng của ${instanceID} | | |
            | | calculate | ma | | | concat(${instanceID}, '/', position(..)) |
            | | calculate | goc | | | concat(/moi/meta/instanceID, /moi/a) |
            | | end repeat | | | | |
            | choices |
            | | list_name | name | label |
            | | l | x | X |
            | | l | y | Khác ${last-saved#a} |
            | settings |
            | | form_id | version | name | instance_name |
            | | f | 1 | moi | ${instanceID} |
            """)
        var context = Fixture.context()
        context.instanceID = "uuid:2"
        let filling = Filling(
            form, context: context, lastSaved: ("uuid:1", ["a": .string("x")]),
            answers: ["a": .string("x"), "r": .array([.object(["t": .string("T")])])])
        #expect(form.readsLastSaved)
        #expect(filling.instanceName == "uuid:2")
        #expect(filling.label(at: Place(item: 0)) == "Sau X")
        #expect(filling.hint(at: Place(item: 0)) == "uuid:1")
        #expect(filling.choices(at: Place(item: 0)).map(\.label) == ["X", "Khác X"])
        #expect(filling.label(at: Place(item: 2, rows: [1])) == "Dòng của uuid:2")
        let row = filling.record["r"]?.array?.first
        #expect(row?["ma"]?.string == "uuid:2/1")
        #expect(row?["goc"]?.string == "uuid:2x")
    }

    @Test func whatIsCalculatedFromLabelsFollowsTheLanguage() throws {
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label::Vietnamese (vi) | label::English (en) | calculation |
            | | select_one l | a | A | A | |
            | | calculate | ten | | | jr:choice-name(${a}, '${a}') |
            | | calculate | nhan | | | instance('l')/root/item[name = ${a}]/label |
            | | calculate | dai | | | string-length(${ten}) |
            | choices |
            | | list_name | name | label::Vietnamese (vi) | label::English (en) |
            | | l | x | Sổ | Book |
            """)
        let filling = Filling(form, context: Fixture.context(), answers: ["a": .string("x")])
        let answers = { try ["ten", "nhan", "dai"].map { try filling.answer($0) } }
        #expect(try answers() == ["Sổ", "Sổ", "2"])
        filling.tongue = Tongue(.en)
        #expect(try answers() == ["Book", "Book", "4"])
    }

    /// Source: JavaRosa, `BooleanData`: in expressions true or false, stored as 1 or 0.
    @Test func whatIsCalculatedToBeTrueIsANumberToo() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation | relevant |
            | | begin_repeat | r | R | | |
            | | integer | tuoi | T | | |
            | | calculate | tre | | ${tuoi} < 16 | |
            | | end_repeat | | | | |
            | | calculate | so | | sum(${tre}) | |
            | | calculate | dem | | count(${r}[tre = 1]) | |
            | | calculate | chu | | join(' ', ${tre}) | |
            | | calculate | co | | ${so} > 1 | |
            | | calculate | neu | | if(${co}, 'x', 'y') | |
            | | note | n | ${co} | | ${co} = 1 and ${co} = 'true' and ${co} = true() |
            """, #"{"r":[{"tuoi":5},{"tuoi":50},{"tuoi":10}]}"#)
        let names = ["so", "dem", "chu", "co", "neu", "r[1]/tre", "r[2]/tre"]
        #expect(try names.map { try filling.answer($0) } == ["2", "2", "true false true", "1", "x", "1", "0"])
        #expect(filling.label(at: try filling.at("n")) == "true")
        #expect(filling.isRelevant(try filling.at("n")))
        try filling.set("r[1]/tuoi", "20")
        #expect(try names.map { try filling.answer($0) } == ["1", "1", "false false true", "0", "y", "0", "0"])
        let again = Filling(filling.form, context: Fixture.context(), answers: filling.draft, origin: .saved)
        #expect(try again.answer("chu") == "false false true")
    }

    /// The answers of other rows are their own labels.
    @Test func anAnswerChosenAmongRowsHasAName() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | calculation |
            | | begin_repeat | r | R | |
            | | text | ten | Tên | |
            | | end_repeat | | | |
            | | select_one ${ten} | ai | Ai | |
            | | calculate | goi | | jr:choice-name(${ai}, '${ai}') |
            """, #"{"r":[{"ten":"An"}],"ai":"An"}"#)
        #expect(try filling.answer("goi") == "An")
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

    @Test func aChoiceMayNameItsOwnQuestion() throws {
        let form = try Fixture.form(
            """
            | survey |
            | | type | name | label |
            | | select_one l | a | A |
            | choices |
            | | list_name | name | label |
            | | l | x | X ${a} |
            """)
        let filling = Filling(form, context: Fixture.context(), answers: ["a": .string("x")])
        #expect(filling.displayedAnswer(at: Place(item: 0)) == "X X x")
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
}

extension JSONObject {
    var text: String { JSON.object(self).compact }

    // MARK: - Texts

    @Test func messagesShowAnswers() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | constraint | constraint_message | required | required_message |
            | | integer | m | M | | | | |
            | | integer | n | N | . >= ${m} | nhỏ hơn ${m} | | |
            | | text | t | T | | | ${m} > 3 | cần vì là ${m} |
            """, #"{"m":5}"#)
        let fault = #expect(throws: AnswerFault.self) { try filling.set("n", "4") }
        #expect(fault?.message.vi.contains("nhỏ hơn 5") == true)
        #expect(filling.problems.map(\.message.vi) == ["cần vì là 5"])
    }

    @Test(arguments: [
        ("label::Khmer (km) | label::Hmong (hmn)", "Hmong (hmn)", "Label 2"),
        ("label::Khmer (km) | label::Hmong (hmn)", "", "Label 1"),
        ("label::English (en) | label::Vietnamese", "", "Label 2"),
        ("label::English (en) | label::Tiếng Việt", "English (en)", "Label 2"),
        ("label::fr | label::vi-VN", "", "Label 2"),
        ("label::fr | label", "", "Label 2"), ("label::fr | label", "fr", "Label 2"),
    ])
    func aFormSpeaksTheProgramsLanguageElseItsOwn(_ columns: String, _ standard: String, shown: String) throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | \(columns) |
            | | text | t | Label 1 | Label 2 |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | \(standard) |
            """)
        #expect(filling.label(at: try filling.at("t")) == shown)
        filling.tongue.code = filling.form.header.languages.last?.code
        #expect(filling.label(at: try filling.at("t")).hasPrefix("Label"))
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
