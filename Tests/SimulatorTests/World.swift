import Age
import Base
import Foundation
import Ledger
import Store

@testable import Workspace

/// One ward's summer, played from a seed: laptops, sticks, accidents. Every choice comes from `chance`, so a seed plays
/// the same world again.
final class World {
    let seed: UInt64
    let size: Int
    let theme: Theme
    let mutation: Mutation?
    let path: String
    let cast: Cast
    let chance: Chance
    var laptops: [Laptop] = []
    /// Everything that was ever written to a stick; what was lost is marked.
    var parcels: [Parcel] = []
    var forgers: [Forger] = []
    /// What happened, for whoever reads about a failure.
    var trace: [String] = []
    /// Whether computers keep notes of their books, and so tell a copy by themselves.
    let hasNotes: Bool
    /// Session ids that several people log: a paper list with numbers printed on it.
    let sharedRecords: [RecordID]

    /// - Parameter mutation: a rule that is wrong in this world, which then is about what the rule is about.
    init(seed: UInt64, size: Int, mutation: Mutation? = nil) throws {
        self.seed = seed
        self.size = size
        self.mutation = mutation
        cast = try Cast.shared.get()
        chance = Chance(seed: seed)
        let drawn = chance.pick(Theme.allCases)!
        theme = mutation?.theme ?? drawn
        path = Cast.temporaryFolder("world-\(seed)")
        hasNotes = chance.oneIn(theme == .copies ? 4 : 2)
        sharedRecords = (0..<3).map { [chance] _ in
            RecordID(at: Instant(milliseconds: 1_780_000_000_000), random: chance.bytes(10))
        }
        try FileManager.default.createDirectory(atPath: path + "/usb", withIntermediateDirectories: true)
        // Teams, so that most volunteers have their lead, and now and then somebody else's volunteer.
        let leads = chance.shuffled(cast.members(.lead, of: 0)).prefix(1 + chance.below(1 + min(2, size / 20)))
        let teams = Set(leads.map(\.team))
        let near = chance.shuffled(cast.members(.volunteer, of: 0)).sorted {
            chance.oneIn(8) || teams.contains($0.team) && !teams.contains($1.team)
        }
        let volunteers = near.prefix(2 + chance.below(min(5, 1 + size / 20)))
        for member in cast.members(.ward, of: 0) + leads + volunteers { try moveIn(member) }
        if chance.oneIn(5) { for member in cast.members where member.ward == 1 { try moveIn(member) } }
        if chance.oneIn(2) { forgers.append(Forger(self, role: chance.oneIn(4) ? .lead : .volunteer)) }
    }

    deinit {
        removeFolder(path)
    }

    private func moveIn(_ member: Cast.Member) throws {
        let name = "\(member.name).\(member.ward)"
        let folder = try member.moveIn(at: path + "/" + name)
        laptops.append(try Laptop(name: name, folder: folder, ward: member.ward, world: self))
    }

    func laptops(_ roles: DeviceRole..., of ward: Int? = nil) -> [Laptop] {
        laptops.filter { roles.contains($0.role) && (ward == nil || $0.ward == ward) }
    }

    /// What still lies on some stick or in some mail box.
    var afloat: [Parcel] { parcels.filter { !$0.isLost } }

    func play() throws {
        try begin()
        for _ in 0..<size { try take(theme.draw(chance)) }
        try Laws(self).checkAll()
    }

    /// The first week: everybody logs something, and most of it reaches the leads and the ward.
    private func begin() throws {
        trace.append("begin \(theme)")
        for laptop in laptops(.volunteer) {
            try write(by: laptop)
            if !chance.oneIn(4) { try export(from: laptop, everything: false) }
        }
        for lead in laptops(.lead) {
            try merge(afloat, into: lead, trusting: 1)
            try export(from: lead, everything: false)
        }
        if chance.oneIn(2) { try merge(afloat, into: laptops(.ward, of: 0)[0], trusting: chance.below(3)) }
    }

    private func take(_ step: Step) throws {
        trace.append("\(step)")
        try perform(step)
    }

    func note(_ words: String) { trace[trace.count - 1] += " " + words }
}

/// A book in use, on one computer with one clock.
final class Laptop {
    let name: String
    let ward: Int
    let clock: LaptopClock
    private(set) var book: Book
    /// Something has been written since the last export.
    var isDirty = false
    /// Files that were merged into it, by whatever outcome.
    var offered: [Parcel] = []
    /// Every revision that it ever held, and those of which it held the body.
    var held: Set<String> = []
    var bodies: Set<String> = []

    init(name: String, folder: BookFolder, ward: Int, world: World, like other: Laptop? = nil) throws {
        self.name = name
        self.ward = ward
        let computer = world.hasNotes ? Computer(id: name, state: world.path + "/notes-" + name) : nil
        clock = LaptopClock(world.chance, on: computer)
        book = try Book(folder, surroundings: clock.surroundings)
        if let other {
            (offered, held, bodies) = (other.offered, other.held, other.bodies)
        } else if let mutation = world.mutation {
            try mutation.install(in: book)
        }
    }

    var role: DeviceRole { book.identity.role }
    var card: Card { book.identity.card }

    /// As the next command finds it.
    func reopen() throws {
        book = try Book(book.folder, surroundings: clock.surroundings)
    }
}

/// A computer's clock: it goes a second a look, and may be set anywhere.
///
/// `@unchecked Sendable`: a world is played by one thread.
final class LaptopClock: @unchecked Sendable {
    private var time = Instant(iso: "2026-07-01T08:00:00+07:00")!
    private let chance: Chance
    private let computer: Computer?

    init(_ chance: Chance, on computer: Computer?) {
        self.chance = chance
        self.computer = computer
    }

    func set(_ time: Instant) { self.time = time }

    var surroundings: Surroundings {
        Surroundings(
            now: { [self] in
                time = Instant(milliseconds: time.milliseconds + 1000)
                return time
            }, random: { [chance] in chance.bytes($0) }, computer: computer)
    }
}

/// A file on its way.
final class Parcel {
    enum Kind {
        case batch
        case kit
        case card
        case receipt
        /// Made by somebody who wishes no good; whatever is in it may be refused or taken.
        case forged
        /// Anything that was cut, flipped or glued.
        case spoilt
    }

    let kind: Kind
    let ward: Int
    let bytes: [UInt8]
    let hash: Digest
    var path: String
    var isLost = false
    /// Sections by number that no reader may take, each with the id that its manifest still has.
    let bad: [Int: Digest?]

    init(_ kind: Kind, ward: Int, path: String, bad: [Int: Digest?] = [:]) throws {
        self.kind = kind
        self.ward = ward
        self.path = path
        self.bad = bad
        bytes = try DurableFile.read(path)
        hash = .of(.plain, bytes)
    }

    /// What an honest program sealed into it, read line by line past our own reader.
    lazy var contents: Result<[Content], any Error> = Result {
        guard kind == .batch else { return [] }
        let plain = try Age.open(bytes, with: [Cast.shared.get().wards[ward].keys.receiving])
        var log: LogKey?
        return try plain.split(separator: 0x0A).compactMap { line -> Content? in
            if line.starts(with: Array("{\"v\":".utf8)) {
                let manifest = try JSON(parsing: line)
                log = (manifest["log"]?.string).flatMap { LogID(hex: $0) }.flatMap { log in
                    (manifest["card"]?.string).flatMap { Digest(hex: $0) }.map { LogKey(log: log, card: $0) }
                }
            }
            guard let log, let revision = Revision(line: line) else { return nil }
            return Content(author: log.card, identity: identity(log, revision), hasBody: revision.payload != nil)
        }
    }

    /// Whether it is sealed to one of these.
    func opens(with keys: [AgeIdentity]) throws -> Bool {
        do {
            _ = try Age.open(bytes, with: keys)
            return true
        } catch .noIdentityMatches {
            return false
        }
    }

    struct Content {
        let author: Digest
        let identity: String
        let hasBody: Bool
    }
}

/// Log, card, place and hash, as the laws compare it.
func identity(_ log: LogKey, _ revision: Revision) -> String {
    "\(log.log.hex) \(log.card.hex) \(revision.header.seq) \(revision.hash.hex)".uppercased()
}
