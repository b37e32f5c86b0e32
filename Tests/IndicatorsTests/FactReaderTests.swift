import Base
import Forms
import Indicators
import Testing

struct FactReaderTests {
    private let reader = FactReader(roles: roles, area: "11542")
    private static let roles: [Role: RoleBinding] = [
        .sessionArea: RoleBinding(repeatKey: nil, key: "xa"),
        .sessionStart: RoleBinding(repeatKey: nil, key: "luc"),
        .sessionHamlet: RoleBinding(repeatKey: nil, key: "to"),
        .sessionPerson: RoleBinding(repeatKey: nil, key: "nguoi"),
        .sessionHousehold: RoleBinding(repeatKey: nil, key: "ho"),
        .sessionBirthYear: RoleBinding(repeatKey: nil, key: "nam"),
        .sessionConsent: RoleBinding(repeatKey: nil, key: "dong_y"),
        .ratingService: RoleBinding(repeatKey: nil, key: "diem"),
        .actionItem: RoleBinding(repeatKey: "viec", key: "muc"),
        .actionBefore: RoleBinding(repeatKey: "viec", key: "truoc"),
        .actionAfter: RoleBinding(repeatKey: "viec", key: "sau"),
        .actionReason: RoleBinding(repeatKey: "viec", key: "ly_do"),
        .issueGroup: RoleBinding(repeatKey: "kho", key: "nhom"),
    ]
    private let record = RecordID("10b8cd86-8f25-4601-b86f-7a9514b3f1e3")!

    private func read(_ json: String) throws -> Facts {
        try reader.facts(record: record, answers: #require(JSON(parsing: json).object))
    }

    /// Every commune has a T01: a province's book tells them apart.
    @Test(arguments: [
        ("11542", #""xa": "01843", "#, "T01"), ("19", #""xa": "01843", "#, "01843-T01"), ("19", "", "T01"),
    ])
    func hamletsOfAProvince(area: String, commune: String, hamlet: String) throws {
        let answers = try JSON(parsing: "{\(commune)\"luc\": \"2026-06-15\", \"to\": \"T01\"}").object
        let facts = try FactReader(roles: Self.roles, area: area).facts(record: record, answers: #require(answers))
        #expect(facts.session.hamlet == hamlet)
    }

    @Test func readsARecord() throws {
        let facts = try read(
            """
            {"luc": "2026-06-15T00:00:00+07:00", "to": " T01 ", "nguoi": "P1", "ho": "H1", "nam": "1969",
             "dong_y": "dong_y", "diem": 4, "ghi_chu": "không vai trò",
             "viec": [{"muc": "ttkdtm", "truoc": "chua_co", "sau": "chua_xong", "ly_do": "mang_yeu  het_gio"},
                      {"truoc": "chua_co"}],
             "kho": [{"nhom": "khac"}, {}]}
            """)
        #expect(facts.session.start.date.iso == "2026-06-15")
        #expect(facts.session.hamlet == "T01")
        #expect(facts.session.birthYear == 1969)
        #expect(facts.session.ratingService == 4)
        #expect(facts.actions.map(\.item) == ["ttkdtm"])
        #expect(facts.actions[0].reasons == ["mang_yeu", "het_gio"])
        #expect(facts.issues.count == 2)
    }

    @Test func anAnonymousSessionCarriesNoIds() throws {
        let session = try read(
            #"{"luc":"2026-06-15","dong_y":"khong_dong_y","nguoi":"P1","ho":"H1","nam":1969,"to":"T01","diem":5}"#
        ).session
        #expect(session.anonymous)
        #expect(session.person == nil)
        #expect(session.household == nil)
        #expect(session.birthYear == nil)
        #expect(session.hamlet == "T01")
        #expect(session.ratingService == 5)
    }

    @Test(arguments: [
        (#"{"luc":"2026-06-15","diem":"5"}"#, 5), (#"{"luc":"2026-06-15","diem":4.0}"#, 4),
        (#"{"luc":"2026-06-15","diem":0}"#, nil), (#"{"luc":"2026-06-15","diem":6}"#, nil),
        (#"{"luc":"2026-06-15","diem":"tốt"}"#, nil), (#"{"luc":"2026-06-15","diem":null}"#, nil),
    ])
    func ratings(json: String, rating: Int?) throws {
        #expect(try read(json).session.ratingService == rating)
    }

    @Test(arguments: [
        ("{}", FactFault.noStart), (#"{"luc":""}"#, .noStart), (#"{"luc":[1]}"#, .noStart),
        (#"{"luc":"hôm qua"}"#, .unreadableStart("hôm qua")),
    ])
    func withoutADateARecordCountsNowhere(json: String, fault: FactFault) {
        #expect(throws: fault) { try read(json) }
    }

    @Test func hostileShapesAreAbsentAnswers() throws {
        let facts = try read(#"{"luc":"2026-06-15","viec":"x","kho":{"nhom":"khac"},"to":{},"nam":1e400}"#)
        #expect(facts.actions.isEmpty)
        #expect(facts.issues.isEmpty)
        #expect(facts.session.hamlet == nil)
        #expect(facts.session.birthYear == nil)
    }

    @Test(arguments: [
        ("chua_co" as String?, "mat_hieu_luc" as String?, ActionEvent.lost), ("da_co", "mat_hieu_luc", .lost),
        ("da_co", "moi_xong", .hadBefore), ("da_co", "tu_choi", .hadBefore),
        ("da_co_khong_dung", "moi_xong", .restored), ("da_co_khong_dung", "khoi_phuc", .restored),
        ("da_co_khong_dung", "da_co_truoc", .hadBefore), ("chua_co", "da_co_truoc", .hadBefore),
        ("chua_co", "moi_xong", .completed), ("khong_ro", "moi_xong", .completed), ("chua_co", "khoi_phuc", .restored),
        ("chua_co", "tu_choi", .refused), ("chua_co", "chua_xong", .notCompleted),
        ("chua_co", "dang_cho", .notCompleted),
        ("chua_co", "chi_tu_van", .notCompleted), ("da_co_khong_dung", "chua_xong", .notCompleted),
        (nil, "moi_xong", .completed), (nil, nil, .notCompleted),
    ])
    func events(before: String?, after: String?, event: ActionEvent) {
        #expect(ActionEvent(before: before, after: after) == event)
    }
}
