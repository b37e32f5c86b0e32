import Base
import Foundation

/// A folder that holds secrets for a while. Whoever works in it holds a lock on it, so that what a killed program left
/// behind, journals of SQLite's too, is known as nobody's and removed the next time.
final class Scratch {
    let path: String
    private let descriptor: Int32

    /// Makes the folder `beginning` + eight hexadecimal digits + `ending` for its owner alone; another one when a sweep
    /// took it before it was locked.
    init(_ beginning: String, ending: String, random: (Int) -> [UInt8]) throws {
        while true {
            let path = beginning + Hex.encode(random(4)) + ending
            guard mkdir(path, 0o700) == 0 else { throw FileError(creating: path) }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY)
            if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, access(path, F_OK) == 0 {
                (self.path, self.descriptor) = (path, descriptor)
                return
            }
            let error = FileError(path: path)
            if descriptor >= 0 { close(descriptor) }
            guard access(path, F_OK) != 0 else { throw error }
        }
    }

    deinit {
        Self.remove(path)
        close(descriptor)
    }

    /// Removes what programs that have ended left under such names.
    static func sweep(_ beginning: String, ending: String) throws {
        let folder = beginning.folderPath
        guard FileManager.default.fileExists(atPath: folder) else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in names where name.hasPrefix(beginning.fileName) && name.hasSuffix(ending) {
            let path = folder + "/" + name
            let digits = name.dropFirst(beginning.fileName.count).dropLast(ending.count)
            guard digits.utf8.count == 8, Hex.decode(String(digits)) != nil else { continue }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(path) }
        }
    }

    /// What cannot be removed now is tried again by the next sweep.
    private static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            return
        }
    }
}
