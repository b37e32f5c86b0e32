import Age
import Base
import Foundation
import Indicators
import Ledger
import Store

/// `check`: everything that a book claims, looked at again. Works on a scratch copy; the book is only read.
package struct BookCheck {
    private let book: Book
    private let progress: (_ done: Int, _ of: Int) -> Void
    private var report = CheckReport()
    /// What others' sections say they know of other logs.
    private var seen: [LogKey: Int] = [:]

    package init(_ book: Book, progress: @escaping (_ done: Int, _ of: Int) -> Void = { _, _ in }) {
        self.book = book
        self.progress = progress
    }

    package mutating func run() throws -> CheckReport {
        do {
            for words in try book.store.integrityCheck() { report.add(.database(words)) }
            let tables = try book.store.schemaFaults()
            for table in tables.wrong + tables.strange { report.add(.schema(table)) }
            if tables.wrong.isEmpty {
                try checkCopy(book.store.scratchCopy())
                try checkQuarantine()
            }
        } catch StoreError.notDatabase(let words) {
            // A file that cannot be read to its end says nothing about the rest.
            report.add(.database(words))
        }
        checkKeys()
        try checkRoster()
        return report
    }

    // MARK: The ledger

    private mutating func checkCopy(_ copy: BookStore) throws {
        let forms = book.forms
        try copy.write { writer in
            writer.readFacts(areaCode: book.identity.areaCode, with: { forms.roles(of: $0) })
            for (column, count) in try writer.reader.danglingReferences() {
                report.add(.reference(column, count: count))
            }
            try checkSettings(writer.reader)
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
            // A form whose name this program refuses today is whole all the same.
            let hash = FormRef(id: "", version: "", file: raw.text).hash
            if !raw.ref.hasSuffix("#\(hash)") { report.add(.form(raw.ref)) }
        }
        for hash in try reader.damagedLists() { report.add(.form("list \(hash.prefix(16))")) }
    }

    private mutating func checkLogs(_ writer: BookWriter, _ cards: [Digest: Card]) throws {
        let reader = writer.reader
        let places = try reader.ownEnd(of: book.identity.card)
        let own = LogKey(log: places.log, card: book.identity.card.id)
        let written = try [places] + reader.unsigned()
        let ours = try reader.ownCards()
        let logs = try reader.rawLogs()
        for (index, log) in logs.enumerated() {
            progress(index, logs.count)
            guard let key = log.key, let card = cards[key.card] else {
                report.add(.log(log.row))
                continue
            }
            var check = LogCheck(
                log, key: key, card: card, ward: book.identity.ward,
                own: key.card == own.card ? written.first { $0.log == key.log } : nil)
            try check.run(writer, into: &report)
            if !ours.contains(key.card) { seen.merge(check.seen, uniquingKeysWith: max) }
        }
        // Nothing stands behind the own log's end: foreign lines of it open a new log at once.
        let ends = try reader.ends(of: own)
        if places.tip.seq != ends.last || places.cut.seq != ends.signed { report.add(.tip) }
        for (log, seq) in seen where try reader.seen(log) < seq { report.add(.seen(log.log.hex)) }
        progress(logs.count, logs.count)
    }

    /// What the book remembers of itself, as far as its card and its other settings tell.
    private mutating func checkSettings(_ reader: BookReader) throws {
        func isRight(_ key: Setting) throws -> Bool {
            guard let text = try reader.setting(key) else { return false }
            switch key {
            case .role: return text == book.identity.card.role.rawValue
            case .team: return text == book.identity.card.team
            case .recipients:
                let recipients = text.split(separator: " ")
                return !recipients.isEmpty && recipients.allSatisfy(Self.isRecipient)
            case .kitNumber: return try Int(text).map { try isKit($0, reader) } ?? false
            default: return true
            }
        }
        let wrong = try [Setting.role, .team, .recipients, .plan, .catalogue, .kitNumber].filter { try !isRight($0) }
        for key in wrong { report.add(.setting(key.rawValue)) }
        guard wrong.isEmpty else { return }
        do {
            for other in try OtherDefinitions.all(reader) { report.add(.definitions(other)) }
        } catch is PlanFaults {
            report.add(.setting("plan, catalogue"))
        }
    }

    private static func isRecipient(_ text: Substring) -> Bool {
        do {
            _ = try AgeRecipient(parsing: String(text))
            return true
        } catch {
            return false
        }
    }

    /// Whether the newest kit, and the one of the own card, are here.
    private func isKit(_ number: Int, _ reader: BookReader) throws -> Bool {
        let kits = try reader.kits()
        let own = book.identity.card.kit
        // A ward made again after a loss counts on from a number that no kit has yet.
        guard book.identity.role != .ward else { return kits.allSatisfy { $0.number <= number } }
        return kits.contains { $0.number == number } && kits.contains { $0.id == own }
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
        let (parts, hasErased) = try book.store.read { (try $0.quarantine(), try !$0.erasedRecords().isEmpty) }
        for (hash, parts) in Dictionary(grouping: parts, by: \.file).sorted(by: { $0.key < $1.key }) {
            let path = book.quarantinePath(of: hash)
            let isThere = FileManager.default.fileExists(atPath: path)
            // Where something was erased, files that may hold it are not kept.
            if !isThere, hasErased { continue }
            guard isThere, try Digest.of(.plain, DurableFile.read(path)) == hash
            else {
                report.add(.quarantine(parts[0].name))
                continue
            }
        }
        let known = Set(parts.map { book.quarantinePath(of: $0.file).fileName })
        guard FileManager.default.fileExists(atPath: book.folder.quarantine) else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: book.folder.quarantine).sorted()
        where !known.contains(name) {
            report.add(.leftover(name))
        }
    }
}
