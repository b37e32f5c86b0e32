package import Base
package import Foundation

/// Files that are whole or not there: written beside their name, forced to the disk, read again, renamed.
package enum DurableFile {
    /// Replaces `path` by `bytes`. On any failure the old file stands and nothing else is left behind.
    ///
    /// - Parameter mode: permissions; 0600 for secrets.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        if try writeThrough(bytes, to: path) { return }
        let temporary = path + ".part"
        let descriptor = try openAlone(temporary, for: path, mode: mode)
        do {
            defer { close(descriptor) }
            try writeAll(bytes, to: descriptor, path: path)
            guard fsync(descriptor) == 0 else { throw FileError(path: path) }
            guard try holds(temporary, bytes) else { throw FileError.differs(path) }
            guard rename(temporary, path) == 0 else { throw FileError(path: path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(path.folderPath)
    }

    /// Compares piece by piece: the bytes may be half of the memory.
    private static func holds(_ path: String, _ bytes: [UInt8]) throws -> Bool {
        let input = try DurableInput(path)
        var done = 0
        while let piece = try input.next(1 << 16) {
            guard bytes[done...].prefix(piece.count).elementsEqual(piece) else { return false }
            done += piece.count
        }
        return done == bytes.count
    }

    /// Opens the temporary file, empty, for this program alone: what a killed one left behind is taken over, one that
    /// another program is writing is not.
    private static func openAlone(_ temporary: String, for path: String, mode: mode_t) throws -> Int32 {
        while true {
            let descriptor = open(temporary, O_RDWR | O_CREAT | O_NOFOLLOW, mode)
            guard descriptor >= 0 else { throw FileError(creating: path) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw FileError.busy(path)
            }
            var opened = stat()
            var named = stat()
            // The other program may have renamed it between our opening and our lock.
            if fstat(descriptor, &opened) == 0, stat(temporary, &named) == 0, opened.st_ino == named.st_ino {
                if ftruncate(descriptor, 0) == 0, fchmod(descriptor, opened.st_mode & mode) == 0 { return descriptor }
                let error = FileError(path: path)
                close(descriptor)
                throw error
            }
            close(descriptor)
        }
    }

    /// A device or a pipe (`/dev/stdout`) is written to as it is: renaming would put a file in its place.
    private static func writeThrough(_ bytes: [UInt8], to path: String) throws -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw FileError.folderInTheWay(path) }
        guard kind != S_IFREG else { return false }
        let descriptor = open(path, O_WRONLY)
        guard descriptor >= 0 else { throw FileError(path: path) }
        defer { close(descriptor) }
        try writeAll(bytes, to: descriptor, path: path)
        return true
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileError(path: path) }
            offset += written
        }
    }

    /// Some file systems of USB sticks cannot sync a folder; that they say so is no failure.
    static func syncFolder(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw FileError(path: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw FileError(path: folder) }
    }

    /// Whether a plain file stands at `path`: no pipe that waits for ever, no device.
    package static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// How many bytes stand there; nil when there is no such file. A database is asked thus: closing its file would
    /// drop the locks that SQLite holds on it. Source: https://sqlite.org/howtocorrupt.html §2.2
    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Whether two names lead to one file.
    package static func areSame(_ a: String, _ b: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
            && first.st_ino == second.st_ino
    }

    /// The whole file, or its first `limit` bytes.
    ///
    /// - Parameter onlyRegular: refuses pipes and devices instead of waiting for them.
    package static func read(_ path: String, limit: Int = .max, onlyRegular: Bool = false) throws -> [UInt8] {
        let descriptor = open(path, onlyRegular ? O_RDONLY | O_NONBLOCK : O_RDONLY)
        guard descriptor >= 0 else { throw FileError(reading: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path: path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError.isFolder(path) }
        guard !onlyRegular || status.st_mode & S_IFMT == S_IFREG else { throw FileError.notRegular(path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size), limit))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Foundation.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path: path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Makes a folder and those above it.
    package static func makeFolder(_ path: String, mode: mode_t = 0o755) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw FileError.notFolder(path) }
            return
        }
        let parent = path.folderPath
        if parent != path { try makeFolder(parent) }
        guard mkdir(path, mode) == 0 else { throw FileError(creating: path) }
    }
}

/// Why a file cannot be read or written.
package enum FileError: Error, Hashable, Sendable {
    case missing(String)
    case denied(String)
    case unreadable(String)
    case full(String)
    case readOnly(String)
    case isFolder(String)
    case notFolder(String)
    case notRegular(String)
    case folderInTheWay(String)
    case busy(String)
    case exists(String)
    case wouldReplace(String)
    case differs(String)
    case cannotCreate(String)
    case other(String, code: Int32)

    /// From `errno`.
    init(path: String) {
        switch errno {
        case ENOENT: self = .missing(path)
        case EACCES, EPERM: self = .denied(path)
        case ENOSPC, EDQUOT, EFBIG: self = .full(path)
        case EROFS: self = .readOnly(path)
        case EISDIR: self = .isFolder(path)
        case ENOTDIR: self = .notFolder(path)
        case let code: self = .other(path, code: code)
        }
    }

    /// From `errno` of reading: no permission is asked to write there.
    init(reading path: String) {
        self = errno == EACCES || errno == EPERM ? .unreadable(path) : FileError(path: path)
    }

    /// From `errno` of making something new: what is missing then is the folder around it.
    init(creating path: String) {
        self = errno == ENOENT ? .cannotCreate(path) : FileError(path: path)
    }
}

extension FileError: Reportable {
    package var problem: Problem {
        switch self {
        case .missing(let path):
            Problem(
                "FILE-001", at: path, Bilingual("không thấy tệp hay thư mục này", "there is no such file or folder"),
                hint: Bilingual("kiểm tra lại tên và đường dẫn", "check the name and the path"), status: .noInput)
        case .denied(let path):
            Problem(
                "FILE-002", at: path, Bilingual("không có quyền với tệp này", "this file may not be opened"),
                hint: Bilingual("chọn nơi khác hoặc xin quyền", "choose another place or ask for permission"),
                status: .cannotWrite)
        case .unreadable(let path):
            Problem(
                "FILE-015", at: path, Bilingual("không được phép đọc tệp này", "this file may not be read"),
                hint: Bilingual(
                    "xin quyền đọc tệp, hoặc xin một bản chép", "ask for permission to read it, or for a copy"),
                status: .noInput)
        case .full(let path):
            Problem(
                "FILE-003", at: path,
                Bilingual("ổ đĩa đã đầy; không để lại gì dở dang", "the disk is full; nothing half-written was left"),
                hint: Bilingual("giải phóng chỗ trống hoặc dùng USB khác", "free some space or use another stick"),
                status: .io)
        case .readOnly(let path):
            Problem(
                "FILE-004", at: path, Bilingual("ổ đĩa này chỉ cho đọc", "this disk is read-only"),
                hint: Bilingual(
                    "gạt khóa chống ghi của USB, hoặc chọn nơi khác", "unlock the stick or choose another place"),
                status: .cannotWrite)
        case .isFolder(let path):
            Problem(
                "FILE-005", at: path, Bilingual("đây là thư mục, cần một tệp", "this is a folder, a file is needed"),
                status: .noInput)
        case .notFolder(let path):
            Problem(
                "FILE-006", at: path, Bilingual("đây không phải thư mục", "this is not a folder"), status: .cannotWrite)
        case .notRegular(let path):
            Problem(
                "FILE-011", at: path,
                Bilingual("đây là ống dẫn hay thiết bị, không phải tệp", "this is a pipe or a device, not a file"),
                status: .noInput)
        case .folderInTheWay(let path):
            Problem(
                "FILE-013", at: path,
                Bilingual(
                    "đây là thư mục, không ghi tệp đè lên được", "this is a folder; no file can be written over it"),
                hint: Bilingual("ghi thêm tên tệp", "add a file name"), status: .cannotWrite)
        case .busy(let path):
            Problem(
                "FILE-012", at: path,
                Bilingual("một chương trình khác đang ghi tệp này", "another program is writing this file"),
                hint: Bilingual("đợi nó xong rồi làm lại", "wait until it is done, then try again"), status: .busy)
        case .exists(let path):
            Problem(
                "FILE-007", at: path, Bilingual("ở đây đã có dữ liệu", "there is something here already"),
                hint: Bilingual("chọn tên hoặc thư mục khác", "choose another name or folder"), status: .cannotWrite)
        case .wouldReplace(let path):
            Problem(
                "FILE-014", at: path,
                Bilingual("ở đây đã có một tệp; chưa ghi gì", "there is a file here already; nothing was written"),
                hint: Bilingual(
                    "chọn tên khác, hoặc thêm --force để ghi đè", "choose another name, or add --force to replace it"),
                status: .cannotWrite)
        case .differs(let path):
            Problem(
                "FILE-008", at: path,
                Bilingual(
                    "đọc lại thấy khác với đã ghi; ổ đĩa có thể hỏng",
                    "what was read back differs from what was written; the disk may be failing"),
                hint: Bilingual("dùng USB khác", "use another stick"), status: .io)
        case .cannotCreate(let path):
            Problem(
                "FILE-010", at: path,
                Bilingual(
                    "không tạo được ở đây: thư mục không có hoặc không cho ghi",
                    "it cannot be made here: the folder is missing or takes no files"),
                hint: Bilingual(
                    "tạo thư mục trước, hoặc chọn nơi khác", "make the folder first, or choose another place"),
                status: .cannotWrite)
        case .other(let path, let code):
            Problem(
                "FILE-009", at: path,
                Bilingual(
                    "lỗi đọc ghi: \(String(cString: strerror(code)))",
                    "input/output error: \(String(cString: strerror(code)))"),
                status: .io)
        }
    }
}
