import Base
import Ledger
import Store
import Testing

@testable import Workspace

/// What the ward decides about a device reaches those who never see its log, by its receipts.
@Suite struct RevocationDownTests {
    private let ward: Ward
    private let book: Book
    private let lead: Book
    private let an: Book

    init() throws {
        ward = try Ward()
        (book, lead, an) = try ward.team()
        _ = try ward.log(session(1), into: an)
        for receiver in [lead, book] { try ward.merge(ward.export(an), into: receiver) }
    }

    private func counted(_ book: Book) throws -> Int { try book.latest(9).count }

    @Test func aLeadLearnsThatTheWardHasRevokedADevice() throws {
        _ = try book.revoke(an.identity.card, from: nil)
        let older = try ward.receipt(of: book, as: "cu")
        _ = try ward.log(session(2), into: an)
        let late = try ward.export(an)
        // The lead, which has not heard yet, counts it.
        try ward.merge(late, into: lead)
        #expect(try counted(lead) == 2)
        let report = try ward.merge([older], into: lead)
        #expect(
            report.revocations.map(\.whom) == ["an"] && report.lost == ["an": .init(gone: 1)] && report.isRevokedByWard)
        #expect(try counted(lead) == 1)
        #expect(try lead.store.read { try $0.revokedCards() } == [an.identity.card.id])
        // Again it says nothing new, and the lead's word does not take it back.
        #expect(try ward.merge([older], into: lead).revocations.isEmpty)
        #expect(throws: BookError.onlyWard("device trust an")) { try lead.trust(an.identity.card) }
        #expect(try counted(lead) == 1)
        var check = BookCheck(lead)
        #expect(try check.run().isSound)
    }

    /// Whichever receipt comes first: the later word names the earlier one.
    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]])
    func theLatestWordOfTheWardHolds(_ order: [Int]) throws {
        _ = try book.revoke(an.identity.card, from: 1)
        var receipts = [try ward.receipt(of: book, as: "1")]
        _ = try book.trust(an.identity.card)
        receipts.append(try ward.receipt(of: book, as: "2"))
        _ = try book.revoke(an.identity.card, from: 2)
        receipts.append(try ward.receipt(of: book, as: "3"))
        for index in order { try ward.merge([receipts[index]], into: lead) }
        let log = try #require(an.store.read { try $0.logs() }.first)
        #expect(try lead.store.read { try $0.until(log.key) } == 2)
        #expect(try counted(lead) == 0)
        _ = try book.trust(an.identity.card)
        try ward.merge([ward.receipt(of: book, as: "4")], into: lead)
        #expect(try counted(lead) == 1)
    }

    /// It was said before the lead met the device.
    @Test func anUnknownDeviceIsRevokedWhenItComes() throws {
        let binh = try ward.join("binh", kit: ward.kit(team: "T"))
        _ = try ward.log(session(3), into: binh)
        let batch = try ward.export(binh)
        try ward.merge(batch, into: book)
        _ = try book.revoke(binh.identity.card, from: 1)
        try ward.merge([ward.receipt(of: book, as: "bien-nhan"), ward.path + "/kit"], into: lead)
        let report = try ward.merge(batch, into: lead)
        #expect(report.trusted.map(\.name) == ["binh"])
        #expect(try counted(lead) == 1)
    }

    @Test func theRevokedDeviceIsTold() throws {
        #expect(try !an.isRevoked)
        _ = try book.revoke(an.identity.card, from: nil)
        try ward.merge([ward.receipt(of: book, as: "bien-nhan")], into: an)
        #expect(try an.isRevoked)
        _ = try ward.log(session(2), into: an)
        #expect(try counted(an) == 1)
        _ = try book.trust(an.identity.card)
        try ward.merge([ward.receipt(of: book, as: "2")], into: an)
        #expect(try !an.isRevoked && counted(an) == 2)
    }

    /// A lead's receipt says what it likes; a ward put back from a backup learns its own word again.
    @Test func theWardsWordAloneCounts() throws {
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        _ = try book.revoke(an.identity.card, from: 1)
        let said = try ward.receipt(of: book, as: "bien-nhan")
        let decided = try #require(Receipt.all(in: DurableFile.read(said)).first).decided
        #expect(decided.count == 1)
        let forged = try Receipt(
            card: lead.identity.card, keys: lead.keys(), made: Instant(milliseconds: 0), held: [], decided: decided)
        try DurableFile.write(forged.bytes, to: ward.path + "/gia")
        try ward.merge([ward.path + "/gia"], into: lead)
        #expect(try counted(lead) == 1 && lead.store.read { try $0.told() }.isEmpty)

        _ = try Restoring(ward.path + "/sao-luu").run(
            with: .passphrase("cụm mật khẩu dài"), to: BookFolder(ward.path + "/phuc-hoi"),
            surroundings: ward.clock.surroundings)
        let restored = try ward.book("phuc-hoi")
        try ward.merge([said], into: restored)
        #expect(try restored.store.read { try $0.revokedCards() } == [an.identity.card.id])
        #expect(try counted(restored) == 0)
        // It hands it on, and can take it back everywhere.
        let again = try restored.receipt(to: ward.path + "/lai").path
        #expect(try Receipt.all(in: DurableFile.read(again)).flatMap(\.decided) == decided)
        try ward.merge([again], into: lead)
        #expect(try counted(lead) == 0)
        _ = try restored.trust(an.identity.card)
        try ward.merge([restored.receipt(to: ward.path + "/tin").path, said], into: lead)
        #expect(try counted(lead) == 1 && counted(restored) == 1)
    }
}
