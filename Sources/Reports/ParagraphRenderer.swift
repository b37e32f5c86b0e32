import Base
package import Indicators

/// One ready paragraph for each row of the plan, for pasting into the national follow-up system. Vietnamese alone.
package struct ParagraphRenderer: TextRenderer {
    /// Letters that the system's field takes, the heading among them: it may be pasted too (DOMAIN: at most 1,000).
    package static let limit = 1000
    /// Where not every sentence has room.
    private static let more = " Còn ghi chú khác trong báo cáo."

    package init() {}

    package func render(_ report: ReportModel) -> String {
        let report = report.withoutExcesses
        return report.rows.map { row in
            let heading = "[\(row.target.section)] \(row.target.name)\n"
            return "\(heading)\(Self.paragraph(of: row, in: report, room: Self.limit - heading.count))\n"
        }.joined(separator: "\n")
    }

    /// Whole sentences, the first ones first; one that is too long makes room for those behind it, and the last one
    /// says that something is missing.
    static func paragraph(of row: IndicatorRow, in report: ReportModel, room: Int) -> String {
        let numbers = Numbers(language: .vi)
        let words = Words(language: .vi)
        var sentences: [String] = []
        if let value = numbers.value(of: row) {
            var text =
                "\(report.plan.area.name.vi): kết quả \(report.period.name.vi) là \(value)\(numbers.bound(of: row))"
            if case .ratio(let ratio) = row.value {
                text += " (\(numbers.count(ratio.part))/\(numbers.count(ratio.whole)))"
            }
            sentences.append(text)
        } else if row.status == .suppressed {
            sentences.append(
                "\(report.plan.area.name.vi): \(report.period.name.vi) không công bố số liệu của chỉ tiêu này (số nhỏ, hoặc suy ra được số nhỏ)"
            )
        } else if row.valueExcess != nil {
            sentences.append("\(report.plan.area.name.vi): kết quả \(report.period.name.vi) chưa in được")
        } else {
            sentences.append("\(report.plan.area.name.vi): \(report.period.name.vi) chưa có số liệu của chỉ tiêu này")
        }
        if let change = report.comparison?.changes.first(where: { $0.id == row.target.indicator }),
            let comparison = report.comparison, change.difference != nil
        {
            sentences.append(
                "so với \(comparison.earlier(than: report).vi) (\(numbers.text(change.before, of: change))): "
                    + numbers.signed(change.difference, of: change.now) + (change.isPercentage ? " điểm %" : ""))
        }
        if row.target.value != nil {
            let verdict = row.status == .suppressed ? "" : ", đánh giá: \(row.verdict.text.vi)"
            sentences.append("mức giao \(numbers.target(row.target))\(verdict)")
        }
        if let gap = words.gap(of: row, numbers) { sentences.append(gap) }
        if let interval = row.interval { sentences.append(words.interval(interval, numbers)) }
        if row.status != .missing, row.status != .suppressed { sentences.append(row.basis.text.vi) }
        sentences += row.remarks.map(\.text.vi)
        if row.basis != .otherAgency, let torn = words.torn(report.completeness) {
            sentences.append(torn.vi.withoutStop)
        }
        sentences += row.doubts.filter(\.bearsOnResult).map { "lưu ý: \($0.text.vi)" }
        // The reasons are those of every item that people have or learn: they explain no agency's figure and no rating.
        if row.verdict == .notMet, row.target.source == .partial, let reasons = Prose(report: report).mainReasons {
            sentences.append(reasons.withoutStop)
        }
        let written = sentences.map { " " + $0.capitalisedFirst + "." }
        let all = written.joined().dropFirst()
        guard all.count > room else { return String(all) }
        let shortened = written.reduce("") { text, next in
            text.count + next.count - 1 <= room - more.count ? text + next : text
        }
        return String(shortened.dropFirst()) + more
    }
}
