import Age
import Base
import Foundation
import Ledger
import Testing

@testable import Store
@testable import Workspace

/// A batch of which only the beginning was written: at the end of every part, a byte before and after it, and anywhere.
@Suite struct CutTests {
    @Test func noBeginningOfABatchIsMerged() throws {
        let path = Cast.temporaryFolder("cut")
        defer { removeFolder(path) }
        let cast = try Cast.shared.get()
        let surroundings = LaptopClock(Chance(seed: 8), on: nil).surroundings
        let ward = try Book(cast.members(.ward, of: 0)[0].moveIn(at: path + "/ward"), surroundings: surroundings)
        let laptop = try Book(cast.members(.volunteer, of: 0)[0].moveIn(at: path + "/may"), surroundings: surroundings)
        // Three sections: each export signs what has come since.
        for round in 0..<3 {
            for _ in 0...round { try Self.write(laptop) }
            _ = try laptop.export(to: path + "/lo.age")
        }
        let file = try DurableFile.read(path + "/lo.age")
        let secrets = cast.wards[0]
        let plain = try Age.open(file, with: [secrets.keys.receiving])
        let batch = try Batch(file: file, identities: [secrets.keys.receiving], ward: secrets.root)
        #expect(batch.sections.count == 4)
        // The header and the payload's nonce come before, one tag of 16 bytes behind: all of it is one chunk.
        let start = file.count - plain.count - 16
        let ends =
            [start - 16, start] + batch.sections.map { start + $0.bytes.startIndex } + [file.count - 16, file.count]
        let chance = Chance(seed: 9)
        let cuts = ends.flatMap { [$0 - 1, $0, $0 + 1] } + (0..<20).map { _ in chance.below(file.count) } + [0]
        let before = try ward.lines(Identities.all)
        for (number, cut) in cuts.enumerated() where cut < file.count {
            try expectKeptAside(
                Array(file.prefix(cut)), "\(path)/cut-\(number)", by: ward, "cut at \(cut) of \(file.count)")
        }
        // Sealed anew by somebody who holds no more than the beginning.
        for section in batch.sections {
            for cut in [section.bytes.startIndex - 1, section.bytes.startIndex, section.bytes.startIndex + 1] {
                let sealed = try Age.seal(
                    Array(plain.prefix(cut)), to: [secrets.card.recipient], random: { chance.bytes($0) })
                try expectKeptAside(sealed, "\(path)/sealed-\(cut)", by: ward, "sealed at \(cut) of \(plain.count)")
            }
        }
        #expect(try ward.lines(Identities.all) == before)
        var merge = Merge(into: ward, trust: { $0.isPlain })
        #expect(try merge.run([path + "/lo.age"]).newRecords == 6)
    }

    private static func write(_ book: Book) throws {
        let record = book.newRecordID()
        let answers: JSONObject = [
            "ma_phien": .string(record.text), "luc": .string("2026-06-01T08:00:00+07:00"), "ma_nguoi": .string("00001"),
        ]
        try book.save(book.newEntry(form: "phieu", answers: answers, language: .vi))
    }

    private func expectKeptAside(_ bytes: [UInt8], _ path: String, by ward: Book, _ comment: String) throws {
        try DurableFile.write(bytes, to: path)
        var merge = Merge(into: ward, trust: { $0.isPlain })
        let file = try #require(try merge.run([path]).files.first)
        #expect(file.outcome == nil && file.problems.count == 1, "\(comment)")
        let hash = Digest.of(.plain, bytes)
        let rows = try ward.store.read { try $0.quarantine() }.filter { $0.file == hash }
        #expect(rows.map(\.section) == [0], "\(comment)")
        let codes: Set = ["SYNC-001", "SYNC-002", "SYNC-007"]
        #expect(rows.allSatisfy { codes.contains($0.code) }, "\(comment): \(rows.map(\.code))")
        let kept = ward.folder.quarantine + "/" + hash.hex.prefix(16) + ".age"
        #expect(try DurableFile.read(kept) == bytes, "\(comment)")
    }
}
