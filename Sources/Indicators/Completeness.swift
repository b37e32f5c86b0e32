package import Base

/// How much of the ward's records the figures rest on; stands at the head of every report.
package struct Completeness: Hashable, Sendable {
    /// In the order they should be read.
    package var devices: [Device]
    /// Records with two versions that nobody has settled.
    package var editConflicts: Int
    /// Records that count nowhere: no readable date, or a form the ward has not approved.
    package var uncounted: Int
    /// Files kept aside with their reason.
    package var quarantined: Int
    /// Pairs of probable duplicates that nobody has decided; while there are any, counts of people are upper bounds.
    package var undecidedPairs: Int

    package init(
        devices: [Device], editConflicts: Int, uncounted: Int, quarantined: Int, undecidedPairs: Int = 0
    ) {
        self.devices = devices
        self.editConflicts = editConflicts
        self.uncounted = uncounted
        self.quarantined = quarantined
        self.undecidedPairs = undecidedPairs
    }

    /// One laptop that the book has heard from.
    package struct Device: Hashable, Sendable {
        package let name: String
        /// When its last batch was received; nil for this computer itself.
        package let lastBatch: Instant?
        /// Current records of which it wrote the version in force.
        package let records: Int

        package init(name: String, lastBatch: Instant?, records: Int) {
            self.name = name
            self.lastBatch = lastBatch
            self.records = records
        }
    }
}
