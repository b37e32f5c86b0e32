package import Base

/// What a book knows about one code of a person, household or business.
package struct KnownCode: Hashable, Sendable {
    package let code: String
    package let hamlet: String?
    /// The household of a person.
    package let household: String?
    /// Each year of birth with the sex that was told beside it: of the person, or of everybody in the household.
    package let births: Set<Birth>
    /// From the roster of this computer; nil at the ward.
    package let name: String?

    package struct Birth: Hashable, Comparable, Sendable {
        package let year: Int
        package let sex: String

        package init(year: Int, sex: String) {
            self.year = year
            self.sex = sex
        }

        package static func < (a: Birth, b: Birth) -> Bool { (a.year, a.sex) < (b.year, b.sex) }
    }

    package init(
        code: String, hamlet: String? = nil, household: String? = nil, births: Set<Birth> = [], name: String? = nil
    ) {
        self.code = code
        self.hamlet = hamlet
        self.household = household
        self.births = births
        self.name = name
    }
}

/// Two codes that may be one, with the reasons and how strong they are together.
package struct ProbablePair: Hashable, Sendable {
    package let pair: CodePair
    package let reasons: [Reason]
    /// 1 to 99.
    package let score: Int

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// One code typed in two ways: letters in another case, zeros missing, O for 0.
        case spelling
        /// Two people of one household, year of birth and sex.
        case householdAndBirth = "household_and_birth"
        /// Two households of a hamlet in which the same years of birth and sexes live, two at least.
        case members
        /// The same name in one household, or of two households or businesses of a hamlet; tones count.
        case name
        /// Two people of one hamlet with the same name, year of birth and sex.
        case nameAndBirth = "name_and_birth"
        /// Like `name`, but for the marks.
        case plainName = "plain_name"
    }

    init(_ pair: CodePair, _ reasons: Set<Reason>) {
        self.pair = pair
        self.reasons = Reason.allCases.filter(reasons.contains)
        score = 100 - max(1, self.reasons.reduce(100) { $0 * $1.doubt / 100 })
    }
}

extension ProbablePair.Reason {
    package var text: Bilingual {
        switch self {
        case .spelling: Bilingual("một mã viết hai cách", "one code written in two ways")
        case .householdAndBirth: Bilingual("cùng hộ, năm sinh, giới tính", "same household, year of birth and sex")
        case .members: Bilingual("người trong hai hộ giống nhau", "the people of both are alike")
        case .name: Bilingual("cùng tên", "same name")
        case .nameAndBirth: Bilingual("cùng tên, năm sinh, giới tính", "same name, year of birth and sex")
        case .plainName: Bilingual("tên giống nhau nếu bỏ dấu", "same name without the marks")
        }
    }

    /// How much doubt is left, of 100, when the reason stands alone. Judgement, not measurement.
    fileprivate var doubt: Int {
        switch self {
        case .spelling: 10
        case .householdAndBirth: 40
        case .members: 30
        case .name: 20
        case .nameAndBirth: 25
        case .plainName: 45
        }
    }
}

/// Finds probable duplicates by keys that two codes share; never compares everybody with everybody.
package struct DuplicateSearch {
    /// A larger group that shares a key says nothing about any two of it.
    private static let largestGroup = 12

    private let kind: IdentityKind
    private let known: [KnownCode]
    private let names: [NameKey?]
    private var reasons: [CodePair: Set<ProbablePair.Reason>] = [:]

    /// - Parameter comparingNames: in the lead's book alone.
    package init(_ kind: IdentityKind, _ codes: [KnownCode], comparingNames: Bool) {
        self.kind = kind
        known = codes.filter { !Self.isPlaceholder($0.code) }
        names = known.map { comparingNames ? $0.name.flatMap(NameKey.init) : nil }
        let spellings = sharing { [Self.spelling(known[$0].code)] }
        add(.spelling, spellings)
        switch kind {
        case .person: matchPeople()
        case .household:
            let alike = sharing { Self.members(of: known[$0]) }
            add(.members, alike)
            matchNames(in: \.hamlet)
        case .business: matchNames(in: \.hamlet)
        }
        dropOtherNames()
    }

    /// The strongest first.
    package var pairs: [ProbablePair] {
        reasons.map { ProbablePair($0.key, $0.value) }.sorted { ($1.score, $0.pair) < ($0.score, $1.pair) }
    }

    /// Numbers that people type when they know none: 9999, 0000, 99. Such a code is nobody's.
    package static func isPlaceholder(_ code: String) -> Bool {
        let parts = code.utf8.split(separator: UInt8(ascii: "-"))
        // The ward's and the hamlet's own codes stand first.
        return parts.dropFirst(parts.count > 2 ? 2 : 0).contains { part in
            let digits = part.drop { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard digits.count >= 2, let first = digits.first else { return false }
            return (first == UInt8(ascii: "9") || first == UInt8(ascii: "0")) && digits.allSatisfy { $0 == first }
        }
    }

    // MARK: - Keys

    private mutating func matchPeople() {
        let together = sharing { index in
            known[index].births.compactMap { birth in
                known[index].household.map { HouseholdBirth(household: $0, birth: birth) }
            }
        }
        add(.householdAndBirth, together)
        matchNames(in: \.household)
        let namesakes = sharing { index in
            known[index].births.compactMap { birth in
                names[index].map { "\(known[index].hamlet ?? "") \(birth.year) \(birth.sex) \($0.exact)" }
            }
        }
        add(.nameAndBirth, namesakes)
    }

    private mutating func matchNames(in place: KeyPath<KnownCode, String?>) {
        func keys(_ key: KeyPath<NameKey, String>) -> [CodePair] {
            sharing { index -> [String] in
                guard let place = known[index][keyPath: place], let name = names[index] else { return [] }
                return ["\(place) \(name[keyPath: key])"]
            }
        }
        let (exact, plain) = (keys(\.exact), keys(\.plain))
        add(.name, exact)
        add(.plainName, plain)
        for (pair, found) in reasons where found.contains(.name) { reasons[pair]?.remove(.plainName) }
    }

    private mutating func add(_ reason: ProbablePair.Reason, _ pairs: [CodePair]) {
        for pair in pairs { reasons[pair, default: []].insert(reason) }
    }

    /// The pairs that have a key in common. Nearly every key is one code's alone and makes no group.
    private func sharing<Key: Hashable>(_ keys: (Int) -> [Key]) -> [CodePair] {
        var first: [Key: Int] = [:]
        var groups: [Key: [Int]] = [:]
        for index in known.indices {
            for key in keys(index) {
                if let other = first[key] {
                    groups[key, default: [other]].append(index)
                } else {
                    first[key] = index
                }
            }
        }
        return groups.values.filter { $0.count <= Self.largestGroup }.flatMap { group in
            group.enumerated().flatMap { place, a in
                group[(place + 1)...].compactMap { CodePair(kind, known[a].code, known[$0].code) }
            }
        }
    }

    private struct HouseholdBirth: Hashable {
        let household: String
        let birth: KnownCode.Birth
    }

    private static func members(of household: KnownCode) -> [String] {
        guard household.births.count >= 2 else { return [] }
        let births = household.births.sorted().map { "\($0.year) \($0.sex)" }
        return ["\(household.hamlet ?? "") \(births.joined(separator: ", "))"]
    }

    /// Twins share everything but the name: two names that are known and differ say that there are two.
    private mutating func dropOtherNames() {
        let plain = Dictionary(
            zip(known, names).compactMap { known, name in name.map { (known.code, $0.plain) } },
            uniquingKeysWith: { first, _ in first })
        reasons = reasons.filter { pair, found in
            guard let a = plain[pair.first], let b = plain[pair.second] else { return true }
            return a == b || found.contains(.spelling)
        }
    }

    /// Upper case, without leading zeros in any part, O for 0 in a number. Byte by byte: a book has many codes.
    private static func spelling(_ code: String) -> [UInt8] {
        let (dash, zero, letterO) = (UInt8(ascii: "-"), UInt8(ascii: "0"), UInt8(ascii: "O"))
        func isDigit(_ byte: UInt8) -> Bool { (zero...UInt8(ascii: "9")).contains(byte) }
        var key: [UInt8] = []
        for part in code.uppercased().utf8.split(separator: dash, omittingEmptySubsequences: true) {
            if !key.isEmpty { key.append(dash) }
            let isNumber = part.allSatisfy { isDigit($0) || $0 == letterO }
            let letters = isNumber ? part.prefix(0) : part.prefix { !isDigit($0) }
            let digits = part.dropFirst(letters.count).drop { $0 == zero || (isNumber && $0 == letterO) }
            key += letters
            key += digits.map { isNumber && $0 == letterO ? zero : $0 }
        }
        return key
    }
}
