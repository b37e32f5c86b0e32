import Base
import Forms
import Foundation
import Indicators
import Reports
import Testing
import Workspace

/// Training and communication events: counted as events and attendance, never as people.
@Suite struct EventTests {
    private static let june = try! Period(parsing: "2026-06", cutoff: .calendar)

    private func event(_ day: String, _ kind: String, people: Int, women: Int? = nil, force: String = "to_cnscd")
        -> String
    {
        let told = women.map { ",\"so_nu\":\($0)" } ?? ""
        return """
            {"ngay":"\(day)","ma_to":"T01","ma_tnv":"T01-01","hinh_thuc":"\(kind)","chu_de":"vneid_muc2 cks_vneid",\
            "luc_luong":"\(force)","so_nguoi_du":\(people)\(told)}

            """
    }

    private func log(_ text: String, into book: Book) throws -> [Problem] {
        var file = LogFile()
        var refused: [Problem] = []
        try file.run(Array(text.utf8), into: book, form: "buoi", allOrNothing: false, language: .vi) { line in
            if case .refused(let problems) = line.outcome { refused += problems }
        }
        return refused
    }

    @Test func eventsAndAttendanceTravelAndCount() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let lines =
            event("2026-06-02", "tap_huan", people: 40, women: 25) + event("2026-06-05", "tuyen_truyen", people: 120)
            + event("2026-06-09", "tap_huan", people: 30, women: 10, force: "doan_thanh_nien")
            + event("2026-07-01", "lop_bdhvs", people: 15)
        #expect(try log(lines, into: an).isEmpty)
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        let figures = try book.report(Self.june).figures
        let expected = [
            "buoi_to_chuc": 3, "buoi_tap_huan": 2, "buoi_tuyen_truyen": 1, "buoi_lop_bdhvs": 0, "luot_du_buoi": 190,
            "luot_nu_du_buoi": 35, "luot_ho_tro": 1, "nguoi_duoc_ho_tro": 1, "tnv_hoat_dong": 1,
        ]
        for (id, count) in expected { #expect(figures.count(id) == count, "\(id)") }
        #expect(figures.hamlets.map(\.persons) == [1])
        for id in expected.keys where id.contains("buoi") {
            let question = FigureQuestion(id: id, period: Self.june, hamlet: nil, ofConflicts: false)
            #expect(try book.explain(question).explanation?.total == expected[id], "\(id)")
        }
        var check = BookCheck(book)
        #expect(try check.run().faults.isEmpty)
    }

    /// Also without a list of members: an event names its force itself.
    @Test func forcesDivideTheEvents() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let lines =
            event("2026-06-02", "tap_huan", people: 40) + event("2026-06-05", "tuyen_truyen", people: 120)
            + event("2026-06-09", "tap_huan", people: 30, force: "doan_thanh_nien")
            + event("2026-07-01", "lop_bdhvs", people: 15, force: "doan_thanh_nien")
        #expect(try log(lines, into: book).isEmpty)
        _ = try ward.log(session(1), into: book)
        let report = try book.report(Self.june)
        let groups = try #require(report.details[.force]).groups
        #expect(groups.map(\.id) == ["doan_thanh_nien", "to_cnscd", ""])
        #expect(groups.map { $0.counts[.events] } == [1, 2, 0])
        #expect(groups.map { $0.counts[.attendance] } == [30, 160, 0])
        #expect(groups.map { $0.counts[.sessions] } == [0, 0, 1])
        let page = TerminalRenderer(language: .vi, by: .force).render(report)
        let table = page.split(separator: "\n").filter { $0.contains("Đoàn thanh niên") || $0.contains("Lượt dự") }
        #expect(table.map { $0.split(separator: " ").last } == ["0", "dự", "30"])
    }

    @Test func aVoidedOrCorrectedEventCountsAsItStands() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        #expect(try log(event("2026-06-02", "tap_huan", people: 40), into: an).isEmpty)
        let record = try #require(try an.latest(1).first)
        #expect(record.start == "02/06/2026" && record.clientWords.vi == "Tập huấn" && record.items.count == 2)
        let entry = try an.entry(editing: an.record(matching: record.shortID), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("so_nguoi_du")), "41")
        try an.save(entry)
        #expect(try an.report(Self.june).figures.count("luot_du_buoi") == 41)
        try an.void(an.record(matching: record.shortID), reason: "ghi nhầm")
        #expect(try an.report(Self.june).figures.count("luot_du_buoi") == 0)
    }

    @Test(arguments: [
        ("\"so_nguoi_du\":40", "\"so_nguoi_du\":40,\"so_nu\":41"), ("\"so_nguoi_du\":40", "\"so_nguoi_du\":-1"),
        ("\"ngay\":\"2026-06-02\",", ""), ("tap_huan", "hop_to"), ("2026-06-02", "2025-12-31"),
    ])
    func whatIsNoEventIsRefused(part: String, wrong: String) throws {
        let ward = try Ward()
        let an = try ward.join("an")
        #expect(try !log(event("2026-06-02", "tap_huan", people: 40).replacing(part, with: wrong), into: an).isEmpty)
        #expect(try an.latest(5).isEmpty)
    }
}
