import Age
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

    package init(areaCode: String, plan: String, owner: String) {
        self.areaCode = areaCode
        self.plan = plan
        self.owner = owner
    }

    /// What has to be told to the ward's staff, and never again.
    package struct Outcome: Sendable {
        package let areaName: String
        package let planTitle: Bilingual
        package let fingerprint: String
        package let recoveryKey: String
    }

    package func run(at folder: BookFolder, surroundings: Surroundings) throws -> Outcome {
        guard [2, 5].contains(areaCode.utf8.count), areaCode.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw BookError.areaCode(areaCode)
        }
        let planText = try Shipped.plan(named: plan)
        let catalogueText = Shipped.catalogue
        let catalogue = try Catalogue(yaml: catalogueText, file: "indicators.yaml")
        let plan = try Plan(yaml: planText, file: plan, catalogue: catalogue)
        guard plan.area.code == areaCode else {
            throw BookError.planOfOtherArea(plan: plan.id, area: plan.area.code, asked: areaCode)
        }
        let recovery = AgeIdentity(rawBytes: surroundings.random(32))!
        let root = SigningKey(rawBytes: surroundings.random(32))!
        try NewBook(folder, surroundings: surroundings).make { folder, keys in
            try KeyFiles.write(root: root, to: folder)
            try KeyFiles.writeSealed(
                keys, root: root, to: recovery.recipient, in: folder, random: surroundings.random)
            let card = Card(
                ward: root.publicKey, keys: keys, role: .ward, name: owner, team: "", proof: .root(root))
            return NewBook.Contents(
                card: card, member: "", areaCode: areaCode, areaName: plan.area.name.vi,
                recipients: [keys.receiving.recipient, recovery.recipient], kit: nil,
                plan: planText, catalogue: catalogueText, forms: try Shipped.forms,
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
