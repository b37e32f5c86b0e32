import Base
import Forms
import Foundation
import GRDB
import Indicators
import Ledger
import Testing

@testable import Store
@testable import Workspace

/// What must not be lost or leave the totals without a word.
@Suite struct LossTests {
    private let ward: Ward
    private let book: Book
    private let lead: Book
    private let an: Book

    init() throws {
        ward = try Ward()
        (book, lead, an) = try ward.team()
    }

    private func restored(from path: String) throws -> Book {
        _ = try Restoring(path).run(
            with: .passphrase("cụm mật khẩu dài"), to: BookFolder(ward.path + "/phuc-hoi"),
            surroundings: ward.clock.surroundings)
        return try ward.book("phuc-hoi")
    }

    /// In either order of the receipts.
    @Test(arguments: [false, true])
    func whatALostWardHadConfirmedComesAgain(_ isOldLast: Bool) throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try book.backup(to: ward.path + "/sao-luu", passphrase: "cụm mật khẩu dài")
        ward.clock.advance(days: 1)
        _ = try ward.log(session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        let old = try ward.receipt(of: book, as: "cu")
        try ward.merge([old], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }

        let again = try restored(from: ward.path + "/sao-luu")
        try ward.merge([old], into: again)
        #expect(try again.status().devices.contains { $0.name == "an" && $0.missingTail > 0 })
        let new = try ward.receipt(of: again, as: "moi")
        try ward.merge(isOldLast ? [new, old] : [new], into: an)
        try ward.merge(ward.export(an), into: again)
        #expect(try again.latest(9).count == 2)
        try ward.merge([ward.receipt(of: again, as: "moi-2")], into: an)
        #expect(throws: BookError.allConfirmed) { try ward.export(an) }
    }

    @Test func aRevokedOrReplacedLeadIsNoRecipient() throws {
        let recipient = lead.identity.card.recipient
        #expect(try ward.kit(team: "T").recipients.contains(recipient))
        let card = try lead.rotateKeys()
        _ = try ward.log(session(1), into: ward.book("lead"))
        try ward.merge(ward.export(ward.book("lead")), into: book, trust: false)
        _ = try book.trust(card)
        let kit = try ward.kit(team: "T")
        #expect(kit.recipients.contains(card.recipient) && !kit.recipients.contains(recipient))
        #expect(kit.leadCards.map(\.id) == [card.id])
        let status = try book.status(patience: 0)
        #expect(status.devices.filter(\.isReplaced).count == 1)
        _ = try book.revoke(card, from: nil)
        #expect(try ward.kit(team: "T").leadCards.isEmpty)
    }

    @Test func aKeyThatWasReplacedIsNeverLate() throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try an.rotateKeys()
        let rotated = try ward.book("an")
        try ward.merge(ward.export(rotated), into: book)
        ward.clock.advance(days: 40)
        let late = try book.status().devices.filter { $0.lateDays != nil }
        #expect(late.map(\.isReplaced) == [false])
    }

    @Test func whoHasSentNothingIsNamed() throws {
        #expect(try book.status().silent == ["lead"])
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: book)
        #expect(try book.status().silent == ["lead"])
        #expect(try an.status().silent.isEmpty)
        // The ward sends no batches: a lead's report does not wait for one.
        for (each, names) in [(book, ["lead"]), (lead, []), (an, [])] {
            #expect(try each.report(.init(.year(2026), cutoff: .calendar)).completeness.unheard == names)
        }
    }

    /// Nobody but the owner had changed the keys: what comes under the old ones is told.
    @Test func linesUnderAFormerKeyAreTold() throws {
        try FileManager.default.copyItem(atPath: ward.path + "/an", toPath: ward.path + "/trom")
        let card = try an.rotateKeys()
        let rotated = try ward.book("an")
        _ = try ward.log(session(1), into: rotated)
        let honest = try ward.merge(ward.export(rotated), into: lead)
        #expect(honest.files.map(\.underFormerKey) == [0] && honest.trusted.contains(card))
        let thief = try ward.book("trom")
        _ = try ward.log(session(2), into: thief)
        let stolen = try ward.merge(ward.export(thief), into: lead)
        #expect(stolen.files[0].underFormerKey > 0 && stolen.needsPerson)
    }

    @Test func whoCameByAWithdrawnKitIsSaid() throws {
        let kit = try ward.kit()
        let binh = try ward.join("binh", kit: kit)
        _ = try ward.log(session(1), into: binh)
        try book.withdraw(kit: String(kit.number))
        var questions: [TrustQuestion] = []
        var merge = Merge(into: book) { question in
            questions.append(question)
            return false
        }
        let problem = try #require(merge.run(ward.export(binh)).files[0].problems.first)
        #expect(questions.map(\.withdrawnKit) == [kit.number] && questions.map(\.isEnrolled) == [false])
        #expect(problem.code == "SYNC-009" && problem.hint?.vi.contains("--trust-new") == false)
    }

    /// Places that never came are named, and contents that come late are counted.
    @Test func whatIsMissingAndWhatIsFilledInIsSaid() throws {
        var binh = Stranger("binh", kit: try ward.kit())
        let lines = (1...5).map { (place: Int) in
            binh.revision(
                .decision(.figure, about: "\(place)"), kind: Kind("ho-tro@1#0123456789abcdef"), answers: [:], seq: place
            )
        }
        let stretches = [lines[0..<2], lines[2..<4], lines[4..<5]].map(Array.init)
        let sections = stretches.map { binh.section($0) }
        func batch(_ indices: [Int], withBodies: Bool) throws -> String {
            let texts = indices.map { index in
                sections[index].bytes(
                    with: stretches[index].map {
                        withBodies ? $0 : Revision(stored: $0.headerBytes, payload: nil)!
                    })
            }
            return try binh.seal(texts, to: ward.path + "/binh.age")
        }
        let first = try ward.merge([batch([0, 2], withBodies: false)], into: book)
        #expect(first.filled == 0)
        let key = LogKey(log: binh.log, card: binh.card.id)
        #expect(try book.store.read { try $0.missing(in: key) } == [3...4])
        let second = try ward.merge([batch([0, 2], withBodies: true)], into: book)
        #expect(second.filled == 3 && second.newRevisions == 0)
        try ward.merge([batch([1], withBodies: true)], into: book)
        #expect(try book.store.read { try $0.missing(in: key) }.isEmpty)
    }

    /// A shared stick carries every team's kit; none but the own is taken, or kept with its secret.
    @Test func anotherTeamsKitIsPassedOver() throws {
        let stick = ward.path + "/usb"
        try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
        for team in ["T", "T2"] { _ = try book.makeKit(team: team, to: stick + "/kit-" + team) }
        let report = try ward.merge([stick], into: lead)
        #expect(report.files.map(\.outcome) == [.kit(number: 3, isNewer: true), .forOthers])
        #expect(try !report.needsPerson && !lead.status().needsPerson)
        #expect(try ward.merge([stick + "/kit-T2"], into: lead).files[0].problems.map(\.code) == ["SYNC-016"])
        #expect(try lead.store.read { try $0.quarantine() }.isEmpty)
    }

    /// The ward exports nothing: what it has written is signed with each receipt, kit, issued report and backup.
    @Test func theWardsOwnLogIsSigned() throws {
        func unsigned() throws -> Int {
            var check = BookCheck(book)
            return try check.run().unsigned
        }
        let acts: [(Book) throws -> Void] = [
            { _ = try $0.receipt(to: ward.path + "/a") }, { _ = try $0.makeKit(team: "", to: ward.path + "/b") },
            { _ = try $0.backup(to: ward.path + "/c", passphrase: nil) },
            { _ = try $0.issue(.init(.month(year: 2026, month: 5), cutoff: .calendar)) },
        ]
        for act in acts {
            try book.write { try book.appendCard(with: $0) }
            #expect(try unsigned() > 0)
            try act(book)
            #expect(try unsigned() == 0)
        }
        try forgeTheLastLine()
        var check = BookCheck(book)
        #expect(try check.run().faults.map(\.code).contains("CHECK-006"))
    }

    /// As whoever holds the file can, without any key: every hash and the chain fit.
    private func forgeTheLastLine() throws {
        try book.store.write { writer in
            let log = try writer.reader.ownLog()
            let key = LogKey(log: log, card: book.identity.card.id)
            let tip = try writer.reader.place(.tip, in: log, of: book.identity.card)
            let before = try #require(
                Digest(
                    bytes: Data.fetchOne(
                        writer.db, sql: "SELECT chain FROM rev WHERE log = ? AND seq = ?",
                        arguments: [writer.reader.row(of: key), tip.seq - 1])!))
            let forged = Revision(
                seq: tip.seq, record: .decision(.figure, about: "x"), parents: [], kind: .reserved(.figure), member: "",
                operation: .put, time: Instant(milliseconds: 0), answers: [:], salt: [UInt8](repeating: 1, count: 16))
            let chain = before.chained(with: forged.hash)
            try writer.db.execute(
                sql: "UPDATE rev SET hash = ?, chain = ?, head = ?, body = ? WHERE log = ? AND seq = ?",
                arguments: [
                    Data(forged.hash.bytes), Data(chain.bytes), Data(forged.headerBytes), Data(forged.payload!),
                    writer.reader.row(of: key), tip.seq,
                ])
            try writer.set(.tip, LogPlace(seq: tip.seq, chain: chain).text)
            try writer.set(.cut, LogPlace(seq: tip.seq, chain: chain).text)
        }
    }

    /// By the lead's word, and when the lead itself is unseated.
    @Test func whatNoLongerCountsIsSaid() throws {
        _ = try ward.log(session(1) + session(2), into: an)
        let batch = try ward.export(an)
        try ward.merge(batch, into: lead)
        try ward.merge(ward.export(lead), into: book)
        #expect(try book.latest(9).count == 2)
        _ = try lead.revoke(an.identity.card, from: 1)
        let report = try ward.merge(ward.export(lead), into: book)
        #expect(report.lost == ["an": .init(gone: 2)] && report.needsPerson)
        #expect(report.revocations.map(\.whom) == ["an"] && report.revocations.map(\.by) == ["lead"])
        _ = try book.trust(an.identity.card)
        #expect(try book.revoke(lead.identity.card, from: 1).report.lost.isEmpty)
        #expect(try book.latest(9).count == 2)
    }

    @Test func unseatingALeadSaysWhoseSessionsGo() throws {
        _ = try ward.log(session(1), into: an)
        try ward.merge(ward.export(an), into: lead)
        try ward.merge(ward.export(lead), into: book, trust: false)
        #expect(try book.latest(9).count == 1)
        #expect(try book.revoke(lead.identity.card, from: 1).report.lost == ["an": .init(gone: 1)])
    }

    /// One session goes, one comes back, one counts as it was before: the total stays, and each is said.
    @Test func whatIsLostIsCountedByWhatItCounts() throws {
        _ = try ward.log(session(1) + session(2), into: an)
        let entry = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        try entry.filling.set(#require(entry.filling.form.place("thoi_luong_phut")), "25")
        try an.save(entry)
        _ = try an.void(an.record(matching: "000000000002"), reason: "nhầm")
        _ = try ward.log(session(3), into: an)
        try ward.merge(ward.export(an), into: book)
        let own = try #require(try book.status().devices.first { $0.name == "an" })
        let report = try book.revoke(an.identity.card, from: own.last - 2).report
        #expect(report.lost == ["an": .init(gone: 1, earlier: 1, back: 1)])
        #expect(try book.revoke(an.identity.card, from: 1).report.lost == ["an": .init(gone: 2)])
    }

    @Test func aForkIsToldWhenItComes() throws {
        _ = try ward.log(session(1), into: an)
        let copy = try twin(of: an)
        _ = try ward.log(session(2), into: an)
        _ = try ward.log(session(3), into: copy)
        #expect(try ward.merge(ward.export(an), into: book).forked.isEmpty)
        let report = try ward.merge(ward.export(copy), into: book)
        #expect(report.forked == ["an"] && report.needsPerson)
        #expect(try !ward.merge(ward.export(copy), into: book).needsPerson)
    }

    /// Its folder as an image of the whole disk has it.
    private func twin(of book: Book) throws -> Book {
        let path = ward.path + "/ban-sao"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try book.store.snapshot(into: path + "/book.sqlite")
        try FileManager.default.copyItem(atPath: book.folder.keys, toPath: path + "/keys")
        return try ward.book("ban-sao")
    }

    @Test func onePlaceOfOneLogOfSeveralIsRevoked() throws {
        _ = try ward.log(session(1) + session(2), into: an)
        try ward.merge(ward.export(an), into: book)
        try an.write { try an.openNewLog(with: $0) }
        _ = try ward.log(session(3) + session(4), into: an)
        try ward.merge(ward.export(an), into: book)
        let card = an.identity.card
        #expect(throws: BookError.logNeeded(count: 2)) { try book.revoke(card, from: 2) }
        let own = try an.store.read { try $0.ownLog() }
        let outcome = try book.revoke(card, from: 2, log: String(own.hex.prefix(8)))
        #expect(outcome.report.lost == ["an": .init(gone: 1)])
        #expect(try book.latest(9).count == 3)
    }

    /// A volunteer's word about somebody's sessions.
    @Test func aDecisionWithoutRightIsTold() throws {
        var stranger = Stranger("Máy lạ", kit: try ward.kit())
        let figure = stranger.revision(
            .decision(.figure, about: "11542 a 2026-01-01"), kind: .reserved(.figure), answers: ["a": .int(1)])
        let section = stranger.section([figure])
        let report = try ward.merge(
            [stranger.seal([section.bytes(with: [figure])], to: ward.path + "/x.age")], into: book)
        #expect(report.files[0].withoutRight == 1 && report.needsPerson)
    }

    @Test func aPulledStickIsTold() throws {
        try FileManager.default.createDirectory(atPath: ward.path + "/gay", withIntermediateDirectories: true)
        try DurableFile.write([1, 2, 3], to: ward.path + "/gay/ABCD1234.AGE.part")
        let report = try ward.merge([ward.path + "/gay"], into: book)
        #expect(report.unfinished == ["ABCD1234.AGE.part"] && !report.needsPerson)
    }

    /// Where something was erased, a file that waits and holds it is not kept; it has to come again.
    @Test func whatWaitedAndCouldNotBeKeptIsAskedForAgain() throws {
        _ = try ward.log(session(1, person: EraseTests.person), into: an)
        try ward.merge(ward.export(an), into: book)
        _ = try book.erase(book.erasureTarget(EraseTests.person), request: "")
        let binh = try ward.join("binh")
        _ = try ward.log(session(2), into: binh)
        try ward.merge(ward.export(an), into: lead)
        let copy = try an.store.read { try $0.revisions(of: RecordID("00000000-0000-4000-8000-000000000001")!) }
        #expect(copy.count == 1)
        var stranger = Stranger("Máy lạ", kit: try ward.kit())
        let line = stranger.revision(
            copy[0].revision.header.record, kind: copy[0].revision.kind, answers: copy[0].revision.answers!)
        let file = try stranger.seal([stranger.section([line]).bytes(with: [line])], to: ward.path + "/x.age")
        try ward.merge([file], into: book, trust: false)
        let parts = try book.store.read { try $0.quarantine() }
        #expect(parts.map(\.code) == ["KEPT-003"])
        var check = BookCheck(book)
        #expect(try check.run().notices.isEmpty)
        _ = try book.trust(stranger.card)
        try ward.merge([file], into: book)
        #expect(try book.store.read { try $0.quarantine() }.isEmpty)
    }

    /// A stick that is full after the first of two files; the rest goes on another.
    @Test func theRestOfAnExportGoesOnAnotherStick() throws {
        _ = try ward.log(session(1), into: an)
        #expect(throws: BookError.noSuchPart(2, of: 1)) {
            try an.export(to: ward.path + "/lo.age", from: 2)
        }
    }
}
