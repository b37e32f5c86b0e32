import Age
import Base

/// The inside of a backup: named files one after the other, sealed by age as a whole.
///
/// `sotay-backup 1` LF, then for each file the length of its name (2 bytes, the greater first), the name in UTF-8, the
/// length of its content (8 bytes) and the content; at the end two zero bytes. The first file is `about.json`.
/// Names are `book.sqlite`, `roster.sqlite`, `keys/…` and `quarantine/…`; a reader refuses any other.
enum BackupContainer {
    static let beginning = Array("sotay-backup 1\n".utf8)
    static let about = "about.json"
    static let ending: [UInt8] = [0, 0]

    static func head(of name: String, length: Int) -> [UInt8] {
        bigEndian(name.utf8.count, bytes: 2) + Array(name.utf8) + bigEndian(length, bytes: 8)
    }

    private static func bigEndian(_ value: Int, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * (bytes - 1 - $0))) }
    }

    /// Whether a file of this name may be written into a new book: nothing that leads out of its folder.
    static func allows(_ name: String) -> Bool {
        if ["book.sqlite", "roster.sqlite", about].contains(name) { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, ["keys", "quarantine"].contains(parts[0]), (1...64).contains(parts[1].utf8.count) else {
            return false
        }
        return parts[1].first != "."
            && parts[1].utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E || byte == 0x5F
            }
    }
}

/// Writes a container through the seal into a file.
struct BackupWriter {
    private let output: DurableOutput
    private var sealing: AgeSealing

    static let piece = 1 << 20

    init(_ output: DurableOutput, _ sealing: AgeSealing) throws {
        self.output = output
        self.sealing = sealing
        try output.write(sealing.beginning)
        try seal(BackupContainer.beginning)
    }

    private mutating func seal(_ bytes: [UInt8]) throws {
        try output.write(sealing.seal(bytes))
    }

    mutating func add(_ name: String, _ bytes: [UInt8]) throws {
        try seal(BackupContainer.head(of: name, length: bytes.count) + bytes)
    }

    /// The file at `path`; one that grows or shrinks meanwhile is refused.
    mutating func add(_ name: String, from path: String) throws {
        let input = try DurableInput(path)
        try seal(BackupContainer.head(of: name, length: input.size))
        var left = input.size
        while left > 0, let bytes = try input.next(min(left, Self.piece)) {
            try seal(bytes)
            left -= bytes.count
        }
        guard left == 0 else { throw FileError.differs(path) }
    }

    /// How many bytes the file has.
    mutating func finish() throws -> Int {
        try seal(BackupContainer.ending)
        try output.write(sealing.finish())
        try output.finish()
        return output.count
    }
}

/// Reads a container out of a sealed file. That it is whole is known when `next()` has said nil.
struct BackupReader {
    private let input: DurableInput
    private var opening: AgeOpening
    private var plain: [UInt8] = []
    private var at = 0
    private var hasEnded = false

    init(_ input: DurableInput, _ opening: AgeOpening) throws {
        self.input = input
        self.opening = opening
        do {
            plain = try self.opening.open([])
        } catch {
            throw BackupError.seal(error)
        }
        guard try read(BackupContainer.beginning.count, orThrow: .notBackup) == BackupContainer.beginning else {
            throw BackupError.notBackup
        }
    }

    /// The next file's name and length; its content has to be read before this is asked again.
    mutating func next() throws -> (name: String, length: Int)? {
        let count = Self.number(try read(2, orThrow: .notBackup))
        guard count > 0 else {
            guard try read(1, orThrow: nil).isEmpty else { throw BackupError.notBackup }
            return nil
        }
        let name = String(decoding: try read(count, orThrow: .notBackup), as: UTF8.self)
        let length = Self.number(try read(8, orThrow: .notBackup))
        guard length >= 0, BackupContainer.allows(name) else { throw BackupError.notBackup }
        return (name, length)
    }

    private static func number(_ bytes: [UInt8]) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// `count` bytes of the current file's content, or the rest of it where the container ends too early.
    mutating func content(_ count: Int) throws -> [UInt8] {
        try read(count, orThrow: .notBackup)
    }

    /// - Parameter error: thrown where the container ends before; nil gives what there is.
    private mutating func read(_ count: Int, orThrow error: BackupError?) throws -> [UInt8] {
        while plain.count - at < count, !hasEnded {
            plain.removeFirst(at)
            at = 0
            let piece = try input.next(BackupWriter.piece)
            hasEnded = piece == nil
            do throws(AgeError) {
                if let piece {
                    plain += try opening.open(piece)
                } else {
                    plain += try opening.finish()
                }
            } catch {
                throw BackupError.seal(error)
            }
        }
        let bytes = Array(plain[at..<min(at + count, plain.count)])
        if bytes.count < count, let error { throw error }
        at += bytes.count
        return bytes
    }
}
