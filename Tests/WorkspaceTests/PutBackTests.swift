import Age
import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// A ward's book that was put back: what it owes to those who asked for erasure, and to whoever holds its recovery key.
@Suite struct PutBackTests {
    private static let setup = WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND")
    private let ward: Ward
    private let recovery: AgeIdentity
    private let book: Book

    init() throws {
        ward = try Ward()
        let outcome = try Self.setup.run(
            at: BookFolder(ward.path + "/phuong"), surroundings: ward.clock.surroundings)
        recovery = try AgeIdentity(parsing: outcome.recoveryKey)
        book = try ward.book("phuong")
    }

    private func laptop(_ name: String) throws -> Book {
        let path = ward.path + "/kit-\(name)"
        _ = try book.makeKit(team: "", to: path)
        return try ward.join(name, kit: Kit(file: DurableFile.read(path)))
    }

    private func restored(_ backup: String, as name: String) throws -> (book: Book, outcome: Restoring.Outcome) {
        let outcome = try Restoring(backup).run(
            with: .identities([recovery]), to: BookFolder(ward.path + "/" + name),
            surroundings: ward.clock.surroundings)
        return (try ward.book(name), outcome)
    }

    /// Sessions, and those of them that are anonymous; records that count no more.
    private func counts(_ book: Book) throws -> [Int?] {
        let report = try book.report(.init(.year(2026), cutoff: .calendar))
        return [
            report.figures.count("luot_ho_tro"), report.figures.count("luot_an_danh"), report.completeness.erased,
        ]
    }

    private func expectSound(_ book: Book) throws {
        var check = BookCheck(book)
        let report = try check.run()
        #expect(report.isSound, "\(report.faults)")
    }

    /// The receipt is merged first, as `restore` says; the erasure is done again before or after it, or not at all.
    @Test(arguments: [[], [0], [1]]) func whatTheReceiptTakesAwayStaysAnonymous(redone: [Int]) throws {
        let an = try laptop("an")
        _ = try ward.log(session(1, person: EraseTests.person) + session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        let backup = try book.backup(to: ward.path + "/so.age", passphrase: nil).path
        _ = try book.erase(book.erasureTarget(EraseTests.person), request: "2/ĐN")
        #expect(try counts(book) == [2, 1, 0])
        let receipt = try ward.receipt(of: book, as: "bien-nhan")
        let again = try restored(backup, as: "lai").book
        if redone == [0] { _ = try again.erase(again.erasureTarget(EraseTests.person), request: "2/ĐN") }
        try ward.merge([receipt], into: again)
        if redone == [1] {
            #expect(throws: EraseError.alreadyErased) { try again.erasureTarget(EraseTests.person) }
        }
        #expect(try counts(again) == [2, 1, 0])
        // Nothing new when it comes once more, nor with the old batch.
        let held = try again.store.read { try $0.logs().map(\.held) }
        let everything = try an.export(to: ward.path + "/tat-ca", everything: true).files.map(\.path)
        try ward.merge([receipt] + everything, into: again)
        #expect(try again.store.read { try $0.logs().map(\.held) } == held)
        #expect(try counts(again) == [2, 1, 0] && again.status().conflicts == 0)
        try expectSound(again)
        // Whoever comes again under that code is not counted without a word.
        _ = try ward.log(session(3, person: EraseTests.person), into: an)
        try ward.merge(ward.export(an), into: again)
        #expect(try again.status().ofErasedPeople == 1)
    }

    /// Without a backup the receipt comes before the records do.
    @Test func soDoesWhatComesAfterIt() throws {
        let an = try laptop("an")
        _ = try ward.log(session(1, person: EraseTests.person) + session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try book.erase(book.erasureTarget(EraseTests.person), request: "")
        let receipt = try ward.receipt(of: book, as: "bien-nhan")
        let sealed = ward.path + "/ward-keys.age"
        try FileManager.default.moveItem(atPath: book.folder.sealedKeys, toPath: sealed)
        try FileManager.default.removeItem(atPath: book.folder.path)
        _ = try Self.setup.recover(
            from: sealed, with: recovery, at: BookFolder(ward.path + "/lai"), surroundings: ward.clock.surroundings)
        let again = try ward.book("lai")
        try ward.merge([receipt], into: again)
        _ = try again.store.write { try $0.insert(an.identity.card) }
        _ = try again.trust(an.identity.card)
        try ward.merge(an.export(to: ward.path + "/tat-ca", everything: true).files.map(\.path), into: again)
        #expect(try counts(again) == [2, 1, 0])
        try expectSound(again)
    }

    /// A late correction stays beside what is written again, for somebody to look at.
    @Test func whatCameLaterIsNotHidden() throws {
        let an = try laptop("an")
        _ = try ward.log(session(1, person: EraseTests.person), into: an)
        try ward.merge(ward.export(an), into: book)
        let backup = try book.backup(to: ward.path + "/so.age", passphrase: nil).path
        _ = try book.erase(book.erasureTarget(EraseTests.person), request: "")
        let receipt = try ward.receipt(of: book, as: "bien-nhan")
        let again = try restored(backup, as: "lai").book
        try ward.merge([receipt], into: again)
        let entry = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), "25")
        try an.save(entry)
        try ward.merge(ward.export(an), into: again)
        #expect(try again.status().erasedAgain == 1)
        let divergence = try again.divergence(matching: "000000000001")
        #expect(again.isOfErased(divergence))
        // Settling would keep what is to be erased, whichever side is taken.
        for side in 1...2 {
            #expect(throws: EraseError.erasedInConflict(divergence.record.text)) {
                try again.entry(resolving: divergence, by: Resolution(rest: .side(side)), language: .vi)
            }
        }
        _ = try again.erase(again.erasureTarget("000000000001"), request: "")
        #expect(try counts(again) == [1, 1, 0] && again.status().conflicts == 0)
    }

    // MARK: Passphrases

    /// Whoever set the passphrase is gone: the recovery key alone makes a working ward.
    @Test func theRecoveryKeyOpensALockedWardsBackup() throws {
        try book.lock(with: "cụm mật khẩu dài")
        _ = try ward.log(session(1), into: ward.book("phuong"))
        let backup = try ward.book("phuong").backup(to: ward.path + "/so.age", passphrase: nil).path
        let (again, outcome) = try restored(backup, as: "lai")
        #expect(outcome.isUnlocked && outcome.unsigned == 0)
        #expect(try again.receipt(to: ward.path + "/bien-nhan").logs > 0)
        try expectSound(again)
    }

    /// What nobody else has is there to be seen, and is signed when the passphrase is given.
    @Test func whatIsNotSignedIsSignedLater() throws {
        let words = "cụm mật khẩu dài"
        let an = try laptop("an")
        try an.lock(with: words)
        for number in 1...2 {
            let name = number == 1 ? "an" : "an-1"
            _ = try ward.log(session(number), into: ward.book(name))
            let backup = try ward.book(name).backup(to: ward.path + "/so-\(number).age", passphrase: nil).path
            let (again, outcome) = try restored(backup, as: "an-\(number)")
            #expect(outcome.unsigned == number + 1 && !outcome.isUnlocked)
            #expect(try again.latest(9).count == number)
            #expect(throws: BookError.self) { try ward.export(again) }
            try expectSound(again)
        }
        let opened = try Book(
            BookFolder(ward.path + "/an-2"), surroundings: ward.clock.surroundings, askPassphrase: { words })
        try ward.merge(ward.export(opened), into: book)
        #expect(try book.latest(9).count == 2)
        try expectSound(book)
        var check = BookCheck(opened)
        let report = try check.run()
        #expect(report.isSound && report.unsigned == 0)
    }
}
