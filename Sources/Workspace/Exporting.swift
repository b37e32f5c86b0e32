import Age
import Base
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
    /// Versions of records in all of them.
    package let records: Int
    /// How many of these others wrote.
    package let relayed: Int
}

/// A stored section with the exact bytes that travel.
private struct OutgoingSection {
    let section: LogSection
    let bytes: [UInt8]
    let records: Int

    init(section: LogSection, bytes: [UInt8], revisions: [Revision]) {
        self.section = section
        self.bytes = bytes
        records = revisions.count { if case .reserved = $0.kind { false } else { true } }
    }
}

extension Book {
    /// Writes to `path`: a file, or a folder such as a stick, where the batch gets a name that tells nothing.
    package func export(to path: String) throws -> Export {
        guard identity.role != .ward else { throw BookError.notForWard("export") }
        try write { try self.cutSections(with: $0) }
        let sections = try store.read { try Self.sections(of: $0) }
        let own = sections.filter { $0.section.log == identity.log }
        // Every log begins with its device's own card, which alone is nothing to hand over.
        guard own.count < sections.count || own.contains(where: { $0.section.to > 1 }) else {
            throw BookError.nothingToExport
        }
        let recipients = try store.read { reader in
            try (reader.setting(.recipients) ?? "").split(separator: " ").map { try AgeRecipient(parsing: String($0)) }
        }
        let groups = Self.groups(sections)
        let names = try Self.names(for: groups.count, at: path, random: surroundings.random)
        let cards = try store.read { Dictionary(uniqueKeysWithValues: try $0.cards().map { ($0.card.id, $0.card) }) }
        let files = try zip(groups, names).map { group, name in
            let authors = Set(group.map(\.section.card)).sorted().compactMap { cards[$0]?.lines }
            let file = try Batch.seal(
                sections: authors + group.map(\.bytes), ward: identity.ward, carrier: identity.card, keys: keys,
                to: recipients, made: surroundings.now(), program: Program.name, random: surroundings.random)
            try DurableFile.write(file, to: name)
            return Export.File(path: name, bytes: file.count, sections: group.count)
        }
        return Export(
            files: files, records: sections.reduce(0) { $0 + $1.records },
            relayed: sections.reduce(0) { $0 + $1.records } - own.reduce(0) { $0 + $1.records })
    }

    /// Signs what the own log has grown by since the last export. Stretches once cut stay as they are, so that
    /// whoever has them already skips them whole.
    private func cutSections(with writer: BookWriter) throws {
        let reader = writer.reader
        guard let tip = try reader.tip(of: identity.log) else { return }
        let last = try reader.sections(of: identity.log).max { $0.to < $1.to }
        var chain = last?.chainAfter ?? identity.log.chainStart(signingKey: identity.card.signingKey.bytes)
        var from = (last?.to ?? 0) + 1
        let seen = try reader.logs().filter { $0.log != identity.log }.map { ($0.log, $0.last) }
        while from <= tip.seq {
            var revisions = try reader.revisions(
                of: identity.log, from: from, to: min(tip.seq, from + Self.sectionLines - 1), after: chain)
            var bytes = 0
            revisions = Array(
                revisions.prefix { revision in
                    bytes += revision.line.count
                    return bytes <= Caps.splitBytes / 2 || revision.header.seq == from
                })
            let section = LogSection(
                ward: identity.ward, log: identity.log, card: identity.card.id, revisions: revisions,
                chainBefore: chain, seen: Dictionary(uniqueKeysWithValues: seen), program: Program.name,
                key: keys.signing)
            try writer.insert(section, carrier: identity.card.id, file: section.id, received: surroundings.now())
            chain = section.chainAfter
            from = section.to + 1
        }
    }

    private static let sectionLines = 20_000

    /// Every section of the book with its exact bytes. A device never cuts one stretch twice, so none covers another
    /// but in a forked log, where both branches must travel.
    private static func sections(of reader: BookReader) throws -> [OutgoingSection] {
        try reader.logs().flatMap { log in
            try reader.sections(of: log.log).map { section in
                let revisions = try reader.revisions(
                    of: section.log, from: section.from, to: section.to, after: section.chainBefore)
                return OutgoingSection(section: section, bytes: section.bytes(with: revisions), revisions: revisions)
            }
        }
    }

    private static func groups(
        _ sections: [OutgoingSection]
    ) -> [[OutgoingSection]] {
        var groups: [[OutgoingSection]] = [[]]
        var size = 0
        for section in sections {
            if size + section.bytes.count > Caps.splitBytes, !groups[groups.count - 1].isEmpty {
                groups.append([])
                size = 0
            }
            groups[groups.count - 1].append(section)
            size += section.bytes.count
        }
        return groups
    }

    /// A path that ends with a slash means a folder, made when it is missing.
    private static func folder(_ path: String) throws -> String {
        try DurableFile.makeFolder(path)
        return path
    }

    /// Eight random letters and digits and `.age` in a folder; else the name that was asked for, numbered from 2.
    private static func names(for count: Int, at path: String, random: (Int) -> [UInt8]) throws -> [String] {
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
