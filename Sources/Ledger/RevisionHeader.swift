package import Base

/// What a revision says of itself. The exact bytes as the author wrote them are the truth; nobody writes them again.
///
/// `{"s":17,"r":"<uuid>","g":2,"q":["<parent>"],"f":"…","a":"T05-07","o":"put","t":1780000000000,"n":312,"h":"<hash>"}`
/// with just these keys in just this order, ASCII, without spaces. Source: sync/FORMAT.md §3.
package struct RevisionHeader: Hashable, Sendable {
    package enum Operation: String, Sendable {
        case put
        case delete
        case resolve
    }

    /// The place in its log, from 1.
    package var seq: Int
    package var record: RecordID
    /// One more than the parents' greatest; 1 without parents, at most 2^31.
    package var generation: Int
    package var parents: [Digest]
    package var kind: String
    /// The member code that the author claims; never an authority.
    package var member: String
    package var operation: Operation
    /// The author's clock; information only.
    package var time: Instant
    /// Bytes of the payload.
    package var payloadLength: Int
    package var payloadHash: Digest

    package var bytes: [UInt8] {
        let parents = parents.map { "\"\($0.hex)\"" }.joined(separator: ",")
        let text =
            "{\"s\":\(seq),\"r\":\"\(record.text)\",\"g\":\(generation),\"q\":[\(parents)],\"f\":\"\(kind)\","
            + "\"a\":\"\(member)\",\"o\":\"\(operation.rawValue)\",\"t\":\(time.milliseconds),"
            + "\"n\":\(payloadLength),\"h\":\"\(payloadHash.hex)\"}"
        return Array(text.utf8)
    }

    /// A member code that fits into a header: what does not is left to the answers.
    package static func member(_ code: String?) -> String {
        guard let code, code.utf8.count <= Caps.memberBytes, code.utf8.allSatisfy(isPlain) else { return "" }
        return code
    }

    /// Printable ASCII without the two letters that JSON would escape.
    static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
    }
}

/// Limits that a reader holds to, whatever a file claims. Source: sync/FORMAT.md §8.
package enum Caps {
    package static let fileBytes = 64 << 20
    package static let lineBytes = 256 << 10
    package static let lines = 200_000
    package static let parents = 64
    package static let generation = 1 << 31
    /// The greatest place in a log: places are added and counted.
    package static let place = 1 << 53
    /// Milliseconds on either side of 1970: as far as eighteen digits reach, and calendars can be reckoned.
    package static let time: UInt = 1_000_000_000_000_000_000
    package static let memberBytes = 64
    /// Of a card's owner and team.
    package static let nameBytes = 1000
    package static let kindBytes = 200
    package static let manifestBytes = 256 << 10
    package static let sections = 10_000
    /// Logs that a section's `seen` names: they fit in its manifest.
    package static let seen = 2000
    /// A batch is split before it grows beyond this: e-mail, FAT32.
    package static let splitBytes = 16 << 20
}

extension RevisionHeader {
    /// Nil unless the bytes are exactly what `bytes` would write again: one spelling for each value, nothing between.
    package init?(scanning bytes: some RandomAccessCollection<UInt8>) {
        guard let header = Array(bytes).withUnsafeBytes({ RevisionHeader(raw: $0) }) else { return nil }
        self = header
    }

    init?(raw bytes: UnsafeRawBufferPointer) {
        var scanner = HeaderScanner(bytes: bytes)
        guard scanner.take("{\"s\":"), let seq = scanner.number(), seq >= 1, seq <= Caps.place,
            scanner.take(",\"r\":\""), let record = scanner.record(), scanner.take("\",\"g\":"),
            let generation = scanner.number(), (1...Caps.generation).contains(generation),
            scanner.take(",\"q\":["), let parents = scanner.parents(), scanner.take("],\"f\":\"")
        else { return nil }
        let kind = scanner.text()
        guard !kind.isEmpty, kind.utf8.count <= Caps.kindBytes, scanner.take("\",\"a\":\"") else { return nil }
        let member = scanner.text()
        guard member.utf8.count <= Caps.memberBytes, scanner.take("\",\"o\":\""),
            let operation = Operation(rawValue: scanner.text()), scanner.take("\",\"t\":"),
            let time = scanner.number(signed: true), scanner.take(",\"n\":"),
            let length = scanner.number(), length <= Caps.lineBytes, scanner.take(",\"h\":\""),
            let hash = scanner.digest(), scanner.take("\"}"), scanner.isAtEnd
        else { return nil }
        self.init(
            seq: seq, record: record, generation: generation, parents: parents, kind: kind, member: member,
            operation: operation, time: Instant(milliseconds: Int64(time)), payloadLength: length, payloadHash: hash)
    }
}

/// Reads the fixed shape of a header by hand: a general JSON reader managed a third of the speed that a merge needs.
private struct HeaderScanner {
    let bytes: UnsafeRawBufferPointer
    var at = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard at + count <= bytes.count else { return false }
        for index in 0..<count where bytes[at + index] != text.utf8Start[index] { return false }
        at += count
        return true
    }

    /// At most 18 digits without a leading zero, and no minus before a zero.
    mutating func number(signed: Bool = false) -> Int? {
        var negative = false
        if signed, at < bytes.count, bytes[at] == 0x2D {
            negative = true
            at += 1
        }
        let start = at
        var value = 0
        while at < bytes.count, at - start < 18, (0x30...0x39).contains(bytes[at]) {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        guard at > start, at - start == 1 || bytes[start] != 0x30, !negative || value > 0 else { return nil }
        return negative ? -value : value
    }

    mutating func record() -> RecordID? {
        guard at + 36 <= bytes.count else { return nil }
        defer { at += 36 }
        return RecordID(canonical: UnsafeRawBufferPointer(rebasing: bytes[at..<at + 36]))
    }

    mutating func text() -> String {
        let start = at
        while at < bytes.count, RevisionHeader.isPlain(bytes[at]) { at += 1 }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    }

    mutating func digest() -> Digest? {
        guard at + 64 <= bytes.count else { return nil }
        defer { at += 64 }
        return Digest(hex: UnsafeRawBufferPointer(rebasing: bytes[at..<at + 64]))
    }

    mutating func parents() -> [Digest]? {
        var parents: [Digest] = []
        guard at < bytes.count, bytes[at] != 0x5D else { return parents }
        repeat {
            guard parents.count < Caps.parents, take("\""), let parent = digest(), take("\"") else { return nil }
            parents.append(parent)
        } while take(",")
        return parents
    }
}
