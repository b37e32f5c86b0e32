package import Base
import Crypto

/// One revision: the header's exact bytes, and the payload's unless it has been erased or never came.
package struct Revision: Hashable, Sendable {
    package let header: RevisionHeader
    package let headerBytes: [UInt8]
    /// UTF-8 JSON with a `salt`; nil when the body is missing.
    package let payload: [UInt8]?
    /// `SHA-256("rev1\0" + header)`.
    package let hash: Digest

    /// A new revision. The salt keeps a payload's hash from being guessed after the payload has been erased.
    package init(
        seq: Int, record: RecordID, parents: [Revision.Parent], kind: Kind, member: String,
        operation: RevisionHeader.Operation, time: Instant, answers: JSONObject, salt: [UInt8]
    ) {
        var object: JSONObject = ["salt": .string(Hex.encode(salt))]
        for member in answers { object[member.key] = member.value }
        let payload = Array(JSON.object(object).compact.utf8)
        header = RevisionHeader(
            seq: seq, record: record, generation: min(Caps.generation, 1 + (parents.map(\.generation).max() ?? 0)),
            parents: parents.map(\.hash).sorted(), kind: kind.text, member: member, operation: operation, time: time,
            payloadLength: payload.count, payloadHash: .of(.payload, payload))
        headerBytes = header.bytes
        self.payload = payload
        hash = .of(.revision, headerBytes)
    }

    /// A head that a new revision continues.
    package struct Parent: Hashable, Sendable {
        package let hash: Digest
        package let generation: Int

        package init(hash: Digest, generation: Int) {
            self.hash = hash
            self.generation = generation
        }
    }

    /// A line of a log section without its line end. Nil when the header is malformed or the payload is not the one
    /// that the header names; an empty payload is a missing body.
    package init?(line: some RandomAccessCollection<UInt8>) {
        self.init(line: Array(line)[...])
    }

    init?(line: ArraySlice<UInt8>) {
        guard let tab = line.firstIndex(of: 0x09) else { return nil }
        let headerBytes = Array(line[..<tab])
        guard let header = RevisionHeader(scanning: headerBytes) else { return nil }
        let body = line[(tab + 1)...]
        if body.isEmpty {
            payload = nil
        } else {
            guard body.count == header.payloadLength, Digest.of(.payload, body) == header.payloadHash else {
                return nil
            }
            payload = Array(body)
        }
        self.header = header
        self.headerBytes = headerBytes
        hash = .of(.revision, headerBytes)
    }

    /// From storage, where both were checked when they came in.
    package init?(stored headerBytes: [UInt8], payload: [UInt8]?) {
        guard let header = RevisionHeader(scanning: headerBytes) else { return nil }
        self.header = header
        self.headerBytes = headerBytes
        self.payload = payload
        hash = .of(.revision, headerBytes)
    }

    /// Header, tab, payload, line end.
    package var line: [UInt8] {
        headerBytes + [0x09] + (payload ?? []) + [0x0A]
    }

    /// Header, tab, payload as a text, as receipts and settings hold a decision.
    package var text: String { String(decoding: line.dropLast(), as: UTF8.self) }

    /// What ``text`` gave; nil without its body, or for anything else.
    package init?(text: String) {
        self.init(line: Array(text.utf8)[...])
        guard payload != nil else { return nil }
    }

    package var kind: Kind { Kind(header.kind) }
    /// Of a reserved kind.
    package var isDecision: Bool { Kind.Reserved(rawValue: header.kind) != nil }

    /// The answers without the salt; nil when the body is missing or is not a JSON object.
    package var answers: JSONObject? {
        Self.answers(payload: payload)
    }

    package static func answers(payload: [UInt8]?) -> JSONObject? {
        guard let payload else { return nil }
        do {
            var object = try JSON(parsing: payload).object
            object?["salt"] = nil
            return object
        } catch {
            return nil
        }
    }
}
