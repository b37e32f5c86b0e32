package import Base
import Foundation
import GRDB

/// The SQLite file of a book: the only place that knows SQL. One connection, one writer.
///
/// WAL with `synchronous=FULL`: what has been committed survives a power cut. Source: https://sqlite.org/wal.html
/// `wal_autocheckpoint`: batches touch the same pages of the indexes again and again; moved into the book every 64 MB
/// instead of every 4, each is written there once for many batches. Closing the book empties the journal.
/// `secure_delete`: a draft holds a name and a telephone until it is saved.
package final class BookStore: Sendable {
    let queue: DatabaseQueue
    let path: String
    private let facts = FactWriter()
    private let trust = TrustMemory()

    /// Opens or creates the file. A database of a newer program is refused, a busy one is waited for (5 s), one on a
    /// read-only medium can be read.
    package init(path: String, mustExist: Bool = true) throws {
        if mustExist, access(path, F_OK) != 0 {
            throw errno == EACCES ? StoreError.denied(path) : .missing(path)
        }
        self.path = path
        do {
            queue = try DatabaseLocation(path).open(
                Self.settings(cache: 64),
                writing: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA wal_autocheckpoint = 16384;

                    """)
            try migrate(path: path)
        } catch let error as DatabaseError {
            throw StoreError(error, of: path)
        }
    }

    /// A database that is open already: a scratch copy.
    init(_ queue: DatabaseQueue) {
        self.queue = queue
        path = queue.path
    }

    /// - Parameter cache: in megabytes.
    private static func settings(cache: Int) -> String {
        """
        PRAGMA trusted_schema = OFF;
        PRAGMA cell_size_check = ON;
        PRAGMA cache_size = -\(cache * 1024);
        PRAGMA temp_store = MEMORY;
        """
    }

    private func migrate(path: String) throws {
        let migrator = Schema.migrator
        let isCurrent = try queue.read { db in
            if try migrator.hasBeenSuperseded(db) { throw StoreError.newer(path) }
            return try migrator.hasCompletedMigrations(db)
        }
        if !isCurrent { try migrator.migrate(queue) }
    }

    /// Runs `body` in one transaction: all of it or nothing.
    ///
    /// - Parameter isDurable: false for what costs nothing but a second look when the power fails: it is on the disk
    ///   with the next transaction that is, and is whole or absent until then.
    package func write<Value>(isDurable: Bool = true, _ body: (BookWriter) throws -> Value) throws -> Value {
        do {
            if !isDurable { try synchronise("NORMAL") }
            let value = try queue.write { db in
                trust.begin(version: try Self.dataVersion(db))
                let writer = BookWriter(db, facts: facts, trust: trust)
                let value = try body(writer)
                try writer.settle()
                return value
            }
            if !isDurable { try synchronise("FULL") }
            return value
        } catch {
            facts.forget()
            trust.forget()
            if !isDurable { try synchronise("FULL") }
            throw StoreError.worded(error, of: path)
        }
    }

    /// In WAL mode NORMAL differs from FULL in that a commit does not wait for the disk.
    /// Source: https://sqlite.org/pragma.html#pragma_synchronous
    private func synchronise(_ level: String) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(level)") }
    }

    /// Reads from one state of the book. GRDB's own `read` sets `query_only` before and after, and every change of such
    /// a pragma makes SQLite compile all statements again: while merging 4 % of the time. A ``BookReader`` only reads.
    package func read<Value>(_ body: (BookReader) throws -> Value) throws -> Value {
        do {
            return try queue.unsafeRead { db in
                var value: Value?
                try db.inTransaction(.deferred) {
                    value = try body(BookReader(db))
                    return .commit
                }
                return value!
            }
        } catch {
            throw StoreError.worded(error, of: path)
        }
    }

    private static func dataVersion(_ db: Database) throws -> Int? {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
    }

    /// Reads from one state of the book, on two cores; see ``BookReader/counting(_:catalogue:)``.
    ///
    /// Two connections see the same when nobody has committed in between; when somebody has, one has to do.
    /// Source: https://sqlite.org/pragma.html#pragma_data_version
    package func readOnTwoCores<Value>(_ body: (BookReader) throws -> Value) throws -> Value {
        // A scratch copy has no name.
        guard !path.isEmpty else { return try read(body) }
        do {
            // It reads indexes from one end to the other.
            let aside = try Aside(path, settings: Self.settings(cache: 8))
            return try queue.unsafeRead { db in
                let version = try Self.dataVersion(db)
                try aside.begin()
                var value: Value?
                try db.inTransaction(.deferred) {
                    let isSame = try Self.dataVersion(db) == version
                    value = try body(BookReader(db, aside: isSame ? aside : nil))
                    return .rollback
                }
                return value!
            }
        } catch {
            throw StoreError.worded(error, of: path)
        }
    }

    /// Makes the next writes fail as a full disk does. Source: https://sqlite.org/pragma.html#pragma_max_page_count
    package func limitPages(to count: Int) throws {
        try queue.writeWithoutTransaction { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(count)")
        }
    }
}

/// Why the book's database cannot be used.
package enum StoreError: Error, Hashable, Sendable {
    case missing(String)
    /// In a folder that belongs to somebody else.
    case denied(String)
    case newer(String)
    /// Whoever is known to write.
    case busy(LockHolder?)
    case full
    case readOnly
    case notDatabase(String)
    case io(String)

    /// - Parameter path: of the book, to say who is writing to it.
    init(_ error: DatabaseError, of path: String? = nil) {
        let isFull = path.map { DatabaseLocation.isFull(at: $0) } ?? false
        switch error.resultCode {
        case let code where isFull && [.SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN].contains(code): self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path.flatMap { LockHolder(of: $0) })
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
        // A plain error is a table or column that is not as this program made it: its own texts are tested.
        case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR: self = .notDatabase(error.message ?? "")
        // Without the query and its values.
        default: self = .io(error.message ?? error.resultCode.description)
        }
    }

    /// The database's errors in the book's words; any other as it is.
    static func worded(_ error: any Error, of path: String) -> any Error {
        switch error {
        case let error as DatabaseError: StoreError(error, of: path)
        case let error as RowDecodingError: StoreError(error)
        default: error
        }
    }

    /// A value that the tables do not allow.
    private init(_ error: RowDecodingError) {
        // Without the query and its values.
        self = .notDatabase(String(error.description.prefix { $0 != "(" }))
    }
}

extension StoreError: Reportable {
    package var problem: Problem {
        switch self {
        case .missing(let path):
            Problem(
                "BOOK-001", at: path, Bilingual("không thấy sổ ở đây", "there is no book here"),
                hint: Bilingual(
                    "tạo sổ bằng `sotay init --kit TỆP --name TÊN`, hoặc chỉ đúng thư mục bằng --book",
                    "make one with `sotay init --kit FILE --name NAME`, or name the right folder with --book"),
                status: .noInput)
        case .denied(let path):
            Problem(
                "BOOK-070", at: path,
                Bilingual(
                    "sổ ở đây là của người dùng khác trên máy này", "the book here is another user's of this computer"),
                hint: Bilingual(
                    "đăng nhập bằng tài khoản đã tạo sổ, hoặc chỉ sổ của bạn bằng --book",
                    "log in as whoever made it, or name your own with --book"), status: .notPermitted)
        case .newer(let path):
            Problem(
                "BOOK-002", at: path,
                Bilingual("sổ này do sotay bản mới hơn ghi", "this book was written by a newer sotay"),
                hint: Bilingual("cài bản sotay mới hơn", "install the newer sotay"), status: .badData)
        case .busy(let holder):
            Problem(
                "BOOK-003",
                holder.map {
                    Bilingual(
                        "\($0.program.printable) (tiến trình \($0.process)) đang ghi vào sổ này",
                        "\($0.program.printable) (process \($0.process)) is writing to this book")
                } ?? Bilingual("một chương trình khác đang ghi vào sổ này", "another program is writing to this book"),
                hint: Bilingual("đợi nó xong rồi làm lại", "wait until it is done, then try again"), status: .busy)
        case .full:
            Problem(
                "BOOK-004", Bilingual("ổ đĩa đã đầy; chưa ghi gì thêm", "the disk is full; nothing more was written"),
                hint: Bilingual("giải phóng chỗ trống rồi làm lại", "free some space, then try again"), status: .io)
        case .readOnly:
            Problem(
                "BOOK-005", Bilingual("không ghi được vào thư mục của sổ", "the book's folder cannot be written"),
                hint: Bilingual(
                    "kiểm tra quyền ghi của thư mục, hoặc chọn thư mục khác bằng --book",
                    "check the folder's permissions, or choose another one with --book"), status: .cannotWrite)
        case .notDatabase(let reason):
            Problem(
                "BOOK-006",
                Bilingual(
                    "tệp sổ bị hỏng hoặc không phải sổ của sotay",
                    "the book's file is damaged or no book of sotay's (\(reason.printable))"),
                hint: Bilingual(
                    "đừng ghi thêm; khôi phục từ bản sao lưu và xin tổ trưởng gửi lại các lô",
                    "do not write to it; restore a backup and ask the lead for the batches"), status: .badData)
        case .io(let reason):
            Problem(
                "BOOK-007",
                Bilingual(
                    "lỗi đọc ghi sổ: \(reason.printable)", "error reading or writing the book: \(reason.printable)"),
                status: .io)
        }
    }
}
