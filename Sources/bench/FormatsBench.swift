import Base
import Foundation
import Indicators
import Ledger
import Reports
import Store
import Workspace

/// A quarter's report of a large ward in each format: a process of its own from its start to the last byte, breakdowns
/// and trend included where the format shows them.
enum FormatsBench: BenchArea {
    static let name = "formats"
    private static let sessions = 120_000
    private static let megabytes = 250

    static func run(_ table: BenchTable) throws {
        let folder = NSTemporaryDirectory() + "sotay-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { BenchChild.remove(folder) }
        try makeBook(at: folder)
        var most = 0
        for format in ReportFormat.allCases {
            var memory = 0
            let time = try ContinuousClock().measure { memory = try BenchChild.peak([word, format.rawValue, folder]) }
            most = max(most, memory)
            table.add(
                "report of \(sessions / 1000) k sessions, \(format.rawValue)", time, work: sessions, unit: "sessions",
                bar: .within(.seconds(3)))
        }
        table.limit("most memory of a report in any format", most, unit: "MB", most: megabytes)
    }

    /// A ward that logged all sessions itself: what a report reads is the same.
    private static func makeBook(at folder: String) throws {
        let clock = Surroundings.system(environment: [:])
        let home = BookFolder(folder + "/ward")
        _ = try WardSetup(areaCode: "11542", plan: "nam-trieu-2026", owner: "UBND").run(at: home, surroundings: clock)
        let book = try Book(home, surroundings: clock)
        guard let form = book.forms.all.first(where: { $0.ref.id == "ho-tro" }) else { preconditionFailure("no form") }
        for share in DemoSeason(seed: 7, area: "11542", sessions: sessions).laptops {
            try book.write { writer in
                for answers in share {
                    guard let id = answers["ma_phien"]?.string.flatMap({ RecordID($0) }) else { continue }
                    try book.append(NewRevision(record: id, kind: .record(form.ref), answers: answers), with: writer)
                }
            }
        }
    }

    // MARK: The child

    private static let word = "--one-format"

    /// Whether the arguments ask for one report, which it then makes.
    static func isChild(_ arguments: [String]) throws -> Bool {
        guard arguments.count == 3, arguments[0] == word, let format = ReportFormat(rawValue: arguments[1]) else {
            return false
        }
        let book = try Book(BookFolder(arguments[2] + "/ward"), surroundings: .system(environment: [:]))
        let report = try book.report(
            Period(parsing: "2026-Q2", cutoff: .calendar), with: format.parts(by: .hamlet))
        precondition(report.figures.count("luot_ho_tro") == sessions)
        let bytes = try format.renderer(ReportStyle(language: .vi)).bytes(report)
        try Data(bytes).write(to: URL(filePath: arguments[2] + "/report"))
        print(try BenchMemory.peak(), terminator: "")
        return true
    }
}
