import Archive
import Base
import Foundation
import Indicators
import Reports
import Testing

/// Every number of a report, each under one name, as the model has it and as each file says it.
struct AllNumbersTests {
    /// What each format has to carry, all of it; anything else that it says must be true too.
    @Test(arguments: [
        (ReportFormat.json, machine + ["trend", "now", "state", "device"]),
        (.csv, machine + ["completeness"]), (.csvExcel, machine + ["completeness"]),
        (.dataPackage, machine + ["completeness"]),
        (.html, people + ["head", "month", "row", "activity", "rated", "event"]),
        (.xlsx, people + ["months", "result", "rated", "share", "activity", "new", "event", "completeness"] + machine),
        (.docx, ["head", "team", "top", "before", "now", "change", "value", "theme", "asked", "share", "event"]),
        (.dhis2, ["figure", "gain", "reason"]),
    ])
    func everyFileSaysEveryNumberOfItsKinds(format: ReportFormat, kinds: [String]) throws {
        let report = try Self.report()
        let truth = ModelNumbers(of: report).numbers
        let bytes = try format.renderer(Self.style).bytes(report)
        let read = try FileNumbers(of: report, format: format, bytes: bytes).numbers
        for (name, value) in read.sorted(by: { $0.key < $1.key }) {
            #expect(truth[name] == value, "\(format): \(name)")
        }
        for kind in kinds {
            let wanted = truth.keys.filter { $0.hasPrefix("\(kind) ") }
            #expect(!wanted.isEmpty, "\(kind)")
            #expect(wanted.filter { read[$0] == nil }.sorted().isEmpty, "\(format) lacks some \(kind)")
        }
    }

    /// What is published tells it too: it is of nobody.
    @Test(arguments: [nil, 5])
    func everyFormatSaysHowManyRecordsAreEditedApart(least: Int?) throws {
        let exact = try Sample.report()
        let report = least.map { exact.published(least: $0) } ?? exact
        let words: [ReportFormat: String] = [
            .terminal: least == nil ? "bản ghi sửa khác nhau: 1" : "Còn 1 bản ghi sửa khác nhau",
            .html: least == nil ? "data-state=\"edit-conflicts\" data-value=\"1\"" : "Còn 1 bản ghi sửa khác nhau",
            .paragraphs: "Còn 1 bản ghi sửa khác nhau", .csv: "completeness,edit_conflicts,,bản ghi sửa khác nhau",
            .csvExcel: "completeness;edit_conflicts;;bản ghi sửa khác nhau", .json: "\"edit_conflicts\": 1",
        ]
        for (format, words) in words {
            let text = String(decoding: try format.renderer(ReportStyle(language: .vi)).bytes(report), as: UTF8.self)
            #expect(text.contains(words), "\(format)")
        }
        #expect(try WordReader(DOCXRenderer().bytes(report)).text.contains("1 bản ghi sửa khác nhau"))
        let settled = try Sample.report(plan: "nam-trieu-2026")
        #expect(!ParagraphRenderer().render(settled).contains("sửa khác nhau"))
    }

    private static let machine = [
        "figure", "gain", "by", "reason", "difficulty", "days", "before", "change", "row", "conflict",
    ]
    private static let people = [
        "shown", "reason", "difficulty", "before", "now", "change", "state", "device",
    ]

    private static var style: ReportStyle {
        var style = ReportStyle(language: .vi)
        style.dimension = .team
        return style
    }

    /// With everything in it: an agency's baseline, a comparison, each breakdown.
    static func report() throws -> ReportModel {
        var earlier = Sample.tally
        earlier.sessions = 1000
        earlier.increments["vneid_muc2"] = 15
        let sample = try Sample.report()
        let full = try Sample.report(
            figures: sample.figures, details: sample.details, baseline: 21_400, since: 38)
        return full.compared(with: try Sample.report(tally: earlier))
    }
}
