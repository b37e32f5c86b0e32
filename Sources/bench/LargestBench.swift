import Base
import Foundation
import Ledger
import Store
import Workspace

/// The largest batches that the format allows, each of another shape, and the most memory of a process that merges it.
enum LargestBench: BenchArea {
    static let name = "largest"
    private static let megabytes = 300

    static func run(_ table: BenchTable) throws {
        for shape in LargestBatch.Shape.allCases {
            let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { remove(folder) }
            let size = try LargestBatch(shape).write(to: folder)
            var memory = 0
            let time = try ContinuousClock().measure { memory = try child(folder) }
            table.add("\(shape), \(size >> 20) MiB", time)
            table.limit("\(shape): most memory", memory, unit: "MB", most: megabytes)
        }
    }

    // MARK: The child

    private static let word = "--one-merge"

    /// Runs this very program on the batch; its most memory in megabytes.
    private static func child(_ folder: String) throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [word, folder]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let memory = Int(String(decoding: answer, as: UTF8.self)) else {
            preconditionFailure("no merge in \(folder)")
        }
        return memory
    }

    /// Whether the arguments ask for one merge, which it then does.
    static func isChild(_ arguments: [String]) throws -> Bool {
        guard arguments.count == 2, arguments[0] == word else { return false }
        let book = try Book(BookFolder(arguments[1] + "/ward"), surroundings: .system(environment: [:]))
        var merge = Merge(into: book, trust: { $0.isPlain })
        let report = try merge.run([arguments[1] + "/batch.age"])
        precondition(report.files.allSatisfy(\.problems.isEmpty), "\(report.files.flatMap(\.problems))")
        print(try BenchMemory.peak(), terminator: "")
        return true
    }

    private static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }
}
