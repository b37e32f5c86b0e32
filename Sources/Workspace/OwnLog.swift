package import Base
package import Ledger
package import Store

/// A revision that is about to be written into the own log.
package struct NewRevision: Sendable {
    package let record: RecordID
    package let kind: Kind
    package let operation: RevisionHeader.Operation
    package let parents: [Revision.Parent]
    package let answers: JSONObject
    package let member: String

    package init(
        record: RecordID, kind: Kind, operation: RevisionHeader.Operation = .put, parents: [Revision.Parent] = [],
        answers: JSONObject, member: String = ""
    ) {
        self.record = record
        self.kind = kind
        self.operation = operation
        self.parents = parents
        self.answers = answers
        self.member = member
    }
}

/// A place in the own log: the number of a revision and the chain after it.
struct LogPlace: Hashable, Sendable {
    let seq: Int
    let chain: Digest

    init(seq: Int, chain: Digest) {
        self.seq = seq
        self.chain = chain
    }

    /// Before the first revision.
    init(startOf log: LogID, of card: Card) {
        self.init(seq: 0, chain: log.chainStart(signingKey: card.signingKey.bytes))
    }

    /// As a setting keeps it. Nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let seq = Int(parts[0]), let chain = Digest(hex: String(parts[1])) else { return nil }
        self.init(seq: seq, chain: chain)
    }

    var text: String { "\(seq) \(chain.hex)" }
}

/// The end of a log that this book wrote, and how far it is signed.
struct UnsignedEnd: Hashable, Sendable {
    let log: LogID
    let tip: LogPlace
    let cut: LogPlace

    /// Parts apart by commas.
    var text: String { [log.hex, tip.text, cut.text].joined(separator: ",") }

    init(log: LogID, tip: LogPlace, cut: LogPlace) {
        (self.log, self.tip, self.cut) = (log, tip, cut)
    }

    /// As a setting keeps it. Nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ",").map(String.init)
        guard parts.count == 3, let log = LogID(hex: parts[0]), let tip = LogPlace(parts[1]),
            let cut = LogPlace(parts[2])
        else { return nil }
        self.init(log: log, tip: tip, cut: cut)
    }
}

extension BookReader {
    /// The ends of former logs that wait for the keys' passphrase.
    func unsigned() throws -> [UnsignedEnd] {
        try (setting(.unsigned) ?? "").split(separator: "\n").compactMap { UnsignedEnd(String($0)) }
    }

    func ownEnd(of card: Card) throws -> UnsignedEnd {
        let log = try ownLog()
        return UnsignedEnd(log: log, tip: try place(.tip, in: log, of: card), cut: try place(.cut, in: log, of: card))
    }

    func ownLog() throws -> LogID {
        guard let log = try setting(.log).flatMap({ LogID(hex: $0) }) else { throw BookError.ownLogBroken }
        return log
    }

    /// `key` is `tip` or `cut`.
    func place(_ key: Setting, in log: LogID, of card: Card) throws -> LogPlace {
        try setting(key).flatMap { LogPlace($0) } ?? LogPlace(startOf: log, of: card)
    }
}

extension BookWriter {
    /// Signs nothing yet: a section's signature covers the revisions when a batch is cut. The end of the log is kept
    /// beside it, in the same transaction: a copy of this laptop may have sent us its own branch of our log.
    @discardableResult
    func append(_ new: NewRevision, of card: Card, surroundings: Surroundings) throws -> Revision {
        let log = try reader.ownLog()
        let tip = try reader.place(.tip, in: log, of: card)
        let revision = Revision(
            seq: tip.seq + 1, record: new.record, parents: new.parents, kind: new.kind, member: new.member,
            operation: new.operation, time: surroundings.now(), answers: new.answers, salt: surroundings.random(16))
        // What no reader would take is refused before it is written.
        guard let payload = revision.payload, payload.count <= Caps.lineBytes else {
            throw BookError.recordTooLarge(limit: Caps.lineBytes)
        }
        guard RevisionHeader(scanning: revision.headerBytes) != nil else {
            throw BookError.formNameUnusable(new.kind.family)
        }
        let chain = tip.chain.chained(with: revision.hash)
        try insert(.init(revision: revision, chain: chain), log: LogKey(log: log, card: card.id))
        try set(.tip, LogPlace(seq: revision.header.seq, chain: chain).text)
        return revision
    }
}

extension Book {
    /// Writes one more revision behind the own log's end.
    @discardableResult
    package func append(_ new: NewRevision, with writer: BookWriter) throws -> Revision {
        try writer.append(new, of: identity.card, surroundings: surroundings)
    }

    /// Signs what the own log has grown by since the last time: when it is exported, and at the ward, which exports
    /// nothing, with every receipt, kit, issued report and backup. Stretches once cut stay as they are, so that whoever
    /// has them already skips them whole.
    func cutSections(with writer: BookWriter) throws {
        for left in try writer.reader.unsigned() { _ = try cut(left, with: writer) }
        try writer.unset(.unsigned)
        let own = try writer.reader.ownEnd(of: identity.card)
        guard own.cut.seq < own.tip.seq else { return }
        try writer.set(.cut, cut(own, with: writer).text)
        try writer.unset(.unsaid)
    }

    private func cut(_ end: UnsignedEnd, with writer: BookWriter) throws -> LogPlace {
        let reader = writer.reader
        let key = LogKey(log: end.log, card: identity.card.id)
        var cut = end.cut
        guard
            let revisions = try reader.revisions(
                of: key, from: cut.seq + 1, to: end.tip.seq, before: cut.chain, after: end.tip.chain)
        else { throw BookError.ownLogBroken }
        let held = try reader.logs().filter { $0.key != key }.map { ($0.key, $0.last) }
        // That a receipt of the ward was read, and its erasures done, shows by the place of the ward's own log in it.
        let seen = try LogSection.seen(held, ofWard: reader.wardsPlaces())
        for stretch in Self.stretches(revisions) {
            let section = try LogSection(
                ward: identity.ward, log: key.log, card: key.card, revisions: stretch, chainBefore: cut.chain,
                seen: seen, program: Program.name, key: keys().signing)
            try writer.insert(section, carrier: identity.card.id, file: section.id, received: surroundings.now())
            cut = LogPlace(seq: section.to, chain: section.chainAfter)
        }
        return cut
    }

    /// At most so many lines a section, and half of a batch.
    private static func stretches(_ revisions: [Revision]) -> [[Revision]] {
        var stretches: [[Revision]] = []
        var bytes = 0
        for revision in revisions {
            let size = revision.line.count
            if stretches.isEmpty || stretches[stretches.count - 1].count == 20_000
                || bytes + size > Caps.splitBytes / 2
            {
                stretches.append([])
                bytes = 0
            }
            stretches[stretches.count - 1].append(revision)
            bytes += size
        }
        return stretches
    }

    /// Somebody else writes the own log: the book was copied or restored. What is ours is signed as it stands, later
    /// when nobody gives the passphrase that the keys need, and from here on a new log is written.
    func openNewLog(with writer: BookWriter) throws {
        do {
            try cutSections(with: writer)
        } catch BookError.keysLocked {
            let left = try writer.reader.unsigned() + [writer.reader.ownEnd(of: identity.card)]
            try writer.set(.unsigned, left.filter { $0.cut.seq < $0.tip.seq }.map(\.text).joined(separator: "\n"))
        }
        try writer.set(.log, LogID(bytes: surroundings.random(16))!.hex)
        try writer.unset(.tip)
        try writer.unset(.cut)
    }
}
