import Base
import Forms
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// Conflicts that an erasure leaves: somebody can always settle them, and nothing comes back by it.
@Suite struct ErasedConflictTests {
    private static let id = "000000000001"

    /// A lead and a volunteer, who logged session 1 with a comment and session 2; the ward holds both.
    private func chain() throws -> (ward: Ward, book: Book, lead: Book, an: Book) {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        let comment = ",\"dg_nhan_xet\":\"\(EraseTests.secret)\""
        _ = try ward.log(session(1, person: EraseTests.person, extra: comment) + session(2), into: an)
        try ward.merge(ward.export(an), into: lead)
        try ward.merge(ward.export(lead), into: book)
        return (ward, book, lead, an)
    }

    private func edit(_ book: Book, minutes: String) throws {
        let entry = try book.entry(editing: book.record(matching: Self.id), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), minutes)
        try book.save(entry)
    }

    private func erase(_ book: Book) throws {
        _ = try book.erase(book.erasureTarget(Self.id), request: "")
    }

    /// Sessions and anonymous ones; whose work all of them are; and that a rebuild says the same.
    private func expect(_ book: Book, sessions: Int, anonymous: Int, by owners: [String] = ["an"]) throws {
        let report = try book.report(.init(.year(2026), cutoff: .calendar))
        #expect(report.figures.count("luot_ho_tro") == sessions)
        #expect(report.figures.count("luot_an_danh") == anonymous)
        #expect(report.completeness.devices.filter { $0.records > 0 }.map(\.name) == owners)
        var check = BookCheck(book)
        #expect(try check.run().isSound)
    }

    /// The volunteer voids while the ward erases: whether the session took place is somebody's to say.
    @Test(arguments: [false, true]) func aVoidBesideAnAnonymousVersion(voids: Bool) throws {
        let (ward, book, _, an) = try chain()
        try an.void(an.record(matching: Self.id), reason: "")
        try erase(book)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.status().conflicts == 1 && book.status().erasedAgain == 0)
        #expect(try book.latest(9).filter(\.isErased).map(\.isRewritten) == [false])
        let divergence = try book.divergence(matching: Self.id)
        #expect(book.isBare(divergence) && !book.isRewritten(divergence))
        #expect(throws: EraseError.alreadyErased) { try erase(book) }
        // Nothing is made of several, or typed: it could be about the person again.
        for rest in [Resolution.Rest.side(1), .merged] {
            #expect(throws: EraseError.onlyWholeVersions(divergence.record.text)) {
                try book.entry(resolving: divergence, by: Resolution(rest: rest), language: .vi)
            }
        }
        try book.settle(divergence, as: divergence.sides.filter { $0.isDelete == voids }[0])
        #expect(try book.divergences().isEmpty)
        try expect(book, sessions: voids ? 1 : 2, anonymous: voids ? 0 : 1)
        let revision = try book.record(matching: Self.id).winner.revision
        #expect(revision.header.operation == (voids ? .delete : .resolve))
        #expect(try book.holdsContents(revision, isErased: false) == false)
    }

    /// A void that says why has contents: they go, and the session stays.
    @Test func aReasonBesideAnAnonymousVersionIsErased() throws {
        let (ward, book, _, an) = try chain()
        try an.void(an.record(matching: Self.id), reason: "chị ấy rút lại đồng ý")
        try erase(book)
        try ward.merge(ward.export(an), into: book)
        let divergence = try book.divergence(matching: Self.id)
        #expect(try book.isRewritten(divergence) && book.status().erasedAgain == 1)
        for side in divergence.sides {
            #expect(throws: EraseError.erasedInConflict(divergence.record.text)) {
                try book.settle(divergence, as: side)
            }
        }
        try erase(book)
        #expect(try book.divergences().isEmpty)
        try expect(book, sessions: 2, anonymous: 1)
    }

    /// The lead erases, the volunteer corrects without knowing, the ward erases again: its receipt takes the lead the word
    /// that the correction goes, and the lead's own anonymous version stands beside what is left of that.
    @Test func theWardErasesAgainAfterALead() throws {
        let (ward, book, lead, an) = try chain()
        try erase(lead)
        try edit(an, minutes: "44")
        let late = try ward.export(an)
        try ward.merge(late, into: lead)
        try ward.merge(ward.export(lead), into: book)
        for each in [lead, book] {
            let divergence = try each.divergence(matching: Self.id)
            #expect(try each.isRewritten(divergence) && each.status().erasedAgain == 1)
            // To void it would keep the contents too.
            #expect(throws: EraseError.erasedInConflict(divergence.record.text)) {
                try each.void(each.record(matching: Self.id), reason: "")
            }
        }
        try erase(book)
        try expect(book, sessions: 2, anonymous: 1)
        try ward.merge([book.receipt(to: ward.path + "/receipt").path], into: lead)
        let divergence = try lead.divergence(matching: Self.id)
        #expect(try lead.isBare(divergence) && lead.status().erasedAgain == 0)
        let gone = divergence.sides.filter(\.isErased)[0]
        let anonymous = divergence.sides.filter { !$0.isErased }[0]
        #expect(throws: ResolveError.sideErased(gone.number)) { try lead.settle(divergence, as: gone) }
        try lead.settle(divergence, as: anonymous)
        #expect(try lead.divergences().isEmpty)
        try expect(lead, sessions: 2, anonymous: 1)
        // Sent up it stands beside the ward's own, in which nothing counts differently.
        try ward.merge(ward.export(lead), into: book)
        for divergence in try book.divergences() { try book.settle(divergence, as: divergence.sides[0]) }
        #expect(try book.divergences().isEmpty)
        try expect(book, sessions: 2, anonymous: 1)
    }

    /// Both erase the same version: what they leave is the same.
    @Test func twoAnonymousVersionsAreNoConflict() throws {
        let (ward, book, lead, _) = try chain()
        try erase(lead)
        try erase(book)
        try ward.merge(ward.export(lead), into: book)
        #expect(try book.record(matching: Self.id).filter(\.isHead).count == 2)
        #expect(try book.status().conflicts == 0)
        try expect(book, sessions: 2, anonymous: 1)
    }
}
