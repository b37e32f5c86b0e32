/// The plain counts that the one query gives for a period, before definitions put names to them.
///
/// `goal` is the place of an indicator in `Catalogue.indicators`.
package struct Tally: Hashable, Sendable {
    package var sessions = 0
    package var anonymous = 0
    package var persons = 0
    package var households = 0
    package var businesses = 0
    package var members = 0
    package var hamlets: [HamletFigure] = []
    /// First completions by item.
    package var increments: [String: Int] = [:]
    /// First completions by goal, for sets of several items and for goals with a least age.
    package var goalIncrements: [Int: Int] = [:]
    package var guided: [Int: Int] = [:]
    package var active: [Int: Int] = [:]
    /// Sessions helped in the ways of a goal.
    package var modes: [Int: Int] = [:]
    package var dossiers: [Dossier: Int] = [:]
    package var reasons: [String: Int] = [:]
    /// Difficulties by status; the empty text is one without a status.
    package var issues: [String: Int] = [:]
    package var opinions: [Int: Satisfaction] = [:]
    /// Of `Rule.firstVisit`, by goal.
    package var firstVisits: [Int: Ratio] = [:]
    /// Of `Rule.count` and of `Rule.issues` with an age, by goal.
    package var counts: [Int: Int] = [:]
    /// Over all records, whatever the period.
    package var conflicts: [String: Int] = [:]

    package init() {}

    package struct Dossier: Hashable, Sendable {
        package let item: String
        package let result: String

        package init(item: String, result: String) {
            self.item = item
            self.result = result
        }
    }
}

/// One hamlet's line.
package struct HamletFigure: Hashable, Sendable {
    package let code: String
    package let sessions: Int
    package let persons: Int

    package init(code: String, sessions: Int, persons: Int) {
        self.code = code
        self.sessions = sessions
        self.persons = persons
    }
}

/// A part of a whole in integers; rounded only where it is printed.
package struct Ratio: Hashable, Sendable {
    package let part: Int
    package let whole: Int

    package init(part: Int, whole: Int) {
        self.part = part
        self.whole = whole
    }
}
