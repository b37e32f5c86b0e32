import Base
import Foundation
import Workspace

/// This very program once more, so that its most memory is that of one job.
enum BenchChild {
    /// The most memory of a run with these arguments, in megabytes: what it prints.
    static func peak(_ arguments: [String]) throws -> Int {
        let process = another(arguments)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let memory = Int(String(decoding: answer, as: UTF8.self)) else {
            preconditionFailure("no answer to \(arguments.joined(separator: " "))")
        }
        return memory
    }

    /// Its exit status; what it prints is seen.
    static func run(_ arguments: [String]) throws -> Int32 {
        let process = another(arguments)
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func another(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        return process
    }

    static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }
}

/// A process that does nothing but merge.
enum MergingChild {
    private static let word = "--merge"

    /// Its most memory, in megabytes.
    static func peak(of files: [String], into folder: String) throws -> Int {
        try BenchChild.peak([word, folder] + files)
    }

    /// Whether the arguments ask for a merge, which it then does.
    static func isAsked(_ arguments: [String]) throws -> Bool {
        guard arguments.count > 2, arguments[0] == word else { return false }
        let book = try Book(BookFolder(arguments[1]), surroundings: .system(environment: [:]))
        var merge = Merge(into: book, trust: { $0.isPlain })
        let report = try merge.run(Array(arguments[2...]))
        precondition(report.files.allSatisfy(\.problems.isEmpty), "\(report.files.flatMap(\.problems))")
        print(try BenchMemory.peak(), terminator: "")
        return true
    }
}
