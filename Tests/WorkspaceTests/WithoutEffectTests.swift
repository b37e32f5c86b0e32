import Base
import Forms
import Ledger
import Testing

@testable import Store
@testable import Workspace

/// Records and devices of which nothing has effect are told about, never a crash.
@Suite struct WithoutEffectTests {
    @Test func aRevokedDevicesRecordIsNeitherShownNorChanged() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        let book = try ward.book("ward")
        try ward.merge(ward.export(an), into: book)
        _ = try book.revoke(an.identity.card, from: 1)
        let revisions = try book.record(matching: "000000000001")
        let refusal = BookError.noVersionHasEffect("00000000-0000-4000-8000-000000000001")
        #expect(revisions.count == 1)
        #expect(throws: refusal) { try revisions.winner }
        #expect(throws: refusal) { try book.entry(editing: revisions, language: .vi) }
        #expect(throws: refusal) { try book.void(revisions, reason: "") }
    }

    @Test func aDeviceWithoutALogIsRevokedToo() throws {
        let ward = try Ward()
        let lead = try ward.join("lead", role: .lead, team: "T")
        try DurableFile.write(lead.identity.card.lines, to: ward.path + "/card")
        let book = try ward.book("ward")
        try ward.merge([ward.path + "/card"], into: book)
        #expect(try book.store.read { try $0.revokedCards() }.isEmpty)
        _ = try book.revoke(lead.identity.card, from: nil)
        #expect(try book.store.read { try $0.logs() }.allSatisfy { $0.key.card != lead.identity.card.id })
        #expect(try book.store.read { try $0.revokedCards() } == [lead.identity.card.id])
        _ = try book.trust(lead.identity.card)
        #expect(try book.store.read { try $0.revokedCards() }.isEmpty)
    }

    /// As many deletions as a hostile device likes, each of the one before.
    @Test func aLongChainOfDeletionsIsFollowedToItsAnswers() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let stranger = Stranger("An", kit: try ward.kit())
        let record = try #require(RecordID("00000000-0000-4000-8000-000000000001"))
        let kind = Kind("ho-tro@1#0123456789abcdef")
        let log = LogKey(log: stranger.log, card: stranger.card.id)
        var chain = [stranger.revision(record, kind: kind, answers: ["a": .int(7)])]
        for seq in 2...5_000 {
            let parent = Revision.Parent(hash: chain[seq - 2].hash, generation: seq - 1)
            chain.append(
                stranger.revision(record, parents: [parent], kind: kind, answers: [:], operation: .delete, seq: seq))
        }
        let stored = chain.enumerated().map {
            StoredRevision(row: Int64($0), revision: $1, log: log, live: $0 == 4_999 ? 2 : 0, isErased: false)
        }
        #expect(book.answersInForce(of: stored[4_999], among: stored)["a"]?.int == 7)
    }

    @Test func theOneDraftThatWasMeantIsFound() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        for id in ["00000000-0000-4000-8000-00000000aaaa", "00000000-0000-4000-8000-00000000bbbb"] {
            let entry = try book.newEntry(form: nil, answers: ["ma_phien": .string(id)], language: .vi)
            try book.keepDraft(entry, answers: entry.filling.draft, place: "ma_to")
        }
        #expect(try book.draft(matching: "0000bbbb").record.text.hasSuffix("bbbb"))
        let error = #expect(throws: BookError.self) { try book.draft(matching: "0000") }
        // Whoever sees six letters of an id on a list has nothing else to type: all of it is named.
        #expect(error?.problem.hint?.vi.contains("00000000-0000-4000-8000-00000000bbbb") == true)
        #expect(throws: BookError.recordIDShort("", least: 4)) { try book.draft(matching: "") }
        #expect(throws: BookError.recordUnknown("cccc")) { try book.draft(matching: "cccc") }
    }

    /// What was resolved is in the raw data too, one at a time; what is calculated may hold a free text.
    @Test func rawDataHoldsWhatIsInForce() throws {
        let ward = try Ward()
        let book = try ward.join("an")
        _ = try ward.log(session(1) + session(2) + session(3), into: book)
        let first = try book.record(matching: "000000000001")
        _ = try book.write { writer in
            try book.append(
                NewRevision(
                    record: first[0].revision.header.record, kind: first[0].revision.kind, operation: .resolve,
                    parents: Book.parents(first), answers: #require(first[0].revision.answers)), with: writer)
        }
        try book.void(book.record(matching: "000000000002"), reason: "")
        let keys = try book.rawData(form: nil, labels: nil, personal: true).tables[0].rows.compactMap(\.last)
        #expect(keys.map { String($0.suffix(1)) } == ["3", "1"])
        let header = try book.rawData(form: nil, labels: nil, personal: false).tables.flatMap(\.header)
        #expect(!header.contains("ma_pa") && !header.contains("dong_y_ban") && header.contains("ma_phien"))
    }
}
