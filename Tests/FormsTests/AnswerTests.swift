import Base
import Forms
import Testing

/// What people type for each type, and what is stored.
@Suite struct AnswerTests {
    struct Typed: Sendable, CustomTestStringConvertible {
        let type: ItemType
        let typed: String
        /// Nil when it is refused.
        let stored: String?
        var parameters: [String: String] = [:]
        var testDescription: String { "\(type.rawValue) \(typed)" }

        init(_ type: ItemType, _ typed: String, _ stored: String?, _ parameters: [String: String] = [:]) {
            self.type = type
            self.typed = typed
            self.stored = stored
            self.parameters = parameters
        }
    }

    private static let tens = ["start": "0", "end": "100", "step": "10"]
    private static let halves = ["start": "1", "end": "3", "step": "0.5"]
    private static let down = ["start": "5", "end": "1", "step": "2"]

    static let rows: [Typed] = [
        .init(.text, "  Nguye\u{302}\u{303}n  ", "Nguyễn"), .init(.text, "", ""),
        .init(.integer, "12", "12"), .init(.integer, "-3", "-3"), .init(.integer, "007", "7"),
        .init(.integer, "1.234.567", "1234567"), .init(.integer, "1 234", "1234"), .init(.integer, "1,5", nil),
        .init(.integer, "12a", nil), .init(.integer, "9999999999999999", nil), .init(.integer, "-", nil),
        .init(.decimal, "1,5", "1.5"), .init(.decimal, "1.5", "1.5"), .init(.decimal, "1.234,5", "1234.5"),
        .init(.decimal, "-1.000.000", "-1000000"),
        .init(.decimal, "1,000,000", "1000000"), .init(.decimal, "1.00.000", nil),
        .init(.decimal, ",5", "0.5"), .init(.decimal, "1,2,3", nil), .init(.decimal, "x", nil),
        .init(.decimal, "-0,25", "-0.25"), .init(.decimal, ",", nil),
        .init(.range, "5", "5"), .init(.range, "11", nil), .init(.range, "5,5", nil), .init(.range, "30", "30", tens),
        .init(.range, "35", nil, tens), .init(.range, "2,5", "2.5", halves), .init(.range, "2.25", nil, halves),
        .init(.range, "3", "3", down), .init(.range, "4", nil, down), .init(.range, "x", nil),
        .init(.date, "1/6/2026", "2026-06-01"), .init(.date, "01-06-2026", "2026-06-01"),
        .init(.date, "2026-06-01", "2026-06-01"), .init(.date, "hôm nay", "2026-11-21"),
        .init(.date, "HOM QUA", "2026-11-20"), .init(.date, "29/2/2026", nil), .init(.date, "6/2026", nil),
        .init(.time, "8:30", "08:30:00"), .init(.time, "8h30", "08:30:00"), .init(.time, "8h", "08:00:00"),
        .init(.time, "24:00", nil), .init(.time, "08:30:15.000+07:00", "08:30:15"),
        .init(.dateTime, "1/6/2026 8:30", "2026-06-01T08:30:00+07:00"),
        .init(.dateTime, "2026-06-01T01:30:00Z", "2026-06-01T08:30:00+07:00"),
        .init(.dateTime, "bây giờ", "2026-11-21T09:00:00+07:00"), .init(.dateTime, "1/6/2026", nil),
        .init(.acknowledge, "có", "OK"), .init(.acknowledge, "không", nil),
        .init(.geopoint, "20.8449 106.6881", "20.8449 106.6881 0 0"),
        .init(.geopoint, "20.8449, 106.6881", "20.8449 106.6881 0 0"),
        .init(.geopoint, "20.8449 106.6881 5 3.5", "20.8449 106.6881 5 3.5"), .init(.geopoint, "91 0", nil),
        .init(.geopoint, "20,8449 106,6881", "20.8449 106.6881 0 0"), .init(.geopoint, "10,5", nil),
        .init(.geopoint, "20.8449,106.6881", "20.8449 106.6881 0 0"), .init(.geopoint, "20,8449,106,6881", nil),
        .init(.geopoint, "20", nil), .init(.geopoint, "nan 1", nil), .init(.geopoint, "20 106; 21 107", nil),
        .init(.geotrace, "20 106; 21 107", "20 106 0 0;21 107 0 0"), .init(.geotrace, "20 106", nil),
        .init(.geoshape, "20 106;20 107;21 107", "20 106 0 0;20 107 0 0;21 107 0 0;20 106 0 0"),
        .init(.geoshape, "20 106;20 107", nil),
        .init(.image, "anh/nha.jpg", "anh/nha.jpg"), .init(.barcode, "893 123", "893 123"), .init(.osm, "x", "x"),
    ]

    @Test(arguments: rows)
    func isStored(_ row: Typed) throws {
        let form = try ChoiceTests.form([("q", row.type, { $0.parameters = row.parameters })])
        let filling = Filling(form, context: Fixture.context())
        if let stored = row.stored {
            try filling.set("q", row.typed)
            #expect(Array(try filling.answer("q").utf8) == Array(stored.utf8))
            let again = Filling(form, context: Fixture.context(), answers: filling.record, origin: .saved)
            #expect(try again.answer("q") == stored, "a record reads back the same")
        } else {
            #expect(throws: AnswerFault.self) { try filling.set("q", row.typed) }
        }
    }

    @Test(arguments: [
        (ItemType.decimal, "1.5", "1,5"), (.date, "2026-06-01", "01/06/2026"), (.time, "08:30:00", "08:30"),
        (.dateTime, "2026-06-01T08:30:00+07:00", "01/06/2026 08:30"), (.range, "2.5", "2,5"),
    ])
    func isShownAsPeopleWriteIt(_ type: ItemType, stored: String, shown: String) throws {
        let form = try ChoiceTests.form([("q", type, { $0.parameters = ["step": "0.5"] })])
        let filling = Filling(form, context: Fixture.context(), answers: ["q": .string(stored)], origin: .saved)
        #expect(filling.displayedAnswer(at: try filling.at("q")) == shown)
    }

    /// Every type can be filled, saved and read back; none stops a form.
    @Test(arguments: ItemType.allCases.filter { !$0.isContainer })
    func everyTypeLoads(_ type: ItemType) throws {
        let list = ChoiceList(name: "l", choices: [Choice(name: "a", label: Labels("A"), columns: [:])])
        let form = try ChoiceTests.form([("q", type, { if type.isSelect { $0.list = "l" } })], lists: [list])
        let filling = Filling(form, context: Fixture.context())
        #expect(filling.errors.isEmpty)
        #expect(filling.steps.isEmpty == !(type.isAsked || type == .note))
        let again = Filling(form, context: Fixture.context(), answers: filling.draft, origin: .saved)
        #expect(again.draft == filling.draft)
    }

    @Test func aRangeWithWordsForNumbersIsAFault() throws {
        var item = Item(index: 0, parent: -1, name: "q", type: .range)
        item.parameters = ["start": "một"]
        let faults = Form.assemble(Form.Header(id: "f", version: "1", title: "F"), items: [item], lists: []).faults
        #expect(faults.map(\.kind) == [.badParameter("start", "một")])
        #expect(faults.map(\.column) == [.parameters])
    }
}
