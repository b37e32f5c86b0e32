import Age
import Base
import Foundation
import Ledger
import Store

/// Makes a book beside its final place and moves it there when everything is in it: whole or not at all.
struct NewBook {
    /// What a new book begins with.
    struct Contents {
        let card: Card
        /// The owner's member code, or empty.
        let member: String
        let areaCode: String
        let areaName: String
        let recipients: [AgeRecipient]
        let kit: Kit?
        let plan: String
        let catalogue: String
        let forms: [StoredForm]
        /// Written behind the card as the log's first revisions.
        let decisions: [NewRevision]
    }

    private let folder: BookFolder
    private let surroundings: Surroundings

    init(_ folder: BookFolder, surroundings: Surroundings) {
        self.folder = folder
        self.surroundings = surroundings
    }

    func make(_ contents: (BookFolder, DeviceKeys) throws -> Contents) throws {
        if FileManager.default.fileExists(atPath: folder.path),
            try !FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty
        {
            throw folder.isThere ? BookError.alreadyThere(folder.path) : FileError.exists(folder.path)
        }
        let new = folder.underConstruction(Hex.encode(surroundings.random(4)))
        try DurableFile.makeFolder(folder.path.folderPath)
        guard mkdir(new.path, 0o700) == 0 else { throw FileError(creating: folder.path) }
        do {
            try DurableFile.makeFolder(new.keys, mode: 0o700)
            try DurableFile.makeFolder(new.quarantine, mode: 0o700)
            let keys = KeyFiles.draw(surroundings.random)
            try KeyFiles.write(keys, to: new)
            try fill(new, with: contents(new, keys))
            guard chmod(new.database, 0o600) == 0 else { throw FileError(path: new.database) }
            try remove(folder.path)
            guard rename(new.path, folder.path) == 0 else { throw FileError(path: folder.path) }
            try DurableFile.syncFolder(folder.path.folderPath)
        } catch {
            try remove(new.path)
            throw error
        }
    }

    private func remove(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw FileError.denied(path)
        }
    }

    private func fill(_ folder: BookFolder, with contents: Contents) throws {
        let log = LogID(bytes: surroundings.random(16))!
        let card = contents.card
        try BookStore(path: folder.database, mustExist: false).write { writer in
            try writer.insert(card)
            for cards in contents.kit?.wardCards ?? [] { try writer.insert(cards) }
            try writer.set(.ward, card.ward.hex)
            try writer.set(.areaCode, contents.areaCode)
            try writer.set(.areaName, contents.areaName)
            try writer.set(.role, card.role.rawValue)
            try writer.set(.card, card.id.hex)
            try writer.set(.log, log.hex)
            try writer.set(.team, card.team)
            try writer.set(.member, contents.member)
            try writer.set(.recipients, contents.recipients.map(\.text).joined(separator: " "))
            try writer.set(.plan, contents.plan)
            try writer.set(.catalogue, contents.catalogue)
            if let kit = contents.kit { try writer.set(.hamlets, kit.hamlets) }
            try writer.set(.kitNumber, String(contents.kit?.number ?? 0))
            for form in contents.forms { try writer.insert(form) }
            if let kit = contents.kit { try writer.insert(StoredKit(kit)) }
            let first = NewRevision(
                record: .decision(.card, about: card.id.hex), kind: .reserved(.card),
                answers: [
                    "card": .string(card.id.hex), "name": .string(card.name), "role": .string(card.role.rawValue),
                ])
            for decision in [first] + contents.decisions {
                try writer.append(decision, of: card, surroundings: surroundings)
            }
        }
    }
}

extension StoredKit {
    init(_ kit: Kit) {
        self.init(id: kit.id, number: kit.number, team: kit.team, secret: kit.secret, isWithdrawn: false)
    }
}
