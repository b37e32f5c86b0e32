import Age
package import Base
import Foundation
import Ledger
import Store

/// `check`: everything that a book claims, looked at again. Works on a scratch copy; the book is only read.
package struct BookCheck {
    private let book: Book
    private let progress: (_ done: Int, _ of: Int) -> Void
    private var report = CheckReport()

    package init(_ book: Book, progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in }) {
        self.book = book
        self.progress = progress
    }

    package mutating func run() throws -> CheckReport {
        do {
            for words in try book.store.quickCheck() { report.add(.database(words)) }
            try checkCopy(book.store.scratchCopy())
        } catch StoreError.notDatabase(let words) {
            // A file that cannot be read to its end says nothing about the rest.
            report.add(.database(words))
        }
        checkKeys()
        try checkRoster()
        try checkQuarantine()
        return report
    }

    // MARK: The ledger

    private mutating func checkCopy(_ copy: BookStore) throws {
        let forms = book.forms
        try copy.write { writer in
            writer.readFacts(areaCode: book.identity.areaCode, with: { forms.roles(of: $0) })
            let cards = try checkCards(writer.reader)
            try checkForms(writer.reader)
            try writer.beginParents()
            try checkLogs(writer, cards)
            for record in try writer.recordsWithForeignParents() { report.add(.foreignParent(record.text)) }
            try checkProjections(writer)
        }
    }

    private mutating func checkCards(_ reader: BookReader) throws -> [Digest: Card] {
        var cards: [Digest: Card] = [:]
        for raw in try reader.rawCards() {
            report.cards += 1
            guard let card = Card(manifest: raw.manifest, signature: raw.signature), card.id.bytes == raw.hash,
                card.ward == book.identity.ward
            else {
                report.add(.card(String(Hex.encode(raw.hash).prefix(8))))
                continue
            }
            cards[card.id] = card
        }
        return cards
    }

    private mutating func checkForms(_ reader: BookReader) throws {
        for raw in try reader.rawForms() {
            report.forms += 1
            let ref = FormRef(raw.ref)
            if ref == nil || ref != ref.map({ FormRef(id: $0.id, version: $0.version, file: raw.text) }) {
                report.add(.form(raw.ref))
            }
        }
        for hash in try reader.damagedLists() { report.add(.form("list \(hash.prefix(16))")) }
    }

    private mutating func checkLogs(_ writer: BookWriter, _ cards: [Digest: Card]) throws {
        let reader = writer.reader
        let own = LogKey(log: try reader.ownLog(), card: book.identity.card.id)
        let places = (
            tip: try reader.place(.tip, in: own.log, of: book.identity.card),
            cut: try reader.place(.cut, in: own.log, of: book.identity.card)
        )
        let logs = try reader.rawLogs()
        for (index, log) in logs.enumerated() {
            progress(index, logs.count)
            guard let key = log.key, let card = cards[key.card] else {
                report.add(.log(log.row))
                continue
            }
            var check = LogCheck(log, key: key, card: card, ward: book.identity.ward, own: key == own ? places : nil)
            try check.run(writer, into: &report)
        }
        if places.tip.seq > 0, !logs.contains(where: { $0.key == own }) { report.add(.tip) }
        progress(logs.count, logs.count)
    }

    /// Everything that is computed, built anew from the revisions and compared.
    private mutating func checkProjections(_ writer: BookWriter) throws {
        try writer.setProjectionsAside()
        try writer.rebuild()
        for fault in try writer.projectionFaults() {
            report.add(.projection(fault.projection, count: fault.count, records: fault.records.map(\.text)))
        }
        report.records = try writer.reader.recordCount()
        report.conflicts = try writer.reader.conflicts().count
    }

    // MARK: Beside the ledger

    private mutating func checkKeys() {
        do {
            let card = book.identity.card
            if try book.keys().receiving.recipient != card.recipient {
                report.add(.keys(book.folder.deviceKeys))
            }
            if book.identity.role == .ward, try book.root().publicKey != book.identity.ward {
                report.add(.keys(book.folder.rootKey))
            }
        } catch BookError.keysLocked {
            report.add(.keysLocked)
        } catch {
            report.add(.keys(book.folder.keys))
        }
    }

    private mutating func checkRoster() throws {
        guard FileManager.default.fileExists(atPath: book.folder.roster) else { return }
        do {
            for words in try SQLiteFile.quickCheck(book.folder.roster) { report.add(.roster(words)) }
        } catch StoreError.notDatabase(let words) {
            report.add(.roster(words))
        }
    }

    private mutating func checkQuarantine() throws {
        let parts = try book.store.read { try $0.quarantine() }
        for (hash, parts) in Dictionary(grouping: parts, by: \.file).sorted(by: { $0.key < $1.key }) {
            let path = book.quarantinePath(of: hash)
            guard FileManager.default.fileExists(atPath: path), try Digest.of(.plain, DurableFile.read(path)) == hash
            else {
                report.add(.quarantine(parts[0].name))
                continue
            }
        }
    }
}
