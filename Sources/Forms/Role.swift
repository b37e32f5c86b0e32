/// What an answer means to the counting. The list is closed: a form names a role in `bind::sotay:role`, and an answer
/// without one is kept, shown and exported, but counts nowhere.
///
/// `session.*` and `event.*` stand once a record, `action.*` inside the repeat of what was done, `issue.*` inside the repeat of
/// difficulties. `local.*` goes to the roster of this computer and never into a revision.
package enum Role: String, CaseIterable, Hashable, Sendable {
    /// The record's own UUID.
    case sessionID = "session.id"
    /// Date and time of the help session; its civil date at +07:00 decides the period.
    case sessionStart = "session.start"
    /// Minutes.
    case sessionDuration = "session.duration"
    /// The ward, five digits as text.
    case sessionArea = "session.area"
    /// Hamlet or residential group.
    case sessionHamlet = "session.hamlet"
    /// The volunteer.
    case sessionMember = "session.member"
    /// Where the help was given.
    case sessionPlace = "session.place"
    /// `nguoi_dan`, `can_bo`: people; `ho_kinh_doanh`, `doanh_nghiep`, `hop_tac_xa`: businesses.
    case sessionClient = "session.client"
    case sessionHousehold = "session.household"
    case sessionPerson = "session.person"
    case sessionBusiness = "session.business"
    /// Four digits.
    case sessionBirthYear = "session.birth_year"
    case sessionSex = "session.sex"
    /// `khong_dong_y` makes the session anonymous.
    case sessionConsent = "session.consent"
    /// `lam_thay` is help done instead of the client.
    case sessionMode = "session.mode"
    /// 1 to 5, of the online public service.
    case ratingService = "rating.service"
    /// 1 to 5, of the help itself; never feeds satisfaction with the service.
    case ratingHelp = "rating.help"
    /// Who took the rating: `tu_cham`, `tnv_hoi`, `phieu_giay`.
    case ratingMethod = "rating.method"
    case actionItem = "action.item"
    case actionBefore = "action.before"
    case actionAfter = "action.after"
    /// Why it was not finished; several codes apart by spaces.
    case actionReason = "action.reason"
    /// What became of a dossier: `da_nop`, `bi_tra_lai`, `co_ket_qua`, `chua_nop`.
    case actionDossier = "action.dossier"
    case issueGroup = "issue.group"
    case issueSeverity = "issue.severity"
    case issueStatus = "issue.status"
    /// The day of a training or communication event. A form that asks for it records events, which count as events and
    /// as attendance and never as sessions or people; `session.id`, `.area`, `.hamlet` and `.member` serve it too.
    case eventStart = "event.start"
    /// `tap_huan`, `tuyen_truyen`, `lop_bdhvs`.
    case eventKind = "event.kind"
    /// What it was about, codes of items; several apart by spaces.
    case eventTopic = "event.topic"
    /// Heads that were there.
    case eventAttendance = "event.attendance"
    case eventWomen = "event.women"
    /// Which force held it: `to_cnscd`, `to_de_an_06`, `doan_thanh_nien`, `dai_su_so`, `khac`.
    case eventForce = "event.force"
    /// A name or a telephone number: kept on this computer alone.
    case localName = "local.name"
    case localPhone = "local.phone"

    package var isLocal: Bool { rawValue.hasPrefix("local.") }

    /// The repeat-level roles, which must share one repeat.
    package var isOfAction: Bool { rawValue.hasPrefix("action.") }
    package var isOfIssue: Bool { rawValue.hasPrefix("issue.") }

    /// The roles of a form that records events instead of sessions.
    package var isOfEvent: Bool { rawValue.hasPrefix("event.") }
}
