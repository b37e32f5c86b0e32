import Base
import Forms
import Indicators
import Ledger
import Store

extension Book {
    /// Breakdowns, trend and difficulties of a period, with the wording of the codes that occur in them.
    func details(
        _ reader: BookReader, _ plan: Plan, _ catalogue: Catalogue, _ period: Period, _ parts: Set<ReportDetails.Part>
    ) throws -> ReportDetails {
        var details = ReportDetails()
        details.difficulties = try reader.difficulties(period)
        details.words = words(catalogue)
        if parts.contains(.trend) { details.trend = try trend(reader, plan, catalogue, period) }
        guard parts.contains(.breakdowns) else {
            if parts.contains(.hamlets) {
                let map = try reader.hamlets(of: identity.areaCode)
                details.hamlets = try reader.reachOfHamlets(period)
                let codes = Set(details.hamlets.keys).union(map.standing(in: period))
                details.hamletNames = Dictionary(
                    uniqueKeysWithValues: codes.compactMap { code in name(code, map).map { (code, $0) } })
            }
            return details
        }
        let cards = Dictionary(uniqueKeysWithValues: try reader.cards().map { ($0.card.id, $0.card) })
        let logs = try reader.logs().map(\.key)
        let names = Self.distinctNames(Array(cards.values))
        let counts = try reader.breakdowns(
            period, of: catalogue, teams: Dictionary(logs.map { ($0, cards[$0.card]?.team ?? "") }) { a, _ in a },
            devices: Dictionary(logs.map { ($0, names[$0.card] ?? "") }) { a, _ in a })
        // Without a list of members nobody's force is known, but an event's may be.
        let hasForces = try !reader.members().isEmpty || counts[.force]?.keys.contains { !$0.isEmpty } == true
        let hamlets = try reader.hamlets(of: identity.areaCode)
        details.breakdowns = Breakdown.Dimension.allCases.filter { $0 != .force || hasForces }.map { dimension in
            breakdown(dimension, counts[dimension] ?? [:], details, catalogue, period, hamlets)
        }
        return details
    }

    /// The plan's own indicators alone, so that a year's months stay quick.
    private func trend(
        _ reader: BookReader, _ plan: Plan, _ catalogue: Catalogue, _ period: Period
    ) throws -> [MonthFigures] {
        let shown = catalogue.keeping(
            Set(plan.targets.map(\.indicator)).union(["luot_ho_tro", "nguoi_duoc_ho_tro", "ho_duoc_ho_tro"]))
        let months = plan.trend(to: period).filter { $0.first <= surroundings.now().date }
        let counted = months.map { ($0, reader.counting($0, catalogue: shown)) }
        let heard = try lastHeard(reader)
        return try counted.map { month, counting in
            let figures = try counting()
            // Of a month since which nobody has sent anything no zero is known.
            let isKnown = heard >= month.first || figures.count("luot_ho_tro") ?? 0 > 0
            return MonthFigures(period: month, figures: isKnown ? figures : .unknown(shown))
        }
    }

    /// The day of the newest batch; today where the book has records of its own.
    private func lastHeard(_ reader: BookReader) throws -> CivilDate {
        let counts = try reader.countedRecords()
        let days = try reader.logs().map { log in
            log.key.card == identity.card.id && counts[log.key] != nil
                ? surroundings.now().date : log.received?.date ?? CivilDate(day: 0)
        }
        return days.max() ?? CivilDate(day: 0)
    }

    /// Two devices of one name are told apart by their teams, else by the beginning of their cards.
    private static func distinctNames(_ cards: [Card]) -> [Digest: String] {
        let names = cards.map { card in
            let others = cards.filter { $0.name == card.name && $0.id != card.id }
            guard !others.isEmpty else { return (card.id, card.name) }
            let isAlone = !card.team.isEmpty && !others.contains { $0.team == card.team }
            return (card.id, "\(card.name) (\(isAlone ? card.team : String(card.id.hex.prefix(4))))")
        }
        return Dictionary(names) { a, _ in a }
    }

    /// Nil for a code that the list has no name for.
    private func name(_ hamlet: String, _ map: HamletMap) -> Bilingual? {
        map.name(of: hamlet).map { Bilingual("\($0) (\(hamlet))", "\($0) (\(hamlet))") }
    }

    private func breakdown(
        _ dimension: Breakdown.Dimension, _ counts: BookReader.GroupCounts, _ details: ReportDetails,
        _ catalogue: Catalogue, _ period: Period, _ hamlets: HamletMap
    ) -> Breakdown {
        let months = period.months
        let zeros = Dictionary(uniqueKeysWithValues: dimension.measures.map { ($0, 0) })
        var counts = counts
        // A month without a session is a fact, and so is a hamlet of the list.
        let known = [.month: months.map(\.span.id), .hamlet: hamlets.standing(in: period)][dimension] ?? []
        for id in known { counts[id] = counts[id] ?? zeros }
        let unknown = Bilingual("không ghi", "not told")
        func name(_ id: String) -> Bilingual {
            if dimension == .month { return months.first { $0.span.id == id }?.name ?? unknown }
            if id.isEmpty { return unknown }
            return (dimension == .hamlet ? self.name(id, hamlets) : nil) ?? details.word(id)
        }
        let groups = counts.map { id, numbers in
            var counts = zeros.merging(numbers) { _, new in new }
            // What businesses have is nobody's to have newly: no number, which is not zero.
            if dimension == .item { counts[.completions] = numbers[.completions] }
            return Breakdown.Group(id: id, name: name(id), counts: counts)
        }
        let order = Dictionary(catalogue.personItems.enumerated().map { ($1.id, $0) }) { a, _ in a }
        return Breakdown(
            dimension,
            groups: groups.sorted { a, b in
                (a.id.isEmpty ? 1 : 0, order[a.id] ?? .max, a.id) < (b.id.isEmpty ? 1 : 0, order[b.id] ?? .max, b.id)
            })
    }

    /// Items, themes and states in the words of the newest approved form that has them, then of the catalogue.
    func words(_ catalogue: Catalogue) -> [String: Bilingual] {
        var words: [String: Bilingual] = [:]
        for stored in forms.all where stored.isApproved {
            guard let form = forms.form(stored.ref.text) else { continue }
            for item in form.items {
                guard let role = item.role, [.actionItem, .issueGroup, .issueStatus, .actionReason].contains(role),
                    let list = form.choices(of: item.index)
                else { continue }
                for choice in list.choices {
                    words[choice.name] = choice.label.bilingual
                }
            }
        }
        for term in catalogue.personItems + catalogue.reasons + TeamMember.forces { words[term.id] = term.name }
        return words
    }
}
