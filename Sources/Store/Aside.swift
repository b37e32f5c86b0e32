import Foundation
import GRDB

/// A second connection that sees the same state of the book as the first, for what another core can count meanwhile.
final class Aside: Sendable {
    private let queue: DatabaseQueue

    /// - Parameter settings: of the connection.
    init(_ path: String, settings: String) throws {
        queue = try DatabaseLocation(path).open(settings, writing: "", allowsUnsafeTransactions: true)
    }

    /// Takes the state that is committed now: a deferred transaction does so with its first reading.
    func begin() throws {
        try queue.unsafeRead { db in
            try db.beginTransaction(.deferred)
            try db.execute(sql: "SELECT 1 FROM sqlite_schema")
        }
    }

    /// Answers when it comes to it, one question after the other, if nobody else has begun.
    func answer(_ pending: Pending<some Sendable>) {
        queue.asyncUnsafeRead { db in pending.begin { try BookReader(db.get()) } }
    }
}

/// A question to one state of the book, answered once, by whoever comes first.
///
/// `@unchecked Sendable` because `condition` guards what changes.
final class Pending<Answer: Sendable>: @unchecked Sendable {
    private let question: @Sendable (BookReader) throws -> Answer
    private let condition = NSCondition()
    private var isBegun = false
    private var result: Result<Answer, any Error>?

    init(_ question: @escaping @Sendable (BookReader) throws -> Answer) {
        self.question = question
    }

    /// Does nothing when somebody has begun.
    func begin(_ reader: () throws -> BookReader) {
        condition.lock()
        defer { condition.unlock() }
        guard !isBegun else { return }
        isBegun = true
        condition.unlock()
        let result = Result { try question(reader()) }
        condition.lock()
        self.result = result
        condition.broadcast()
    }

    func wait(_ reader: BookReader) throws -> Answer {
        begin { reader }
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result { return try result.get() }
            condition.wait()
        }
    }
}

extension BookReader {
    /// Asks on the other core where the book is read on two. Whoever waits for an answer that nobody has begun with gives
    /// it: so both cores are busy until all is answered.
    func beside<Answer: Sendable>(
        _ question: @escaping @Sendable (BookReader) throws -> Answer
    ) -> () throws -> Answer {
        let pending = Pending(question)
        aside?.answer(pending)
        return { try pending.wait(self) }
    }
}
