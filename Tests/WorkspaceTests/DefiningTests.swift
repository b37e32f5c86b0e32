import Base
import Foundation
import Indicators
import Ledger
import Reports
import Store
import Testing
import Workspace

/// Which plan and indicators a book counts by, and how they reach the teams.
struct DefiningTests {
    private static let own = """
        schema: 1
        indicators:
          - id: phu_nu_tai_nha
            vi: "Phụ nữ được hỗ trợ tại nhà"
            en: "Women helped at home"
            class: F
            unit: "người"
            numerator: {vi: "người là nữ, phiên tại nhà", en: "women in sessions at home"}
            rule: {kind: count, of: persons, where: {session.place: [tai_nha], session.sex: [nu]}}
            roles: [session.start, session.person, session.place, session.sex]

        """

    private func count(_ book: Book) throws -> Int? {
        try book.report(Period(parsing: "2026-06", cutoff: .calendar)).figures.count("phu_nu_tai_nha")
    }

    @Test func ownIndicatorsCountAndTravelInKits() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let woman = session(2, person: "11542-T01-0001-02", extra: #","gioi_tinh":"nu""#)
        _ = try ward.log(session(1, extra: #","gioi_tinh":"nam""#) + woman, into: book)
        #expect(try count(book) == nil)
        try DurableFile.write(Array(Self.own.utf8), to: ward.path + "/rieng.yaml")
        #expect(try book.use(definitions: ward.path + "/rieng.yaml").kind == .addition)
        #expect(try !book.use(definitions: ward.path + "/rieng.yaml").isNew)
        #expect(try count(book) == 1)
        // Every format prints what is published; a ward's own figures are among it.
        let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
        #expect(report.figures.json.object?["phu_nu_tai_nha"] == .int(1))
        #expect(TerminalRenderer(language: .vi).render(report).contains("Phụ nữ được hỗ trợ tại nhà"))

        let lead = try ward.join("lead", role: .lead)
        #expect(try lead.planAndCatalogue().1.indicator("phu_nu_tai_nha") != nil)
        #expect(throws: BookError.onlyWard("plan use")) { try lead.use(definitions: ward.path + "/rieng.yaml") }
    }

    /// A book of an older program goes on counting as it did, says so, and takes the new catalogue when told.
    @Test func anOldCatalogueStaysUntilTheWardSaysSo() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1, extra: #","dg_ho_tro":5,"cach_lay_danh_gia":"tnv_hoi""#), into: book)
        #expect(try book.otherDefinitions().isEmpty)
        let shipped = try FormTools.definitions(named: "indicators")
        let start = try #require(shipped.range(of: "rating_methods:\n"))
        let end = try #require(shipped.range(of: "\n# Base populations", range: start.upperBound..<shipped.endIndex))
        let old = shipped.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
        try book.store.write { try $0.set(.catalogue, old) }
        func methods() throws -> [String: Satisfaction.Part]? {
            let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
            guard case .satisfaction(let told)? = report.figures.values["hai_long_ho_tro"] else { return nil }
            #expect(told.ratings == Ratio(part: 1, whole: 1))
            return told.methods
        }
        #expect(try methods() == [:])
        #expect(try book.otherDefinitions() == [.catalogue])
        var check = BookCheck(book)
        #expect(try check.run().notices.map(\.code).contains("CHECK-108"))
        #expect(try book.use(definitions: "indicators").kind == .catalogue)
        #expect(try book.use(definitions: "nam-trieu-2026").kind == .plan)
        #expect(try methods()?["tnv_hoi"]?.clients == Ratio(part: 1, whole: 1))
        #expect(try book.otherDefinitions().isEmpty)
        try DurableFile.write(Array(old.utf8), to: ward.path + "/cu.yaml")
        #expect(throws: BookError.catalogueIsShipped) { try book.use(definitions: ward.path + "/cu.yaml") }
        #expect(throws: (any Error).self) { try ward.join("lead", role: .lead).use(definitions: "indicators") }
    }

    @Test func aPlanOfAHigherVersionIsToldOf() throws {
        let text = try FormTools.definitions(named: "nam-trieu-2026")
        let (plan, catalogue) = try Ward().book("ward").planAndCatalogue()
        let next = try Plan(
            yaml: text.replacing("\nversion: 1\n", with: "\nversion: 2\n"), file: "moi.yaml", catalogue: catalogue)
        #expect(OtherDefinitions.newer(next, than: plan) == .plan("nam-trieu-2026", version: 2))
        #expect(OtherDefinitions.newer(plan, than: next) == nil && OtherDefinitions.newer(plan, than: plan) == nil)
    }

    @Test func aFaultyFileChangesNothing() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let before = try book.planAndCatalogue().0
        let twice = Self.own.replacing("phu_nu_tai_nha", with: "luot_ho_tro")
        try DurableFile.write(Array(twice.utf8), to: ward.path + "/rieng.yaml")
        #expect(throws: PlanFaults.self) { try book.use(definitions: ward.path + "/rieng.yaml") }
        #expect(try book.planAndCatalogue().0 == before)
    }

    /// As a kit of another program may bring it: told with its line, never followed for ever, and mended by another file.
    @Test func aRingOfSharesInTheBookIsTold() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let ring = Self.own.replacing(
            "kind: count, of: persons, where: {session.place: [tai_nha], session.sex: [nu]}",
            with: "kind: share, part: phu_nu_tai_nha, whole: phu_nu_tai_nha")
        try book.store.write { try $0.set(.ownIndicators, ring) }
        let question = FigureQuestion(
            id: "phu_nu_tai_nha", period: try Period(parsing: "2026-06", cutoff: .calendar), hamlet: nil,
            ofConflicts: false)
        let faults = #expect(throws: PlanFaults.self) { try book.explain(question) }
        #expect(faults?.faults.map(\.line) == [9, 9])
        #expect(throws: PlanFaults.self) { try count(book) }
        try DurableFile.write(Array(Self.own.utf8), to: ward.path + "/rieng.yaml")
        #expect(try book.use(definitions: ward.path + "/rieng.yaml").isNew)
        #expect(try book.explain(question).explanation?.total == 0)
    }

    /// A slip in a code that forms offer counts nothing: it is told when the file is taken and with every report, and the
    /// number is missing, not zero. A book that counts by such a file already goes on.
    @Test func aCodeThatNoFormOffersIsTold() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1, extra: #","gioi_tinh":"nu""#), into: book)
        func use(_ places: String) throws {
            let text = Self.own.replacing("[tai_nha]", with: "[\(places)]")
            try DurableFile.write(Array(text.utf8), to: ward.path + "/rieng.yaml")
            #expect(try book.use(definitions: ward.path + "/rieng.yaml").isNew)
        }
        try use("chợ")
        let slip = try #require(try book.unofferedCodes().first)
        #expect(slip.indicator == "phu_nu_tai_nha" && slip.code == "chợ" && slip.nearest == "cho")
        #expect(try count(book) == nil)
        try use("cho")
        #expect(try book.unofferedCodes().isEmpty && count(book) == 0)
        try use("tai_nha, chợ")
        #expect(try book.unofferedCodes().map(\.code) == ["chợ"] && count(book) == 1)

        let older = Self.own.replacing(
            "kind: count, of: persons, where: {session.place: [tai_nha], session.sex: [nu]}",
            with: "kind: increment, items: [cks_vnied]"
        ).replacing("session.place, session.sex]", with: "action.item, action.before, action.after]")
        try DurableFile.write(Array(older.utf8), to: ward.path + "/rieng.yaml")
        let faults = #expect(throws: PlanFaults.self) { try book.use(definitions: ward.path + "/rieng.yaml") }
        #expect(faults?.faults.map(\.problem.code) == ["PLAN-025"])
        try book.store.write { try $0.set(.ownIndicators, older) }
        #expect(try count(book) == nil)
        #expect(try book.unofferedCodes().map(\.nearest) == ["cks_vneid"])
    }

    /// A version is one text: the same one changes nothing, another one needs a higher version.
    @Test func aChangedPlanNeedsAHigherVersion() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        func use(version: Int, value: String = "95") throws -> Bool {
            let text = try FormTools.definitions(named: "nam-trieu-2026").replacing(
                "version: 1\n", with: "version: \(version)\n"
            )
            .replacing("value: \"95\"", with: "value: \"\(value)\"")
            try DurableFile.write(Array(text.utf8), to: ward.path + "/moi.yaml")
            return try book.use(definitions: ward.path + "/moi.yaml").isNew
        }
        #expect(try !use(version: 1))
        #expect(throws: BookError.planVersion(1, used: 1)) { try use(version: 1, value: "96") }
        #expect(try use(version: 3, value: "96"))
        #expect(try !use(version: 3, value: "96"))
        #expect(throws: BookError.planVersion(2, used: 3)) { try use(version: 2, value: "97") }
        #expect(throws: BookError.planVersion(1, used: 3)) { try use(version: 1) }
        #expect(try book.planAndCatalogue().0.version == 3)
    }

    @Test(arguments: [
        ("01843", "bac-kan-2026"), ("13786", "lien-minh-2026"), ("19", "thai-nguyen-2026"),
        ("11542", "nam-trieu-2026"), ("09445", "ninh-xa-2026-2030"),
    ])
    func everyPlanMakesABookAndAReport(area: String, plan: String) throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: area, plan: plan, owner: "UBND").run(
            at: BookFolder(ward.path + "/" + plan), surroundings: ward.clock.surroundings)
        let book = try ward.book(plan)
        // A province's book counts any commune's records, a ward's its own alone.
        _ = try ward.log(session(1).replacing("11542", with: area == "19" ? "01843" : area), into: book)
        let report = try book.report(Period(parsing: "2026-06", cutoff: .calendar))
        #expect(report.plan.area.code == area)
        #expect(report.rows.count == report.plan.targets.count)
        #expect(report.figures.count("luot_ho_tro") == 1)
    }
}
