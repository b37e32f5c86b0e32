package import Base

/// What `check` has looked at, and what it found.
package struct CheckReport: Sendable {
    package internal(set) var cards = 0
    package internal(set) var logs = 0
    package internal(set) var sections = 0
    package internal(set) var revisions = 0
    /// Revisions whose body is here and is the one that was signed.
    package internal(set) var bodies = 0
    /// Revisions whose body was erased at somebody's request.
    package internal(set) var erased = 0
    /// Revisions of the own log that wait for their signature, which the next batch brings.
    package internal(set) var unsigned = 0
    package internal(set) var forms = 0
    /// Records whose projections were built anew and compared.
    package internal(set) var records = 0
    package internal(set) var conflicts = 0

    /// The first of each kind.
    package private(set) var faults: [Problem] = []
    /// How many there are by code, those that are not listed too.
    package private(set) var counts: [String: Int] = [:]
    /// Nothing is damaged by these.
    package private(set) var notices: [Problem] = []

    private static let listed = 10

    package var isSound: Bool { faults.isEmpty }

    mutating func add(_ fault: CheckFault) {
        let problem = fault.problem
        counts[problem.code, default: 0] += 1
        guard counts[problem.code]! <= Self.listed else { return }
        if fault.isNotice { notices.append(problem) } else { faults.append(problem) }
    }

    /// What stands in no list, by code.
    package var unlisted: [(code: String, count: Int)] {
        counts.filter { $0.value > Self.listed }.sorted { $0.key < $1.key }.map { ($0.key, $0.value - Self.listed) }
    }
}
