import Base
import Foundation
import Ledger

/// A file too large to hold in memory, written piece by piece: whole under its name, or not there.
///
/// The counterpart of ``DurableFile/write(_:to:mode:)``: a temporary sibling, fsync, read again, rename.
final class DurableOutput {
    private let path: String
    private let temporary: String
    private let mode: mode_t
    private var descriptor: Int32
    private var hasher = Digest.Running()
    private(set) var count = 0
    private var isFinished = false

    init(_ path: String, mode: mode_t) throws {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError.isFolder(path) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw FileError.notRegular(path) }
        }
        self.path = path
        self.mode = mode
        temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw FileError(creating: path) }
        // Whoever writes holds a lock: what a killed program left under such a name is nobody's.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw FileError(path: path) }
        Self.sweep(path)
    }

    /// Removes what killed programs left of the same file; nothing in a folder that cannot be looked into.
    private static func sweep(_ path: String) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path.folderPath)
        } catch {
            return
        }
        for name in names where name.hasPrefix(path.fileName + ".") && name.hasSuffix(".part") {
            let numbers = name.dropFirst(path.fileName.count + 1).dropLast(5).split(separator: "-")
            guard numbers.count == 2, numbers.allSatisfy({ UInt32($0) != nil }) else { continue }
            let left = path.folderPath + "/" + name
            let descriptor = open(left, O_RDONLY | O_NOFOLLOW)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(left) }
        }
    }

    /// What was not finished goes.
    deinit {
        if descriptor >= 0 { close(descriptor) }
        if !isFinished { unlink(temporary) }
    }

    func write(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileError(path: path) }
            offset += written
        }
        hasher.update(bytes)
        count += bytes.count
    }

    func finish() throws {
        guard fsync(descriptor) == 0 else { throw FileError(path: path) }
        close(descriptor)
        descriptor = -1
        var again = Digest.Running()
        let input = try DurableInput(temporary)
        while let piece = try input.next(1 << 16) { again.update(piece) }
        guard again.digest() == hasher.digest() else { throw FileError.differs(path) }
        guard rename(temporary, path) == 0 else { throw FileError(path: path) }
        isFinished = true
        try DurableFile.syncFolder(path.folderPath)
    }
}

/// A file read piece by piece.
final class DurableInput {
    private let path: String
    private let descriptor: Int32
    /// Bytes, as the file system says.
    let size: Int

    /// Refuses folders, pipes and devices.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(path: path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path: path) }
        size = Int(status.st_size)
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileError.isFolder(path)
        default: throw FileError.notRegular(path)
        }
    }

    deinit {
        close(descriptor)
    }

    /// At most `limit` bytes, fewer at the end; nil behind it.
    func next(_ limit: Int) throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress! + filled, limit - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path: path) }
            if count == 0 { break }
            filled += count
        }
        return filled == 0 ? nil : Array(bytes.prefix(filled))
    }
}
