import Age
import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// What comes down from the ward: kits, and receipts that leads pass on.
@Suite struct WayDownTests {
    private let ward: Ward
    private let book: Book

    init() throws {
        ward = try Ward()
        book = try ward.book("ward")
    }

    /// A lead whom the ward trusts, enrolled by a kit that no volunteer holds.
    private func lead(_ name: String = "tổ trưởng") throws -> Book {
        let lead = try ward.join(name, role: .lead, team: "T01")
        _ = try book.trust(handedOver(lead.identity.card))
        return lead
    }

    private func handedOver(_ card: Card) throws -> Card {
        try DurableFile.write(card.lines, to: ward.path + "/card")
        try ward.merge([ward.path + "/card"], into: book)
        return card
    }

    /// A lead whom the ward does not know yet, and a kit by which volunteers seal to them both.
    private func leadAndKit(of ward: Ward) throws -> (Book, Kit) {
        let kit = try ward.kit()
        let lead = try ward.join("tổ trưởng", role: .lead, kit: kit)
        return (
            lead,
            Kit(
                ward: kit.ward, id: kit.id, number: kit.number, area: kit.area, team: kit.team, secret: kit.secret,
                recipients: kit.recipients + [lead.identity.card.recipient], parts: kit.parts)
        )
    }

    @Test func theTeamsKitVouchesForItsLead() throws {
        let lead = try lead()
        let an = try ward.join("an", kit: ward.kit(team: "T01"))
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)
        try ward.merge(batch, into: book)
        try ward.merge([ward.receipt(of: book, as: "phuong")], into: lead)
        let report = try ward.merge([ward.receipt(of: lead, as: "to")], into: an)
        #expect(report.files.map(\.outcome) == [.receipt(from: ["tổ trưởng", "UBND"], opensNewLog: false)])
        #expect(!report.needsPerson)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }

    @Test func theWardsReceiptIsTakenWhoeverPassesItOn() throws {
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        // Enrolled by a kit that this volunteer does not hold.
        let unknown = try ward.join("lạ", role: .lead)
        let both = ward.path + "/ca-hai"
        try DurableFile.write(
            DurableFile.read(ward.receipt(of: unknown, as: "la"))
                + DurableFile.read(ward.receipt(of: book, as: "phuong")),
            to: both)
        let report = try ward.merge([both], into: an)
        #expect(report.files[0].outcome == .receipt(from: ["UBND"], opensNewLog: false))
        #expect(report.files[0].problems.map(\.code) == ["SYNC-023"])
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }

    @Test func aLeadPassesTheLatestReceiptOn() throws {
        let lead = try lead()
        let older = try ward.receipt(of: book, as: "b")
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        let newer = try ward.receipt(of: book, as: "a")
        try ward.merge([newer, older], into: lead)
        let passed = try Receipt.all(in: DurableFile.read(ward.receipt(of: lead, as: "to")))
        #expect(passed.last?.bytes == (try DurableFile.read(newer)))
    }

    @Test(arguments: [false, true])
    func aWithdrawnKitStaysWithdrawnWhicheverCameFirst(_ isJoining: Bool) throws {
        let old = try ward.kit()
        let oldFile = ward.path + "/kit-cu"
        try FileManager.default.copyItem(atPath: ward.path + "/kit", toPath: oldFile)
        let lead = try isJoining ? nil : ward.join("tổ trưởng", role: .lead, kit: try ward.kit())
        try book.withdraw(kit: String(old.number))
        let new = try ward.kit()
        let receiver = try lead ?? ward.join("tổ trưởng", role: .lead, kit: new)
        let stranger = try ward.join("lạ", kit: old)
        _ = try ward.log(session(1), into: stranger)
        let report = try ward.merge([ward.path + "/kit", oldFile] + ward.export(stranger), into: receiver)
        #expect(report.trusted.isEmpty)
    }

    @Test func aWardMadeAgainCountsItsKitsOn() throws {
        let first = try ward.kit()
        let an = try ward.join("an", kit: first)
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        for _ in 1...3 { _ = try ward.kit() }
        try ward.merge([ward.path + "/kit"], into: an)
        let folder = BookFolder(ward.path + "/phuc-hoi")
        _ = try Restoring(ward.path + "/sao-luu").run(
            with: .passphrase("cụm mật khẩu dài"), to: folder, surroundings: ward.clock.surroundings)
        let restored = try ward.book("phuc-hoi")
        for number in [202_607_010_801, 202_607_010_802] {
            _ = try restored.makeKit(team: "", to: ward.path + "/kit-moi")
            let report = try ward.merge([ward.path + "/kit-moi"], into: an)
            #expect(report.files[0].outcome == .kit(number: number, isNewer: true))
        }
        // Another that has lost its count takes it up again from the kits it meets.
        try restored.store.write { try $0.set(.kitNumber, "1") }
        try ward.merge([ward.path + "/kit-moi"], into: restored)
        #expect(try restored.store.read { try $0.kitNumber() } == 202_607_010_802)
    }

    /// The one that brings the trust may be tried after those that wait for it.
    @Test(arguments: 1...4)
    func filesThatWaitForEachOtherAreAllTaken(seed: UInt64) throws {
        let ward = try Ward(seed: seed)
        let book = try ward.book("ward")
        let (lead, kit) = try leadAndKit(of: ward)
        let volunteers = try (1...3).map { try ward.join("tnv \($0)", kit: kit) }
        for (number, volunteer) in volunteers.enumerated() { _ = try ward.log(session(number + 1), into: volunteer) }
        let batches = try volunteers.map { try ward.export($0)[0] }
        try ward.merge(batches, into: lead)
        let decisions = try ward.export(lead)
        try ward.merge(batches + decisions, into: book, trust: false)
        #expect(try Set(book.store.read { try $0.quarantine() }.map(\.file)).count == 4)
        _ = try book.trust(lead.identity.card)
        #expect(try book.store.read { try $0.quarantine().isEmpty })
        #expect(try book.latest(9).count == 3)
    }

    @Test(arguments: [("", "SYNC-002"), ("\0", "SYNC-001"), ("vô nghĩa", "SYNC-001")])
    func aFileNamedAsOursIsNeverPassedOver(content: String, code: String) throws {
        try FileManager.default.createDirectory(atPath: ward.path + "/que", withIntermediateDirectories: true)
        try DurableFile.write(Array(content.utf8), to: ward.path + "/que/ABCD1234.AGE")
        try DurableFile.write(Array(content.utf8), to: ward.path + "/que/phim.mp4")
        let report = try ward.merge([ward.path + "/que"], into: book)
        #expect(report.files.map(\.name) == ["ABCD1234.AGE"])
        #expect(report.files.flatMap(\.problems).map(\.code) == [code])
    }

    @Test func aGapIsNoForkAndAForkShowsBothManifests() throws {
        let an = try ward.join("an")
        var batches: [[String]] = []
        _ = try ward.log(session(1), into: an)
        batches.append(try ward.export(an))
        try ward.merge(batches[0], into: book)
        try ward.merge([ward.receipt(of: book, as: "1")], into: an)
        for number in 2...3 {
            _ = try ward.log(session(number), into: an)
            batches.append(try ward.export(an))
        }
        // What the last batch carries again is left out: the middle is missing.
        let last = try #require(try an.store.read { try $0.sections(of: $0.logs()[0].key).last })
        #expect(last.from > 2)
        let status = try #require(try ward.book("ward").status().devices.first { $0.name == "an" })
        #expect(!status.isForked && status.unjoined == 0)
        try FileManager.default.copyItem(atPath: ward.path + "/an", toPath: ward.path + "/ban-sao")
        let copy = try ward.book("ban-sao")
        _ = try ward.log(session(4), into: copy)
        _ = try ward.log(session(5), into: an)
        try ward.merge(ward.export(copy) + ward.export(an), into: book)
        let key = try #require(try book.store.read { try $0.logs() }.first { $0.isForked }).key
        let fork = try #require(try book.store.read { try $0.fork(of: key) })
        #expect(fork.seq == last.to + 1)
        #expect(Set(fork.evidence.map(\.section.id)).count == 2)
        #expect(Set(fork.evidence.map(\.section.chainBefore)) == [last.chainAfter])
        #expect(Set(fork.evidence.map(\.section.chainAfter)).count == 2)
    }

    @Test func aBookPutBackIsToldThatAllOfItHasArrived() throws {
        let an = try ward.join("an")
        for number in 1...3 {
            _ = try ward.log(session(number), into: an)
            if number == 2 { _ = try an.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài") }
        }
        try ward.merge(ward.export(an), into: book)
        let restored = ward.path + "/phuc-hoi"
        _ = try Restoring(ward.path + "/sao-luu").run(
            with: .passphrase("cụm mật khẩu dài"), to: BookFolder(restored), surroundings: ward.clock.surroundings)
        let back = try ward.book("phuc-hoi")
        try ward.merge(ward.export(back), into: book)
        try ward.merge([ward.receipt(of: book, as: "bien-nhan")], into: back)
        #expect(throws: BookError.allConfirmed) { try ward.export(back) }
        #expect(try book.latest(9).count == 3)
    }

    @Test func editsOfOthersAreCounted() throws {
        let (lead, kit) = try leadAndKit(of: ward)
        let an = try ward.join("an", kit: kit)
        _ = try handedOver(lead.identity.card)
        _ = try ward.log(session(1) + "\n" + session(2), into: an)
        try ward.merge(ward.export(an), into: lead)
        let record = try #require(lead.latest(9).first).record
        _ = try lead.void(lead.record(matching: record.text), reason: "nhầm")
        try ward.merge(ward.export(lead), into: book)
        let edits = try book.status().devices.reduce(into: [String: Int]()) { $0[$1.name] = $1.editsOfOthers }
        #expect(edits["tổ trưởng"] == 1 && edits["an"] == 0)
        // Each log says its own.
        try lead.write { try lead.openNewLog(with: $0) }
        #expect(try lead.status().devices.map(\.editsOfOthers).sorted() == [0, 1])
    }
}
