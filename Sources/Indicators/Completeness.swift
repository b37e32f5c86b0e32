package import Base

/// How much of the ward's records the figures rest on, and how fresh it is; stands at the head of every report.
package struct Completeness: Hashable, Sendable {
    /// In the order they should be read.
    package var devices: [Device]
    /// Owners of trusted devices of which nothing but the card has come.
    package var unheard: [String]
    /// Records with two versions that nobody has settled.
    package var editConflicts: Int
    /// Records that count nowhere: no readable date, or a form the ward has not approved.
    package var uncounted: Int
    /// Records of which nothing is left here since somebody's data were erased on request, so that they count nowhere.
    package var erased = 0
    /// Files kept aside with their reason.
    package var quarantined: Int
    /// Pairs of probable duplicates that nobody has decided; while there are any, counts of people are upper bounds.
    package var undecidedPairs: Int
    /// Codes of hamlets in the period's records that the ward's list does not have; empty without a list.
    package var unknownHamlets: [String] = []
    /// The period had days to come when this was counted, so that its figures are no more than preliminary.
    package var isUnfinished = false
    /// Nor had it begun.
    package var isAhead = false

    package init(
        devices: [Device], unheard: [String] = [], editConflicts: Int, uncounted: Int, quarantined: Int,
        undecidedPairs: Int = 0
    ) {
        self.devices = devices
        self.unheard = unheard
        self.editConflicts = editConflicts
        self.uncounted = uncounted
        self.quarantined = quarantined
        self.undecidedPairs = undecidedPairs
    }

    /// One laptop that the book has heard from.
    package struct Device: Hashable, Sendable {
        package let name: String
        /// Empty when its card names none.
        package let team: String
        /// When its last batch was received; nil for this computer itself.
        package let lastBatch: Instant?
        /// Current records of which it wrote the version in force.
        package let records: Int
        /// Places of its log that others know of, or that lie before what has come, and that are not here.
        package let missing: Int
        /// Nothing of it has come on the period's last day or since, so that more may follow.
        package let isLate: Bool

        package init(
            name: String, team: String = "", lastBatch: Instant?, records: Int, missing: Int = 0, isLate: Bool = false
        ) {
            self.name = name
            self.team = team
            self.lastBatch = lastBatch
            self.records = records
            self.missing = missing
            self.isLate = isLate
        }
    }

    /// Codes of the teams that something has come from.
    package var teams: [String] { Set(devices.map(\.team)).filter { !$0.isEmpty }.sorted() }

    /// Entries of the logs that are known to be missing.
    package var missing: Int { devices.reduce(0) { $0 + $1.missing } }

    /// Devices of which nothing has come on the period's last day or since; none before that day.
    package var late: [Device] { isUnfinished ? [] : devices.filter(\.isLate) }

    /// Whether something has come since the period's end, without whose it is, and how many records are edited apart: what
    /// may be published.
    package var nameless: Completeness {
        var copy = Completeness(
            devices: devices.map { Device(name: "", lastBatch: nil, records: 0, isLate: $0.isLate) },
            unheard: unheard.map { _ in "" }, editConflicts: editConflicts, uncounted: 0, quarantined: 0)
        copy.isUnfinished = isUnfinished
        copy.isAhead = isAhead
        return copy
    }

    /// When the newest batch came.
    package var lastBatch: Instant? { devices.compactMap(\.lastBatch).max() }
}
