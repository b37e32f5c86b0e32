package import Base
package import Forms
import Indicators
import Ledger
import Store

/// A code that the prompt offers: one that is known, or the next free one.
package struct CodeProposal: Hashable, Sendable {
    package let code: String
    package let about: Bilingual
    /// Of a list in which all good codes stand: another one is rather a slip.
    package var isOfWholeList = false
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
        let commune = answer(.sessionArea) ?? ""
        if role == .sessionHamlet { return try hamlets(of: commune) }
        if role == .sessionMember {
            return try members(of: answer(.sessionHamlet) ?? "", in: commune)
        }
        guard let hamlet = answer(.sessionHamlet), let area = answer(.sessionArea) else { return [] }
        switch role {
        case .sessionHousehold:
            return try offers(
                .household, family(of: hamlet, in: area).map { "\(area)-\($0)-" },
                new: Bilingual("hộ mới", "a new household"))
        case .sessionBusiness:
            return try offers(
                .business, family(of: hamlet, in: area).map { "\(area)-\($0)-KD" },
                new: Bilingual("cơ sở mới", "a new business"))
        case .sessionPerson:
            guard let household = answer(.sessionHousehold) else { return [] }
            let known = try known(.person, prefix: household + "-")
            return offered(known) + [newPerson(of: household, known)]
        default:
            return []
        }
    }

    private var tag: String { book.identity.tag }

    /// What stands before the codes of a commune's hamlets in the list and in the facts: nothing in a ward's own kit.
    private func prefix(of commune: String) -> String {
        Plan.Level(ofArea: book.identity.areaCode) == .province ? Hamlet.code("", in: commune) : ""
    }

    /// The commune's hamlets of today by their names, then whatever other code was used.
    private func hamlets(of commune: String) throws -> [CodeProposal] {
        let (map, today, prefix) = (try book.hamlets(), book.surroundings.now().date, prefix(of: commune))
        func own(_ code: String) -> String { String(code.dropFirst(prefix.count)) }
        let listed = map.hamlets.filter { $0.isOne(on: today) && $0.code.hasPrefix(prefix) }
        return listed.map { CodeProposal(code: own($0.code), about: Bilingual($0.name, $0.name), isOfWholeList: true) }
            + offered(try known(.hamlet, prefix: prefix).filter { map.hamlet($0) == nil }.map(own))
    }

    /// Those who have logged there, and the owner: who logs under an own code hardly ever needs another.
    private func members(of hamlet: String, in commune: String) throws -> [CodeProposal] {
        let own = book.identity.member
        let known = try family(of: hamlet, in: commune).flatMap { try self.known(.member, prefix: $0) }
        return offered(own.isEmpty || known.contains(own) ? known : [own] + known).map { proposal in
            CodeProposal(code: proposal.code, about: proposal.about, isOfWholeList: !own.isEmpty)
        }
    }

    private func family(of hamlet: String, in commune: String) throws -> [String] {
        try book.hamlets().family(of: hamlet, prefix: prefix(of: commune), on: book.surroundings.now().date)
    }

    /// The codes with these beginnings, then the next free one with the first.
    private func offers(_ what: CodeKind, _ prefixes: [String], new: Bilingual) throws -> [CodeProposal] {
        let known = try prefixes.flatMap { try self.known(what, prefix: $0) }
        var numbers = CodeNumbers(known, prefix: prefixes[0], tag: tag)
        return offered(known) + (numbers.next().map { [CodeProposal(code: $0, about: new)] } ?? [])
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

    /// In a household of this device the bare next number; in another's the tag keeps two laptops apart.
    private func newPerson(of household: String, _ known: [String]) -> CodeProposal {
        let used = known.compactMap { decimal($0.dropFirst(household.count + 1).prefix(2).utf8) }
        let next = padded(1 + (used.max() ?? 0), 2)
        return CodeProposal(
            code: "\(household)-\(next)\(isOwn(household) ? "" : tag)", about: Bilingual("người mới", "a new person"))
    }
}
