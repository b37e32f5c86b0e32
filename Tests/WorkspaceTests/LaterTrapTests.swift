import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

/// The second ten of the twenty traps.
extension TrapTests {
    // MARK: 11-15

    @Test func trap11_missingIsNotZeroIsNotThree() throws {
        let figures = try figures(session(1))
        guard case .satisfaction(let answers) = figures.values["hai_long_ho_tro"] else {
            Issue.record("no satisfaction")
            return
        }
        #expect(answers.ratings.whole == 0)
        let ward = try Ward()
        let book = try ward.book("ward")
        #expect(try row("phu_song_5g", book).value == nil)
        #expect(try row("phu_song_5g", book).status == .missing)
        try entered([.indicator: "phu_song_5g", .date: "2026-06-10", .value: "0"], in: book)
        #expect(try row("phu_song_5g", book).value == .number(DecimalNumber(0)))
        #expect(try row("phu_song_5g", book).verdict == .notMet)
    }

    /// A ward that has heard from no device knows nothing of the teams' work: no zero stands anywhere.
    @Test func trap11_nobodyHeardIsNotZero() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        try entered([.indicator: "cks_mien_phi_vneid", .date: "2026-06-10", .numerator: "40"], in: book)
        let silent = try book.report(period("2026-06"))
        #expect(silent.isUnheard && silent.figures.values.isEmpty && silent.figures.increments.isEmpty)
        let own = try #require(silent.rows.first { $0.target.indicator == "hkd_ung_dung_so" })
        #expect(own.value == nil && own.status == .missing)
        // What an agency gave is still its figure, to which nothing was added.
        let given = try #require(silent.rows.first { $0.target.indicator == "cks_mien_phi_vneid" })
        #expect(given.value == .count(40) && given.basis == .otherAgency && given.status == .entered)
        #expect(!given.remarks.contains { if case .estimate = $0 { true } else { false } })
        // One session, though of another month, and zero is a count.
        _ = try ward.log(session(1).replacing("2026-06-10", with: "2026-05-10"), into: book)
        #expect(try book.report(period("2026-06")).figures.count("luot_ho_tro") == 0)
    }

    @Test(arguments: [
        ("Nguye\u{302}\u{303}n Thi\u{323} Ý", "nguyen thi y"), ("Hoà", "hoa"), ("Hòa", "hoa"), ("Ý", "y"),
        ("Đặng", "dang"),
    ])
    func trap12_namesInEverySpelling(name: String, key: String) throws {
        #expect(name.searchKey == key)
        let ward = try Ward()
        try ward.join(name)
        #expect(try ward.book(name).identity.card.name == name.nfc)
    }

    @Test func trap13_whatExcelDoesToCodesDatesAndCommas() throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "01843", plan: "bac-kan-2026", owner: "UBND").run(
            at: BookFolder(ward.path + "/bac-kan"), surroundings: ward.clock.surroundings)
        let table = try ward.book("bac-kan").figureImport(enteredBy: nil)
        let preview = table.preview(
            csv: """
                ma_don_vi;id;gia_tri;nguon_co_quan;ngay_so_lieu
                1843;so_hoa_tthc;84,6;Sở KH&CN;31/03/2026
                843;ipv6;84,6;Sở KH&CN;31/03/2026
                01843;ipv6;84,6;Sở KH&CN;03/31/2026
                01843;ipv6;84,6;Sở KH&CN;31/03/2026
                01843;phu_song_5g;30.800;Sở KH&CN;31/03/2026
                01843;cu_dan;30,800;Công an phường;31/03/2026
                01843;ho;8.600;Công an phường;31/03/2026

                """)
        #expect(preview.faults.map(\.line) == [3, 4, 6, 7])
        #expect(preview.faults.map(\.problem.code) == ["FIG-007", "FIG-008", "FIG-006", "FIG-006"])
        #expect(preview.rows.map { $0.figure.value?.plain } == ["84.6", "84.6", "8600"])
        // Only the book's own code without its zero can be nothing else: it is put back, and said.
        #expect(preview.rows.map(\.remarks) == [[.zeroPutBack("1843")], [], []])
        #expect(preview.rows.allSatisfy { $0.figure.area == "01843" })
    }

    @Test(arguments: ["001099012345", "0010 9901 2345", "001-099-012-345"])
    func trap14_twelveDigitsInANote(number: String) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        #expect(throws: Problem.self) { try ward.log(session(1, extra: ",\"ghi_chu\":\"số \(number)\""), into: book) }
        #expect(try book.report(period("2026-06")).figures.count("luot_ho_tro") == nil)
    }

    @Test func trap15_consentWithdrawnAfterTheReport() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let person = "11542-T01-0001-02"
        _ = try ward.log(session(1) + session(2, person: person), into: book)
        let issued = try book.issue(period("2026-06")).issued
        _ = try book.erase(book.erasureTarget(person), request: "12/ĐN")
        #expect(try book.issuedReports() == [issued])
        #expect(issued.document["figures"]?["nguoi_duoc_ho_tro"] == .int(2))
        let now = try book.report(period("2026-06")).figures
        #expect(now.count("nguoi_duoc_ho_tro") == 1)
        #expect(now.count("luot_ho_tro") == 2, "the session stays and counts like an anonymous one")
        #expect(try book.review(issued).causes.contains { if case .erasures = $0 { true } else { false } })
    }

    // MARK: 16-20

    @Test func trap16_theOwnerAndTheShopAreTwoPopulations() throws {
        let shop = session(2).replacing(#""loai_khach":"nguoi_dan""#, with: #""loai_khach":"ho_kinh_doanh""#)
            .replacing(
                #""ma_ho":"11542-T01-0001","ma_nguoi":"11542-T01-0001-01""#, with: #""ma_co_so":"11542-T01-KD001""#
            )
            .replacing("cks_vneid", with: "qr_ban_hang")
        let figures = try figures(session(1) + shop)
        #expect(figures.count("nguoi_duoc_ho_tro") == 1)
        #expect(figures.count("co_so_duoc_ho_tro") == 1)
        #expect(figures.count("hkd_ung_dung_so") == 1)
    }

    @Test(arguments: [(2010, 1), (2011, 0)])
    func trap17_sixteenByYear(born: Int, expected: Int) throws {
        let line = session(1, extra: ",\"nam_sinh\":\(born)").replacing("cks_vneid", with: "vneid_muc2")
        #expect(try figures(line).count("danh_tinh_so_16") == expected)
    }

    @Test func trap18_moreThanAHundredPercent() throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "09445", plan: "ninh-xa-2026-2030", owner: "UBND").run(
            at: BookFolder(ward.path + "/ninh-xa"), surroundings: ward.clock.surroundings)
        let book = try ward.book("ninh-xa")
        #expect(throws: FigureFault.self) {
            try entered([.indicator: "ipv6", .date: "2026-06-10", .numerator: "11", .denominator: "10"], in: book)
        }
        // Each is right in itself; the sum of baseline and increment is above the population.
        _ = try ward.log(
            session(1, extra: #","nam_sinh":1980"#).replacing("11542", with: "09445"), into: book)
        try entered([.indicator: "cks_nguoi_truong_thanh", .date: "2026-05-31", .numerator: "10"], in: book)
        try entered([.indicator: "truong_thanh_18", .date: "2026-05-31", .value: "10"], in: book)
        #expect(try row("cks_nguoi_truong_thanh", book).value == .ratio(Ratio(part: 11, whole: 10)))
        #expect(throws: IssueError.self) { try book.issue(period("2026-06")) }
    }

    /// Coverage and households reached are shares too, though no target stands behind them.
    @Test(arguments: [
        ("cu_dan", "người dân có tài khoản định danh điện tử"), ("ho", "Tỷ lệ hộ đã được tiếp cận"),
    ])
    func trap18_moreThanThereAreBesideTheTargets(population: String, name: String) throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "09445", plan: "ninh-xa-2026-2030", owner: "UBND").run(
            at: BookFolder(ward.path + "/ninh-xa"), surroundings: ward.clock.surroundings)
        let book = try ward.book("ninh-xa")
        let second = session(2, person: "11542-T01-0002-01").replacing("\"11542-T01-0001\"", with: "\"11542-T01-0002\"")
        _ = try ward.log((session(1) + second).replacing("11542", with: "09445"), into: book)
        try entered([.indicator: population, .date: "2026-01-01", .value: "1"], in: book)
        do {
            _ = try book.issue(period("2026-06"))
            Issue.record("issued")
        } catch {
            guard case .blocked(let shares) = error as? IssueError else { throw error }
            #expect(shares.count == 1 && shares[0].vi.contains(name) && shares[0].vi.hasSuffix("(2/1)"), "\(shares)")
        }
        try entered([.indicator: population, .date: "2026-01-01", .value: "2"], in: book)
        #expect(try book.issue(period("2026-06")).isNew)
    }

    @Test(arguments: [
        ("nam-trieu-2026", "2026-06-01", "2026-06-14", "2026-06-15T00:00:00+07:00"),
        ("lien-minh-2026", "2026-06-01", "2026-06-19", "2026-06-20T00:00:00+07:00"),
        ("thai-nguyen-2026", "2026-06-01", "2026-06-25", "2026-06-25T16:00:00+07:00"),
    ])
    func trap19_beforeThe15thIsThe14th(plan: String, from: String, day: String, end: String) throws {
        let duties = DutyCalendar(try FormTools.plan(named: plan)).coming(
            at: Instant(try #require(CivilDate(iso: from)), secondsOfDay: 0), days: 30)
        #expect(duties.contains { $0.lastDay.iso == day && $0.end == Instant(iso: end) })
    }

    @Test(arguments: [
        // No number: no percentage and no verdict. 18,00 where "at least" counts, though the body says "above".
        ("nam-trieu-2026", "cks_mien_phi_vneid", "120", Verdict.noTarget),
        ("nam-trieu-2026", "hscv_toan_trinh", "85", .toConfirm),
        ("thai-nguyen-2026", "dong_gop_khcn_grdp", "18", nil),
    ])
    func trap20_noTargetAndTargetsThatContradict(
        plan: String, id: String, value: String, verdict: Verdict?
    ) throws {
        let catalogue = try FormTools.catalogue()
        let plan = try FormTools.plan(named: plan)
        var figure = Figure(
            indicator: id, area: plan.area.code, date: CivilDate(iso: "2026-06-10")!, source: "Sở", enteredBy: "Lan",
            enteredOn: CivilDate(iso: "2026-06-11")!)
        figure.value = try DecimalNumber(typed: value)
        let june = try period("2026-06")
        let estimate = FigureBook([figure]).estimate(
            try #require(catalogue.indicator(id)), area: plan.area.code, period: june, increment: nil)
        let report = ReportModel(
            plan: plan, catalogue: catalogue, period: june, figures: Figures(Tally(), catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: estimate.map { [id: $0] } ?? [:])
        let rows = report.rows.filter { $0.target.indicator == id }
        #expect(!rows.isEmpty)
        for row in rows {
            // Above 18 in the body, at least 18 in the table: the two rows judge 18,00 apart.
            let expected = verdict ?? (row.target.comparison == .moreThan ? .notMet : .met)
            #expect(row.verdict == expected, "\(row.target.section)")
            // Where no number was set nothing becomes a percentage, and nothing is compared.
            guard row.target.value == nil else { continue }
            #expect(row.value == .count(120) && row.gap == nil && row.proRata == nil, "\(row.target.section)")
        }
    }
}
