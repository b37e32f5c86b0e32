package import Base

/// What is wrong with one answer.
package enum AnswerFault: Error, Hashable, Sendable {
    case notAnInteger(String)
    case notANumber(String)
    case notADate(String)
    case notATime(String)
    case notADateTime(String)
    case notAnAcknowledgement(String)
    case unknownChoice(String, nearest: String?)
    /// In the list, but not offered with the other answers as they are.
    case choiceNotOffered(String)
    /// A JSON value of another kind than the question takes.
    case wrongKind(found: String, wanted: ItemType)
    case unknownKey(String, nearest: String?)
    /// Outside the range, or between its steps; the range as people write it.
    case outOfRange(String)
    case notAPlace(String)
    /// A rank must order all of so many choices.
    case rankIncomplete(Int)
    case required(Labels)
    case rowRequired(Labels)
    case constraint(Labels, answer: String)
    case tooManyRows(limit: Int)
    case evaluation(EvaluationError)
    /// The question does not apply with the other answers as they are; its answer is not stored. A warning.
    case notApplicable
    case readOnly
    case noSuchPlace
}

/// A fault of a record, with its place.
package struct FillProblem: Hashable, Sendable {
    /// Nil for an unknown key.
    package let place: Place?
    /// `hanh_dong[2]/muc`, rows from 1; for an unknown key where it stood.
    package let path: String
    package let fault: AnswerFault
    /// The record can be saved all the same.
    package let isWarning: Bool

    init(place: Place?, path: String, fault: AnswerFault, isWarning: Bool? = nil) {
        self.place = place
        self.path = path
        self.fault = fault
        self.isWarning = isWarning ?? (fault == .notApplicable)
    }

    package var message: Bilingual { fault.message }
}

/// A relevant `note` of the form, its text complete.
package struct Note: Hashable, Sendable {
    package let place: Place
    package let path: String
    package let text: Bilingual
    /// The note has a `relevant` of its own: it speaks only when something is to be looked at again.
    package let isWarning: Bool
}
