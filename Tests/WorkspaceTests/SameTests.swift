import Base
import Foundation
import Indicators
import Ledger
import Reports
import Store
import Testing
import Workspace

/// Decisions about which codes are one: signed, travelling, the same in any order.
@Suite struct SameTests {
    private static let a = "11542-T01-0001-01"
    private static let b = "11542-T01-0001-02"
    private static let june = try! Period(parsing: "2026-06", cutoff: .calendar)

    private func born(_ id: Int, _ person: String, year: Int = 1960) -> String {
        session(id, person: person, extra: #","nam_sinh":\#(year),"gioi_tinh":"nam""#)
    }

    private func people(_ book: Book) throws -> Int? {
        try book.report(Self.june).figures.count("nguoi_duoc_ho_tro")
    }

    private func decide(_ book: Book, _ a: String = a, _ b: String = b, isSame: Bool? = true) throws {
        try book.decide(book.pair(a, b, kind: nil), isSame: isSame)
    }

    @Test func aLeadsDecisionTravelsUpAndCanBeTakenBack() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let book = try ward.book("ward")
        _ = try book.trust(lead.identity.card)
        _ = try ward.log(born(1, Self.a) + born(2, Self.b), into: lead)
        #expect(try people(lead) == 2)
        try decide(lead)
        #expect(try people(lead) == 1)
        try ward.merge(ward.export(lead), into: book)
        #expect(try people(book) == 1)
        #expect(try book.report(Self.june).figures.count("cks_mien_phi_vneid") == 1)
        #expect(try book.duplicates().decided.map(\.isSame) == [true])

        try decide(lead, isSame: nil)
        #expect(try people(lead) == 2)
        try ward.merge(ward.export(lead), into: book)
        #expect(try people(book) == 2)
        #expect(throws: SameError.self) { try decide(lead, isSame: nil) }
    }

    @Test func undecidedPairsGiveALowerBound() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(born(1, Self.a) + born(2, Self.b) + born(3, "11542-T01-0001-03", year: 1970), into: book)
        var report = try book.report(Self.june)
        #expect(report.completeness.undecidedPairs == 1)
        #expect(try book.status().undecidedPairs == 1)
        #expect(report.figures.count("nguoi_duoc_ho_tro") == 3)
        #expect(report.figures.lowerBounds["nguoi_duoc_ho_tro"] == 2)
        #expect(report.figures.lowerBounds["cks_mien_phi_vneid"] == 2)
        #expect(report.figures.lowerBounds["ho_duoc_ho_tro"] == nil)
        // Whoever reads 3 anywhere reads 2 beside it.
        let page = HTMLRenderer(language: .vi).render(report)
        #expect(page.contains(">người (≥ 2)<") && page.contains("+3 <span class=\"bound\">(≥ 2)<"))
        #expect(TerminalRenderer(language: .vi).render(report).contains("+3 người (≥ 2)"))
        #expect(
            TerminalRenderer(language: .vi).render(report).split(separator: "\n").contains {
                $0.hasPrefix("  T01 ") && $0.contains(" 3 (≥ 2)")
            })
        #expect(page.components(separatedBy: ">3 <span class=\"bound\">(≥ 2)<").count == 3)
        // What has run up since the plan's start is bounded too.
        #expect(report.cumulative?.figures.lowerBounds["nguoi_duoc_ho_tro"] == 2)
        #expect(page.contains("3 (≥ 2) người"))
        try decide(book, isSame: false)
        report = try book.report(Self.june)
        #expect(report.completeness.undecidedPairs == 0 && report.figures.lowerBounds.isEmpty)
        #expect(report.figures.count("nguoi_duoc_ho_tro") == 3)
    }

    /// Both questions are optional: one session told the year of birth, another the sex.
    @Test func whatIsKnownOfACodeComesFromAllItsSessions() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let halves =
            session(1, person: Self.a, extra: #","nam_sinh":1960"#)
            + session(2, person: Self.a, extra: #","gioi_tinh":"nam""#)
        _ = try ward.log(halves + session(4, person: "11542-T01-0001-03", extra: #","nam_sinh":1960"#), into: book)
        #expect(try book.duplicates().undecided.isEmpty)
        _ = try ward.log(born(3, Self.b), into: book)
        #expect(try book.duplicates().undecided.map(\.pair) == [#require(CodePair(.person, Self.a, Self.b))])
        #expect(try book.report(Self.june).figures.lowerBounds["nguoi_duoc_ho_tro"] == 2)
    }

    /// Two households that may be one hold two people each who then would be one too: the bound is what comes out when
    /// everything that is asked about, now and then, is decided to be one.
    @Test func householdsThatMayBeOneBoundTheirPeopleToo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func met(_ id: Int, _ household: String, _ person: Int, _ year: Int) -> String {
            born(id, "11542-T01-0001-0\(person)", year: year).replacing("T01-0001", with: "T01-000\(household)")
        }
        _ = try ward.log(
            met(1, "1", 1, 1965) + met(2, "1", 2, 1968) + met(3, "2", 1, 1965) + met(4, "2", 2, 1968)
                + met(5, "3", 1, 1990), into: book)
        let figures = try book.report(Self.june).figures
        #expect(try book.duplicates().undecided.map(\.pair.kind) == [.household])
        #expect(figures.count("nguoi_duoc_ho_tro") == 5 && figures.lowerBounds["nguoi_duoc_ho_tro"] == 3)
        #expect(figures.lowerBounds["tang_them.cks_vneid"] == 3 && figures.lowerBounds["by_hamlet.T01"] == 3)
        try decide(book, "11542-T01-0001", "11542-T01-0002")
        for pair in try book.duplicates().undecided.map(\.pair) { try decide(book, pair.first, pair.second) }
        #expect(try people(book) == 3)
        #expect(try book.report(Self.june).figures.lowerBounds.isEmpty)
    }

    /// Somebody of their own household, or the second of one, who rates an online service.
    private func rated(_ id: Int, _ household: Int, member: Int = 1, level: Int = 5) -> String {
        let code = "11542-T01-00\(padded(household, 2))"
        return born(id, "\(code)-0\(member)", year: 1950 + household)
            .replacing("11542-T01-0001\"", with: "\(code)\"")
            .replacing(
                "\"muc\":\"cks_vneid\",\"truoc\":\"chua_co\",\"sau\":\"moi_xong\"",
                with:
                    "\"muc\":\"nop_ho_so_truc_tuyen\",\"truoc\":\"chua_co\",\"sau\":\"moi_xong\",\"ket_qua_nop\":\"da_nop\""
            )
            .replacing(
                ",\"gioi_tinh\"", with: ",\"dg_dvctt\":\(level),\"cach_lay_danh_gia\":\"tu_cham\",\"gioi_tinh\"")
    }

    /// 38 of 40 are 95 %, with every pair joined it is 37 of 38, and with the satisfied pair alone 37 of 39: below.
    @Test func aVerdictHoldsThoughEachPairGoesItsOwnWay() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let pairs = [rated(1, 1), rated(2, 1, member: 2), rated(3, 3, level: 1), rated(4, 3, member: 2, level: 1)]
        _ = try ward.log((pairs + (5...40).map { rated($0, $0) }).joined(), into: book)
        func row() throws -> IndicatorRow {
            try #require(try book.report(Self.june).rows.first { $0.target.indicator == "hai_long_dvctt" })
        }
        #expect(try row().value == .ratio(Ratio(part: 38, whole: 40)))
        #expect(try row().verdict == .noData)
        let (least, most) = (Ratio(part: 37, whole: 39), Ratio(part: 38, whole: 39))
        #expect(try row().remarks.contains(.undecidedShare(least: least, most: most)))
        // And so it comes when the one pair is one and the other two.
        for pair in try book.duplicates().undecided.map(\.pair) {
            try decide(book, pair.first, pair.second, isSame: pair.first.hasPrefix("11542-T01-0001"))
        }
        #expect(try row().value == .ratio(least) && row().verdict == .notMet)
    }

    /// Thirty clients are enough for a verdict, twenty-nine are not.
    @Test func aVerdictHoldsWhicheverWayThePairsGo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let clients = (1...30).map { rated($0, $0 == 2 ? 1 : $0, member: $0 == 2 ? 2 : 1) }
        _ = try ward.log(clients.joined(), into: book)
        func row() throws -> IndicatorRow {
            try #require(try book.report(Self.june).rows.first { $0.target.indicator == "hai_long_dvctt" })
        }
        #expect(try row().value == .ratio(Ratio(part: 30, whole: 30)))
        #expect(try row().verdict == .noData)
        #expect(
            try row().remarks.contains(
                .undecidedShare(least: Ratio(part: 29, whole: 29), most: Ratio(part: 30, whole: 30))))
        #expect(try book.report(Self.june).figures.lowerBounds["hai_long_dvctt"] == 29)
        let pair = try #require(try book.duplicates().undecided.first?.pair)
        try decide(book, pair.first, pair.second, isSame: false)
        #expect(try row().verdict == .met)

        // Undecided again, and the agency has given its own share: no pair of the teams' clients has a say in that.
        try decide(book, pair.first, pair.second, isSame: nil)
        #expect(try row().verdict == .noData)
        let cells: [FigureColumn: String] = [
            .indicator: "hai_long_dvctt", .date: "2026-06-30", .period: "2026-06", .source: "TTPVHCC", .numerator: "97",
            .denominator: "100",
        ]
        _ = try book.enter(try book.figureImport(enteredBy: nil).preview(cells).rows)
        #expect(try row().value == .ratio(Ratio(part: 97, whole: 100)))
        #expect(try row().verdict == .met)
    }

    /// The row of the plan stands on an agency's baseline: its bound is the baseline's with the least increment.
    @Test func undecidedPairsBoundTheEstimateToo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(born(1, Self.a) + born(2, Self.b), into: book)
        let cells: [FigureColumn: String] = [
            .indicator: "cks_mien_phi_vneid", .date: "2026-05-31", .source: "Công an phường", .numerator: "100",
        ]
        _ = try book.enter(try book.figureImport(enteredBy: nil).preview(cells).rows)
        func remarks(_ report: ReportModel) -> [Remark] {
            report.rows.first { $0.target.indicator == "cks_mien_phi_vneid" }?.remarks ?? []
        }
        let least = Remark.estimate(.undecidedPairs(least: 101))
        let report = try book.report(Self.june)
        #expect(remarks(report).contains(least))
        #expect(!remarks(report.published(least: 2)).contains(least))
        try decide(book)
        #expect(!remarks(try book.report(Self.june)).contains(least))
    }

    /// Two hamlets become one: who was written down in the old one and again in the new one may be one household.
    @Test func mergedHamletsAreNeighbours() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func met(_ id: Int, _ hamlet: String, _ person: Int, _ year: Int) -> String {
            born(id, "11542-T01-0001-0\(person)", year: year).replacing("T01", with: hamlet)
        }
        _ = try ward.log(
            met(1, "T01", 1, 1960) + met(2, "T01", 2, 1990) + met(3, "T10", 1, 1960) + met(4, "T10", 2, 1990),
            into: book)
        #expect(try book.duplicates().undecided.isEmpty)
        let list = "ma,ten,tu_ngay,den_ngay,nhap_vao\nT01,Một,,2026-06-05,T10\nT10,Mười,2026-06-06,,\n"
        try DurableFile.write(Array(list.utf8), to: ward.path + "/to.csv")
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        let found = try book.duplicates().undecided
        #expect(
            found.map(\.pair.subject) == [
                "household 11542-T01-0001 11542-T10-0001", "person 11542-T01-0001-01 11542-T10-0001-01",
                "person 11542-T01-0001-02 11542-T10-0001-02",
            ])
        #expect(found.map(\.reasons) == [[.members, .mergedHamlet], [.mergedHamlet], [.mergedHamlet]])
    }

    /// Of most households one person alone was ever met: the same number, year of birth and sex is enough to ask.
    @Test func onePersonOfAMergedHamletIsAskedAbout() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func met(_ id: Int, _ hamlet: String, _ number: String) -> String {
            born(id, "11542-T01-0001-01").replacing("T01", with: hamlet).replacing("-0001", with: "-\(number)")
        }
        _ = try ward.log(met(1, "T01", "0050") + met(2, "T10", "0050") + met(3, "T02", "0050"), into: book)
        let list = "ma,ten,den_ngay,nhap_vao\nT01,Một,2026-06-05,T10\nT02,Hai,2026-06-05,T10\nT10,Mười,,\n"
        try DurableFile.write(Array(list.utf8), to: ward.path + "/to.csv")
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        let people = try book.duplicates().undecided.filter { $0.pair.kind == .person }
        #expect(people.map(\.pair.first) == ["11542-T01-0050-01", "11542-T02-0050-01"])
        #expect(people.allSatisfy { $0.pair.second == "11542-T10-0050-01" && $0.reasons == [.mergedHamlet] })
        // T01 and T02 both had a household 50: nobody asks whether these are one.
        #expect(try book.report(Self.june).figures.lowerBounds["nguoi_duoc_ho_tro"] == 1)
    }

    /// A decision stays whatever becomes of its records, and can be taken back as long as it stands.
    @Test func aDecisionAboutVoidedRecordsCanBeTakenBack() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(born(1, Self.a) + born(2, Self.b), into: book)
        try decide(book)
        for id in ["000000000001", "000000000002"] {
            _ = try book.void(book.record(matching: id), reason: "nhầm")
        }
        #expect(try book.duplicates().decided.count == 1)
        try decide(book, isSame: nil)
        #expect(try book.duplicates().decided.isEmpty)
        #expect(throws: SameError.unknown(Self.a)) { try decide(book) }
    }

    @Test func theWardsWordIsAboveTheLeads() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let book = try ward.book("ward")
        _ = try book.trust(lead.identity.card)
        _ = try ward.log(born(1, Self.a) + born(2, Self.b), into: lead)
        try ward.merge(ward.export(lead), into: book)
        try decide(book, isSame: false)
        try decide(lead)
        try ward.merge(ward.export(lead), into: book)
        #expect(try people(book) == 2)
    }

    @Test func aVolunteerDecidesNothing() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(born(1, Self.a) + born(2, Self.b), into: an)
        #expect(throws: BookError.onlyReceivers("same")) { try decide(an) }
        #expect(throws: SameError.unknown("11542-T01-0001-09")) { try decide(an, Self.a, "11542-T01-0001-09") }
        #expect(throws: SameError.oneCode(Self.a)) { try decide(an, Self.a, Self.a) }
    }

    /// Records and decisions from three devices in every order, and rebuilt from nothing: the same figures.
    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func theOrderOfMergingPlaysNoPart(order: [Int]) throws {
        let ward = try Ward(seed: 3)
        let kit = try ward.kit()
        let codes = (1...4).map { "11542-T01-0001-0\($0)" }
        let leads = try (1...3).map { try ward.join("lead-\($0)", role: .lead, kit: kit, team: "T0\($0)") }
        let book = try ward.book("ward")
        for lead in leads { _ = try book.trust(lead.identity.card) }
        for (index, lead) in leads.enumerated() {
            _ = try ward.log(born(2 * index + 1, codes[index]) + born(2 * index + 2, codes[index + 1]), into: lead)
            try decide(lead, codes[index], codes[index + 1])
        }
        let batches = try leads.map { try ward.export($0)[0] }
        for index in order + order { try ward.merge([batches[index]], into: book) }
        #expect(try people(book) == 1)
        #expect(try book.report(Self.june).figures.count("cks_mien_phi_vneid") == 1)
        #expect(
            try book.store.read { try $0.countedFacts().compactMap(\.facts.session.person) }.allSatisfy {
                $0 == codes[0]
            })
        var check = BookCheck(book)
        #expect(try check.run().faults.isEmpty)
        _ = try book.revoke(leads[1].identity.card, from: 1)
        #expect(try people(book) == 2)
    }

    @Test func householdsToo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let other = born(2, "11542-T01-0009-01").replacing("\"11542-T01-0001\"", with: "\"11542-T01-0009\"")
        _ = try ward.log(born(1, Self.a) + other, into: book)
        #expect(try book.report(Self.june).figures.count("ho_duoc_ho_tro") == 2)
        try decide(book, "11542-T01-0001", "11542-T01-0009")
        #expect(try book.report(Self.june).figures.count("ho_duoc_ho_tro") == 1)
        #expect(try people(book) == 2)
        // Two people of what is one household now may themselves be one.
        #expect(try book.duplicates().undecided.map(\.pair.kind) == [.person])
    }

    /// Names are compared in the lead's book and leave it by no batch.
    @Test func namesOfTheRosterNeverTravel() throws {
        let ward = try Ward()
        let lead = try ward.join("tổ trưởng", role: .lead, team: "T01")
        let follow = #","can_theo_doi":"co","hen_ngay":"2026-06-20""#
        let named = { (id: Int, person: String, name: String) in
            session(id, person: person).replacing(#","can_theo_doi":"khong""#, with: follow)
                .replacing("\"hanh_dong\"", with: "\"ho_ten\":\"\(name)\",\"hanh_dong\"")
        }
        _ = try ward.log(named(1, Self.a, "Nguyễn Thị Hoà") + named(2, Self.b, "Nguyễn Thị Hòa"), into: lead)
        #expect(try lead.duplicates().undecided.map { $0.reasons } == [[.name]])
        try decide(lead)
        let book = try ward.book("ward")
        try ward.merge(ward.export(lead), into: book)
        #expect(try book.duplicates().names.isEmpty)
        for file in try FileManager.default.subpathsOfDirectory(atPath: book.folder.path) {
            let path = book.folder.path + "/" + file
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            for name in ["Thị Hoà", "Thị Hòa"] { #expect(bytes.range(of: Data(name.utf8)) == nil, "\(file)") }
        }
    }

    /// a is b and b is c: that a and c were called two is listed with what it comes to.
    @Test func aDecisionThatOthersContradictIsSaidToYield() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let c = "11542-T01-0001-03"
        _ = try ward.log(born(1, Self.a) + born(2, Self.b) + born(3, c), into: book)
        try decide(book, Self.a, c, isSame: false)
        #expect(try book.duplicates().overruled.isEmpty)
        try decide(book)
        try decide(book, Self.b, c)
        #expect(try book.duplicates().overruled == [try #require(CodePair(.person, Self.a, c))])
        #expect(try people(book) == 1)
        let household = "11542-T01-0001"
        #expect(throws: SameError.unlike(Self.a, .person, household, .household)) {
            try decide(book, Self.a, household)
        }
        #expect(throws: SameError.unlike(household, .household, Self.a, .person)) {
            try decide(book, household, Self.a)
        }
    }
}
