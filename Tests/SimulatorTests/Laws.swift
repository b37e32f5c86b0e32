import Base
import Foundation
import GRDB
import Ledger

@testable import Store
@testable import Workspace

/// A law that a world has broken.
struct Broken: Error, CustomStringConvertible {
    let law: String
    let detail: String

    var description: String { "\(law): \(detail)" }
}

/// What holds in every world. Source: sync/FORMAT.md §7.
struct Laws {
    let world: World

    init(_ world: World) {
        self.world = world
    }

    /// A world's end. In small worlds, of which there are many, the dearest laws take turns.
    func checkAll() throws {
        for laptop in world.laptops {
            try Reference(laptop.book).check(laptop.name)
            try checkNothingIsLost(in: laptop)
        }
        let turn = world.size < 20 ? world.chance.below(3) : 3
        if turn == 0 || turn == 3, let laptop = world.chance.pick(world.laptops) { try checkBook(laptop) }
        if turn == 0 || turn == 3 { try WardsWord(world).check() }
        if turn == 1 || turn == 3 { try LastRound(world).check() }
        if turn == 2 || turn == 3 { try AnyOrder(world).check() }
    }

    // MARK: After a step

    /// Books only grow: no revision ever leaves one, nor does a body that no erasure names.
    func checkGrowth(of laptop: Laptop) throws {
        var held: Set<String> = []
        var bodies: Set<String> = []
        for row in try laptop.book.rows(Identities.all) {
            let identity: String = row[0]
            held.insert(identity)
            if row[1] { bodies.insert(identity) }
        }
        guard held.isSuperset(of: laptop.held) else {
            throw Broken(law: "a book keeps its revisions", detail: "\(laptop.name) \(laptop.held.subtracting(held))")
        }
        let gone = laptop.bodies.subtracting(bodies)
        let erased = try Self.erased(in: laptop)
        if let body = gone.first(where: { !erased.contains($0.hash) }) {
            throw Broken(law: "a book keeps its bodies", detail: "\(laptop.name) \(body)")
        }
        laptop.erased.formUnion(erased)
        (laptop.held, laptop.bodies) = (held, bodies)
    }

    /// Hashes of the revisions whose bodies are to be nowhere, as a book knows them.
    static func erased(in laptop: Laptop) throws -> Set<String> {
        try Set(laptop.book.rows("SELECT hex(hash) FROM erased").map { $0[0] })
    }

    /// Every file is taken, or stands in quarantine with a code for each part that was refused, and its bytes beside.
    func check(_ report: MergeReport, of parcels: [Parcel], in laptop: Laptop) throws {
        for file in report.files where file.outcome == nil && file.problems.isEmpty {
            throw Broken(law: "every file has an answer", detail: "\(laptop.name) \(file.name)")
        }
        let known = try Set(laptop.book.rows("SELECT hex(hash) FROM section").map { $0[0] as String })
        let parts = try laptop.book.store.read { try $0.quarantine() }
        // What may hold erased text is not kept.
        let mayDrop = try !Self.erased(in: laptop).isEmpty
        for parcel in parcels {
            let rows = parts.filter { $0.file == parcel.hash }
            let sections = Set(rows.map(\.section))
            if try rows.contains(where: { $0.code.isEmpty }) || !rows.isEmpty && !mayDrop && !isKept(parcel, in: laptop)
            {
                throw Broken(law: "a refused file is kept with its code", detail: "\(laptop.name) \(parcel.path)")
            }
            if sections.contains(0) { continue }
            // A seal that opens for nobody here is told; it may be for others, and only the ward keeps it.
            if laptop.book.identity.role != .ward,
                report.files.contains(where: { file in
                    file.hash == parcel.hash
                        && (file.outcome == .forOthers || file.problems.contains { $0.code == "SYNC-005" })
                })
            {
                continue
            }
            if parcel.kind == .spoilt, try rows.isEmpty && !isWhole(parcel), !isReplaced(parcel, by: report) {
                throw Broken(law: "a spoilt file is refused", detail: "\(laptop.name) \(parcel.path)")
            }
            for (section, id) in parcel.bad.sorted(by: { $0.key < $1.key }) where !sections.contains(section) {
                // A section that is here already is passed over without a look at what came along with its manifest.
                if let id, known.contains(id.hex.uppercased()) { continue }
                throw Broken(law: "a refused section has a row", detail: "\(laptop.name) \(parcel.path) \(section)")
            }
        }
    }

    private func isKept(_ parcel: Parcel, in laptop: Laptop) throws -> Bool {
        let path = laptop.book.folder.quarantine + "/" + parcel.hash.hex.prefix(16) + ".age"
        return try FileManager.default.fileExists(atPath: path) && DurableFile.read(path) == parcel.bytes
    }

    /// Spoiling has made a file that is one of the others: what was cut off had been added before.
    private func isWhole(_ parcel: Parcel) throws -> Bool {
        world.parcels.contains { $0.kind != .spoilt && $0.hash == parcel.hash }
    }

    /// The merge says that the good copy has come, and one is there that is much the same.
    private func isReplaced(_ parcel: Parcel, by report: MergeReport) -> Bool {
        report.files.contains { $0.hash == parcel.hash && $0.outcome == .replaced }
            && world.parcels.contains { other in
                other.kind != .spoilt && zip(other.bytes, parcel.bytes).lazy.filter { $0 == $1 }.count >= 64
            }
    }

    // MARK: At the end

    /// What an honest device sealed and what came intact to a book that can open it is here, once its author is trusted.
    func checkNothingIsLost(in laptop: Laptop) throws {
        guard laptop.role != .volunteer else { return }
        let trusted = try Set(laptop.book.store.read { try $0.cards() }.filter(\.isTrusted).map(\.card.id))
        let keys = try laptop.book.keyRing().map(\.receiving)
        try checkGrowth(of: laptop)
        let erased = laptop.erased
        let waiting = try Set(laptop.book.store.read { try $0.quarantine() }.map(\.file))
        for parcel in laptop.offered
        where try parcel.kind == .batch && parcel.ward == laptop.ward && parcel.opens(with: keys) {
            // It waited for trust and was removed because it may have held erased text: its device is asked again.
            if try !erased.isEmpty && waiting.contains(parcel.hash) && !isKept(parcel, in: laptop) { continue }
            for content in try parcel.contents.get() where trusted.contains(content.author) {
                guard laptop.held.contains(content.identity),
                    !content.hasBody || laptop.bodies.contains(content.identity)
                        || erased.contains(content.identity.hash)
                else {
                    throw Broken(
                        law: "nothing honest is lost",
                        detail: "\(laptop.name) \(parcel.path.fileName) \(content.identity)")
                }
            }
        }
    }

    /// `check` finds nothing: hashes, chains, signatures, sections, and projections that equal a rebuild.
    func checkBook(_ laptop: Laptop) throws {
        var check = BookCheck(laptop.book)
        let report = try check.run()
        // A wrong rule is a trigger, which `check` sees at once; what is asked is whether its work is seen.
        guard report.faults.allSatisfy({ world.mutation != nil && $0.code == "CHECK-015" }) else {
            throw Broken(
                law: "check passes", detail: "\(laptop.name) \(report.faults.map { "\($0.code) \($0.message.en)" })")
        }
    }
}

extension String {
    /// The last part of an identity.
    fileprivate var hash: String { split(separator: " ").last.map(String.init) ?? "" }
}

/// Queries whose rows name everything as all books do.
enum Identities {
    static let of = "hex(l.uuid) || ' ' || hex(c.hash) || ' ' || r.seq || ' ' || hex(r.hash)"
    static let tables = "rev r JOIN log l ON l.id = r.log JOIN card c ON c.id = l.card"
    static let all = "SELECT \(of), r.body IS NOT NULL FROM \(tables)"
}

extension Book {
    func rows(_ sql: String) throws -> [Cells] {
        try store.queue.read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql)).map { Cells(databaseValues: Array($0.databaseValues)) }
        }
    }

    /// Every row as one text, sorted.
    func lines(_ sql: String) throws -> [String] {
        try rows(sql).map { row in row.databaseValues.map { "\($0)" }.joined(separator: " ") }.sorted()
    }
}

/// A row whose columns are what the test says they are.
struct Cells {
    let databaseValues: [DatabaseValue]

    subscript<Value: DatabaseValueConvertible>(_ column: Int) -> Value {
        Value.fromDatabaseValue(databaseValues[column])!
    }
}
