import Foundation

/// Merging: batches into a ward's book, against the same rows inserted by bare C.
///
/// `SIZE` is the number of revisions, 100,000 unless it is set. The bars are meant for 1,000,000.
enum MergeBench: BenchArea {
    static let name = "merge"
    /// The first and the last so many are compared: one round of ten, when there are a hundred.
    private static let few = 10

    static func run(_ table: BenchTable) throws {
        let size = ProcessInfo.processInfo.environment["SIZE"].flatMap { Int($0) } ?? 100_000
        for deal in BenchDeal.allCases {
            // No batch so large that it would be split.
            try measure(deal, revisions: size, batches: max(100, size / 10_000), table)
        }
    }

    private static func measure(_ deal: BenchDeal, revisions size: Int, batches: Int, _ table: BenchTable) throws {
        let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let world = BenchWard(folder)
        let files = try world.batches(batches, revisions: size, deal: deal)
        try BenchMemory.reset()

        let most = batches - few
        let start = BenchClock.processor
        let first = try world.merge(files[..<few])
        let middle = try world.merge(files[few..<most])
        let last = try world.merge(files[most...])
        let work = BenchClock.processor - start
        let memory = try BenchMemory.peak()
        let again = try world.merge(files[...])

        let rows = try BareRows(of: world.database)
        let bare = try rows.insert(into: folder + "/bare.sqlite", transactions: batches)
        let (baseline, whole) = ("\(deal): the same rows by bare C", "\(deal): merge of \(batches) batches")
        table.add(baseline, bare.whole, work: size, unit: "revisions")
        try table.row("\(deal): ATTACH, INSERT OR IGNORE, unchecked", work: size, unit: "revisions") {
            try rows.attach(world.database, to: folder + "/attached.sqlite")
        }
        table.add(whole, first + middle + last, work: size, unit: "revisions", bar: .ratio(2, to: baseline))
        table.add("\(deal): the same files again", again, bar: .ratio(0.2, to: whole))
        table.add("\(deal): \(few) batches into an empty book", first)
        table.add(
            "\(deal): \(few) batches into a book of \(most)", last,
            bar: .ratio(1.3, to: "\(deal): \(few) batches into an empty book"))
        table.note(
            "\(deal): processor time of both, all cores",
            "\(BenchTable.decimals(work.seconds, 1)) s against \(BenchTable.decimals(bare.work.seconds, 1)) s")
        table.note("\(deal): the last tenth by bare C against the first", BenchTable.decimals(bare.growth, 2) + " ×")
        table.limit("\(deal): most memory of the merge", memory, unit: "MB", most: 300)
    }

    static func remove(_ path: String) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }
}
