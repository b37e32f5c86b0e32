package import Forms

/// How an indicator is counted from the facts. The list is closed; `plans/indicators.yaml` chooses and fills in.
package enum Rule: Hashable, Sendable {
    case sessions
    case anonymousSessions
    /// Distinct people, households, businesses, team members with a session in the period.
    case persons
    case households
    case businesses
    case members
    /// People whose first completion over the items, taken as one, falls in the period, with no earlier sign that they
    /// had it. `minAge` counts by year: the year of the period's last day less the last known year of birth.
    case increment(items: [String], minAge: Int?)
    /// Distinct businesses with a completion of one of the items in the period, also if an earlier period had one.
    case activeBusinesses(items: [String])
    /// Distinct people with an action on one of the items, whatever its outcome.
    case guidedPersons(items: [String])
    /// Actions on the items with one of the results.
    case dossiers(items: [String], results: [String])
    /// Clients by their latest rating of the period, and all ratings, for sessions of these client kinds.
    case satisfaction(rating: Rating, clients: [String])
    /// Sessions in which the help was given in one of these ways.
    case mode([String])
    /// Rows of the difficulties told in the period; nil means whatever their status. With `olderThan`, those that were
    /// told more than so many days before the period's last day, in this period or an earlier one.
    case issues(status: [String]?, olderThan: Int?)
    /// How often each reason for not finishing was named.
    case reasons
    /// One indicator of the catalogue over another, or over a base population.
    case share(part: String, whole: String)
    /// Of the pairs of person and item whose first session in all records falls in the period and shows no sign that
    /// they had it: how many were completed in that very session. Nil means every item of people.
    case firstVisit(items: [String]?)
    /// How often in the period somebody's item was restored, or completed again after a loss. Never added to increments.
    case restored(items: [String])
    /// Training and communication events of these kinds, or the heads that were there; nil means whatever kind.
    case events(EventUnit, kinds: [String]?)
    /// Distinct or plain counts of what the period's sessions hold, where every role has one of its codes.
    case count(of: Unit, where: [Condition])

    package enum Rating: String, Hashable, Sendable, CaseIterable {
        case service
        case help
    }

    /// What of an event is counted. Attendance is never people: nobody is told apart.
    package enum EventUnit: String, Hashable, Sendable, CaseIterable {
        case events
        case attendance
        case women
    }

    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case sessions
        case persons
        case households
        case businesses
        case members
        case actions
        case issues
    }

    /// One role and the codes that fit.
    package struct Condition: Hashable, Sendable {
        package let role: Role
        package let codes: [String]

        package init(role: Role, codes: [String]) {
            self.role = role
            self.codes = codes
        }
    }

    /// The spelling of each kind in the catalogue.
    package enum Kind: String, CaseIterable, Sendable {
        case sessions
        case anonymousSessions = "anonymous_sessions"
        case persons
        case households
        case businesses
        case members
        case increment
        case activeBusinesses = "active_businesses"
        case guidedPersons = "guided_persons"
        case dossiers
        case satisfaction
        case mode
        case issues
        case reasons
        case share
        case firstVisit = "first_visit"
        case restored
        case count
        case events
    }
}

extension Rule {
    /// What a form must ask for the rule to find anything; a satisfaction also needs the code of its clients.
    package var roles: [Role] {
        switch self {
        case .sessions: [.sessionStart]
        case .anonymousSessions: [.sessionStart, .sessionConsent]
        case .persons: [.sessionStart, .sessionPerson]
        case .households: [.sessionStart, .sessionHousehold]
        case .businesses: [.sessionStart, .sessionBusiness]
        case .members: [.sessionStart, .sessionMember]
        case .increment(_, let minAge):
            [.sessionStart, .sessionPerson] + (minAge == nil ? [] : [.sessionBirthYear])
                + [.actionItem, .actionBefore, .actionAfter]
        case .activeBusinesses: [.sessionStart, .sessionBusiness, .actionItem, .actionBefore, .actionAfter]
        case .guidedPersons: [.sessionStart, .sessionPerson, .actionItem]
        case .dossiers: [.sessionStart, .actionItem, .actionDossier]
        case .satisfaction(.service, _): [.sessionStart, .sessionClient, .ratingService]
        case .satisfaction(.help, _): [.sessionStart, .sessionClient, .ratingHelp]
        case .mode: [.sessionStart, .sessionMode]
        case .issues(let status, _): [.sessionStart, .issueGroup] + (status == nil ? [] : [.issueStatus])
        case .reasons: [.sessionStart, .actionItem, .actionReason]
        case .share: []
        case .firstVisit, .restored: [.sessionStart, .sessionPerson, .actionItem, .actionBefore, .actionAfter]
        case .events(.events, _): [.eventStart, .eventKind]
        case .events(.attendance, _): [.eventStart, .eventKind, .eventAttendance]
        case .events(.women, _): [.eventStart, .eventKind, .eventWomen]
        case .count(let unit, let conditions): [.sessionStart] + unit.roles + conditions.map(\.role)
        }
    }
}

extension Rule {
    /// The codes that it asks for, by the role whose answers hold them.
    package var codes: [Condition] {
        func of(_ role: Role, _ codes: [String]?) -> [Condition] {
            codes.map { [Condition(role: role, codes: $0)] } ?? []
        }
        return switch self {
        case .increment(let items, _), .activeBusinesses(let items), .guidedPersons(let items), .restored(let items):
            of(.actionItem, items)
        case .firstVisit(let items): of(.actionItem, items)
        case .dossiers(let items, let results): of(.actionItem, items) + of(.actionDossier, results)
        case .satisfaction(_, let clients): of(.sessionClient, clients)
        case .mode(let modes): of(.sessionMode, modes)
        case .issues(let status, _): of(.issueStatus, status)
        case .events(_, let kinds): of(.eventKind, kinds)
        case .count(_, let conditions): conditions
        case .sessions, .anonymousSessions, .persons, .households, .businesses, .members, .reasons, .share: []
        }
    }

    var items: [String] { codes.filter { $0.role == .actionItem }.flatMap(\.codes) }

    /// It counts what people have, so that each of its items stands under `person_items`.
    var isOfPersonItems: Bool {
        switch self {
        case .increment, .restored: true
        default: false
        }
    }
}

extension Rule {
    /// One number that can stand above or below a share's line.
    var givesCount: Bool {
        switch self {
        case .share, .satisfaction, .firstVisit, .reasons: false
        default: true
        }
    }
}

extension Rule.Unit {
    fileprivate var roles: [Role] {
        switch self {
        case .sessions: []
        case .persons: [.sessionPerson]
        case .households: [.sessionHousehold]
        case .businesses: [.sessionBusiness]
        case .members: [.sessionMember]
        case .actions: [.actionItem]
        case .issues: [.issueGroup]
        }
    }
}

extension Rule.Condition {
    /// Roles whose answers are codes that a rule may ask for.
    package static let roles: [Role] = [
        .sessionHamlet, .sessionMember, .sessionPlace, .sessionClient, .sessionSex, .sessionConsent, .sessionMode,
        .ratingMethod, .actionItem, .actionBefore, .actionAfter, .actionReason, .actionDossier, .issueGroup,
        .issueSeverity, .issueStatus,
    ]
}
