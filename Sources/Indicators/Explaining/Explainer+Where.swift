import Forms

/// A ward's own counts: what the period's sessions hold where every condition fits.
extension Explainer {
    func count(_ unit: Rule.Unit, _ conditions: [Rule.Condition]) -> Explanation {
        let ofActions = conditions.filter { $0.role.isOfAction }
        let ofIssues = conditions.filter { $0.role.isOfIssue }
        let ofSession = conditions.filter { !$0.role.isOfAction && !$0.role.isOfIssue }
        var explanation = Explanation()
        var seen: Set<String> = []
        for record in inPeriod where ofSession.allSatisfy({ $0.fits(record.facts.session) }) {
            let actions = record.facts.actions.filter { action in ofActions.allSatisfy { $0.fits(action) } }
            let issues = record.facts.issues.filter { issue in ofIssues.allSatisfy { $0.fits(issue) } }
            guard ofActions.isEmpty || !actions.isEmpty, ofIssues.isEmpty || !issues.isEmpty else { continue }
            let session = record.facts.session
            func once(_ code: String?) {
                if let code, seen.insert(code).inserted { explanation.counted.append(entry(record, code)) }
            }
            switch unit {
            case .sessions: explanation.counted.append(entry(record))
            case .persons: once(session.person)
            case .households: once(session.household)
            case .businesses: once(session.business)
            case .members: once(session.member)
            case .actions: explanation.counted += actions.map { entry(record, session.person, detail: $0.item) }
            case .issues: explanation.counted += issues.map { entry(record, detail: $0.status) }
            }
        }
        return explanation
    }
}

extension Rule.Condition {
    fileprivate func fits(_ code: String?) -> Bool { code.map(codes.contains) ?? false }

    fileprivate func fits(_ action: ActionFact) -> Bool {
        switch role {
        case .actionItem: fits(action.item)
        case .actionBefore: fits(action.before)
        case .actionAfter: fits(action.after)
        case .actionReason: action.reasons.contains { fits($0) }
        case .actionDossier: fits(action.dossier)
        default: false
        }
    }

    fileprivate func fits(_ issue: IssueFact) -> Bool {
        switch role {
        case .issueGroup: fits(issue.group)
        case .issueSeverity: fits(issue.severity)
        case .issueStatus: fits(issue.status)
        default: false
        }
    }

    fileprivate func fits(_ session: SessionFact) -> Bool {
        switch role {
        case .sessionHamlet: fits(session.hamlet)
        case .sessionMember: fits(session.member)
        case .sessionClient: fits(session.client)
        case .sessionSex: fits(session.sex)
        case .sessionConsent: fits(session.consent)
        case .sessionMode: fits(session.mode)
        case .sessionPlace: fits(session.place)
        case .ratingMethod: fits(session.ratingMethod)
        default: false
        }
    }
}
