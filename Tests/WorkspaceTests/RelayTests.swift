import Age
import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// What somebody carries who is not the author, and what a device that opened a new log still has to hand over.
@Suite struct RelayTests {
    private let ward: Ward
    private let kit: Kit

    init() throws {
        ward = try Ward()
        kit = try ward.kit()
    }

    private func seal(_ sections: [[UInt8]], by carrier: Stranger, as name: String) throws -> String {
        let file = try Batch.seal(
            sections: sections, ward: kit.ward, carrier: carrier.card, keys: carrier.keys, to: kit.recipients,
            made: ward.clock.surroundings.now(), program: "sotay test", random: ward.clock.surroundings.random)
        try DurableFile.write(file, to: ward.path + "/" + name)
        return ward.path + "/" + name
    }

    private func form(by author: Stranger) -> [UInt8] {
        let text = Array("| survey |\n| | type | name |\n| | text | a |\n".utf8)
        return FormSection(
            ward: kit.ward, card: author.card.id, form: FormRef(id: "la", version: "1", file: text), fileName: "la.md",
            text: text, key: author.keys.signing
        ).bytes
    }

    @Test func aFormIsHeldToItsAuthorsCardWhereverThatCameFrom() throws {
        let (author, carrier) = (Stranger("An", kit: kit), Stranger("Bình", kit: kit, seed: 78))
        let book = try ward.book("ward")
        let relayed = try seal([form(by: author)], by: carrier, as: "form.age")
        #expect(try ward.merge([relayed], into: book).files[0].problems.map(\.code) == ["SYNC-017"])
        #expect(try book.store.read { try $0.quarantine().map(\.section) } == [1])
        // The card comes by itself; the form then by itself too.
        try DurableFile.write(author.card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)
        #expect(try book.store.read { try $0.quarantine().isEmpty })
        #expect(try book.store.read { try $0.forms() }.contains { $0.fileName == "la.md" && !$0.isApproved })
    }

    @Test func aCardOfAnotherWardAmongTheSectionsIsTold() throws {
        let carrier = Stranger("An", kit: kit)
        let other = try Ward(seed: 2)
        let card = try other.book("ward").identity.card
        let book = try ward.book("ward")
        let report = try ward.merge([seal([card.lines], by: carrier, as: "card.age")], into: book)
        #expect(report.files[0].problems.map(\.code) == ["SYNC-004"])
        #expect(try book.store.read { try $0.quarantine().map(\.section) } == [1])
        #expect(try !book.store.read { try $0.cards() }.contains { $0.card.id == card.id })
    }

    /// A decision whose body was missing has effect once a later copy brings it.
    @Test func aDecisionTakesEffectWhenItsBodyComes() throws {
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        var lead = Stranger("Tổ trưởng", kit: kit, role: .lead)
        let id = an.identity.card.id.hex
        let decision = lead.revision(
            .decision(.trust, about: id), kind: .reserved(.trust), answers: ["card": .string(id)])
        let section = lead.section([decision])
        let empty = try #require(Revision(line: decision.headerBytes + [0x09]))
        let book = try ward.book("ward")
        try DurableFile.write(lead.card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)
        let stripped = try seal([lead.card.lines, section.bytes(with: [empty])], by: lead, as: "empty.age")
        try ward.merge([stripped] + ward.export(an), into: book, trust: false)
        #expect(try book.latest(9).isEmpty)
        let full = try seal([lead.card.lines, section.bytes(with: [decision])], by: lead, as: "full.age")
        try ward.merge([full], into: book, trust: false)
        #expect(try book.latest(9).count == 1)
    }

    /// A new log does not begin with the device's card: its first revision is a session.
    @Test func theOnlySessionOfANewLogIsExported() throws {
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        _ = try book.receipt(to: ward.path + "/bien-nhan")
        try ward.merge([ward.path + "/bien-nhan"], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        try an.write { try an.openNewLog(with: $0) }
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        _ = try ward.log(session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.latest(9).count == 2)
    }
}
