/// `plan check FILE`: which kind of file it is, and every fault of it in the order of its lines.
package struct PlanCheck: Hashable, Sendable {
    package let kind: Kind
    package let faults: [PlanFault]

    package enum Kind: Hashable, Sendable {
        /// A unit's plan.
        case plan
        /// The whole catalogue.
        case catalogue
        /// A ward's own indicators beside the catalogue.
        case addition

        /// By the keys that stand at the beginning of a line.
        package init(of yaml: String) {
            let keys = Set(yaml.split(separator: "\n").compactMap { $0.split(separator: ":").first })
            if keys.contains("targets") || !keys.contains("indicators") {
                self = .plan
            } else {
                self = keys.contains("satisfied_from") ? .catalogue : .addition
            }
        }
    }

    /// `file` is what faults call it; `catalogue` holds the indicators that a plan may name.
    package init(yaml: String, file: String, catalogue: Catalogue) {
        kind = Kind(of: yaml)
        do throws(PlanFaults) {
            switch kind {
            case .plan: _ = try Plan(yaml: yaml, file: file, catalogue: catalogue)
            case .catalogue: _ = try Catalogue(yaml: yaml, file: file)
            case .addition: _ = try catalogue.adding(yaml: yaml, file: file)
            }
            faults = []
        } catch {
            faults = error.faults
        }
    }
}
