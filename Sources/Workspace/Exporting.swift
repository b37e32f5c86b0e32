import Age
package import Base
import Foundation
import Ledger
import Store

/// `export`: everything this book holds that the ward has not confirmed, sealed and signed, in one batch or more.
package struct Export: Sendable {
    package struct File: Hashable, Sendable {
        package let path: String
        package let bytes: Int
        package let sections: Int
    }

    package let files: [File]
    /// Why the files from a number (from 1) on were not written, when others stand: the stick was full or pulled.
    package let cut: (problem: Problem, from: Int)?
    /// How many files all that there is to send takes.
    package let parts: Int
    /// Records of which a version travels in the files written now.
    package let records: Int
    /// How many of these only others wrote.
    package let relayed: Int
    /// To how many leads the files are sealed beside the ward; nil where the kit was taken by a program that kept no leads.
    package let leads: Int?
    /// Sections that this book no longer has whole, each by a sentence; the others travel.
    package let problems: [Problem]
}

/// A stored section with the exact bytes that travel.
private struct OutgoingSection {
    let section: LogSection
    let bytes: [UInt8]
    let records: Set<RecordID>
    /// The forms that its records were filled with.
    let forms: Set<FormRef>
    /// A device's card in its own log, which alone is nothing to hand over.
    let isCardAlone: Bool

    init(section: LogSection, bytes: [UInt8], revisions: [Revision]) {
        self.section = section
        self.bytes = bytes
        records = Set(
            revisions.filter { if case .reserved = $0.kind { false } else { true } }.map(\.header.record))
        forms = Set(revisions.compactMap { if case .record(let form) = $0.kind { form } else { nil } })
        isCardAlone = section.from == 1 && revisions.allSatisfy { $0.kind == .reserved(.card) }
    }
}

extension Book {
    /// Writes to `path`: a file, or a folder such as a stick, where the batch gets a name that tells nothing.
    ///
    /// - Parameters:
    ///   - everything: also what a receipt of the ward confirms.
    ///   - first: the number of the first file, from 1, where those before it were written already.
    package func export(to path: String, everything: Bool = false, from first: Int = 1) throws -> Export {
        guard identity.role != .ward else { throw BookError.notForWard("export") }
        try write { writer in
            // A device that has nothing else to send: the section around its card tells what it has read.
            if try needsToConfirm(writer.reader) { try appendCard(with: writer) }
            try self.cutSections(with: writer)
        }
        let (sections, broken) = try store.read { try outgoing($0, everything: everything) }
        let own = sections.filter { $0.section.card == identity.card.id }
        guard own.count < sections.count || own.contains(where: { !$0.isCardAlone }) else {
            throw try confirmedAll() ? BookError.allConfirmed : BookError.nothingToExport
        }
        let recipients = try store.read { reader in
            try (reader.setting(.recipients) ?? "").split(separator: " ").map { try AgeRecipient(parsing: String($0)) }
        }
        let cards = try store.read { Dictionary(uniqueKeysWithValues: try $0.cards().map { ($0.card.id, $0.card) }) }
        let formSizes = Dictionary(uniqueKeysWithValues: forms.all.map { ($0.ref, $0.text.count) })
        let groups = Self.groups(
            sections, carrier: identity.card.lines.count, card: { cards[$0]?.lines.count ?? 0 },
            form: { formSizes[$0] ?? 0 })
        guard groups.indices.contains(first - 1) else { throw BookError.noSuchPart(first, of: groups.count) }
        let names = try Self.names(for: groups.count, at: path, random: surroundings.random)
        var files: [Export.File] = []
        var cut: (problem: Problem, from: Int)?
        for (index, (group, name)) in zip(groups, names).enumerated().dropFirst(first - 1) {
            let authors = Set(group.map(\.section.card)).sorted().compactMap { cards[$0]?.lines }
            let file = try Batch.seal(
                sections: authors + formSections(group) + group.map(\.bytes), ward: identity.ward,
                carrier: identity.card, keys: keys(),
                to: recipients, made: surroundings.now(), program: Program.name, random: surroundings.random)
            do {
                try DurableFile.write(file, to: name)
                files.append(Export.File(path: name, bytes: file.count, sections: group.count))
            } catch let error as FileError where !files.isEmpty {
                cut = (error.problem, index + 1)
                break
            }
        }
        let written = groups.dropFirst(first - 1).prefix(files.count).joined()
        try note(exported: written.map(\.section))
        let records = written.reduce(into: Set<RecordID>()) { $0.formUnion($1.records) }
        let ownCards = try store.read { try $0.ownCards() }
        let ownRecords = written.filter { ownCards.contains($0.section.card) }.reduce(into: Set<RecordID>()) {
            $0.formUnion($1.records)
        }
        return Export(
            files: files, cut: cut, parts: groups.count, records: records.count,
            relayed: records.count - ownRecords.count, leads: try recipientLeads(), problems: broken)
    }

    /// Of the newest kit, as its recipients are.
    private func recipientLeads() throws -> Int? {
        try store.read { try $0.setting(.leads) }.map { leads in
            leads.split(separator: " ").count { $0 != identity.card.id.hex }
        }
    }

    /// Whether the ward waits for a word about its receipts and nothing else is to be signed.
    private func needsToConfirm(_ reader: BookReader) throws -> Bool {
        guard try reader.setting(.unsaid) != nil else { return false }
        let log = try reader.ownLog()
        return try reader.place(.tip, in: log, of: identity.card) == reader.place(.cut, in: log, of: identity.card)
    }

    /// The forms of the records, so that a reader with an older kit can show them. What every program brings along
    /// does not travel.
    private func formSections(_ group: [OutgoingSection]) throws -> [[UInt8]] {
        let key = try keys().signing
        let used = group.reduce(into: Set<FormRef>()) { $0.formUnion($1.forms) }
        let shipped = Shipped.formHashes
        return forms.all.filter { used.contains($0.ref) && !shipped.contains($0.ref.hash) }.map {
            FormSection(
                ward: identity.ward, card: identity.card.id, form: $0.ref, fileName: $0.fileName, text: $0.text,
                key: key
            ).bytes
        }
    }

    /// Whether the ward has confirmed all of the own logs.
    private func confirmedAll() throws -> Bool {
        try store.read { reader in
            // One line is the device's card, or the first of a log that has just been opened.
            let cards = try reader.ownCards()
            let own = try reader.logs().filter { cards.contains($0.key.card) && $0.last > 1 }
            return try !own.isEmpty && own.allSatisfy { try reader.confirmed($0.key, by: .ward) >= $0.last }
        }
    }

    /// Every section of the book with its exact bytes, and a problem for each that is not whole. A device never cuts
    /// one stretch twice, so none covers another but in a forked log, where both branches must travel.
    private func outgoing(_ reader: BookReader, everything: Bool) throws -> ([OutgoingSection], [Problem]) {
        var sections: [OutgoingSection] = []
        var problems: [Problem] = []
        let names = try names(reader)
        for log in try reader.logs() {
            // Of a forked log both branches go on travelling: a receipt covers one.
            let confirmed = everything || log.isForked ? 0 : try reader.confirmed(log.key, by: .ward)
            for section in try reader.sections(of: log.key) where section.to > confirmed {
                let revisions = try reader.revisions(
                    of: log.key, from: section.from, to: section.to, before: section.chainBefore,
                    after: section.chainAfter)
                if let revisions {
                    sections.append(
                        OutgoingSection(
                            section: section, bytes: section.bytes(with: revisions), revisions: revisions))
                } else {
                    problems.append(
                        BookError.sectionBroken(names[section.card] ?? "?", from: section.from, to: section.to)
                            .problem)
                }
            }
        }
        return (sections, problems)
    }

    /// - Parameters: How many bytes the carrier's card, an author's card and a form's text take.
    private static func groups(
        _ sections: [OutgoingSection], carrier: Int, card: (Digest) -> Int, form: (FormRef) -> Int
    ) -> [[OutgoingSection]] {
        var groups: [[OutgoingSection]] = [[]]
        var room = BatchRoom(carrier: carrier)
        for section in sections {
            let parts =
                [(section.section.card.hex, card(section.section.card))] + section.forms.map { ($0.text, form($0)) }
            let group = groups[groups.count - 1]
            if group.count == sectionsABatch || !room.takes(section.bytes.count, with: parts) && !group.isEmpty {
                groups.append([])
                room = BatchRoom(carrier: carrier)
                _ = room.takes(section.bytes.count, with: parts)
            }
            groups[groups.count - 1].append(section)
        }
        return groups
    }

    /// With the cards of their authors these stay far below what a carrier's manifest may list.
    private static let sectionsABatch = 1_000

    /// A path that ends with a slash means a folder, made when it is missing.
    private static func folder(_ path: String) throws -> String {
        try DurableFile.makeFolder(path)
        return path
    }

    /// Eight random letters and digits and `.age` in a folder; else the name that was asked for, numbered from 2.
    static func names(for count: Int, at path: String, random: (Int) -> [UInt8]) throws -> [String] {
        let path = path.count > 1 && path.hasSuffix("/") ? try folder(String(path.dropLast())) : path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return (1...count).map { number in
                number == 1 ? path : path.inserting(beforeExtension: "-\(number)")
            }
        }
        let alphabet = Array("ABCDEFGHJKMNPQRSTVWXYZ23456789")
        return (0..<count).map { _ in
            path + "/" + String(random(8).map { alphabet[Int($0) % alphabet.count] }) + ".AGE"
        }
    }
}
