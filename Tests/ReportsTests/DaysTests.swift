import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// What a report says of its own days: beside a period of another length, and outside the plan's.
struct DaysTests {
    private static func report(over days: String, cutoff: Cutoff = .calendar) throws -> ReportModel {
        let sample = try Sample.report()
        return ReportModel(
            plan: sample.plan, catalogue: sample.catalogue, period: try Period(parsing: days, cutoff: cutoff),
            figures: sample.figures, completeness: sample.completeness)
    }

    /// What people read, without the ends of lines.
    private static func pages(_ report: ReportModel) throws -> [String] {
        let sheets = try XLSXReader.read(XLSXRenderer(language: .vi).bytes(report)).sheets
        return [
            TerminalRenderer(language: .vi).render(report).replacing("\n  ", with: " "),
            HTMLRenderer(language: .vi).render(report), try WordReader(DOCXRenderer().bytes(report)).text,
            sheets.flatMap(\.rows).flatMap(\.cells).map(\.text).joined(separator: " "),
        ]
    }

    @Test func twoMonthsBesideOneAreSaidToBeSo() throws {
        let report = try Self.report(over: "2026-06").compared(with: Self.report(over: "2026-04..2026-05"))
        for page in try Self.pages(report) {
            #expect(page.contains("kỳ trước 61 ngày, kỳ này 30 ngày, nên không trừ"))
        }
        let english = TerminalRenderer(language: .en).render(report).replacing("\n  ", with: " ")
        #expect(english.contains("61 days before, 30 days now"))
        let rows = try CSV.rows(CSVRenderer().render(report)).map(\.cells)
        let days = rows.filter { $0[3] == "days" }.map { [$0[4], $0[12]] }
        #expect(days == [["before", "61"], ["now", "30"]])
        #expect(!rows.contains { $0[3] == "change" && $0[4] == "luot_ho_tro" })
        #expect(rows.contains { $0[3] == "before" && $0[4] == "luot_ho_tro" && $0[12] == "1234" })
        let json = JSONRenderer().json(report)["comparison"]
        #expect(json?["lengths"] == .object(["before": .int(61), "now": .int(30)]))
        #expect(json?["changes"]?.array?[0]["obstacle"] == .string("lengths"))

        let alike = try Self.report(over: "2026-06").compared(with: Self.report(over: "2026-05"))
        for page in try Self.pages(alike) { #expect(!page.contains("kỳ trước 3")) }
        #expect(try CSV.rows(CSVRenderer().render(alike)).allSatisfy { $0.cells[3] != "days" })
    }

    @Test(arguments: [
        ("2025-12..2026-06", Cutoff.calendar, true), ("2026-06", .calendar, false), ("2026-01", .nd09, false),
        ("2026-12..2027-01", .calendar, true), ("2025-12", .calendar, false),
    ])
    func aPeriodThatReachesOutOfThePlanSaysSo(days: String, cutoff: Cutoff, isTold: Bool) throws {
        for page in try Self.pages(Self.report(over: days, cutoff: cutoff)) {
            #expect(page.contains("Một phần kỳ này nằm ngoài thời gian của kế hoạch") == isTold)
        }
    }
}
