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
        /// Of the newest kit; a ward's next has a greater number.
        let kitNumber: Int
        let plan: String
        let catalogue: String
        /// The ward's own, or empty.
        var ownIndicators = ""
        let forms: [StoredForm]
        /// Made again from keys: what receipts of the ward have erased is not known yet.
        var isRecovered = false
        /// Written behind the card as the log's first revisions.
        let decisions: [NewRevision]
    }

    private let folder: BookFolder
    private let surroundings: Surroundings

    init(_ folder: BookFolder, surroundings: Surroundings) {
        self.folder = folder
        self.surroundings = surroundings
    }

    /// - Parameter contents: what the book begins with; writes the keys it is handed into the folder.
    func make(keys: DeviceKeys? = nil, _ contents: (BookFolder, DeviceKeys) throws -> Contents) throws {
        if FileManager.default.fileExists(atPath: folder.path), try !holdsNothing {
            throw folder.isThere ? BookError.alreadyThere(folder.path) : FileError.exists(folder.path)
        }
        let new = folder.underConstruction(Hex.encode(surroundings.random(4)))
        try DurableFile.makeFolder(folder.path.folderPath)
        guard mkdir(new.path, 0o700) == 0 else { throw FileError(creating: folder.path) }
        do {
            try DurableFile.makeFolder(new.keys, mode: 0o700)
            try DurableFile.makeFolder(new.quarantine, mode: 0o700)
            let keys = keys ?? KeyFiles.draw(surroundings.random)
            let marker = try fill(new, with: contents(new, keys))
            guard chmod(new.database, 0o600) == 0 else { throw FileError(path: new.database) }
            try remove(folder.path)
            guard rename(new.path, folder.path) == 0 else { throw FileError(path: folder.path) }
            try DurableFile.syncFolder(folder.path.folderPath)
            // Where it cannot be kept, the first record goes into another log.
            if let computer = surroundings.computer { _ = Marker(of: folder, on: computer).write(marker) }
        } catch {
            try remove(new.path)
            throw error
        }
    }

    /// Whether the folder is empty, or a beginning without keys, names and records: it may be begun again.
    private var holdsNothing: Bool {
        get throws {
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            guard Set(files).isSubset(of: ["book.sqlite", "keys", "quarantine"]) else { return false }
            return (DurableFile.size(folder.database) ?? 0) == 0
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

    /// - Returns: What the note outside the book is to say; empty when there is none.
    private func fill(_ folder: BookFolder, with contents: Contents) throws -> String {
        let log = LogID(bytes: surroundings.random(16))!
        let card = contents.card
        return try BookStore(path: folder.database, mustExist: false).write { writer in
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
            try writer.set(.ownIndicators, contents.ownIndicators)
            try writer.set(.kitNumber, String(contents.kitNumber))
            if contents.isRecovered {
                try writer.set(.restored, "0")
                try writer.set(.anonymises, "1")
            }
            for form in contents.forms { try writer.insert(form) }
            for list in contents.kit?.lists ?? [] { try writer.insert(list: list) }
            if let kit = contents.kit {
                try writer.set(.hamlets, kit.hamlets)
                try writer.set(.leads, kit.leadCards.map(\.id.hex).joined(separator: " "))
                try writer.insert(StoredKit(kit))
                try writer.withdraw(kits: kit.withdrawn)
            }
            for decision in [.card(card)] + contents.decisions {
                try writer.append(decision, of: card, surroundings: surroundings)
            }
            guard let computer = surroundings.computer else { return "" }
            try writer.set(.marked, "1")
            return try Marker(of: folder, on: computer).text(for: writer.reader)
        }
    }
}

extension NewRevision {
    /// With which every log begins.
    ///
    /// - Parameter next: the card under which the device goes on.
    static func card(_ card: Card, next: Card? = nil, over parents: [Revision.Parent] = []) -> NewRevision {
        var answers: JSONObject = [
            "card": .string(card.id.hex), "name": .string(card.name), "role": .string(card.role.rawValue),
        ]
        answers["next"] = next.map { .string($0.id.hex) }
        return NewRevision(
            record: .decision(.card, about: card.id.hex), kind: .reserved(.card), parents: parents, answers: answers)
    }
}

extension StoredKit {
    init(_ kit: Kit) {
        self.init(id: kit.id, number: kit.number, team: kit.team, secret: kit.secret, isWithdrawn: false)
    }
}
