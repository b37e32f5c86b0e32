import Base
import Foundation
import GRDB
import Indicators
import Store

/// The figures of a ward's month and of a province's year, from the fact tables alone.
enum ReportsBench: BenchArea {
    static let name = "reports"

    static func run(_ table: BenchTable) throws {
        try season(table, "ward", sessions: 120_000, period: "2026-06", bar: .seconds(1), megabytes: 200)
        try season(table, "province", sessions: 1_200_000, period: "2026", bar: .seconds(5), megabytes: 500)
    }

    private static func season(
        _ table: BenchTable, _ name: String, sessions: Int, period text: String, bar: Duration, megabytes: Int
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sotay-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let queue = try Season(sessions: sessions).store(in: folder.appending(path: "facts.sqlite").path)
        let catalogue = try Catalogue(yaml: contents(of: "plans/indicators.yaml"), file: "indicators.yaml")
        let period = try Period(parsing: text, cutoff: .calendar)
        let label = "\(name) of \(sessions / 1000) k sessions"
        try table.row("\(label): sessions by hamlet, a plain GROUP BY", work: sessions, unit: "sessions") {
            _ = try queue.read { db in
                try Row.fetchAll(db, sql: "SELECT hamlet, COUNT(*) FROM fact_session GROUP BY hamlet")
            }
        }
        var counted = 0
        try table.row("\(label): every figure of \(text)", work: sessions, unit: "sessions", bar: .within(bar)) {
            counted = try queue.read { db in
                try Counting.figures(in: db, period: period, catalogue: catalogue).count("luot_ho_tro") ?? 0
            }
        }
        precondition(counted > 0)
        table.note("\(label): most memory so far", "\(try BenchMemory.peak()) MB of \(megabytes)")
    }

    private static func remove(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path): \(error)")
        }
    }

    private static func contents(of path: String) throws -> String {
        try String(contentsOf: URL(filePath: path), encoding: .utf8)
    }
}

/// A year of sessions from one seed: half as many people as sessions, two or three actions each.
private struct Season {
    let sessions: Int

    private static let items = [
        "vneid_muc1", "vneid_muc2", "cks_vneid", "cks_khac", "so_suc_khoe", "bhyt_vneid", "tk_dvc",
        "nop_ho_so_truc_tuyen", "thanh_toan_truc_tuyen", "nhan_ket_qua", "tk_ngan_hang_so", "ttkdtm", "qr_ban_hang",
        "hoa_don_dt", "bdhvs", "ky_nang_co_ban", "an_toan_so",
    ]
    private static let outcomes = [
        ("chua_co", "moi_xong"), ("chua_co", "moi_xong"), ("chua_co", "chua_xong"), ("da_co", "da_co_truoc"),
    ]

    func store(in path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let writer = FactWriter()
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")
        }
        try queue.write { db in
            try db.execute(sql: FactTables.schema)
            var random = SeededRandomBytes(seed: 1)
            for record in 1...sessions {
                try writer.replace(record: Int64(record), log: Int64(record % 300), facts: facts(&random), in: db)
            }
        }
        return queue
    }

    private func facts(_ random: inout SeededRandomBytes) -> Facts {
        let day = CivilDate(year: 2026, month: 1, day: 1)!.adding(days: Int.random(in: 0..<365, using: &random))
        let start = Instant(day, secondsOfDay: 60 * Int.random(in: 420..<1020, using: &random))
        var session = SessionFact(record: RecordID(bytes: random.bytes(16))!, start: start)
        let person = Int.random(in: 0..<sessions / 2, using: &random)
        session.hamlet = "T\(person % 300)"
        session.member = "T\(person % 300)-\(person % 7)"
        session.mode = ["huong_dan", "cung_lam", "lam_thay"][person % 3]
        session.ratingService = [nil, nil, 3, 4, 5].randomElement(using: &random)!
        session.ratingHelp = [nil, 4, 5].randomElement(using: &random)!
        session.client = person % 20 == 0 ? "ho_kinh_doanh" : "nguoi_dan"
        if Int.random(in: 0..<25, using: &random) == 0 {
            session.anonymous = true
        } else if person % 20 == 0 {
            session.business = "KD\(person % 20_000)"
        } else {
            session.person = "P\(person)"
            session.household = "H\(person / 3)"
            session.birthYear = 1940 + person % 75
        }
        let actions = (0..<Int.random(in: 2...3, using: &random)).map { _ in
            let (before, after) = Self.outcomes.randomElement(using: &random)!
            return ActionFact(
                item: Self.items.randomElement(using: &random)!, before: before, after: after,
                reasons: after == "chua_xong" ? ["mang_yeu"] : [], dossier: nil)
        }
        let issue = IssueFact(group: "khac", severity: nil, status: "moi")
        return Facts(session: session, actions: actions, issues: person % 10 == 0 ? [issue] : [])
    }
}
