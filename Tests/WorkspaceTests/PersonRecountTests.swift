import Base
import Foundation
import Indicators
import Ledger
import Testing
import Workspace

/// A ward's people, counted once more from the lines that were logged: whoever's laptop, whatever the order of merging.
struct PersonRecountTests {
    /// What one line says, before any program of ours has read it.
    private struct Line {
        let id: Int
        let day: Int
        let person: Int
        let item: String
        let before: String
        let after: String

        var text: String {
            session(id, person: PersonRecountTests.code(person)).replacing(
                "2026-06-10", with: "2026-06-\(padded(day, 2))"
            )
            .replacing("\"cks_vneid\"", with: "\"\(item)\"")
            .replacing(
                "\"truoc\":\"chua_co\",\"sau\":\"moi_xong\"", with: "\"truoc\":\"\(before)\",\"sau\":\"\(after)\"")
        }

        /// Time, then id; `session` sets the hour by the id.
        var order: [Int] { [day, 7 + id % 12, id] }
    }

    private static func code(_ person: Int) -> String { "11542-T01-0001-\(padded(person, 2))" }

    private static func lines(_ random: inout SeededRandomBytes) -> [Line] {
        (1...Int.random(in: 10...40, using: &random)).map { id in
            let ways = [
                ("chua_co", "moi_xong"), ("chua_co", "moi_xong"), ("da_co", "da_co_truoc"),
                ("da_co_khong_dung", "khoi_phuc"), ("chua_co", "mat_hieu_luc"),
            ]
            let (before, after) = ways.randomElement(using: &random)!
            return Line(
                id: id, day: Int.random(in: 1...30, using: &random), person: Int.random(in: 1...7, using: &random),
                item: ["cks_vneid", "vneid_muc2", "so_suc_khoe"].randomElement(using: &random)!, before: before,
                after: after)
        }
    }

    /// Persons, and gains by item: the first sign of having it must be a completion, and in the period.
    private static func recount(
        _ lines: [Line], days: ClosedRange<Int>, one: [Int: Int]
    ) -> (persons: Int, gained: [String: Int]) {
        func person(_ line: Line) -> Int { one[line.person] ?? line.person }
        var known: Set<String> = []
        var gained: [String: Int] = [:]
        for line in lines.sorted(by: { $0.order.lexicographicallyPrecedes($1.order) }) {
            guard known.insert("\(person(line)) \(line.item)").inserted, line.after == "moi_xong",
                days.contains(line.day)
            else { continue }
            gained[line.item, default: 0] += 1
        }
        return (Set(lines.filter { days.contains($0.day) }.map(person)).count, gained)
    }

    @Test(arguments: 1...12)
    func theWardCountsWhatWasLogged(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed) + 900)
        let ward = try Ward(seed: UInt64(seed))
        let book = try ward.book("ward")
        let laptops = try (1...3).map { try ward.join("máy \($0)") }
        let lines = Self.lines(&random)
        // Some lines are on two laptops: one session, logged twice.
        for line in lines {
            for laptop in laptops.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)) {
                _ = try ward.log(line.text, into: laptop)
            }
        }
        let files = try laptops.flatMap { try ward.export($0) }
        for file in (files + files).shuffled(using: &random) { try ward.merge([file], into: book) }
        // The ward finds that two codes are one person, or three.
        var one: [Int: Int] = [:]
        let known = Set(lines.map(\.person)).sorted()
        for other in known.dropFirst().prefix(Int.random(in: 0...2, using: &random)) {
            try book.decide(book.pair(Self.code(known[0]), Self.code(other), kind: nil), isSame: true)
            one[other] = known[0]
        }
        for days in [1...30, 1...14, 11...20] {
            let cutoff = try Cutoff(
                parsing: "2026-06-\(padded(days.lowerBound, 2))..2026-06-\(padded(days.upperBound, 2))")
            let figures = try book.report(Period(parsing: "2026-06", cutoff: cutoff)).figures
            let expected = Self.recount(lines, days: days, one: one)
            #expect(figures.count("nguoi_duoc_ho_tro") == expected.persons, "seed \(seed), \(days)")
            for item in ["cks_vneid", "vneid_muc2", "so_suc_khoe"] {
                let gained = figures.increments.first { $0.item == item }?.count
                #expect(gained == expected.gained[item] ?? 0, "seed \(seed), \(days), \(item)")
            }
        }
    }
}
