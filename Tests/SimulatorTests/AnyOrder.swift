import Base
import Foundation
import GRDB
import Indicators
import Ledger

@testable import Store
@testable import Workspace

/// Merging is the union of sets: whatever survives, in any order, gives one ledger, and again changes nothing.
struct AnyOrder {
    let world: World

    init(_ world: World) {
        self.world = world
    }

    func check() throws {
        world.trace.append("any order")
        // By a receipt of its own a new book of the ward's sees that it is not the first, and what it then writes anew of
        // erased sessions is its own, as what people write is.
        let others = world.afloat.filter { $0.kind != .receipt }
        let files = try world.chance.some(others, atMost: 10) + wardsWord()
        let books = try (0..<2).map { try freshBook($0) }
        for book in books {
            try world.mergeUntrusting(world.chance.shuffled(files), into: book)
            // A file that waited for trust and named something erased was not kept: its sender sends it again.
            let hasErased = try book.book.store.read { try !$0.erasedRecords().isEmpty }
            if hasErased { try world.mergeUntrusting(world.chance.shuffled(files), into: book) }
        }
        let states = try books.map { try State($0.book) }
        try compare(states[0], states[1], law: "any order gives the same book")
        // The dearest question of all. In small worlds, of which there are many, it is not always asked.
        if world.size >= 20 || world.chance.oneIn(3) {
            guard try figures(books[0].book) == figures(books[1].book) else {
                throw Broken(law: "any order gives the same figures", detail: "")
            }
        }
        for book in books {
            try Reference(book.book).check("fresh book")
            try Laws(world).checkNothingIsLost(in: book)
        }
        let new = try world.mergeUntrusting(world.chance.shuffled(files), into: books[0])
        guard new == 0 else { throw Broken(law: "again brings nothing new", detail: "\(new) revisions") }
        try compare(states[0], try State(books[0].book), law: "again changes nothing")
    }

    private func compare(_ a: State, _ b: State, law: String) throws {
        for (part, lines) in a.parts where lines != b.parts[part] {
            let other = b.parts[part] ?? []
            throw Broken(
                law: law,
                detail: "\(part): \(Set(lines).subtracting(other)) against \(Set(other).subtracting(lines))")
        }
    }

    private static let catalogue = Result { try Catalogue(yaml: Shipped.catalogue, file: "indicators.yaml") }

    private func figures(_ book: Book) throws -> Figures {
        try book.store.read { reader in
            try reader.figures(Period(.year(2026), cutoff: .calendar), catalogue: Self.catalogue.get())
        }
    }

    /// The ward's book as it was on the first day: its keys, and nobody's records.
    private func freshBook(_ number: Int) throws -> Laptop {
        let member = world.cast.members(.ward, of: 0)[0]
        let folder = try member.moveIn(at: world.path + "/fresh-\(number)")
        return try Laptop(name: "fresh-\(number)", folder: folder, ward: 0, world: world)
    }

    /// The ward's decisions stand in its log, which never leaves it: sealed here as its successor would get them.
    private func wardsWord() throws -> [Parcel] {
        try world.laptops(.ward, of: 0).enumerated().map { index, ward in
            try ward.book.write { try ward.book.cutSections(with: $0) }
            let sections = try world.signedSections(of: ward).filter { $0.section.card == ward.card.id }
            let file = try Batch.seal(
                sections: sections.map { $0.section.bytes(with: $0.revisions) }, ward: ward.card.ward,
                carrier: ward.card, keys: ward.book.keys(), to: [ward.card.recipient],
                made: Instant(milliseconds: 0), program: "sotay test",
                random: { [chance = world.chance] in chance.bytes($0) })
            return try world.put(file, kind: .batch, ward: 0)
        }
    }
}

extension World {
    /// Trusts nobody on its own account: decisions are what the ledger says. Gives the number of new revisions.
    @discardableResult
    func mergeUntrusting(_ parcels: [Parcel], into laptop: Laptop) throws -> Int {
        var merge = Merge(into: laptop.book, trust: { _ in false })
        let report = try merge.run(parcels.map(\.path))
        laptop.offered += parcels
        try Laws(self).check(report, of: parcels, in: laptop)
        return report.newRevisions
    }
}

/// All that a book says, in words that all books share. What untrusted devices wrote has no effect and may have been
/// taken or be waiting, so it is left out.
private struct State {
    let parts: [String: [String]]

    init(_ book: Book) throws {
        let queries = [
            "revisions": """
            SELECT \(Identities.of), hex(r.chain), hex(r.body), r.live, l.until FROM \(Identities.tables)
            WHERE c.trusted
            """,
            "heads": "SELECT \(Identities.of), r.live FROM \(Identities.tables) WHERE r.live > 0",
            "sections":
                "SELECT hex(s.hash) FROM section s JOIN log l ON l.id = s.log JOIN card c ON c.id = l.card WHERE c.trusted",
            "trusted": "SELECT hex(hash) FROM card WHERE trusted",
            "conflicts": "SELECT hex(record) FROM conflict",
            "uncounted": "SELECT hex(r.hash), u.reason FROM uncounted u JOIN rev r ON r.id = u.rev",
            "facts": """
            SELECT hex(r.hash), f.day, f.time, f.minutes, hex(f.uuid), p.text, h.text, f.anonymous
            FROM fact_session f JOIN rev r ON r.id = f.record
            LEFT JOIN code p ON p.id = f.person LEFT JOIN code h ON h.id = f.hamlet
            """,
            "actions": """
            SELECT hex(r.hash), f.idx, f.event, p.text, i.text
            FROM fact_action f JOIN rev r ON r.id = f.record
            LEFT JOIN code p ON p.id = f.person LEFT JOIN code i ON i.id = f.item
            """,
        ]
        parts = try queries.mapValues { try book.lines($0) }
    }
}
