import Age
package import Base
import Foundation
import Ledger
import Store

/// What became of the traces of what was erased.
package struct Wiping: Hashable, Sendable {
    /// Files kept aside that were removed.
    package internal(set) var files = 0
    /// Why some are left until the book is next opened; nil when none is.
    package internal(set) var left: Bilingual?

    /// The same as a sentence.
    package var advice: Bilingual? {
        left.map { left in
            Bilingual(
                "Dấu vết của nội dung đã xoá CHƯA dọn hết khỏi sổ (\(left.vi)): mở sổ lần sau sẽ dọn tiếp.",
                "Traces of what was erased are NOT all out of the book yet (\(left.en)): that goes on when it is next opened."
            )
        }
    }
}

/// What is left of erased text outside the rows: free pages, the journal, files kept aside.
extension Book {
    /// Whether an erasure was cut off before its traces were gone.
    package var needsWiping: Bool {
        get throws { try store.read { try $0.setting(.unwiped) } != nil }
    }

    /// Removes the traces of what was erased; nothing when there are none. What was erased is erased by then: why traces
    /// are left is a word beside that, and no error.
    package func wipe() throws -> Wiping {
        var wiping = Wiping()
        guard !isTrial, let traces = try store.read({ try $0.setting(.unwiped) }) else { return wiping }
        let left = try obstacle(to: {
            try sweepCopies()
            return traces == "pages" ? try wipePages() : nil
        })
        // To look into kept files takes the book's keys, and perhaps somebody who knows the passphrase.
        let kept = try obstacle(to: {
            wiping.files = try sweepQuarantine()
            return nil
        })
        wiping.left = left ?? kept.map { Bilingual("tệp giữ riêng: \($0.vi)", "files kept aside: \($0.en)") }
        if wiping.left == nil { try store.write { try $0.unset(.unwiped) } }
        return wiping
    }

    /// Why pages are left; they are not written anew once more while only files are.
    private func wipePages() throws -> Bilingual? {
        guard try store.wipe() else {
            return Bilingual("một chương trình khác đang đọc sổ", "another program is reading the book")
        }
        try store.write { try $0.set(.unwiped, "files") }
        return nil
    }

    /// What hindered, as `work` says or by its error.
    private func obstacle(to work: () throws -> Bilingual?) throws -> Bilingual? {
        do {
            return try work()
        } catch StoreError.full {
            // VACUUM writes the book twice. Source: https://sqlite.org/lang_vacuum.html
            let room = 2 * ((DurableFile.size(folder.database) ?? 0) / 1024 + 1)
            return Bilingual(
                "ổ đĩa đầy: cần trống khoảng \(room) KB", "the disk is full: some \(room) KB have to be free")
        } catch let error as any Reportable {
            return error.problem.message
        }
    }

    /// Removes kept files that name an erased record, and those that cannot be looked into; also those that the book does
    /// not name, as a killed merge leaves them. Their reasons stay: `status` goes on asking for them.
    private func sweepQuarantine() throws -> Int {
        guard FileManager.default.fileExists(atPath: folder.quarantine) else { return 0 }
        let erased = try store.read { try $0.erasedRecords() }
        var removed = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.quarantine) {
            let path = folder.quarantine + "/" + name
            guard DurableFile.isRegular(path), try holdsErased(path, erased) else { continue }
            guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path) }
            removed += 1
        }
        return removed
    }

    /// Whether a file may not be kept aside: it names an erased record, or could and cannot be looked into.
    func mayNotBeKept(_ path: String) throws -> Bool {
        let erased = try store.read { try $0.erasedRecords() }
        return try !erased.isEmpty && holdsErased(path, erased)
    }

    private func holdsErased(_ path: String, _ erased: Set<RecordID>) throws -> Bool {
        let identities = try keyRing().map(\.receiving)
        let file = try DurableFile.read(path)
        do throws(AgeError) {
            return Self.names(try Age.open(consume file, with: identities), erased)
        } catch .noIdentityMatches {
            // Sealed to others: nobody here can read it.
            return false
        } catch {
            return try error.isDamage || Self.names(DurableFile.read(path), erased)
        }
    }

    /// Whether the id of one of the records stands in the text, as every revision's header has it.
    private static func names(_ text: [UInt8], _ records: Set<RecordID>) -> Bool {
        let beginning = Array("\"r\":\"".utf8)
        var at = 0
        while at + beginning.count + 36 <= text.count {
            guard text[at] == beginning[0], text[at..<at + beginning.count].elementsEqual(beginning) else {
                at += 1
                continue
            }
            at += beginning.count
            if let record = RecordID(String(decoding: text[at..<at + 36], as: UTF8.self)), records.contains(record) {
                return true
            }
        }
        return false
    }

    func quarantinePath(of file: Digest) -> String {
        folder.quarantine + "/" + file.hex.prefix(16) + ".age"
    }
}
