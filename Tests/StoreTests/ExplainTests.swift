import Base
import Foundation
import Indicators
import Testing

/// As many records behind a number as it says: every indicator with a rule, every item, every hamlet.
struct ExplainTests {
    @Test(arguments: ["2026-04", "2026-05", "2026-06", "2026-Q2", "2026", "nd09 2026-05"])
    func everyNumberOfTheCase(key: String) throws {
        let period =
            try key.hasPrefix("nd09 ")
            ? Period(parsing: String(key.dropFirst(5)), cutoff: .nd09) : Period(parsing: key, cutoff: .calendar)
        try Self.compare(Case.facts(), period, catalogue: Case.catalogue(), key)
    }

    /// Ties in time, lost, restored and conflicting items, ages and ratings that change, a ward's own indicators.
    @Test(arguments: 1...30)
    func everyNumberOfARandomWorld(seed: Int) throws {
        var random = SeededRandomBytes(seed: UInt64(seed))
        let facts = (0..<Int.random(in: 5...160, using: &random)).map { _ in randomFacts(&random) }
        let catalogue = try Case.catalogue().adding(yaml: ownIndicators, file: "rieng.yaml")
        for text in ["2026-04", "2026-Q2"] {
            try Self.compare(
                facts, Period(parsing: text, cutoff: .calendar), catalogue: catalogue, "seed \(seed), \(text)")
        }
    }

    /// Each way of rating alone: its clients, and with those who were left out all of its ratings.
    private static func compare(
        _ explanation: Explanation, _ told: Satisfaction, _ facts: [Facts], _ catalogue: Catalogue, _ comment: Comment
    ) throws {
        func method(_ entry: Explanation.Entry) -> String {
            catalogue.ratingMethod(facts[Int(entry.row) - 1].session.ratingMethod)
        }
        let whole = try #require(explanation.whole)
        #expect(!told.methods.isEmpty)
        for term in catalogue.toldAndUntoldMethods {
            let part = told.methods[term.id]
            #expect(explanation.counted.filter { method($0) == term.id }.count == part?.clients.part ?? 0, comment)
            #expect(whole.filter { method($0) == term.id }.count == part?.clients.whole ?? 0, comment)
            let all = whole.map(method) + explanation.leftOut.map { method($0.entry) }
            #expect(all.filter { $0 == term.id }.count == part?.ratings.whole ?? 0, comment)
        }
    }

    private static func compare(_ facts: [Facts], _ period: Period, catalogue: Catalogue, _ comment: String) throws {
        let figures = try Book(facts).figures(period, catalogue)
        let records = facts.enumerated().map { CountedRecord(row: Int64($0.offset + 1), facts: $0.element) }
        let explainer = Explainer(records, period: period, catalogue: catalogue)
        var checked = 0
        for indicator in catalogue.indicators where indicator.rule != nil {
            let explanation = try #require(explainer.explanation(of: indicator))
            let comment = Comment(rawValue: "\(indicator.id), \(comment)")
            checked += 1
            // Over a population that nobody has given.
            if case .share(_, let whole)? = indicator.rule, catalogue.indicator(whole) == nil {
                #expect(figures.values[indicator.id] == nil && explanation.whole == nil, comment)
                continue
            }
            switch try #require(figures.values[indicator.id], comment) {
            case .count(let count):
                #expect(explanation.counted.count == count, comment)
            case .ratio(let ratio):
                #expect(Ratio(part: explanation.counted.count, whole: explanation.whole?.count ?? -1) == ratio, comment)
            case .satisfaction(let told):
                let clients = Ratio(part: explanation.counted.count, whole: explanation.whole?.count ?? -1)
                #expect(clients == told.clients, comment)
                #expect(clients.whole + explanation.leftOut.count == told.ratings.whole, comment)
                try compare(explanation, told, facts, catalogue, comment)
            case .distribution(let times):
                #expect(explanation.counted.reduce(into: [:]) { $0[$1.detail!, default: 0] += 1 } == times, comment)
            }
        }
        #expect(checked == catalogue.indicators.filter { $0.rule != nil }.count && checked > 25)
        for item in figures.increments {
            let people = explainer.explanation(of: .increment(items: [item.item], minAge: nil)).counted
            #expect(people.count == item.count, "\(item.item), \(comment)")
            #expect(Set(people.compactMap(\.subject)).count == people.count, "each person once")
        }
        for item in figures.conflicts {
            #expect(explainer.conflicts(item: item.item).counted.count == item.count, "\(item.item), \(comment)")
        }
    }
}
