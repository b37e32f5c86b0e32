import Base
import Indicators
import Reports
import Testing

/// What may be published, as it stands in the file.
struct PublicTests {
    @Test func noSmallCountStandsInAnyFormat() throws {
        let report = try Sample.report().published(least: 5)
        let json = JSONRenderer().json(report)
        var small: [String] = []
        func walk(_ value: JSON, _ path: String) {
            switch value {
            case .object(let object): for member in object { walk(member.value, "\(path).\(member.key)") }
            case .array(let values): for value in values { walk(value, path) }
            case .number(let text):
                if let count = Int(text), (1..<5).contains(count) { small.append("\(path) \(count)") }
            default: break
            }
        }
        for part in [
            "figures", "other_figures", "ratings_by_method", "conflicts", "breakdowns", "difficulties", "trend",
        ] {
            walk(json[part] ?? .null, part)
        }
        #expect(small.isEmpty)
        #expect(json["published"]?["least"]?.int == 5)
        let row = json["indicators"]?.array?.first { $0["id"]?.string == "hai_long_dvctt" }
        #expect(row?["status"]?.string == "suppressed")
        #expect(row?["value"] == .null)
        #expect(!HTMLRenderer(language: .vi).render(report).contains("Nguyễn Thị Ý"))
    }

    @Test func sumsOfTheReleaseDoNotGiveItBack() throws {
        let exact = try Sample.report()
        let report = exact.published(least: 50)
        let hamlets = try #require(report.details[.hamlet]).groups
        // 1.200 of 1.234 in one hamlet: showing either number would give the other hamlet's 34.
        #expect(hamlets.allSatisfy { $0.counts[.sessions] == nil } || report.figures.count("luot_ho_tro") == nil)
        #expect(exact.figures.count("luot_ho_tro") == 1234)
    }

    @Test func comparesTwoPeriods() throws {
        var earlier = Sample.tally
        earlier.sessions = 1000
        earlier.increments["vneid_muc2"] = 15
        let report = try Sample.report().compared(with: Sample.report(tally: earlier))
        let changes = try #require(report.comparison).changes
        #expect(changes.first { $0.id == "luot_ho_tro" }?.difference?.plain == "234.00")
        #expect(changes.first { $0.id == "vneid_muc2" }?.difference?.plain == "-3.00")
        let page = TerminalRenderer(language: .vi).render(report)
        #expect(page.contains("So với"))
        for line in page.split(separator: "\n") { #expect(String(line).columns <= 80, "\(line)") }
        #expect(HTMLRenderer(language: .vi).render(report).contains("data-compare=\"luot_ho_tro\""))
    }
}
