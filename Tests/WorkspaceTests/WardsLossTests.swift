import Age
import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// Which of the ward's receipts is the later, when clocks are wrong, books are lost, and older ones put back.
@Suite struct WardsLossTests {
    private let ward: Ward
    private let book: Book
    private let lead: Book
    private let an: Book

    init() throws {
        ward = try Ward()
        (book, lead, an) = try ward.team()
    }

    private func send(_ ids: ClosedRange<Int>, to book: Book) throws {
        for id in ids { _ = try ward.log(session(id), into: an) }
        try ward.merge(ward.export(an), into: book)
    }

    private func restored(as name: String) throws -> Book {
        _ = try Restoring(ward.path + "/sao-luu").run(
            with: .passphrase("cụm mật khẩu dài"), to: BookFolder(ward.path + "/" + name),
            surroundings: ward.clock.surroundings)
        return try ward.book(name)
    }

    /// How far the ward's receipts confirm An's log there.
    private func confirmed() throws -> Int {
        try an.store.read { reader in
            try reader.confirmed(LogKey(log: reader.ownLog(), card: an.identity.card.id), by: .ward)
        }
    }

    // MARK: Wrong clocks

    /// The ward's clock was wrong for one receipt, far ahead or far behind.
    @Test(arguments: [8000, -4000], [false, true])
    func aLeadPassesOnTheLatestWhateverTheClockSays(days: Int, isOldLast: Bool) throws {
        try send(1...1, to: book)
        ward.clock.advance(days: days)
        let wrong = try ward.receipt(of: book, as: "sai-gio")
        ward.clock.advance(days: -days)
        _ = try book.erase(book.erasureTarget("11542-T01-0001-01"), request: "")
        let right = try ward.receipt(of: book, as: "dung-gio")
        try ward.merge(isOldLast ? [right, wrong] : [wrong, right], into: lead)
        let passed = try Receipt.all(in: DurableFile.read(ward.receipt(of: lead, as: "to")))
        #expect(passed.dropFirst().flatMap(\.bytes) == (try DurableFile.read(right)))
    }

    /// Receipts of older programs stand at one place of the ward's log: neither is dropped for what it alone says.
    @Test func receiptsOfOnePlaceArePassedOnTogether() throws {
        let (keys, held) = (try book.keys(), try book.store.read { try $0.held() })
        let decided = try revocation()
        func receipt(_ days: Int64, _ decided: [Revision]) -> [UInt8] {
            Receipt(
                card: book.identity.card, keys: keys, made: Instant(milliseconds: days), held: held, decided: decided
            ).bytes
        }
        let (first, second, more) = (receipt(9, []), receipt(3, decided), receipt(5, []))
        for (name, bytes) in [("1", first), ("2", second), ("3", more)] {
            try DurableFile.write(bytes, to: ward.path + "/" + name)
            try ward.merge([ward.path + "/" + name], into: lead)
        }
        let passed = try Receipt.all(in: DurableFile.read(ward.receipt(of: lead, as: "to")))
        #expect(passed.dropFirst().flatMap(\.bytes) == second)
    }

    private func revocation() throws -> [Revision] {
        _ = try ward.receipt(of: book, as: "x")
        try send(1...1, to: book)
        _ = try book.revoke(an.identity.card, from: 1)
        return try book.store.read { try $0.wardsRevocations() }
    }

    // MARK: Lost books

    /// Twice from one backup, and the second knows nothing of the first.
    @Test func aWardRestoredTwiceIsBelievedAgain() throws {
        try send(1...2, to: book)
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        let lost = try ward.receipt(of: book, as: "mat")
        try ward.merge([lost], into: an)
        let first = try restored(as: "mot")
        let firsts = try ward.receipt(of: first, as: "r1")
        try ward.merge([firsts], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        let second = try restored(as: "hai")
        try ward.merge([ward.receipt(of: second, as: "r2")], into: an)
        // Which of the two goes on cannot be told.
        #expect(try confirmed() == 0)
        try ward.merge(ward.export(an), into: second)
        #expect(try second.status().putBack != nil && second.status().needsPerson)
        let later = try ward.receipt(of: second, as: "r3")
        #expect(try second.status().putBack == nil)
        try ward.merge([later], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        // Late receipts of the others confirm nothing, and take nothing back.
        try ward.merge([firsts, lost, ward.receipt(of: book, as: "r4")], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }

    /// The other one is in use after all, and has not got what the new one confirmed.
    @Test func whatARestoredTwinConfirmedComesAgainToTheOther() throws {
        try send(1...1, to: book)
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        try ward.merge([ward.receipt(of: book, as: "r0")], into: an)
        let twin = try restored(as: "thu")
        try send(2...3, to: twin)
        let twins = try ward.receipt(of: twin, as: "r1")
        try ward.merge([twins], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        let merged = try ward.merge([twins], into: book)
        #expect(merged.files.map(\.outcome) == [.receipt(from: ["UBND"], opensNewLog: true)])
        try ward.merge([ward.receipt(of: book, as: "r2")], into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.latest(9).count == 3)
    }

    @Test func aRecoveredWardIsBelievedAgain() throws {
        let folder = BookFolder(ward.path + "/ward-2")
        let setup = WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND")
        let outcome = try setup.run(at: folder, surroundings: ward.clock.surroundings)
        let lost = try ward.book("ward-2")
        _ = try lost.makeKit(team: "", to: ward.path + "/kit-2")
        let binh = try ward.join("binh", kit: Kit(file: DurableFile.read(ward.path + "/kit-2")))
        _ = try ward.log(session(1), into: binh)
        try ward.merge(ward.export(binh), into: lost)
        let last = try ward.receipt(of: lost, as: "r1")
        try ward.merge([last], into: binh)
        let sealed = ward.path + "/ward-keys.age"
        try FileManager.default.moveItem(atPath: folder.sealedKeys, toPath: sealed)
        try FileManager.default.removeItem(atPath: folder.path)
        _ = try setup.recover(
            from: sealed, with: AgeIdentity(parsing: outcome.recoveryKey), at: folder,
            surroundings: ward.clock.surroundings)
        let again = try ward.book("ward-2")
        try ward.merge([last], into: again)
        #expect(try again.status().putBack == nil)
        let all = try binh.export(to: ward.path + "/tat-ca.age", everything: true).files.map(\.path)
        try ward.merge(all, into: again)
        _ = try again.trust(binh.identity.card)
        try ward.merge([ward.receipt(of: again, as: "r2")], into: binh)
        #expect(throws: BookError.allConfirmed) { try ward.export(binh) }
    }

    // MARK: Older books put back

    /// What shows it to the ward: the note outside the book, a device's batch, its own later receipt, or one of an older
    /// program, which wrote no line of the log with it.
    enum Sign: CaseIterable { case note, batch, receipt, olderReceipt }

    @Test(arguments: Sign.allCases)
    func aBookPutBackFromAnOlderCopyNotices(_ sign: Sign) throws {
        let home = sign == .note ? Computer(id: "may-1", state: ward.path + "/state") : nil
        var book = try ward.book("ward", on: home)
        try send(1...1, to: book)
        try ward.merge([ward.receipt(of: book, as: "r1")], into: an)
        try FileManager.default.copyItem(atPath: ward.path + "/ward", toPath: ward.path + "/cu")
        try send(2...3, to: book)
        let (keys, held) = (try book.keys(), try book.store.read { try $0.held() })
        let older = Receipt(
            card: book.identity.card, keys: keys, made: ward.clock.surroundings.now(), held: held)
        try DurableFile.write(older.bytes, to: ward.path + "/r2-cu")
        let later = try ward.receipt(of: book, as: "r2")
        try ward.merge([later], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }

        try FileManager.default.removeItem(atPath: ward.path + "/ward")
        try FileManager.default.moveItem(atPath: ward.path + "/cu", toPath: ward.path + "/ward")
        book = try ward.book("ward", on: home)
        switch sign {
        case .note: break
        case .batch:
            _ = try ward.log(session(4), into: an)
            try ward.merge(ward.export(an), into: book)
        case .receipt: try ward.merge([later], into: book)
        case .olderReceipt: try ward.merge([ward.path + "/r2-cu"], into: book)
        }
        #expect(try book.status().putBack != nil && book.status().needsPerson)
        try ward.merge([ward.receipt(of: book, as: "r3")], into: an)
        #expect(try book.status().putBack == nil)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.latest(9).count == (sign == .batch ? 4 : 3))
        try ward.merge([ward.receipt(of: book, as: "r4")], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
        // What the ward has lost of its own log is nobody's to send.
        #expect(try book.status().devices.allSatisfy { $0.missingTail == 0 })
    }

    @Test func aBookThatStaysSaysNothing() throws {
        try send(1...1, to: book)
        for number in 1...3 {
            let receipt = try ward.receipt(of: book, as: "r\(number)")
            try ward.merge([receipt], into: an)
            try ward.merge([receipt], into: book)
            try send(number + 1...number + 1, to: book)
        }
        let logs = try book.store.read { try $0.logs() }.filter { $0.key.card == book.identity.card.id }
        #expect(try logs.count == 1 && book.status().putBack == nil)
        // One more says nothing new of erasures: nothing is to be confirmed.
        try ward.merge([ward.receipt(of: book, as: "r4")], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }
}
