import Foundation
import Ledger
import Store

/// Reads a section's lines on another core, a little ahead of whoever stores them: hashing and reading take about as
/// long as SQLite takes to write.
///
/// `@unchecked Sendable` because `condition` guards everything that changes.
final class ReadingAhead: @unchecked Sendable {
    struct Line: Sendable {
        let link: LogSection.Link
        let reading: BodyReading?
    }

    /// Lines a portion, or bytes of bodies when they are long; with this many portions waiting at most, 8 MB. The first
    /// are smaller: whoever stores waits for them.
    private static let portions = [8, 32, 128]
    private static let portionBytes = 1 << 20
    private static let mostWaiting = 8

    private static let freeing = DispatchQueue(label: "ReadingAhead.freeing")

    private let condition = NSCondition()
    private var waiting: [[Line]] = []
    /// What came of the whole, once it has been read.
    private var end: Result<Void, SyncError>?
    private var isCancelled = false
    /// Portions that were given to be freed.
    private var unfreed = 0

    init(_ lines: LogSection.Lines, with reader: BodyReader) {
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            var lines = lines
            do throws(SyncError) {
                var sizes = Self.portions[...]
                while let portion = try Self.portion(of: &lines, with: reader, most: sizes.first!) {
                    guard offer(portion) else { return }
                    if sizes.count > 1 { sizes.removeFirst() }
                }
                finish(.success(()))
            } catch {
                finish(.failure(error))
            }
        }
    }

    /// The next lines in their order; nil after the last, when all have proved to be whole.
    func next() throws(SyncError) -> [Line]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty, end == nil { condition.wait() }
        guard waiting.isEmpty else {
            condition.signal()
            return waiting.removeFirst()
        }
        try end?.get()
        return nil
    }

    /// Frees lines that are stored, on another core: their thousand small pieces took a tenth of the storing thread's time.
    /// When that core is behind, whoever stores frees them himself.
    func free(_ portion: [Line]) {
        condition.lock()
        defer { condition.unlock() }
        guard unfreed < Self.mostWaiting else { return }
        unfreed += 1
        Self.freeing.async { [self] in
            withExtendedLifetime(portion) {}
            condition.lock()
            unfreed -= 1
            condition.unlock()
        }
    }

    /// Nobody wants the rest.
    func cancel() {
        condition.lock()
        isCancelled = true
        condition.signal()
        condition.unlock()
    }

    private static func portion(
        of lines: inout LogSection.Lines, with reader: BodyReader, most: Int
    ) throws(SyncError) -> [Line]? {
        var portion: [Line] = []
        var bytes = 0
        while portion.count < most, bytes < Self.portionBytes, let link = try lines.next() {
            bytes += link.revision.payload?.count ?? 0
            portion.append(Line(link: link, reading: reader.reading(of: link.revision)))
        }
        return portion.isEmpty ? nil : portion
    }

    /// - Returns: False when nobody wants it.
    private func offer(_ portion: [Line]) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= Self.mostWaiting, !isCancelled { condition.wait() }
        waiting.append(portion)
        condition.signal()
        return !isCancelled
    }

    private func finish(_ end: Result<Void, SyncError>) {
        condition.lock()
        self.end = end
        condition.signal()
        condition.unlock()
    }
}
