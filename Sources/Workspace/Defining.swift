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

    private static func catalogue(_ reader: BookReader, own: String, file: String) throws -> Catalogue {
        let shipped = try Catalogue(yaml: try reader.setting(.catalogue) ?? "", file: "indicators.yaml")
        return own.isEmpty ? shipped : try shipped.adding(yaml: own, file: file)
    }

    /// A newer plan of the ward, or its own indicators, take the place of those in use; both have to fit together. The
    /// ward's next kit carries them down.
    package func use(definitions path: String) throws -> PlanCheck.Kind {
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
            switch kind {
            case .plan: try writer.set(.plan, text)
            case .addition: try writer.set(.ownIndicators, text)
            case .catalogue: throw BookError.catalogueIsShipped
            }
            return kind
        }
    }
}
