import Age
import Base
import Indicators
package import Ledger
import Store

extension Kit {
    /// What a ward's book that was put back or made anew counts on from: it does not know which kits it handed out
    /// after the backup, and the field passes over a kit that is not newer. Year, month, day, hour and minute.
    static func number(afterLoss now: Instant) -> Int {
        let (year, month, day) = now.date.components
        let minutes = now.secondsOfDay / 60
        return (((year * 100 + month) * 100 + day) * 100 + minutes / 60) * 100 + minutes % 60
    }
}

extension Book {
    /// `kit`: writes a signed kit from which volunteers and leads start, and remembers its secret.
    ///
    /// - Returns: The team's leads that batches will also be sealed to, and those that the ward knows and does not
    ///   trust, or no more.
    package func makeKit(team: String, to path: String) throws -> (leads: [Card], others: [Card]) {
        guard identity.role == .ward else { throw BookError.onlyWard("kit") }
        try store.read { reader in
            let teams = try reader.members().map(\.team) + reader.cards().filter(\.isTrusted).map(\.card.team)
            try reader.hamlets(of: identity.areaCode).check(team: team, others: teams)
        }
        let root = try root()
        let (leads, others) = try store.read { reader in
            let gone = try reader.revokedCards().union(reader.succession().replaced)
            let known = try reader.cards().filter { $0.card.role == .lead && !team.isEmpty && $0.card.team == team }
            let leads = known.filter { $0.isTrusted && !gone.contains($0.card.id) }.map(\.card)
            return (leads, known.map(\.card).filter { !leads.contains($0) })
        }
        let kit = try store.read { reader in
            let own = try reader.setting(.recipients)?.split(separator: " ") ?? []
            return Kit(
                ward: identity.ward, id: Hex.encode(surroundings.random(16)),
                number: 1 + (try reader.kitNumber()),
                area: (identity.areaCode, identity.areaName), team: team, secret: surroundings.random(32),
                recipients: try own.map { try AgeRecipient(parsing: String($0)) } + leads.map(\.recipient),
                parts: try Self.parts(reader, cards: [identity.card] + leads) + lists(reader),
                withdrawn: try reader.kits().filter(\.isWithdrawn).map(\.id))
        }
        let file = kit.file(signedBy: root)
        guard file.count <= Caps.fileBytes else { throw FormToolError.kitTooLarge(limit: Caps.fileBytes) }
        try DurableFile.write(file, to: path, mode: 0o600)
        try write { writer in
            try writer.insert(StoredKit(kit))
            try writer.set(.kitNumber, String(kit.number))
            try cutSections(with: writer)
        }
        return (leads, others)
    }

    /// The long lists of the approved forms, each once.
    private func lists(_ reader: BookReader) throws -> [Kit.Part] {
        let approved = forms.all.filter(\.isApproved).map { forms.listHashes($0.ref.text) }
        let names = Dictionary(approved.flatMap { $0.map { ($0.value, $0.key) } }, uniquingKeysWith: min)
        return try names.sorted { $0.key < $1.key }.compactMap { hash, name in
            try reader.list(hash).map { Kit.Part(kind: .list, name: name, bytes: $0) }
        }
    }

    private static func parts(_ reader: BookReader, cards: [Card]) throws -> [Kit.Part] {
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
            Kit.Part(kind: .catalogue, name: "indicators.yaml", bytes: Array(catalogue.utf8)),
            Kit.Part(kind: .plan, name: "plan.yaml", bytes: Array(plan.utf8)),
        ] + cards.map { Kit.Part(kind: .card, name: $0.role.rawValue, bytes: $0.lines) } + additions + forms
    }
}
