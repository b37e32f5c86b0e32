import Base
import Indicators
import Testing

/// What must hold for any records: which figures add up over months, which never may, and what touches nothing.
struct CountingLaws {
    private static func world(_ seed: Int) -> (facts: [Facts], random: SeededRandomBytes) {
        var random = SeededRandomBytes(seed: UInt64(seed) + 5000)
        return ((0..<Int.random(in: 20...120, using: &random)).map { _ in randomFacts(&random) }, random)
    }

    private func period(_ text: String) throws -> Period { try Period(parsing: text, cutoff: .calendar) }

    @Test(arguments: 1...20)
    func aQuarterIsTheSumOfItsMonthsWhereItMustBe(seed: Int) throws {
        let book = try Book(Self.world(seed).facts)
        let quarter = try book.figures(period("2026-Q2"))
        let months = try ["2026-04", "2026-05", "2026-06"].map { try book.figures(period($0)) }
        for id in ["luot_ho_tro", "luot_an_danh", "dvctt_ho_so_nop", "lam_thay", "kho_khan_ghi_nhan"] {
            #expect(quarter.count(id) == months.reduce(0) { $0 + ($1.count(id) ?? 0) }, "seed \(seed), \(id)")
        }
        // Everybody's first completion falls in one month.
        for (place, item) in quarter.increments.enumerated() {
            #expect(item.count == months.reduce(0) { $0 + $1.increments[place].count }, "seed \(seed), \(item.item)")
        }
        #expect(quarter.count("vneid_dan") == months.reduce(0) { $0 + ($1.count("vneid_dan") ?? 0) }, "seed \(seed)")
        // People who come again are one: at least as many as in any month, at most the sum.
        for id in ["nguoi_duoc_ho_tro", "ho_duoc_ho_tro", "co_so_duoc_ho_tro", "tnv_hoat_dong", "hkd_ung_dung_so"] {
            let counts = months.map { $0.count(id) ?? 0 }
            let whole = try #require(quarter.count(id))
            #expect((counts.max()!...counts.reduce(0, +)).contains(whole), "seed \(seed), \(id)")
        }
    }

    /// Any day will do as the seam, not only the end of a month.
    @Test(arguments: 1...20)
    func twoPartsAddUpWhereverTheyMeet(seed: Int) throws {
        var (facts, random) = Self.world(seed)
        facts.shuffle(using: &random)
        let book = try Book(facts)
        let whole = try period("2026-Q2")
        let seam = whole.first.adding(days: Int.random(in: 0..<(whole.last.day - whole.first.day), using: &random))
        let parts = try [(whole.first, seam), (seam.adding(days: 1), whole.last)].map {
            try book.figures(Period(whole.span, cutoff: .dates($0.0, $0.1)))
        }
        let figures = try book.figures(whole)
        for id in ["luot_ho_tro", "luot_an_danh", "dvctt_ho_so_nop", "lam_thay", "kho_khan_ghi_nhan", "vneid_dan"] {
            #expect(
                figures.count(id) == parts.reduce(0) { $0 + ($1.count(id) ?? 0) }, "seed \(seed), \(seam.iso), \(id)")
        }
        for (place, item) in figures.increments.enumerated() {
            #expect(
                item.count == parts.reduce(0) { $0 + $1.increments[place].count },
                "seed \(seed), \(seam.iso), \(item.item)")
        }
        let people = parts.map { $0.count("nguoi_duoc_ho_tro") ?? 0 }
        let all = try #require(figures.count("nguoi_duoc_ho_tro"))
        #expect((people.max()!...people.reduce(0, +)).contains(all), "seed \(seed), \(seam.iso)")
    }

    /// Six people come again and again: over all worlds the months' people must sum to more than the quarter's.
    @Test func distinctPeopleDoNotAddUp() throws {
        let book = try Book((1...20).flatMap { Self.world($0).facts })
        let months = try ["2026-04", "2026-05", "2026-06"].map { try book.figures(period($0)) }
        let sum = months.reduce(0) { $0 + ($1.count("nguoi_duoc_ho_tro") ?? 0) }
        #expect(try #require(try book.figures(period("2026-Q2")).count("nguoi_duoc_ho_tro")) < sum)
    }

    /// Before the period, or after it: somebody else's session changes nothing in it, whatever was done.
    @Test(arguments: 1...20, ["2026-02-03", "2026-04-30", "2026-06-01", "2026-07-01"])
    func anUnrelatedSessionChangesNothing(seed: Int, day: String) throws {
        var (facts, random) = Self.world(seed)
        let before = try Book(facts).figures(period("2026-05"))
        var later = SessionFact(
            record: RecordID(bytes: random.bytes(16))!,
            start: Instant(try #require(CivilDate(iso: day)), secondsOfDay: Int.random(in: 0..<86_400, using: &random)))
        later.birthYear = 1970
        later.ratingService = 1
        later.person = "11542-T09-0009-09"
        later.household = "11542-T09-0009"
        later.client = "nguoi_dan"
        later.hamlet = "T09"
        let done = ActionFact(item: "vneid_muc2", before: "chua_co", after: "moi_xong")
        facts.append(Facts(session: later, actions: [done], issues: []))
        #expect(try Book(facts).figures(period("2026-05")) == before, "seed \(seed)")
    }

    /// Somebody else inside the period adds one to what they did, and nothing to what they did not do.
    @Test(arguments: 1...20)
    func anotherPersonAddsOne(seed: Int) throws {
        var (facts, random) = Self.world(seed)
        let before = try Book(facts).figures(period("2026-05"))
        var session = SessionFact(
            record: RecordID(bytes: random.bytes(16))!,
            start: Instant(CivilDate(year: 2026, month: 5, day: 3)!, secondsOfDay: 36_000))
        session.person = "11542-T09-0009-09"
        let done = ActionFact(item: "vneid_muc2", before: "chua_co", after: "moi_xong")
        facts.append(Facts(session: session, actions: [done], issues: []))
        let after = try Book(facts).figures(period("2026-05"))
        #expect(after.count("nguoi_duoc_ho_tro") == (before.count("nguoi_duoc_ho_tro") ?? 0) + 1)
        for (old, new) in zip(before.increments, after.increments) {
            #expect(new.count == old.count + (old.item == "vneid_muc2" ? 1 : 0), "seed \(seed), \(old.item)")
        }
        #expect(after.conflicts == before.conflicts)
        #expect(after.values["hai_long_dvctt"] == before.values["hai_long_dvctt"])
    }
}
