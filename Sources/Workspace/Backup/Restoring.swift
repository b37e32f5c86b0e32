package import Age
package import Base
import Foundation
package import Ledger
import Store

/// `restore`: a backup as a new book that writes a new log.
package struct Restoring {
    /// What opens the backup.
    package enum Key: Sendable {
        case passphrase(String)
        case identities([AgeIdentity])
    }

    /// The book that is there now.
    package struct Outcome: Sendable {
        package let areaName: String
        package let areaCode: String
        package let owner: String
        package let role: DeviceRole
        /// When the backup was made, by the clock of the computer that made it.
        package let made: Instant?
        package let records: Int
        /// Lines that no signature covers yet, since nobody gave the passphrase of the keys.
        package let unsigned: Int
        /// The passphrase on the ward's keys is gone: they came out of their copy that is sealed to the recovery key.
        package let isUnlocked: Bool
    }

    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Whether the backup asks for a passphrase; otherwise it asks for a key.
    package func asksForPassphrase() throws -> Bool {
        do {
            return try AgeOpening.asksForPassphrase(DurableInput(path).next(AgeOpening.beginningLength) ?? [])
        } catch let error as AgeError {
            throw BackupError.seal(error)
        }
    }

    /// Into a folder that is not there or empty; whole or not at all. A backup that was made of a book still in use
    /// must not write on in that book's log: two laptops would fork it.
    ///
    /// - Parameter askPassphrase: the book's own, when its keys are locked; nil leaves what is not signed yet for later.
    package func run(
        with key: Key, to folder: BookFolder, surroundings: Surroundings,
        askPassphrase: @escaping () throws -> String? = { nil }
    ) throws -> Outcome {
        try Self.requireEmpty(folder)
        try DurableFile.makeFolder(folder.path.folderPath)
        let beginning = folder.path + "."
        try Scratch.sweep(beginning, ending: ".restore")
        let reader = try reader(with: key)
        let scratch = try Scratch(beginning, ending: ".restore", random: surroundings.random)
        let new = BookFolder(scratch.path)
        let made = try unpack(reader, into: new)
        let passphrase = try KeyFiles(in: new, passphrase: { nil }).areLocked ? askPassphrase() : nil
        let isUnlocked = try passphrase == nil && unlock(new, with: key, random: surroundings.random)
        let book = try Book(new, surroundings: surroundings, askPassphrase: { passphrase })
        let outcome = try openAnew(book, made: made, isUnlocked: isUnlocked)
        for part in [new.keys, new.path] { try DurableFile.syncFolder(part) }
        // An empty folder is replaced, one that has been filled meanwhile is not. Source: rename(2)
        guard rename(new.path, folder.path) == 0 else {
            throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno)
                ? BackupError.notEmpty(folder.path) : FileError(path: folder.path)
        }
        try DurableFile.syncFolder(folder.path.folderPath)
        return outcome
    }

    /// Throws ``BackupError/notEmpty(_:)`` where anything stands already.
    package static func requireEmpty(_ folder: BookFolder) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue, try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty else {
            throw BackupError.notEmpty(folder.path)
        }
    }

    private func reader(with key: Key) throws -> BackupReader {
        let input = try DurableInput(path)
        let beginning = try input.next(AgeOpening.beginningLength) ?? []
        do {
            switch key {
            case .passphrase(let text):
                return try BackupReader(input, AgeOpening(beginning, passphrase: text.nfc))
            case .identities(let identities):
                return try BackupReader(input, AgeOpening(beginning, with: identities))
            }
        } catch AgeError.passphraseNeeded {
            throw BackupError.passphraseNeeded
        } catch AgeError.noPassphraseSet {
            throw BackupError.identityNeeded
        } catch let error as AgeError {
            throw BackupError.seal(error)
        }
    }

    /// Writes every file of the backup; gives the time at which it says it was made.
    private func unpack(_ reader: BackupReader, into folder: BookFolder) throws -> Instant? {
        var reader = reader
        for path in [folder.keys, folder.quarantine] { try DurableFile.makeFolder(path, mode: 0o700) }
        var names: Set<String> = []
        var made: Instant?
        while let (name, length) = try reader.next() {
            guard names.insert(name).inserted else { throw BackupError.notBackup }
            if name == BackupContainer.about {
                made = try Self.made(in: reader.content(min(length, 1 << 16)), length: length)
                continue
            }
            let output = try DurableOutput(folder.path + "/" + name, mode: 0o600)
            var left = length
            while left > 0 {
                let bytes = try reader.content(min(left, BackupWriter.piece))
                try output.write(bytes)
                left -= bytes.count
            }
            try output.finish()
        }
        // The keys in the clear or locked.
        guard names.contains("book.sqlite"), !names.isDisjoint(with: ["keys/device.json", "keys/device.json.age"])
        else { throw BackupError.notBackup }
        try Self.checkDatabases(in: folder)
        return made
    }

    private static func made(in about: [UInt8], length: Int) throws -> Instant? {
        do {
            guard about.count == length else { throw BackupError.notBackup }
            return try JSON(parsing: about)["made"]?.string.flatMap { Instant(iso: $0) }
        } catch {
            throw BackupError.notBackup
        }
    }

    private static func checkDatabases(in folder: BookFolder) throws {
        let databases = [folder.database, folder.roster].filter { FileManager.default.fileExists(atPath: $0) }
        do {
            for path in databases {
                if let words = try SQLiteFile.quickCheck(path).first { throw BackupError.databaseDamaged(words) }
            }
        } catch StoreError.notDatabase(let words) {
            throw BackupError.databaseDamaged(words)
        }
    }

    /// The recovery key opens a ward's keys whoever knows their passphrase: where nobody gives it, they are written anew
    /// from the copy that is sealed to that key.
    private func unlock(_ folder: BookFolder, with key: Key, random: (Int) -> [UInt8]) throws -> Bool {
        guard case .identities(let identities) = key, FileManager.default.fileExists(atPath: folder.sealedKeys),
            KeyFiles(in: folder, passphrase: { nil }).areLocked
        else { return false }
        do {
            let (root, devices) = try KeyFiles.sealed(folder.sealedKeys, with: identities)
            try KeyFiles.write(devices, root: root, to: folder, lock: nil, random: random)
            return true
        } catch BackupError.seal(.noIdentityMatches) {
            // Opened with another key that the backup is sealed to.
            return false
        }
    }

    /// Opens the new log; the book is closed again when this returns.
    private func openAnew(_ book: Book, made: Instant?, isUnlocked: Bool) throws -> Outcome {
        try book.write { writer in
            try book.openNewLog(with: writer)
            // The oldest of several backups, when none was followed by a receipt.
            if try writer.reader.setting(.restored) == nil {
                try writer.set(.restored, String(made?.milliseconds ?? 0))
            }
            guard book.identity.role == .ward else { return }
            try writer.set(.anonymises, "1")
            // So that the next receipt names the new log: what the lost book had confirmed has to come again.
            try book.appendCard(with: writer)
            let number = max(try writer.reader.kitNumber(), Kit.number(afterLoss: book.surroundings.now()))
            try writer.set(.kitNumber, String(number))
        }
        return Outcome(
            areaName: book.identity.areaName, areaCode: book.identity.areaCode, owner: book.identity.card.name,
            role: book.identity.role, made: made, records: try book.store.read { try $0.recordCount() },
            unsigned: try book.store.read { try $0.unsigned().reduce(0) { $0 + $1.tip.seq - $1.cut.seq } },
            isUnlocked: isUnlocked)
    }
}

extension Restoring {
    /// From what was typed: `AGE-SECRET-KEY-1…`, or a file that holds such keys: one that `age-keygen` wrote, or a
    /// book's `keys/device.json`, which may be locked by a passphrase.
    package static func identities(
        parsing text: String, passphrase: () throws -> String?
    ) throws -> [AgeIdentity] {
        let isKey = text.uppercased().hasPrefix("AGE-SECRET-KEY-1")
        var content = isKey ? Array(text.utf8) : try DurableFile.read(text, limit: 1 << 20)
        do {
            if !isKey, try AgeOpening.asksForPassphrase(content) {
                guard let passphrase = try passphrase()?.nfc else { throw BookError.keysLocked(text) }
                content = try Age.open(content, passphrase: passphrase)
            }
        } catch let error as AgeError where error == .wrongPassphrase {
            throw BookError.passphraseWrong
        } catch is AgeError {
            // No age file at all: it holds its keys in the clear, or none.
        }
        let words = String(decoding: content, as: UTF8.self).split { $0.isWhitespace || $0 == "\"" || $0 == "," }
        let keys = words.map { $0.uppercased() }.filter { $0.hasPrefix("AGE-SECRET-KEY-1") }
        do {
            let identities = try keys.map { try AgeIdentity(parsing: $0) }
            guard !identities.isEmpty else { throw AgeError.keyMalformed }
            return identities
        } catch is AgeError {
            // A secret is never printed again.
            throw BackupError.identity(isKey ? "AGE-SECRET-KEY-1…" : text)
        }
    }
}
