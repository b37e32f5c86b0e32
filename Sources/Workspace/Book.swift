import Base
package import Ledger
package import Store

/// An open book: its store, its keys and the world around it. What the verbs work on.
package final class Book {
    package let folder: BookFolder
    package let store: BookStore
    package let surroundings: Surroundings
    package let identity: BookIdentity
    package let forms: FormShelf
    let marker: Marker?
    /// Works on a copy: nothing that is done here leaves a trace.
    let isTrial: Bool
    /// The latest time in an id made here; a clock that goes back must not make ids go back.
    private var lastID: Instant
    /// Bodies that have left the book since it was opened because somebody asked for it.
    private(set) var erasedBodies = 0

    private let askPassphrase: () throws -> String?
    private lazy var givenPassphrase = Result { try askPassphrase() }
    private lazy var ring = Result { try KeyFiles(in: folder, passphrase: passphrase).devices() }

    /// Opens a book that is there.
    ///
    /// - Parameter askPassphrase: asked once, when the keys are needed and locked; nil when nobody can be asked.
    package init(
        _ folder: BookFolder, surroundings: Surroundings, askPassphrase: @escaping () throws -> String? = { nil }
    ) throws {
        self.folder = folder
        self.askPassphrase = askPassphrase
        self.surroundings = surroundings
        marker = surroundings.computer.map { Marker(of: folder, on: $0) }
        // SQLite would fill an empty file with tables, and what was lost would look like a new book.
        if DurableFile.size(folder.database) == 0 {
            throw BookError.unfinished(folder.path)
        }
        store = try BookStore(path: folder.database)
        identity = try store.read { try BookIdentity($0, folder: folder) }
        let card = identity.card.id
        lastID = try store.read { try $0.lastClock(of: card) } ?? Instant(milliseconds: 0)
        forms = try FormShelf(store)
        isTrial = false
    }

    /// The same book over a copy of its database that goes away with it.
    package init(trying book: Book) throws {
        folder = book.folder
        surroundings = book.surroundings
        store = try book.store.scratchCopy()
        identity = book.identity
        askPassphrase = { try book.passphrase() }
        marker = nil
        lastID = book.lastID
        forms = try FormShelf(store)
        isTrial = true
    }

    /// A new version 7 UUID, later than every one made here before.
    func newRecordID() -> RecordID {
        lastID = max(surroundings.now(), Instant(milliseconds: lastID.milliseconds + 1))
        return RecordID(at: lastID, random: surroundings.random(10))
    }

    /// The secret keys of the own card. Throws ``BookError/keysLocked(_:)`` without a passphrase that they need.
    package func keys() throws -> DeviceKeys {
        guard let keys = try keyRing().first(where: { $0.signing.publicKey == identity.card.signingKey }) else {
            throw BookError.keysDamaged(folder.deviceKeys)
        }
        return keys
    }

    /// The keys that this device has had, the newest first.
    package func keyRing() throws -> [DeviceKeys] { try ring.get() }

    /// Of a ward's book alone.
    func root() throws -> SigningKey { try KeyFiles(in: folder, passphrase: passphrase).root() }

    /// What ``init(_:surroundings:askPassphrase:)`` was given to ask with; asked once.
    package func passphrase() throws -> String? { try givenPassphrase.get() }

    /// Whether the keys open with a passphrase only.
    package var isLocked: Bool { KeyFiles(in: folder, passphrase: { nil }).areLocked }

    /// Sets, changes or (nil) takes away the passphrase on the keys.
    package func lock(with new: String?) throws {
        let root = identity.role == .ward ? try self.root() : nil
        try KeyFiles.write(try keyRing(), root: root, to: folder, lock: new, random: surroundings.random)
    }

    /// Runs `body` in one transaction that knows how to read the facts of the approved forms.
    ///
    /// - Parameter isDurable: as of ``BookStore/write(isDurable:_:)``.
    package func write<Value>(isDurable: Bool = true, _ body: (BookWriter) throws -> Value) throws -> Value {
        try store.write(isDurable: isDurable) { writer in
            writer.readFacts(areaCode: self.identity.areaCode, with: { self.forms.roles(of: $0) })
            if self.identity.role == .ward { writer.marksErasedPeople(newKey: { self.surroundings.random(32) }) }
            try self.guardAgainstCopies(with: writer)
            if try writer.reader.setting(.staleHamlets) != nil {
                try writer.rebuild()
                try writer.unset(.staleHamlets)
            }
            try self.watchReceipts(with: writer)
            let value = try body(writer)
            try writer.settle()
            try self.redactAgain(with: writer)
            // When the book can hardly fail any more: what is not saved leaves no name. And before it forgets the codes:
            // names must not outlive what they stood for.
            if !self.isTrial {
                try Roster(self.folder).keep(writer.contacts)
                try Roster(self.folder).forget(writer.forgotten.codes)
            }
            try self.mark(with: writer)
            self.erasedBodies += writer.forgotten.bodies
            return value
        }
    }
}

/// Who a book is, as its settings say.
package struct BookIdentity: Hashable, Sendable {
    package let ward: SigningPublicKey
    package let areaCode: String
    package let areaName: String
    package let role: DeviceRole
    package let card: Card
    package let team: String
    /// The member code that prompts fill in; empty when none was given.
    package let member: String

    init(_ reader: BookReader, folder: BookFolder) throws {
        guard let ward = try reader.setting(.ward).flatMap({ SigningPublicKey(hex: $0) }),
            let areaCode = try reader.setting(.areaCode), let areaName = try reader.setting(.areaName),
            let role = try reader.setting(.role).flatMap({ DeviceRole(rawValue: $0) }),
            let cardID = try reader.setting(.card).flatMap({ Digest(hex: $0) }), let card = try reader.card(cardID)
        else { throw BookError.unfinished(folder.path) }
        self.ward = ward
        self.areaCode = areaCode
        self.areaName = areaName
        self.role = role
        self.card = card
        team = try reader.setting(.team) ?? ""
        member = try reader.setting(.member) ?? ""
    }

    /// Five letters and digits that mark the codes this device gives out, so that no two laptops give the same one.
    package var tag: String {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let bits = card.id.bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return String((0..<5).map { alphabet[bits >> (27 - 5 * $0) & 31] })
    }
}
