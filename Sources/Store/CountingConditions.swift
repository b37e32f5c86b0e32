import Forms
import Indicators

/// What a ward's own indicators count: sessions, people or rows where every role has one of its codes.
///
/// Conditions on an action stand together on one row; so do those on a difficulty.
extension CountingSQL {
    static func count(goal: Int, of unit: Rule.Unit, where conditions: [Rule.Condition]) -> String {
        var tables = "fact_session s"
        var tests = ["s.day BETWEEN :first_day AND :last_day"] + tests(conditions, of: .session)
        for level in [Level.action, .issue] {
            let own = Self.tests(conditions, of: level)
            if unit.level == level {
                tables += " JOIN \(level.table) \(level.alias) ON \(level.alias).record = s.record"
                tests += own
            } else if !own.isEmpty {
                let rows = ["\(level.alias).record = s.record"] + own
                tests.append(
                    "EXISTS (SELECT 1 FROM \(level.table) \(level.alias) WHERE \(rows.joined(separator: " AND ")))")
            }
        }
        return """
            SELECT 'count', \(goal), NULL, NULL, \(unit.number), NULL, NULL, NULL
            FROM \(tables)
            WHERE \(tests.joined(separator: "\n  AND "))
            """
    }

    /// Difficulties told more than so many days before the period's last day, in whatever period. A day is 86,400,000
    /// milliseconds: there is no summer time at +07:00.
    static func overdue(goal: Int, status: [String]?, days: Int) -> String {
        let test = status.map { " AND \(has("status", $0))" } ?? ""
        return """
            SELECT 'count', \(goal), NULL, NULL, COUNT(*), NULL, NULL, NULL
            FROM fact_issue WHERE time < :stop - \((days + 1) * 86_400_000)\(test)
            """
    }

    private static func tests(_ conditions: [Rule.Condition], of level: Level) -> [String] {
        conditions.filter { Level($0.role) == level }.map { condition in
            guard condition.role != .actionReason else {
                return """
                    EXISTS (SELECT 1 FROM fact_reason r
                        WHERE r.record = a.record AND r.idx = a.idx AND \(has("r.reason", condition.codes)))
                    """
            }
            return has("\(level.alias).\(condition.role.column)", condition.codes)
        }
    }

    /// Where a role's answer stands.
    fileprivate enum Level {
        case session
        case action
        case issue

        init(_ role: Role) {
            self = role.isOfAction ? .action : role.isOfIssue ? .issue : .session
        }

        var table: String { "fact_\(self)" }
        var alias: String { String("\(self)".first!) }
    }
}

extension Rule.Unit {
    fileprivate var level: CountingSQL.Level {
        switch self {
        case .sessions, .persons, .households, .businesses, .members: .session
        case .actions: .action
        case .issues: .issue
        }
    }

    fileprivate var number: String {
        switch self {
        case .sessions, .actions, .issues: "COUNT(*)"
        case .persons: "COUNT(DISTINCT s.person)"
        case .households: "COUNT(DISTINCT s.household)"
        case .businesses: "COUNT(DISTINCT s.business)"
        case .members: "COUNT(DISTINCT s.member)"
        }
    }
}

extension Role {
    /// The column of `Rule.Condition.roles` in the table of its level.
    fileprivate var column: String {
        switch self {
        case .sessionHamlet: "hamlet"
        case .sessionMember: "member"
        case .sessionPlace: "place"
        case .sessionClient: "client"
        case .sessionSex: "sex"
        case .sessionConsent: "consent"
        case .sessionMode: "mode"
        case .ratingMethod: "rating_method"
        case .actionItem: "item"
        case .actionBefore: "before"
        case .actionAfter: "after"
        case .actionDossier: "dossier"
        case .issueGroup: "theme"
        case .issueSeverity: "severity"
        case .issueStatus: "status"
        default: preconditionFailure("the catalogue takes no condition on \(rawValue)")
        }
    }
}
