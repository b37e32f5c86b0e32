import Age
import Base
import Indicators
package import Ledger
import Store

extension Book {
    /// `kit`: writes a signed kit from which volunteers and leads start, and remembers its secret.
    ///
    /// - Returns: The team's leads that batches will also be sealed to; empty when the ward knows none.
    package func makeKit(team: String, to path: String) throws -> [Card] {
        guard identity.role == .ward else { throw BookError.onlyWard("kit") }
        try store.read { reader in
            let teams = try reader.members().map(\.team) + reader.cards().filter(\.isTrusted).map(\.card.team)
            try reader.hamlets(of: identity.areaCode).check(team: team, others: teams)
        }
        let root = try root()
        let leads = try store.read { reader in
            try reader.cards().filter { $0.isTrusted && $0.card.role == .lead && !team.isEmpty && $0.card.team == team }
        }
        .map(\.card)
        let kit = try store.read { reader in
            let own = try reader.setting(.recipients)?.split(separator: " ") ?? []
            return Kit(
                ward: identity.ward, id: Hex.encode(surroundings.random(16)),
                number: 1 + (try reader.setting(.kitNumber).flatMap { Int($0) } ?? 0),
                area: (identity.areaCode, identity.areaName), team: team, secret: surroundings.random(32),
                recipients: try own.map { try AgeRecipient(parsing: String($0)) } + leads.map(\.recipient),
                parts: try Self.parts(reader, ward: identity.card),
                withdrawn: try reader.kits().filter(\.isWithdrawn).map(\.id))
        }
        try DurableFile.write(kit.file(signedBy: root), to: path, mode: 0o600)
        try write { writer in
            try writer.insert(StoredKit(kit))
            try writer.set(.kitNumber, String(kit.number))
        }
        return leads
    }

    private static func parts(_ reader: BookReader, ward: Card) throws -> [Kit.Part] {
        let forms = try reader.forms().filter(\.isApproved).map {
            Kit.Part(kind: .form, name: $0.fileName, bytes: $0.text)
        }
        let plan = try reader.setting(.plan) ?? ""
        let catalogue = try reader.setting(.catalogue) ?? ""
        let own = try reader.setting(.ownIndicators) ?? ""
        let additions =
            own.isEmpty ? [] : [Kit.Part(kind: .indicators, name: "own-indicators.yaml", bytes: Array(own.utf8))]
        let hamlets = try reader.hamlets(of: try reader.setting(.areaCode) ?? "").hamlets
        let areas = JSON.array(hamlets.map { .object($0.answers) }).compact
        return [
            Kit.Part(kind: .areas, name: "areas.json", bytes: Array(areas.utf8)),
            Kit.Part(kind: .card, name: "ward", bytes: ward.lines),
            Kit.Part(kind: .catalogue, name: "indicators.yaml", bytes: Array(catalogue.utf8)),
            Kit.Part(kind: .plan, name: "plan.yaml", bytes: Array(plan.utf8)),
        ] + additions + forms
    }
}
