import Foundation

/// One field of the program whose speed is measured: a file beside this one, listed in ``Bench/areas``.
protocol BenchArea {
    /// The word after `make bench AREA=…`.
    static var name: String { get }
    /// What is measured, row by row of one table.
    static func run(_ table: BenchTable) throws
}

/// `make bench`: every area, or those that the arguments name; each in a process of its own, since memory is measured.
/// Exit status 1 when a bar was missed.
@main
enum Bench {
    static var areas: [any BenchArea.Type] {
        [FormsBench.self, MergeBench.self, GrowthBench.self, LargestBench.self, ReportsBench.self, FormatsBench.self]
    }

    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        if try FormatsBench.isChild(Array(words)) || MergingChild.isAsked(Array(words)) { return }
        let unknown = words.filter { word in !areas.contains { $0.name == word } }
        guard unknown.isEmpty else {
            print(
                "no such area: \(unknown.joined(separator: ", ")); areas: \(areas.map { $0.name }.joined(separator: ", "))"
            )
            exit(64)
        }
        if words.count == 1, let area = areas.first(where: { $0.name == words.first }) {
            let table = BenchTable(title: area.name)
            try area.run(table)
            exit(table.missed == 0 ? 0 : 1)
        }
        var missed = false
        for area in areas where words.isEmpty || words.contains(area.name) {
            if try BenchChild.run([area.name]) != 0 { missed = true }
        }
        exit(missed ? 1 : 0)
    }
}
