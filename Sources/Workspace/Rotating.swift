package import Age
import Base
package import Ledger
import Store

/// What a ward does so that its keys outlive a computer, and any device when its keys may have been seen.
extension Book {
    /// `device rotate`: new keys and a new card. What was written so far is signed with the old ones and keeps them as
    /// its author; whoever takes batches has to trust the new card as that of a new device.
    package func rotateKeys() throws -> Card {
        let old = try keyRing()
        let new = KeyFiles.draw(surroundings.random)
        let root = identity.role == .ward ? try self.root() : nil
        let card = Card(
            ward: identity.ward, keys: new, role: identity.role, name: identity.card.name, team: identity.team,
            proof: try root.map { .root($0) } ?? enrolment())
        try KeyFiles.write(
            [new] + old, root: root, to: folder, lock: isLocked ? try passphrase() : nil, random: surroundings.random)
        if let root, let recovery = try recoveryRecipient() {
            try KeyFiles.writeSealed([new] + old, root: root, to: recovery, in: folder, random: surroundings.random)
        }
        try write { writer in
            try appendCard(next: card, with: writer)
            try openNewLog(with: writer)
            try writer.insert(card)
            let former = try writer.reader.setting(.formerCards) ?? ""
            try writer.set(.formerCards, "\(former) \(identity.card.id.hex)")
            try writer.set(.card, card.id.hex)
            if identity.role == .ward {
                let kept = try writer.reader.setting(.recipients)?.split(separator: " ").dropFirst() ?? []
                try writer.set(.recipients, ([card.recipient.text] + kept.map(String.init)).joined(separator: " "))
            }
            try writer.append(.card(card), of: card, surroundings: surroundings)
        }
        return card
    }

    /// Writes the device's own card once more.
    func appendCard(next: Card? = nil, with writer: BookWriter) throws {
        let earlier = try writer.reader.revisions(of: .decision(.card, about: identity.card.id.hex))
        try append(.card(identity.card, next: next, over: Self.parents(earlier)), with: writer)
    }

    /// The latest kit that has not been withdrawn.
    private func enrolment() throws -> Card.Proof {
        let kits = try store.read { try $0.kits() }.filter { !$0.isWithdrawn }
        guard let kit = kits.max(by: { $0.number < $1.number }) else { throw BookError.kitNeeded }
        return .enrolment(secret: kit.secret, kit: kit.id)
    }

    private func recoveryRecipient() throws -> AgeRecipient? {
        let recipients = try store.read { try $0.setting(.recipients) ?? "" }.split(separator: " ")
        return try recipients.dropFirst().first.map { try AgeRecipient(parsing: String($0)) }
    }

    /// `ward rehearse`: whether the recovery key as somebody typed it from its paper opens the sealed copy, and whether
    /// that copy holds this ward's keys as they are now.
    package func rehearse(_ recovery: [AgeIdentity]) throws {
        guard identity.role == .ward else { throw BookError.onlyWard("ward rehearse") }
        let sealed = try KeyFiles.sealed(folder.sealedKeys, with: recovery)
        guard sealed.root.publicKey == identity.ward,
            sealed.devices.contains(where: { $0.signing.publicKey == identity.card.signingKey })
        else { throw BookError.keysDamaged(folder.sealedKeys) }
    }
}
