import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing
import Workspace

@Suite struct MergeTests {
    @Test func aLeadPassesVolunteersSectionsUpUntouched() throws {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        _ = try ward.log(session(1) + session(2), into: an)
        try ward.merge(ward.export(an), into: lead)
        let up = try ward.export(lead)
        let report = try ward.merge(up, into: book)
        #expect(report.files.flatMap(\.problems).isEmpty)
        #expect(try book.latest(9).count == 2)
        let direct = try ward.merge(ward.export(an), into: book)
        #expect(direct.newRevisions == 0)
    }

    @Test func theSameFileTwiceIsKnown() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)
        let book = try ward.book("ward")
        #expect(try ward.merge(batch, into: book).newRevisions == 2)
        let again = try ward.merge(batch, into: book)
        #expect(again.newRevisions == 0)
        #expect(again.files[0].outcome == .again)
        _ = try ward.log(session(2), into: an)
        let more = try ward.merge(ward.export(an), into: book)
        #expect(more.newRevisions == 1)
        #expect(more.files[0].outcome == .batch(records: 1, decisions: 0, known: 1, from: ["an"]))
    }

    @Test func anUntrustedFileWaitsAndMergesOnceItsDeviceIsTrusted() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)
        let book = try ward.book("ward")
        let before = try book.store.read { try $0.dump() }
        let refused = try ward.merge(batch, into: book, trust: false)
        #expect(refused.files[0].problems.map(\.code) == ["SYNC-009"])
        #expect(refused.needsPerson)
        #expect(try book.store.read { try $0.dump() } == before)
        #expect(try book.store.read { try $0.quarantine().map(\.code) } == ["SYNC-009"])
        _ = try ward.log(session(2), into: an)
        let next = try ward.merge(ward.export(an), into: book)
        #expect(!next.needsPerson)
        #expect(try book.latest(9).count == 2)
        #expect(try book.store.read { try $0.quarantine().isEmpty })
        #expect(try FileManager.default.contentsOfDirectory(atPath: book.folder.quarantine).isEmpty)
    }

    @Test func damagedForeignAndUnsignedFilesAreKeptAsideAndChangeNothing() throws {
        let ward = try Ward(seed: 1)
        let other = try Ward(seed: 2)
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let batch = try DurableFile.read(ward.export(an)[0])
        try DurableFile.write(Array(batch.prefix(batch.count - 40)), to: ward.path + "/cut.age")
        var flipped = batch
        flipped[batch.count / 2] ^= 4
        try DurableFile.write(flipped, to: ward.path + "/flip.age")
        let stranger = try other.join("la")
        _ = try other.log(session(1), into: stranger)
        try DurableFile.write(DurableFile.read(other.export(stranger)[0]), to: ward.path + "/other.age")
        try DurableFile.write(Array("xin chào\n".utf8), to: ward.path + "/note.txt")
        let book = try ward.book("ward")
        let before = try book.store.read { try $0.logs() }
        let files = ["cut.age", "flip.age", "other.age", "note.txt"].map { ward.path + "/" + $0 }
        let report = try ward.merge(files, into: book)
        #expect(
            report.files.map { $0.problems.map(\.code) } == [["SYNC-002"], ["SYNC-002"], ["SYNC-005"], ["SYNC-001"]])
        #expect(try book.store.read { try $0.logs() } == before)
        #expect(try book.store.read { try $0.quarantine().count } == 4)
        #expect(report.needsPerson)
    }

    @Test func editsApartAreAConflictUntilOneIsSaved() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        for (editor, minutes) in [(an, "25"), (book, "40")] {
            let entry = try editor.entry(editing: editor.record(matching: "000000000001"), language: .vi)
            try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), minutes)
            try editor.save(entry)
        }
        #expect(try book.divergences().isEmpty)
        let report = try ward.merge(ward.export(an), into: book)
        #expect(report.conflicts == 1)
        let field = try #require(try book.divergences().first?.field("thoi_luong_phut"))
        #expect(Set(field.values.values.map { $0?.int }) == [25, 40])
        #expect(throws: ResolveError.self) {
            try book.entry(editing: book.record(matching: "000000000001"), language: .vi)
        }
        let divergence = try book.divergence(matching: "000000000001")
        try book.save(book.entry(resolving: divergence, by: Resolution(rest: .side(1)), language: .vi))
        #expect(try book.divergences().isEmpty)
        #expect(try book.record(matching: "000000000001").count == 4)
    }

    @Test func theStoreAgreesWithTheModel() throws {
        let ward = try Ward(seed: 3)
        let kit = try ward.kit()
        let laptops = [try ward.join("an", kit: kit), try ward.join("binh", kit: kit)]
        for laptop in laptops { _ = try ward.log((1...6).map { session($0) }.joined(), into: laptop) }
        let an = laptops[0]
        try an.void(an.record(matching: "000000000003"), reason: "")
        let book = try ward.book("ward")
        try ward.merge(laptops.flatMap { try ward.export($0) }, into: book)
        var model = LedgerModel()
        for laptop in laptops {
            for (revision, log) in try laptop.signedRevisions() {
                model.insert(revision, log: log.log, author: laptop.identity.card)
            }
        }
        #expect(try book.store.read { try $0.dump() } == model.dump(of: "ho-tro"))
        let conflicts = model.records(of: "ho-tro").filter { model.isInConflict($0, family: "ho-tro") }
        #expect(try book.divergences().count == conflicts.count)
        let figures = try book.report(.init(.year(2026), cutoff: .calendar)).figures
        try book.write { try $0.rebuild() }
        #expect(try book.store.read { try $0.dump() } == model.dump(of: "ho-tro"))
        #expect(try book.report(.init(.year(2026), cutoff: .calendar)).figures == figures)
    }
}
