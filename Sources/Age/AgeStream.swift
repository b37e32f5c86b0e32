import Crypto

/// Seals a file piece by piece, for what is too large to hold in memory. The same bytes as ``Age/seal(_:to:random:)``.
package struct AgeSealing {
    /// What stands before the first piece: the header and the payload's nonce.
    package let beginning: [UInt8]
    private let key: SymmetricKey
    private var pending: [UInt8] = []
    private var counter = 0

    /// Throws ``AgeError/recipientCount(_:)`` for none or over 64, ``AgeError/lowOrderPoint`` for a forged recipient.
    package init(to recipients: [AgeRecipient], random: (Int) -> [UInt8]) throws(AgeError) {
        guard (1...Age.recipientLimit).contains(recipients.count) else { throw .recipientCount(recipients.count) }
        let fileKey = FileKey(bytes: random(FileKey.length))
        var stanzas: [Stanza] = []
        for recipient in recipients {
            stanzas.append(try X25519Stanza.wrap(fileKey, for: recipient, ephemeral: random(32)))
        }
        self.init(stanzas, fileKey, nonce: random(Payload.nonceLength))
    }

    /// Taken as it is: hand the passphrase in NFC, or another keyboard types another one.
    package init(
        passphrase: String, workFactor: Int = Age.usualWorkFactor, random: (Int) -> [UInt8]
    ) throws(AgeError) {
        let fileKey = FileKey(bytes: random(FileKey.length))
        let stanza = try ScryptStanza.wrap(
            fileKey, passphrase: passphrase, workFactor: workFactor, salt: random(ScryptStanza.saltLength))
        self.init([stanza], fileKey, nonce: random(Payload.nonceLength))
    }

    private init(_ stanzas: [Stanza], _ fileKey: FileKey, nonce: [UInt8]) {
        beginning = Header.write(stanzas, fileKey: fileKey) + nonce
        key = fileKey.payloadKey(nonce: nonce)
    }

    /// The next piece; gives what can be written already.
    package mutating func seal(_ piece: some Collection<UInt8>) -> [UInt8] {
        pending += piece
        var out: [UInt8] = []
        var start = 0
        // The last chunk is marked as such, so the newest whole one waits.
        while pending.count - start > Payload.chunkLength {
            let chunk = pending[start..<(start + Payload.chunkLength)]
            ChaCha.seal(chunk, with: key, nonce: Payload.chunkNonce(counter, last: false), into: &out)
            start += Payload.chunkLength
            counter += 1
        }
        pending.removeFirst(start)
        return out
    }

    /// The end of the file. Nothing may be sealed afterwards.
    package mutating func finish() -> [UInt8] {
        var out: [UInt8] = []
        ChaCha.seal(pending[...], with: key, nonce: Payload.chunkNonce(counter, last: true), into: &out)
        pending = []
        return out
    }
}

/// Opens a file piece by piece. Every piece that is given out is authentic, but that none is missing at the end is
/// known only after ``finish()``: what was given out must have no effect before.
package struct AgeOpening {
    private let key: SymmetricKey
    private var pending: [UInt8]
    private var counter = 0

    /// How many of a file's first bytes tell who can open it.
    package static let beginningLength = Age.headerLimit + Payload.nonceLength

    /// - Parameter beginning: the first ``beginningLength`` bytes, or the whole of a shorter file.
    package init(_ beginning: [UInt8], with identities: [AgeIdentity]) throws(AgeError) {
        let header = try Header(parsing: beginning)
        try self.init(beginning, header, Age.fileKey(of: header, with: identities))
    }

    package init(
        _ beginning: [UInt8], passphrase: String, maxWorkFactor: Int = Age.workFactorLimit
    ) throws(AgeError) {
        let header = try Header(parsing: beginning)
        let fileKey = try Age.fileKey(of: header, passphrase: passphrase, maxWorkFactor: maxWorkFactor)
        try self.init(beginning, header, fileKey)
    }

    private init(_ beginning: [UInt8], _ header: Header, _ fileKey: FileKey) throws(AgeError) {
        let payload = beginning[header.length...]
        guard payload.count >= Payload.nonceLength else { throw .truncated }
        key = fileKey.payloadKey(nonce: Array(payload.prefix(Payload.nonceLength)))
        pending = Array(payload.dropFirst(Payload.nonceLength))
    }

    /// Whether a file with these first bytes asks for a passphrase.
    package static func asksForPassphrase(_ beginning: [UInt8]) throws(AgeError) -> Bool {
        try Header(parsing: beginning).stanzas.contains { $0.type == ScryptStanza.type }
    }

    /// The file's next bytes, behind `beginning`; gives what they hold as far as it is known to be whole.
    package mutating func open(_ piece: some Collection<UInt8>) throws(AgeError) -> [UInt8] {
        pending += piece
        var plain: [UInt8] = []
        var start = 0
        while pending.count - start > Payload.sealedLength {
            let chunk = pending[start..<(start + Payload.sealedLength)]
            guard ChaCha.open(chunk, with: key, nonce: Payload.chunkNonce(counter, last: false), into: &plain) else {
                throw Payload.verifies(chunk, key, counter, last: true) ? .trailingData : .chunkDamaged(counter + 1)
            }
            start += Payload.sealedLength
            counter += 1
        }
        pending.removeFirst(start)
        return plain
    }

    /// The rest, at the file's end.
    package mutating func finish() throws(AgeError) -> [UInt8] {
        guard pending.count > ChaCha.tagLength || (counter == 0 && pending.count == ChaCha.tagLength) else {
            throw pending.count < ChaCha.tagLength ? .truncated : .chunkDamaged(counter + 1)
        }
        var plain: [UInt8] = []
        guard ChaCha.open(pending[...], with: key, nonce: Payload.chunkNonce(counter, last: true), into: &plain) else {
            throw Payload.verifies(pending[...], key, counter, last: false) ? .truncated : .chunkDamaged(counter + 1)
        }
        return plain
    }
}
