import Base
package import Indicators
import Ledger
import Store

extension Book {
    /// One report over one state of the book.
    package func report(
        _ period: Period, with parts: Set<ReportDetails.Part> = Set(ReportDetails.Part.allCases)
    ) throws -> ReportModel {
        try store.readOnTwoCores { try report(period, $0, with: parts) }
    }

    func report(
        _ period: Period, _ reader: BookReader,
        with parts: Set<ReportDetails.Part> = Set(ReportDetails.Part.allCases)
    ) throws -> ReportModel {
        let (plan, catalogue) = try Self.planAndCatalogue(reader)
        let counting = reader.counting(period, catalogue: catalogue)
        let cumulative = cumulative(plan, catalogue, period, reader)
        let duplicates = try duplicates(reader)
        let pairs = try PairEvidence(duplicates, reader, catalogue: catalogue, area: identity.areaCode)
        var completeness = try completeness(reader, period: period)
        completeness.undecidedPairs = duplicates.undecided.count
        var figures = try counting()
        let isHeard = try self.isHeard(completeness, reader)
        if !isHeard { figures = .unknown(catalogue) }
        let uncountable = try uncountable(catalogue, reader)
        figures = figures.without(uncountable, catalogue: catalogue)
        pairs.bound(&figures, of: period)
        let hamlets = try reader.hamlets(of: identity.areaCode)
        if !hamlets.isEmpty {
            completeness.unknownHamlets = figures.hamlets.map(\.code).filter { !hamlets.knows($0) }
        }
        return ReportModel(
            plan: plan, catalogue: catalogue, period: period, figures: figures, completeness: completeness,
            estimates: try estimates(plan, catalogue, period, pairs, reader, isHeard: isHeard),
            elsewhere: Self.elsewhere(try Self.figureBook(reader), plan, catalogue, period),
            populations: Self.populations(try Self.figureBook(reader), plan, catalogue, period),
            cumulative: isHeard
                ? try cumulative().map {
                    var figures = $0.figures.without(uncountable, catalogue: catalogue)
                    pairs.bound(&figures, of: $0.period)
                    return .init(period: $0.period, figures: figures)
                } : nil,
            outside: try Self.figureBook(reader).outside(plan, catalogue, period),
            details: isHeard ? try details(reader, plan, catalogue, period, parts) : ReportDetails())
    }

    /// A book that has heard from nobody knows nothing, which is not zero. Its own records, events and voided ones too, are
    /// word of somebody.
    func isHeard(_ completeness: Completeness, _ reader: BookReader) throws -> Bool {
        try !completeness.devices.isEmpty || !reader.latestWinners(1).isEmpty
    }

    /// The plan's own indicators and the published figures from the plan's start; nil when that is the period itself.
    private func cumulative(
        _ plan: Plan, _ catalogue: Catalogue, _ period: Period, _ reader: BookReader
    ) -> () throws -> ReportModel.Cumulative? {
        guard let whole = plan.cumulative(to: period), (whole.first, whole.last) != (period.first, period.last) else {
            return { nil }
        }
        let shown = catalogue.keeping(Set(plan.targets.map(\.indicator) + catalogue.figures))
        let counting = reader.counting(whole, catalogue: shown)
        return { .init(period: whole, figures: try counting()) }
    }

    /// What other agencies' figures say of the plan's indicators, by id.
    private func estimates(
        _ plan: Plan, _ catalogue: Catalogue, _ period: Period, _ pairs: PairEvidence, _ reader: BookReader,
        isHeard: Bool
    ) throws -> [String: Estimate] {
        let book = try Self.figureBook(reader)
        var gained: [Period: Figures] = [:]
        var estimates: [String: Estimate] = [:]
        let estimated = catalogue.keeping(Set(plan.targets.filter { $0.source == .partial }.map(\.indicator)))
        for id in Set(plan.targets.map(\.indicator)) {
            guard let indicator = catalogue.indicator(id) else { continue }
            var (increment, least): (Int?, Int?)
            if isHeard, let days = book.increment(of: indicator, area: plan.area.code, upTo: period) {
                let figures = try gained[days] ?? since(days, estimated, pairs, reader)
                gained[days] = figures
                (increment, least) = (figures.count(id), figures.lowerBounds[id])
            }
            estimates[id] = book.estimate(
                indicator, area: plan.area.code, period: period, increment: increment, least: least)
        }
        return estimates
    }

    private func since(
        _ days: Period, _ catalogue: Catalogue, _ pairs: PairEvidence, _ reader: BookReader
    ) throws -> Figures {
        var figures = try reader.figures(days, catalogue: catalogue)
        pairs.bound(&figures, of: days)
        return figures
    }

    /// Official figures of other levels that the plan has targets for.
    private static func elsewhere(
        _ book: FigureBook, _ plan: Plan, _ catalogue: Catalogue, _ period: Period
    ) -> [Plan.Level: [String: Estimate]] {
        plan.targets.reduce(into: [:]) { found, target in
            for level in target.levels(besides: plan.area.level) {
                found[level, default: [:]][target.indicator] = catalogue.indicator(target.indicator).flatMap {
                    book.estimate($0, of: level, area: plan.area.code, period: period)
                }
            }
        }
    }

    private static func populations(
        _ book: FigureBook, _ plan: Plan, _ catalogue: Catalogue, _ period: Period
    ) -> [String: Figure] {
        catalogue.populations.reduce(into: [:]) { known, population in
            known[population.id] = book.state(population.id, area: plan.area.code, at: period.last)
        }
    }

    func completeness(_ reader: BookReader, period: Period) throws -> Completeness {
        let cards = try reader.cards()
        let known = Dictionary(cards.map { ($0.card.id, $0.card) }, uniquingKeysWith: { a, _ in a })
        let counts = try reader.countedRecords()
        let logs = try reader.logs().sorted { ($0.key.card, $0.key) < ($1.key.card, $1.key) }
        var completeness = Completeness(
            devices: try logs.filter { $0.key.card != identity.card.id || counts[$0.key] != nil }.map { log in
                let isOwn = log.key.card == identity.card.id
                return Completeness.Device(
                    name: known[log.key.card]?.name ?? "?", team: known[log.key.card]?.team ?? "",
                    lastBatch: isOwn ? nil : log.received, records: counts[log.key] ?? 0,
                    missing: try log.last - log.held + reader.missingTail(of: log),
                    isLate: !isOwn && (log.received.map { $0.date < period.last } ?? true))
            },
            unheard: try silent(reader, logs, besides: reader.succession().replaced),
            editConflicts: try reader.conflicts().count,
            uncounted: try reader.uncounted().reduce(0) { $0 + $1.count },
            quarantined: Set(try reader.quarantine().map(\.file)).count)
        completeness.erased = try reader.erasedWinners()
        let today = surroundings.now().date
        completeness.isUnfinished = period.last >= today
        completeness.isAhead = period.first > today
        return completeness
    }
}
