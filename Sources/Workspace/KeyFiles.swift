import Age
import Base
package import Ledger

/// The secret keys of a book, in files of mode 0600.
package enum KeyFiles {
    package static func draw(_ random: (Int) -> [UInt8]) -> DeviceKeys {
        DeviceKeys(signing: SigningKey(rawBytes: random(32))!, receiving: AgeIdentity(rawBytes: random(32))!)
    }

    static func write(_ keys: DeviceKeys, to folder: BookFolder) throws {
        try DurableFile.write(bytes(of: keys), to: folder.deviceKeys, mode: 0o600)
    }

    static func write(root: SigningKey, to folder: BookFolder) throws {
        try DurableFile.write(bytes(of: root), to: folder.rootKey, mode: 0o600)
    }

    /// Both key files in one, sealed so that the recovery key alone opens them again.
    static func writeSealed(
        _ keys: DeviceKeys, root: SigningKey, to recovery: AgeRecipient, in folder: BookFolder, random: (Int) -> [UInt8]
    ) throws {
        let sealed = try Age.seal(bytes(of: root) + bytes(of: keys), to: [recovery], random: random)
        try DurableFile.write(sealed, to: folder.sealedKeys, mode: 0o600)
    }

    static func device(in folder: BookFolder) throws -> DeviceKeys {
        let fields = try fields(of: folder.deviceKeys)
        guard let signing = fields["signing"]?.string.flatMap({ Hex.decode($0) }).flatMap({ SigningKey(rawBytes: $0) }),
            let receiving = try fields["receiving"]?.string.map({ try identity($0, in: folder.deviceKeys) })
        else { throw BookError.keysDamaged(folder.deviceKeys) }
        return DeviceKeys(signing: signing, receiving: receiving)
    }

    private static func identity(_ text: String, in path: String) throws -> AgeIdentity {
        do {
            return try AgeIdentity(parsing: text)
        } catch {
            throw BookError.keysDamaged(path)
        }
    }

    private static func fields(of path: String) throws -> JSON {
        let bytes = try DurableFile.read(path)
        do {
            return try JSON(parsing: bytes)
        } catch {
            throw BookError.keysDamaged(path)
        }
    }

    static func root(in folder: BookFolder) throws -> SigningKey {
        let fields = try fields(of: folder.rootKey)
        guard let root = fields["root"]?.string.flatMap({ Hex.decode($0) }).flatMap({ SigningKey(rawBytes: $0) })
        else { throw BookError.keysDamaged(folder.rootKey) }
        return root
    }

    private static func bytes(of keys: DeviceKeys) -> [UInt8] {
        line(["signing": .string(Hex.encode(keys.signing.rawBytes)), "receiving": .string(keys.receiving.text)])
    }

    private static func bytes(of root: SigningKey) -> [UInt8] {
        line(["root": .string(Hex.encode(root.rawBytes))])
    }

    private static func line(_ fields: JSONObject) -> [UInt8] {
        Array(JSON.object(fields).compact.utf8) + [0x0A]
    }
}
