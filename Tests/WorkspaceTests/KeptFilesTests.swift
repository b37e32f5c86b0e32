import Age
import Base
import Foundation
import Ledger
import Store
import Testing
import Workspace

/// Files kept aside go when they are not needed any more; a dry run leaves none; folders in folders are named.
@Suite struct KeptFilesTests {
    private func kept(_ book: Book) throws -> [String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: book.folder.quarantine)
        let rows = Set(try book.store.read { try $0.quarantine().map(\.file) })
        #expect(files.count == rows.count)
        return try book.store.read { try $0.quarantine().map(\.code) }
    }

    /// An honest batch with one letter of its last section changed behind the carrier's signature.
    private func damaged(_ batch: String, for book: Book, in ward: Ward) throws -> String {
        var plain = try Age.open(DurableFile.read(batch), with: [book.keys().receiving])
        plain[plain.count - 20] ^= 1
        let file = try Age.seal(plain, to: [book.identity.card.recipient], random: ward.clock.surroundings.random)
        try DurableFile.write(file, to: ward.path + "/hong.age")
        return ward.path + "/hong.age"
    }

    @Test func aDamagedCopyGoesWhenTheGoodOneHasCome() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try ward.log(session(2), into: an)
        let batch = try ward.export(an)
        try ward.merge([damaged(batch[0], for: book, in: ward)], into: book)
        #expect(try kept(book) == ["SYNC-003"])
        #expect(try !ward.merge([ward.path + "/kit"], into: book).needsPerson)
        #expect(try kept(book) == ["SYNC-003"])
        try ward.merge(batch, into: book)
        #expect(try kept(book).isEmpty)
    }

    @Test func aFileThatSomebodyHasLookedAtIsLetGoAndAWaitingOneIsNot() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)[0]
        try DurableFile.write(Array(DurableFile.read(batch).dropLast(50)), to: ward.path + "/cut.age")
        try ward.merge([ward.path + "/cut.age", batch], into: book, trust: false)
        #expect(try Set(kept(book)) == ["SYNC-002", "SYNC-009"])
        #expect(throws: DismissError.unknown("khac.age")) { try book.dismiss("khac.age") }
        #expect(throws: DismissError.self) { try book.dismiss((batch as NSString).lastPathComponent) }
        #expect(try book.dismiss("cut.age") == ["cut.age"])
        #expect(try kept(book) == ["SYNC-009"])
    }

    @Test func aDryRunSaysTheSameAndChangesNothing() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let book = try ward.book("ward")
        _ = try ward.log(session(1) + session(2), into: an)
        let batch = try ward.export(an)
        let files = batch + [try damaged(batch[0], for: book, in: ward)]
        let before = try book.store.read { (try $0.dump(), try $0.logs(), try $0.cards().count) }
        let tried = try ward.merge(files, into: Book(trying: book))
        #expect(try kept(book).isEmpty)
        let after = try book.store.read { (try $0.dump(), try $0.logs(), try $0.cards().count) }
        #expect(before == after)
        let done = try ward.merge(files, into: book)
        #expect(tried.files.map(\.outcome) == done.files.map(\.outcome))
        #expect(tried.newRevisions == 3 && done.newRevisions == 3)
    }

    @Test func foldersInsideAFolderAreNamed() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)[0]
        try DurableFile.makeFolder(ward.path + "/usb/thang-6")
        try DurableFile.makeFolder(ward.path + "/usb/.an")
        try FileManager.default.moveItem(atPath: batch, toPath: ward.path + "/usb/thang-6/lo.age")
        let report = try ward.merge([ward.path + "/usb"], into: ward.book("ward"))
        #expect(report.files.isEmpty)
        #expect(report.passedOver == [ward.path + "/usb/thang-6"])
    }
}
