import Base
import Foundation
import Indicators
import Ledger
import Reports
import Testing
import Workspace

/// Whatever an issued report prints is compared with today's, and can be issued again when it has changed; what is not of
/// the report is no difference.
struct IssuePrintedTests {
    private static let june = Result { try Period(parsing: "2026-06", cutoff: .calendar) }

    private func enter(
        _ id: String, _ date: String, _ numerator: Int, of whole: Int? = nil, source: String = "Công an", in book: Book
    ) throws {
        var cells: [FigureColumn: String] = [
            .indicator: id, .date: date, .source: source, .numerator: String(numerator),
        ]
        cells[.denominator] = whole.map(String.init)
        _ = try book.enter(try book.figureImport(enteredBy: nil).preview(cells).rows)
    }

    private func keys(_ review: IssueReview) -> [String: [String?]] {
        Dictionary(review.differences.map { ($0.key, [$0.before, $0.after]) }, uniquingKeysWith: { a, _ in a })
    }

    /// A session of May comes after June was issued: nothing of June moves but what has run up.
    @Test func whatHasRunUpIsCompared() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let may = session(2, person: "11542-T01-0001-02").replacing("2026-06-10", with: "2026-05-10")
        _ = try ward.log(may, into: book)
        let review = try book.review(issued)
        #expect(keys(review)["cumulative.figures.luot_ho_tro"] == ["1", "2"])
        #expect(keys(review)["indicators.KH I.2.b(3)-2.cumulative"] == ["1", "2"])
        #expect(!review.differences.contains { $0.key.hasPrefix("figures.") || $0.key.hasSuffix(".value") })
        #expect(
            review.differences.first { $0.key == "cumulative.figures.luot_ho_tro" }?.name.vi == "Lũy kế: lượt hỗ trợ")
        #expect(review.causes == [.records(1, inPeriod: 0, device: "UBND")])
        let again = try book.issue(Self.june.get())
        #expect(again.isNew && again.issued.number == 2)
        #expect(try !book.issue(Self.june.get()).isNew)
    }

    /// A report that was issued before hamlets without a session stood in it lacks nothing.
    @Test func aHamletWithoutASessionIsNoDifference() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        let path = ward.path + "/bang.csv"
        try Data("ma,ten\nT01,Một\nT02,Hai\n".utf8).write(to: URL(filePath: path))
        _ = try book.enter(try book.preview(.areas, file: path))
        #expect(try book.report(Self.june.get()).figures.hamlets.map(\.code) == ["T01", "T02"])
        #expect(try book.review(issued).differences.isEmpty)
    }

    /// The number is the same, and the agency that it was said to come from was wrong; so of a base population.
    @Test func sourcesAreCompared() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: book)
        try enter("ky_nang_so_cbccvc", "2026-06-30", 60, of: 60, source: "VHXH", in: book)
        let issued = try book.issue(Self.june.get()).issued
        try enter("ky_nang_so_cbccvc", "2026-06-30", 60, of: 60, source: "Sở Nội vụ", in: book)
        let review = try book.review(issued)
        let told = review.differences.filter { $0.key.hasSuffix(".source") }
        #expect(!told.isEmpty && told.allSatisfy { $0.before == "VHXH" && $0.after == "Sở Nội vụ" })
        #expect(told.count == review.differences.count, "\(review.differences)")
        #expect(try book.issue(Self.june.get()).isNew)
    }

    @Test func sourcesOfPopulationsAreCompared() throws {
        let ward = try Ward()
        _ = try WardSetup(areaCode: "09445", plan: "ninh-xa-2026-2030", owner: "UBND").run(
            at: BookFolder(ward.path + "/ninh-xa"), surroundings: ward.clock.surroundings)
        let book = try ward.book("ninh-xa")
        try enter("vneid_dan", "2026-05-31", 100, in: book)
        try enter("cu_dan", "2026-05-31", 900, in: book)
        let issued = try book.issue(Self.june.get()).issued
        try enter("cu_dan", "2026-05-31", 900, source: "Chi cục Thống kê", in: book)
        let differences = try book.review(issued).differences
        #expect(differences.contains { $0.key.hasSuffix(".population") && $0.after == "Chi cục Thống kê" })
        #expect(differences.allSatisfy { $0.key.hasSuffix(".population") }, "\(differences)")
        #expect(try book.issue(Self.june.get()).isNew)
    }

    /// "134, ≥ 133" does not stay for ever once the pair is decided.
    @Test func lowerBoundsAreCompared() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let born = #","nam_sinh":1960,"gioi_tinh":"nam""#
        let (a, b) = ("11542-T01-0001-01", "11542-T01-0001-02")
        _ = try ward.log(session(1, person: a, extra: born) + session(2, person: b, extra: born), into: book)
        let issued = try book.issue(Self.june.get()).issued
        try book.decide(book.pair(a, b, kind: nil), isSame: false)
        let review = try book.review(issued)
        #expect(keys(review)["lower_bounds.nguoi_duoc_ho_tro"] == ["1", nil])
        #expect(!review.differences.contains { $0.key.hasPrefix("figures.") })
        let bound = review.differences.first { $0.key == "lower_bounds.by_hamlet.T01" }
        #expect(bound?.name.vi == "Cận dưới: tổ T01")
        #expect(review.head.map(\.key) == ["completeness.undecided_pairs"])
        #expect(try book.issue(Self.june.get()).isNew)
    }

    /// Its head said that somebody had sent nothing: the same figures are another report once they have come.
    @Test func theHeadIsNoFigureButIsPrinted() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let an = try ward.join("An")
        try DurableFile.write(an.identity.card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)
        _ = try ward.log(session(1), into: book)
        let issued = try book.issue(Self.june.get()).issued
        #expect(issued.document["completeness"]?["unheard"] == .strings(["An"]))
        let july = session(2, person: "11542-T01-0001-02").replacing("2026-06-10", with: "2026-07-01")
        _ = try ward.log(july, into: an)
        try ward.merge(ward.export(an), into: book)
        let review = try book.review(issued)
        #expect(review.differences.isEmpty)
        #expect(review.head.map(\.key) == ["completeness.unheard"] && review.head.first?.before == "An")
        #expect(try book.issue(Self.june.get()).isNew)
        // More of July, hours later, is nothing to June.
        ward.clock.advance(days: 1)
        let more = session(3, person: "11542-T01-0001-03").replacing("2026-06-10", with: "2026-07-02")
        _ = try ward.log(more, into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try !book.issue(Self.june.get()).isNew)
    }
}
