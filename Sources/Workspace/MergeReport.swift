package import Base
package import Ledger
package import Store

/// What `merge` did with each file. A part that could not be taken never stops the others.
package struct MergeReport: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// New versions of records, new decisions about devices and the like, and sections that were here before.
        case batch(records: Int, decisions: Int, known: Int, from: [String])
        /// The very same file has been merged before.
        case again
        case kit(number: Int, isNewer: Bool)
        case card(name: String, Trust)
        /// A damaged file kept aside of which the good copy has come; it is not kept any more.
        case replaced
        /// Sealed to others, found in a folder: nothing that this book misses.
        case forOthers
        /// Whose; and whether it showed that somebody else writes this book's log.
        case receipt(from: [String], opensNewLog: Bool)
    }

    /// Of a card that came by itself.
    package enum Trust: Hashable, Sendable {
        case trusted
        /// To be decided here, when somebody has compared the fingerprint.
        case open
        /// Not this book's to decide: by the device's role the lead or the ward does.
        case others(DeviceRole)
    }

    package struct File: Hashable, Sendable {
        package let name: String
        package let hash: Digest?
        package internal(set) var outcome: Outcome?
        /// Parts kept aside or refused, each with its reason.
        package internal(set) var problems: [Problem] = []
        /// New lines of a device that was revoked before them.
        package internal(set) var withoutEffect = 0
        /// New decisions that are not their author's to make.
        package internal(set) var withoutRight = 0

        /// New lines under keys that their device had changed before: whoever has the old ones wrote them.
        package internal(set) var underFormerKey = 0

        /// Now or before.
        var isWholeBatch: Bool {
            switch outcome {
            case .batch?, .again?: problems.isEmpty
            default: false
            }
        }
    }

    package internal(set) var files: [File] = []
    /// How many of these were not looked at in this run: damaged ones of an earlier run whose good copy has come.
    package internal(set) var fromBefore = 0
    package internal(set) var trusted: [Card] = []
    /// New lines of logs: versions of records and decisions.
    package internal(set) var newRevisions = 0

    package var newRecords: Int {
        files.reduce(0) { sum, file in
            if case .batch(let records, _, _, _)? = file.outcome { sum + records } else { sum }
        }
    }

    package internal(set) var conflicts = 0
    /// Owners of devices whose log turned out to be written by two.
    package internal(set) var forked: [String] = []
    /// Who has revoked whom.
    package internal(set) var revocations: [(by: String, whom: String)] = []
    /// Some of it by a receipt: the ward's word, which nobody else takes back.
    package internal(set) var isRevokedByWard = false
    /// What became of whose records, since a device is trusted no more or not so far.
    package internal(set) var lost: [String: LostEffect] = [:]
    /// Sessions that counted before and after a device was trusted, without what waited for it.
    package internal(set) var counted: (before: Int, now: Int)?
    /// Folders inside the folders that were named: nobody looked into them.
    package internal(set) var passedOver: [String] = []
    /// What an export left that was cut off, as when its stick was pulled.
    package internal(set) var unfinished: [String] = []
    /// Contents that were missing here and have come.
    package internal(set) var filled = 0
    /// Bodies that left the book because an erasure has come.
    package internal(set) var erased = 0
    /// And their traces.
    package internal(set) var wiping = Wiping()

    package var needsPerson: Bool {
        conflicts > 0 || !forked.isEmpty || !lost.isEmpty
            || files.contains { file in
                if case .card(_, .open)? = file.outcome { return true }
                return !file.problems.isEmpty || file.withoutRight > 0 || file.underFormerKey > 0
            }
    }

    mutating func note(_ revoked: [String], by author: String) {
        revocations += revoked.map { (author, $0) }
    }

    mutating func note(lost: [Digest: LostEffect], names: @autoclosure () throws -> [Digest: String]) rethrows {
        guard !lost.isEmpty else { return }
        let names = try names()
        for (card, effect) in lost {
            let name = names[card] ?? "?"
            self.lost[name] = (self.lost[name] ?? LostEffect()) + effect
        }
    }
}

/// A device that has come for the first time.
package struct TrustQuestion: Sendable {
    package let card: Card
    /// Its card was made with the secret of a kit that this book knows and that is not withdrawn.
    package let isEnrolled: Bool
    /// It was, and the kit is withdrawn; its number, 0 of one that never came here.
    package let withdrawnKit: Int?
    /// This book has the kit that the card names.
    package let isKitKnown: Bool
    /// Its card was named on the command line by itself: somebody handed it over.
    package let isHandedOver: Bool

    /// What `--trust-new` answers: volunteers by their proof of enrolment; a lead, who will decide over others, only
    /// when the card itself was handed over. Whoever holds a kit can call itself a lead.
    package var isPlain: Bool {
        isEnrolled && (card.role == .volunteer || isHandedOver)
    }
}
