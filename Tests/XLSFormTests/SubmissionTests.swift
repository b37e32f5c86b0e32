import Base
import Forms
import Testing
import XLSForm

/// What is submitted can be read back to the same record.
@Suite struct SubmissionTests {
    private static let form = FormReader.read(
        Array(
            """
            | survey |
            | | type | name | label | relevant | calculation | repeat_count |
            | | start | bat_dau | | | | |
            | | begin_group | ho | Hộ | | | |
            | | text | ten_ho | Tên hộ | | | |
            | | geopoint | vi_tri | Vị trí | | | |
            | | date | ngay | Ngày | | | |
            | | time | gio | Giờ | | | |
            | | end_group | | | | | |
            | | begin_repeat | nguoi | Người | | | |
            | | text | ten | Tên | | | |
            | | decimal | cao | Cao | | | |
            | | begin_repeat | benh | Bệnh | | | |
            | | select_multiple b | gi | Gì | | | |
            | | end_repeat | | | | | |
            | | end_repeat | | | | | |
            | | integer | so | Số | ${ten_ho} != '' | | |
            | | text | thua | Thừa | ${ten_ho} = '' | | |
            | | calculate | tong | | | count(${nguoi}) | |
            | choices |
            | | list_name | name | label |
            | | b | ho | Ho |
            | | b | sot | Sốt |
            | settings |
            | | form_id | version | instance_name |
            | | ho | 3 | ${ten_ho} |
            """.utf8), file: "f.md"
    ).form!

    private static let context = FillingContext(
        now: { Instant(milliseconds: 1_775_106_000_000) }, randomBytes: { [UInt8](repeating: 0, count: $0) },
        language: .vi)

    private static let answers: JSONObject = [
        "ten_ho": .string("Nhà <Ý> & \"Hòa\""), "vi_tri": .string("20.8449 106.6881 0 0"), "ngay": .string("2/4/2026"),
        "gio": .string("8h30"),
        "nguoi": .array([
            .object([
                "ten": .string("An"), "cao": .string("1,65"),
                "benh": .array([.object(["gi": .string("ho sot")]), .object(["gi": .string("sot")])]),
            ]),
            .object(["ten": .string("Bình")]),
        ]),
        "so": .int(7),
    ]

    @Test func aRecordComesBackFromItsXML() throws {
        let filling = Filling(Self.form, context: Self.context, answers: Self.answers)
        #expect(filling.errors.isEmpty)
        let text = InstanceXML.text(of: filling.instance(id: "uuid:2", deprecatedID: "uuid:1"))
        let root = try #require(try InstanceXML.read(Array(text.utf8)))
        let submission = Self.form.submission(root)
        #expect(submission.instanceID == "uuid:2")
        #expect(submission.deprecatedID == "uuid:1")
        #expect(submission.formID == "ho")
        #expect(submission.version == "3")
        #expect(submission.unknown.isEmpty)
        let again = Filling(Self.form, context: Self.context, answers: submission.answers, origin: .saved)
        #expect(again.errors.isEmpty)
        #expect(again.record == filling.record)
        #expect(again.instanceName == "Nhà <Ý> & \"Hòa\"")
    }

    @Test func anIrrelevantQuestionIsNotSubmittedAndABlankOneIs() {
        let filling = Filling(Self.form, context: Self.context, answers: ["ten_ho": .string("An")])
        let text = InstanceXML.text(of: filling.instance(id: "uuid:1"))
        #expect(!text.contains("thua"))
        #expect(text.contains("<so/>"))
        #expect(text.contains("<orx:instanceName>An</orx:instanceName>"))
        #expect(!text.contains("deprecatedID"))
    }

    /// As Collect and Central write them: prefixes, a default namespace, times with a zone, elements of another version.
    @Test func aTelephonesInstanceIsRead() throws {
        let xml = """
            <?xml version='1.0' ?><h:ho xmlns:h="http://example.org/f" id="ho" orx:version="2"
              xmlns:orx="http://openrosa.org/xforms"><bat_dau>2026-04-02T08:00:00.000+07:00</bat_dau>
              <ho><ten_ho>Lan</ten_ho><gio>08:30:00.000+07:00</gio></ho>
              <nguoi><ten>An</ten><cao>1.5</cao></nguoi><nguoi><ten>Bo</ten></nguoi><cu>x</cu>
              <orx:meta><orx:instanceID>uuid:9</orx:instanceID></orx:meta></h:ho>
            """
        let root = try #require(try InstanceXML.read(Array(xml.utf8)))
        let submission = Self.form.submission(root)
        #expect(submission.instanceID == "uuid:9")
        #expect(submission.version == "2")
        #expect(submission.unknown == ["cu"])
        let filling = Filling(Self.form, context: Self.context, answers: submission.answers, origin: .saved)
        #expect(filling.errors.isEmpty)
        #expect(
            JSON.object(filling.record).compact == """
                {"bat_dau":"2026-04-02T08:00:00+07:00","ten_ho":"Lan","gio":"08:30:00",\
                "nguoi":[{"ten":"An","cao":1.5},{"ten":"Bo"}],"tong":"2"}
                """)
    }
}

/// `select_one ${ten}`: choices from a repeat.
@Suite struct RowChoiceTests {
    private static let text = """
        | survey |
        | | type | name | label | choice_filter |
        | | begin_repeat | nguoi | Người | |
        | | text | ten | Tên | |
        | | integer | tuoi | Tuổi | |
        | | end_repeat | | | |
        | | select_one ${ten} | chu_ho | Ai là chủ hộ? | ${tuoi} >= 18 |
        | settings |
        | | form_id | version |
        | | f | 1 |
        """

    @Test func theAnswersOfARepeatAreOffered() throws {
        let form = try #require(FormReader.read(Array(Self.text.utf8), file: "f.md").form)
        let context = FillingContext(
            now: { Instant(milliseconds: 0) }, randomBytes: { [UInt8](repeating: 0, count: $0) }, language: .vi)
        func row(_ name: String, _ age: Int) -> JSON { .object(["ten": .string(name), "tuoi": .int(age)]) }
        let filling = Filling(
            form, context: context, answers: ["nguoi": .array([row("Bà Ý", 60), row("Na", 5), row("Hòa", 30)])])
        let place = try #require(form.place("chu_ho"))
        #expect(filling.choices(at: place).map(\.code) == ["Bà Ý", "Hòa"])
        try filling.set(place, "Bà Ý")
        #expect(throws: AnswerFault.choiceNotOffered("Na")) { try filling.set(place, "Na") }
        #expect(filling.record["chu_ho"] == .string("Bà Ý"))
    }

    @Test func theXFormAsksFromTheRows() throws {
        let xml = try #require(FormReader.read(Array(Self.text.utf8), file: "f.md").xform())
        #expect(xml.contains("nodeset=\"/data/nguoi[./ten != ''][ ./tuoi  &gt;= 18]\""))
        #expect(xml.contains("<value ref=\"ten\"/>"))
    }

    @Test(arguments: [("${tenn}", "FORM-101"), ("${ngoai}", "FORM-014")])
    func theQuestionMustStandInARepeat(list: String, code: String) {
        let text = Self.text.replacing("${ten}", with: list).replacing(
            "| | begin_repeat", with: "| | text | ngoai | Ngoài | |\n| | begin_repeat")
        #expect(FormReader.read(Array(text.utf8), file: "f.md").errors.map(\.kind.code).contains(code))
    }
}
