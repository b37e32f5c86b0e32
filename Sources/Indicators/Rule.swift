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
    /// Rows of the difficulties; nil means whatever their status.
    case issues(status: [String]?)
    /// How often each reason for not finishing was named.
    case reasons
    /// One indicator of the catalogue over another.
    case share(part: String, whole: String)

    package enum Rating: String, Hashable, Sendable, CaseIterable {
        case service
        case help
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
    }
}
