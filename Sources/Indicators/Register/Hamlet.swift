package import Base

/// A tổ dân phố, thôn or xóm of the ward, with the days on which it is one and what it became.
package struct Hamlet: Hashable, Sendable {
    /// Text, never a number: `T05`, `05`. In a province's list with its commune, `01843-T05`; `01843` is the commune itself.
    package let code: String
    package let name: String
    /// The ward's own code.
    package let area: String
    /// Nil: since ever.
    package let from: CivilDate?
    /// The last day; nil: still one.
    package let to: CivilDate?
    /// What it was merged into, or split into when there are several.
    package let into: [String]

    package init(
        code: String, name: String, area: String, from: CivilDate? = nil, to: CivilDate? = nil, into: [String] = []
    ) {
        self.code = code
        self.name = name
        self.area = area
        self.from = from
        self.to = to
        self.into = into
    }

    /// What an `_area` revision says about a hamlet; nil for the ward's own. Source: sync/KINDS.md.
    package init?(answers: JSONObject) {
        guard let code = answers["code"]?.string, let name = answers["name"]?.string,
            let area = answers["parent"]?.string
        else { return nil }
        self.init(
            code: code, name: name, area: area, from: answers["from"]?.string.flatMap { CivilDate(iso: $0) },
            to: answers["to"]?.string.flatMap { CivilDate(iso: $0) },
            into: answers["into"]?.array?.compactMap(\.string) ?? [])
    }

    package var answers: JSONObject {
        var answers: JSONObject = ["code": .string(code), "name": .string(name), "parent": .string(area)]
        if let from { answers["from"] = .string(from.iso) }
        if let to { answers["to"] = .string(to.iso) }
        if !into.isEmpty { answers["into"] = .strings(into) }
        return answers
    }

    /// How a province's book names a hamlet.
    package static func code(_ code: String, in commune: String) -> String { "\(commune)-\(code)" }

    /// Five digits before the hamlet's own code, or alone.
    static func commune(of code: String) -> String? {
        let parts = code.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0].utf8.count == 5, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), parts.last != ""
        else { return nil }
        return String(parts[0])
    }

    /// The hamlet's code inside its commune, as its members' and teams' codes have it.
    package var ownCode: String {
        guard area.utf8.count == 2, let commune = Self.commune(of: code) else { return code }
        return String(code.dropFirst(commune.count + 1))
    }

    /// What the decision about it is about.
    package var subject: String { "\(area) \(code)" }

    package func isOne(on day: CivilDate) -> Bool {
        from.map { $0 <= day } ?? true && to.map { day <= $0 } ?? true
    }
}

/// The ward's hamlets, and under which code each counts on a day.
package struct HamletMap: Hashable, Sendable {
    package let hamlets: [Hamlet]
    private let byCode: [String: Hamlet]

    package init(_ hamlets: [Hamlet]) {
        self.hamlets = hamlets.sorted { $0.code < $1.code }
        byCode = Dictionary(hamlets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package var isEmpty: Bool { hamlets.isEmpty }

    package func hamlet(_ code: String) -> Hamlet? { byCode[code] }

    /// Whether the list has a hamlet; of a commune that is listed without its hamlets it has them all.
    package func knows(_ code: String) -> Bool {
        if byCode[code] != nil { return true }
        guard let commune = Hamlet.commune(of: code), byCode[commune] != nil else { return false }
        return !hamlets.contains { $0.code.hasPrefix("\(commune)-") }
    }

    /// Whether a province's list names a commune or one of its hamlets.
    package func knows(commune: String) -> Bool {
        hamlets.contains { Hamlet.commune(of: $0.code) == commune }
    }

    /// A hamlet's name, or its commune's and its code; nil for what the list does not have.
    package func name(of code: String) -> String? {
        if let name = byCode[code]?.name, !name.isEmpty, name != code { return name }
        guard let commune = Hamlet.commune(of: code), commune != code, let name = byCode[commune]?.name else {
            return nil
        }
        return "\(name), \(code.dropFirst(commune.count + 1))"
    }

    /// The code under which records of `code` are counted on `day`: what it was merged into by then. A hamlet that was
    /// split keeps its code, since nobody can tell to which part a record belongs.
    package func current(_ code: String, on day: CivilDate) -> String {
        way(of: code, until: day).last ?? code
    }

    /// What `code` was merged into by `day`, one after the other; empty where it was not.
    private func way(of code: String, until day: CivilDate) -> [String] {
        var way: [String] = []
        // A ring of mergers ends somewhere too.
        for _ in 0..<byCode.count {
            guard let hamlet = byCode[way.last ?? code], let to = hamlet.to, to < day, hamlet.into.count == 1 else {
                break
            }
            way.append(hamlet.into[0])
        }
        return way
    }

    /// The codes under which the period's records are counted, whether there is one or not: of hamlets that were there
    /// on one of its days, without those that had gone into another by the last. A commune of a province's list is none.
    package func standing(in period: Period) -> [String] {
        hamlets.filter { hamlet in
            hamlet.from ?? period.last <= period.last && hamlet.to ?? period.first >= period.first
                && current(hamlet.code, on: period.last) == hamlet.code
                && Hamlet.commune(of: hamlet.code) != hamlet.code
        }.map(\.code)
    }

    /// The codes from one to itself by way of what it became; nil when nothing leads back.
    func ring(from code: String) -> [String]? {
        var seen: Set<String> = []
        func path(from place: String) -> [String]? {
            for next in byCode[place]?.into ?? [] {
                if next == code { return [place, code] }
                if seen.insert(next).inserted, let rest = path(from: next) { return [place] + rest }
            }
            return nil
        }
        return path(from: code)
    }

    /// Of the codes that were merged by `day` every code that they went by since.
    package func ways(until day: CivilDate) -> [String: [String]] {
        hamlets.reduce(into: [:]) { ways, hamlet in
            let way = way(of: hamlet.code, until: day)
            if way.last != hamlet.code, !way.isEmpty { ways[hamlet.code] = way }
        }
    }

    /// The codes that go by another on `day`.
    package func renamed(on day: CivilDate) -> [String: String] {
        ways(until: day).compactMapValues(\.last)
    }
}

/// A member of the teams, without a name: the force that he or she belongs to. Source: sync/KINDS.md, `_member`.
package struct TeamMember: Hashable, Sendable {
    package let code: String
    package let force: String
    package let team: String

    /// Vietnamese and English words for each force.
    package static let forces: [Term] = [
        Term(id: "to_cnscd", name: Bilingual("Tổ công nghệ số cộng đồng", "Community digital team")),
        Term(id: "to_de_an_06", name: Bilingual("Tổ công tác Đề án 06", "Project 06 task force")),
        Term(id: "doan_thanh_nien", name: Bilingual("Đoàn thanh niên", "Youth Union")),
        Term(
            id: "dai_su_so", name: Bilingual("Đại sứ số, mạng lưới chuyển đổi số", "Digital ambassadors, DX network")),
        Term(id: "khac", name: Bilingual("Khác", "Other")),
    ]

    /// By its id, by its Vietnamese name, or by some of what a name of several joins: `Đại sứ số`.
    static func force(written text: String) -> Term? {
        func parts(_ text: String) -> Set<String> {
            Set(text.searchKey.split { ",/;".contains($0) }.map { String($0).trimmedSpace }).subtracting([""])
        }
        let given = parts(text)
        return forces.first { $0.id == text }
            ?? forces.first { !given.isEmpty && given.isSubset(of: parts($0.name.vi)) }
    }

    package init(code: String, force: String, team: String) {
        self.code = code
        self.force = force
        self.team = team
    }

    package init?(answers: JSONObject) {
        guard let code = answers["code"]?.string, let force = answers["force"]?.string else { return nil }
        self.init(code: code, force: force, team: answers["team"]?.string ?? "")
    }

    package var answers: JSONObject {
        ["code": .string(code), "force": .string(force), "team": .string(team)]
    }
}
