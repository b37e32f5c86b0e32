import Age
import Base
import Foundation
import Ledger
import Store

/// A backup that has been written, and who can open it.
package struct Backup: Sendable {
    package enum Seal: Hashable, Sendable {
        case passphrase
        /// The ward's own book: its recovery key alone.
        case recoveryKey
        /// Devices of the ward by their owners' names, and how many keys more that the kit names.
        case keys([String], others: Int)
    }

    package let path: String
    package let bytes: Int
    package let files: Int
    package let seal: Seal
}

extension Book {
    /// Letters of a passphrase, at least.
    package static let leastPassphrase = 10

    /// `backup`: database, keys, roster and files kept aside in one sealed file, while others may go on writing.
    ///
    /// - Parameter passphrase: seals with it instead of the ward's keys; then its owner alone can restore.
    package func backup(to path: String, passphrase: String?) throws -> Backup {
        let (sealing, seal) = try sealing(passphrase)
        try sweepCopies()
        // Nobody is asked for the keys' passphrase for it.
        if identity.role == .ward, !isLocked { try write { try cutSections(with: $0) } }
        var writer = try BackupWriter(DurableOutput(path, mode: 0o600), sealing)
        try writer.add(BackupContainer.about, about())
        let book = try snapshot { try store.snapshot(into: $0) }
        try writer.add("book.sqlite", from: book.path + Self.copied)
        var files = 1
        if FileManager.default.fileExists(atPath: folder.roster) {
            let roster = try snapshot { try SQLiteFile.snapshot(of: folder.roster, into: $0) }
            try writer.add("roster.sqlite", from: roster.path + Self.copied)
            files += 1
        }
        for (name, file) in try looseFiles() {
            try writer.add(name, from: file)
            files += 1
        }
        let bytes = try writer.finish()
        return Backup(path: path, bytes: bytes, files: files, seal: seal)
    }

    private static let copied = "/copy.sqlite"
    private static let working = (beginning: "/backup-", ending: ".tmp")

    /// Removes the copies of the book, in the clear, that a killed `backup` left in its folder. Whoever opens a book does
    /// so: an erasure would pass them over.
    package func sweepCopies() throws {
        try Scratch.sweep(folder.path + Self.working.beginning, ending: Self.working.ending)
    }

    /// A copy that has been looked at: what cannot be restored is no backup.
    private func snapshot(_ copy: (String) throws -> Void) throws -> Scratch {
        let scratch = try Scratch(
            folder.path + Self.working.beginning, ending: Self.working.ending, random: surroundings.random)
        do {
            try copy(scratch.path + Self.copied)
            if let words = try SQLiteFile.quickCheck(scratch.path + Self.copied).first {
                throw BackupError.databaseDamaged(words)
            }
        } catch StoreError.notDatabase(let words) {
            throw BackupError.databaseDamaged(words)
        }
        return scratch
    }

    /// The keys, and the files kept aside: what `quarantine` names and what is no longer there is passed over.
    private func looseFiles() throws -> [(name: String, path: String)] {
        try [("keys", folder.keys), ("quarantine", folder.quarantine)].flatMap { name, path in
            guard FileManager.default.fileExists(atPath: path) else { return [(name: String, path: String)]() }
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
                .map { (name: name + "/" + $0, path: path + "/" + $0) }
                .filter { BackupContainer.allows($0.name) && DurableFile.isRegular($0.path) }
        }
    }

    private func about() -> [UInt8] {
        let fields: JSONObject = [
            "program": .string(Program.name), "made": .string(surroundings.now().iso),
            "ward": .string(identity.ward.hex), "area": .string(identity.areaCode),
            "name": .string(identity.areaName), "role": .string(identity.role.rawValue),
            "device": .string(identity.card.name),
        ]
        return Array(JSON.object(fields).compact.utf8)
    }

    // MARK: The seal

    private func sealing(_ passphrase: String?) throws -> (AgeSealing, Backup.Seal) {
        do {
            if let passphrase = passphrase?.nfc {
                guard passphrase.count >= Self.leastPassphrase else {
                    throw BackupError.passphraseShort(least: Self.leastPassphrase)
                }
                return (try AgeSealing(passphrase: passphrase, random: surroundings.random), .passphrase)
            }
            let recipients = try recipients()
            guard !recipients.isEmpty else { throw BackupError.noRecipients }
            return (try AgeSealing(to: recipients, random: surroundings.random), try seal(recipients))
        } catch let error as AgeError {
            throw BackupError.seal(error)
        }
    }

    /// Whom batches go to, but this device: its own key lies in the book that would be lost.
    private func recipients() throws -> [AgeRecipient] {
        try store.read { try $0.setting(.recipients) ?? "" }.split(separator: " ")
            .map { try AgeRecipient(parsing: String($0)) }.filter { $0 != identity.card.recipient }
    }

    private func seal(_ recipients: [AgeRecipient]) throws -> Backup.Seal {
        if identity.role == .ward { return .recoveryKey }
        let cards = try store.read { try $0.cards() }.map(\.card)
        let names = recipients.compactMap { recipient in cards.first { $0.recipient == recipient }?.name }
        return .keys(names, others: recipients.count - names.count)
    }
}
