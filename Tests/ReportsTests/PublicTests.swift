import Archive
import Base
import Indicators
import Reports
import Testing

/// What may be published, as it stands in the file.
struct PublicTests {
    @Test func noSmallCountStandsInAnyFormat() throws {
        let report = try Sample.report().published(least: 5)
        let json = JSONRenderer().json(report)
        var small: [String] = []
        func walk(_ value: JSON, _ path: String) {
            switch value {
            case .object(let object): for member in object { walk(member.value, "\(path).\(member.key)") }
            case .array(let values): for value in values { walk(value, path) }
            case .number(let text):
                if let count = Int(text), (1..<5).contains(count) { small.append("\(path) \(count)") }
            default: break
            }
        }
        for part in [
            "figures", "other_figures", "ratings_by_method", "conflicts", "breakdowns", "difficulties", "trend",
        ] {
            walk(json[part] ?? .null, part)
        }
        #expect(small.isEmpty)
        #expect(json["published"]?["least"]?.int == 5)
        let row = json["indicators"]?.array?.first { $0["id"]?.string == "hai_long_dvctt" }
        #expect(row?["status"]?.string == "suppressed")
        #expect(row?["value"] == .null)
        #expect(!HTMLRenderer(language: .vi).render(report).contains("Nguyễn Thị Ý"))
    }

    /// What agencies publish themselves is printed as they gave it, and the header says so.
    @Test func anAgencysSmallNumberIsPrintedAndSaidToBe() throws {
        let sample = try Sample.report()
        let day = try #require(CivilDate(iso: "2026-06-30"))
        var figure = Figure(
            indicator: "quan_tri_du_lieu_cb", area: "11542", date: day, source: "Phòng VH-XH", enteredBy: "Phòng VH-XH",
            enteredOn: day)
        (figure.numerator, figure.denominator) = (3, 4)
        let indicator = try #require(sample.catalogue.indicator(figure.indicator))
        let estimate = FigureBook([figure]).estimate(
            indicator, area: "11542", period: sample.period, increment: nil)
        let report = ReportModel(
            plan: sample.plan, catalogue: sample.catalogue, period: sample.period, figures: sample.figures,
            completeness: sample.completeness, estimates: estimate.map { [figure.indicator: $0] } ?? [:]
        ).published(least: 5)
        let page = HTMLRenderer(language: .vi).render(report)
        #expect(page.contains("3/4") && page.contains("số chính thức của cơ quan khác in như đã cung cấp"))
        #expect(page.contains("số của tổ từ 1 đến 4"))
        // Rows that are not published stand apart at the head, as in the table.
        let hidden = report.rows.filter { $0.status == .suppressed }.count
        #expect(hidden > 0 && page.contains("data-verdict-count=\"suppressed\" data-value=\"\(hidden)\""))
    }

    @Test func sumsOfTheReleaseDoNotGiveItBack() throws {
        let exact = try Sample.report()
        let report = exact.published(least: 50)
        let hamlets = try #require(report.details[.hamlet]).groups
        // 1.200 of 1.234 in one hamlet: showing either number would give the other hamlet's 34.
        #expect(hamlets.allSatisfy { $0.counts[.sessions] == nil } || report.figures.count("luot_ho_tro") == nil)
        #expect(exact.figures.count("luot_ho_tro") == 1234)
    }

    /// In a campaign for one item nobody is there without completing it, nearly: how many did is at most the people, and
    /// the visits beyond them are at least the businesses.
    @Test func whoCompletedOneItemTellsOfTheBusinesses() throws {
        let report = try campaign([("T01", 13, 12, 1), ("T02", 17, 14, 3), ("T03", 19, 15, 4)])
        for group in try #require(report.details[.hamlet]).groups {
            #expect(group.counts[.businesses] == nil)
            #expect(group.counts[.sessions] == nil || group.counts[.completions] == nil, "\(group.id)")
        }
    }

    /// So it does where a few completed another item too: at most so many of what was completed are not people.
    @Test func whoCompletedARareItemTooTellsOfTheBusinesses() throws {
        let report = try campaign([("T01", 30, 28, 2), ("T02", 17, 14, 3), ("T03", 19, 15, 4)], rare: 6)
        let counts = try #require(report.details[.hamlet]).groups[0].counts
        let isRarePrinted = report.figures.increments.contains { $0.item == "bdhvs" && $0.count > 0 }
        #expect(counts[.sessions] == nil || counts[.completions] == nil || !isRarePrinted)
    }

    /// Visits, people and businesses of hamlets; everybody completed one item, and in the first hamlet `rare` another.
    private func campaign(_ hamlets: [(String, Int, Int, Int)], rare: Int = 0) throws -> ReportModel {
        let sample = try Sample.report()
        var tally = Tally()
        let persons = hamlets.reduce(0) { $0 + $1.2 }
        (tally.sessions, tally.persons, tally.households) = (hamlets.reduce(0) { $0 + $1.1 }, persons, persons)
        tally.businesses = hamlets.reduce(0) { $0 + $1.3 }
        tally.increments = ["an_toan_so": persons, "bdhvs": rare]
        tally.hamlets = hamlets.map { HamletFigure(code: $0.0, sessions: $0.1, persons: $0.2) }
        var details = ReportDetails()
        details.breakdowns = [
            Breakdown(
                .hamlet,
                groups: hamlets.map { code, sessions, people, firms in
                    Breakdown.Group(
                        id: code, name: Bilingual(code, code),
                        counts: [
                            .sessions: sessions, .persons: people, .households: people, .businesses: firms,
                            .completions: people + (code == "T01" ? rare : 0),
                        ])
                })
        ]
        return ReportModel(
            plan: sample.plan, catalogue: sample.catalogue, period: sample.period,
            figures: Figures(tally, catalogue: sample.catalogue), completeness: sample.completeness, details: details
        ).published(least: 5)
    }

    /// People of any age since a baseline less those of 16 and over since one of the same day are children.
    @Test func whatTwoBaselinesOfADayTellIsNotSubtracted() throws {
        let catalogue = try Sample.catalogue()
        let plan = try Sample.report(plan: "ninh-xa-2026-2030").plan
        let period = try Period(parsing: "2026-06", cutoff: .calendar)
        func row(_ id: String, _ increments: [String: Int]) throws -> IndicatorRow {
            var tally = Sample.tally
            for (goal, indicator) in catalogue.indicators.enumerated() where increments[indicator.id] != nil {
                tally.goalIncrements[goal] = 30
            }
            var estimates: [String: Estimate] = [:]
            for (id, increment) in increments {
                let day = try #require(CivilDate(iso: "2026-03-31"))
                var figure = Figure(
                    indicator: id, area: plan.area.code, date: day, source: "Công an phường", enteredBy: "VHXH",
                    enteredOn: day)
                (figure.numerator, figure.denominator) = (20_000, 25_000)
                estimates[id] = FigureBook([figure]).estimate(
                    try #require(catalogue.indicator(id)), area: plan.area.code, period: period, increment: increment)
            }
            let report = ReportModel(
                plan: plan, catalogue: catalogue, period: period, figures: Figures(tally, catalogue: catalogue),
                completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
                estimates: estimates)
            return try #require(
                report.published(least: 5).rows.first { $0.target.indicator == id && $0.status != .missing })
        }
        let near = try ["vneid_dan", "danh_tinh_so_16"].map {
            try row($0, ["vneid_dan": 58, "danh_tinh_so_16": 56]).status
        }
        #expect(near.contains(.suppressed))
        let apart = try row("danh_tinh_so_16", ["vneid_dan": 58, "danh_tinh_so_16": 50])
        #expect(apart.status == .provisional)
    }

    /// Hidden is never told as none, in sentences either, nor drawn as zero.
    @Test func whatIsHiddenIsNotToldAsNone() throws {
        let exact = try Sample.report()
        let report = exact.published(least: 100)
        #expect(report.details.withheld == [.reasons, .difficulties])
        let word = try WordReader(DOCXRenderer().bytes(report)).text
        #expect(!word.contains("không ghi nhận") && word.contains("Các số nhỏ hơn 100"))
        #expect(word.contains("Bản công bố"))
        #expect(!word.contains("không công bố số liệu (chờ"))
        let paragraphs = ParagraphRenderer().render(report)
        #expect(paragraphs.contains("không công bố số liệu của chỉ tiêu này"))
        let page = HTMLRenderer(language: .vi).render(report)
        #expect(report.details[.hamlet]?.groups.contains { $0.counts[.sessions] == nil } == true)
        #expect(!page.contains(": 0</title>"))
        // Of what is shown in part no sum is told.
        let some = exact.published(least: 15)
        #expect(some.details.withheld.contains(.reasons) && !some.figures.values.isEmpty)
        #expect(try !WordReader(DOCXRenderer().bytes(some)).text.contains("lần ghi lý do chưa hoàn thành"))
        let none = try Sample.report(tally: Tally(), devices: []).published(least: 5)
        #expect(none.details.withheld.isEmpty)
        let quiet = try WordReader(DOCXRenderer().bytes(none)).text
        #expect(quiet.contains("Trong kỳ không ghi nhận khó khăn") || quiet.contains("Chưa nhận được"))
    }

    /// Heads are not held, and no dash stands in the middle of a sentence.
    @Test func theLetterSaysWhatIsNotPublished() throws {
        var tally = Sample.tally
        tally.events = ["tap_huan": EventCount(events: 3, attendance: 228, women: 113)]
        tally.businesses = 3
        let letter = try WordReader(DOCXRenderer().bytes(Sample.report(tally: tally).published(least: 5))).text
        #expect(letter.contains("Trong kỳ có 228 lượt") && !letter.contains("đã tổ chức 228"))
        #expect(letter.contains("cơ sở sản xuất, kinh doanh (không công bố số)"))
    }

    @Test func whoHasNotSentIsToldWithoutAName() throws {
        let late = Completeness.Device(
            name: "Máy của Nguyễn Thị Ý", lastBatch: Instant(iso: "2026-06-01T08:30:00+07:00"), records: 3,
            isLate: true)
        for (devices, sentence) in [
            ([late], "Chưa máy nào gửi số liệu"), ([late] + Sample.devices, "Còn máy chưa gửi số liệu"),
            ([], "Chưa nhận được số liệu"),
        ] {
            let report = try Sample.report(devices: devices).published(least: 5)
            for format in [ReportFormat.terminal, .html, .docx, .xlsx] {
                let bytes = try format.renderer(ReportStyle(language: .vi)).bytes(report)
                let text =
                    switch format {
                    case .docx: try WordReader(bytes).text
                    case .xlsx:
                        try XLSXReader.read(bytes).sheets.flatMap { $0.rows.flatMap { $0.cells.map(\.text) } }
                            .joined(separator: "\n")
                    default: String(decoding: bytes, as: UTF8.self)
                    }
                #expect(text.contains(sentence), "\(format)")
                #expect(!text.contains("Nguyễn Thị Ý"), "\(format)")
            }
        }
    }

    @Test func comparesTwoPeriods() throws {
        var earlier = Sample.tally
        earlier.sessions = 1000
        earlier.increments["vneid_muc2"] = 15
        let report = try Sample.report().compared(with: Sample.report(tally: earlier))
        let changes = try #require(report.comparison).changes
        #expect(changes.first { $0.id == "luot_ho_tro" }?.difference?.plain == "234.00")
        #expect(changes.first { $0.id == "vneid_muc2" }?.difference?.plain == "-3.00")
        // Events are no row of a plan, and stand there once there was one.
        earlier.events = [:]
        let first = try #require(Sample.report().compared(with: Sample.report(tally: earlier)).comparison).changes
        #expect(first.first { $0.id == "luot_du_buoi" }?.difference?.plain == "1463.00")
        let none = try Sample.report(tally: earlier)
        #expect(try #require(none.compared(with: none).comparison).changes.allSatisfy { $0.id != "luot_du_buoi" })
        let page = TerminalRenderer(language: .vi).render(report)
        #expect(page.contains("So với"))
        for line in page.split(separator: "\n") { #expect(String(line).columns <= 80, "\(line)") }
        #expect(HTMLRenderer(language: .vi).render(report).contains("data-compare=\"luot_ho_tro\""))
    }
}
