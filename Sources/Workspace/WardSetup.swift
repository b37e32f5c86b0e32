package import Age
package import Base
import Foundation
import Indicators
import Ledger
import Store

/// `ward init`: the ward's keys, its first decisions, and the recovery key that is shown once.
package struct WardSetup: Sendable {
    package let areaCode: String
    /// The plan's id, or a file.
    package let plan: String
    package let owner: String
    /// Wraps the keys; nil leaves them in the clear.
    package let passphrase: String?
    /// A file of the ward's own indicators; nil when it has none.
    package let indicators: String?

    package init(
        areaCode: String, plan: String, owner: String, passphrase: String? = nil, indicators: String? = nil
    ) {
        self.indicators = indicators

        self.areaCode = areaCode
        self.plan = plan
        self.owner = owner
        self.passphrase = passphrase
    }

    /// What has to be told to the ward's staff, and never again.
    package struct Outcome: Sendable {
        package let areaName: String
        package let planTitle: Bilingual
        package let fingerprint: String
        package let recoveryKey: String
    }

    /// Makes a ward that was not there before.
    package func run(at folder: BookFolder, surroundings: Surroundings) throws -> Outcome {
        let recovery = AgeIdentity(rawBytes: surroundings.random(32))!
        let root = SigningKey(rawBytes: surroundings.random(32))!
        let keys = KeyFiles.draw(surroundings.random)
        return try make(
            at: folder, root: root, keys: [keys], recovery: recovery, kitNumber: nil, surroundings: surroundings)
    }

    /// Makes a lost ward's book again from the sealed copy of its keys: batches sealed to it open again, and the kits
    /// handed out stay in use. Its records have to be merged anew.
    package func recover(
        from sealedKeys: String, with recovery: AgeIdentity, at folder: BookFolder, surroundings: Surroundings
    ) throws -> Outcome {
        let (root, devices) = try KeyFiles.sealed(sealedKeys, with: [recovery])
        return try make(
            at: folder, root: root, keys: devices, recovery: recovery,
            kitNumber: Kit.number(afterLoss: surroundings.now()), surroundings: surroundings)
    }

    /// - Parameter kitNumber: of a ward that is made again, what its kits count on from.
    private func make(
        at folder: BookFolder, root: SigningKey, keys ring: [DeviceKeys], recovery: AgeIdentity, kitNumber: Int?,
        surroundings: Surroundings
    ) throws -> Outcome {
        guard [2, 5].contains(areaCode.utf8.count), areaCode.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw BookError.areaCode(areaCode)
        }
        let planText = try Shipped.plan(named: plan)
        let catalogueText = Shipped.catalogue
        let own = try indicators.map { String(decoding: try DurableFile.read($0), as: UTF8.self) } ?? ""
        let shipped = try Catalogue(yaml: catalogueText, file: "indicators.yaml")
        let catalogue = own.isEmpty ? shipped : try shipped.adding(yaml: own, file: (indicators ?? "").fileName)
        let plan = try Plan(yaml: planText, file: plan, catalogue: catalogue)
        guard plan.area.code == areaCode else {
            throw BookError.planOfOtherArea(plan: plan.id, area: plan.area.code, asked: areaCode)
        }
        try NewBook(folder, surroundings: surroundings).make(keys: ring[0]) { folder, keys in
            try KeyFiles.write(ring, root: root, to: folder, lock: passphrase, random: surroundings.random)
            try KeyFiles.writeSealed(
                ring, root: root, to: recovery.recipient, in: folder, random: surroundings.random)
            let card = Card(
                ward: root.publicKey, keys: keys, role: .ward, name: owner, team: "", proof: .root(root))
            return NewBook.Contents(
                card: card, member: "", areaCode: areaCode, areaName: plan.area.name.vi,
                recipients: [keys.receiving.recipient, recovery.recipient], kit: nil,
                kitNumber: kitNumber ?? 0, plan: planText, catalogue: catalogueText, ownIndicators: own,
                forms: try Shipped.forms, isRecovered: kitNumber != nil,
                decisions: try Self.decisions(areaCode: areaCode, areaName: plan.area.name.vi))
        }
        return Outcome(
            areaName: plan.area.name.vi, planTitle: plan.title, fingerprint: root.publicKey.fingerprint,
            recoveryKey: recovery.text)
    }

    /// The area and the approved forms, with their text: the ledger alone must be enough to count again.
    private static func decisions(areaCode: String, areaName: String) throws -> [NewRevision] {
        let area = NewRevision(
            record: .decision(.area, about: areaCode), kind: .reserved(.area),
            answers: ["code": .string(areaCode), "name": .string(areaName)])
        return [area] + (try Shipped.forms.map { NewRevision(approving: $0) })
    }
}
