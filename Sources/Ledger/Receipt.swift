package import Base

/// What a book holds of each log, signed: it travels down, so that authors know what has arrived.
///
/// Only the ward's ends resending; a lead's says that the lead has it. It names logs by random numbers and holds nothing
/// personal, so it is not sealed. Source: sync/FORMAT.md §6.
package struct Receipt: Hashable, Sendable {
    /// The end of an unbroken stretch from the log's beginning; a forked log has one for each branch.
    package struct Held: Hashable, Sendable {
        package let log: LogKey
        package let seq: Int
        package let chain: Digest

        package init(log: LogKey, seq: Int, chain: Digest) {
            self.log = log
            self.seq = seq
            self.chain = chain
        }
    }

    /// The revisions of one record whose bodies are to go; the ward's word alone has effect.
    package struct Erased: Hashable, Sendable {
        package let record: RecordID
        package let hashes: [Digest]
        package let isOfPerson: Bool

        package init(record: RecordID, hashes: [Digest], isOfPerson: Bool) {
            self.record = record
            self.hashes = hashes
            self.isOfPerson = isOfPerson
        }
    }

    package let card: Card
    /// The signer's clock; information only.
    package let made: Instant
    package let held: [Held]
    /// The other logs of the ward's own that the signer knows of, held or lost, each with its greatest place. Its own
    /// log is later than these: whoever has read of one that a receipt does not name does not believe that receipt.
    package let after: [LogKey: Int]
    package let erased: [Erased]
    /// Revocations that the ward has written, and what it took back: each a revision of its log, which travels nowhere
    /// else on the way down. The ward's word alone has effect.
    package let decided: [Revision]
    /// Manifest, signature and the signer's card, as they travel.
    package let bytes: [UInt8]

    package init(
        card: Card, keys: DeviceKeys, made: Instant, held: [Held], after: [LogKey: Int] = [:], erased: [Erased] = [],
        decided: [Revision] = []
    ) {
        var fields: JSONObject = [
            "v": .int(Format.version), "min": .int(1), "k": .string("receipt"), "ward": .string(card.ward.hex),
            "card": .string(card.id.hex), "t": .number(String(made.milliseconds)),
            "held": .array(held.map(\.json)),
        ]
        if !after.isEmpty { fields["after"] = .places(after) }
        if !erased.isEmpty { fields["erased"] = .array(erased.map(\.json)) }
        if !decided.isEmpty { fields["decided"] = .strings(decided.map(\.text)) }
        self.card = card
        self.made = made
        self.held = held
        self.after = after
        self.erased = erased
        self.decided = decided
        bytes = Manifest(signing: fields, with: keys.signing, as: .receipt).lines + card.lines
    }

    /// Whether a file begins like a receipt; what a gateway named it does not matter.
    package static func isReceipt(_ file: [UInt8]) -> Bool {
        var input = file[...]
        return Manifest(reading: &input)?.text("k") == "receipt"
    }

    /// Every receipt of a file: a lead's own, and the ward's that the lead passes on.
    package static func all(in file: [UInt8]) throws(SyncError) -> [Receipt] {
        var input = file[...]
        var receipts: [Receipt] = []
        while !input.isEmpty { receipts.append(try Receipt(reading: &input)) }
        return receipts
    }

    private init(reading input: inout ArraySlice<UInt8>) throws(SyncError) {
        let start = input
        guard let manifest = Manifest(reading: &input), manifest.text("k") == "receipt", let version = manifest.version
        else { throw .notReceipt }
        guard version.least <= Format.version else { throw .newer(version.least) }
        guard let cardManifest = Manifest(reading: &input), let card = Card(cardManifest),
            manifest.digest("card") == card.id, manifest.isSigned(by: card.signingKey, as: .receipt),
            manifest.text("ward") == card.ward.hex
        else { throw .receiptSignature }
        guard let time = manifest.number("t"), time.magnitude < Caps.time, let list = manifest["held"]?.array else {
            throw .notReceipt
        }
        var held: [Held] = []
        for entry in list {
            guard let log = entry["log"]?.string.flatMap({ LogID(hex: $0) }),
                let author = entry["card"]?.string.flatMap({ Digest(hex: $0) }), let seq = entry["seq"]?.place,
                let chain = entry["chain"]?.string.flatMap({ Digest(hex: $0) })
            else { throw .notReceipt }
            held.append(Held(log: LogKey(log: log, card: author), seq: seq, chain: chain))
        }
        let erased = (manifest["erased"]?.array ?? []).map { Erased($0) }
        let decided = (manifest["decided"]?.array ?? []).map { $0.string.flatMap { Revision(text: $0) } }
        guard !erased.contains(nil), !decided.contains(nil) else { throw .notReceipt }
        self.card = card
        self.held = held
        after = manifest["after"]?.places ?? [:]
        self.erased = erased.compactMap(\.self)
        self.decided = decided.compactMap(\.self)
        made = Instant(milliseconds: Int64(time))
        bytes = Array(start[..<input.startIndex])
    }
}

extension Receipt {
    /// The logs of the ward's own that it names, each with its greatest place: they alone tell which of two receipts of
    /// the ward is the later.
    ///
    /// - Parameter isWards: whether a card other than the signer's is the ward's own.
    package func names(_ isWards: (Digest) throws -> Bool) rethrows -> [LogKey: Int] {
        let own = try held.filter { try $0.log.card == card.id || isWards($0.log.card) }.map { ($0.log, $0.seq) }
        return Dictionary(own, uniquingKeysWith: max).merging(after, uniquingKeysWith: max)
    }
}

extension Receipt.Held {
    var json: JSON {
        .object([
            "log": .string(log.log.hex), "card": .string(log.card.hex), "seq": .int(seq), "chain": .string(chain.hex),
        ])
    }
}

extension JSON {
    /// Logs as `log.card`, each with a place.
    static func places(_ places: [LogKey: Int]) -> JSON {
        .object(places.sorted { $0.key < $1.key }.reduce(into: JSONObject()) { $0[$1.key.text] = .int($1.value) })
    }

    /// Nil for no object; entries that are none are passed over.
    var places: [LogKey: Int]? {
        object?.reduce(into: [:]) { places, entry in
            if let log = LogKey(text: entry.key), let place = entry.value.place { places[log] = place }
        }
    }
}

extension Receipt.Erased {
    var json: JSON {
        .object(["r": .string(record.text), "q": .strings(hashes.map(\.hex)), "person": .bool(isOfPerson)])
    }

    init?(_ json: JSON) {
        guard let record = json["r"]?.string.flatMap({ RecordID($0) }), let list = json["q"]?.array,
            let isOfPerson = json["person"]?.bool
        else { return nil }
        let hashes = list.compactMap { $0.string.flatMap { Digest(hex: $0) } }
        guard hashes.count == list.count else { return nil }
        self.init(record: record, hashes: hashes, isOfPerson: isOfPerson)
    }
}
