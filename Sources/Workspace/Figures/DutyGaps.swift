package import Base
package import Indicators
import Ledger
import Store

/// What a report for a deadline still lacks.
package struct DutyGaps: Hashable, Sendable {
    package let figures: [FigureGap]
    /// Owners of devices from which nothing has come since the period's last day, or ever.
    package let silent: [String]
    package let undecidedPairs: Int
    package let editConflicts: Int
    package let isIssued: Bool

    package var isEmpty: Bool {
        figures.isEmpty && silent.isEmpty && undecidedPairs == 0 && editConflicts == 0 && isIssued
    }

    package var lines: [Bilingual] {
        var lines = Set(figures.flatMap(\.askedOf)).sorted().flatMap { lead in
            let head =
                lead.isEmpty
                ? Bilingual("còn thiếu số, kế hoạch không nêu cơ quan:", "figures missing, the plan names no agency:")
                : Bilingual("còn thiếu số của \(lead):", "figures missing from \(lead):")
            return [head] + figures.filter { $0.askedOf.contains(lead) }.map(\.line)
        }
        if !silent.isEmpty {
            let names = silent.map(\.printable).joined(separator: ", ")
            lines.append(Bilingual("chưa có lô mới của \(names)", "no batch yet from \(names)"))
        }
        if undecidedPairs > 0 {
            lines.append(
                Bilingual(
                    "\(undecidedPairs) cặp nghi trùng chưa quyết định",
                    "\(undecidedPairs.of("probable duplicate", "probable duplicates")) undecided"))
        }
        if editConflicts > 0 {
            lines.append(
                Bilingual("\(editConflicts) phiếu bị sửa hai nơi", "records edited in two places: \(editConflicts)"))
        }
        if !isIssued { lines.append(Bilingual("chưa chốt báo cáo kỳ này", "this period's report is not issued")) }
        return lines
    }

    package var json: JSON {
        .object([
            "figures": .array(
                figures.map { gap in
                    .object([
                        "id": .string(gap.indicator), "kind": .string(gap.kind.rawValue), "leads": .strings(gap.leads),
                        "level": gap.level.map { .string($0.rawValue) } ?? .null,
                    ])
                }),
            "silent": .strings(silent), "undecided_pairs": .int(undecidedPairs),
            "edit_conflicts": .int(editConflicts), "issued": .bool(isIssued),
        ])
    }
}

extension FigureGap {
    /// The agencies that are named; what stands in brackets says that none is. An empty name where nobody is.
    fileprivate var askedOf: [String] {
        let named = leads.filter { !$0.hasPrefix("(") }
        return named.isEmpty ? [""] : named
    }
}

extension Book {
    /// Those of the periods whose final report is not issued. The ward may have cut its month by days of its own, such
    /// as from the 11th to the 10th: that is the month's report too.
    package func unissued(_ periods: [Period]) throws -> [Period] {
        let issued = try issuedReports().filter { !$0.isPreliminary }.map(\.period)
        return periods.filter { period in
            !issued.contains { $0 == period || ($0.span == period.span && $0.isChosenUnderItsName) }
        }
    }

    /// The passed deadlines of a duty whose period can be issued and is not, newest first. Only the ward's book knows
    /// what was issued: elsewhere the newest stands for all.
    package func overdue(
        _ newest: DueDuty, in calendar: DutyCalendar, cutoff: Cutoff
    ) throws -> [(due: DueDuty, period: Period)] {
        let plan = try planAndCatalogue().0
        let passed = [newest] + (identity.role == .ward ? calendar.earlier(than: newest) : [])
        let reports = passed.compactMap { due in due.period(cutoff: cutoff).map { (due: due, period: $0) } }
            .filter { $0.period.last >= plan.validFrom }
        let unissued = try unissued(reports.map(\.period))
        return reports.filter { unissued.contains($0.period) }
    }

    /// What the report of a period lacks today.
    package func gaps(for period: Period) throws -> DutyGaps {
        let isIssued = try unissued([period]).isEmpty
        return try store.read { reader in
            let (plan, catalogue) = try Self.planAndCatalogue(reader)
            let completeness = try completeness(reader, period: period)
            return DutyGaps(
                figures: try Self.figureBook(reader).gaps(of: plan, catalogue: catalogue, period: period),
                silent: completeness.devices.filter(\.isLate).map(\.name) + completeness.unheard,
                undecidedPairs: try duplicates(reader).undecided.count, editConflicts: completeness.editConflicts,
                isIssued: isIssued)
        }
    }
}
