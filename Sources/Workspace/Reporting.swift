import Base
package import Indicators
import Ledger
import Store

extension Book {
    /// The book's plan and catalogue, as the ward's kit brought them.
    package func planAndCatalogue() throws -> (Plan, Catalogue) {
        let (plan, catalogue) = try store.read { (try $0.setting(.plan) ?? "", try $0.setting(.catalogue) ?? "") }
        let definitions = try Catalogue(yaml: catalogue, file: "indicators.yaml")
        return (try Plan(yaml: plan, file: "plan.yaml", catalogue: definitions), definitions)
    }

    /// One report over one state of the book.
    package func report(
        _ period: Period, with parts: Set<ReportDetails.Part> = Set(ReportDetails.Part.allCases)
    ) throws -> ReportModel {
        let (plan, catalogue) = try planAndCatalogue()
        return try store.read { reader in
            ReportModel(
                plan: plan, catalogue: catalogue, period: period,
                figures: try reader.figures(period, catalogue: catalogue), completeness: try completeness(reader),
                details: try details(reader, plan, catalogue, period, parts))
        }
    }

    private func completeness(_ reader: BookReader) throws -> Completeness {
        let names = try names(reader)
        let counts = try reader.countedRecords()
        let logs = try reader.logs().sorted { ($0.key.card, $0.key) < ($1.key.card, $1.key) }.filter {
            $0.key.card != identity.card.id || counts[$0.key] != nil
        }
        return Completeness(
            devices: logs.map { log in
                Completeness.Device(
                    name: names[log.key.card] ?? "?", lastBatch: log.key.card == identity.card.id ? nil : log.received,
                    records: counts[log.key] ?? 0)
            },
            editConflicts: try reader.conflicts().count,
            uncounted: try reader.uncounted().reduce(0) { $0 + $1.count },
            quarantined: Set(try reader.quarantine().map(\.file)).count)
    }
}
