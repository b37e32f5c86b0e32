package import Base
package import Forms

/// What can be counted and reported: `plans/indicators.yaml` as values.
package struct Catalogue: Hashable, Sendable {
    /// A rating from this level up is satisfied.
    package let satisfiedFrom: Int
    /// Client kinds told apart by their business code; all others by the person's.
    package let businessClients: [String]
    /// What people have or learn, in the order of `tang_them`.
    package let personItems: [Term]
    /// Items that may honestly be done again, so that doing so is no conflict.
    package let repeatingItems: [String]
    /// Wording of the reasons for not finishing.
    package let reasons: [Term]
    /// The ways of taking a rating that are told apart.
    package let ratingMethods: [Term]
    /// Ids of the indicators that stand under `figures` in a machine-readable report, in that order.
    package let figures: [String]
    package let populations: [Term]
    package let indicators: [Indicator]

    package func indicator(_ id: String) -> Indicator? {
        indicators.first { $0.id == id }
    }

    /// Items whose second completion is a conflict.
    package var onceItems: [String] {
        personItems.map(\.id).filter { !repeatingItems.contains($0) }
    }

    /// Which indicators a form cannot feed, with the roles that it lacks.
    package func gaps(of roles: Set<Role>) -> [(indicator: Indicator, missing: [Role])] {
        indicators.compactMap { indicator in
            let missing = indicator.roles.filter { !roles.contains($0) }
            return missing.isEmpty ? nil : (indicator, missing)
        }
    }
}

/// A code and its wording.
package struct Term: Hashable, Sendable {
    package let id: String
    package let name: Bilingual

    package init(id: String, name: Bilingual) {
        self.id = id
        self.name = name
    }
}

/// One indicator of the catalogue.
package struct Indicator: Hashable, Sendable {
    package let id: String
    package let name: Bilingual
    package let source: Source
    package let unit: String
    /// What an increment counts, beside the official name, which may speak of a share.
    package let gain: Bilingual?
    /// What is counted.
    package let numerator: Bilingual
    /// Nil for a plain count.
    package let denominator: Bilingual?
    /// The id of the base population.
    package let base: String?
    /// Nil for other agencies' figures alone.
    package let rule: Rule?
    /// What a form must ask for the rule to find anything.
    package let roles: [Role]

    /// Where the official figure comes from (`cach_tinh`).
    package enum Source: String, Hashable, Sendable, CaseIterable {
        /// Counted fully from the teams' records.
        case full = "F"
        /// The agency's baseline plus the teams' increment.
        case partial = "P"
        /// A contributing sample that never replaces the official figure.
        case sample = "C"
        /// Another agency's figure, entered by hand.
        case manual = "M"
    }
}

extension Catalogue {
    /// Only these indicators, no items and no ways of rating: for counting some figures often without the search for
    /// conflicts.
    package func keeping(_ ids: Set<String>) -> Catalogue {
        Catalogue(
            satisfiedFrom: satisfiedFrom, businessClients: businessClients, personItems: [],
            repeatingItems: repeatingItems, reasons: [], ratingMethods: [], figures: figures.filter(ids.contains),
            populations: populations, indicators: indicators.filter { ids.contains($0.id) })
    }
}
