import Base
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// Whose code was named: a person, a household, a business, and nobody else.
@Suite struct EraseCodeTests {
    private static let person = "11542-T01-0009-09"

    private func figures(_ book: Book) throws -> Figures {
        try book.report(.init(.year(2026), cutoff: .calendar)).figures
    }

    private func book(_ text: String) throws -> (Ward, Book) {
        let ward = try Ward()
        let book = try ward.book("ward")
        _ = try ward.log(text, into: book)
        return (ward, book)
    }

    @Test(arguments: [
        ("11542", EraseError.nobodysCode("11542", .area)), ("T01-01", .nobodysCode("T01-01", .member)),
        ("cks_vneid", .nobodysCode("cks_vneid", .item)), ("T01", .nobodysCode("T01", .hamlet)),
        ("nguoi_dan", .onlyMentioned("nguoi_dan", records: 2)), ("tai_nha", .onlyMentioned("tai_nha", records: 2)),
    ])
    func whatIsNobodysCodeErasesNothing(_ code: String, _ refusal: EraseError) throws {
        let (ward, book) = try book(session(1) + session(2))
        defer { withExtendedLifetime(ward) {} }
        #expect(throws: refusal) { try book.erasureTarget(code) }
    }

    @Test func aListedHamletIsNobody() throws {
        let (ward, book) = try book(session(1))
        try Data("ma,ten\nT0001,Tổ 1\n".utf8).write(to: URL(filePath: ward.path + "/to.csv"))
        _ = try book.enter(book.preview(.areas, file: ward.path + "/to.csv"))
        #expect(throws: EraseError.nobodysCode("T0001", .hamlet)) { try book.erasureTarget("T0001") }
    }

    /// One volunteer's slip, a person's code under the volunteer's, must not keep the person from being erased; and
    /// what is said elsewhere is only pointed at.
    @Test func anIdentityIsErasedAndOtherPlacesArePointedAt() throws {
        let slip = session(2).replacing("\"ma_tnv\":\"T01-01\"", with: "\"ma_tnv\":\"\(Self.person)\"")
        let (ward, book) = try book(session(1, person: Self.person) + slip)
        defer { withExtendedLifetime(ward) {} }
        let target = try book.erasureTarget(Self.person)
        #expect(target.kind == .person && target.records.count == 1 && target.mentioned.count == 1)
        let household = try book.erasureTarget("11542-T01-0001")
        #expect(household.kind == .household && household.records.count == 2)
    }

    /// The shared table of codes: a person's wrongly typed code is also an item's, a hamlet's, a kind of client.
    @Test(arguments: ["cks_vneid", "T01", "T01-01", "nguoi_dan", "moi_xong", "cho"])
    func nothingElseStopsCountingWhenARecordIsErased(_ code: String) throws {
        let others = (2...4).map { session($0, person: "11542-T01-0001-0\($0)").replacing("tai_nha", with: "cho") }
        let (ward, book) = try book(others.joined())
        defer { withExtendedLifetime(ward) {} }
        let before = try figures(book)
        let kind = try #require(try book.record(matching: "000000000002").first?.revision.kind)
        _ = try book.write { writer in
            try book.append(
                NewRevision(
                    record: #require(RecordID("00000000-0000-4000-8000-000000000001")),
                    kind: kind,
                    answers: #require(try JSON(parsing: session(1, person: code)).object)), with: writer)
        }
        #expect(try figures(book).count("luot_ho_tro") == 4)
        _ = try book.erase(book.erasureTarget("000000000001"), request: "")
        try book.void(book.record(matching: "000000000001"), reason: "")
        let after = try figures(book)
        #expect(after.values == before.values && after.hamlets == before.hamlets)
        var check = BookCheck(book)
        let checked = try check.run()
        #expect(checked.isSound, "\(checked)")
    }
}
