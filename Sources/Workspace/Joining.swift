import Base
import Indicators
package import Ledger
import Store

/// `init`: a volunteer's or a lead's book from the ward's kit.
package struct Joining: Sendable {
    package let kit: Kit
    package let name: String
    package let role: DeviceRole
    package let team: String
    package let member: String
    /// Wraps the keys; nil leaves them in the clear.
    package let passphrase: String?

    package init(
        kit: Kit, name: String, role: DeviceRole, team: String?, member: String?, passphrase: String? = nil
    ) {
        self.kit = kit
        self.name = name
        self.role = role
        self.team = team ?? kit.team
        self.member = member ?? ""
        self.passphrase = passphrase
    }

    /// The card to read aloud, and to hand to the ward when it is a lead's.
    package func run(at folder: BookFolder, surroundings: Surroundings) throws -> Card {
        let name = name.nfc.printable
        guard !name.isEmpty, name.count <= 100, max(name.utf8.count, team.nfc.utf8.count) <= Caps.nameBytes else {
            throw BookError.nameMissing
        }
        let hamlets = try kit.hamletMap()
        try hamlets.check(team: team, others: [kit.team])
        try hamlets.check(member: member, team: team)
        var card: Card?
        try NewBook(folder, surroundings: surroundings).make { folder, keys in
            try KeyFiles.write([keys], root: nil, to: folder, lock: passphrase, random: surroundings.random)
            let own = Card(
                ward: kit.ward, keys: keys, role: role, name: name, team: team,
                proof: .enrolment(secret: kit.secret, kit: kit.id))
            card = own
            return NewBook.Contents(
                card: own, member: member, areaCode: kit.area.code, areaName: kit.area.name, recipients: kit.recipients,
                kit: kit, kitNumber: kit.number,
                plan: kit.text(of: .plan), catalogue: kit.text(of: .catalogue),
                ownIndicators: kit.text(of: .indicators),
                forms: try kit.forms(), decisions: [])
        }
        return card!
    }
}

extension Kit {
    func text(of kind: Part.Kind) -> String {
        String(decoding: parts.first { $0.kind == kind }?.bytes ?? [], as: UTF8.self)
    }

    /// The ward's hamlets; an older kit has none.
    var hamlets: String { parts.contains { $0.kind == .areas } ? text(of: .areas) : "[]" }

    /// The lists of those forms that are too long for their texts.
    var lists: [[UInt8]] { parts.filter { $0.kind == .list }.map(\.bytes) }

    func hamletMap() throws -> HamletMap {
        HamletMap(try JSON(parsing: hamlets).array?.compactMap { $0.object.flatMap(Hamlet.init) } ?? [])
    }

    /// The forms that the ward has approved by putting them into its kit.
    func forms() throws -> [StoredForm] {
        try parts.filter { $0.kind == .form }.map { try StoredForm(fileName: $0.name, text: $0.bytes) }
    }
}
