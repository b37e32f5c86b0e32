package import Base
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
        let catalogue = try catalogue(
            reader.setting(.catalogue) ?? "", own: reader.setting(.ownIndicators) ?? "", file: "own-indicators.yaml",
            isInUse: true)
        let plan = try Plan(
            yaml: try reader.setting(.plan) ?? "", file: "plan.yaml", catalogue: catalogue, isInUse: true)
        return (plan, catalogue)
    }

    /// Nil when it can no longer be read, so that another may take its place.
    private static func planInUse(_ reader: BookReader) throws -> Plan? {
        do {
            return try planAndCatalogue(reader).0
        } catch is PlanFaults {
            return nil
        }
    }

    private static func catalogue(_ text: String, own: String, file: String, isInUse: Bool) throws -> Catalogue {
        let shipped = try Catalogue(yaml: text, file: "indicators.yaml")
        return own.isEmpty ? shipped : try shipped.adding(yaml: own, file: file, isInUse: isInUse)
    }

    /// A newer plan of the ward, its own indicators, or the catalogue that comes with the program take the place of those
    /// in use; they have to fit together. The ward's next kit carries them down. A version of a plan is one text: another
    /// text needs a higher one.
    ///
    /// - Parameter path: a file, the id of a shipped plan, or `indicators`.
    package func use(definitions path: String) throws -> (kind: PlanCheck.Kind, isNew: Bool) {
        guard identity.role == .ward else { throw BookError.onlyWard("plan use") }
        let isShipped = path == "indicators" || Shipped.planIDs.contains(path)
        let text =
            try isShipped
            ? FormTools.definitions(named: path) : String(decoding: DurableFile.read(path), as: UTF8.self)
        return try store.write { writer in
            let reader = writer.reader
            let kind = PlanCheck.Kind(of: text)
            let own = try kind == .addition ? text : reader.setting(.ownIndicators) ?? ""
            let catalogue = try Self.catalogue(
                kind == .catalogue ? text : reader.setting(.catalogue) ?? "", own: own, file: path.fileName,
                isInUse: kind != .addition)
            let planText = try kind == .plan ? text : reader.setting(.plan) ?? ""
            let plan = try Plan(
                yaml: planText, file: kind == .plan ? path.fileName : "plan.yaml", catalogue: catalogue,
                isInUse: kind != .plan)
            guard plan.area.code == identity.areaCode else {
                throw BookError.planOfOtherArea(plan: plan.id, area: plan.area.code, asked: identity.areaCode)
            }
            let setting: Setting
            switch kind {
            case .plan: setting = .plan
            case .addition: setting = .ownIndicators
            case .catalogue:
                guard text == Shipped.catalogue else { throw BookError.catalogueIsShipped }
                setting = .catalogue
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

/// What this program brings and the ward's book does not count by: a book keeps what it was made with until somebody
/// says so, for a figure must not change by itself with a newer program.
package enum OtherDefinitions: Hashable, Sendable {
    case catalogue
    /// The shipped plan of the same id has a higher version.
    case plan(String, version: Int)

    /// Nothing in a lead's or volunteer's book, which takes what the ward's kits bring.
    static func all(_ reader: BookReader) throws -> [OtherDefinitions] {
        guard try reader.setting(.role) == DeviceRole.ward.rawValue else { return [] }
        let (plan, _) = try Book.planAndCatalogue(reader)
        var found: [OtherDefinitions] = try reader.setting(.catalogue) == Shipped.catalogue ? [] : [.catalogue]
        if Shipped.planIDs.contains(plan.id), let newer = newer(try FormTools.plan(named: plan.id), than: plan) {
            found.append(newer)
        }
        return found
    }

    package static func newer(_ shipped: Plan, than plan: Plan) -> OtherDefinitions? {
        shipped.version > plan.version ? .plan(plan.id, version: shipped.version) : nil
    }

    package var text: Bilingual {
        switch self {
        case .catalogue:
            Bilingual(
                "sổ đếm theo danh mục chỉ tiêu khác danh mục kèm \(Program.name); muốn dùng bản kèm chương trình: `sotay plan use indicators`",
                "the book counts by another catalogue than the one of \(Program.name); to take that one: `sotay plan use indicators`"
            )
        case .plan(let id, let version):
            Bilingual(
                "kế hoạch \(id) kèm chương trình đã có bản \(version); muốn dùng: `sotay plan use \(id)`",
                "the program brings version \(version) of the plan \(id); to take it: `sotay plan use \(id)`")
        }
    }
}

extension Book {
    package func otherDefinitions() throws -> [OtherDefinitions] { try store.read { try OtherDefinitions.all($0) } }
}
