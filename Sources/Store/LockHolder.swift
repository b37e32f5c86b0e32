import Base
import Foundation

/// Another program that is writing to the book.
package struct LockHolder: Hashable, Sendable {
    /// As the system names it: `sotay`.
    package let program: String
    package let process: Int

    /// Whoever holds the writer's lock of the database now; nil when nobody does any more or the system does not tell.
    ///
    /// The lock is byte 120 of the `-shm` file. The system's list is read rather than the file asked: closing the file
    /// would drop our own locks on it. Sources: https://sqlite.org/walformat.html §2.3.1, proc_locks(5)
    init?(of database: String) {
        var status = stat()
        guard stat(database + "-shm", &status) == 0, let locks = Self.read("/proc/locks") else { return nil }
        for line in locks.split(separator: "\n") {
            // 1: POSIX ADVISORY WRITE PROCESS MAJOR:MINOR:INODE FROM TO
            let words = line.split(separator: " ")
            guard words.count >= 8, words[3] == "WRITE", words[5].split(separator: ":").last == "\(status.st_ino)",
                let from = Int(words[6]), let to = Int(words[7]), (from...to).contains(120),
                let process = Int(words[4]),
                let program = Self.read("/proc/\(process)/comm")
            else { continue }
            self.program = program.filter { $0 != "\n" }
            self.process = process
            return
        }
        return nil
    }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
