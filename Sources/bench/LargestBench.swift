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
            defer { BenchChild.remove(folder) }
            let size = try LargestBatch(shape).write(to: folder)
            var memory = 0
            let time = try ContinuousClock().measure { memory = try BenchChild.peak([word, folder]) }
            table.add("\(shape), \(size >> 20) MiB", time)
            table.limit("\(shape): most memory", memory, unit: "MB", most: megabytes)
        }
    }

    // MARK: The child

    private static let word = "--one-merge"

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
}
