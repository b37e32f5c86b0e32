import Base
import Indicators

/// The tables of the draft: the plan's rows under the names that the plan's own "6 rõ" give the columns, and the
/// changes since an earlier period.
struct DraftTables {
    let report: ReportModel
    private let numbers = Numbers(language: .vi)

    init(report: ReportModel) {
        self.report = report
    }

    // MARK: The plan's rows

    /// In the plan's order, with its lead agencies.
    var plan: [Markup] {
        var rows = [columns.map { head($0.title, $0.points) }]
        var group = ""
        var place = 0
        for row in report.rows {
            if row.target.group != group {
                group = row.target.group
                place = 0
                rows.append([heading(of: group)])
            }
            place += 1
            rows.append(columns.map { cell($0.text(row, place), $0.alignment) })
        }
        return [
            title("Bảng 1: Kết quả các chỉ tiêu theo thứ tự của kế hoạch\(named)"), table(rows, columns.map(\.width)),
        ]
    }

    /// The name of a part of the plan, and the deadline of all its rows where no column has it.
    private func heading(of group: String) -> WordText.Cell {
        let name = report.plan.sections.first { $0.id == group }?.name.vi
        var heading = cell(
            name.map { "\(group). \($0)" } ?? group, .left, bold: true, span: columns.count, keepsNext: true)
        if !report.isTimedByRow, let deadline = report.deadline(of: group) {
            let words = clear.filter { $0 == .time || $0 == .progress }.map(\.label).joined(separator: ", ")
            heading.content.append(
                WordText.paragraph(
                    "Thời hạn\(words.isEmpty ? "" : " (\(words))"): \(deadline)",
                    WordText.Shape(alignment: .left, keepsNext: true), italic: true, size: 11))
        }
        return heading
    }

    /// Who gave the targets, where the plan wants authority to be clear; no row of a plan says more.
    var authority: String? {
        guard clear.contains(.authority), !report.plan.document.issuer.isEmpty else { return nil }
        return "Rõ thẩm quyền: các chỉ tiêu do \(report.plan.document.issuer) giao."
    }

    private var clear: [ClearPoint] { report.plan.clearPoints?.points ?? [] }

    private var named: String {
        guard let points = report.plan.clearPoints else { return "" }
        return points.name.map { ", cột ghi theo “\($0)” của kế hoạch" } ?? ", cột ghi theo yêu cầu “rõ” của kế hoạch"
    }

    private struct Column {
        let title: String
        let width: Int
        let points: [ClearPoint]
        let alignment: WordText.Alignment
        let text: (IndicatorRow, Int) -> String

        init(
            _ title: String, _ width: Int, _ points: [ClearPoint] = [], _ alignment: WordText.Alignment = .center,
            text: @escaping (IndicatorRow, Int) -> String
        ) {
            self.title = title
            self.width = width
            self.points = points
            self.alignment = alignment
            self.text = text
        }
    }

    /// The lead agency is a column where the plan wants somebody to be named or names somebody.
    private var columns: [Column] {
        let isLed =
            clear.contains(.person) || clear.contains(.responsibility)
            || report.rows.contains { $0.target.leadAgency != nil }
        let lead = Column("Cơ quan chủ trì", 1440, [.person, .responsibility], .left) { row, _ in
            row.target.leadAgency ?? ""
        }
        // A year needs less room than a sentence.
        let longest = report.rows.map { report.due($0).vi.count }.max() ?? 0
        let day = Column("Thời hạn", longest > 10 ? 1550 : 1150, [.time, .progress], .left) { row, _ in
            report.due(row).vi
        }
        let isTimed = report.isTimedByRow
        let wide = 4005 + (isLed ? 0 : lead.width) - (isTimed ? day.width : 0)
        return [
            Column("TT", 560) { row, place in row.target.ownNumber ?? String(place) },
            Column("Chỉ tiêu", wide, [.task], .left) { row, _ in name(of: row) },
            Column("Giao", 1130) { row, _ in numbers.target(row.target) },
            Column("Kết quả", 1080, [.product, .result]) { row, _ in result(of: row) },
            Column("Đánh giá", 1140) { row, _ in row.judgement.vi },
        ] + (isTimed ? [day] : []) + (isLed ? [lead] : [])
    }

    /// Each number says whether it is an estimate, a sample or the province's: none of them is the agency's own.
    private func result(of row: IndicatorRow) -> String {
        let details = LetterWords.details(of: row)
        return LetterWords.value(of: row) + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    }

    /// With the marks of what is in doubt, which stand in words under the table.
    private func name(of row: IndicatorRow) -> String {
        let marks = row.doubts.filter(\.bearsOnResult).map(\.id).joined(separator: ", ")
        return row.target.nameWithLevel.capitalisedFirst + (marks.isEmpty ? "" : " [\(marks)]")
    }

    // MARK: Other tables

    /// The changes since an earlier period and a breakdown, when they were asked for; how ratings were taken.
    func others(by dimension: Breakdown.Dimension?) -> [Markup] {
        let tables = [comparison, dimension.flatMap { report.details[$0] }.flatMap(breakdown), ratings].compactMap(
            \.self)
        return tables.enumerated().flatMap { place, found in
            [title("Bảng \(place + 2): \(found.caption)"), table(found.rows, found.widths)]
        }
    }

    private typealias Table = (caption: String, rows: [[WordText.Cell]], widths: [Int])

    private var ratings: Table? {
        let groups = report.ratingMethods
        guard !groups.isEmpty else { return nil }
        // Without a part that says so there is nothing to note.
        let isNoted = groups.contains { $0.lines.contains(where: \.isThin) }
        let rows = groups.flatMap { group in
            [[cell(group.indicator.name.vi, .left, bold: true, span: isNoted ? 6 : 5, keepsNext: true)]]
                + group.lines.map { line in
                    let cells = RatingMethods.cells(line, numbers)
                    return [cell(line.method.name.vi, .left)] + cells.dropLast().map { cell($0, .right) }
                        + (isNoted ? [cell(cells[4], .left)] : [])
                }
        }
        let heads = RatingMethods.heads.prefix(isNoted ? 6 : 5).map { head($0.vi, []) }
        let caption =
            "\(RatingMethods.heading.vi) (dưới \(IndicatorRow.leastAnswers) khách: chưa đủ số liệu để kết luận)"
        return (
            caption, [heads] + rows, isNoted ? [3255, 1100, 1200, 1100, 1200, 1500] : [4755, 1100, 1200, 1100, 1200]
        )
    }

    private var comparison: Table? {
        guard let comparison = report.comparison else { return nil }
        let words = Words(language: .vi)
        let columns = words.heads(of: comparison, in: report)
        let heads = ["TT", "Nội dung", columns.before, columns.now, "Thay đổi"].map { head($0, []) }
        let rows = comparison.changes.enumerated().map { place, change in
            [
                cell(String(place + 1), .center), cell(words.title(of: change), .left),
                cell(numbers.text(change.before, of: change), .right),
                cell(numbers.text(change.now, of: change), .right),
                cell(numbers.signed(change.difference, of: change.now), .right),
            ]
        }
        let caption = "\(words.comparedWith(comparison)) (\(words.changeUnit.withoutStop.lowercasedFirst))"
        return (caption, [heads] + rows, [560, 4795, 1350, 1350, 1300])
    }

    private func breakdown(_ breakdown: Breakdown) -> Table? {
        guard !breakdown.groups.isEmpty else { return nil }
        let measures = breakdown.measures
        let heads = ["TT", breakdown.dimension.name.vi] + measures.map(\.name.vi)
        let rows = breakdown.groups.enumerated().map { place, group in
            [cell(String(place + 1), .center), cell(group.name.vi, .left)]
                + measures.map { measure in
                    let bound = Words(language: .vi).bound(
                        measure, of: group.id, by: breakdown.dimension, report, numbers)
                    return cell((group.counts[measure].map(numbers.count) ?? "—") + bound, .right)
                }
        }
        let widths = [560, WordPackage.textWidth - 560 - 1000 * measures.count] + measures.map { _ in 1000 }
        let caption = "\(breakdown.dimension.heading.vi) (người, hộ, cơ sở được đếm lại trong từng dòng)"
        return (caption, [heads.map { head($0, []) }] + rows, widths)
    }

    // MARK: Cells

    private func title(_ text: String) -> Markup {
        WordText.paragraph(
            text, .init(alignment: .center, before: 9, after: 3, keepsNext: true), italic: true, size: 13)
    }

    private func table(_ rows: [[WordText.Cell]], _ widths: [Int]) -> Markup {
        WordText.table(rows, widths: widths, bordered: true, heads: 1)
    }

    /// The column's name, and under it the plan's own words for what it makes clear.
    private func head(_ title: String, _ points: [ClearPoint]) -> WordText.Cell {
        let words = clear.filter(points.contains).map(\.label)
        let center = WordText.Shape(alignment: .center)
        var content = [WordText.paragraph(title, center, bold: true, size: 12)]
        if !words.isEmpty {
            content.append(WordText.paragraph("(\(words.joined(separator: ", ")))", center, italic: true, size: 11))
        }
        return .init(content: content)
    }

    private func cell(
        _ text: String, _ alignment: WordText.Alignment, bold: Bool = false, span: Int = 1, keepsNext: Bool = false
    ) -> WordText.Cell {
        let shape = WordText.Shape(alignment: alignment, keepsNext: keepsNext)
        return .init(content: [WordText.paragraph(text, shape, bold: bold, size: 12)], span: span)
    }
}
