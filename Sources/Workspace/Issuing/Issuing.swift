package import Base
package import Indicators
import Ledger
package import Reports
import Store

/// Freezing a period's figures, and looking at them later.
extension Book {
    /// The period's report, frozen as a revision of the ward's log. What was frozen for the same period before stays;
    /// when it would print the same again, that is the answer and nothing is written.
    ///
    /// - Parameters:
    ///   - parts: what is printed beside the figures; no part of what is frozen.
    ///   - isPreliminary: a period that is not over may be frozen too, and says so.
    package func issue(
        _ period: Period, with parts: Set<ReportDetails.Part> = [], isPreliminary: Bool = false
    ) throws -> (report: ReportModel, issued: IssuedReport, isNew: Bool) {
        guard identity.role == .ward else { throw BookError.onlyWard("report --issue") }
        return try write { writer in
            let reader = writer.reader
            var report = try self.report(period, reader, with: parts)
            let excesses = report.excesses
            guard excesses.isEmpty else {
                throw IssueError.blocked(
                    excesses.map {
                        Bilingual("\"\($0.name)\" \($0.ratio.text.vi)", "\"\($0.name)\" \($0.ratio.text.en)")
                    })
            }
            guard !report.isOutsidePlan else {
                throw IssueError.outsidePlan(report.plan.validFrom, report.plan.validTo)
            }
            guard !report.completeness.isUnfinished || isPreliminary else { throw IssueError.notOver(period.last) }
            let before = try issuedReports(reader).filter { $0.covers(report) }
            if let last = before.last, last.isPreliminary == report.completeness.isUnfinished,
                last.differences(from: report).isEmpty, IssueDifference.ofHead(last.document, report).isEmpty
            {
                report.issue = last.mark
                return (report, last, false)
            }
            let text = try frozen(report, after: before.last, reader)
            guard let issued = IssuedReport(text: text) else {
                preconditionFailure("a report that was just frozen can be read")
            }
            try decide(.issue, about: issued.hash.hex, issued.answers, with: writer)
            try cutSections(with: writer)
            report.issue = issued.mark
            return (report, issued, true)
        }
    }

    /// Every frozen report, by the ward's clock; those of one period by their numbers, which no clock moves.
    package func issuedReports() throws -> [IssuedReport] {
        try store.read { try issuedReports($0) }
    }

    /// The one whose hash begins like `text`, or the period's first, second … by `2026-06#1`: of calendar months, as
    /// `report --period` means it, and of others where there is one alone.
    package func issuedReport(matching text: String) throws -> IssuedReport {
        let all = try issuedReports()
        var found = all.filter { !text.isEmpty && $0.hash.hex.hasPrefix(text.lowercased()) }
        if found.isEmpty { found = all.filter { "\($0.period.span.id)#\($0.number)" == text.uppercased() } }
        if found.count > 1, text.contains("#") {
            let calendar = found.filter { $0.period.cutoff == .calendar }
            if calendar.count == 1 { found = calendar }
        }
        guard let first = found.first else { throw IssueError.unknown(text) }
        guard found.count == 1 else { throw IssueError.ambiguous(text, ids: found.map(\.id)) }
        return first
    }

    /// An issued report as it was frozen, for any format, in today's words for codes.
    package func report(of issued: IssuedReport) throws -> ReportModel {
        let (plan, catalogue, hamlets) = try store.read { reader in
            let (plan, catalogue) = try Self.planAndCatalogue(reader)
            return (plan, catalogue, try reader.hamlets(of: identity.areaCode).hamlets)
        }
        let named = hamlets.filter { !$0.name.isEmpty && $0.name != $0.code }.map { hamlet in
            (hamlet.code, Bilingual("\(hamlet.name) (\(hamlet.code))", "\(hamlet.name) (\(hamlet.code))"))
        }
        guard
            let report = ReportModel(
                frozen: issued.document, period: issued.period, issue: issued.mark, plan: plan, catalogue: catalogue,
                words: words(catalogue), hamlets: Dictionary(named) { first, _ in first })
        else { throw IssueError.newer(issued.id) }
        return report
    }

    private func issuedReports(_ reader: BookReader) throws -> [IssuedReport] {
        let wards = Set(try reader.cards().filter { $0.isTrusted && $0.card.role == .ward }.map(\.card.id))
        return try reader.revisions(of: .issue).filter { wards.contains($0.log.card) }
            .compactMap { stored in
                stored.revision.answers.flatMap {
                    IssuedReport(payload: $0, of: stored.revision.header.record)
                }
            }
            .reduce(into: []) { all, issued in if !all.contains(issued) { all.append(issued) } }
            .sorted { ($0.issued, $0.hash) < ($1.issued, $1.hash) }
            .numbered
    }

    private static let mostDifficulties = 200

    private func frozen(_ report: ReportModel, after last: IssuedReport?, _ reader: BookReader) throws -> String {
        guard var document = JSONRenderer().json(report).object else { preconditionFailure("a report is an object") }
        // A revision holds 256 KiB: what is left out is said to be so (`ReportDetails.notKept`). Themes are choices of
        // a form; only one that lets them be typed has so many.
        let isLong = report.details.difficulties.count > Self.mostDifficulties
        for detail in ["breakdowns", "trend"] + (isLong ? ["difficulties"] : []) { document[detail] = nil }
        guard var files = try definitions(reader).json.object else { preconditionFailure("an object") }
        // A hash alone would name a plan that nobody has any more once `plan use` has put another in its place.
        let texts: [(String, Setting)] = [
            ("plan_text", .plan), ("catalogue_text", .catalogue), ("own_text", .ownIndicators),
        ]
        for (name, key) in texts {
            files[name] = try reader.setting(key).map { .string($0) }
        }
        document["issue"] = .object([
            "number": .int((last?.number ?? 0) + 1), "replaces": last.map { .string($0.hash.hex) } ?? .null,
            "issued": .string(surroundings.now().iso), "by": .string(identity.card.name),
            "program": .string(Program.name), "definitions": .object(files),
            "position": IssuedReport.json(try reader.spans()),
        ])
        return JSON.object(document).compact + "\n"
    }

    func definitions(_ reader: BookReader) throws -> IssuedReport.Definitions {
        func hash(_ keys: Setting...) throws -> String {
            Digest.of(.plain, Array(try keys.map { try reader.setting($0) ?? "" }.joined().utf8)).hex
        }
        return IssuedReport.Definitions(
            plan: try hash(.plan), catalogue: try hash(.catalogue, .ownIndicators),
            forms: try reader.forms().filter(\.isApproved).map(\.ref.text))
    }
}

extension IssuedReport {
    /// The same plan over the same days.
    package func covers(_ report: ReportModel) -> Bool { series == Series(plan: report.plan.id, report.period) }

    /// What is printed of the period in `report`, the same one counted by this program, and was not issued so.
    package func differences(from report: ReportModel) -> [IssueDifference] {
        IssueDifference.between(document, report, program: Program.name)
    }

    fileprivate struct Series: Hashable {
        let plan: String
        let first: CivilDate
        let last: CivilDate

        init(plan: String, _ period: Period) {
            (self.plan, first, last) = (plan, period.first, period.last)
        }
    }

    fileprivate var series: Series { Series(plan: plan, period) }
}

extension [IssuedReport] {
    /// Each series by its numbers, in the places that it has.
    fileprivate var numbered: [IssuedReport] {
        var rest = Dictionary(grouping: self, by: \.series).mapValues { reports in
            reports.enumerated().sorted { ($0.element.number, $0.offset) > ($1.element.number, $1.offset) }
                .map(\.element)
        }
        return compactMap { rest[$0.series]?.popLast() }
    }
}

/// Why a report cannot be issued, or found again.
package enum IssueError: Error, Hashable, Sendable {
    /// Each with its name and its parts.
    case blocked([Bilingual])
    /// The period's last day.
    case notOver(CivilDate)
    /// The plan's first and last day.
    case outsidePlan(CivilDate, CivilDate)
    case unknown(String)
    case ambiguous(String, ids: [String])
    /// It holds what this program cannot read.
    case newer(String)
}

extension IssueError: Reportable {
    package var problem: Problem {
        switch self {
        case .blocked(let rows):
            return Problem(
                "ISSUE-001",
                Bilingual(
                    "chưa chốt được: tử số lớn hơn mẫu số ở \(rows.map(\.vi).joined(separator: "; "))",
                    "the report cannot be issued: a numerator is above its denominator in \(rows.map(\.en).joined(separator: "; "))"
                ),
                hint: Bilingual(
                    "xem lại số cơ sở và mẫu số bằng `sotay figure list`",
                    "look at the baselines and populations with `sotay figure list`"), status: .badData)
        case .notOver(let last):
            let next = last.adding(days: 1).vietnamese
            return Problem(
                "ISSUE-005",
                Bilingual(
                    "kỳ chưa kết thúc: đến hết \(last.vietnamese)",
                    "the period is not over: it lasts to \(last.vietnamese)"),
                hint: Bilingual(
                    "chốt từ ngày \(next), hoặc chọn kỳ hay --cutoff đã hết; cần bản tạm tính thì thêm --preliminary",
                    "issue it from \(next) on, or choose a period or --cutoff that is over; --preliminary freezes it all the same"
                ), status: .usage)
        case .outsidePlan(let first, let last):
            return Problem(
                "ISSUE-006",
                Bilingual(
                    "kỳ nằm ngoài thời gian của kế hoạch (\(first.vietnamese) đến \(last.vietnamese))",
                    "the period lies outside the plan's (\(first.vietnamese) to \(last.vietnamese))"),
                hint: Bilingual(
                    "xem lại --period, hoặc dùng kế hoạch của năm đó bằng `sotay plan use`",
                    "look at --period again, or take that year's plan with `sotay plan use`"), status: .usage)
        case .unknown(let text):
            return Problem(
                "ISSUE-002",
                Bilingual("không có báo cáo đã chốt \"\(text.printable)\"", "no issued report \"\(text.printable)\""),
                hint: Bilingual("xem bằng `sotay issued`", "see them with `sotay issued`"), status: .noInput)
        case .ambiguous(let text, let ids):
            let list = ids.joined(separator: ", ")
            return Problem(
                "ISSUE-003",
                Bilingual(
                    "\"\(text.printable)\" khớp \(ids.count) báo cáo đã chốt",
                    "\"\(text.printable)\" fits \(ids.count) issued reports"),
                hint: Bilingual(
                    "ghi mã của một bản: \(list); xem bằng `sotay issued`",
                    "give the id of one: \(list); see them with `sotay issued`"), status: .usage)
        case .newer(let id):
            return Problem(
                "ISSUE-004",
                Bilingual(
                    "báo cáo đã chốt \"\(id)\" có phần mà bản sotay này không đọc được",
                    "the issued report \"\(id)\" holds what this sotay cannot read"),
                hint: Bilingual("cập nhật sotay rồi làm lại", "update sotay and try again"), status: .badData)
        }
    }
}
