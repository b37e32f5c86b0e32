/// The language of what a user reads: Vietnamese first, English beside it.
package enum Language: String, Sendable, CaseIterable {
    case vi
    case en
}

/// One sentence in both languages. Lower-case start, no full stop; the user's own text stands in quotes.
package struct Bilingual: Hashable, Sendable {
    package let vi: String
    package let en: String

    package init(_ vi: String, _ en: String) {
        self.vi = vi
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .vi: vi
        case .en: en
        }
    }
}

extension Int {
    /// `1 record`, `12 records`: Vietnamese has one form.
    package func of(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

/// How a process ends. Source: sysexits(3), and 1 for "done, but something needs a person".
package enum ExitStatus: Int32, Sendable {
    case done = 0
    case needsPerson = 1
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotWrite = 73
    case io = 74
    case busy = 75
    case notPermitted = 77
}

/// What went wrong, where, and what to do, ready to be printed in either language.
///
/// `code` is permanent (`SYNC-003`): a retired code is never given to another fault.
package struct Problem: Error, Hashable, Sendable {
    package let code: String
    /// The file, line, sheet and cell, or nothing when the message says it all.
    package let place: String?
    package let message: Bilingual
    /// What the user can do next.
    package let hint: Bilingual?
    package let status: ExitStatus

    package init(
        _ code: String, at place: String? = nil, _ message: Bilingual, hint: Bilingual? = nil, status: ExitStatus
    ) {
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint
        self.status = status
    }

    /// The same problem, found at `place`.
    package func located(at place: String) -> Problem {
        Problem(code, at: place, message, hint: hint, status: status)
    }
}

/// An error of a target's boundary: pure data, worded in that target's `Messages.swift`.
package protocol Reportable: Error, Sendable {
    var problem: Problem { get }
}

extension Problem: Reportable {
    package var problem: Problem { self }
}
