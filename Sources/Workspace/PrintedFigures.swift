package import Base
package import Indicators

/// A number of a report with what stands beside it on the page, by which people ask for it.
package struct PrintedFigure: Hashable, Sendable {
    /// What `explain` takes.
    package let id: String
    package let name: Bilingual
    /// Where it stands in the plan, `KH I.2.b(1)-8`, and its number there; nil outside the plan.
    package let section: String?
    private let number: String?
    /// As the report prints it; nil when it has none, or no period was asked for.
    package let value: Bilingual?

    fileprivate init(_ target: Target, value: Bilingual?) {
        id = target.indicator
        name = Bilingual(target.name, target.gloss)
        section = target.section
        number = target.ownNumber
        self.value = value
    }

    fileprivate init(id: String, name: Bilingual, value: Bilingual?) {
        self.id = id
        self.name = name
        section = nil
        number = nil
        self.value = value
    }

    package var json: JSON {
        .object([
            "id": .string(id), "vi": .string(name.vi), "en": .string(name.en),
            "section": section.map { .string($0) } ?? .null, "value_vi": value.map { .string($0.vi) } ?? .null,
        ])
    }
}

extension Book {
    /// All that a report may print, in its order: the plan's rows, the teams' figures, the items, the base populations.
    package func printedFigures(_ period: Period?) throws -> [PrintedFigure] {
        let (plan, catalogue) = try planAndCatalogue()
        let report = try period.map { try self.report($0, with: []) }
        let rows =
            report.map { report in
                report.rows.map { PrintedFigure($0.target, value: $0.value?.text(unit: $0.unit)) }
            } ?? plan.targets.map { PrintedFigure($0, value: nil) }
        let planned = Set(rows.map(\.id))
        let others = catalogue.indicators.filter { $0.rule != nil || !planned.contains($0.id) }.map { indicator in
            PrintedFigure(
                id: indicator.id, name: indicator.gain ?? indicator.name,
                value: report?.figures.values[indicator.id]?.text)
        }
        let outside = (report?.outside ?? []).map {
            PrintedFigure(id: $0.id, name: $0.name, value: $0.value.text(unit: $0.unit))
        }
        let gained = Dictionary(
            report?.figures.increments.map { ($0.item, $0.count) } ?? [], uniquingKeysWith: { first, _ in first })
        let items = catalogue.personItems.map { item in
            PrintedFigure(
                id: item.id, name: item.name, value: gained[item.id].map { IndicatorValue.count($0).text(unit: "") })
        }
        return rows + outside + others + items
            + catalogue.populations.map { PrintedFigure(id: $0.id, name: $0.name, value: nil) }
    }
}

extension [PrintedFigure] {
    /// Those that a text may mean, each id once: by their place or number in the plan or their value, else by their whole
    /// name, else by all words of it, marks or none.
    package func meant(by text: String) -> [PrintedFigure] {
        let words = PrintedFigure.words(of: text)
        guard !words.isEmpty else { return [] }
        let found = [
            filter { $0.stands(at: words, text) }, filter { $0.isNamed(words) }, filter { $0.nameHolds(words) },
        ].first { !$0.isEmpty }
        var seen: Set<String> = []
        return (found ?? []).filter { seen.insert($0.id).inserted }
    }
}

extension PrintedFigure {
    fileprivate static func words(of text: String) -> [String] {
        text.searchKey.split { $0 == " " || $0 == "-" || $0 == "%" }.map(String.init)
    }

    fileprivate func stands(at words: [String], _ text: String) -> Bool {
        if number == text { return true }
        let parts = Self.words(of: section ?? "")
        if parts.indices.contains(where: { parts[$0...].starts(with: words) }) { return true }
        let values = value.map { $0.vi.split { " ()%/".contains($0) }.map(String.init) } ?? []
        return values.contains { $0 == text || $0.replacing(".", with: "") == text || $0.prefix { $0 != "," } == text }
    }

    fileprivate func isNamed(_ words: [String]) -> Bool {
        [name.vi, name.en].contains { Self.words(of: $0) == words }
    }

    fileprivate func nameHolds(_ words: [String]) -> Bool {
        [name.vi, name.en].contains { name in
            let key = name.searchKey
            return words.allSatisfy(key.contains)
        }
    }
}

extension FigureValue {
    /// Nil for what is a list.
    fileprivate var text: Bilingual? {
        switch self {
        case .count(let count): IndicatorValue.count(count).text(unit: "")
        case .ratio(let ratio): IndicatorValue.ratio(ratio).text(unit: "")
        case .satisfaction(let satisfaction): IndicatorValue.ratio(satisfaction.clients).text(unit: "")
        case .distribution: nil
        }
    }
}
