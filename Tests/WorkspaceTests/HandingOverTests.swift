import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// What lies on a stick beside what is meant for a book, and what a device without news hands over.
@Suite struct HandingOverTests {
    /// A ward, its lead of team T with a card that is trusted, and a volunteer of the team's kit with one session.
    private func team() throws -> (ward: Ward, book: Book, lead: Book, an: Book) {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        _ = try ward.log(session(1, person: EraseTests.person), into: an)
        return (ward, book, lead, an)
    }

    @Test func whatIsForOthersOnAStickIsNeitherKeptNorAFault() throws {
        let (ward, book, lead, an) = try team()
        let batch = try ward.export(an)
        _ = try book.receipt(to: ward.path + "/usb/")
        for _ in 1...2 {
            let report = try ward.merge([ward.path + "/usb/"], into: an)
            #expect(!report.needsPerson && report.files.count == 2)
            #expect(report.files.contains { $0.outcome == .forOthers })
            #expect(report.files.allSatisfy { !$0.name.contains("/") })
            #expect(try an.store.read { try $0.quarantine() }.isEmpty)
        }
        // Named by itself it is an error, and still not kept.
        let asked = try ward.merge(batch, into: an)
        #expect(asked.files[0].problems.map(\.code) == ["SYNC-005"])
        #expect(try an.store.read { try $0.quarantine() }.isEmpty)
        // The lead can open it.
        #expect(try !ward.merge([ward.path + "/usb"], into: lead).files.contains { $0.outcome == .forOthers })
    }

    @Test func aCardIsKeptBeforeItIsTrusted() throws {
        let (ward, book, _, _) = try team()
        let other = try ward.join("lead2", role: .lead, team: "U")
        try DurableFile.write(other.identity.card.lines, to: ward.path + "/card2")
        #expect(try ward.merge([ward.path + "/card2"], into: book, trust: false).needsPerson)
        let card = try book.device(matching: "lead2")
        #expect(try book.store.read { try !$0.isTrusted(card.id) })
        _ = try book.trust(card)
        #expect(try book.store.read { try $0.isTrusted(card.id) })
    }

    @Test func linesOfARevokedDeviceAreToldAndItsWaitingFilesCanGo() throws {
        let (ward, book, _, an) = try team()
        let first = try ward.export(an)
        try ward.merge(first, into: book)
        _ = try book.revoke(an.identity.card, from: nil)
        _ = try ward.log(session(2) + session(3), into: an)
        let report = try ward.merge(ward.export(an), into: book)
        #expect(report.files[0].withoutEffect == 2)

        let binh = try ward.join("binh")
        _ = try ward.log(session(4), into: binh)
        let waiting = try ward.export(binh)
        try ward.merge(waiting, into: book, trust: false)
        let name = (waiting[0] as NSString).lastPathComponent
        #expect(throws: DismissError.waiting(name)) { try book.dismiss(name) }
        _ = try book.revoke(book.device(matching: "binh"), from: 1)
        #expect(try book.dismiss(name) == [name])
        #expect(try book.store.read { try $0.quarantine() }.isEmpty)
    }

    /// The lead had trusted a volunteer; without effect that word leaves the volunteer's file waiting, and no merge has
    /// to come before it is taken once the word counts again.
    @Test func aRevocationFromALaterPlaceGivesBackWhatWaited() throws {
        let (ward, book, lead, an) = try team()
        let batch = try ward.export(an)
        try ward.merge(batch, into: lead)
        _ = try book.revoke(lead.identity.card, from: 1)
        try ward.merge(ward.export(lead), into: book, trust: false)
        try ward.merge(batch, into: book, trust: false)
        #expect(try book.latest(9).isEmpty)
        #expect(try !book.store.read { try $0.quarantine() }.isEmpty)
        _ = try book.revoke(lead.identity.card, from: nil)
        #expect(try book.latest(9).count == 1)
        #expect(try book.store.read { try $0.quarantine() }.isEmpty)
    }

    @Test func aDeviceWithoutNewsConfirmsAnErasureOnce() throws {
        let (ward, book, _, an) = try team()
        try ward.merge(ward.export(an), into: book)
        _ = try book.receipt(to: ward.path + "/receipt")
        try ward.merge([ward.path + "/receipt"], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        let report = try book.erase(book.erasureTarget(EraseTests.person), request: "")
        #expect(report.unconfirmed == ["an"])
        _ = try book.receipt(to: ward.path + "/receipt-2")
        try ward.merge([ward.path + "/receipt-2"], into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.erasures().allSatisfy { $0.unconfirmed == [] })
        _ = try book.receipt(to: ward.path + "/receipt-3")
        try ward.merge([ward.path + "/receipt-3"], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }
}
