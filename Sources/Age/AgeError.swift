/// Why a file, a key or a request is refused. Pure data: the target that shows it to a person finds the words.
package enum AgeError: Error, Hashable, Sendable {
    /// The first line is not that of an age file.
    case notAge
    /// A file in ASCII armour (`age --armor`); only the binary form is read here.
    case armoured
    /// `age-encryption.org/` followed by this other version.
    case newerVersion(String)
    /// The 1-based line of the header that breaks the format; 0 when the header is too long as a whole.
    case headerMalformed(line: Int)
    /// The header was changed after it was written.
    case headerDamaged
    /// The file is for other keys.
    case noIdentityMatches
    /// The file is sealed with a passphrase, and keys were given.
    case passphraseNeeded
    /// The file is sealed to keys, and a passphrase was given.
    case noPassphraseSet
    case wrongPassphrase
    /// The file asks for 2^`asked` rounds of scrypt; more than 2^`limit` would freeze this computer.
    case workFactorTooLarge(asked: Int, limit: Int)
    /// The file ends before its last chunk does.
    case truncated
    /// The 1-based chunk of 64 KiB that does not verify. The last one also when the file was cut or grew inside it.
    case chunkDamaged(Int)
    /// Bytes after the last chunk.
    case trailingData
    /// A public value of X25519 that makes the shared secret zero.
    case lowOrderPoint
    /// A text that is no `age1…` recipient or no `AGE-SECRET-KEY-1…` identity; mistyped or of another kind.
    case keyMalformed
    /// Sealing to none, or to more than ``Age/recipientLimit``.
    case recipientCount(Int)
}
