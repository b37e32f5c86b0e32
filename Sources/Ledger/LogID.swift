import Base

/// The name of a log: 16 random bytes, drawn at install, after a restore and after a copy.
package struct LogID: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    package var hex: String { Hex.encode(bytes) }

    /// The chain before the first revision: it binds the log to the key that signs it.
    package func chainStart(signingKey: [UInt8]) -> Digest {
        .of(.log, bytes, signingKey)
    }

    package static func < (a: LogID, b: LogID) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }
}

/// A log and the device that writes it: a device that claims another's log id has a log of its own.
package struct LogKey: Hashable, Comparable, Sendable {
    package let log: LogID
    /// Id of the device's card.
    package let card: Digest

    package init(log: LogID, card: Digest) {
        self.log = log
        self.card = card
    }

    /// Log and card as hexadecimal digits with a dot between them, as `seen` writes it.
    package var text: String { "\(log.hex).\(card.hex)" }

    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let log = LogID(hex: String(parts[0])), let card = Digest(hex: String(parts[1])) else {
            return nil
        }
        self.init(log: log, card: card)
    }

    package static func < (a: LogKey, b: LogKey) -> Bool {
        (a.log, a.card) < (b.log, b.card)
    }
}
