import Age
import Base
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// Passphrases on keys, new keys for a device, and a ward that has lost its computer.
@Suite struct KeyTests {
    private let ward: Ward

    init() throws {
        ward = try Ward()
    }

    private func opened(_ name: String, with passphrase: String?) throws -> Book {
        try Book(
            BookFolder(ward.path + "/" + name), surroundings: ward.clock.surroundings, askPassphrase: { passphrase })
    }

    private func sessions(_ book: Book) throws -> Int? {
        try book.report(.init(.year(2026), cutoff: .calendar)).figures.count("luot_ho_tro")
    }

    @Test func aPassphraseLocksTheKeysAndNothingElse() throws {
        let book = try ward.join("an")
        let plain = try DurableFile.read(book.folder.deviceKeys)
        try book.lock(with: "núi Voi sông Lạch Tray")
        #expect(!FileManager.default.fileExists(atPath: book.folder.deviceKeys))
        // Entry needs no key, sending does.
        let locked = try opened("an", with: nil)
        _ = try ward.log(session(1), into: locked)
        #expect(throws: BookError.keysLocked(book.folder.deviceKeys + ".age")) { try ward.export(locked) }
        #expect(throws: BookError.passphraseWrong) { try ward.export(opened("an", with: "núi Voi")) }
        // Typed on another keyboard, its marks come decomposed.
        let typed = "núi Voi sông Lạch Tray".decomposedStringWithCanonicalMapping
        #expect(try ward.export(opened("an", with: typed)).count == 1)
        #expect(try ["CHECK-106"] == checked("an", with: nil))
        #expect(try [] == checked("an", with: typed))
        try opened("an", with: typed).lock(with: nil)
        #expect(try DurableFile.read(book.folder.deviceKeys) == plain)
        #expect(!FileManager.default.fileExists(atPath: book.folder.deviceKeys + ".age"))
        #expect(throws: BackupError.passphraseShort(least: 10)) { try book.lock(with: "ngắn") }
    }

    private func checked(_ name: String, with passphrase: String?) throws -> [String] {
        var check = BookCheck(try opened(name, with: passphrase))
        let report = try check.run()
        return (report.faults + report.notices).map(\.code)
    }

    @Test func newKeysOfAVolunteerAreANewDeviceToTrust() throws {
        let book = try ward.join("an")
        _ = try ward.log(session(1), into: book)
        let first = try ward.export(book)
        let card = try book.rotateKeys()
        #expect(card != book.identity.card)
        let rotated = try ward.book("an")
        #expect(rotated.identity.card == card)
        // Its own earlier sessions are still its own.
        #expect(try sessions(rotated) == 1)
        _ = try ward.log(session(2), into: rotated)
        let receiver = try ward.book("ward")
        try ward.merge(first, into: receiver)
        let carried = try rotated.export(to: ward.path + "/doi-khoa.age")
        #expect(carried.records == 2 && carried.relayed == 0)
        let report = try ward.merge(carried.files.map(\.path), into: receiver, trust: false)
        #expect(report.files.flatMap(\.problems).map(\.code) == ["SYNC-009"])
        #expect(try sessions(receiver) == 1)
        #expect(try receiver.trust(card).newRecords == 1)
        #expect(try sessions(receiver) == 2)
        #expect(try checked("an", with: nil) == [])
    }

    @Test func newKeysOfTheWardOpenWhatWasSealedToTheOldOnes() throws {
        let laptop = try ward.join("an")
        _ = try ward.log(session(1), into: laptop)
        let sealedToOld = try ward.export(laptop)
        _ = try ward.book("ward").rotateKeys()
        let kit = try ward.kit()
        try ward.merge([ward.path + "/kit"], into: laptop)
        _ = try ward.log(session(2), into: laptop)
        let sealedToNew = try ward.export(laptop)
        let receiver = try ward.book("ward")
        #expect(kit.recipients.first == receiver.identity.card.recipient)
        let batch = try DurableFile.read(sealedToNew[0])
        #expect(throws: AgeError.noIdentityMatches) { try Age.open(batch, with: [receiver.keyRing()[1].receiving]) }
        try ward.merge(sealedToOld + sealedToNew, into: receiver)
        #expect(try sessions(receiver) == 2)
        #expect(try receiver.receipt(to: ward.path + "/bien-nhan").logs > 0)
        try ward.merge([ward.path + "/bien-nhan"], into: laptop)
        #expect(throws: BookError.allConfirmed) { try ward.export(laptop) }
        // A log that has just been opened holds nothing to be confirmed.
        try laptop.write {
            try laptop.openNewLog(with: $0)
            try laptop.appendCard(with: $0)
        }
        #expect(throws: BookError.allConfirmed) { try ward.export(laptop) }
    }

    @Test func theRecoveryKeyIsTriedAndMakesTheWardAgain() throws {
        let folder = BookFolder(ward.path + "/ward-2")
        let outcome = try WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND").run(
            at: folder, surroundings: ward.clock.surroundings)
        let recovery = try AgeIdentity(parsing: outcome.recoveryKey)
        let lost = try ward.book("ward-2")
        try lost.rehearse([recovery])
        #expect(throws: BackupError.seal(.noIdentityMatches)) {
            try lost.rehearse([AgeIdentity(rawBytes: [UInt8](repeating: 7, count: 32))!])
        }
        _ = try lost.makeKit(team: "", to: ward.path + "/kit-2")
        let kit = try Kit(file: DurableFile.read(ward.path + "/kit-2"))
        let laptop = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: laptop)
        try ward.merge(ward.export(laptop), into: lost)
        // New keys after it was shown: the paper stays as it is.
        _ = try lost.rotateKeys()
        try ward.book("ward-2").rehearse([recovery])
        let wardsReceipt = try ward.book("ward-2").receipt(to: ward.path + "/bien-nhan").path
        let sealed = ward.path + "/ward-keys.age"
        try FileManager.default.moveItem(atPath: folder.sealedKeys, toPath: sealed)
        try FileManager.default.removeItem(atPath: folder.path)

        let again = try WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND").recover(
            from: sealed, with: recovery, at: folder, surroundings: ward.clock.surroundings)
        #expect(again.fingerprint == outcome.fingerprint)
        let found = try ward.book("ward-2")
        // What was erased on request may come back with old batches, until a receipt of the ward's has come.
        #expect(try found.status().restored?.milliseconds == 0 && found.status().needsPerson)
        try ward.merge([wardsReceipt], into: found)
        #expect(try found.restored == nil && found.store.read { try $0.revokedCards() }.isEmpty)
        try ward.merge([laptop.export(to: ward.path + "/tat-ca.age", everything: true).files[0].path], into: found)
        #expect(try sessions(found) == nil)
        _ = try found.trust(laptop.identity.card)
        #expect(try sessions(found) == 1)
        #expect(try checked("ward-2", with: nil) == [])
    }
}
