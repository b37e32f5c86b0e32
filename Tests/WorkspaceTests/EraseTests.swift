import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// A person withdraws consent: the contents go from every book that learns of it, whenever they come.
@Suite struct EraseTests {
    static let person = "11542-T01-0009-09"
    /// Stands in one session's comment and nowhere else.
    static let secret = "bi-mat-cua-nguoi-xin-xoa"

    /// The person's session 1, with a comment and a name; another's session 2.
    private static let sessions =
        session(1, person: person, extra: ",\"dg_nhan_xet\":\"\(secret)\"").replacing(
            "11542-T01-0001\"", with: "11542-T01-0009\"")
        + session(2)

    /// A lead above a volunteer, each with what the other has sent up.
    private func chain() throws -> (ward: Ward, book: Book, lead: Book, an: Book) {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        _ = try ward.log(Self.sessions, into: an)
        try ward.merge(ward.export(an), into: lead)
        return (ward, book, lead, an)
    }

    private func bytes(of book: Book) throws -> [UInt8] {
        let folder = book.folder.path
        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        return try files.map { folder + "/" + $0 }.filter { DurableFile.isRegular($0) }.flatMap {
            try DurableFile.read($0)
        }
    }

    private func holds(_ book: Book, _ text: String) throws -> Bool {
        String(decoding: try bytes(of: book), as: UTF8.self).contains(text)
    }

    private func figures(_ book: Book) throws -> Figures {
        try book.report(.init(.year(2026), cutoff: .calendar)).figures
    }

    @Test func theContentsLeaveEveryBookThatLearnsOfIt() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        #expect(try holds(book, Self.secret))
        let report = try book.erase(book.erasureTarget(Self.person), request: "12/ĐN")
        #expect(report.records.count == 1 && report.bodies == 1 && report.isWiped)
        #expect(report.unconfirmed == ["an", "lead"])
        #expect(try !holds(book, Self.secret) && !holds(book, Self.person))
        _ = try book.receipt(to: ward.path + "/receipt")
        for other in [lead, an] {
            #expect(try holds(other, Self.secret))
            try ward.merge([ward.path + "/receipt"], into: other)
            #expect(try !holds(other, Self.secret) && !holds(other, Self.person))
        }
        // A relay carries the empty line on, and its section still verifies.
        let again = try ward.merge(
            lead.export(to: ward.path + "/all.age", everything: true).files.map(\.path), into: book)
        // One line is new: the lead's word that it knows of the erasure.
        #expect(again.files.flatMap(\.problems).isEmpty && again.newRecords == 0 && again.newRevisions == 1)
        for each in [book, lead, an] {
            var check = BookCheck(each)
            let checked = try check.run()
            #expect(checked.isSound && checked.notices.isEmpty && checked.erased == 1)
        }
    }

    @Test func theSessionCountsLikeAnAnonymousOne() throws {
        let (ward, book, lead, _) = try chain()
        try ward.merge(ward.export(lead), into: book)
        let before = try figures(book)
        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        let after = try figures(book)
        #expect(before.count("luot_ho_tro") == 2 && after.count("luot_ho_tro") == 2)
        #expect(before.count("luot_an_danh") == 0 && after.count("luot_an_danh") == 1)
        #expect(before.count("nguoi_duoc_ho_tro") == 2 && after.count("nguoi_duoc_ho_tro") == 1)
        // It is still the volunteer's work: the ward recorded nothing and corrected nobody.
        let devices = try book.report(.init(.year(2026), cutoff: .calendar)).completeness.devices
        #expect(devices.map(\.name).contains("UBND") == false)
        #expect(devices.first { $0.name == "an" }?.records == 2)
        #expect(try book.status().devices.allSatisfy { $0.editsOfOthers == 0 })
        let listed = try book.latest(5)
        #expect(listed.filter(\.isErased).map(\.hamlet) == ["T01"] && !listed.contains { $0.isRewritten })
        #expect(throws: EraseError.self) {
            try book.entry(editing: book.record(matching: "000000000001"), language: .vi)
        }
        #expect(throws: EraseError.self) { try book.erase(book.erasureTarget("000000000001"), request: "") }
    }

    /// The ward takes the lead's erasure and the volunteer's batch in either order, twice, and one of them late.
    @Test func theOrderOfArrivalPlaysNoPart() throws {
        var dumps: Set<String> = []
        var counts: [Figures] = []
        for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 2, 0, 1], [2, 0, 1, 0]] {
            let (ward, book, lead, an) = try chain()
            let direct = try ward.export(an)
            let relayed = try ward.export(lead)
            _ = try lead.erase(lead.erasureTarget(Self.person), request: "1")
            let files = [direct, relayed, try ward.export(lead)]
            for index in order { try ward.merge(files[index], into: book) }
            #expect(try !holds(book, Self.secret) && !holds(book, Self.person))
            dumps.insert(try book.store.read { try $0.dump() })
            counts.append(try figures(book))
            var check = BookCheck(book)
            #expect(try check.run().isSound)
            // Whoever comes again under that code is not counted without a word.
            _ = try ward.log(session(3, person: Self.person), into: an)
            try ward.merge(ward.export(an), into: book)
            #expect(try book.status().ofErasedPeople == 1)
            try book.write { try $0.rebuild() }
            #expect(try book.status().ofErasedPeople == 1)
        }
        #expect(dumps.count == 1)
        #expect(counts.allSatisfy { $0 == counts[0] })
    }

    @Test func theStoreAgreesWithTheModelAboutErasedHeads() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        let entry = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), "25")
        try an.save(entry)
        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        try ward.merge(ward.export(an), into: book)
        // An edit made without knowing is shown, and goes when it is erased in turn.
        #expect(try book.status().erasedAgain == 1)
        // Not shown as if nothing but day and hamlet were left.
        #expect(try book.latest(9).filter(\.isErased).map(\.isRewritten) == [true])
        _ = try book.erase(book.erasureTarget("000000000001"), request: "")
        #expect(try book.status().erasedAgain == 0)
        #expect(try !holds(book, Self.secret))
        try book.write { try book.cutSections(with: $0) }
        var model = LedgerModel()
        let cards = try book.store.read { try $0.cards().map(\.card) }
        for (revision, log) in try book.signedRevisions() {
            model.insert(revision, log: log.log, author: try #require(cards.first { $0.id == log.card }))
        }
        model.judge(cards: cards, own: [book.identity.card.id])
        #expect(try book.store.read { try $0.dump() } == model.dump(of: "ho-tro"))
        #expect(model.revisions.values.filter { model.erasures.covers($0) }.allSatisfy { $0.payload == nil })
        #expect(model.revisions.values.filter { model.erasures.covers($0) }.count == 2)
    }

    @Test func draftsTheRosterAndFilesKeptAsideAreSweptToo() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        try Roster(an.folder).keep([RosterContact(code: Self.person, name: "Họ Tên Bí Mật")])
        let entry = try an.newEntry(
            form: nil, answers: ["ma_nguoi": .string(Self.person), "dg_nhan_xet": .string("còn dở")], language: .vi)
        try an.keepDraft(entry, answers: ["ma_nguoi": .string(Self.person)], place: "ma_nguoi")
        #expect(try holds(an, "Họ Tên Bí Mật"))
        // A damaged copy of the volunteer's batch waits in the lead's quarantine.
        var damaged = try DurableFile.read(ward.export(an)[0])
        damaged[damaged.count - 40] ^= 1
        try DurableFile.write(damaged, to: ward.path + "/hong.age")
        try ward.merge([ward.path + "/hong.age"], into: lead)
        #expect(try FileManager.default.contentsOfDirectory(atPath: lead.folder.quarantine).count == 1)

        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        _ = try book.receipt(to: ward.path + "/receipt")
        for other in [lead, an] { try ward.merge([ward.path + "/receipt"], into: other) }
        #expect(try an.store.read { try $0.drafts().isEmpty })
        #expect(try !holds(an, "Họ Tên Bí Mật") && !holds(an, Self.person))
        #expect(try FileManager.default.contentsOfDirectory(atPath: lead.folder.quarantine).isEmpty)
        #expect(try !holds(lead, Self.secret))
        // Nor is it kept when it comes once more; that it could not be taken is still said.
        try ward.merge([ward.path + "/hong.age"], into: lead)
        #expect(try FileManager.default.contentsOfDirectory(atPath: lead.folder.quarantine).isEmpty)
        #expect(try lead.status().quarantined.count == 1)
        // The next batch shows that the device knows of it.
        #expect(try book.erasures()[0].unconfirmed == ["an", "lead"])
        _ = try ward.log(session(7), into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.erasures()[0].unconfirmed == ["lead"])
    }

    /// What a killed `backup` and a killed merge leave behind, which no table names.
    @Test func leftoversOfKilledProgramsAreSweptToo() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        let copy = book.folder.path + "/backup-01234567.tmp"
        try DurableFile.makeFolder(copy)
        try DurableFile.write(Array(Self.secret.utf8), to: copy + "/copy.sqlite")
        let batch = try DurableFile.read(ward.export(an)[0])
        try DurableFile.write(batch, to: lead.folder.quarantine + "/0123456789abcdef.age")
        try DurableFile.write(batch, to: lead.folder.quarantine + "/0123456789abcdef.age.part")
        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        #expect(try !holds(book, Self.secret))
        try ward.merge([book.receipt(to: ward.path + "/receipt").path], into: lead)
        #expect(try FileManager.default.contentsOfDirectory(atPath: lead.folder.quarantine).isEmpty)
        // Nor does it wait for an erasure: whoever opens the book sweeps.
        try DurableFile.makeFolder(copy)
        try book.sweepCopies()
        #expect(!FileManager.default.fileExists(atPath: copy))
    }

    /// Under new keys a device speaks for its old ones, and what a lead erased is confirmed to the ward.
    @Test func whoHasFollowedIsSeenAcrossNewKeysAndForLeadsErasures() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        let card = try lead.rotateKeys()
        let rotated = try ward.book("lead")
        _ = try ward.log(session(8), into: rotated)
        try ward.merge(ward.export(rotated), into: book, trust: false)
        _ = try book.trust(card)
        #expect(try book.status().devices.allSatisfy { $0.editsOfOthers == 0 })
        _ = try rotated.erase(rotated.erasureTarget(Self.person), request: "")
        #expect(try rotated.erasures().map(\.unconfirmed) == [nil])
        // A receipt from before the erasure came tells nobody of it.
        try ward.merge([book.receipt(to: ward.path + "/receipt-0").path], into: an)
        try ward.merge(ward.export(rotated), into: book)
        _ = try ward.log(session(3), into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.erasures().map(\.unconfirmed) == [["an", "lead"]])
        try ward.merge([book.receipt(to: ward.path + "/receipt-1").path], into: an)
        try ward.merge([ward.path + "/receipt-1"], into: rotated)
        for device in [an, rotated] { try ward.merge(ward.export(device), into: book) }
        #expect(try book.erasures().map(\.unconfirmed) == [[]])
        _ = try book.erase(book.erasureTarget("000000000002"), request: "")
        #expect(try book.erasures().map(\.unconfirmed) == [["an", "lead"], []])
        try ward.merge([book.receipt(to: ward.path + "/receipt-2").path], into: rotated)
        try ward.merge(ward.export(rotated), into: book)
        #expect(try book.erasures().map(\.unconfirmed) == [["an"], []])
    }

    /// The anonymous version stands in the ward's log, which does not come down: a lead's report says what is gone.
    @Test func aLeadsReportSaysWhatCountsNoMore() throws {
        let (ward, book, lead, _) = try chain()
        try ward.merge(ward.export(lead), into: book)
        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        try ward.merge([book.receipt(to: ward.path + "/receipt").path], into: lead)
        for (each, erased, counted) in [(book, 0, 2), (lead, 1, 1)] {
            let report = try each.report(.init(.year(2026), cutoff: .calendar))
            #expect(report.completeness.erased == erased && report.figures.count("luot_ho_tro") == counted)
        }
    }

    @Test func anOldBackupForgetsAgainWhatItBringsBack() throws {
        let (ward, book, lead, an) = try chain()
        try ward.merge(ward.export(lead), into: book)
        _ = try book.receipt(to: ward.path + "/old")
        let backup = try an.backup(to: ward.path + "/backup", passphrase: "mật khẩu đủ dài")
        _ = try book.erase(book.erasureTarget(Self.person), request: "")
        _ = try book.receipt(to: ward.path + "/receipt")
        try ward.merge([ward.path + "/receipt"], into: an)
        let again = try restore(backup.path, as: "again", ward)
        #expect(try holds(again, Self.secret))
        try ward.merge(ward.export(again), into: book)
        #expect(try !holds(book, Self.secret))
        // It says so itself until a receipt comes that was made after the backup.
        try ward.merge([ward.path + "/old"], into: again)
        #expect(try again.status().restored != nil && again.status().needsPerson)
        try ward.merge([ward.path + "/receipt"], into: again)
        #expect(try !holds(again, Self.secret))
        #expect(try again.restored == nil)
    }

    /// Where none was given out since, somebody has to say so; a backup of the restored book says no less.
    @Test func aRestoredBookWaitsForAReceipt() throws {
        let (ward, book, _, _) = try chain()
        #expect(try book.restored == nil)
        var path = try book.backup(to: ward.path + "/backup-0", passphrase: "mật khẩu đủ dài").path
        let first = try #require(try restore(path, as: "again-0", ward).restored)
        path = try ward.book("again-0").backup(to: ward.path + "/backup-1", passphrase: "mật khẩu đủ dài").path
        let again = try restore(path, as: "again-1", ward)
        #expect(try again.restored == first)
        #expect(try again.dismiss("restored") == ["restored"])
        #expect(try again.restored == nil)
        #expect(throws: DismissError.unknown("restored")) { try again.dismiss("restored") }
    }

    private func restore(_ backup: String, as name: String, _ ward: Ward) throws -> Book {
        _ = try Restoring(backup).run(
            with: .passphrase("mật khẩu đủ dài"), to: BookFolder(ward.path + "/" + name),
            surroundings: ward.clock.surroundings)
        return try ward.book(name)
    }

    /// What is done is done and said, whatever keeps its traces from being wiped.
    @Test func tracesThatCannotBeWipedAreNoFailure() throws {
        let (ward, book, lead, _) = try chain()
        try ward.merge(ward.export(lead), into: book)
        try DurableFile.write([1], to: book.folder.quarantine + "/0123456789abcdef.age")
        try book.lock(with: "cụm mật khẩu dài")
        let locked = try ward.book("ward")
        let report = try locked.erase(locked.erasureTarget(Self.person), request: "55")
        #expect(report.records.count == 1 && report.unconfirmed == ["an", "lead"])
        #expect(!report.isWiped && report.wiping.advice?.vi.contains("CHƯA") == true)
        // The pages need no key; kept files do.
        #expect(try locked.store.read { try $0.setting(.unwiped) } == "files")
        let opened = try Book(
            BookFolder(ward.path + "/ward"), surroundings: ward.clock.surroundings,
            askPassphrase: { "cụm mật khẩu dài" })
        #expect(try opened.wipe().left == nil && !opened.needsWiping)
        #expect(try !holds(opened, Self.secret))
    }

    @Test func onlyWhoMayCanErase() throws {
        let (ward, book, lead, an) = try chain()
        #expect(throws: BookError.self) { try an.erase(an.erasureTarget(Self.person), request: "") }
        // A volunteer's forged erasure, and a lead's of a decision, have no effect.
        let record = try an.record(matching: "000000000001")[0].revision
        try an.write { writer in
            let forged = Erasure(
                record: record.header.record, hashes: [record.hash], isOfPerson: true, request: "")
            _ = try an.append(
                NewRevision(
                    record: .decision(.erase, about: forged.record.text), kind: .reserved(.erase),
                    answers: forged.answers), with: writer)
        }
        let wards = try book.store.read { try $0.revisions(of: .decision(.trust, about: lead.identity.card.id.hex)) }
        try lead.write { writer in
            let forged = Erasure(
                record: wards[0].revision.header.record, hashes: [wards[0].revision.hash], isOfPerson: false,
                request: "")
            _ = try lead.append(
                NewRevision(
                    record: .decision(.erase, about: forged.record.text), kind: .reserved(.erase),
                    answers: forged.answers), with: writer)
        }
        try ward.merge(ward.export(an), into: lead)
        try ward.merge(ward.export(lead), into: book)
        #expect(try holds(book, Self.secret) && holds(an, Self.secret) && holds(lead, Self.secret))
        #expect(try book.store.read { try $0.cards().first { $0.card.id == lead.identity.card.id }?.isTrusted } == true)
        #expect(throws: EraseError.requestHasNumber) {
            try book.erase(book.erasureTarget(Self.person), request: "căn cước 001 234 567 890")
        }
    }

    /// A code that was corrected long ago: only the version that named it goes.
    @Test func aRecordOfSomebodyElseNowKeepsItsVersionInUse() throws {
        let (ward, book, lead, an) = try chain()
        let entry = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        for (name, value) in [("ma_ho", "11542-T01-0001"), ("ma_nguoi", "11542-T01-0001-02")] {
            try entry.filling.set(#require(entry.filling.form.place(name)), value)
        }
        try an.save(entry)
        try ward.merge(ward.export(an), into: lead)
        try ward.merge(ward.export(lead), into: book)
        let target = try book.erasureTarget(Self.person)
        #expect(target.records.isEmpty && target.passing.count == 1)
        _ = try book.erase(target, request: "")
        #expect(try !holds(book, Self.person))
        let revisions = try book.record(matching: "000000000001")
        #expect(revisions.map(\.isErased) == [true, false])
        #expect(try book.latest(9).filter(\.isErased).map(\.isRewritten) == [true])
        #expect(!book.isRedacted(revisions[1].revision))
        #expect(revisions[1].isWinner && revisions[1].revision.answers?["ma_nguoi"]?.string == "11542-T01-0001-02")
    }

    /// What goes by two codes is one person, and the decision that says so names both.
    @Test func everyCodeThatIsTheSameGoes() throws {
        let (ward, book, lead, an) = try chain()
        let other = "11542-T01-0008-08"
        _ = try ward.log(session(5, person: other), into: an)
        try ward.merge(ward.export(an), into: lead)
        try lead.decide(#require(CodePair(.person, Self.person, other)), isSame: true)
        try ward.merge(ward.export(lead), into: book)
        #expect(try figures(book).count("nguoi_duoc_ho_tro") == 2)
        let june = try Period(parsing: "2026-06", cutoff: .calendar)
        let issued = try book.issue(june).issued
        let report = try book.erase(book.erasureTarget(Self.person), request: "")
        #expect(report.records.count == 2 && report.decisions == 1)
        // The decision is no record.
        let (records, revisions) = try (book.status().erased.records, book.status().erased.revisions)
        #expect(records == 2 && revisions == 2)
        #expect(try book.review(issued).causes.contains(.erasures(2)))
        #expect(try !holds(book, Self.person) && !holds(book, other))
        #expect(try figures(book).count("nguoi_duoc_ho_tro") == 1)
        _ = try book.receipt(to: ward.path + "/receipt")
        try ward.merge([ward.path + "/receipt"], into: lead)
        #expect(try !holds(lead, Self.person) && !holds(lead, other))
        var check = BookCheck(book)
        #expect(try check.run().isSound)
    }
}
