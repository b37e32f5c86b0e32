import Base
import Indicators
import Ledger
import Store

/// What the records of undecided pairs say, once for every count of a report.
struct PairEvidence {
    private let catalogue: Catalogue
    private let hamlets: HamletMap
    private let classes: SameCodes
    /// All records that name a code of a pair.
    private let records: [CountedRecord]

    /// Besides the pairs themselves those of people that `same` would ask about next, if two of the households were one.
    init(_ duplicates: Duplicates, _ reader: BookReader, catalogue: Catalogue, area: String) throws {
        self.catalogue = catalogue
        hamlets = try reader.hamlets(of: area)
        let pairs = duplicates.undecided.map(\.pair)
        var records = try Self.records(of: pairs, reader)
        let following = Self.following(pairs, duplicates, records)
        if !following.isEmpty {
            let known = Set(records.map(\.row))
            records += try Self.records(of: following, reader).filter { !known.contains($0.row) }
        }
        self.records = records
        classes = SameCodes((pairs + following).map { SameDecision(pair: $0, isSame: true) })
    }

    private static func records(of pairs: [CodePair], _ reader: BookReader) throws -> [CountedRecord] {
        guard !pairs.isEmpty else { return [] }
        let codes = Dictionary(grouping: pairs) { CodeKind($0.kind) }
        return try reader.countedFacts(of: codes.mapValues { Set($0.flatMap { [$0.first, $0.second] }) })
    }

    private static func following(
        _ pairs: [CodePair], _ duplicates: Duplicates, _ records: [CountedRecord]
    ) -> [CodePair] {
        let households = pairs.filter { $0.kind == .household }
        guard !households.isEmpty else { return [] }
        let classes = SameCodes(households.map { SameDecision(pair: $0, isSame: true) })
        let joined = Set(households.map { classes.code(.household, $0.first) })
        let sessions = records.map { classes.applied(to: $0.facts).session }
            .filter { $0.household.map(joined.contains) ?? false }
        let people = Dictionary(grouping: sessions.filter { $0.person != nil }) { $0.person ?? "" }
        let known = people.map { code, sessions in
            KnownCode(
                code: code, hamlet: sessions.compactMap(\.hamlet).min(),
                household: sessions.compactMap(\.household).min(),
                births: KnownCode.Birth.known(sessions.map { ($0.birthYear, $0.sex) }), name: duplicates.names[code])
        }
        let settled = Set(duplicates.decided.map(\.pair)).union(pairs)
        return DuplicateSearch(.person, known, comparingNames: !duplicates.names.isEmpty).pairs.map(\.pair)
            .filter { !settled.contains($0) }
    }

    /// For each count of people, households or businesses the least that it can be while pairs are undecided: as if
    /// every one of them were one; for each share both ends. Only what the pairs' own records say can differ.
    func bound(_ figures: inout Figures, of period: Period) {
        guard !records.isEmpty else { return }
        let (apart, together) = explainers(of: period, records)
        for indicator in catalogue.indicators {
            guard let upper = apart.explanation(of: indicator), let lower = together.explanation(of: indicator) else {
                continue
            }
            let less = upper.counted.count - lower.counted.count
            if let count = figures.count(indicator.id), less > 0 {
                figures.lowerBounds[indicator.id] = count - less
            } else if let wholes = upper.whole, let joined = lower.whole?.count, joined < wholes.count || less > 0 {
                switch figures.values[indicator.id] {
                case .satisfaction(let all):
                    figures.lowerBounds[indicator.id] = all.clients.whole - wholes.count + joined
                    figures.shareBounds[indicator.id] = ends(of: all.clients, clients: wholes)
                case .ratio(let all):
                    let fewer = all.whole - wholes.count + joined
                    figures.shareBounds[indicator.id] = [
                        Ratio(part: all.part - less, whole: all.whole), Ratio(part: min(all.part, fewer), whole: fewer),
                    ]
                default: break
                }
            }
        }
        for entry in figures.increments {
            let rule = Rule.increment(items: [entry.item], minAge: nil)
            // No other record has a say in it, and there are thousands.
            let named = records.filter { $0.facts.actions.contains { $0.item == entry.item } }
            let less = less(of: rule, in: explainers(of: period, named))
            if less > 0 { figures.lowerBounds[Figures.bound(increment: entry.item)] = entry.count - less }
        }
        boundHamlets(&figures, of: period)
    }

    /// Of several codes for one client the latest rating alone would stay, and any of the pairs may be decided either
    /// way: at worst only satisfied ratings go, at best only the others.
    private func ends(of all: Ratio, clients: [Explanation.Entry]) -> [Ratio] {
        var (good, poor) = (0, 0)
        // A client is a person or a business.
        let same = Dictionary(grouping: clients) { classes.code(.business, classes.code(.person, $0.subject ?? "")) }
        for ratings in same.values {
            let isGood = ratings.map { Int($0.detail ?? "") ?? 0 >= catalogue.satisfiedFrom }
            guard let latest = isGood.last else { continue }
            let satisfied = isGood.count(where: \.self)
            good += satisfied - (latest ? 1 : 0)
            poor += isGood.count - satisfied - (latest ? 0 : 1)
        }
        return [
            Ratio(part: all.part - good, whole: all.whole - good), Ratio(part: all.part, whole: all.whole - poor),
        ]
    }

    /// How much less a count is at least if every pair is one.
    func less(of rule: Rule, in period: Period) -> Int {
        less(of: rule, in: explainers(of: period, records))
    }

    private func less(of rule: Rule, in pair: (apart: Explainer, together: Explainer)) -> Int {
        pair.apart.explanation(of: rule).counted.count - pair.together.explanation(of: rule).counted.count
    }

    private func explainers(
        of period: Period, _ records: [CountedRecord]
    ) -> (apart: Explainer, together: Explainer) {
        let joined = records.map { CountedRecord(row: $0.row, facts: classes.applied(to: $0.facts)) }
        return (
            Explainer(records, period: period, catalogue: catalogue),
            Explainer(joined, period: period, catalogue: catalogue)
        )
    }

    private func boundHamlets(_ figures: inout Figures, of period: Period) {
        var people: [String: Set<String>] = [:]
        for session in records.map(\.facts.session) where (period.first...period.last).contains(session.start.date) {
            guard let hamlet = session.hamlet, let person = session.person else { continue }
            people[hamlets.current(hamlet, on: period.last), default: []].insert(person)
        }
        for hamlet in figures.hamlets {
            guard let apart = people[hamlet.code] else { continue }
            let less = apart.count - Set(apart.map { classes.code(.person, $0) }).count
            if less > 0 { figures.lowerBounds[Figures.bound(hamlet: hamlet.code)] = hamlet.persons - less }
        }
    }
}
