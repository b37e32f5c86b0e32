/// The age v1 file format, binary form, as the `age` tool reads and writes it. Source: https://age-encryption.org/v1
///
/// Nothing here reads a random number: `random` is asked for exactly as many bytes as its argument says, in the order
/// file key (16), one ephemeral key a recipient (32) or the scrypt salt (16), payload nonce (16). The same bytes give
/// the same file, so a source that repeats itself gives the keys away.
package enum Age {
    /// The most recipients of one file, and the most stanzas that are read.
    package static let recipientLimit = 64
    /// Bytes of header that are read at most.
    package static let headerLimit = 64 * 1024
    /// log2 of scrypt's rounds, as the `age` tool chooses it: 256 MiB of memory, about a second.
    package static let usualWorkFactor = 18
    /// What ``open(_:passphrase:maxWorkFactor:)`` accepts when nothing else is said, as the `age` tool does: 4 GiB of
    /// memory, some 15 seconds. More would let a stranger's file freeze this computer.
    package static let workFactorLimit = 22
    static let hardestWorkFactor = 30

    /// Whether a file begins as one of any version does; nothing else of it is looked at.
    package static func isSealed(_ start: [UInt8]) -> Bool { start.starts(with: Header.intro) }

    /// Seals `plain` to every one of `recipients`: any of them opens it alone, none sees who the others are.
    ///
    /// Throws ``AgeError/recipientCount(_:)`` for none or over 64, ``AgeError/lowOrderPoint`` for a forged recipient.
    package static func seal(
        _ plain: [UInt8], to recipients: [AgeRecipient], random: (Int) -> [UInt8]
    ) throws(AgeError) -> [UInt8] {
        guard (1...recipientLimit).contains(recipients.count) else { throw .recipientCount(recipients.count) }
        let fileKey = FileKey(bytes: random(FileKey.length))
        var stanzas: [Stanza] = []
        for recipient in recipients {
            stanzas.append(try X25519Stanza.wrap(fileKey, for: recipient, ephemeral: random(32)))
        }
        return seal(plain, stanzas, fileKey, nonce: random(Payload.nonceLength))
    }

    /// Seals `plain` with a passphrase, taken as it is: hand it in NFC, or another keyboard types another one.
    package static func seal(
        _ plain: [UInt8], passphrase: String, workFactor: Int = usualWorkFactor, random: (Int) -> [UInt8]
    ) throws(AgeError) -> [UInt8] {
        let fileKey = FileKey(bytes: random(FileKey.length))
        let stanza = try ScryptStanza.wrap(
            fileKey, passphrase: passphrase, workFactor: workFactor, salt: random(ScryptStanza.saltLength))
        return seal(plain, [stanza], fileKey, nonce: random(Payload.nonceLength))
    }

    /// What `file` holds, when one of `identities` is among its recipients. Stanzas of unknown types are passed over.
    ///
    /// All or nothing: no byte is returned of a file that is damaged anywhere. Who hands the file over for good needs
    /// no memory but its own.
    package static func open(_ file: consuming [UInt8], with identities: [AgeIdentity]) throws(AgeError) -> [UInt8] {
        let header = try Header(parsing: copy file)
        return try Payload.open(file, from: header.length, fileKey: fileKey(of: header, with: identities))
    }

    static func fileKey(of header: Header, with identities: [AgeIdentity]) throws(AgeError) -> FileKey {
        if let scrypt = header.stanzas.first(where: { $0.type == ScryptStanza.type }) {
            guard header.stanzas.count == 1 else { throw .headerMalformed(line: scrypt.line) }
            throw .passphraseNeeded
        }
        for stanza in header.stanzas where stanza.type == X25519Stanza.type {
            for identity in identities {
                if let fileKey = try X25519Stanza.unwrap(stanza, with: identity) {
                    guard fileKey.isAuthentic(header) else { throw .headerDamaged }
                    return fileKey
                }
            }
        }
        throw .noIdentityMatches
    }

    /// What `file` holds, when it was sealed with `passphrase` and asks for at most 2^`maxWorkFactor` rounds.
    package static func open(
        _ file: [UInt8], passphrase: String, maxWorkFactor: Int = workFactorLimit
    ) throws(AgeError) -> [UInt8] {
        let header = try Header(parsing: file)
        let fileKey = try fileKey(of: header, passphrase: passphrase, maxWorkFactor: maxWorkFactor)
        return try Payload.open(file, from: header.length, fileKey: fileKey)
    }

    static func fileKey(
        of header: Header, passphrase: String, maxWorkFactor: Int
    ) throws(AgeError) -> FileKey {
        guard let stanza = header.stanzas.first(where: { $0.type == ScryptStanza.type }) else {
            throw .noPassphraseSet
        }
        // Alone, or a file could be sealed to a key under the cover of a passphrase. Source: C2SP age, "scrypt".
        guard header.stanzas.count == 1 else { throw .headerMalformed(line: stanza.line) }
        let fileKey = try ScryptStanza.unwrap(stanza, passphrase: passphrase, maxWorkFactor: maxWorkFactor)
        guard fileKey.isAuthentic(header) else { throw .headerDamaged }
        return fileKey
    }

    private static func seal(_ plain: [UInt8], _ stanzas: [Stanza], _ fileKey: FileKey, nonce: [UInt8]) -> [UInt8] {
        var out = Header.write(stanzas, fileKey: fileKey)
        out.reserveCapacity(out.count + Payload.sealedLength(of: plain.count))
        Payload.seal(plain, fileKey: fileKey, nonce: nonce, into: &out)
        return out
    }
}
