package import Base
package import Forms

/// Whose code it is.
package enum IdentityKind: String, Hashable, Comparable, Sendable, CaseIterable {
    case person
    case household
    case business

    package static func < (a: IdentityKind, b: IdentityKind) -> Bool { a.rawValue < b.rawValue }

    /// Where a record names it.
    package var role: Role {
        switch self {
        case .person: .sessionPerson
        case .household: .sessionHousehold
        case .business: .sessionBusiness
        }
    }

    package var words: Bilingual {
        switch self {
        case .person: Bilingual("người", "person")
        case .household: Bilingual("hộ", "household")
        case .business: Bilingual("cơ sở", "business")
        }
    }
}

/// Two codes of one kind, in no order.
package struct CodePair: Hashable, Comparable, Sendable {
    package let kind: IdentityKind
    /// The smaller one, byte by byte.
    package let first: String
    package let second: String

    /// Nil for one code twice.
    package init?(_ kind: IdentityKind, _ a: String, _ b: String) {
        let (a, b) = (a.nfc, b.nfc)
        guard a != b else { return nil }
        self.kind = kind
        (first, second) = a < b ? (a, b) : (b, a)
    }

    package static func < (a: CodePair, b: CodePair) -> Bool {
        (a.kind, a.first, a.second) < (b.kind, b.first, b.second)
    }

    /// What a decision about the pair is about; see `RecordID.decision`.
    package var subject: String { "\(kind.rawValue) \(first) \(second)" }
}

/// What somebody has decided about a pair: the payload of a `_same` revision. Source: sync/KINDS.md.
package struct SameDecision: Hashable, Sendable {
    package let pair: CodePair
    /// One and the same; or, decided too, two different ones.
    package let isSame: Bool

    package init(pair: CodePair, isSame: Bool) {
        self.pair = pair
        self.isSame = isSame
    }

    package init?(answers: JSONObject) {
        guard let kind = answers["kind"]?.string.flatMap(IdentityKind.init), let a = answers["a"]?.string,
            let b = answers["b"]?.string, let isSame = answers["same"]?.bool, let pair = CodePair(kind, a, b)
        else { return nil }
        self.init(pair: pair, isSame: isSame)
    }

    package var answers: JSONObject {
        [
            "kind": .string(pair.kind.rawValue), "a": .string(pair.first), "b": .string(pair.second),
            "same": .bool(isSame),
        ]
    }
}

/// Which codes mean one and the same: each class goes by its smallest code.
///
/// Depends on the set of decisions alone, not on the order in which they came.
package struct SameCodes: Hashable, Sendable {
    /// Codes that go by another; a code that is not here goes by itself.
    package let canonical: [IdentityKind: [String: String]]

    package init(canonical: [IdentityKind: [String: String]]) {
        self.canonical = canonical
    }

    package init(_ decisions: some Sequence<SameDecision>) {
        var parents: [IdentityKind: [String: String]] = [:]
        for decision in decisions where decision.isSame {
            let kind = decision.pair.kind
            let a = Self.root(of: decision.pair.first, in: parents[kind] ?? [:])
            let b = Self.root(of: decision.pair.second, in: parents[kind] ?? [:])
            if a != b { parents[kind, default: [:]][max(a, b)] = min(a, b) }
        }
        canonical = parents.mapValues { tree in
            Dictionary(uniqueKeysWithValues: tree.keys.map { ($0, Self.root(of: $0, in: tree)) })
        }
    }

    private static func root(of code: String, in tree: [String: String]) -> String {
        var code = code
        while let parent = tree[code] { code = parent }
        return code
    }

    package func code(_ kind: IdentityKind, _ code: String) -> String {
        canonical[kind]?[code] ?? code
    }

    package func applied(to facts: RecordFacts) -> RecordFacts {
        switch facts {
        case .session(let facts): .session(applied(to: facts))
        case .event: facts
        }
    }

    /// The facts with the codes by which their classes go.
    package func applied(to facts: Facts) -> Facts {
        guard !canonical.isEmpty else { return facts }
        var session = facts.session
        session.person = session.person.map { code(.person, $0) }
        session.household = session.household.map { code(.household, $0) }
        session.business = session.business.map { code(.business, $0) }
        return Facts(session: session, actions: facts.actions, issues: facts.issues)
    }
}
