import Foundation

/// Merging: batches into a ward's book, against the same rows inserted by bare C.
///
/// `SIZE` is the number of revisions, 100,000 unless it is set. The bars are meant for 1,000,000.
enum MergeBench: BenchArea {
    static let name = "merge"
    /// Merging and the bare inserts take turns, so many each.
    private static let tenths = 10

    static func run(_ table: BenchTable) throws {
        let size = ProcessInfo.processInfo.environment["SIZE"].flatMap { Int($0) } ?? 100_000
        for deal in BenchDeal.allCases {
            // No batch so large that it would be split.
            try measure(deal, revisions: size, batches: max(100, size / 10_000), table)
        }
    }

    private static func measure(
        _ deal: BenchDeal, revisions size: Int, batches: Int, _ table: BenchTable
    ) throws {
        let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let world = BenchWard(folder)
        let files = try world.batches(batches, revisions: size, deal: deal)
        for name in ["first", "empty"] {
            try FileManager.default.copyItem(atPath: folder + "/ward", toPath: folder + "/" + name)
        }
        // Whose rows are then inserted bare, beside a second merge: what disturbs one disturbs the other.
        let memory = try MergingChild.peak(of: files, into: folder + "/first")
        let rows = try BareRows(
            of: folder + "/first/book.sqlite", into: folder + "/bare.sqlite", transactions: batches)
        let book = try world.open()
        var (time, work) = (Duration.zero, Duration.zero)
        var (empty, last) = (Duration.zero, Duration.zero)
        for start in stride(from: 0, to: batches, by: batches / tenths) {
            let next = files[start..<start + batches / tenths]
            if next.endIndex == batches { empty = try world.merge(next, into: world.open("empty")) }
            let begun = BenchClock.processor
            last = try world.merge(next, into: book)
            work += BenchClock.processor - begun
            time += last
            try rows.insert(next.count)
        }
        let again = try world.merge(files[...], into: book)

        let (baseline, whole) = (
            "\(deal): the same rows by bare C", "\(deal): merge of \(batches) batches"
        )
        table.add(baseline, rows.whole, work: size, unit: "revisions")
        try table.row("\(deal): ATTACH, INSERT OR IGNORE, unchecked", work: size, unit: "revisions") {
            try BareRows.attach(world.database, to: folder + "/attached.sqlite")
        }
        table.add(whole, time, work: size, unit: "revisions", bar: .ratio(2, to: baseline))
        table.add("\(deal): the same files again", again, bar: .ratio(0.2, to: whole))
        table.add("\(deal): the last tenth into an empty book", empty)
        table.add(
            "\(deal): the last tenth into a book of the others", last,
            bar: .ratio(1.3, to: "\(deal): the last tenth into an empty book"))
        table.note(
            "\(deal): processor time of both, all cores",
            "\(BenchTable.decimals(work.seconds, 1)) s against \(BenchTable.decimals(rows.work.seconds, 1)) s"
        )
        table.note(
            "\(deal): the last tenth by bare C against the first",
            BenchTable.decimals(rows.growth, 2) + " ×")
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
