import Base
import Forms
import Foundation
import GRDB
import Indicators
import Testing

@testable import Store

/// The figures of the one query: against the shared case, and against a recount person by person.
struct CountingTests {
    @Test(arguments: ["2026-04", "2026-05", "2026-06", "2026", "nd09 2026-05"])
    func everyFigureOfTheCase(key: String) throws {
        let expected = try #require(try Case.expected()[key])
        let period =
            try key.hasPrefix("nd09 ")
            ? Period(parsing: String(key.dropFirst(5)), cutoff: .nd09) : Period(parsing: key, cutoff: .calendar)
        let figures = try Book(Case.facts()).figures(period)
        let got = try #require(figures.json.object)
        #expect(Set(got.keys) == Set(expected.object?.keys ?? []))
        for member in try #require(expected.object) {
            #expect(got[member.key]?.canonical == member.value.canonical, "\(member.key)")
        }
    }

    @Test func conflictsOfTheCase() throws {
        let figures = try Book(Case.facts()).figures(Period(parsing: "2026-04", cutoff: .calendar))
        #expect(figures.conflictsJSON.canonical == (try Case.expected()["conflicts"]).map(\.canonical))
    }

    @Test func orderAndRepetitionOfWritingDoNotMatter() throws {
        let facts = try Case.facts()
        let period = try Period(parsing: "2026-Q2", cutoff: .calendar)
        let once = try Book(facts).figures(period)
        let book = try Book(facts.reversed())
        try book.write(Array(facts.prefix(200)).reversed(), firstRecord: Int64(facts.count - 199))
        #expect(try book.figures(period) == once)
    }

    @Test func replacingByNothingRemovesARecord() throws {
        let facts = try Case.facts()
        let book = try Book(facts)
        try book.write(nil, record: 1)
        let period = try Period(parsing: "2026", cutoff: .calendar)
        #expect(try book.figures(period) == Book(Array(facts.dropFirst())).figures(period))
    }

    @Test func rolledBackCodesAreForgotten() throws {
        let facts = try Case.facts()
        let book = try Book([])
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try book.queue.write { db in
                try book.writer.replace(record: 1, facts: facts[0], in: db)
                throw Stop()
            }
        }
        try book.write(facts, firstRecord: 1)
        let period = try Period(parsing: "2026", cutoff: .calendar)
        #expect(try book.figures(period) == Book(facts).figures(period))
    }

    @Test func nothingRecordedIsZeroEverywhere() throws {
        let figures = try Book([]).figures(Period(parsing: "2026", cutoff: .calendar))
        #expect(figures.count("luot_ho_tro") == 0)
        #expect(figures.count("vneid_dan") == 0)
        #expect(figures.hamlets.isEmpty)
    }

    /// Few people, few moments: ties in time, lost, restored and conflicting items, ages and ratings that change.
    @Test(arguments: 1...60)
    func equalsARecountPersonByPerson(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let facts = (0..<Int.random(in: 5...160, using: &random)).map { _ in randomFacts(&random) }
        let book = try Book(facts)
        let catalogue = try Case.catalogue().adding(yaml: ownIndicators, file: "rieng.yaml")
        for text in ["2026-04", "2026-05", "2026-Q2", "2027"] {
            let period = try Period(parsing: text, cutoff: text == "2026-05" ? .nd09 : .calendar)
            let recount = Figures(Recount(facts, period: period, catalogue: catalogue).tally, catalogue: catalogue)
            let figures = try book.figures(period, catalogue)
            #expect(figures == recount, "seed \(seed), \(text)")
        }
    }
}

// MARK: - The shared case

enum Case {
    /// The folder of this file's test target, from which everything else is found.
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let folder = tests.appending(path: "Cases/nam-trieu-q2")

    static func expected() throws -> JSONObject {
        let data = try Data(contentsOf: folder.appending(path: "expected.json"))
        return try #require(JSON(parsing: data).object)
    }

    static func catalogue() throws -> Catalogue { try read.get() }

    private static let read = Result {
        let file = tests.deletingLastPathComponent().appending(path: "plans/indicators.yaml")
        return try Catalogue(yaml: String(contentsOf: file, encoding: .utf8), file: "indicators.yaml")
    }

    static func facts() throws -> [Facts] {
        let reader = FactReader(roles: roles, area: "11542")
        return try ["laptop-1", "laptop-2", "laptop-3"].flatMap { name in
            let text = try String(contentsOf: folder.appending(path: "\(name).ndjson"), encoding: .utf8)
            return try text.split(separator: "\n").map { line in
                let answers = try #require(JSON(parsing: String(line)).object)
                let record = try #require(RecordID(answers["ma_phien"]?.string ?? ""))
                return try reader.facts(record: record, answers: answers)
            }
        }
    }

    /// The questions of `forms/ho-tro.md` by role.
    static let roles: [Role: RoleBinding] = {
        let once: [Role: String] = [
            .sessionID: "ma_phien", .sessionStart: "thoi_diem_bat_dau", .sessionHamlet: "ma_to",
            .sessionMember: "ma_tnv", .sessionClient: "loai_khach", .sessionHousehold: "ma_ho",
            .sessionPerson: "ma_nguoi", .sessionBusiness: "ma_co_so", .sessionBirthYear: "nam_sinh",
            .sessionSex: "gioi_tinh", .sessionConsent: "dong_y", .sessionMode: "cach_ho_tro",
            .sessionPlace: "dia_diem", .ratingService: "dg_dvctt", .ratingHelp: "dg_ho_tro",
            .ratingMethod: "cach_lay_danh_gia",
        ]
        let repeated: [Role: (String, String)] = [
            .actionItem: ("hanh_dong", "muc"), .actionBefore: ("hanh_dong", "truoc"),
            .actionAfter: ("hanh_dong", "sau"), .actionReason: ("hanh_dong", "ly_do"),
            .actionDossier: ("hanh_dong", "ket_qua_nop"), .issueGroup: ("phan_anh", "nhom"),
            .issueSeverity: ("phan_anh", "muc_do"), .issueStatus: ("phan_anh", "trang_thai"),
        ]
        return once.mapValues { RoleBinding(repeatKey: nil, key: $0) }
            .merging(repeated.mapValues { RoleBinding(repeatKey: $0.0, key: $0.1) }) { a, _ in a }
    }()
}

/// Fact tables in memory.
struct Book {
    let queue: DatabaseQueue
    let writer = FactWriter()

    init(_ facts: [Facts]) throws {
        queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue)
        try write(facts, firstRecord: 1)
    }

    func write(_ facts: [Facts], firstRecord: Int64) throws {
        try queue.write { db in
            for (index, facts) in facts.enumerated() {
                try writer.replace(record: firstRecord + Int64(index), facts: facts, in: db)
            }
        }
    }

    func write(_ facts: Facts?, record: Int64) throws {
        try queue.write { db in try writer.replace(record: record, facts: facts, in: db) }
    }

    func figures(_ period: Period, _ own: Catalogue? = nil) throws -> Figures {
        let catalogue = try own ?? Case.catalogue()
        return try queue.read { db in try Counting.figures(in: db, period: period, catalogue: catalogue) }
    }
}

extension JSON {
    /// Keys sorted at every level, for comparing.
    fileprivate var canonical: JSON {
        switch self {
        case .object(let object):
            .object(
                object.sorted.reduce(into: JSONObject()) { $0[$1.key] = $1.value.canonical })
        case .array(let values): .array(values.map(\.canonical))
        default: self
        }
    }
}

// MARK: - A world of few people

func randomFacts(_ random: inout SeededRandomBytes) -> Facts {
    let record = RecordID(bytes: random.bytes(16))!
    let day = CivilDate(year: 2026, month: Int.random(in: 3...6, using: &random), day: 1)!
        .adding(days: Int.random(in: 0...27, using: &random))
    let hours = [0, 9, 9, 9, 14, 23].randomElement(using: &random)!
    var session = SessionFact(record: record, start: Instant(day, secondsOfDay: hours * 3600))
    session.hamlet = ["T01", "T02", nil].randomElement(using: &random)!
    session.member = ["T01-01", "T01-02", "T02-01"].randomElement(using: &random)!
    session.client = ["nguoi_dan", "nguoi_dan", "nguoi_dan", "ho_kinh_doanh", "hop_tac_xa", "can_bo"]
        .randomElement(using: &random)!
    session.mode = ["huong_dan", "lam_thay", nil].randomElement(using: &random)!
    session.ratingService = [nil, 2, 3, 4, 5].randomElement(using: &random)!
    session.ratingHelp = [nil, 1, 4, 5].randomElement(using: &random)!
    session.ratingMethod = ["tu_cham", "tnv_hoi", "phieu_giay", "qua_zalo", nil].randomElement(using: &random)!
    session.place = ["tai_nha", "cho", nil].randomElement(using: &random)!
    session.consent = ["dong_y", "dong_y", "dai_dien_dong_y", "khong_dong_y", nil].randomElement(using: &random)!
    session.anonymous = session.consent == "khong_dong_y"
    if !session.anonymous {
        let number = Int.random(in: 1...6, using: &random)
        if session.client == "nguoi_dan" || session.client == "can_bo" || Bool.random(using: &random) {
            session.person = "11542-T01-0001-0\(number)"
            session.household = "11542-T01-000\(number / 2)"
            session.birthYear = [nil, 2007, 2008, 2009, 2010, 2011, 1960].randomElement(using: &random)!
            session.sex = ["nam", "nu", nil].randomElement(using: &random)!
        }
        if session.client != "nguoi_dan" { session.business = "11542-T01-KD00\(number / 2)" }
    }
    let actions = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        ActionFact(
            item: [
                "vneid_muc1", "vneid_muc2", "cks_vneid", "cks_khac", "ttkdtm", "qr_ban_hang", "nop_ho_so_truc_tuyen",
            ].randomElement(using: &random)!,
            before: ["chua_co", "chua_co", "da_co", "da_co_khong_dung", nil].randomElement(using: &random)!,
            after: [
                "moi_xong", "moi_xong", "moi_xong", "da_co_truoc", "chua_xong", "khoi_phuc", "tu_choi", "mat_hieu_luc",
            ].randomElement(using: &random)!,
            reasons: [[], ["mang_yeu"], ["mang_yeu", "het_gio"]].randomElement(using: &random)!,
            dossier: [nil, "da_nop", "co_ket_qua", "chua_nop"].randomElement(using: &random)!)
    }
    let issues = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        IssueFact(
            group: ["khac", "thiet_bi"].randomElement(using: &random)!,
            severity: ["cao", nil].randomElement(using: &random)!,
            status: ["moi", "da_chuyen", "da_giai_quyet", nil].randomElement(using: &random)!)
    }
    return Facts(session: session, actions: actions, issues: issues)
}
