import Base
package import Indicators
import Ledger
import Store

/// What a book counts by: the plan, the catalogue, and the ward's own indicators beside it.
extension Book {
    /// As the ward's kit brought them.
    package func planAndCatalogue() throws -> (Plan, Catalogue) {
        try store.read { try Self.planAndCatalogue($0) }
    }

    /// The plan's file, as it is in use.
    package func planText() throws -> String {
        try store.read { try $0.setting(.plan) ?? "" }
    }

    static func planAndCatalogue(_ reader: BookReader) throws -> (Plan, Catalogue) {
        let catalogue = try catalogue(reader, own: reader.setting(.ownIndicators) ?? "", file: "own-indicators.yaml")
        return (try Plan(yaml: try reader.setting(.plan) ?? "", file: "plan.yaml", catalogue: catalogue), catalogue)
    }

    /// Nil when it can no longer be read, so that another may take its place.
    private static func planInUse(_ reader: BookReader) throws -> Plan? {
        do {
            return try planAndCatalogue(reader).0
        } catch is PlanFaults {
            return nil
        }
    }

    private static func catalogue(_ reader: BookReader, own: String, file: String) throws -> Catalogue {
        let shipped = try Catalogue(yaml: try reader.setting(.catalogue) ?? "", file: "indicators.yaml")
        return own.isEmpty ? shipped : try shipped.adding(yaml: own, file: file)
    }

    /// A newer plan of the ward, or its own indicators, take the place of those in use; both have to fit together. The
    /// ward's next kit carries them down. A version of a plan is one text: another text needs a higher one.
    package func use(definitions path: String) throws -> (kind: PlanCheck.Kind, isNew: Bool) {
        guard identity.role == .ward else { throw BookError.onlyWard("plan use") }
        let text = String(decoding: try DurableFile.read(path), as: UTF8.self)
        return try store.write { writer in
            let reader = writer.reader
            let kind = PlanCheck.Kind(of: text)
            let own = try kind == .addition ? text : reader.setting(.ownIndicators) ?? ""
            let catalogue = try Self.catalogue(reader, own: own, file: path.fileName)
            let planText = try kind == .plan ? text : reader.setting(.plan) ?? ""
            let plan = try Plan(yaml: planText, file: kind == .plan ? path.fileName : "plan.yaml", catalogue: catalogue)
            guard plan.area.code == identity.areaCode else {
                throw BookError.planOfOtherArea(plan: plan.id, area: plan.area.code, asked: identity.areaCode)
            }
            let setting: Setting
            switch kind {
            case .plan: setting = .plan
            case .addition: setting = .ownIndicators
            case .catalogue: throw BookError.catalogueIsShipped
            }
            let used = try reader.setting(setting) ?? ""
            guard used != text else { return (kind, false) }
            if kind == .plan, let used = try Self.planInUse(reader), used.id == plan.id, plan.version <= used.version {
                throw BookError.planVersion(plan.version, used: used.version)
            }
            try writer.set(setting, text)
            return (kind, true)
        }
    }
}
