import Age
import Base
import Foundation
package import Ledger

/// The secret keys of a book, in files of mode 0600: in the clear, or each sealed with its owner's passphrase in an age
/// file of the same name with `.age` behind it.
package struct KeyFiles {
    private let folder: BookFolder
    /// Nil when nobody can be asked.
    private let passphrase: () throws -> String?

    package init(in folder: BookFolder, passphrase: @escaping () throws -> String?) {
        self.folder = folder
        self.passphrase = passphrase
    }

    package static func draw(_ random: (Int) -> [UInt8]) -> DeviceKeys {
        DeviceKeys(signing: SigningKey(rawBytes: random(32))!, receiving: AgeIdentity(rawBytes: random(32))!)
    }

    // MARK: Reading

    /// The device's keys, the newest first; the older ones still open what was sealed to them.
    func devices() throws -> [DeviceKeys] {
        let lines = try read(folder.deviceKeys).split(separator: 0x0A)
        let keys = lines.compactMap { DeviceKeys(line: Array($0)) }
        guard !keys.isEmpty, keys.count == lines.count else { throw BookError.keysDamaged(folder.deviceKeys) }
        return keys
    }

    /// The ward's root key.
    func root() throws -> SigningKey {
        guard let root = SigningKey(rootLine: try read(folder.rootKey)) else {
            throw BookError.keysDamaged(folder.rootKey)
        }
        return root
    }

    /// Whether they open with a passphrase only.
    var areLocked: Bool { isLocked(folder.deviceKeys) }

    private func isLocked(_ path: String) -> Bool {
        let files = FileManager.default
        return !files.fileExists(atPath: path) && files.fileExists(atPath: path + Self.locked)
    }

    private static let locked = ".age"

    private func read(_ path: String) throws -> [UInt8] {
        guard isLocked(path) else { return try DurableFile.read(path) }
        let sealed = try DurableFile.read(path + Self.locked)
        guard let passphrase = try passphrase()?.nfc else { throw BookError.keysLocked(path + Self.locked) }
        do {
            return try Age.open(sealed, passphrase: passphrase)
        } catch AgeError.wrongPassphrase {
            throw BookError.passphraseWrong
        } catch {
            throw BookError.keysDamaged(path + Self.locked)
        }
    }

    // MARK: Writing

    /// - Parameter lock: a passphrase of at least ``Book/leastPassphrase`` letters; nil leaves the keys in the clear.
    static func write(
        _ devices: [DeviceKeys], root: SigningKey?, to folder: BookFolder, lock: String?, random: (Int) -> [UInt8]
    ) throws {
        try write(devices.flatMap(\.line), to: folder.deviceKeys, lock: lock, random: random)
        if let root { try write(root.rootLine, to: folder.rootKey, lock: lock, random: random) }
    }

    /// The other file of the two goes when the new one stands.
    private static func write(_ bytes: [UInt8], to path: String, lock: String?, random: (Int) -> [UInt8]) throws {
        if let lock = lock?.nfc {
            guard lock.count >= Book.leastPassphrase else {
                throw BackupError.passphraseShort(least: Book.leastPassphrase)
            }
            try DurableFile.write(Age.seal(bytes, passphrase: lock, random: random), to: path + locked, mode: 0o600)
            try remove(path)
        } else {
            try DurableFile.write(bytes, to: path, mode: 0o600)
            try remove(path + locked)
        }
    }

    private static func remove(_ path: String) throws {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw FileError(path: path)
    }

    // MARK: The ward's, sealed to its recovery key

    /// Root and device keys in one file, which the recovery key alone opens.
    static func writeSealed(
        _ devices: [DeviceKeys], root: SigningKey, to recovery: AgeRecipient, in folder: BookFolder,
        random: (Int) -> [UInt8]
    ) throws {
        let sealed = try Age.seal(root.rootLine + devices.flatMap(\.line), to: [recovery], random: random)
        try DurableFile.write(sealed, to: folder.sealedKeys, mode: 0o600)
    }

    /// The keys in such a file.
    static func sealed(_ path: String, with recovery: [AgeIdentity]) throws -> (root: SigningKey, devices: [DeviceKeys])
    {
        let bytes: [UInt8]
        do {
            bytes = try Age.open(DurableFile.read(path, limit: 1 << 20), with: recovery)
        } catch let error as AgeError {
            throw BackupError.seal(error)
        }
        let lines = bytes.split(separator: 0x0A).map { Array($0) }
        let devices = lines.dropFirst().compactMap { DeviceKeys(line: $0) }
        guard let root = lines.first.flatMap({ SigningKey(rootLine: $0) }), !devices.isEmpty else {
            throw BookError.keysDamaged(path)
        }
        return (root, devices)
    }
}

// MARK: - Lines

extension DeviceKeys {
    fileprivate init?(line: [UInt8]) {
        guard let fields = JSON(line: line),
            let signing = fields["signing"]?.string.flatMap({ Hex.decode($0) }).flatMap({ SigningKey(rawBytes: $0) }),
            let receiving = fields["receiving"]?.string.flatMap({ AgeIdentity(named: $0) })
        else { return nil }
        self.init(signing: signing, receiving: receiving)
    }

    fileprivate var line: [UInt8] {
        let fields: JSONObject = [
            "signing": .string(Hex.encode(signing.rawBytes)), "receiving": .string(receiving.text),
        ]
        return Array(JSON.object(fields).compact.utf8) + [0x0A]
    }
}

extension SigningKey {
    fileprivate init?(rootLine: [UInt8]) {
        guard let root = JSON(line: rootLine)?["root"]?.string.flatMap({ Hex.decode($0) }) else { return nil }
        self.init(rawBytes: root)
    }

    fileprivate var rootLine: [UInt8] {
        Array(JSON.object(["root": .string(Hex.encode(rawBytes))]).compact.utf8) + [0x0A]
    }
}

extension JSON {
    fileprivate init?(line: [UInt8]) {
        do {
            try self.init(parsing: line)
        } catch {
            return nil
        }
    }
}

extension AgeIdentity {
    fileprivate init?(named text: String) {
        do {
            try self.init(parsing: text)
        } catch {
            return nil
        }
    }
}
