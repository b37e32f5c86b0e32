import Crypto
import CryptoExtras

/// A passphrase stanza: `scrypt`, the salt, log2 of the rounds. Source: C2SP age, "scrypt recipient stanza".
enum ScryptStanza {
    static let type = "scrypt"
    static let saltLength = 16

    static func wrap(
        _ fileKey: FileKey, passphrase: String, workFactor: Int, salt: [UInt8]
    ) throws(AgeError) -> Stanza {
        let key = try wrapKey(passphrase, workFactor: workFactor, salt: salt)
        return Stanza(
            type: type, arguments: [String(decoding: Base64.encode(salt), as: UTF8.self), String(workFactor)],
            body: Wrapping.wrap(fileKey, with: key))
    }

    static func unwrap(_ stanza: Stanza, passphrase: String, maxWorkFactor: Int) throws(AgeError) -> FileKey {
        guard stanza.arguments.count == 2, let salt = Base64.decode(stanza.arguments[0].utf8),
            salt.count == saltLength, let workFactor = decimal(stanza.arguments[1]),
            stanza.body.count == Wrapping.bodyLength
        else { throw .headerMalformed(line: stanza.line) }
        guard workFactor <= maxWorkFactor else {
            throw .workFactorTooLarge(asked: workFactor, limit: maxWorkFactor)
        }
        let key = try wrapKey(passphrase, workFactor: workFactor, salt: salt)
        guard let fileKey = Wrapping.unwrap(stanza.body, with: key) else { throw .wrongPassphrase }
        return fileKey
    }

    /// Digits without a leading zero, at most three of them.
    private static func decimal(_ text: String) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.first != 0x30,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// 2^`workFactor` KiB of memory; a computer that has not so much throws ``AgeError/workFactorTooLarge(asked:limit:)``.
    private static func wrapKey(
        _ passphrase: String, workFactor: Int, salt: [UInt8]
    ) throws(AgeError) -> SymmetricKey {
        guard (1...Age.hardestWorkFactor).contains(workFactor) else {
            throw .workFactorTooLarge(asked: workFactor, limit: Age.hardestWorkFactor)
        }
        do {
            return try KDF.Scrypt.deriveKey(
                from: Array(passphrase.utf8), salt: Array("age-encryption.org/v1/scrypt".utf8) + salt,
                outputByteCount: 32, rounds: 1 << workFactor, blockSize: 8, parallelism: 1)
        } catch {
            throw .workFactorTooLarge(asked: workFactor, limit: workFactor - 1)
        }
    }
}
