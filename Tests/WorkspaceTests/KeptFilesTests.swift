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
        var plain = try Age.open(DurableFile.read(batch), with: [try book.keys().receiving])
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
        let report = try ward.merge(batch, into: book)
        #expect(report.files.contains { $0.name == "hong.age" && $0.outcome == .replaced } && !report.needsPerson)
        #expect(try kept(book).isEmpty)
    }

    /// Nothing in it opens: cut short, changed in its header, in its key, or in its last letter.
    @Test(arguments: ["cut", "header", "key", "end"])
    func aWhollyDamagedFileGoesWhenTheGoodOneHasCome(how: String) throws {
        let ward = try Ward()
        let (an, binh) = (try ward.join("an"), try ward.join("binh"))
        let book = try ward.book("ward")
        _ = try ward.log(session(1), into: an)
        _ = try ward.log(session(2), into: binh)
        let (batch, other) = (try ward.export(an), try ward.export(binh))
        var bytes = try DurableFile.read(batch[0])
        switch how {
        case "cut": bytes.removeLast(50)
        case "header": bytes[2] ^= 1
        case "key": bytes[40] = bytes[40] == 0x41 ? 0x42 : 0x41
        default: bytes[bytes.count - 1] ^= 1
        }
        try DurableFile.write(bytes, to: ward.path + "/hong.age")
        try ward.merge([ward.path + "/hong.age"], into: book)
        try ward.merge(other, into: book)
        #expect(try kept(book).count == 1)
        let report = try ward.merge(batch, into: book)
        #expect(report.files.map(\.outcome).contains(.replaced) && !report.needsPerson)
        #expect(try kept(book).isEmpty)
        // In one run, whichever comes first; and once more with the copy that is here.
        let (again, cut) = (try ward.export(an), ward.path + "/cut.age")
        try DurableFile.write(Array(DurableFile.read(again[0]).dropLast(1)), to: cut)
        for files in [[cut] + again, again + [cut]] {
            #expect(try !ward.merge(files, into: book).needsPerson)
            #expect(try kept(book).isEmpty)
        }
    }

    @Test func nobodyIsAskedTwiceAboutOneDevice() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let book = try ward.book("ward")
        var files: [String] = []
        for number in 1...3 {
            _ = try ward.log(session(number), into: an)
            files += try ward.export(an)
        }
        var asked = 0
        var merge = Merge(
            into: book,
            trust: { _ in
                asked += 1
                return false
            })
        #expect(try merge.run(files).needsPerson)
        #expect(asked == 1)
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
