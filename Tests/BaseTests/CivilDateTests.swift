import Base
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2026-04-02", 20545, 4), ("2000-02-29", 11016, 2), ("1969-12-31", -1, 3),
        ("2026-06-14", 20618, 7),
    ])
    func readsAndWrites(iso: String, day: Int, weekday: Int) throws {
        let date = try #require(CivilDate(iso: iso))
        #expect(date.day == day)
        #expect(date.iso == iso)
        #expect(date.weekday == weekday)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-01", "2026-04-31", ""])
    func refuses(text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        for day in stride(from: -140_000, through: 60_000, by: 7) {
            let (y, m, d) = CivilDate(day: day).components
            #expect(CivilDate(year: y, month: m, day: d)?.day == day)
        }
    }

    @Test(arguments: [
        ("2026-06-14T23:59:59+07:00", "2026-06-14"), ("2026-06-15T00:00:00+07:00", "2026-06-15"),
        ("2026-06-14T17:30:00Z", "2026-06-15"), ("2026-06-14T08:17", "2026-06-14"),
        ("1970-01-01T00:00:00.000+07:00", "1970-01-01"), ("2026-06-14T23:00:00-0100", "2026-06-15"),
    ])
    func aMomentBelongsToItsDayInVietNam(iso: String, day: String) throws {
        #expect(try #require(Instant(iso: iso)).date.iso == day)
    }

    @Test(arguments: ["2026-06-14", "2026-06-14T25:00:00", "2026-06-14T10:61", "2026-06-14T10:00:00+7", "x"])
    func refusesMoment(text: String) {
        #expect(Instant(iso: text) == nil)
    }

    @Test func momentsComeBack() {
        for text in ["2026-04-02T08:17:24+07:00", "2026-04-02T00:00:00.250+07:00"] {
            #expect(Instant(iso: text)?.iso == text)
        }
        #expect(Instant(iso: "2026-04-02T08:17:24+07:00")?.vietnamese == "02/04/2026 08:17")
    }
}
