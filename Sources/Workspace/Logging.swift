package import Base
package import Forms
import Indicators
package import Ledger
package import Store

/// One record on its way into the book: from a prompt, a file or `--set`.
package struct Entry {
    package let record: RecordID
    package let form: FormRef
    package let filling: Filling
    /// The heads that it continues; empty for a new record.
    package let parents: [Revision.Parent]
}

/// What became of one entry.
package enum LogOutcome: Sendable {
    case saved(RecordID, warnings: [Bilingual])
    /// The book has this record already; nothing was written.
    /// `differs`: and with other answers than these; whoever wants them there edits the record.
    case known(RecordID, differs: Bool)
    case refused([Problem])
}

extension Book {
    func fillingContext(_ language: Language, of record: RecordID) -> FillingContext {
        var context = fillingContext(language)
        context.instanceID = Self.instanceID(of: record)
        return context
    }

    package func fillingContext(_ language: Language) -> FillingContext {
        FillingContext(
            now: surroundings.now, randomBytes: surroundings.random, deviceID: identity.card.id.hex,
            username: identity.card.name, language: language)
    }

    /// A new record of a form, with what the book knows filled in: its id, the ward, the volunteer's own code.
    ///
    /// Throws when the answers carry a record id that is no UUID.
    ///
    /// - Parameters:
    ///   - record: Its id, for a form that has no question for it; a new one when nil.
    ///   - reader: Of the transaction around the entry, where there is one.
    package func newEntry(
        form name: String?, answers: JSONObject, language: Language, record: RecordID? = nil,
        with reader: BookReader? = nil
    ) throws -> Entry {
        let (ref, form) = try forms.current(name)
        var answers = answers
        let record = try recordID(&answers, form, otherwise: record)
        if let key = form.roles[.sessionArea]?.key, answers[key] == nil, identity.areaCode.utf8.count == 5 {
            answers[key] = .string(identity.areaCode)
        }
        if let key = form.roles[.sessionMember]?.key, answers[key] == nil, !identity.member.isEmpty {
            answers[key] = .string(identity.member)
        }
        let filling = try filling(
            ref, form, record, answers: answers, language: language, origin: .new, with: reader)
        return Entry(record: record, form: ref, filling: filling, parents: [])
    }

    /// A record of a form with what the book holds for it: the lists of its files, the record saved before.
    func filling(
        _ ref: FormRef, _ form: Form, _ record: RecordID, answers: JSONObject, language: Language,
        origin: Filling.Origin = .saved, with reader: BookReader? = nil
    ) throws -> Filling {
        Filling(
            form, context: fillingContext(language, of: record), files: try forms.tables(ref.text),
            lastSaved: form.readsLastSaved ? try lastSaved(ref.id, with: reader) : nil, answers: answers, origin: origin
        )
    }

    /// As ODK writes it.
    private static func instanceID(of record: RecordID) -> String { "uuid:\(record.text)" }

    private func lastSaved(_ form: String, with reader: BookReader?) throws -> (id: String, answers: JSONObject)? {
        guard let reader else { return try store.read { try lastSaved(form, with: $0) } }
        let revision = try reader.lastWritten(form: form, by: identity.card.id)?.revision
        guard let revision, let answers = revision.answers else { return nil }
        return (Self.instanceID(of: revision.header.record), answers)
    }

    /// A record as it stands, for showing its questions in their own words; nil when its form is not here.
    package func filling(
        showing answers: JSONObject, of record: RecordID, _ kind: String, _ language: Language
    ) throws -> Filling? {
        guard let ref = FormRef(kind), let form = forms.form(kind) else { return nil }
        return try filling(ref, form, record, answers: answers, language: language)
    }

    private func recordID(
        _ answers: inout JSONObject, _ form: Form, otherwise record: RecordID?
    ) throws -> RecordID {
        guard let key = form.roles[.sessionID]?.key else { return record ?? newRecordID() }
        guard let given = answers[key] else {
            let record = newRecordID()
            answers[key] = .string(record.text)
            return record
        }
        guard let record = given.string.flatMap({ RecordID($0) }) else {
            throw LogError.recordID(given.string ?? given.compact)
        }
        return record
    }

    /// Whether the record in the book, in no version of it, has these answers.
    func differs(_ entry: Entry, with reader: BookReader) throws -> Bool {
        entry.filling.finish()
        let answers = entry.filling.record.sorted
        return try !reader.revisions(of: entry.record).contains { $0.revision.answers?.sorted == answers }
    }

    /// Checks an entry whole: nothing is written. Errors refuse it; warnings are for the eyes.
    package func check(_ entry: Entry) throws -> (errors: [Problem], warnings: [Bilingual]) {
        var days = MemberDays()
        return try store.read { try check(entry, with: $0, days: &days) }
    }

    /// - Parameter days: what has been read of members' days; of use where many entries are checked.
    func check(
        _ entry: Entry, with reader: BookReader, days: inout MemberDays
    ) throws -> (errors: [Problem], warnings: [Bilingual]) {
        let problems = entry.filling.problems
        var errors = problems.filter { !$0.isWarning }.map { LogError.answer($0).problem }
        var warnings = problems.filter(\.isWarning).map {
            Bilingual("\($0.path): \($0.message.vi)", "\($0.path): \($0.message.en)")
        }
        warnings += entry.filling.notes.filter(\.isWarning).map(\.text)
        warnings += try advice(on: entry, with: reader, days: &days)
        let answers = entry.filling.record
        let roles = entry.filling.form.roles
        if let area = roles[.sessionArea].flatMap({ answers[$0.key]?.string }), area != identity.areaCode {
            if identity.areaCode.utf8.count == 5 {
                errors.append(LogError.otherArea(area, own: identity.areaCode, name: identity.areaName).problem)
            } else if let warning = try days.warning(ofCommune: area, in: identity.areaCode, reader) {
                warnings.append(warning)
            }
        }
        if errors.isEmpty { warnings += try DayCheck(entry, reader, &days).warnings }
        return (errors, warnings)
    }

    /// What only the book can say about an entry's codes and texts, before it is saved for ever.
    package func advice(on entry: Entry) throws -> [Bilingual] {
        var days = MemberDays()
        return try store.read { try advice(on: entry, with: $0, days: &days) }
    }

    private func advice(
        on entry: Entry, with reader: BookReader, days: inout MemberDays
    ) throws -> [Bilingual] {
        let map = try days.hamlets(of: identity.areaCode, reader)
        let isProvinces = Plan.Level(ofArea: identity.areaCode) == .province
        let places = PlaceCheck(entry, map, isProvinces: isProvinces, today: surroundings.now().date)
        var names = try days.names(in: folder)
        if let name = entry.filling.local[.localName] { names.add(name) }
        return places.warnings
            + names.questions(in: entry.filling).map { item in
                Bilingual(
                    "câu “\(item.label[.vi])” có họ tên mà máy này biết, và phần chữ đi cùng phiếu lên phường: hãy bỏ tên",
                    "“\(item.label[.en])” holds a name that this computer knows, and texts travel with the record to the ward: leave it out"
                )
            }
    }

    /// Writes an entry as one revision. Nil when it is new and the book has the record already.
    ///
    /// - Parameter endsDraft: the record's draft goes in the same transaction: it has become this revision.
    @discardableResult
    package func save(_ entry: Entry, endsDraft: Bool = false) throws -> Revision? {
        try write { writer in
            if entry.parents.isEmpty, try writer.reader.exists(entry.record) { return nil }
            if endsDraft { try writer.removeDraft(entry.record) }
            return try save(entry, with: writer)
        }
    }

    /// Names and telephones go to the roster just before the transaction commits.
    func save(_ entry: Entry, with writer: BookWriter) throws -> Revision {
        entry.filling.finish()
        let local = entry.filling.local
        let form = entry.filling.form
        let asksPhone = form.roles[.localPhone].flatMap { form.place($0.key) }.map { entry.filling.isRelevant($0) }
        let answers = entry.filling.record
        let member = entry.filling.form.roles[.sessionMember].flatMap { answers[$0.key]?.string }
        let revision = try append(
            NewRevision(
                record: entry.record, kind: .record(entry.form),
                operation: entry.parents.count > 1 ? .resolve : .put, parents: entry.parents, answers: answers,
                member: RevisionHeader.member(member)),
            with: writer)
        if let code = Roster.code(of: answers, form.roles) {
            writer.contacts.append(
                RosterContact(
                    code: code, name: local[.localName], phone: local[.localPhone].flatMap(PhoneNumber.normal),
                    forgetsPhone: asksPhone == false && !entry.parents.isEmpty))
        }
        return revision
    }
}

/// Why a record is not taken.
package enum LogError: Error, Hashable, Sendable {
    case notJSON(JSONError)
    case notObject
    case recordID(String)
    case otherArea(String, own: String, name: String)
    case answer(FillProblem)
    case lineTooLong(limit: Int)
    case noStart(String)
    /// A line has so many faults beyond those that were told.
    case moreProblems(Int)
}

extension LogError: Reportable {
    package var problem: Problem {
        switch self {
        case .notJSON(let error):
            Problem(
                "LOG-001",
                Bilingual(
                    "dòng này không phải JSON đúng, sai từ byte \(error.offset + 1)",
                    "this line is not JSON; it goes wrong at byte \(error.offset + 1)"), status: .badData)
        case .moreProblems(let count):
            Problem(
                "LOG-011",
                Bilingual(
                    "còn \(count) lỗi nữa ở dòng này không kể ra",
                    "\(count) more faults of this line are not listed"),
                hint: Bilingual(
                    "sửa những chỗ trên rồi chạy lại", "correct these, then run it again"), status: .badData)
        case .notObject:
            Problem(
                "LOG-002",
                Bilingual("mỗi dòng phải là một đối tượng JSON {…}", "each line must be one JSON object {…}"),
                status: .badData)
        case .recordID(let text):
            Problem(
                "LOG-003",
                Bilingual(
                    "mã phiên \"\(text.printable)\" không phải UUID", "the session id \"\(text.printable)\" is no UUID"),
                hint: Bilingual("bỏ trống để máy tự cấp mã", "leave it out and the program makes one"), status: .badData
            )
        case .otherArea(let area, let own, let name):
            Problem(
                "LOG-004",
                Bilingual(
                    "mã xã/phường \"\(area.printable)\" không phải của sổ này (\(own) \(name))",
                    "the ward code \"\(area.printable)\" is not this book's (\(own) \(name))"),
                hint: Bilingual(
                    "kiểm tra số 0 đầu; phiên của xã khác phải ghi vào sổ của xã đó",
                    "check the leading zero; another ward's sessions belong in its own book"), status: .badData)
        case .answer(let problem):
            Problem("LOG-005", at: problem.path, problem.message, status: .badData)
        case .noStart(let key):
            Problem(
                "LOG-010", at: key,
                Bilingual(
                    "thiếu ngày giờ của buổi hỗ trợ; máy không tự đoán cho dữ liệu ghi lại từ tệp",
                    "the session's date and time are missing; they are not guessed for what comes from a file"),
                status: .badData)
        case .lineTooLong(let limit):
            Problem(
                "LOG-009",
                Bilingual(
                    "dòng này dài hơn \(limit >> 10) KiB, mức tối đa của một phiếu",
                    "this line is longer than \(limit >> 10) KiB, the most that a record may have"), status: .badData)
        }
    }
}
