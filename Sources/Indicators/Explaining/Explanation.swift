package import Base

/// One record as it counts: its facts and where the revision behind them stands.
package struct CountedRecord: Hashable, Sendable {
    /// The store's number of the winning revision.
    package let row: Int64
    package let facts: Facts

    package init(row: Int64, facts: Facts) {
        self.row = row
        self.facts = facts
    }
}

/// The records behind one number: what was counted, over what, and what was not and why.
package struct Explanation: Hashable, Sendable {
    /// Behind the number itself, or behind the numerator: as many as it says.
    package var counted: [Entry]
    /// Behind the denominator; nil for a plain count.
    package var whole: [Entry]?
    package var leftOut: [LeftOut]

    package init(counted: [Entry] = [], whole: [Entry]? = nil, leftOut: [LeftOut] = []) {
        self.counted = counted
        self.whole = whole
        self.leftOut = leftOut
    }

    /// The number: its entries together.
    package var total: Int { counted.reduce(0) { $0 + $1.amount } }

    /// One unit of a number, with the record that made it one.
    package struct Entry: Hashable, Sendable {
        package let row: Int64
        package let record: RecordID
        package let start: Instant
        /// The person, household, business or member; nil where the record or one of its rows is what counts.
        package let subject: String?
        /// The item, reason, result, status or rating that made it count.
        package let detail: String?
        /// How much it adds to the number: 1, or the attendance of an event.
        package var amount = 1
        /// An event has a day and no time.
        package var isOfDay = false
    }

    package struct LeftOut: Hashable, Sendable {
        package let entry: Entry
        package let reason: Reason

        package init(_ entry: Entry, _ reason: Reason) {
            self.entry = entry
            self.reason = reason
        }
    }

    /// Why something that looks as if it belonged to a number does not.
    package enum Reason: Hashable, Sendable {
        /// An earlier sign says that the person has or had it: which, and on what day. `completed` was counted then.
        case earlierSign(ActionEvent, CivilDate)
        /// Completed again by somebody who has it: listed for the lead, never added.
        case conflict(ActionEvent, CivilDate)
        case outsidePeriod
        /// Without consent there is no person to count.
        case anonymous
        case noBirthYear
        /// So many years old in the period's last year.
        case underAge(Int)
        /// The same client rated again later in the period.
        case laterRating
        /// A rating without a client's code.
        case noClient
        /// The record has been voided.
        case voided
        /// Its author is not trusted, or was revoked before it.
        case untrusted
        /// Another version of the same record is in force.
        case otherVersion
        /// As the projection says; `Uncounted.rawValue`.
        case uncounted(String)
    }
}

extension Explanation.Reason {
    /// The key by which machines tell reasons apart.
    package var id: String {
        switch self {
        case .earlierSign: "earlier_sign"
        case .conflict: "conflict"
        case .outsidePeriod: "outside_period"
        case .anonymous: "anonymous"
        case .noBirthYear: "no_birth_year"
        case .underAge: "under_age"
        case .laterRating: "later_rating"
        case .noClient: "no_client"
        case .voided: "voided"
        case .untrusted: "untrusted"
        case .otherVersion: "other_version"
        case .uncounted(let reason): reason.replacing("-", with: "_")
        }
    }

    package var text: Bilingual {
        switch self {
        case .earlierSign(.completed, let day):
            Bilingual("đã tính lần đầu ngày \(day.vietnamese)", "counted for the first time on \(day.vietnamese)")
        case .earlierSign(let event, let day):
            Bilingual(
                "trước đó, ngày \(day.vietnamese), ghi \(event.words.vi)",
                "before that, on \(day.vietnamese), recorded as \(event.words.en)")
        case .conflict(let event, let day):
            Bilingual(
                "xung đột: ngày \(day.vietnamese) đã ghi \(event.words.vi)",
                "conflict: recorded as \(event.words.en) on \(day.vietnamese)")
        case .outsidePeriod: Bilingual("ngoài kỳ", "outside the period")
        case .anonymous: Bilingual("không đồng ý ghi thông tin", "no consent to be recorded")
        case .noBirthYear: Bilingual("chưa biết năm sinh", "year of birth never told")
        case .underAge(let years): Bilingual("mới \(years) tuổi trong năm", "only \(years) years old that year")
        case .laterRating: Bilingual("có đánh giá sau đó trong kỳ", "rated again later in the period")
        case .noClient: Bilingual("không có mã khách", "no client's code")
        case .voided: Bilingual("phiếu đã hủy", "voided record")
        case .untrusted: Bilingual("máy chưa được tin cậy hoặc đã thu hồi", "device not trusted, or revoked")
        case .otherVersion:
            Bilingual("bản sửa khác của phiếu này đang dùng", "another version of the record is in force")
        case .uncounted(let reason): Self.words(uncounted: reason)
        }
    }

    private static func words(uncounted reason: String) -> Bilingual {
        switch reason {
        case "form-not-approved": Bilingual("biểu mẫu chưa được phường duyệt", "form not approved by the ward")
        case "body-missing": Bilingual("thiếu nội dung phiếu", "the record's body is missing")
        case "no-date": Bilingual("không có ngày đọc được", "no readable date")
        case "other-area": Bilingual("phiếu của xã, phường khác", "a record of another commune")
        case "other-id": Bilingual("mã phiên không phải mã của phiếu", "the session id is not the record's")
        case "erased-person":
            Bilingual("mã của người đã yêu cầu xoá", "the code of somebody who asked to be erased")
        default: Bilingual("không tính: \(reason)", "not counted: \(reason)")
        }
    }
}

extension ActionEvent {
    package var words: Bilingual {
        switch self {
        case .completed: Bilingual("vừa hoàn thành", "completed")
        case .hadBefore: Bilingual("đã có từ trước", "had before")
        case .restored: Bilingual("khôi phục", "restored")
        case .lost: Bilingual("mất hiệu lực", "lost")
        case .refused: Bilingual("từ chối", "refused")
        case .notCompleted: Bilingual("chưa xong", "not completed")
        }
    }
}

extension Explanation {
    package var json: JSON {
        .object([
            "count": .int(total), "records": .array(counted.map(\.json)),
            "denominator": whole.map { .array($0.map(\.json)) } ?? .null,
            "left_out": .array(
                leftOut.map { left in
                    var object = left.entry.json.object ?? [:]
                    object["reason"] = .string(left.reason.id)
                    object["vi"] = .string(left.reason.text.vi)
                    object["en"] = .string(left.reason.text.en)
                    return .object(object)
                }),
        ])
    }
}

extension Explanation.Entry {
    package var json: JSON {
        .object([
            "record": .string(record.text), "start": .string(start.iso),
            "subject": subject.map { .string($0) } ?? .null,
            "detail": detail.map { .string($0) } ?? .null,
        ])
    }
}
