import Base
import Forms
import Testing

/// Selects over lists of the form and over files beside it.
@Suite struct ChoiceTests {
    /// A form of questions made in code: `edit` sets what the row would say.
    static func form(_ questions: [(String, ItemType, (inout Item) throws -> Void)], lists: [ChoiceList] = []) throws
        -> Form
    {
        var items: [Item] = []
        for (name, type, edit) in questions {
            var item = Item(index: items.count, parent: -1, name: name, type: type)
            item.label = Labels(name)
            try edit(&item)
            items.append(item)
        }
        let (form, faults, _) = Form.assemble(
            Form.Header(id: "f", version: "1", title: "F"), items: items, lists: lists)
        return try #require(form, "\(faults)")
    }

    private static let letters = ChoiceList(
        name: "chu", choices: ["a", "b", "c", "d"].map { Choice(name: $0, label: Labels("Chữ \($0)"), columns: [:]) })

    private static let communes = ExternalTable(
        columns: ["ma", "ten", "huyen"],
        rows: [["01", "Nam Triệu", "TN"], ["02", "Minh Tân", "TN"], ["03", "Lập Lễ", "VB"], ["04", "Không tên"]])

    private static func cascade() throws -> Form {
        try form([
            ("huyen", .text, { _ in }),
            (
                "xa", .selectOne,
                {
                    $0.list = "xa"
                    $0.listSource = .file("xa.csv")
                    $0.parameters = ["value": "ma", "label": "ten"]
                    $0.choiceFilter = try Expression(parsing: "huyen = ${huyen}")
                }
            ),
            ("ten_xa", .calculate, { $0.calculation = try Expression(parsing: "jr:choice-name(${xa}, '${xa}')") }),
            (
                "ten_huyen", .calculate,
                { $0.calculation = try Expression(parsing: "pulldata('xa', 'huyen', 'ma', ${xa})") }
            ),
            (
                "so_xa", .calculate,
                {
                    $0.calculation = try Expression(
                        parsing: "count(instance('xa')/root/item[huyen = ${huyen} and ma != '02'])")
                }
            ),
        ])
    }

    /// A lone code may hold a space, as pyxform has it.
    @Test func aCodeMayHoldASpace() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | choice_filter | relevant |
            | | text | b | B | | |
            | | select_one l | a | A | g = ${b} or ${b} = '' | |
            | | text | c | C ${a} | | selected(${a}, 'x y') and ${a} = 'x y' |
            | choices |
            | | list_name | name | label | g |
            | | l | x y | Hai chữ | 1 |
            | | l | x | Một chữ | 2 |
            """)
        try filling.set("a", "x y")
        #expect(try filling.answer("a") == "x y")
        #expect(filling.displayedAnswer(at: try filling.at("a")) == "Hai chữ")
        #expect(filling.label(at: try filling.at("c")) == "C Hai chữ")
        #expect(filling.isRelevant(try filling.at("c")))
        #expect(filling.errors.isEmpty)
        #expect(filling.record["a"]?.string == "x y")
    }

    @Test func aFileGivesChoicesLabelsAndLookups() throws {
        let form = try Self.cascade()
        #expect(form.files == [FormFile(id: "xa", name: "xa.csv")])
        let filling = Filling(form, context: Fixture.context(), files: ["xa.csv": Self.communes])
        try filling.set("huyen", "TN")
        #expect(filling.choices(at: try filling.at("xa")).map(\.label) == ["Nam Triệu", "Minh Tân"])
        try filling.set("xa", "minh tan")
        #expect(try filling.answer("xa") == "02")
        #expect(filling.displayedAnswer(at: try filling.at("xa")) == "Minh Tân")
        #expect(try filling.answer("ten_xa") == "Minh Tân")
        #expect(try filling.answer("ten_huyen") == "TN")
        #expect(try filling.answer("so_xa") == "1")
        #expect(throws: AnswerFault.choiceNotOffered("03")) { try filling.set("xa", "03") }
        #expect(throws: AnswerFault.unknownChoice("99", nearest: nil)) { try filling.set("xa", "99") }
        try filling.set("huyen", "VB")
        #expect(filling.errors.map(\.fault) == [.choiceNotOffered("02")])
    }

    @Test func withoutItsFileASelectTakesAnyCode() throws {
        let filling = Filling(try Self.cascade(), context: Fixture.context())
        try filling.set("xa", "11542")
        #expect(filling.record["xa"] == .string("11542"))
        #expect(filling.errors.map(\.path) == ["ten_xa", "ten_huyen", "so_xa"])
    }

    /// A file of 100,000 rows is looked up, not walked through.
    @Test func aLongFileIsLookedUp() throws {
        let rows = (0..<100_000).map { ["\($0)", "Xã \($0)", "h\($0 / 100)"] }
        let table = ExternalTable(columns: ["ma", "ten", "huyen"], rows: rows)
        let filling = Filling(try Self.cascade(), context: Fixture.context(), files: ["xa.csv": table])
        let start = ContinuousClock.now
        for district in 0..<200 {
            try filling.set("huyen", "h\(district)")
            try filling.set("xa", "\(district * 100 + 5)")
            #expect(try filling.answer("ten_xa") == "Xã \(district * 100 + 5)")
            #expect(filling.choices(at: try filling.at("xa")).count == 100)
        }
        // Walking would take minutes.
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    // MARK: - Lists of the form

    @Test func choiceFiltersSeeTheRowTheyStandIn() throws {
        let filling = try Fixture.filling(
            """
            | survey |
            | | type | name | label | choice_filter |
            | | begin_repeat | r | R | |
            | | select_one vung | vung | Vùng | |
            | | select_one tinh | tinh | Tỉnh | vung = ${vung} |
            | | end_repeat | | | |
            | choices |
            | | list_name | name | label | vung |
            | | vung | bac | Bắc | |
            | | vung | nam | Nam | |
            | | tinh | hp | Hải Phòng | bac |
            | | tinh | ct | Cần Thơ | nam |
            """, #"{"r":[{"vung":"bac"},{"vung":"nam"}]}"#)
        #expect(filling.choices(at: try filling.at("r[1]/tinh")).map(\.code) == ["hp"])
        #expect(filling.choices(at: try filling.at("r[2]/tinh")).map(\.code) == ["ct"])
        #expect(throws: AnswerFault.choiceNotOffered("ct")) { try filling.set("r[1]/tinh", "ct") }
    }

    /// The order that ODK's tools give with this seed; JavaRosa 5.1 gives it for four nodes.
    @Test(arguments: [("1", ["b", "d", "c", "a"]), ("42", ["a", "d", "c", "b"]), ("${so}", ["b", "d", "c", "a"])])
    func aSeedGivesOneOrderEverywhere(_ seed: String, codes: [String]) throws {
        let form = try Self.form(
            [
                ("so", .integer, { $0.defaultValue = .constant("1") }),
                (
                    "q", .selectOne,
                    {
                        $0.list = "chu"
                        $0.parameters = ["randomize": "true", "seed": seed]
                    }
                ),
            ], lists: [Self.letters])
        let filling = Filling(form, context: Fixture.context())
        #expect(filling.choices(at: try filling.at("q")).map(\.code) == codes)
        let again = Filling(form, context: Fixture.context(seed: 77))
        #expect(again.choices(at: try again.at("q")) == filling.choices(at: try filling.at("q")))
    }

    @Test func withoutASeedTheOrderStaysWhileTheRecordIsOpen() throws {
        let form = try Self.form(
            [
                (
                    "q", .selectMultiple,
                    {
                        $0.list = "chu"
                        $0.parameters = ["randomize": "true"]
                    }
                )
            ], lists: [Self.letters])
        let orders = Set(
            try (UInt64(1)...20).map { seed in
                let filling = Filling(form, context: Fixture.context(seed: seed))
                let order = filling.choices(at: try filling.at("q")).map(\.code)
                #expect(filling.choices(at: try filling.at("q")).map(\.code) == order)
                return order
            })
        #expect(orders.count > 3)
    }

    @Test(arguments: [
        ("d c b a", nil), ("a,b,c,d", nil), ("a b c", AnswerFault.rankIncomplete(4)),
        ("a b c x", .unknownChoice("x", nearest: "a")),
    ])
    func aRankOrdersEveryChoice(_ typed: String, fault: AnswerFault?) throws {
        let form = try Self.form([("q", .rank, { $0.list = "chu" })], lists: [Self.letters])
        let filling = Filling(form, context: Fixture.context())
        if let fault {
            #expect(throws: fault) { try filling.set("q", typed) }
        } else {
            try filling.set("q", typed)
            #expect(try filling.answer("q").split(separator: " ").count == 4)
        }
    }
}
