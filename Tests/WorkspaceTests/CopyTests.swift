import Base
import Foundation
import Indicators
import Ledger
import Store
import Testing

@testable import Workspace

/// A book that was copied, moved or put back from an older copy writes a log of its own: nothing forks.
@Suite struct CopyTests {
    private let ward: Ward
    private let home: Computer

    init() throws {
        ward = try Ward()
        home = Computer(id: "may-1", state: ward.path + "/state-1")
    }

    private func ownLog(_ book: Book) throws -> String? {
        try book.store.read { try $0.setting(.log) }
    }

    private func copy(_ from: String, to: String) throws {
        let (from, to) = (ward.path + "/" + from, ward.path + "/" + to)
        if FileManager.default.fileExists(atPath: to) { try FileManager.default.removeItem(atPath: to) }
        try FileManager.default.copyItem(atPath: from, toPath: to)
    }

    /// Both books' sessions at the ward, and whether any log is forked there.
    private func merged(_ books: [Book]) throws -> (sessions: Int?, forked: Bool) {
        let receiver = try ward.book("ward")
        try ward.merge(books.flatMap { try ward.export($0) }, into: receiver)
        return (
            try receiver.report(.init(.year(2026), cutoff: .calendar)).figures.count("luot_ho_tro"),
            try receiver.status().devices.contains { $0.isForked || $0.unjoined > 0 || $0.missing > 0 }
        )
    }

    @Test func aBookThatStaysWritesOneLog() throws {
        let book = try ward.join("an", on: home)
        let log = try ownLog(book)
        for number in 1...3 { _ = try ward.log(session(number), into: ward.book("an", on: home)) }
        #expect(try ownLog(book) == log)
    }

    @Test(arguments: ["another folder", "another computer", "another home"])
    func aCopyWritesALogOfItsOwn(to place: String) throws {
        let book = try ward.join("an", on: home)
        _ = try ward.log(session(1), into: book)
        try copy("an", to: "ban-sao")
        let computer =
            switch place {
            case "another computer": Computer(id: "may-2", state: home.state)
            case "another home": Computer(id: home.id, state: ward.path + "/state-2")
            default: home
            }
        // Under the old path too: a whole disk may be copied, its user's notes included.
        let name = place == "another computer" ? "an" : "ban-sao"
        let second = try ward.book(name, on: computer)
        _ = try ward.log(session(2), into: second)
        if name == "ban-sao" { _ = try ward.log(session(3), into: book) }
        let result = try merged(name == "ban-sao" ? [book, second] : [second])
        #expect(result.sessions == (name == "ban-sao" ? 3 : 2))
        #expect(!result.forked)
    }

    @Test func anOlderCopyPutBackWritesALogOfItsOwn() throws {
        let book = try ward.join("an", on: home)
        _ = try ward.log(session(1), into: book)
        try copy("an", to: "cu")
        _ = try ward.log(session(2), into: ward.book("an", on: home))
        let sent = try ward.export(ward.book("an", on: home))
        try copy("cu", to: "an")
        let back = try ward.book("an", on: home)
        _ = try ward.log(session(3), into: back)
        let receiver = try ward.book("ward")
        try ward.merge(sent, into: receiver)
        let result = try merged([back])
        #expect(result.sessions == 3)
        #expect(!result.forked)
    }

    /// Without its note a book goes on as it was: a new log for each run would be worse.
    @Test func aBookWithoutItsNoteWritesOneLog() throws {
        let nowhere = Computer(id: "may-1", state: "/dev/null/state")
        let book = try ward.join("an", on: nowhere)
        _ = try ward.log(session(1), into: ward.book("an", on: nowhere))
        let log = try ownLog(book)
        _ = try ward.log(session(2), into: ward.book("an", on: nowhere))
        #expect(try ownLog(book) == log)
    }
}
