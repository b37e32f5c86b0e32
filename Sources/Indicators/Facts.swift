package import Base

/// What one record says to the counting: one session, what was done in it, and the difficulties that were told.
///
/// Everything else of the record is kept in the ledger and counts nowhere.
package struct Facts: Hashable, Sendable {
    package let session: SessionFact
    /// In the order of the form's repeat.
    package let actions: [ActionFact]
    package let issues: [IssueFact]

    package init(session: SessionFact, actions: [ActionFact], issues: [IssueFact]) {
        self.session = session
        self.actions = actions
        self.issues = issues
    }
}

/// One help session. Codes are texts in form C; an absent answer is nil, never an empty text.
package struct SessionFact: Hashable, Sendable {
    /// Decides the order of sessions that begin at the same moment.
    package let record: RecordID
    package let start: Instant
    /// How long it took.
    package var minutes: Int?
    /// What is believed of it.
    package static let minutes = 0...100_000
    package var hamlet: String?
    package var member: String?
    package var client: String?
    /// Nil in an anonymous session, even if the record holds one; so are the next five.
    package var household: String?
    package var person: String?
    package var business: String?
    /// Four digits.
    package var birthYear: Int?
    package var sex: String?
    package var anonymous = false
    package var consent: String?
    package var mode: String?
    package var place: String?
    /// 1 to 5; any other number is no rating.
    package var ratingService: Int?
    package var ratingHelp: Int?
    /// Who took the rating.
    package var ratingMethod: String?

    package init(record: RecordID, start: Instant) {
        self.record = record
        self.start = start
    }
}

/// One row of what was done.
package struct ActionFact: Hashable, Sendable {
    package let item: String
    package let before: String?
    package let after: String?
    /// Why it was not finished.
    package let reasons: [String]
    /// What became of a dossier.
    package let dossier: String?

    package init(item: String, before: String?, after: String?, reasons: [String] = [], dossier: String? = nil) {
        self.item = item
        self.before = before
        self.after = after
        self.reasons = reasons
        self.dossier = dossier
    }

    package var event: ActionEvent { ActionEvent(before: before, after: after) }
}

/// One difficulty that was told.
package struct IssueFact: Hashable, Sendable {
    package let group: String?
    package let severity: String?
    package let status: String?

    package init(group: String?, severity: String?, status: String?) {
        self.group = group
        self.severity = severity
        self.status = status
    }
}

/// What an action means for (person, item). The numbers are stored in the fact tables: never change one.
package enum ActionEvent: Int, Hashable, Sendable, CaseIterable {
    case completed = 1
    case hadBefore = 2
    case restored = 3
    case lost = 4
    case refused = 5
    case notCompleted = 6

    /// The first rule that fits. Source: docs/COUNTING.md, "Events".
    package init(before: String?, after: String?) {
        self =
            switch (before, after) {
            case (_, "mat_hieu_luc"): .lost
            case ("da_co", _): .hadBefore
            case ("da_co_khong_dung", "moi_xong"), ("da_co_khong_dung", "khoi_phuc"): .restored
            case (_, "da_co_truoc"): .hadBefore
            case (_, "moi_xong"): .completed
            case (_, "khoi_phuc"): .restored
            case (_, "tu_choi"): .refused
            default: .notCompleted
            }
    }
}
