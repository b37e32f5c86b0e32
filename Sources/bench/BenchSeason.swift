import Base
import GRDB
import Indicators
import Store

/// A year of sessions from one seed: half as many people as sessions, three to a household; two or three actions each.
struct BenchSeason {
    let sessions: Int

    private static let items = [
        "vneid_muc1", "vneid_muc2", "cks_vneid", "cks_khac", "so_suc_khoe", "bhyt_vneid", "tk_dvc",
        "nop_ho_so_truc_tuyen", "thanh_toan_truc_tuyen", "nhan_ket_qua", "tk_ngan_hang_so", "ttkdtm", "qr_ban_hang",
        "hoa_don_dt", "bdhvs", "ky_nang_co_ban", "an_toan_so",
    ]
    private static let outcomes = [
        ("chua_co", "moi_xong"), ("chua_co", "moi_xong"), ("chua_co", "chua_xong"), ("da_co", "da_co_truoc"),
    ]

    /// Fills the fact tables of a database that has them.
    func write(into path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let writer = FactWriter()
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
        try queue.write { db in
            var random = SeededRandomBytes(seed: 1)
            for record in 1...sessions {
                try writer.replace(record: Int64(record), log: Int64(record % 300), facts: facts(&random), in: db)
            }
        }
        try queue.close()
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
            session.business = "11542-T\(person % 300)-KD\(person % 20_000)"
        } else {
            session.household = "11542-T\(person % 300)-\(person / 3)"
            // One session in 500 gives somebody a second code.
            let digit = Int.random(in: 0..<500, using: &random) == 0 ? 1 : 0
            session.person = "\(session.household!)-\(digit)\(person % 3 + 1)"
            session.birthYear = 1940 + person % 75
            session.sex = person % 2 == 0 ? "nam" : "nu"
        }
        var items = Self.items.shuffled(using: &random)
        let actions = (0..<Int.random(in: 2...3, using: &random)).map { _ in
            let (before, after) = Self.outcomes.randomElement(using: &random)!
            return ActionFact(
                item: items.removeLast(), before: before, after: after,
                reasons: after == "chua_xong" ? ["mang_yeu"] : [], dossier: nil)
        }
        let issue = IssueFact(group: "khac", severity: nil, status: "moi")
        return Facts(session: session, actions: actions, issues: person % 10 == 0 ? [issue] : [])
    }
}
