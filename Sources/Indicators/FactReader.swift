package import Base
package import Forms

/// Reads a record's answers by the roles of the form it was filled with.
package struct FactReader: Hashable, Sendable {
    private let roles: [Role: RoleBinding]
    private let spansCommunes: Bool

    /// - Parameter area: of the book. In a province's every commune has a T01: hamlets go by their commune too.
    package init(roles: [Role: RoleBinding], area: String) {
        self.roles = roles
        spansCommunes = Plan.Level(ofArea: area) == .province
    }

    /// Whether the form records events instead of sessions.
    package var recordsEvents: Bool { roles[.eventStart] != nil }

    /// The facts of one record; throws when it has no date to be counted by. Whatever else cannot be read is absent.
    package func facts(record: RecordID, answers: JSONObject) throws(FactFault) -> Facts {
        Facts(
            session: try session(record: record, answers: answers), actions: actions(answers), issues: issues(answers))
    }

    private func session(record: RecordID, answers: JSONObject) throws(FactFault) -> SessionFact {
        var session = SessionFact(record: record, start: try start(.sessionStart, answers))
        session.minutes = number(.sessionDuration, answers, in: SessionFact.minutes)
        session.hamlet = hamlet(answers)
        session.member = text(.sessionMember, answers)
        session.client = text(.sessionClient, answers)
        session.consent = text(.sessionConsent, answers)
        session.anonymous = session.consent == "khong_dong_y"
        session.mode = text(.sessionMode, answers)
        session.place = text(.sessionPlace, answers)
        session.ratingService = number(.ratingService, answers, in: 1...5)
        session.ratingHelp = number(.ratingHelp, answers, in: 1...5)
        session.ratingMethod = text(.ratingMethod, answers)
        if !session.anonymous {
            session.household = text(.sessionHousehold, answers)
            session.person = text(.sessionPerson, answers)
            session.business = text(.sessionBusiness, answers)
            session.birthYear = number(.sessionBirthYear, answers, in: 1000...9999)
            session.sex = text(.sessionSex, answers)
        }
        return session
    }

    func hamlet(_ answers: JSONObject) -> String? {
        guard let hamlet = text(.sessionHamlet, answers) else { return nil }
        guard spansCommunes, let commune = text(.sessionArea, answers) else { return hamlet }
        return Hamlet.code(hamlet, in: commune)
    }

    /// A date without a time is its midnight at +07:00.
    func start(_ role: Role, _ answers: JSONObject) throws(FactFault) -> Instant {
        guard let text = text(role, answers) else { throw .noStart }
        if let instant = Instant(iso: text) { return instant }
        if let date = CivilDate(iso: text) { return Instant(date, secondsOfDay: 0) }
        throw .unreadableStart(text)
    }

    private func actions(_ answers: JSONObject) -> [ActionFact] {
        rows(of: .actionItem, answers).compactMap { row in
            guard let item = text(.actionItem, row) else { return nil }
            let reasons = text(.actionReason, row)?.split(whereSeparator: \.isWhitespace).map(String.init)
            return ActionFact(
                item: item, before: text(.actionBefore, row), after: text(.actionAfter, row), reasons: reasons ?? [],
                dossier: text(.actionDossier, row))
        }
    }

    private func issues(_ answers: JSONObject) -> [IssueFact] {
        let anchor = [Role.issueGroup, .issueStatus, .issueSeverity].first { roles[$0] != nil }
        guard let anchor else { return [] }
        return rows(of: anchor, answers).compactMap { row in
            let issue = IssueFact(
                group: text(.issueGroup, row), severity: text(.issueSeverity, row), status: text(.issueStatus, row))
            // Outside a repeat the one row is always there, answered or not.
            let answered = issue.group != nil || issue.severity != nil || issue.status != nil
            return roles[anchor]?.repeatKey != nil || answered ? issue : nil
        }
    }

    /// The rows of the repeat that `role` stands in, or the record itself when the form asks it once.
    private func rows(of role: Role, _ answers: JSONObject) -> [JSONObject] {
        guard let binding = roles[role] else { return [] }
        guard let key = binding.repeatKey else { return [answers] }
        return answers[key]?.array?.compactMap(\.object) ?? []
    }

    func text(_ role: Role, _ object: JSONObject) -> String? {
        guard let key = roles[role]?.key, let value = object[key] else { return nil }
        switch value {
        case .string(let text):
            let trimmed = text.trimmed
            return trimmed.isEmpty ? nil : trimmed.nfc
        case .number(let digits): return digits
        case .null, .bool, .array, .object: return nil
        }
    }

    /// A whole number written as a JSON number or a text, `4`, `"4"` or `4.0`.
    func number(_ role: Role, _ object: JSONObject, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(role, object), let value = Int(text) ?? Double(text).flatMap({ Int(exactly: $0) }),
            range.contains(value)
        else { return nil }
        return value
    }
}

/// Why a record counts nowhere.
package enum FactFault: Hashable, Sendable {
    case noStart
    case unreadableStart(String)
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        // Nearly every answer begins and ends with a letter or digit of ASCII.
        let plain: ClosedRange<UInt8> = 0x21...0x7E
        if let first = utf8.first, let last = utf8.last, plain.contains(first), plain.contains(last) { return self }
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
