package import Base
import Crypto

/// A person's wish to have a record erased, as an `_erase` revision says it: the record, and the hashes of its
/// revisions whose bodies go. It never says who the person is.
///
/// It reaches forms' records and `_same`, which names people's codes, and no other decision: whoever could erase a
/// revocation's body would take it back. It has effect whether or not another revision continues it, and nothing takes it back. Source: sync/FORMAT.md §3.
package struct Erasure: Hashable, Sendable {
    package let record: RecordID
    package let hashes: [Digest]
    /// All that stands under the person's code was asked for, not this record alone.
    package let isOfPerson: Bool
    /// The number or date of the written request, or empty.
    package let request: String

    /// More would not fit into one payload.
    package static let hashesAtMost = 2_000

    package init(record: RecordID, hashes: [Digest], isOfPerson: Bool, request: String) {
        self.record = record
        self.hashes = hashes
        self.isOfPerson = isOfPerson
        self.request = request
    }

    /// Nil unless the revision is an erasure of the record that it names. Hashes that are none are passed over.
    package init?(_ revision: Revision) {
        guard revision.kind == .reserved(.erase), revision.header.operation != .delete, let answers = revision.answers,
            let record = answers["record"]?.string.flatMap({ RecordID($0) }), let hashes = answers["hashes"]?.array,
            revision.header.record == .decision(.erase, about: record.text)
        else { return nil }
        self.init(
            record: record, hashes: hashes.compactMap { $0.string.flatMap { Digest(hex: $0) } },
            isOfPerson: answers["person"]?.bool ?? false, request: answers["request"]?.string ?? "")
    }

    package var answers: JSONObject {
        var answers: JSONObject = [
            "record": .string(record.text), "hashes": .strings(hashes.map(\.hex)), "person": .bool(isOfPerson),
        ]
        if !request.isEmpty { answers["request"] = .string(request.nfc) }
        return answers
    }
}

/// Every body that is to be erased, as a function of the erasures in the ledger: their union, in any order.
package struct Erasures: Hashable, Sendable {
    /// By record, the hashes of its erased revisions, and whether all of the person was asked for.
    package private(set) var named: [RecordID: [Digest: Bool]] = [:]

    package init(_ erasures: some Sequence<Erasure>) {
        for erasure in erasures {
            for hash in erasure.hashes {
                named[erasure.record, default: [:]].merge([hash: erasure.isOfPerson]) { $0 || $1 }
            }
        }
    }

    package func covers(_ revision: Revision) -> Bool {
        revision.isErasable && named[revision.header.record]?[revision.hash] != nil
    }
}

extension Revision {
    /// Whether an erasure may name it: decisions stay, known and unknown ones, but those that name people's codes.
    package var isErasable: Bool { header.kind.utf8.first != UInt8(ascii: "_") || kind == .reserved(.same) }
}

/// What a ward keeps of the code of a person who had everything erased: enough to know the code when it comes again,
/// too little to say which one it is without the ward's key.
package enum PersonMark {
    package static func of(_ code: String, key: [UInt8]) -> Digest {
        let text = Array("erased1\0\(code.nfc)".utf8)
        return Digest(bytes: Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: key))))!
    }
}
