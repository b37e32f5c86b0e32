import Age
import Base
import Forms
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// What happens to laptops and files in the field, and what somebody enrolled may try.
@Suite struct HostileTests {
    private let formKind = Kind("ho-tro@1#0123456789abcdef")

    private func record(_ number: Int) -> RecordID { RecordID("00000000-0000-4000-8000-\(padded(number, 12))")! }

    private func sessions(_ book: Book) throws -> Int? {
        try book.report(.init(.year(2026), cutoff: .calendar)).figures.count("luot_ho_tro")
    }

    @Test func aMergeCutBetweenTwoSectionsGoesOnLater() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let lead = try ward.join("lead", role: .lead, kit: kit)
        for (index, name) in ["an", "binh"].enumerated() {
            let laptop = try ward.join(name, kit: kit)
            _ = try ward.log((1...150).map { session($0 + index * 1000) }.joined(), into: laptop)
            try ward.merge([sealed(laptop, for: lead, ward)], into: lead)
        }
        let relayed = try ward.export(lead)
        let book = try ward.book("ward")
        try ward.merge([cardFile(lead, ward)], into: book)
        var halfWay = 0
        for pages in stride(from: 60, to: 2_000, by: 10) {
            try book.store.limitPages(to: pages)
            do {
                try ward.merge(relayed, into: book)
                break
            } catch StoreError.full {
                halfWay += try sessions(book) == 150 ? 1 : 0
            }
        }
        #expect(halfWay > 0)
        #expect(try sessions(book) == 300)
        #expect(try ward.merge(relayed, into: book).files.map(\.outcome) == [.again])
    }

    /// A batch of `laptop` that `lead` can open: its kit names no lead, so it is sealed anew for the test.
    private func sealed(_ laptop: Book, for lead: Book, _ ward: Ward) throws -> String {
        _ = try ward.export(laptop)
        let sections = try laptop.store.read { reader in
            try reader.logs().flatMap { log in
                try reader.sections(of: log.key).map { section in
                    section.bytes(
                        with: try reader.revisions(
                            of: log.key, from: section.from, to: section.to, before: section.chainBefore,
                            after: section.chainAfter)!)
                }
            }
        }
        let file = try Batch.seal(
            sections: [laptop.identity.card.lines] + sections, ward: laptop.identity.ward,
            carrier: laptop.identity.card, keys: laptop.keys(), to: [lead.keys().receiving.recipient],
            made: laptop.surroundings.now(), program: "sotay test", random: laptop.surroundings.random)
        let path = ward.path + "/\(laptop.identity.card.name).age"
        try DurableFile.write(file, to: path)
        return path
    }

    @Test func bodiesThatWereMissingComeWithALaterCopy() throws {
        let ward = try Ward()
        var stranger = Stranger("An", kit: try ward.kit())
        let revision = stranger.revision(record(1), kind: formKind, answers: ["a": .int(1)])
        let section = stranger.section([revision])
        let empty = section.bytes(with: [Revision(line: revision.headerBytes + [0x09])!])
        let book = try ward.book("ward")
        try ward.merge([stranger.seal([empty], to: ward.path + "/empty.age")], into: book)
        #expect(try book.store.read { try $0.revisions(of: record(1)).map(\.revision.payload) } == [nil])
        try ward.merge([stranger.seal([section.bytes(with: [revision])], to: ward.path + "/full.age")], into: book)
        #expect(try book.store.read { try $0.revisions(of: record(1)).map(\.revision) } == [revision])
    }

    @Test func aLogOfTheSameNameIsAnotherDevicesOwn() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)
        var stranger = Stranger("Kẻ lạ", kit: kit)
        stranger.open(try an.store.read { try $0.ownLog() })
        let claim = stranger.revision(record(2), kind: formKind, answers: ["a": .int(1)])
        let file = try stranger.seal([stranger.section([claim]).bytes(with: [claim])], to: ward.path + "/claim.age")
        let book = try ward.book("ward")
        for order in [[file] + batch, batch + [file]] { try ward.merge(order, into: book) }
        let status = try book.status()
        #expect(status.devices.map(\.isForked) == [false, false, false])
        #expect(try book.store.read { try $0.revisions(of: record(1)).map(\.log.card) } == [an.identity.card.id])
        #expect(try book.store.read { try $0.revisions(of: record(2)).map(\.log.card) } == [stranger.card.id])
    }

    @Test func aLineCopiedIntoAnotherLogIsOneHead() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let batch = try ward.export(an)
        let line = try #require(an.signedRevisions().first { $0.0.header.record == record(1) }).0
        var stranger = Stranger("Kẻ lạ", kit: kit)
        let filler = (1..<line.header.seq).map {
            stranger.revision(record(50 + $0), kind: formKind, answers: [:], seq: $0)
        }
        let copied = filler + [line]
        let file = try stranger.seal([stranger.section(copied).bytes(with: copied)], to: ward.path + "/copy.age")
        let book = try ward.book("ward")
        try ward.merge([file] + batch, into: book)
        let heads = try book.store.read { try $0.revisions(of: record(1)).map(\.live) }
        #expect(heads.sorted() == [0, 2])
        #expect(try book.divergences().isEmpty)
        #expect(try sessions(book) == 1)
    }

    @Test func aWrongGenerationIsShown() throws {
        let ward = try Ward()
        var stranger = Stranger("An", kit: try ward.kit())
        let first = stranger.revision(record(1), kind: formKind, answers: ["a": .int(1)])
        let second = stranger.revision(
            record(1), parents: [.init(hash: first.hash, generation: 1 << 31)], kind: formKind, answers: ["a": .int(2)],
            seq: 2)
        #expect(second.header.generation == 1 << 31)
        let book = try ward.book("ward")
        let section = stranger.section([first, second])
        try ward.merge([stranger.seal([section.bytes(with: [first, second])], to: ward.path + "/g.age")], into: book)
        #expect(try book.status().flagged.count == 1)
    }

    /// Without parents the first generation is the only one.
    @Test func aFirstVersionThatClaimsALaterGenerationIsShown() throws {
        let ward = try Ward()
        var stranger = Stranger("An", kit: try ward.kit())
        let honest = stranger.revision(record(1), kind: formKind, answers: ["a": .int(1)])
        let header = String(decoding: honest.headerBytes, as: UTF8.self).replacing(#""g":1,"#, with: #""g":7,"#)
        let lie = try #require(Revision(stored: Array(header.utf8), payload: honest.payload))
        let book = try ward.book("ward")
        let section = stranger.section([lie])
        try ward.merge([stranger.seal([section.bytes(with: [lie])], to: ward.path + "/g.age")], into: book)
        #expect(try book.status().flagged == [record(1)])
    }

    @Test func aCopiedBookOpensANewLogAndNothingIsLost() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        _ = try ward.join("lead", role: .lead, kit: kit)
        _ = try ward.log(session(1), into: ward.book("lead"))
        try FileManager.default.copyItem(atPath: ward.path + "/lead", toPath: ward.path + "/copy")
        let lead = try ward.book("lead")
        let copy = try ward.book("copy")
        _ = try ward.log(session(2), into: lead)
        _ = try ward.log(session(3), into: copy)
        let log = try lead.store.read { try $0.ownLog() }
        try ward.merge([sealed(copy, for: lead, ward)], into: lead)
        #expect(try lead.store.read { try $0.ownLog() } != log)
        _ = try ward.log(session(4), into: lead)
        let book = try ward.book("ward")
        try ward.merge([cardFile(lead, ward)] + ward.export(lead), into: book)
        #expect(try sessions(book) == 4)
        #expect(try book.status().devices.contains(where: \.isForked))
        #expect(try Set(book.signedRevisions().map(\.0.hash)).isSuperset(of: Set(lead.signedRevisions().map(\.0.hash))))
    }

    private func cardFile(_ book: Book, _ ward: Ward) throws -> String {
        let path = ward.path + "/card"
        try DurableFile.write(book.identity.card.lines, to: path)
        return path
    }

    @Test func aLeadNeverOverridesTheWard() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        var lead = Stranger("Tổ trưởng", kit: kit, role: .lead)
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        let card = ward.path + "/lead-card"
        try DurableFile.write(lead.card.lines, to: card)
        try ward.merge([card] + ward.export(an), into: book)
        let decision = RecordID.decision(.trust, about: an.identity.card.id.hex)
        let wards = try #require(book.store.read { try $0.revisions(of: decision).first })
        let attack = lead.revision(
            decision, parents: [.init(hash: wards.revision.hash, generation: 1)], kind: .reserved(.trust),
            answers: ["card": .string(an.identity.card.id.hex)], operation: .delete)
        let misfiled = lead.revision(
            decision, kind: .reserved(.trust), answers: ["card": .string(String(repeating: "0", count: 64))], seq: 2)
        let section = lead.section([attack, misfiled])
        try ward.merge([lead.seal([section.bytes(with: [attack, misfiled])], to: ward.path + "/x.age")], into: book)
        #expect(try book.store.read { try $0.cards() }.first { $0.card.id == an.identity.card.id }?.isTrusted == true)
    }

    @Test func aLeadsWordAboutADeviceHoldsAtTheWard() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let lead = try ward.join("lead", role: .lead, kit: kit)
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        try ward.merge([sealed(an, for: lead, ward)], into: lead)
        let book = try ward.book("ward")
        let relayed = try ward.export(lead)
        try ward.merge([cardFile(lead, ward)], into: book)
        let report = try ward.merge(relayed, into: book, trust: false)
        #expect(report.files.flatMap(\.problems).isEmpty)
        #expect(try sessions(book) == 1)
    }

    /// Leads are the ward's to trust, and nobody asks anybody else about them.
    @Test func aLeadIsNotAskedAboutALead() throws {
        let ward = try Ward()
        let (book, lead, an) = try ward.team()
        let other = try ward.join("lead2", role: .lead, team: "T")
        let card = try cardFile(other, ward)
        for reader in [lead, an] {
            let lines = try reader.status().devices.count
            var merge = Merge(into: reader) { _ in
                Issue.record("asked")
                return true
            }
            let report = try merge.run([card])
            #expect(report.trusted.isEmpty && !report.needsPerson)
            #expect(report.files.map(\.outcome) == [.card(name: other.identity.card.name, .others(.lead))])
            #expect(try reader.status().devices.count == lines)
        }
        #expect(try ward.merge([card], into: book).trusted == [other.identity.card])
    }

    /// A revocation that is taken back says what counts again.
    @Test func trustSaysHowManyRecordsCount() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1) + session(2), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        _ = try book.revoke(an.identity.card, from: 1)
        let counted = try #require(try book.trust(an.identity.card).counted)
        #expect(counted == (0, 2))
    }

    @Test func recordsOfAFormApprovedLaterCountThen() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let lead = try ward.join("lead", role: .lead, kit: kit)
        var form = try #require(kit.parts.first { $0.name == "ho-tro.md" })
        form = Kit.Part(kind: .form, name: "ho-tro-2.md", bytes: form.bytes + [0x0A])
        let ref = FormRef(id: "ho-tro", version: "1", file: form.bytes)
        var stranger = Stranger("An", kit: kit)
        let answers = try #require(JSON(parsing: Array(session(1).utf8)).object)
        let revision = stranger.revision(record(1), kind: .record(ref), answers: answers)
        let section = stranger.section([revision])
        let batch = try stranger.seal(
            [section.bytes(with: [revision])], to: ward.path + "/a.age", for: [lead.keys().receiving.recipient])
        try ward.merge([batch], into: lead)
        #expect(try lead.status().uncounted.count == 1)
        let newer = Kit(
            ward: kit.ward, id: "newer", number: kit.number + 1, area: kit.area, team: "", secret: kit.secret,
            recipients: kit.recipients, parts: kit.parts + [form])
        let root = try ward.book("ward").root()
        try DurableFile.write(newer.file(signedBy: root), to: ward.path + "/kit-2")
        try ward.merge([ward.path + "/kit-2"], into: lead)
        #expect(try lead.status().uncounted.count == 0)
        #expect(try sessions(lead) == 1)
    }

    @Test func recordsOfAnotherCommuneOrAnotherIdCountNowhere() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        var stranger = Stranger("An", kit: kit)
        let ref = try ward.book("ward").forms.current(nil).ref
        func answers(_ line: String) throws -> JSONObject { try #require(JSON(parsing: Array(line.utf8)).object) }
        let other = try answers(session(1).replacingOccurrences(of: "\"11542\"", with: "\"01843\""))
        let revisions = [
            stranger.revision(record(1), kind: .record(ref), answers: other),
            stranger.revision(record(2), kind: .record(ref), answers: try answers(session(9)), seq: 2),
            stranger.revision(record(3), kind: .record(ref), answers: try answers(session(3)), seq: 3),
        ]
        let section = stranger.section(revisions)
        let book = try ward.book("ward")
        try ward.merge([stranger.seal([section.bytes(with: revisions)], to: ward.path + "/a.age")], into: book)
        #expect(try sessions(book) == 1)
        let reasons = try book.store.read { try $0.uncounted() }
        #expect(reasons.map(\.reason) == ["other-area", "other-id"])
    }

    @Test func aDraftOfACorrectionShowsWhatCameMeanwhile() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let entry = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        try an.keepDraft(entry, answers: entry.filling.draft, place: "thoi_luong_phut")
        let other = try an.entry(editing: an.record(matching: "000000000001"), language: .vi)
        try other.filling.set(#require(other.filling.form.place("thoi_luong_phut")), "25")
        try an.save(other)
        let resumed = try an.entry(resuming: an.draft(matching: "000000000001"), language: .vi)
        try resumed.filling.set(#require(resumed.filling.form.place("thoi_luong_phut")), "40")
        try an.save(resumed)
        #expect(try an.divergences().count == 1)
    }

    @Test func aRecordThatNoBatchCouldCarryIsRefused() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        let rows = String(
            repeating: "{\"muc\":\"cks_vneid\",\"truoc\":\"chua_co\",\"sau\":\"moi_xong\"},", count: 5_000)
        let long = session(1).replacingOccurrences(of: "\"hanh_dong\":[", with: "\"hanh_dong\":[" + rows)
        #expect { try ward.log(long, into: an) } throws: { ($0 as? Problem)?.code == "LOG-009" }
        #expect(try an.store.read { try !$0.exists(record(1)) })
    }

    @Test func aPipeIsNotWaitedFor() throws {
        let ward = try Ward()
        let pipe = ward.path + "/pipe.age"
        #expect(mkfifo(pipe, 0o600) == 0)
        let book = try ward.book("ward")
        let report = try ward.merge([pipe], into: book)
        #expect(report.files.flatMap(\.problems).map(\.code) == ["FILE-011"])
        #expect(try ward.merge([ward.path], into: book).files.allSatisfy { $0.name != "pipe.age" })
    }

    @Test func manySectionsBecomeSeveralBatches() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        for number in 1...1_005 {
            _ = try ward.log(session(number), into: an)
            try an.write { try an.cutSections(with: $0) }
        }
        let files = try ward.export(an)
        #expect(files.count == 2)
        let book = try ward.book("ward")
        try ward.merge(files.reversed(), into: book)
        #expect(try sessions(book) == 1_005)
    }

    @Test func onlyTheOwnerReadsABook() throws {
        let ward = try Ward()
        let mode = try #require(
            FileManager.default.attributesOfItem(atPath: ward.path + "/ward/book.sqlite")[.posixPermissions] as? Int)
        #expect(mode == 0o600)
        let folder = try #require(
            FileManager.default.attributesOfItem(atPath: ward.path + "/ward")[.posixPermissions] as? Int)
        #expect(folder == 0o700)
    }

    @Test func aFolderBesideTheBookIsNotOurs() throws {
        let ward = try Ward()
        try FileManager.default.createDirectory(atPath: ward.path + "/an.new", withIntermediateDirectories: true)
        try DurableFile.write(Array("của tôi".utf8), to: ward.path + "/an.new/giu.txt")
        let joining = Joining(kit: try ward.kit(), name: "An", role: .volunteer, team: nil, member: nil)
        _ = try joining.run(at: BookFolder(ward.path + "/an/"), surroundings: ward.clock.surroundings)
        #expect(try DurableFile.read(ward.path + "/an.new/giu.txt") == Array("của tôi".utf8))
        #expect(try ward.book("an").identity.card.name == "An")
    }

    @Test func damagedKeysAreNamed() throws {
        let ward = try Ward()
        try DurableFile.write(Array("{\"sign".utf8), to: ward.path + "/ward/keys/device.json")
        #expect(throws: BookError.keysDamaged(ward.path + "/ward/keys/device.json")) { try ward.book("ward").keys() }
    }
}
