import Base
import Indicators
import Testing

/// Two periods side by side: what can be subtracted, and why the rest is not.
struct ComparisonTests {
    private static func report(
        _ id: String, _ month: Int, sample: Ratio? = nil, gained: Int? = nil, _ figures: [Figure],
        over days: String? = nil
    ) throws -> ReportModel {
        let catalogue = try Shipped.catalogue()
        let period =
            try days.map { try Period(parsing: $0, cutoff: .calendar) }
            ?? Period(.month(year: 2026, month: month), cutoff: .calendar)
        var tally = Tally()
        for (goal, indicator) in catalogue.indicators.enumerated() where indicator.id == id {
            if let sample { tally.opinions[goal] = Satisfaction(clients: sample, ratings: sample) }
        }
        tally.increments = ["cks_vneid": gained ?? 0]
        let estimate = try FigureBook(figures).estimate(
            #require(catalogue.indicator(id)), area: "09445", period: period, increment: gained)
        return ReportModel(
            plan: try Shipped.plan(), catalogue: catalogue, period: period,
            figures: Figures(tally, catalogue: catalogue),
            completeness: Completeness(devices: [], editConflicts: 0, uncounted: 0, quarantined: 0),
            estimates: estimate.map { [id: $0] } ?? [:])
    }

    private static func change(_ id: String, from before: ReportModel, to now: ReportModel) throws -> Comparison.Change
    {
        try #require(now.compared(with: before).comparison?.changes.first { $0.id == id })
    }

    private enum Side {
        case sample(Int, Int)
        case parts(Int, Int)
        case percent(String)

        func report(_ month: Int) throws -> ReportModel {
            let (id, day) = ("hai_long_dvctt", "2026-0\(month)-15")
            switch self {
            case .sample(let part, let whole):
                return try ComparisonTests.report(id, month, sample: Ratio(part: part, whole: whole), [])
            case .parts(let part, let whole):
                let figure = try FigureTests.figure(id, day, part, whole, period: .month(year: 2026, month: month))
                return try ComparisonTests.report(id, month, sample: Ratio(part: 1, whole: 40), [figure])
            case .percent(let text):
                return try ComparisonTests.report(id, month, [try FigureTests.figure(id, day, value: text)])
            }
        }
    }

    /// An agency's share and the teams' sample are two things, and under thirty clients nothing is concluded.
    @Test(
        arguments: [
            (Side.sample(40, 45), Side.sample(30, 40), "-13.89", nil),
            (.sample(16, 18), .sample(13, 18), nil, .clients),
            (.sample(16, 18), .sample(30, 40), nil, .clients), (.parts(97, 100), .sample(33, 45), nil, .kinds),
            (.parts(97, 100), .sample(13, 18), nil, .kinds), (.sample(33, 45), .parts(97, 100), nil, .kinds),
            (.parts(97, 100), .parts(95, 100), "-2.00", nil), (.parts(97, 100), .percent("95,5"), "-1.50", nil),
            (.sample(0, 0), .sample(30, 40), nil, nil),
        ] as [(Side, Side, String?, Comparison.Obstacle?)])
    private func satisfactions(before: Side, now: Side, difference: String?, obstacle: Comparison.Obstacle?) throws {
        let change = try Self.change("hai_long_dvctt", from: before.report(5), to: now.report(6))
        #expect(change.difference?.plain == difference)
        #expect(change.obstacle == obstacle)
    }

    /// More days, more of everything: what the teams counted in two months is no fall to one, a share may be.
    @Test(
        arguments: [
            ("2026-04..2026-05", "2026-06", [61, 30]), ("2026-Q1", "2026-06", [90, 30]),
            ("2026-05", "2026-06", nil), ("2026-02", "2026-03", nil), ("2026-Q1", "2026-Q2", nil),
            ("2024", "2025", nil),
        ] as [(String, String, [Int]?)])
    func periodsOfDifferentLength(before: String, now: String, lengths: [Int]?) throws {
        func counted(_ days: String, _ gained: Int) throws -> ReportModel {
            try Self.report("cks_mien_phi_vneid", 6, gained: gained, [], over: days)
        }
        func rated(_ days: String, _ part: Int) throws -> ReportModel {
            try Self.report("hai_long_dvctt", 6, sample: Ratio(part: part, whole: 40), [], over: days)
        }
        let change = try Self.change("cks_mien_phi_vneid", from: counted(before, 9), to: counted(now, 4))
        #expect((change.before, change.now) == (.count(9), .count(4)))
        #expect(change.difference?.plain == (lengths == nil ? "-5.00" : nil))
        #expect(change.obstacle == (lengths == nil ? nil : .lengths))
        #expect(
            try Self.change("hai_long_dvctt", from: rated(before, 40), to: rated(now, 30)).difference?.plain == "-25.00"
        )
        let told = try counted(now, 4).compared(with: counted(before, 9)).comparison?.lengths
        #expect(told.map { [$0.before, $0.now] } == lengths)
    }

    /// The teams' first completions of a month are no earlier state of an agency's register.
    @Test func anIncrementAndABaseline() throws {
        let id = "cks_mien_phi_vneid"
        let april = try FigureTests.figure(id, "2026-04-15", 8000)
        let march = try Self.report(id, 3, gained: 0, [april])
        let baseline = try Self.report(id, 4, gained: 4, [april])
        let first = try Self.change(id, from: march, to: baseline)
        #expect(first.before == .count(0) && first.now == .count(8004))
        #expect(first.difference == nil && first.obstacle == .kinds)
        #expect((first.beforeBasis, first.nowBasis) == (.increment, .baseline))
        let may = try Self.report(id, 5, gained: 9, [april])
        #expect(try Self.change(id, from: baseline, to: may).difference?.plain == "5.00")
        // The agency's own number of the month's last day is a state of the same register.
        let june = try Self.report(id, 6, [april, try FigureTests.figure(id, "2026-06-30", 8100)])
        #expect(try Self.change(id, from: may, to: june).difference?.plain == "91.00")
        #expect(try Self.change(id, from: march, to: try Self.report(id, 2, gained: 3, [])).difference?.plain == "3.00")
    }

    /// Nobody has counted between: one figure in both columns is no change of zero.
    @Test func oneFigureInBothColumns() throws {
        let id = "hai_long_dvctt"
        let april = try FigureTests.figure(id, "2026-04-30", value: "80,95")
        let may = try Self.report(id, 5, [april])
        let change = try Self.change(id, from: may, to: try Self.report(id, 6, [april]))
        #expect(change.before == change.now && change.difference == nil && change.obstacle == .oneFigure)
        #expect(change.day == april.date)
        // Counted anew with the same result it is one.
        let june = try Self.report(id, 6, [april, try FigureTests.figure(id, "2026-06-30", value: "80,95")])
        #expect(try Self.change(id, from: may, to: june).difference?.plain == "0.00")
        // So is a baseline to which the teams added nobody.
        let signature = "cks_mien_phi_vneid"
        let baseline = try FigureTests.figure(signature, "2026-04-15", 8000)
        let idle = try Self.change(
            signature, from: try Self.report(signature, 5, gained: 0, [baseline]),
            to: try Self.report(signature, 6, gained: 0, [baseline]))
        #expect(idle.difference?.plain == "0.00" && idle.obstacle == nil)
    }
}
