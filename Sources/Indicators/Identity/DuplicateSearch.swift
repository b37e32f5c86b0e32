package import Base

/// What a book knows about one code of a person, household or business.
package struct KnownCode: Hashable, Sendable {
    package let code: String
    package let hamlet: String?
    /// The household of a person.
    package let household: String?
    /// Each year of birth with its sex, once: of the person, or of everybody in the household.
    package let births: [Birth]
    /// From the roster of this computer; nil at the ward.
    package let name: String?
    /// The household's code as it would read in each hamlet that its own was merged into, one after the other.
    package let moved: [String]

    package struct Birth: Hashable, Comparable, Sendable {
        package let year: Int
        package let sex: String

        package init(year: Int, sex: String) {
            self.year = year
            self.sex = sex
        }

        package static func < (a: Birth, b: Birth) -> Bool { (a.year, a.sex) < (b.year, b.sex) }

        /// What is known of one person over the sessions: what was told together, and what was told without the other
        /// half with every such half that another session has.
        package static func known(_ told: some Sequence<(year: Int?, sex: String?)>) -> [Birth] {
            let told = told.map { (year: $0.year, sex: $0.sex == "nam" || $0.sex == "nu" ? $0.sex : nil) }
            var births: [Birth] = []
            func add(_ year: Int?, _ sex: String?) {
                guard let year, let sex, case let birth = Birth(year: year, sex: sex), !births.contains(birth) else {
                    return
                }
                births.append(birth)
            }
            for (year, sex) in told {
                add(year, sex)
                if sex == nil, year != nil { for other in told { add(year, other.sex) } }
                if year == nil, sex != nil { for other in told { add(other.year, sex) } }
            }
            return births.sorted()
        }
    }

    package init(
        code: String, hamlet: String? = nil, household: String? = nil, births: [Birth] = [], name: String? = nil,
        moved: [String] = []
    ) {
        self.code = code
        self.hamlet = hamlet
        self.household = household
        self.births = births
        self.name = name
        self.moved = moved
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
        /// One number of a household in a hamlet and in the one that it was merged into, with somebody of one year of
        /// birth and sex in both.
        case mergedHamlet = "merged_hamlet"
        /// The same name in one household, or of two households or businesses of a hamlet; tones count.
        case name
        /// Two people of one hamlet with the same name, year of birth and sex.
        case nameAndBirth = "name_and_birth"
        /// Like `name`, but for the marks.
        case plainName = "plain_name"
        /// Like `nameAndBirth`, where one of the two was typed without marks.
        case plainNameAndBirth = "plain_name_and_birth"
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
        case .mergedHamlet:
            Bilingual(
                "cùng số hộ ở tổ cũ và tổ mới, cùng năm sinh, giới tính",
                "same number in the old and the new hamlet, same year of birth and sex")
        case .name: Bilingual("cùng tên", "same name")
        case .nameAndBirth: Bilingual("cùng tên, năm sinh, giới tính", "same name, year of birth and sex")
        case .plainName: Bilingual("tên giống nhau nếu bỏ dấu", "same name without the marks")
        case .plainNameAndBirth:
            Bilingual(
                "tên giống nhau, một tên gõ không dấu; cùng năm sinh, giới tính",
                "same name, one typed without marks; same year of birth and sex")
        }
    }

    /// How much doubt is left, of 100, when the reason stands alone. Judgement, not measurement.
    fileprivate var doubt: Int {
        switch self {
        case .spelling: 10
        case .householdAndBirth: 40
        case .members: 30
        case .mergedHamlet: 50
        case .name: 20
        case .nameAndBirth: 25
        case .plainName: 45
        case .plainNameAndBirth: 40
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
        names = comparingNames ? known.map { $0.name.flatMap(NameKey.init) } : []
        add(.spelling, sharing { [Self.spelling(known[$0].code)] })
        if kind == .person {
            add(.householdAndBirth, sharing { Self.births(of: known[$0], in: known[$0].household) })
        }
        if kind == .household { add(.members, sharing { Self.members(of: known[$0]) }) }
        matchMovedHouseholds()
        guard comparingNames else { return }
        matchNames(in: kind == .person ? \.household : \.hamlet)
        if kind == .person { matchNamesakes() }
        dropOtherNames()
    }

    /// The strongest first.
    package var pairs: [ProbablePair] {
        reasons.map { ProbablePair($0.key, $0.value) }.sorted { ($1.score, $0.pair) < ($0.score, $1.pair) }
    }

    /// Numbers that people type when they know none: 9999, 0000, 99. Such a code is nobody's.
    package static func isPlaceholder(_ code: String) -> Bool {
        var parts = 0
        var (isEarly, isLate) = (false, false)
        eachPart(of: code) { part in
            parts += 1
            let digits = part.drop { !isDigit($0) }
            guard digits.count >= 2, let first = digits.first, first == UInt8(ascii: "9") || first == UInt8(ascii: "0"),
                digits.allSatisfy({ $0 == first })
            else { return }
            if parts > 2 { isLate = true } else { isEarly = true }
        }
        // The ward's and the hamlet's own codes stand first.
        return isLate || (isEarly && parts <= 2)
    }

    // MARK: - Keys

    /// Two hamlets that became one may both have had a number 12: only the old and the new code of one are compared.
    private mutating func matchMovedHouseholds() {
        let moved = Dictionary(
            known.lazy.filter { !$0.moved.isEmpty }.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        guard !moved.isEmpty else { return }
        let own = Dictionary(
            known.lazy.compactMap { known in known.household.map { (known.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        func isOnItsWay(_ code: String, to other: String) -> Bool {
            guard let household = own[other] else { return false }
            return moved[code]?.moved.contains(household) ?? false
        }
        let pairs = sharing { index in
            ([known[index].household] + known[index].moved).flatMap { Self.births(of: known[index], in: $0) }
        }
        add(
            .mergedHamlet,
            pairs.filter { isOnItsWay($0.first, to: $0.second) || isOnItsWay($0.second, to: $0.first) })
    }

    private mutating func matchNamesakes() {
        func pairs(_ key: KeyPath<NameKey, String>) -> [CodePair] {
            sharing { index in
                known[index].births.compactMap { birth in
                    names[index].map {
                        "\(known[index].hamlet ?? "") \(birth.year) \(birth.sex) \($0[keyPath: key])"
                    }
                }
            }
        }
        let exact = pairs(\.exact)
        add(.nameAndBirth, exact)
        // In two households two names whose marks differ are two people; a name without any may be either.
        let bare = Set(zip(known, names).compactMap { $1?.isBare == true ? $0.code : nil })
        add(
            .plainNameAndBirth,
            Set(pairs(\.plain)).subtracting(exact).filter { bare.contains($0.first) || bare.contains($0.second) })
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

    private mutating func add(_ reason: ProbablePair.Reason, _ pairs: some Sequence<CodePair>) {
        for pair in pairs { reasons[pair, default: []].insert(reason) }
    }

    /// The pairs that have a key in common. Nearly every key is one code's alone: a table of bytes tells by the hashes
    /// which ones may not be, and only those are compared.
    private func sharing<Key: Hashable>(_ keys: (Int) -> [Key]) -> [CodePair] {
        var holders = [UInt8](repeating: 0, count: 8 << (Int.bitWidth - known.count.leadingZeroBitCount))
        var places: [(index: Int, slot: Int)] = []
        places.reserveCapacity(known.count)
        for index in known.indices {
            for key in keys(index) {
                let slot = key.hashValue & (holders.count - 1)
                holders[slot] = min(2, holders[slot] + 1)
                places.append((index, slot))
            }
        }
        let candidates = Set(places.lazy.filter { holders[$0.slot] > 1 }.map(\.index))
        var groups: [Key: [Int]] = [:]
        for index in candidates {
            for key in keys(index) { groups[key, default: []].append(index) }
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

    private static func births(of code: KnownCode, in household: String?) -> [HouseholdBirth] {
        household.map { household in code.births.map { HouseholdBirth(household: household, birth: $0) } } ?? []
    }

    private struct Members: Hashable {
        let hamlet: String
        let births: [KnownCode.Birth]
    }

    private static func members(of household: KnownCode) -> [Members] {
        guard household.births.count >= 2 else { return [] }
        return [Members(hamlet: household.hamlet ?? "", births: household.births.sorted())]
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
        let (zero, letterO) = (UInt8(ascii: "0"), UInt8(ascii: "O"))
        var key: [UInt8] = []
        key.reserveCapacity(code.utf8.count)
        eachPart(of: code.uppercased()) { part in
            if !key.isEmpty { key.append(dash) }
            let isNumber = part.allSatisfy { isDigit($0) || $0 == letterO }
            var rest = part[...]
            while let letter = rest.first, !isNumber, !isDigit(letter) { key.append(rest.removeFirst()) }
            while let digit = rest.first, digit == zero || (isNumber && digit == letterO) { rest.removeFirst() }
            for byte in rest { key.append(isNumber && byte == letterO ? zero : byte) }
        }
        return key
    }

    private static let dash = UInt8(ascii: "-")

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// What stands between the dashes, without empty parts.
    private static func eachPart(of code: String, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void) {
        var code = code
        code.withUTF8 { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: dash) ?? bytes.count
                if end > start { body(bytes[start..<end]) }
                start = end + 1
            }
        }
    }
}
