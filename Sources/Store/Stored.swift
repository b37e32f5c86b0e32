package import Base
package import Ledger

/// What a book remembers about itself.
package enum Setting: String, Sendable {
    /// The ward's root public key, 64 hexadecimal digits.
    case ward
    case areaCode
    case areaName
    /// `volunteer`, `lead` or `ward`.
    case role
    /// Hash of the own card, 64 hexadecimal digits.
    case card
    /// The log that this book writes, 32 hexadecimal digits.
    case log
    /// The last revision of that log: its number, a space, the chain after it. Unset while the log is empty.
    case tip
    /// The last revision of it that stands in a signed section, in the same form.
    case cut
    /// Ends of logs that this book wrote before and could not sign yet, a line each: the log, its tip, its cut.
    case unsigned
    /// The newest kit merged, or made here.
    case kitNumber
    case kit
    case team
    /// Member code that prompts and headers use.
    case member
    /// Recipients of the own batches, apart by spaces.
    case recipients
    /// Hashes of the cards of the leads that the newest kit names, apart by spaces.
    case leads
    /// A lead's: the ward's latest receipts, hexadecimal, for passing on.
    case wardReceipt
    case plan
    case catalogue
    /// The ward's own indicators, beside the catalogue; unset when it has none.
    case ownIndicators
    /// Hashes of the cards that this device had before it changed its keys, apart by spaces.
    case formerCards
    /// Set when a note outside the book says where its log was left.
    case marked
    /// The ward's: the key of its marks of people who had everything erased, 64 hexadecimal digits.
    case erasureKey
    /// Set while erased text may still stand in free pages, the journal (`pages`) or files kept aside (`files`).
    case unwiped
    /// When the backup was made from which this book was restored, in milliseconds; set until a later receipt of the
    /// ward has come.
    case restored
    /// Set for ever in a ward's book that was restored, recovered or put back: its own receipts know of erasures that it does not.
    case anonymises
    /// The ward's: its own logs that its latest receipt named, as `log.card`, apart by spaces.
    case named
    /// The ward's: when it was noticed that this book holds less than it had confirmed, in milliseconds; set until it
    /// has made a receipt.
    case putBack
    /// When `export` last wrote a file, in milliseconds, and how far each of the own logs stands in such files, as
    /// `log.card:place`; apart by spaces.
    case exported
    /// Set while what the ward's receipts have said is to be confirmed by the own log's next section.
    case unsaid
    /// What receipts say that the ward has decided about devices, a revision's text a line.
    case told
    /// The ward's hamlets as the newest kit brought them: an array of `Hamlet.answers`.
    case hamlets
    /// Set while a province's facts name hamlets without their communes, as an older program wrote them.
    case staleHamlets
}

package struct StoredForm: Hashable, Sendable {
    package let ref: FormRef
    package let fileName: String
    package let text: [UInt8]
    /// Only the ward's forms feed totals.
    package let isApproved: Bool

    package init(ref: FormRef, fileName: String, text: [UInt8], isApproved: Bool) {
        self.ref = ref
        self.fileName = fileName
        self.text = text
        self.isApproved = isApproved
    }
}

package struct StoredKit: Hashable, Sendable {
    package let id: String
    /// 0 of a kit of which only the withdrawal has come.
    package let number: Int
    package let team: String
    package let secret: [UInt8]
    package let isWithdrawn: Bool

    package init(id: String, number: Int, team: String, secret: [UInt8], isWithdrawn: Bool) {
        self.id = id
        self.number = number
        self.team = team
        self.secret = secret
        self.isWithdrawn = isWithdrawn
    }
}

package struct StoredCard: Hashable, Sendable {
    package let card: Card
    package let isTrusted: Bool
}

package struct StoredLog: Hashable, Sendable {
    package let key: LogKey
    /// Different numbers held; fewer than `last` means a gap.
    package let held: Int
    package let last: Int
    package let isForked: Bool
    /// The first place without effect; `Int.max` when all of it has.
    package let until: Int
    /// Sections that follow on something other than what is here: a branch of which the beginning is missing.
    package let unjoined: Int
    /// When a section of it last arrived; nil for the own log.
    package let received: Instant?
}

package struct StoredRevision: Hashable, Sendable {
    package let row: Int64
    package let revision: Revision
    package let log: LogKey
    /// 0 continued by another, 1 a head, 2 the winning head.
    package let live: Int
    /// Its body was erased at somebody's request; it is not missing.
    package let isErased: Bool

    package var isHead: Bool { live > 0 }
    package var isWinner: Bool { live == 2 }
}

package struct StoredDraft: Hashable, Sendable {
    package let record: RecordID
    package let form: String
    /// The heads that the answers continue; empty for a new record.
    package let parents: [Revision.Parent]
    /// The question to go on with.
    package let place: String
    package let answers: JSONObject
    package let updated: Instant

    package init(
        record: RecordID, form: String, parents: [Revision.Parent], place: String, answers: JSONObject,
        updated: Instant
    ) {
        self.record = record
        self.form = form
        self.parents = parents
        self.place = place
        self.answers = answers
        self.updated = updated
    }
}

/// A file, or one section of it, that was not taken and is kept with its reason.
package struct QuarantinedPart: Hashable, Sendable {
    /// SHA-256 of the sealed file; its copy in the book's quarantine folder is named by it.
    package let file: Digest
    /// 0 for the whole file, else the section's number.
    package let section: Int
    package let name: String
    package let bytes: Int
    package let code: String
    package let reason: Bilingual
    package let received: Instant

    package init(
        file: Digest, section: Int, name: String, bytes: Int, code: String, reason: Bilingual, received: Instant
    ) {
        self.file = file
        self.section = section
        self.name = name
        self.bytes = bytes
        self.code = code
        self.reason = reason
        self.received = received
    }
}

/// Whose codes are asked for; the raw value is the fact table's column.
package enum CodeKind: String, Sendable {
    case hamlet
    case member
    case household
    case person
    case business
}

/// One session of somebody's day.
package struct DaySession: Hashable, Sendable {
    package let record: RecordID
    package let start: Instant
    /// Nil when the duration was not asked or not answered.
    package let minutes: Int?

    package init(record: RecordID, start: Instant, minutes: Int?) {
        self.record = record
        self.start = start
        self.minutes = minutes
    }
}
