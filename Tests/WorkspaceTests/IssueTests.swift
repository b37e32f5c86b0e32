import Base
import Forms
import Foundation
import Indicators
import Ledger
import Reports
import Store
import Testing
import Workspace

/// Frozen reports: what keeps one from being issued, what is seen later, and that nothing changes what was frozen.
struct IssueTests {
    private static let june = Result { try Period(parsing: "2026-06", cutoff: .calendar) }

    private func enter(_ id: String, _ date: String, _ numerator: Int, of whole: Int? = nil, in book: Book) throws {
        var cells: [FigureColumn: String] = [
            .indicator: id, .date: date, .source: "Công an", .numerator: String(numerator),
        ]
        cells[.denominator] = whole.map(String.init)
        _ = try book.enter(try book.figureImport(enteredBy: nil).preview(cells).rows)
    }

    @Test func theFirstStaysWhenTheNumbersChange() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let first = try book.issue(Self.june.get())
        #expect(first.isNew)
        #expect(first.issued.number == 1)
        #expect(first.issued.document["figures"]?["luot_ho_tro"] == .int(1))
        #expect(first.issued.hash == Digest.of(.plain, Array(first.issued.text.utf8)))
        #expect(first.issued.document["difficulties"] == .array([]) && first.issued.document["trend"] == nil)
        #expect(try book.report(of: first.issued).details.notKept == [.breakdowns, .trend])

        // Nothing has changed: nothing is issued again.
        let again = try book.issue(Self.june.get())
        #expect(!again.isNew)
        #expect(again.issued == first.issued)

        _ = try ward.log(session(2, person: "11542-T01-0001-02"), into: book)
        let second = try book.issue(Self.june.get())
        #expect(second.issued.number == 2)
        #expect(second.issued.document["issue"]?["replaces"] == .string(first.issued.hash.hex))
        let all = try ward.book("ward").issuedReports()
        #expect(all == [first.issued, second.issued])
        #expect(all[0].document["figures"]?["luot_ho_tro"] == .int(1))
    }

    /// Reports are numbered by the ward's own log, wherever its clock stood; a name without a cut-off means calendar months.
    @Test func numbersFollowNoClock() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func issue(_ person: Int, _ cutoff: Cutoff = .calendar) throws -> IssuedReport {
            _ = try ward.log(session(person, person: "11542-T01-0001-0\(person)"), into: book)
            return try book.issue(Period(parsing: "2026-06", cutoff: cutoff)).issued
        }
        var issued = [try issue(1), try issue(2)]
        // Back into June, when the month was not over, and to July again.
        ward.clock.advance(days: -10)
        _ = try ward.log(session(3, person: "11542-T01-0001-03"), into: book)
        issued.append(try book.issue(Self.june.get(), isPreliminary: true).issued)
        ward.clock.advance(days: 10)
        issued.append(try issue(4))
        #expect(issued.map(\.number) == [1, 2, 3, 4])
        #expect(try book.issuedReports() == issued)
        #expect(issued[3].document["issue"]?["replaces"] == .string(issued[2].hash.hex))
        for (place, report) in issued.enumerated() {
            #expect(try book.issuedReport(matching: "2026-06#\(place + 1)") == report)
        }
        // Another cut of the same month has numbers of its own, and an id.
        let decree = try issue(5, .nd09)
        #expect(decree.number == 1)
        #expect(try book.issuedReport(matching: "2026-06#1") == issued[0])
        #expect(try book.issuedReport(matching: decree.id) == decree)
        for last in ["2026-07-10", "2026-07-11"] {
            _ = try book.issue(
                Period(parsing: "2026-07", cutoff: Cutoff(parsing: "2026-06-11..\(last)")), isPreliminary: true)
        }
        let error = #expect(throws: IssueError.self) { try book.issuedReport(matching: "2026-07#1") }
        let ids = try book.issuedReports().filter { $0.period.span.id == "2026-07" }.map(\.id)
        #expect(error == .ambiguous("2026-07#1", ids: ids) && ids.count == 2)
        #expect(ids.allSatisfy { error?.problem.hint?.vi.contains($0) == true })
    }

    /// A period with days to come, or outside the plan, is not frozen by mistake; a preliminary one says what it is,
    /// and does not stand for the final one even when no number has changed.
    @Test func aPeriodThatIsNotOverIsOnlyPreliminary() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let july = try Period(parsing: "2026-07", cutoff: .calendar)
        #expect(throws: IssueError.notOver(july.last)) { try book.issue(july) }
        for outside in ["2027-01", "2025-11"] {
            let period = try Period(parsing: outside, cutoff: .calendar)
            #expect(throws: IssueError.self) { try book.issue(period, isPreliminary: true) }
        }
        let first = try book.issue(july, isPreliminary: true)
        #expect(first.isNew && first.issued.isPreliminary)
        #expect(try book.gaps(for: july).isIssued == false)
        let frozen = try book.report(of: first.issued)
        #expect(TerminalRenderer(language: .vi).render(frozen).contains("Kỳ chưa kết thúc (đến hết 31/07/2026)"))
        #expect(!TerminalRenderer(language: .vi).render(frozen).contains("từ ngày cuối kỳ"))

        ward.clock.advance(days: 31)
        let second = try book.issue(july)
        #expect(second.isNew && !second.issued.isPreliminary && second.issued.number == 2)
        #expect(try book.gaps(for: july).isIssued)
        #expect(!TerminalRenderer(language: .vi).render(second.report).contains("chưa kết thúc"))
        #expect(try !book.issue(july).isNew)
    }

    /// Counts go by what they count, parts and verdicts by words, and an erasure is no correction of anybody's.
    @Test func differencesAreToldInWords() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let rated = #","dg_ho_tro":5,"cach_lay_danh_gia":"phieu_giay""#
        let account = session(1, extra: rated).replacing("cks_vneid", with: "vneid_muc2")
        let health = session(3).replacing("cks_vneid", with: "so_suc_khoe")
        _ = try ward.log(account + health + session(2, person: "11542-T01-0001-02"), into: book)
        let issued = try book.issue(Self.june.get()).issued
        _ = try book.erase(book.erasureTarget("11542-T01-0001-01"), request: "đơn")
        let review = try book.review(issued)
        // One withdrawal, two records.
        #expect(review.causes == [.erasures(2)])
        #expect(review.causes[0].text.vi == "2 phiếu bị xoá theo yêu cầu")
        let lines = review.differences.map { "\($0.name.vi): \($0.values.before.vi) → \($0.values.after.vi)" }
        #expect(lines.contains("Người lần đầu có tài khoản VNeID (mức 1 hoặc 2): 1 → 0"))
        #expect(lines.contains("Tổ T01: người được hỗ trợ: 2 → 1"))
        #expect(!lines.contains { $0.contains("_") || $0.contains("[") }, "\(lines)")
        #expect(lines.contains { $0.contains(": phiếu giấy: khách hài lòng: 1 → 0") }, "\(lines)")
        #expect(lines.filter { $0.contains("sổ sức khỏe") }.count == 1, "one number under one name: \(lines)")
    }

    @Test func theCausesOfADifference() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let an = try ward.join("An")
        _ = try ward.log(session(1) + session(2, person: "11542-T01-0001-02"), into: book)
        let issued = try book.issue(Self.june.get()).issued
        #expect(try book.review(issued).differences.isEmpty)
        #expect(try book.review(issued).causes.isEmpty)

        let late = session(3, person: "11542-T01-0001-03")
        let july = session(4, person: "11542-T01-0001-04").replacing("2026-06-10", with: "2026-07-01")
        _ = try ward.log(late + july, into: an)
        try ward.merge(try ward.export(an), into: book)
        try enter("cks_mien_phi_vneid", "2026-05-31", 100, in: book)
        let review = try book.review(issued)
        #expect(
            review.causes == [
                .records(2, inPeriod: 1, device: "An"), .figures(1), .trust(1),
            ])
        func changed(_ key: String) -> [String?]? {
            review.differences.first { $0.key == key }.map { [$0.before, $0.after] }
        }
        #expect(changed("figures.luot_ho_tro") == ["2", "3"])
        #expect(changed("figures.tang_them.cks_vneid") == ["2", "3"])
        #expect(changed("indicators.KH I.2.b(3)-2.value") == ["2", "103"])
        #expect(!review.differences.contains { $0.key.hasSuffix("tang_them.vneid_muc1") })
    }

    /// One thing happens after the report was issued: the numbers differ, and this thing alone is named as the cause.
    @Test func aCorrectionIsTheCause() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let entry = try book.entry(editing: book.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("cach_ho_tro")), "lam_thay")
        try book.save(entry)
        let review = try book.review(issued)
        #expect(review.causes == [.edits(1)])
        #expect(review.differences.first { $0.key == "figures.lam_thay" }?.after == "1")
    }

    @Test func aWithdrawalIsTheCause() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        _ = try book.erase(book.erasureTarget("11542-T01-0001-01"), request: "12/ĐN")
        let review = try book.review(issued)
        #expect(review.causes.contains(.erasures(1)))
        #expect(review.differences.first { $0.key == "figures.nguoi_duoc_ho_tro" }?.after == "0")
        #expect(review.differences.first { $0.key == "figures.luot_ho_tro" } == nil)
    }

    @Test func aNewBaselineIsTheCause() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        try enter("cks_mien_phi_vneid", "2026-05-31", 100, in: book)
        let issued = try book.issue(Self.june.get()).issued
        try enter("cks_mien_phi_vneid", "2026-06-20", 150, in: book)
        let review = try book.review(issued)
        #expect(review.causes == [.figures(1)])
        let row = review.differences.first { $0.key == "indicators.KH I.2.b(3)-2.value" }
        #expect(row?.before == "101" && row?.after == "150", "the increment of the 10th is absorbed")
    }

    @Test func mergedHamletsAreTheCause() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let list = "ma,ten,tu_ngay,den_ngay,nhap_vao\nT01,Một,,2026-06-15,T10\nT10,Mười,2026-06-16,,\n"
        try DurableFile.write(Array(list.utf8), to: ward.path + "/to.csv")
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        let review = try book.review(issued)
        #expect(review.causes == [.registers(2)])
        #expect(review.differences.contains { $0.key.contains("by_hamlet") && $0.key.contains("T10") })
    }

    /// `plan use` puts another plan in the place of the one that was counted by; the issued report keeps its own.
    @Test func anIssuedReportCarriesItsDefinitions() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let first = try book.issue(Self.june.get()).issued
        let old = try #require(first.document["issue"]?["definitions"]?["plan_text"]?.string)
        #expect(Digest.of(.plain, Array(old.utf8)).hex == first.definitions.plan)
        #expect(first.document["issue"]?["definitions"]?["catalogue_text"]?.string?.contains("luot_ho_tro") == true)

        let new = old.replacing("value: \"95\"", with: "value: \"96\"").replacing("version: 1\n", with: "version: 2\n")
        try #require(new != old)
        try DurableFile.write(Array(new.utf8), to: ward.path + "/moi.yaml")
        #expect(try book.use(definitions: ward.path + "/moi.yaml").kind == .plan)
        #expect(try book.review(first).causes.contains(.planChanged))
        let second = try book.issue(Self.june.get())
        #expect(second.isNew)
        #expect(second.issued.document["issue"]?["definitions"]?["plan_text"]?.string == new)
        #expect(try book.issuedReports().first?.document["issue"]?["definitions"]?["plan_text"]?.string == old)
    }

    /// Issued by an older program, over another catalogue that did not say how ratings were taken.
    @Test func anotherProgramAndCatalogueAreTheCause() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1, extra: #","dg_ho_tro":5,"cach_lay_danh_gia":"tnv_hoi""#), into: book)
        let now = try book.issue(Self.june.get()).issued
        #expect(try book.review(now).causes.isEmpty)
        var document = try #require(now.document.object)
        var mark = try #require(document["issue"]?.object)
        mark["program"] = .string("sotay 0.0.9")
        (document["issue"], document["ratings_by_method"]) = (.object(mark), nil)
        let text = JSON.object(document).compact + "\n"
        let hash = Digest.of(.plain, Array(text.utf8)).hex
        try book.write { writer in
            let answers: JSONObject = ["hash": .string(hash), "text": .string(text)]
            try book.append(
                NewRevision(record: .decision(.issue, about: hash), kind: .reserved(.issue), answers: answers),
                with: writer)
        }
        let catalogue = try FormTools.definitions(named: "indicators")
        let other = catalogue.replacing("satisfied_from: 4", with: "satisfied_from: 5")
        try book.store.write { try $0.set(.catalogue, other.replacing("Người được hỗ trợ tự chấm", with: "Tự chấm")) }
        let old = try book.issuedReport(matching: hash)
        #expect(
            try book.review(old).causes == [.catalogueChanged, .program(was: "sotay 0.0.9", now: Program.name)])
        #expect(try book.review(old).differences.isEmpty, "what it never said is no difference")
        #expect(try book.review(now).causes == [.catalogueChanged])
        #expect(try book.report(of: old).figures.values["hai_long_ho_tro"] != nil)
        guard case .satisfaction(let told)? = try book.report(of: now).figures.values["hai_long_ho_tro"] else {
            Issue.record("no satisfaction")
            return
        }
        #expect(told.methods["tnv_hoi"]?.ratings == Ratio(part: 1, whole: 1), "frozen with the rest")
    }

    /// A withdrawal or a void after the report: the issued figure stays, the next one counts again.
    @Test func voidingARecordLeavesTheIssuedFigure() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1) + session(2, person: "11542-T01-0001-02"), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let record = try #require(RecordID("00000000-0000-4000-8000-000000000002"))
        _ = try book.void(try book.store.read { try $0.revisions(of: record) }, reason: "ghi nhầm")
        #expect(try book.review(issued).causes == [.voids(1)])
        #expect(try book.issuedReports() == [issued])
        #expect(try book.report(Self.june.get()).figures.count("luot_ho_tro") == 1)
    }

    @Test func aNumeratorAboveItsDenominatorBlocks() throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "09445", plan: "ninh-xa-2026-2030", owner: "UBND").run(
            at: BookFolder(ward.path + "/ninh-xa"), surroundings: ward.clock.surroundings)
        let book = try ward.book("ninh-xa")
        try enter("vneid_muc2", "2026-05-31", 90, in: book)
        try enter("vneid_dan", "2026-05-31", 100, in: book)
        try enter("cu_dan", "2026-05-31", 90, in: book)
        let report = try book.report(Self.june.get())
        let row = try #require(report.rows.first { $0.target.indicator == "vneid_dan" })
        #expect(report.excesses.map(\.name) == [row.target.name])
        let name = "\"\(row.target.name)\""
        let told = Bilingual("\(name) 111,11% (100/90)", "\(name) 111.11% (100/90)")
        #expect(throws: IssueError.blocked([told])) {
            try book.issue(Self.june.get())
        }
        #expect(try book.issuedReports().isEmpty)
    }

    @Test func onlyTheWardIssues() throws {
        let ward = try Ward()
        let lead = try ward.join("lead", role: .lead)
        #expect(throws: BookError.onlyWard("report --issue")) { try lead.issue(Self.june.get()) }
    }

    /// Whatever is written behind it: other numbers under the same record, a deletion.
    @Test func nothingTakesAnIssuedReportsPlace() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let record = RecordID.decision(.issue, about: issued.hash.hex)
        let parents = try book.store.read { try $0.revisions(of: record) }.map {
            Revision.Parent(hash: $0.revision.hash, generation: $0.revision.header.generation)
        }
        let forged = issued.text.replacing("\"luot_ho_tro\":1", with: "\"luot_ho_tro\":9")
        #expect(forged != issued.text)
        try book.write { writer in
            for operation in [RevisionHeader.Operation.put, .delete] {
                try book.append(
                    NewRevision(
                        record: record, kind: .reserved(.issue), operation: operation, parents: parents,
                        answers: ["hash": .string(issued.hash.hex), "text": .string(forged)]), with: writer)
            }
        }
        #expect(try book.issuedReports() == [issued])
        #expect(try book.issuedReport(matching: String(issued.hash.hex.prefix(6))) == issued)
        #expect(throws: IssueError.unknown("zz")) { try book.issuedReport(matching: "zz") }
    }
}
