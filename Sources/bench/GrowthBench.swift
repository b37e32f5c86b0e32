import Foundation

/// Ten batches into a book of millions, against the same ten into an empty one.
///
/// `SIZE` is the number of revisions of the large book, 1,000,000 unless it is set; the bar is meant for 5,000,000.
enum GrowthBench: BenchArea {
    static let name = "growth"
    private static let batches = 10
    private static let revisions = 100_000

    static func run(_ table: BenchTable) throws {
        let size = ProcessInfo.processInfo.environment["SIZE"].flatMap { Int($0) } ?? 1_000_000
        for deal in BenchDeal.allCases { try measure(deal, size: size, table) }
    }

    private static func measure(_ deal: BenchDeal, size: Int, _ table: BenchTable) throws {
        let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { MergeBench.remove(folder) }
        let world = BenchWard(folder)
        // The first ten are what the large book is full of; of the others' people half were seen in them.
        let files = try world.batches(2 * batches, revisions: 2 * revisions, deal: deal, rounds: 2)
        try FileManager.default.copyItem(atPath: folder + "/ward", toPath: folder + "/empty")
        let empty = try world.merge(files[batches...], into: "empty")
        _ = try world.merge(files[..<batches])
        let start = ContinuousClock.now
        try GrownBook(world.database).grow(to: size, mixed: deal == .mixed)
        let made = try GrownBook.count(world.database)
        let name = "\(deal): \(batches) batches into an empty book"
        table.note(
            "\(deal): a book of \(made) revisions",
            "\(BenchTable.decimals((ContinuousClock.now - start).seconds, 0)) s to make")
        table.add(name, empty, work: revisions, unit: "revisions")
        table.add(
            "\(deal): \(batches) batches into it", try world.merge(files[batches...]), work: revisions,
            unit: "revisions", bar: .ratio(1.3, to: name))
    }
}
