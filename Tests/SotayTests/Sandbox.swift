import Foundation
import Testing

/// A fresh, empty folder in which the real binary runs as a user would run it: `HOME` is the folder, `sotay` is on the
/// path, nothing of the developer's own settings is seen, and the locale is the plain one of many Vietnamese laptops.
final class Sandbox {
    /// The repository.
    static let repository = #filePath.replacing("/Tests/SotayTests/Sandbox.swift", with: "")

    /// The binary that `swift test` has built: beside the program that runs this test, whatever the build's folder.
    static let binary: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count)
        let running = String(decoding: path.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let beside = (running as NSString).deletingLastPathComponent + "/sotay"
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : repository + "/.build/debug/sotay"
    }()

    /// The working folder and `HOME` of everything that runs here.
    let home: String
    private let root: String

    init() throws {
        root = NSTemporaryDirectory() + "sotay-test-\(UUID().uuidString)"
        home = root + "/home"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: root)
        } catch {
            print("left behind: \(root): \(error)")
        }
    }

    var environment: [String: String] {
        [
            "HOME": home, "PATH": (Self.binary as NSString).deletingLastPathComponent + ":/usr/bin:/bin",
            "LC_ALL": "C", "TERM": "dumb", "CASES": Self.repository + "/Tests/Cases",
        ]
    }

    struct Outcome {
        /// Standard output and standard error, in the order in which they were written.
        let output: String
        let status: Int32
    }

    /// Runs a line of the shell to its end; standard input is empty.
    func shell(_ command: String) throws -> Outcome {
        let path = root + "/output"
        let child = try Child(
            ["/usr/bin/timeout", "60", "/bin/sh", "-c", command], environment: environment, folder: home,
            output: path)
        let status = try child.wait()
        let bytes = try #require(FileManager.default.contents(atPath: path))
        return Outcome(output: String(decoding: bytes, as: UTF8.self), status: status)
    }

    /// Runs lines of the shell that must succeed.
    func prepare(_ commands: String...) throws {
        for command in commands {
            let outcome = try shell(command)
            guard outcome.status == 0 else { throw Failure(command: command, output: outcome.output) }
        }
    }

    struct Failure: Error {
        let command: String
        let output: String
    }

    /// Starts `sotay` with its results in nobody's hands, to be killed.
    func start(_ arguments: [String]) throws -> Child {
        try Child([Self.binary] + arguments, environment: environment, folder: home, output: "/dev/null")
    }
}

/// A process of ours, started and waited for without anything in between.
struct Child {
    let pid: pid_t

    /// Standard input is empty; standard output and standard error go to one file.
    init(_ arguments: [String], environment: [String: String], folder: String, output: String) throws {
        try self.init(arguments, environment: environment, folder: folder) { actions in
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
    }

    /// In a session of its own, whose terminal is `terminal`.
    init(_ arguments: [String], environment: [String: String], folder: String, terminal: String) throws {
        try self.init(["/usr/bin/setsid", "--ctty"] + arguments, environment: environment, folder: folder) { actions in
            posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
    }

    /// `env` and `setsid` replace themselves by what they start: the process stays the same one.
    private init(
        _ arguments: [String], environment: [String: String], folder: String,
        files: (inout posix_spawn_file_actions_t) -> Void
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        files(&actions)
        let argv = (["/usr/bin/env", "--chdir=\(folder)"] + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (argv + envp).forEach { free($0) } }
        var pid = pid_t()
        let fault = posix_spawn(&pid, argv[0]!, &actions, nil, argv, envp)
        guard fault == 0 else { throw Unstarted(program: arguments[0], fault: fault) }
        self.pid = pid
    }

    struct Unstarted: Error {
        let program: String
        let fault: Int32
    }

    /// The exit status; 128 and the signal's number when a signal ended it, as in the shell.
    func wait() throws -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw Unstarted(program: "waitpid", fault: errno) }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    /// `kill -9` after so many seconds unless it has ended before, then the end of it.
    @discardableResult
    func kill(after seconds: Double = 0) throws -> Int32 {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            var ended = siginfo_t()
            guard waitid(P_PID, id_t(pid), &ended, WEXITED | WNOHANG | WNOWAIT) == 0, ended.si_signo == 0 else { break }
            usleep(500)
        }
        Foundation.kill(pid, SIGKILL)
        return try wait()
    }
}
