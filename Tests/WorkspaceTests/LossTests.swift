import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// What must not be lost or leave the totals without a word.
@Suite struct LossTests {
    private let ward: Ward
    private let book: Book
    private let lead: Book
    private let an: Book

    init() throws {
        ward = try Ward()
        (book, lead, an) = try ward.team()
    }

    private func receipt(of book: Book, as name: String) throws -> String {
        try book.receipt(to: ward.path + "/" + name).path
    }

    private func restored(from path: String) throws -> Book {
        _ = try Restoring(path).run(
            with: .passphrase("cụm mật khẩu dài"), to: BookFolder(ward.path + "/phuc-hoi"),
            surroundings: ward.clock.surroundings)
        return try ward.book("phuc-hoi")
    }

    /// In either order of the receipts.
    @Test(arguments: [false, true])
    func whatALostWardHadConfirmedComesAgain(_ isOldLast: Bool) throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        ward.clock.advance(days: 1)
        _ = try ward.log(session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        let old = try receipt(of: book, as: "cu")
        try ward.merge([old], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }

        let again = try restored(from: ward.path + "/sao-luu")
        try ward.merge([old], into: again)
        #expect(try again.status().devices.contains { $0.name == "an" && $0.missingTail > 0 })
        let new = try receipt(of: again, as: "moi")
        try ward.merge(isOldLast ? [new, old] : [new], into: an)
        try ward.merge(ward.export(an), into: again)
        #expect(try again.latest(9).count == 2)
        try ward.merge([receipt(of: again, as: "moi-2")], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }

    @Test func aRevokedOrReplacedLeadIsNoRecipient() throws {
        let recipient = lead.identity.card.recipient
        #expect(try ward.kit(team: "T").recipients.contains(recipient))
        let card = try lead.rotateKeys()
        _ = try ward.log(session(1), into: ward.book("lead"))
        try ward.merge(ward.export(ward.book("lead")), into: book, trust: false)
        _ = try book.trust(card)
        let kit = try ward.kit(team: "T")
        #expect(kit.recipients.contains(card.recipient) && !kit.recipients.contains(recipient))
        #expect(kit.leadCards.map(\.id) == [card.id])
        let status = try book.status(patience: 0)
        #expect(status.devices.filter(\.isReplaced).count == 1)
        _ = try book.revoke(card, from: nil)
        #expect(try ward.kit(team: "T").leadCards.isEmpty)
    }

    @Test func aKeyThatWasReplacedIsNeverLate() throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try an.rotateKeys()
        let rotated = try ward.book("an")
        try ward.merge(ward.export(rotated), into: book)
        ward.clock.advance(days: 40)
        let late = try book.status().devices.filter { $0.lateDays != nil }
        #expect(late.map(\.isReplaced) == [false])
    }

    @Test func whoHasSentNothingIsNamed() throws {
        #expect(try book.status().silent == ["lead"])
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.status().silent == ["lead"])
        #expect(try an.status().silent.isEmpty)
    }

    /// By the lead's word, and when the lead itself is unseated.
    @Test func whatNoLongerCountsIsSaid() throws {
        _ = try ward.log(session(1) + session(2), into: an)
        let batch = try ward.export(an)
        try ward.merge(batch, into: lead)
        try ward.merge(ward.export(lead), into: book)
        #expect(try book.latest(9).count == 2)
        _ = try lead.revoke(an.identity.card, from: 1)
        let report = try ward.merge(ward.export(lead), into: book)
        #expect(report.lost == ["an": 2] && report.needsPerson)
        #expect(report.revocations.map(\.whom) == ["an"] && report.revocations.map(\.by) == ["lead"])
        _ = try book.trust(an.identity.card)
        #expect(try book.revoke(lead.identity.card, from: 1).report.lost.isEmpty)
        #expect(try book.latest(9).count == 2)
    }

    @Test func unseatingALeadSaysWhoseSessionsGo() throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: lead)
        try ward.merge(ward.export(lead), into: book, trust: false)
        #expect(try book.latest(9).count == 1)
        #expect(try book.revoke(lead.identity.card, from: 1).report.lost == ["an": 1])
    }

    @Test func aForkIsToldWhenItComes() throws {
        _ = try ward.log(session(1), into: an)
        let copy = try twin(of: an)
        _ = try ward.log(session(2), into: an)
        _ = try ward.log(session(3), into: copy)
        #expect(try ward.merge(ward.export(an), into: book).forked.isEmpty)
        let report = try ward.merge(ward.export(copy), into: book)
        #expect(report.forked == ["an"] && report.needsPerson)
        #expect(try !ward.merge(ward.export(copy), into: book).needsPerson)
    }

    /// Its folder as an image of the whole disk has it.
    private func twin(of book: Book) throws -> Book {
        let path = ward.path + "/ban-sao"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try book.store.snapshot(into: path + "/book.sqlite")
        try FileManager.default.copyItem(atPath: book.folder.keys, toPath: path + "/keys")
        return try ward.book("ban-sao")
    }

    @Test func onePlaceOfOneLogOfSeveralIsRevoked() throws {
        _ = try ward.log(session(1) + session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        try an.write { try an.openNewLog(with: $0) }
        _ = try ward.log(session(3) + session(4), into: an)
        try ward.merge(ward.export(an), into: book)
        let card = an.identity.card
        #expect(throws: BookError.logNeeded(count: 2)) { try book.revoke(card, from: 2) }
        let own = try an.store.read { try $0.ownLog() }
        let outcome = try book.revoke(card, from: 2, log: String(own.hex.prefix(8)))
        #expect(outcome.report.lost == ["an": 1])
        #expect(try book.latest(9).count == 3)
    }

    /// A volunteer's word about somebody's sessions.
    @Test func aDecisionWithoutRightIsTold() throws {
        var stranger = Stranger("Máy lạ", kit: try ward.kit())
        let figure = stranger.revision(
            .decision(.figure, about: "11542 a 2026-01-01"), kind: .reserved(.figure), answers: ["a": .int(1)])
        let section = stranger.section([figure])
        let report = try ward.merge(
            [stranger.seal([section.bytes(with: [figure])], to: ward.path + "/x.age")], into: book)
        #expect(report.files[0].withoutRight == 1 && report.needsPerson)
    }

    @Test func aPulledStickIsTold() throws {
        try FileManager.default.createDirectory(atPath: ward.path + "/gay", withIntermediateDirectories: true)
        try DurableFile.write([1, 2, 3], to: ward.path + "/gay/ABCD1234.AGE.part")
        let report = try ward.merge([ward.path + "/gay"], into: book)
        #expect(report.unfinished == ["ABCD1234.AGE.part"] && !report.needsPerson)
    }

    /// Where something was erased, a file that waits and holds it is not kept; it has to come again.
    @Test func whatWaitedAndCouldNotBeKeptIsAskedForAgain() throws {
        _ = try ward.log(session(1, person: EraseTests.person), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try book.erase(book.erasureTarget(EraseTests.person), request: "")
        let binh = try ward.join("binh")
        _ = try ward.log(session(2), into: binh)
        try ward.merge(ward.export(an), into: lead)
        let copy = try an.store.read { try $0.revisions(of: RecordID("00000000-0000-4000-8000-000000000001")!) }
        #expect(copy.count == 1)
        var stranger = Stranger("Máy lạ", kit: try ward.kit())
        let line = stranger.revision(
            copy[0].revision.header.record, kind: copy[0].revision.kind, answers: copy[0].revision.answers!)
        let file = try stranger.seal([stranger.section([line]).bytes(with: [line])], to: ward.path + "/x.age")
        try ward.merge([file], into: book, trust: false)
        let parts = try book.store.read { try $0.quarantine() }
        #expect(parts.map(\.code) == ["KEPT-003"])
        var check = BookCheck(book)
        #expect(try check.run().notices.isEmpty)
        _ = try book.trust(stranger.card)
        try ward.merge([file], into: book)
        #expect(try book.store.read { try $0.quarantine() }.isEmpty)
    }

    /// A stick that is full after the first of two files; the rest goes on another.
    @Test func theRestOfAnExportGoesOnAnotherStick() throws {
        _ = try ward.log(session(1), into: an)
        #expect(throws: BookError.noSuchPart(2, of: 1)) {
            try an.export(to: ward.path + "/lo.age", from: 2)
        }
    }
}
