import Foundation
import GRDB
import Indicators
import Testing

@testable import Store

/// Two connections count one state of the book.
final class TwoCoresTests {
    private let path = NSTemporaryDirectory() + "sotay-two-\(UUID().uuidString)"

    deinit {
        for end in ["", "-wal", "-shm"] { unlink(path + end) }
    }

    @Test func whatIsCommittedMeanwhileIsSeenByNeither() throws {
        let store = try BookStore(path: path, mustExist: false)
        let other = try BookStore(path: path)
        let facts = try Case.facts()
        let catalogue = try Case.catalogue()
        let period = try Period(parsing: "2026", cutoff: .calendar)
        try write(facts.prefix(200), to: store)
        let before = try store.read { try $0.figures(period, catalogue: catalogue) }
        let meanwhile = try store.readOnTwoCores { reader in
            let begun = DispatchSemaphore(value: 0)
            let connection = reader.beside {
                begun.signal()
                return ObjectIdentifier($0.db)
            }
            #expect(begun.wait(timeout: .now() + 10) == .success)
            #expect(try connection() != ObjectIdentifier(reader.db))
            try write(facts.dropFirst(200), to: other)
            return try reader.figures(period, catalogue: catalogue)
        }
        #expect(meanwhile == before)
        let after = try store.readOnTwoCores { try $0.figures(period, catalogue: catalogue) }
        #expect(try after == store.read { try $0.figures(period, catalogue: catalogue) })
        #expect(after != before)
    }

    @Test func anErrorOfTheOtherIsThrownHere() throws {
        struct Stop: Error {}
        let store = try BookStore(path: path, mustExist: false)
        #expect(throws: Stop.self) {
            try store.readOnTwoCores { reader in try reader.beside { _ in throw Stop() }() }
        }
        #expect(try store.readOnTwoCores { try $0.conflictCount() } == 0)
    }

    private func write(_ facts: ArraySlice<Facts>, to store: BookStore) throws {
        let writer = FactWriter()
        try store.queue.write { db in
            for (record, facts) in zip(Int64(facts.startIndex)..., facts) {
                try writer.replace(record: record, facts: facts, in: db)
            }
        }
    }
}
