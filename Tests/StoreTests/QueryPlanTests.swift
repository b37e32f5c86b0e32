import Base
import Foundation
import GRDB
import Ledger
import Testing

@testable import Store

/// What is asked of a book of millions of records is answered from an index.
@Suite struct QueryPlanTests {
    private static let card = Digest.of(.plain, [1])

    private static let questions: [(String, @Sendable (BookReader) throws -> Void)] = [
        ("hamlets", { _ = try $0.hamlets(of: "11542") }), ("members", { _ = try $0.members() }),
        ("same", { _ = try $0.sameDecisions() }), ("erasures", { _ = try $0.erasures() }),
        ("revoked", { _ = try $0.revokedCards() }), ("late sessions", { _ = try $0.lateSessions(of: "T01-01") }),
        ("last clock", { _ = try $0.lastClock(of: card) }),
    ]

    @Test(arguments: questions.indices)
    func nothingIsScanned(_ question: Int) throws {
        let (name, ask) = Self.questions[question]
        try Self.expectNoScan(name) { try ask(BookReader($0)) }
    }

    @Test func whoCountsUnderACodeIsFoundByItsIndex() throws {
        try Self.expectNoScan("mark") { db in
            let writer = BookWriter(db, facts: FactWriter(), trust: TrustMemory())
            writer.marksErasedPeople { [UInt8](repeating: 7, count: 32) }
            try writer.mark(person: "11542-T01-0001-01")
        }
    }

    private static func expectNoScan(_ name: String, _ body: (Database) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "sotay-plan-\(UUID().uuidString)"
        let store = try BookStore(path: path, mustExist: false)
        defer { for end in ["", "-wal", "-shm"] { unlink(path + end) } }
        try store.queue.write { db in
            var statements: [String] = []
            db.trace { statements.append($0.expandedDescription) }
            try body(db)
            db.trace(options: [])
            #expect(!statements.isEmpty)
            for statement in statements where statement.hasPrefix("SELECT") {
                let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement).map {
                    try $0.decode(String.self, forColumn: "detail")
                }
                for step in plan {
                    // A search by nothing: from the greatest id downwards.
                    #expect(!["SEARCH r", "SEARCH rev"].contains(step), "\(name): \(step) in \(statement)")
                    #expect(
                        !["SCAN r", "SCAN l", "SCAN rev", "SCAN f", "SCAN fact_session", "SCAN fact_action"].contains {
                            step == $0 || step.hasPrefix($0 + " ")
                        }, "\(name): \(step) in \(statement)")
                }
            }
        }
    }
}
