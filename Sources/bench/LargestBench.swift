import Foundation

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
            let time = try ContinuousClock().measure {
                memory = try MergingChild.peak(of: [folder + "/batch.age"], into: folder + "/ward")
            }
            table.add("\(shape), \(size >> 20) MiB", time)
            table.limit("\(shape): most memory", memory, unit: "MB", most: megabytes)
        }
    }
}
