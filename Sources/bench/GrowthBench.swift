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
        _ = try world.merge(files[..<batches], into: world.open())
        let start = ContinuousClock.now
        try GrownBook(world.database).grow(to: size, mixed: deal == .mixed)
        let made = ContinuousClock.now - start
        let name = "\(deal): \(batches) batches into an empty book"
        var work: [Duration] = []
        // One right after the other: others may use the computer too.
        for (row, folder, bar) in [
            (name, "empty", nil),
            ("\(deal): into one of \(try GrownBook.count(world.database))", "ward", .ratio(1.3, to: name)),
        ] as [(String, String, BenchTable.Bar?)] {
            let begun = BenchClock.processor
            let time = try world.merge(files[batches...], into: world.open(folder))
            work.append(BenchClock.processor - begun)
            table.add(row, time, work: revisions, unit: "revisions", bar: bar)
        }
        let words = work.map { BenchTable.decimals($0.seconds, 1) }
        table.note("\(deal): processor time of both", "\(words[0]) s, \(words[1]) s")
        table.note("\(deal): making the large book", "\(BenchTable.decimals(made.seconds, 0)) s")
    }
}
