import Base
import Foundation
import Indicators
import Ledger
import Testing
import Workspace

/// What `due` says is still missing for a report, and how each thing goes when it has come.
struct DutyGapsTests {
    private static let june = Result { try Period(parsing: "2026-06", cutoff: .calendar) }

    @Test func everythingThatIsMissingAndNothingElse() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        // An and Chi have sent a batch, of Bình the ward holds the card alone.
        let (an, binh, chi) = (try ward.join("An"), try ward.join("Bình"), try ward.join("Chi"))
        let twins = #","nam_sinh":1960,"gioi_tinh":"nam""#
        _ = try ward.log(session(1, extra: twins), into: an)
        _ = try ward.log(session(2, person: "11542-T01-0001-02", extra: twins), into: chi)
        try ward.merge(ward.export(an) + ward.export(chi), into: book)
        try DurableFile.write(binh.identity.card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)

        // The clock stands on 1 July: all that came since 30 June is in time.
        var gaps = try book.gaps(for: Self.june.get())
        #expect(gaps.silent == ["Bình"])
        #expect(gaps.undecidedPairs == 1)
        #expect(gaps.editConflicts == 0)
        #expect(!gaps.isIssued && !gaps.isEmpty)
        #expect(gaps.figures.contains { $0.indicator == "phu_song_5g" && $0.kind == .official })
        #expect(gaps.figures.contains { $0.indicator == "cks_mien_phi_vneid" && $0.kind == .baseline })
        #expect(!gaps.figures.contains { $0.indicator == "hkd_ung_dung_so" }, "counted from the records alone")
        let lines = gaps.lines.map(\.vi)
        let center = try #require(lines.firstIndex { $0.contains("Trung tâm phục vụ hành chính công") })
        let under = lines[(center + 1)...].prefix { $0.hasPrefix("- ") }
        #expect(under.contains { $0.hasPrefix("- Tỷ lệ thông tin, giấy tờ") && $0.hasSuffix("[giay_to_mot_lan]") })
        #expect(lines.contains("chưa có lô mới của Bình") && lines.contains("1 cặp nghi trùng chưa quyết định"))
        #expect(lines.contains("chưa chốt báo cáo kỳ này"))
        // For July nobody has sent anything yet.
        let july = try Period(parsing: "2026-07", cutoff: .calendar)
        #expect(Set(try book.gaps(for: july).silent) == ["An", "Bình", "Chi"])

        // One thing after the other is done.
        try book.decide(book.pair("11542-T01-0001-01", "11542-T01-0001-02", kind: nil), isSame: false)
        #expect(try book.gaps(for: Self.june.get()).undecidedPairs == 0)
        _ = try ward.log(session(3, person: "11542-T01-0001-03"), into: binh)
        try ward.merge(ward.export(binh), into: book)
        #expect(try book.gaps(for: Self.june.get()).silent.isEmpty)
        let table = try book.figureImport(enteredBy: "Lan")
        for (place, gap) in gaps.figures.enumerated() {
            let cells: [FigureColumn: String] = [
                .indicator: gap.indicator, .date: "2026-06-30", .source: "Cơ quan",
                .value: gap.kind == .official ? "50" : "",
                .numerator: gap.kind == .official ? "" : "100",
            ]
            _ = try book.enter(table.preview(cells).rows)
            #expect(
                try book.gaps(for: Self.june.get()).figures.count == gaps.figures.count - place - 1, "\(gap.indicator)")
        }
        _ = try book.issue(Self.june.get())
        gaps = try book.gaps(for: Self.june.get())
        #expect(gaps.isEmpty && gaps.lines.isEmpty)
    }

    /// Every month that has not been issued is called for until it is, also behind a newer one; a month that the ward
    /// has cut by days of its own is its report.
    @Test func noPastPeriodIsForgotten() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let calendar = DutyCalendar(try book.planAndCatalogue().0)
        // 15 July: the deadlines of the 14th, for the months from March to June, have passed.
        ward.clock.advance(days: 14)
        let now = ward.clock.surroundings.now()
        let newest = try #require(calendar.passed(at: now).last { $0.duty.rhythm == .month })
        func waiting() throws -> [String] {
            try book.overdue(newest, in: calendar, cutoff: .calendar).map {
                "\($0.due.lastDay.iso) \($0.period.span.id)"
            }
        }
        let all = [
            "2026-07-14 2026-06", "2026-06-14 2026-05", "2026-05-14 2026-04", "2026-04-14 2026-03",
            "2026-03-14 2026-02",
            "2026-02-14 2026-01",
        ]
        let first = all.filter { $0.prefix(10) >= "2026-04-14" || newest.duty.from == nil }
        #expect(try waiting() == first)
        _ = try book.issue(Self.june.get())
        #expect(try waiting() == Array(first.dropFirst()))
        _ = try book.issue(Period(parsing: "2026-05", cutoff: Cutoff(parsing: "2026-04-11..2026-05-10")))
        #expect(try waiting() == Array(first.dropFirst(2)))
        // One week of a month is not the month.
        _ = try book.issue(Period(parsing: "2026-04", cutoff: Cutoff(parsing: "2026-04-01..2026-04-07")))
        #expect(try waiting() == Array(first.dropFirst(2)))
        // A lead's book knows of no issued report: the newest is called for, as long as it is the newest.
        let lead = try ward.join("lead", role: .lead)
        #expect(try lead.overdue(newest, in: calendar, cutoff: .calendar).map(\.period.span.id) == ["2026-06"])
    }

    @Test func editsThatDifferAreMissingADecision() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let (an, binh) = (try ward.join("An"), try ward.join("Bình"))
        _ = try ward.log(session(1), into: an)
        _ = try ward.log(session(1, extra: #","dg_ho_tro":2,"cach_lay_danh_gia":"tnv_hoi""#), into: binh)
        try ward.merge(ward.export(an) + ward.export(binh), into: book)
        let gaps = try book.gaps(for: Self.june.get())
        #expect(gaps.editConflicts == 1)
        #expect(gaps.lines.map(\.en).contains("records edited in two places: 1"))
    }
}
