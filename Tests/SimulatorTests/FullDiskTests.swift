import Base
import Forms
import Foundation
import GRDB
import Ledger
import Testing

@testable import Store
@testable import Workspace

/// A disk that fills up at every page that a verb asks for: the book is as before or as after, and doing it again
/// finishes the work. Source: https://sqlite.org/pragma.html#pragma_max_page_count
@Suite struct FullDiskTests {
    enum Verb: String, CaseIterable {
        case log, edit, void, export, merge, trust, erase, backup
    }

    @Test(arguments: Verb.allCases)
    func everyPageMayBeTheLast(verb: Verb) throws {
        // An export and a backup write one row beside the file: only some books have no room for it on the pages there are.
        let counts = try (verb == .export || verb == .backup ? 1...8 : 1...1).map {
            try refusals(of: verb, earlierExports: $0)
        }
        #expect((1..<400).contains(counts.reduce(0, +)), "\(counts)")
    }

    /// How often the verb found the disk full before it came to its end.
    private func refusals(of verb: Verb, earlierExports: Int) throws -> Int {
        let desk = try Desk()
        defer { removeFolder(desk.path) }
        let book = try desk.book(for: verb, earlierExports: earlierExports)
        // Nothing is left over from earlier writing: each page that is needed is a new one.
        try book.store.queue.vacuum()
        let before = try desk.state(of: book)
        let pages = try book.rows("PRAGMA page_count")[0][0] as Int
        var refusals = 0
        while refusals < 400 {
            try book.store.limitPages(to: pages + refusals)
            do {
                try desk.run(verb, in: book)
                break
            } catch StoreError.full {
                refusals += 1
                let after = try desk.state(of: book)
                // A merge ends between two sections, each of which is whole by `check`; trust is there before what waited.
                let isSame = verb == .merge || verb == .trust ? after.isSuperset(of: before) : after == before
                #expect(isSame, "\(verb) \(refusals)")
                try expectSound(book, "\(verb) \(refusals)")
            }
        }
        try expectSound(book, "\(verb) after all")
        #expect(try desk.isDone(verb, in: book))
        return refusals
    }

    private func expectSound(_ book: Book, _ comment: String) throws {
        var check = BookCheck(book)
        let report = try check.run()
        #expect(report.isSound, "\(comment): \(report.faults)")
    }
}

/// A ward, a laptop that has work to do, and a batch of another's.
private struct Desk {
    let path: String
    private let surroundings: Surroundings
    private let batches: [String]
    private static let person = "00001-T1-0001-01"
    private static let first = "00000000-0000-4000-8000-000000000000"

    init() throws {
        path = Cast.temporaryFolder("full")
        surroundings = LaptopClock(Chance(seed: 7), on: nil).surroundings
        let cast = try Cast.shared.get()
        _ = try cast.members(.ward, of: 0)[0].moveIn(at: path + "/ward")
        for (index, member) in cast.members(.volunteer, of: 0).prefix(3).enumerated() {
            _ = try member.moveIn(at: path + "/may-\(index)")
        }
        var batches: [String] = []
        for name in ["may-1", "may-2"] {
            let book = try Book(BookFolder(path + "/" + name), surroundings: surroundings)
            try Self.log(30, into: book)
            batches += try book.export(to: path + "/\(name).age").files.map(\.path)
        }
        self.batches = batches
    }

    private static func line(_ number: Int) -> String {
        """
        {"ma_phien":"00000000-0000-4000-8000-\(padded(number, 12))","luc":"2026-06-01T08:00:00+07:00",\
        "ma_nguoi":"\(person)","ma_to":"T1","ghi_chu":"\(String(repeating: "ghi chú ", count: 20))",\
        "viec":[{"muc":"cks_vneid","truoc":"chua_co","sau":"moi_xong"}]}

        """
    }

    private static func log(_ count: Int, into book: Book) throws {
        var file = LogFile()
        let lines = (0..<count).map(line).joined()
        try file.run(Array(lines.utf8), into: book, form: "phieu", allOrNothing: false, language: .vi) { _ in }
    }

    func book(for verb: FullDiskTests.Verb, earlierExports: Int) throws -> Book {
        let name = [.merge, .trust, .erase, .backup].contains(verb) ? "ward" : "may-0"
        let book = try Book(BookFolder(path + "/" + name), surroundings: surroundings)
        switch verb {
        case .edit, .void, .erase: try Self.log(30, into: book)
        case .export, .backup:
            for count in 1...earlierExports {
                try Self.log(count, into: book)
                try run(verb, in: book)
            }
            try Self.log(earlierExports + 1, into: book)
        case .trust:
            var merge = Merge(into: book, trust: { _ in false })
            _ = try merge.run([batches[0]])
        case .log, .merge: break
        }
        return book
    }

    func run(_ verb: FullDiskTests.Verb, in book: Book) throws {
        switch verb {
        case .log: try Self.log(30, into: book)
        case .edit:
            // Pages run out at the edge of one: an edit so long asks for some.
            let entry = try book.entry(editing: book.record(matching: Self.first), language: .vi)
            try entry.filling.set(
                #require(entry.filling.form.place("ghi_chu")), String(repeating: "dài ", count: 5_000))
            try book.save(entry)
        case .void: try book.void(book.record(matching: Self.first), reason: String(repeating: "nhầm ", count: 2_000))
        case .export: _ = try book.export(to: path + "/usb.age")
        case .merge:
            var merge = Merge(into: book, trust: { $0.isPlain })
            _ = try merge.run(batches)
        case .erase: _ = try book.erase(book.erasureTarget(Self.person), request: "")
        case .backup: _ = try book.backup(to: path + "/so.age", passphrase: nil)
        case .trust:
            let card = try #require(book.store.read { try $0.cards() }.map(\.card).first { $0.role == .volunteer })
            _ = try book.trust(card)
        }
    }

    func isDone(_ verb: FullDiskTests.Verb, in book: Book) throws -> Bool {
        switch verb {
        case .log: try book.store.read { try $0.recordCount() } == 30
        case .edit, .void: try book.record(matching: Self.first).count == 2
        case .export: FileManager.default.fileExists(atPath: path + "/usb.age")
        case .backup: FileManager.default.fileExists(atPath: path + "/so.age")
        case .erase: try book.wipe().left == nil && book.rows("SELECT count(*) FROM rev WHERE body IS NULL")[0][0] == 30
        case .merge, .trust:
            // Both laptops' sessions have the same ids; trusting brings those of one.
            try book.store.read { try $0.recordCount() } == 30 && book.store.read { try $0.quarantine().isEmpty }
        }
    }

    func state(of book: Book) throws -> Set<String> {
        Set(
            try book.lines(Identities.all) + book.lines("SELECT hex(hash) FROM section")
                + book.lines("SELECT uuid FROM fact_session"))
    }
}
