package import Base
package import Forms
import Indicators
import Ledger
import Store

/// A code that the prompt offers: one that is known, or the next free one.
package struct CodeProposal: Hashable, Sendable {
    package let code: String
    package let about: Bilingual
}

/// Codes of households, people and businesses for the prompts. Mistyped codes are the main source of error.
///
/// A code given here ends in this device's tag, so that two laptops without a network never give out the same one.
package struct CodeProposals {
    private let book: Book
    private let names: [String: String]

    package init(_ book: Book) throws {
        self.book = book
        names = try Roster(book.folder).names()
    }

    /// What to offer at a question; nothing for questions that ask for no code.
    package func proposals(at place: Place, in filling: Filling) throws -> [CodeProposal] {
        let record = filling.record
        func answer(_ role: Role) -> String? {
            filling.form.roles[role].flatMap { record[$0.key]?.string }
        }
        let role = filling.form.items[place.item].role
        if role == .sessionHamlet { return try hamlets() }
        if role == .sessionMember { return offered(try known(.member, prefix: answer(.sessionHamlet) ?? "")) }
        guard let hamlet = answer(.sessionHamlet), let area = answer(.sessionArea) else { return [] }
        // Who was met in a hamlet that has been merged into this one keeps the old code.
        let prefixes = try [hamlet] + merged(into: hamlet)
        let prefix = "\(area)-\(hamlet)-"
        func knownHere(_ kind: CodeKind, _ letters: String) throws -> [String] {
            try prefixes.flatMap { try known(kind, prefix: "\(area)-\($0)-\(letters)") }
        }
        switch role {
        case .sessionHousehold:
            let known = try knownHere(.household, "")
            return offered(known) + [
                CodeProposal(code: next(prefix, known), about: Bilingual("hộ mới", "a new household"))
            ]
        case .sessionBusiness:
            let known = try knownHere(.business, "KD")
            return offered(known)
                + [CodeProposal(code: next(prefix + "KD", known), about: Bilingual("cơ sở mới", "a new business"))]
        case .sessionPerson:
            guard let household = answer(.sessionHousehold) else { return [] }
            let known = try known(.person, prefix: household + "-")
            return offered(known) + [newPerson(of: household, known)]
        default:
            return []
        }
    }

    private var tag: String { book.identity.tag }

    /// The ward's hamlets of today by their names, then whatever other code was used.
    private func hamlets() throws -> [CodeProposal] {
        let map = try book.hamlets()
        let today = book.surroundings.now().date
        let listed = map.hamlets.filter { $0.isOne(on: today) }
        return listed.map { CodeProposal(code: $0.code, about: Bilingual($0.name, $0.name)) }
            + offered(try known(.hamlet, prefix: "").filter { map.hamlet($0) == nil })
    }

    private func merged(into hamlet: String) throws -> [String] {
        let renamed = try book.hamlets().renamed(on: book.surroundings.now().date)
        return renamed.filter { $0.value == hamlet }.keys.sorted()
    }

    private func known(_ what: CodeKind, prefix: String) throws -> [String] {
        let counted = try book.store.read { try $0.codes(what, prefix: prefix) }
        // The roster's codes of this level: what follows the prefix has no further part.
        let listed = names.keys.filter { code in
            guard code.hasPrefix(prefix), !prefix.isEmpty else { return false }
            let rest = code.dropFirst(prefix.count)
            return !rest.contains("-") && (what != .household || !rest.hasPrefix("KD"))
        }
        return Set(counted).union(what == .member ? [] : listed).sorted()
    }

    private func isOwn(_ code: String) -> Bool { code.hasSuffix(tag) }

    private func offered(_ codes: [String]) -> [CodeProposal] {
        codes.map { code in
            CodeProposal(code: code, about: names[code].map { Bilingual($0, $0) } ?? Bilingual("đã có", "known"))
        }
    }

    /// Three signs and the tag: a tail of eight letters.
    private func next(_ prefix: String, _ known: [String]) -> String {
        let given = known.filter { isOwn($0) && $0.hasPrefix(prefix) }
            .compactMap { CodeNumber.number($0.dropFirst(prefix.count).dropLast(tag.count)) }
        return prefix + CodeNumber.text(1 + (given.max() ?? 0)) + tag
    }

    /// One more than the greatest number; what is none, or has more digits than anybody gives out, is passed over.
    private func after(_ numbers: [Substring]) -> Int {
        1 + (numbers.compactMap { $0.utf8.count <= 9 ? decimal($0.utf8) : nil }.max() ?? 0)
    }

    /// In a household of this device the bare next number; in another's the tag keeps two laptops apart.
    private func newPerson(of household: String, _ known: [String]) -> CodeProposal {
        let next = padded(after(known.map { $0.dropFirst(household.count + 1).prefix(2) }), 2)
        return CodeProposal(
            code: "\(household)-\(next)\(isOwn(household) ? "" : tag)", about: Bilingual("người mới", "a new person"))
    }
}
