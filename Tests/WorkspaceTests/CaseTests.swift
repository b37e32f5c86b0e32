import Base
import Foundation
import Indicators
import Testing
import Workspace

/// A quarter of one ward with totals that another program counted.
@Suite struct CaseTests {
    private static let folder = #filePath.replacing("WorkspaceTests/CaseTests.swift", with: "Cases/nam-trieu-q2/")

    @Test(arguments: [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    func everyOrderOfMergingGivesTheExpectedFigures(order: [Int]) throws {
        let ward = try Ward(seed: 7)
        let kit = try ward.kit()
        let batches = try (1...3).map { number in
            let laptop = try ward.join("laptop-\(number)", kit: kit)
            let lines = try String(contentsOfFile: Self.folder + "laptop-\(number).ndjson", encoding: .utf8)
            let file = try ward.log(lines, into: laptop)
            #expect(file.refused == 0)
            #expect(file.saved == lines.split(separator: "\n").count)
            return try ward.export(laptop)[0]
        }
        let book = try ward.book("ward")
        for index in order + order { try ward.merge([batches[index]], into: book) }
        try Self.expectFigures(of: book)
    }

    static func expectFigures(of book: Book) throws {
        let expected = try JSON(parsing: DurableFile.read(folder + "expected.json")).object!
        for member in expected where member.key != "conflicts" {
            let parts = member.key.split(separator: " ")
            let cutoff = try Cutoff(parsing: parts.count == 2 ? String(parts[0]) : "calendar")
            let report = try book.report(try Period(parsing: String(parts.last!), cutoff: cutoff))
            for figure in member.value.object! {
                #expect(sorted(report.figures.json[figure.key]) == sorted(figure.value), "\(member.key) \(figure.key)")
            }
        }
        let year = try book.report(try Period(parsing: "2026", cutoff: .calendar))
        #expect(sorted(year.figures.conflictsJSON) == sorted(expected["conflicts"]))
    }

    private static func sorted(_ json: JSON?) -> JSON? {
        guard case .object(let object)? = json else { return json }
        var result = JSONObject()
        for member in object.sorted { result[member.key] = sorted(member.value) }
        return .object(result)
    }
}
