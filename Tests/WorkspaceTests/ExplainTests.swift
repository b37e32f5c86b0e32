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
        try book.explain(FigureQuestion(id: id, period: Self.june, hamlet: hamlet, ofConflicts: false)).explanation
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
        #expect(try explanation(an, "luot_ho_tro", hamlet: "T02").counted.isEmpty)
        let report = try an.report(Self.june)
        #expect(report.figures.count("cks_mien_phi_vneid") == 3)
        #expect(throws: ExplainError.otherAgency("ipv6")) { try explanation(an, "ipv6") }
        #expect(throws: ExplainError.unknown("vneid_danh", nearest: "vneid_dan")) { try explanation(an, "vneid_danh") }
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
