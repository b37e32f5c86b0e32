import Age
import Base
import Foundation
import Ledger
import Store
import Testing

@testable import Workspace

/// What a restored book may do, and what a hostile backup may not.
@Suite struct RestoreTests {
    private func restore(_ name: String, from path: String, _ ward: Ward, key: Restoring.Key? = nil) throws -> Book {
        _ = try Restoring(path).run(
            with: key ?? .identities([ward.book("ward").keys().receiving]), to: BookFolder(ward.path + "/" + name),
            surroundings: ward.clock.surroundings)
        return try ward.book(name)
    }

    @Test func theOldAndTheRestoredBookBothGoOnWithoutAFork() throws {
        let ward = try Ward()
        let an = try ward.join("an")
        _ = try ward.log(session(1), into: an)
        _ = try an.backup(to: ward.path + "/so.age", passphrase: nil)
        let copy = try restore("copy", from: ward.path + "/so.age", ward)
        #expect(try copy.store.read { try $0.ownLog() } != an.store.read { try $0.ownLog() })
        _ = try ward.log(session(2), into: an)
        _ = try ward.log(session(3), into: copy)
        let book = try ward.book("ward")
        for laptop in [an, copy, an] { try ward.merge(ward.export(laptop), into: book) }
        #expect(try book.latest(9).count == 3)
        #expect(try !book.status().devices.contains { $0.isForked || $0.missing > 0 || $0.unjoined > 0 })
        for book in [book, an, copy] {
            var check = BookCheck(book)
            let report = try check.run()
            #expect(report.isSound && report.notices.isEmpty, "\(report.faults + report.notices)")
        }
    }

    /// A revision whose parent stands in another record has no effect, and is told.
    @Test func parentsInOtherRecordsAreTold() throws {
        let ward = try Ward()
        let kit = try ward.kit()
        let an = try ward.join("an", kit: kit)
        _ = try ward.log(session(1), into: an)
        let victim = try #require(try an.record(matching: "000000000001").first?.revision)
        var stranger = Stranger("Máy lạ", kit: kit)
        let attack = stranger.revision(
            RecordID("00000000-0000-4000-8000-000000000009")!, parents: [.init(hash: victim.hash, generation: 1)],
            kind: victim.kind, answers: ["a": .int(1)])
        let section = stranger.section([attack])
        let book = try ward.book("ward")
        try ward.merge(
            ward.export(an) + [stranger.seal([section.bytes(with: [attack])], to: ward.path + "/x.age")], into: book)
        var check = BookCheck(book)
        let report = try check.run()
        #expect(report.isSound)
        #expect(report.notices.map(\.code) == ["CHECK-101"])
    }

    struct Hostile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let names: [String]
        var ends = true
    }

    @Test(arguments: [
        Hostile(testDescription: "out of the folder", names: ["../evil"]),
        Hostile(testDescription: "absolute", names: ["/tmp/evil"]),
        Hostile(testDescription: "deeper", names: ["keys/../../evil"]),
        Hostile(testDescription: "hidden", names: ["keys/.evil"]),
        Hostile(testDescription: "another folder", names: ["bin/evil"]),
        Hostile(testDescription: "the log of SQLite", names: ["book.sqlite-wal"]),
        Hostile(testDescription: "a name twice", names: ["keys/a", "keys/a"]),
        Hostile(testDescription: "no database", names: ["keys/device.json"]),
        Hostile(testDescription: "no database that SQLite reads", names: ["book.sqlite", "keys/device.json"]),
        Hostile(testDescription: "without an end", names: ["keys/device.json"], ends: false),
    ])
    func refuses(_ hostile: Hostile) throws {
        let ward = try Ward()
        let random = ward.clock.surroundings.random
        let key = AgeIdentity(rawBytes: random(32))!
        let output = try DurableOutput(ward.path + "/evil.age", mode: 0o600)
        var sealing = try AgeSealing(to: [key.recipient], random: random)
        var plain = BackupContainer.beginning
        for name in hostile.names { plain += BackupContainer.head(of: name, length: 3) + [1, 2, 3] }
        if hostile.ends { plain += BackupContainer.ending }
        try output.write(sealing.beginning + sealing.seal(plain) + sealing.finish())
        try output.finish()
        let before = try FileManager.default.contentsOfDirectory(atPath: ward.path).sorted()
        #expect(throws: BackupError.self) {
            try restore("new", from: ward.path + "/evil.age", ward, key: .identities([key]))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: ward.path).sorted() == before)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/evil"))
    }

    @Test func aLengthBeyondTheFileIsRefused() throws {
        let ward = try Ward()
        let random = ward.clock.surroundings.random
        let key = AgeIdentity(rawBytes: random(32))!
        var sealing = try AgeSealing(to: [key.recipient], random: random)
        let plain = BackupContainer.beginning + BackupContainer.head(of: "book.sqlite", length: 1 << 60) + [1]
        let file = sealing.beginning + sealing.seal(plain) + sealing.finish()
        try DurableFile.write(file, to: ward.path + "/evil.age")
        #expect(throws: BackupError.notBackup) {
            try restore("new", from: ward.path + "/evil.age", ward, key: .identities([key]))
        }
    }

    @Test func keysAreReadFromTextsAndFiles() throws {
        let ward = try Ward()
        let key = AgeIdentity(rawBytes: ward.clock.surroundings.random(32))!
        try DurableFile.write(Array("# made\n\(key.text)\n".utf8), to: ward.path + "/key.txt")
        let device = try ward.book("ward")
        for (text, recipient) in [
            (key.text, key.recipient), (key.text.lowercased(), key.recipient), (ward.path + "/key.txt", key.recipient),
            (device.folder.deviceKeys, try device.keys().receiving.recipient),
        ] {
            let identities = try Restoring.identities(parsing: text, passphrase: { nil })
            #expect(identities.map(\.recipient) == [recipient])
        }
        #expect(throws: BackupError.identity("AGE-SECRET-KEY-1…")) {
            try Restoring.identities(parsing: "AGE-SECRET-KEY-1QQQ", passphrase: { nil })
        }
    }

    /// What a killed backup leaves in the book's folder is gone after the next; what one at work holds stays.
    @Test func leftoversAreSweptAndOthersWorkIsNot() throws {
        let ward = try Ward()
        let book = try ward.book("ward")
        let left = book.folder.path + "/backup-01234567.tmp"
        try DurableFile.makeFolder(left)
        try DurableFile.write([1], to: left + "/copy.sqlite-journal")
        let working = try Scratch(
            book.folder.path + "/backup-", ending: ".tmp", random: book.surroundings.random)
        let part = ward.path + "/so.age.123-456.part"
        for path in [part, ward.path + "/so.age.cua-toi.part"] { try DurableFile.write([1], to: path) }
        _ = try book.backup(to: ward.path + "/so.age", passphrase: nil)
        #expect(!FileManager.default.fileExists(atPath: left) && !FileManager.default.fileExists(atPath: part))
        #expect(FileManager.default.fileExists(atPath: ward.path + "/so.age.cua-toi.part"))
        #expect(FileManager.default.fileExists(atPath: working.path))
    }
}
