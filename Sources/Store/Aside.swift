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

    /// Asks at once; one question after the other. What this gives waits for the answer.
    func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (BookReader) throws -> Answer
    ) -> () throws -> Answer {
        let pending = Pending<Answer>()
        queue.asyncUnsafeRead { db in pending.answer(Result { try question(BookReader(db.get())) }) }
        return pending.wait
    }
}

/// `@unchecked Sendable` because `condition` guards what changes.
private final class Pending<Answer: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var result: Result<Answer, any Error>?

    func answer(_ result: Result<Answer, any Error>) {
        condition.lock()
        self.result = result
        condition.signal()
        condition.unlock()
    }

    func wait() throws -> Answer {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result { return try result.get() }
            condition.wait()
        }
    }
}
