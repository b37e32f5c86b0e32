import Base
import Foundation
import Ledger
import Store
import Workspace

/// How sessions are dealt out to the batches.
enum BenchDeal: String, CaseIterable {
    /// As a ward's year goes: in each of ten rounds every laptop sends what it has written since the last one, of its
    /// own hamlets. Half of the people it saw in the round before; somebody comes three times in all.
    case rounds
    /// The worst that can come: each batch is of the whole quarter and, as every other, of the same 500 people, so that
    /// each row stands at a place of its own in every index.
    case mixed

    /// - Parameter laptops: who send in each round.
    func season(_ number: Int, of laptops: Int, sessions: Int) -> DemoSeason {
        var scene = DemoSeason.Scene()
        if self == .rounds {
            let houses = max(22, sessions / 22)
            let round = number / laptops
            scene.firstHamlet = 1 + 6 * (number % laptops)
            scene.houses = (1 + round * houses / 2)...(round * houses / 2 + houses)
            scene.days = 9
            scene.first = scene.first.adding(days: round * scene.days)
        }
        return DemoSeason(seed: UInt64(number), area: BenchWard.area, sessions: sessions, scene: scene)
    }
}

/// A ward and its batches in one folder.
struct BenchWard {
    static let area = "11542"

    private let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    var database: String { folder + "/ward/book.sqlite" }

    /// Each is of a device of its own and of one section.
    ///
    /// - Parameter rounds: in which they are sent.
    func batches(_ count: Int, revisions: Int, deal: BenchDeal, rounds: Int = 10) throws -> [String] {
        let clock = Surroundings.system(environment: [:])
        _ = try WardSetup(areaCode: Self.area, plan: "nam-trieu-2026", owner: "UBND").run(
            at: BookFolder(folder + "/ward"), surroundings: clock)
        _ = try Book(BookFolder(folder + "/ward"), surroundings: clock).makeKit(team: "", to: folder + "/kit")
        let kit = try Kit(file: DurableFile.read(folder + "/kit"))
        return try (0..<count).map { number in
            let home = BookFolder("\(folder)/may-\(number)")
            _ = try Joining(kit: kit, name: "Máy \(number)", role: .volunteer, team: "T01", member: nil).run(
                at: home, surroundings: clock)
            let book = try Book(home, surroundings: clock)
            let season = deal.season(number, of: count / rounds, sessions: revisions / count)
            try book.keep(season.laptops.flatMap(\.self))
            let path = "\(folder)/lo-\(number).age"
            guard try book.export(to: path).files.count == 1 else { preconditionFailure("more than one file") }
            try FileManager.default.removeItem(atPath: home.path)
            return path
        }
    }

    /// - Parameter name: of its folder beside the batches.
    func open(_ name: String = "ward") throws -> Book {
        try Book(BookFolder(folder + "/" + name), surroundings: .system(environment: [:]))
    }

    func merge(_ files: ArraySlice<String>, into book: Book) throws -> Duration {
        try ContinuousClock().measure {
            var merge = Merge(into: book, trust: { $0.isPlain })
            let report = try merge.run(Array(files))
            precondition(report.files.allSatisfy(\.problems.isEmpty), "\(report.files.flatMap(\.problems))")
        }
    }
}

extension Book {
    /// Sessions as `log` writes them, without asking the form again.
    fileprivate func keep(_ sessions: [JSONObject]) throws {
        guard let form = forms.all.first(where: { $0.ref.id == "ho-tro" }) else { preconditionFailure("no form") }
        try write { writer in
            for answers in sessions {
                guard let id = answers["ma_phien"]?.string.flatMap({ RecordID($0) }) else { continue }
                try append(NewRevision(record: id, kind: .record(form.ref), answers: answers), with: writer)
            }
        }
    }
}
