import Base
import Forms
import Testing

/// What a person reads while a form is filled: labels, messages and names made of answers, in one language or another.
@Suite struct FillingTextTests {
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
}
