package import Base
package import Indicators
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
        var lines = Set(figures.flatMap(\.leads)).sorted().map { lead in
            let ids = figures.filter { $0.leads.contains(lead) }.map(\.indicator).joined(separator: ", ")
            return Bilingual("còn thiếu số của \(lead): \(ids)", "figures missing from \(lead): \(ids)")
        }
        if !silent.isEmpty {
            let names = silent.map(\.printable).joined(separator: ", ")
            lines.append(Bilingual("chưa có lô mới của \(names)", "no batch yet from \(names)"))
        }
        if undecidedPairs > 0 {
            lines.append(
                Bilingual(
                    "\(undecidedPairs) cặp nghi trùng chưa quyết định",
                    "\(undecidedPairs) probable duplicates undecided"))
        }
        if editConflicts > 0 {
            lines.append(
                Bilingual("\(editConflicts) phiếu bị sửa hai nơi", "\(editConflicts) records edited in two places"))
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
                    ])
                }),
            "silent": .strings(silent), "undecided_pairs": .int(undecidedPairs),
            "edit_conflicts": .int(editConflicts), "issued": .bool(isIssued),
        ])
    }
}

extension Book {
    /// What the report of a period lacks today.
    package func gaps(for period: Period) throws -> DutyGaps {
        let isIssued = try issuedReports().contains { $0.period == period }
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
