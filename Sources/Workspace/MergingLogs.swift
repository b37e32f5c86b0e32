import Base
import Ledger
import Store

/// What a section of a log brings into the book.
extension Merge {
    /// What was new in a section.
    struct NewLines {
        var records: Set<RecordID> = []
        var decisions = 0
        var lines: [(seq: Int, hash: Digest)] = []
        /// Decisions that are not the author's to make.
        var withoutRight = 0
        /// Names of those whom it revoked.
        var revocations: [String] = []
        /// Lines that its device did not write any more when it had changed its keys.
        var underFormerKey = 0
        /// Contents that were missing here.
        var filled = 0
        var isForked = false
        var lost: [Digest: LostEffect] = [:]
        var count: Int { lines.count }

        mutating func add(_ revision: Revision, by author: Card) {
            lines.append((revision.header.seq, revision.hash))
            guard revision.isDecision else {
                records.insert(revision.header.record)
                return
            }
            decisions += 1
            if !revision.kind.mayBeWritten(by: author.role, card: author.id, about: revision.header.record) {
                withoutRight += 1
            } else if revision.kind == .reserved(.revoke), revision.header.operation != .delete {
                revocations.append(revision.answers?["name"]?.string ?? "?")
            }
        }
    }

    /// Nil when the section is known. One transaction: a line that does not fit takes back those before it.
    func takeLog(
        _ log: LogSection, body: ArraySlice<UInt8>, author: Card, batch: Batch
    ) throws -> NewLines? {
        if try book.store.read({ try $0.isComplete(log) }) { return nil }
        let lines = try log.lines(of: body, signingKey: author.signingKey)
        return try book.write { writer in
            try writer.insert(batch.carrier)
            try writer.insert(author)
            try writer.insert(log, carrier: batch.carrier.id, file: batch.file, received: book.surroundings.now())
            try writer.note(seen: log.seen)
            let ahead = ReadingAhead(lines, with: try writer.bodyReader(of: log.forms))
            defer { ahead.cancel() }
            var new = NewLines()
            while let portion = try ahead.next() {
                for line in portion where try writer.insert(line.link, reading: line.reading, log: log.key) {
                    new.add(line.link.revision, by: author)
                }
                ahead.free(portion)
            }
            if new.count > 0, try log.key == LogKey(log: writer.reader.ownLog(), card: book.identity.card.id) {
                try book.goOnAfterLoss(with: writer)
            } else if try book.isBehind(of: log, with: writer.reader) {
                try book.goOnAfterLoss(with: writer)
            }
            new.isForked = try new.count > 0 && writer.reader.isForked(log)
            if new.decisions > 0 { try writer.settle() }
            new.lost = writer.lostEffect
            new.filled = writer.filled
            if new.count > 0, let end = try writer.reader.lastLine(of: author.id) {
                new.underFormerKey = new.lines.count { line in
                    log.key != end.log || line.seq >= end.revision.header.seq && line.hash != end.revision.hash
                }
            }
            return new
        }
    }
}
