import Base
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

/// From a number of a real book to its records, and from a record to device, batch, carrier and signature.
@Suite struct ExplainTests {
    private static let june = try! Period(parsing: "2026-06", cutoff: .calendar)

    private func reasons(_ book: Book, _ id: String = "cks_mien_phi_vneid") throws -> [String] {
        try explanation(book, id).leftOut.map(\.reason.id).sorted()
    }

    private func explanation(_ book: Book, _ id: String, hamlet: String? = nil) throws -> Explanation {
        try #require(
            try book.explain(FigureQuestion(id: id, period: Self.june, hamlet: hamlet, ofConflicts: false)).explanation)
    }

    @Test func whatIsPrintedLeadsToTheNumber() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log((1...4).map { session($0, person: "11542-T01-0001-0\($0)") }.joined(), into: book)
        let figures = try book.printedFigures(Self.june)
        func meant(_ text: String) -> [String] { figures.meant(by: text).map(\.id) }
        #expect(meant("người được hỗ trợ") == ["nguoi_duoc_ho_tro"])
        #expect(meant("nguoi duoc ho tro") == ["nguoi_duoc_ho_tro"])
        #expect(meant("KH I.2.b(3)-1") == ["hai_long_dvctt"])
        #expect(meant("I.2.b(3)-1") == ["hai_long_dvctt"])
        #expect(meant("4").contains("luot_ho_tro"))
        #expect(meant("hài lòng").count > 2)
        #expect(meant("xe đạp").isEmpty)
        #expect(meant(" ").isEmpty)
        // Without a period nothing has a value, and every number is there all the same.
        let names = try book.printedFigures(nil)
        #expect(names.map(\.id) == figures.map(\.id))
        #expect(names.allSatisfy { $0.value == nil })
    }

    @Test func whatWasNotCountedIsListedWithItsReason() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log((1...4).map { session($0, person: "11542-T01-0001-0\($0)") }.joined(), into: an)
        _ = try ward.log(session(5, person: "11542-T01-0001-01"), into: an)
        _ = try ward.log(
            session(6, person: "11542-T01-0001-06").replacing("2026-06-10", with: "2026-05-10"), into: an)
        try an.void(an.record(matching: "000000000002"), reason: "ghi nhầm")
        #expect(
            try explanation(an, "cks_vneid").counted.compactMap(\.subject).map { $0.suffix(2) } == ["01", "03", "04"])
        #expect(try reasons(an) == ["conflict", "outside_period", "voided"])
        #expect(try explanation(an, "luot_ho_tro", hamlet: "T01").counted.count == 4)
        #expect(throws: ExplainError.hamletUnknown("T02", nearest: "T01")) {
            try explanation(an, "luot_ho_tro", hamlet: "T02")
        }
        let report = try an.report(Self.june)
        #expect(report.figures.count("cks_mien_phi_vneid") == 3)
        #expect(throws: ExplainError.otherAgency("ipv6")) { try explanation(an, "ipv6") }
        #expect(throws: ExplainError.unknown("vneid_danh", nearest: "vneid_dan")) { try explanation(an, "vneid_danh") }
    }

    /// What is explained is what is printed: the baseline, what came after its day, and the population, each with the
    /// signed revision behind it.
    @Test func aNumberOfOtherAgenciesIsExplainedPartByPart() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func enter(_ id: String, _ date: String, _ cells: [FigureColumn: String]) throws {
            let given = cells.merging([.indicator: id, .date: date, .source: "Công an"]) { typed, _ in typed }
            _ = try book.enter(try book.figureImport(enteredBy: "Lan").preview(given).rows)
        }
        let later = session(2, person: "11542-T01-0001-02").replacing("2026-06-10", with: "2026-06-20")
        _ = try ward.log((session(1) + later).replacing("cks_vneid", with: "vneid_muc2"), into: book)
        _ = try ward.log(session(3, person: "11542-T01-0001-03"), into: book)
        try enter("cks_mien_phi_vneid", "2026-06-01", [.numerator: "10"])
        try enter("vneid_dan", "2026-05-31", [.numerator: "90", .document: "12/BC"])
        try enter("vneid_dan", "2026-06-15", [.numerator: "100", .document: "15/BC"])
        try enter("vneid_dan", "2026-06-15", [.numerator: "99", .document: "15/BC"])
        try enter("cu_dan", "2026-01-01", [.value: "200"])
        try enter("phu_song_5g", "2026-06-30", [.value: "91,5"])
        func explain(_ id: String) throws -> ExplainedFigure {
            try book.explain(FigureQuestion(id: id, period: Self.june, hamlet: nil, ofConflicts: false))
        }
        // Outside the plan the report prints the agency's figure alone.
        let alone = try #require(try explain("vneid_dan").official.first)
        #expect(alone.isOutsidePlan && alone.value == .count(99) && alone.increment == nil && alone.population == nil)
        #expect(try book.report(Self.june).outside.map(\.value).contains(.count(99)))
        let plan = try book.planText().replacing("\nversion: 1\n", with: "\nversion: 2\n").replacing(
            "class: M\n    indicator: tthc_truc_tuyen_phuong", with: "class: P\n    indicator: vneid_dan")
        try DurableFile.write(Array(plan.utf8), to: ward.path + "/ke-hoach.yaml")
        _ = try book.use(definitions: ward.path + "/ke-hoach.yaml")
        let accounts = try explain("vneid_dan")
        let estimate = try #require(accounts.official.first)
        #expect(!estimate.isOutsidePlan && estimate.status == .provisional && estimate.countUnit == "người")
        #expect(estimate.denominator?.vi == "người dân trên địa bàn")
        #expect(estimate.value == .ratio(Ratio(part: 100, whole: 200)))
        #expect(estimate.figure.figure.numerator == 99 && estimate.figure.versions.count == 2)
        #expect(estimate.figure.versions[0].isInForce && estimate.figure.versions.allSatisfy(\.holds))
        #expect(estimate.increment?.explanation.counted.map(\.record.text.last) == ["2"])
        #expect(estimate.population?.figure.indicator == "cu_dan")
        #expect(accounts.explanation?.total == 2, "the teams' own of the period stands beside it")

        let coverage = try explain("phu_song_5g")
        #expect(coverage.explanation == nil && coverage.official.first?.figure.versions.count == 1)
        let report = try book.report(Self.june)
        for id in ["phu_song_5g", "cks_mien_phi_vneid"] {
            let row = try #require(report.rows.first { $0.target.indicator == id })
            #expect(try row.value != nil && row.value == explain(id).official.first?.value, "\(id)")
        }
        // No part of the ward has an agency's figure; what is known is said.
        func part(_ id: String) throws -> ExplainedFigure {
            try book.explain(FigureQuestion(id: id, period: Self.june, hamlet: "T01", ofConflicts: false))
        }
        let whole = ExplainError.ofWholeWard("phu_song_5g", value: Bilingual("91,50%", "91.50%"), option: "--hamlet")
        #expect(throws: whole) { try part("phu_song_5g") }
        #expect(whole.problem.message.vi.contains("(91,50%)") && whole.problem.hint?.vi.contains("--hamlet") == true)
        #expect(try part("vneid_dan").isPartOfOfficial && !part("luot_ho_tro").isPartOfOfficial)
        #expect(try part("vneid_dan").official.isEmpty && !accounts.isPartOfOfficial)
        #expect(throws: ExplainError.notAnItem("vneid_dan")) {
            try book.explain(FigureQuestion(id: "vneid_dan", period: Self.june, hamlet: nil, ofConflicts: true))
        }
        try enter("ho", "2026-01-01", [.value: "15"])
        #expect(try explain("ty_le_ho_tiep_can").population?.figure.value?.whole == 15)
        #expect(try explain("cu_dan").official.first?.value == .count(200))
        #expect(throws: ExplainError.otherAgency("cong_dan_16")) { try explain("cong_dan_16") }
    }

    /// What is explained is bounded as what is printed, and a book that has heard from nobody explains no zero.
    @Test func boundsAndSilenceAreExplainedToo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let question = FigureQuestion(id: "nguoi_duoc_ho_tro", period: Self.june, hamlet: nil, ofConflicts: false)
        #expect(try !book.explain(question).isHeard)
        // As in the report, an agency's baseline alone is no estimate.
        let given: [FigureColumn: String] = [
            .indicator: "cks_mien_phi_vneid", .date: "2026-05-31", .source: "Công an", .numerator: "10",
        ]
        _ = try book.enter(book.figureImport(enteredBy: "Lan").preview(given).rows)
        let baseline = FigureQuestion(id: "cks_mien_phi_vneid", period: Self.june, hamlet: nil, ofConflicts: false)
        #expect(try book.explain(baseline).official.first?.status == .entered)
        #expect(try book.explain(baseline).official.first?.increment == nil)
        let birth = #","nam_sinh":1960,"gioi_tinh":"nam""#
        _ = try ward.log(session(1, extra: birth) + session(2, person: "11542-T01-0001-02", extra: birth), into: book)
        let figure = try book.explain(question)
        #expect(figure.isHeard && figure.explanation?.total == 2 && figure.least == 1)
        let sessions = FigureQuestion(id: "luot_ho_tro", period: Self.june, hamlet: nil, ofConflicts: false)
        #expect(try book.explain(sessions).least == nil)
    }

    @Test(arguments: [("T01", true), ("T77", false), ("T02", false)])
    func aHamletThatIsNoneHasNoNumber(hamlet: String, isOne: Bool) throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        try DurableFile.write(
            Array("ma,ten,den_ngay,nhap_vao\nT02,Tổ 2,31/05/2026,T10\nT10,Tổ 10,,\n".utf8), to: ward.path + "/to.csv")
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        guard !isOne else { return #expect(try explanation(book, "luot_ho_tro", hamlet: hamlet).total == 1) }
        let error = #expect(throws: ExplainError.self) { try explanation(book, "luot_ho_tro", hamlet: hamlet) }
        #expect(error == (hamlet == "T02" ? .hamletMerged("T02", into: "T10") : .hamletUnknown("T77", nearest: nil)))
    }

    @Test func aRevokedDevicesRecordsAreNamedAsSuch() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        #expect(try explanation(book, "cks_vneid").counted.count == 1)
        _ = try book.revoke(an.identity.card, from: 1)
        #expect(try explanation(book, "cks_vneid").counted.isEmpty)
        #expect(try reasons(book) == ["untrusted"])
    }

    @Test func aRecordLeadsToDeviceBatchCarrierAndSignature() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let own = try an.provenance(of: an.record(matching: "000000000001"))
        #expect(own.map(\.traces.count) == [0] && own[0].holds)
        let book = try ward.book("ward")
        let batch = try ward.export(an)[0]
        try ward.merge([batch], into: book)
        let version = try #require(try book.provenance(of: book.record(matching: "000000000001")).first)
        let trace = try #require(version.traces.first)
        #expect(version.device.name == "an" && version.isInForce && version.bodyHolds == true && version.isTrusted)
        #expect(trace.carrierName == "an" && trace.signatureHolds && trace.chainHolds && !trace.isCutHere)
        #expect(trace.stored.file == Digest.of(.plain, try DurableFile.read(batch)))
    }
}
