import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

/// The twenty traps of the field, by their numbers: each is a way in which a report has been wrong somewhere.
/// Source: DOMAIN.md §6.
struct TrapTests {
    func period(_ text: String, _ cutoff: String = "calendar") throws -> Period {
        try Period(parsing: text, cutoff: Cutoff(parsing: cutoff))
    }

    func figures(_ lines: String, _ text: String = "2026-06", _ cutoff: String = "calendar") throws -> Figures {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(lines, into: book)
        return try book.report(period(text, cutoff)).figures
    }

    func gained(_ figures: Figures, _ item: String = "cks_vneid") -> Int? {
        figures.increments.first { $0.item == item }?.count
    }

    func entered(_ cells: [FigureColumn: String], in book: Book) throws {
        let preview = try book.figureImport(enteredBy: "Lan").preview(cells.merging([.source: "Công an"]) { a, _ in a })
        if let fault = preview.faults.first { throw fault }
        _ = try book.enter(preview.rows)
    }

    func row(_ id: String, _ book: Book, _ text: String = "2026-06") throws -> IndicatorRow {
        try #require(try book.report(period(text)).rows.first { $0.target.indicator == id })
    }

    // MARK: 1-5

    @Test func trap01_onePersonThreeSessionsIsOne() throws {
        let figures = try figures(session(1) + session(2) + session(3))
        #expect(gained(figures) == 1)
        #expect(figures.count("luot_ho_tro") == 3)
        #expect(figures.count("nguoi_duoc_ho_tro") == 1)
    }

    @Test func trap02_hadBeforeThenCompletedIsAConflict() throws {
        let had = session(1).replacing(
            #""truoc":"chua_co","sau":"moi_xong""#, with: #""truoc":"da_co","sau":"da_co_truoc""#)
        let figures = try figures(had + session(2))
        #expect(gained(figures) == 0)
        #expect(figures.conflictTotal == 1)
    }

    @Test(arguments: [("2026-05-31", 101), ("2026-06-30", 100)])
    func trap03_aNewBaselineAbsorbsOlderIncrements(day: String, expected: Int) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        try entered([.indicator: "cks_mien_phi_vneid", .date: "2026-03-31", .numerator: "40"], in: book)
        try entered([.indicator: "cks_mien_phi_vneid", .date: day, .numerator: "100"], in: book)
        #expect(try row("cks_mien_phi_vneid", book).value == .count(expected))
    }

    @Test func trap04_theBaselinesOwnDayIsNotAdded() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        try entered([.indicator: "cks_mien_phi_vneid", .date: "2026-06-10", .numerator: "100"], in: book)
        #expect(try row("cks_mien_phi_vneid", book).value == .count(100))
    }

    @Test func trap05_twiceReversedAndEditedApart() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let binh = try ward.join("binh")
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: an)
        _ = try ward.log(session(1, extra: #","dg_ho_tro":2,"cach_lay_danh_gia":"tnv_hoi""#) + session(2), into: binh)
        let files = try ward.export(an) + ward.export(binh)
        try ward.merge(files, into: book)
        let once = try book.report(period("2026-06")).figures
        try ward.merge(files.reversed() + files, into: book)
        #expect(try book.report(period("2026-06")).figures == once)
        #expect(once.count("luot_ho_tro") == 2, "one session logged on two laptops is one")
        #expect(try book.report(period("2026-06")).completeness.editConflicts == 1)
    }

    /// Both corrections are the record's second version ("ban_sua" 2), made from the same first one.
    @Test(arguments: [false, true])
    func trap05_twoCorrectionsOfOneNumber(reversed: Bool) throws {
        let ward = try Ward()
        let lead = try ward.join("lead", role: .lead, team: "T01")
        let book = try ward.book("ward")
        try DurableFile.write(lead.identity.card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)
        let kit = try ward.kit(team: "T01")
        let an = try ward.join("an", kit: kit)
        try ward.merge([ward.path + "/kit"], into: lead)
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: lead)
        let record = try #require(RecordID("00000000-0000-4000-8000-000000000001"))
        for (author, minutes) in [(an, "25"), (lead, "40")] {
            let entry = try author.entry(editing: author.record(matching: "000000000001"), language: .vi)
            try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), minutes)
            try author.save(entry)
        }
        let files = try ward.export(an) + ward.export(lead)
        try ward.merge(reversed ? files.reversed() : files, into: book)
        let versions = try book.store.read { try $0.revisions(of: record) }
        #expect(versions.map(\.revision.header.generation).sorted() == [1, 2, 2])
        let report = try book.report(period("2026-06"))
        #expect(report.completeness.editConflicts == 1)
        #expect(report.figures.count("luot_ho_tro") == 1 && gained(report.figures) == 1)
    }

    // MARK: 6-10

    /// The list of the second quarter: two hamlets become one. The old household codes stay in the records.
    @Test(arguments: [("2026-05", ["T01", "T02"], [1, 1]), ("2026-06", ["T10"], [1])])
    func trap06_aHamletMergedInMidYearKeepsItsPeople(text: String, codes: [String], persons: [Int]) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let list =
            "ma,ten,tu_ngay,den_ngay,nhap_vao\nT01,Một,,2026-06-15,T10\nT02,Hai,,2026-06-15,T10\nT10,Mười,2026-06-16,,\n"
        try DurableFile.write(Array(list.utf8), to: ward.path + "/to.csv")
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        let at = { (id: Int, hamlet: String, day: String) in
            session(id).replacing(#""ma_to":"T01""#, with: "\"ma_to\":\"\(hamlet)\"").replacing("2026-06-10", with: day)
        }
        _ = try ward.log(
            at(1, "T01", "2026-05-04") + at(2, "T02", "2026-05-05") + at(3, "T01", "2026-06-02")
                + at(4, "T10", "2026-06-20"), into: book)
        let figures = try book.report(period(text)).figures
        #expect(figures.hamlets.map(\.code) == codes)
        #expect(figures.hamlets.map(\.persons) == persons)
        #expect(figures.count("nguoi_duoc_ho_tro") == 1, "one person, whatever the hamlet is called")
        #expect(gained(figures) == (text == "2026-05" ? 1 : 0))
        let held = try book.store.read { try $0.countedFacts().compactMap(\.facts.session.person) }
        #expect(Set(held) == ["11542-T01-0001-01"], "nothing in the records was renamed")
    }

    @Test func trap07_threeCommunesOfOneName() throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "13786", plan: "lien-minh-2026", owner: "UBND").run(
            at: BookFolder(ward.path + "/lien-minh"), surroundings: ward.clock.surroundings)
        let book = try ward.book("lien-minh")
        for other in ["09787", "08227"] {
            #expect(throws: Problem.self) { try ward.log(session(1).replacing("11542", with: other), into: book) }
            #expect(throws: FigureFault.self) {
                try entered([.indicator: "ipv6", .date: "2026-06-10", .value: "1", .area: other], in: book)
            }
        }
    }

    @Test(arguments: [
        ("2026-06-14T23:59:00+07:00", 1, 0), ("2026-06-15T00:00:00+07:00", 0, 1),
        ("2026-06-14T16:59:59Z", 1, 0), ("2026-06-14T17:00:00Z", 0, 1),
    ])
    func trap08_theMinuteBeforeMidnight(start: String, june: Int, july: Int) throws {
        let line = session(1).replacing("2026-06-10T08:00:00+07:00", with: start)
        #expect(try figures(line, "2026-06", "nd09").count("luot_ho_tro") == june)
        #expect(try figures(line, "2026-07", "nd09").count("luot_ho_tro") == july)
    }

    /// A laptop whose battery died logs in 1970 by its clock: the session's own date counts, and nothing is refused.
    @Test func trap08_aClockOf1970() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let book = try ward.book("ward")
        ward.clock.advance(days: -20_000)
        _ = try ward.log(session(1), into: an)
        let files = try ward.export(an)
        ward.clock.advance(days: 20_000)
        try ward.merge(files, into: book)
        let figures = try book.report(period("2026-06")).figures
        #expect(figures.count("luot_ho_tro") == 1 && gained(figures) == 1)
        #expect(try book.status().devices.contains { !$0.clockFaults.isEmpty })
    }

    @Test func trap09_roundedUpIsNotReached() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try entered(
            [.indicator: "hai_long_dvctt", .date: "2026-06-14", .numerator: "23749", .denominator: "25000"], in: book)
        let row = try row("hai_long_dvctt", book)
        #expect(row.value?.text(unit: row.unit).vi == "95,00% (23.749/25.000)")
        #expect(row.verdict == .notMet)
    }

    @Test(arguments: [(0, Verdict.noData), (3, .noData), (30, .met)])
    func trap10_noneAndThreeAreNoVerdict(count: Int, verdict: Verdict) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let lines = (0..<count).map { index in
            session(
                index, person: "11542-T01-0001-\(padded(index, 2))",
                extra: #","dg_dvctt":5,"cach_lay_danh_gia":"tnv_hoi""#
            )
            .replacing(
                #""muc":"cks_vneid","truoc":"chua_co","sau":"moi_xong""#,
                with:
                    #""muc":"nop_ho_so_truc_tuyen","truoc":"chua_co","sau":"moi_xong","ket_qua_nop":"da_nop","tthc_ma":"2.000815""#
            )
        }
        // Somebody was met who rated nothing: without any session even that would not be known.
        _ = try ward.log(session(99) + lines.joined(), into: book)
        let row = try row("hai_long_dvctt", book)
        #expect(row.value == .ratio(Ratio(part: count, whole: count)))
        #expect(row.verdict == verdict)
    }
}
