import Base
import Indicators
import Testing

/// Which codes are probably one, and which never.
struct DuplicateTests {
    private func person(
        _ code: String, _ births: [(Int, String)] = [], name: String? = nil, household: String? = "11542-T01-0001"
    ) -> KnownCode {
        KnownCode(
            code: code, hamlet: "T01", household: household,
            births: births.map { KnownCode.Birth(year: $0.0, sex: $0.1) }, name: name)
    }

    private func found(_ codes: [KnownCode], _ kind: IdentityKind = .person, names: Bool = false) -> [[String]] {
        DuplicateSearch(kind, codes, comparingNames: names).pairs.map { $0.reasons.map(\.rawValue) }
    }

    @Test func householdYearOfBirthAndSexTogether() {
        let a = person("11542-T01-0001-01", [(1960, "nam")])
        #expect(found([a, person("11542-T01-0001-02", [(1960, "nam")])]) == [["household_and_birth"]])
        #expect(found([a, person("11542-T01-0001-02", [(1960, "nu")])]).isEmpty)
        #expect(found([a, person("11542-T01-0001-02", [(1961, "nam")])]).isEmpty)
        #expect(found([a, person("11542-T01-0002-01", [(1960, "nam")], household: "11542-T01-0002")]).isEmpty)
        // A year that was corrected once still matches.
        #expect(found([a, person("11542-T01-0001-02", [(1961, "nam"), (1960, "nam")])]).count == 1)
    }

    /// After a merger one number of a household in the old and in the new hamlet may be one household; in two hamlets that
    /// were both merged into the new one it is two.
    @Test func oneNumberInTheOldAndTheNewHamlet() {
        func met(_ hamlet: String, _ year: Int = 1980, moved: String...) -> KnownCode {
            KnownCode(
                code: "11542-\(hamlet)-0050-01", hamlet: "T10", household: "11542-\(hamlet)-0050",
                births: [KnownCode.Birth(year: year, sex: "nam")], moved: moved)
        }
        let (old, other) = (met("T01", moved: "11542-T10-0050"), met("T02", moved: "11542-T10-0050"))
        #expect(found([old, met("T10")]) == [["merged_hamlet"]])
        #expect(found([old, met("T10", 1981)]).isEmpty)
        #expect(found([old, other]).isEmpty)
        #expect(found([old, other, met("T10")]) == [["merged_hamlet"], ["merged_hamlet"]])
        #expect(found([met("T01"), met("T10")]).isEmpty, "without a merger they are two hamlets")
        // T10 itself went into T20 later: what T01 was merged into on the way is still the same household.
        let (first, second) = (
            met("T01", moved: "11542-T10-0050", "11542-T20-0050"), met("T10", moved: "11542-T20-0050")
        )
        #expect(found([first, second]) == [["merged_hamlet"]])
        #expect(found([first, second, met("T20")]).count == 3)
        #expect(found([first, met("T02", moved: "11542-T20-0050")]).isEmpty)
    }

    /// Year of birth and sex are optional questions, and are often told in two sessions.
    @Test(
        arguments: [
            ([(1970, nil), (nil, "nam")], [(1970, "nam")]),
            ([(1970, "nam"), (1971, nil)], [(1970, "nam"), (1971, "nam")]),
            ([(1960, "nam"), (1961, "nu")], [(1960, "nam"), (1961, "nu")]), ([(1970, nil), (nil, "khac")], []),
            ([(nil, "nu"), (1980, nil), (1981, nil)], [(1980, "nu"), (1981, "nu")]),
        ] as [([(Int?, String?)], [(Int, String)])])
    func whatIsKnownOfAPersonOverTheSessions(told: [(Int?, String?)], known: [(Int, String)]) {
        let births = KnownCode.Birth.known(told.map { (year: $0.0, sex: $0.1) })
        #expect(births == known.map { KnownCode.Birth(year: $0.0, sex: $0.1) })
    }

    @Test(arguments: ["11542-T01-9999-01", "11542-T01-0000-02", "11542-T01-0001-99", "11542-T01-0001-00", "9999"])
    func placeholdersNeverMatch(code: String) {
        #expect(DuplicateSearch.isPlaceholder(code))
        let births = [(1960, "nam")]
        #expect(found([person(code, births), person("11542-T01-0001-01", births)]).isEmpty)
    }

    @Test(arguments: ["11542-T99-0001-01", "11542-T01-0099-09", "11542-T01-0001-01", "00000-T01-0123-02"])
    func otherCodesAreNone(code: String) {
        #expect(!DuplicateSearch.isPlaceholder(code))
    }

    @Test(arguments: [
        ("11542-T01-0001-01", "11542-t01-0001-01"), ("11542-T01-0001-01", "11542-T1-1-1"),
        ("01843-T01-0001-01", "1843-T01-0001-01"), ("11542-T01-0010-01", "11542-T01-OO10-01"),
    ])
    func oneCodeWrittenInTwoWays(a: String, b: String) {
        #expect(found([person(a), person(b)]) == [["spelling"]])
    }

    /// Marks, đ, old and new places of the tone, decomposed letters, order of the words.
    @Test(arguments: [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "name"), ("Lê Thuỷ Tiên", "lê thủy tiên", "name"),
        ("Đặng Văn Hòa", "Hòa Đặng Văn", "name"), ("Nguyễn Thị Ý", "Nguye\u{302}\u{303}n Thi\u{323} Y\u{301}", "name"),
        ("Đặng Văn Hòa", "Dang Van Hoa", "plain_name"), ("Lý Thị Mỹ", "Lí Thị Mĩ", "plain_name"),
        ("Trần Thị Hoa", "Trần Thị Hòa", "plain_name"),
    ])
    func namesAreComparedAsVietnamese(a: String, b: String, reason: String) {
        let (a, b) = (person("11542-T01-0001-01", name: a), person("11542-T01-0001-02", name: b))
        #expect(found([a, b], names: true) == [[reason]])
        // At the ward there are no names.
        #expect(found([a, b]).isEmpty)
    }

    @Test(arguments: ["Không rõ", "chưa biết", "?", "1", ""])
    func whatIsNoNameMatchesNothing(name: String) {
        #expect(NameKey(name) == nil)
    }

    @Test func twinsAreTwoOnceTheirNamesAreKnown() {
        let twins = [
            person("11542-T01-0001-01", [(2000, "nam")], name: "Trần Văn Anh"),
            person("11542-T01-0001-02", [(2000, "nam")], name: "Trần Văn Em"),
        ]
        #expect(found(twins).count == 1)
        #expect(found(twins, names: true).isEmpty)
    }

    @Test func whoMovedWithinTheHamletIsFoundByName() {
        let a = person("11542-T01-0001-01", [(1960, "nam")], name: "Trần Văn Anh")
        let b = person("11542-T01-0009-02", [(1960, "nam")], name: "Trần Văn Anh", household: "11542-T01-0009")
        #expect(found([a, b], names: true) == [["name_and_birth"]])
    }

    /// In two households: a name typed without marks may be anybody's, two names with other marks are two people.
    @Test(arguments: [
        ("Nguyễn Thị Ý", "Nguyen Thi Y", true), ("Đoàn Thuỷ", "Doan Thuy", true), ("Doan Thuy", "Thủy Đoàn", true),
        ("Trần Thị Hoa", "Trần Thị Hòa", false), ("Nguyen Thi Y", "Nguyen Thi Yen", false),
    ])
    func aNameWithoutMarksIsFoundInAnotherHousehold(a: String, b: String, isFound: Bool) {
        let a = person("11542-T01-0001-01", [(1960, "nu")], name: a)
        let b = person("11542-T01-0009-02", [(1960, "nu")], name: b, household: "11542-T01-0009")
        #expect(found([a, b], names: true) == (isFound ? [["plain_name_and_birth"]] : []))
    }

    @Test func householdsWithTheSamePeople() {
        let couple = [(1960, "nam"), (1962, "nu")]
        let a = person("11542-T01-0001", couple, household: nil)
        #expect(found([a, person("11542-T01-0007", couple, household: nil)], .household) == [["members"]])
        #expect(found([a, person("11542-T01-0007", [(1960, "nam")], household: nil)], .household).isEmpty)
    }

    @Test func moreReasonsMakeAHigherScore() {
        let births = [(1960, "nam")]
        let (a, b) = (
            person("11542-T01-0001-01", births, name: "Hoà"), person("11542-T01-0001-02", births, name: "Hòa")
        )
        let ward = DuplicateSearch(.person, [a, b], comparingNames: false).pairs[0].score
        let lead = DuplicateSearch(.person, [a, b], comparingNames: true).pairs[0].score
        #expect(ward == 60 && lead > 90 && lead < 100)
    }

    /// Any order of the decisions gives the same classes, each under its smallest code.
    @Test func classesDoNotDependOnOrder() throws {
        let codes = (1...9).map { "11542-T01-0001-0\($0)" }
        let edges = [(4, 7), (1, 4), (8, 7), (2, 3)].map {
            SameDecision(pair: CodePair(.person, codes[$0.0], codes[$0.1])!, isSame: true)
        }
        let apart = SameDecision(pair: try #require(CodePair(.person, codes[1], codes[2])), isSame: false)
        let expected = SameCodes(edges + [apart])
        #expect(codes.map { expected.code(.person, $0).suffix(1) } == ["1", "2", "3", "3", "2", "6", "7", "2", "2"])
        var random = SeededRandomBytes(seed: 5)
        for _ in 0..<50 { #expect(SameCodes((edges + [apart]).shuffled(using: &random)) == expected) }
    }

    @Test func tenThousandPeopleOfWhomFewShareAnything() {
        let family = ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng"]
        let given = ["An", "Bình", "Chi", "Dũng", "Hòa", "Hoà", "Lan", "Minh", "Thủy", "Ý"]
        let people = (0..<10_000).map { number in
            let household = "11542-T\(padded(number % 27 + 1, 2))-\(padded(number / 4 % 3000 + 1, 4))"
            return KnownCode(
                code: "\(household)-\(padded(number % 4 + 1, 2))", hamlet: "T\(padded(number % 27 + 1, 2))",
                household: household,
                births: [KnownCode.Birth(year: 1930 + number * 7 % 80, sex: number % 2 == 0 ? "nam" : "nu")],
                name: "\(family[number % 5]) Văn \(given[number % 10])")
        }
        let pairs = DuplicateSearch(.person, people, comparingNames: true).pairs
        #expect(Set(pairs.map(\.pair)).count == pairs.count)
        #expect(pairs.allSatisfy { (1...99).contains($0.score) && !$0.reasons.isEmpty })
    }
}
