package import Base
package import Indicators

/// The report as a workbook: a summary laid out like the plans' Phụ lục I, then hamlets, months, items, reasons and
/// difficulties, what was received, every number as data, and the definitions.
package struct XLSXRenderer: Renderer {
    package let language: Language
    /// A sheet beside those of hamlets and items.
    package let dimension: Breakdown.Dimension?

    package init(language: Language, by dimension: Breakdown.Dimension? = nil) {
        self.language = language
        self.dimension = dimension
    }

    package func bytes(_ report: ReportModel) throws -> [UInt8] {
        let workbook = try Workbook(
            title:
                "\(report.plan.area.name[language]) · \(report.period.name[language]), \(report.period.days[language])",
            author: "sotay",
            created: report.period.last)
        let sheets = XLSXSheets(report: report, language: language, workbook: workbook)
        sheets.summary()
        sheets.activity()
        sheets.comparison()
        sheets.months()
        report.shownBreakdowns(by: dimension).forEach(sheets.breakdown)
        sheets.ratings()
        sheets.outside()
        sheets.reasons()
        sheets.received()
        sheets.notes()
        sheets.data()
        sheets.definitions()
        return try workbook.bytes()
    }
}

/// The sheets of a report.
struct XLSXSheets {
    let report: ReportModel
    let language: Language
    let workbook: Workbook
    var words: Words { Words(language: language) }
    var numbers: Numbers { Numbers(language: language) }

    func say(_ vi: String, _ en: String) -> String { Bilingual(vi, en)[language] }

    // MARK: Summary

    func summary() {
        let sheet = workbook.sheet(say("Tổng hợp", "Summary"))
        sheet.setLandscape()
        let columns =
            [
                Column("TT", 4.5, isCentred: true), Column(words[.indicator], 40),
                Column(say("Đơn vị", "Unit"), 9, isCentred: true),
                Column(say("Chỉ tiêu giao", "Target"), 9, isCentred: true),
                Column(say("Kết quả", "Result"), 10), Column(say("Tử số", "Numerator"), 9),
                Column(say("Mẫu số", "Denominator"), 9), Column(say("Chênh", "Gap"), 9),
                Column(words[.verdict], 12, isCentred: true), Column(say("Cơ quan chủ trì thực hiện", "Lead"), 19),
            ]
            // The headings say what is the same for all rows.
            + (report.isTimedByRow
                ? [Column(say("Thời hạn", "Deadline"), 12), Column(words[.notes], 51)] : [Column(words[.notes], 63)])
        let title = say("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", "RESULTS AGAINST THE TARGETS")
        sheet.line(report.plan.area.name[language].uppercased(), .title, columns: columns.count)
        sheet.line(title, .title, columns: columns.count)
        sheet.line(
            "(\(report.period.name[language].capitalisedFirst), \(report.period.days[language]); \(report.plan.title[language]))",
            .under,
            columns: columns.count)
        sheet.line(headline, .under, columns: columns.count)
        if let run = words.sinceStart(report, numbers) { sheet.line(run, .under, columns: columns.count) }
        for warning in [words.unfinished(report), words.outsidePlan(report)] {
            if let warning { sheet.line(warning, .under, columns: columns.count) }
        }
        if let received = words.received(report) { sheet.line(received, .under, columns: columns.count) }
        if let issue = report.issue { sheet.line(issue.text[language], .under, columns: columns.count) }
        if let lost = words.notKept(report) { sheet.line(lost, .under, columns: columns.count) }
        if let least = report.leastCount { sheet.line(words.published(least: least), .under, columns: columns.count) }
        sheet.head(columns)
        var group = ""
        var place = 0
        for row in report.rows {
            if row.target.group != group {
                group = row.target.group
                place = 0
                let title = report.plan.sections.first { $0.id == group }?.name[language]
                let day = report.isTimedByRow ? nil : report.deadline(of: group).map(words.deadline)
                sheet.line(
                    (title.map { "\(group) · \($0)" } ?? group) + (day.map { " (\($0))" } ?? ""), .section,
                    columns: columns.count)
            }
            place += 1
            sheet.row(cells(of: row, place: place))
        }
        sheet.finish()
    }

    private var headline: String {
        let shown = [
            ("luot_ho_tro", say("lượt", "sessions")), ("nguoi_duoc_ho_tro", say("người", "people")),
            ("ho_duoc_ho_tro", say("hộ", "households")), ("co_so_duoc_ho_tro", say("cơ sở", "businesses")),
        ]
        let counts = shown.map {
            "\(report.figures.count($0.0).map(numbers.count) ?? "—")\(words.bound($0.0, report, numbers)) \($0.1)"
        }
        return say("Tổ đã hỗ trợ: ", "The teams helped: ") + counts.joined(separator: " · ")
    }

    private func cells(of row: IndicatorRow, place: Int) -> [Cell] {
        let target = row.target
        let (part, whole) = row.parts
        let notes = (row.status == .missing ? [row.status.text] : [row.basis.text]) + row.remarks.map(\.text)
        let doubts = row.doubts.map(\.id).joined(separator: ", ")
        return [
            target.ownNumber.map { Int($0).map(Cell.whole) ?? .text($0) } ?? .whole(place),
            .text(report.name(of: target, language)),
            .text(words.unit(row.unit)),
            .text(numbers.target(target)), Cell(row.value, unit: row.unit),
            Cell(part), Cell(whole),
            row.gap.map { .decimal(Double($0.value) / 100) } ?? .blank, .text(row.judgement[language]),
            target.leadAgency.map(Cell.text) ?? .blank,
        ] + (report.isTimedByRow ? [.text(report.due(row)[language])] : []) + [
            .text(
                (notes.map { $0[language] } + (doubts.isEmpty ? [] : ["[\(doubts)]"])).joined(separator: "; ")
                    .capitalisedFirst)
        ]
    }

    // MARK: Breakdowns

    func breakdown(_ dimension: Breakdown.Dimension) {
        guard let breakdown = report.details[dimension], !breakdown.groups.isEmpty else { return }
        let sheet = workbook.sheet(dimension.sheetName[language])
        let measures = breakdown.measures
        func least(_ measure: Breakdown.Measure, _ group: Breakdown.Group) -> Int? {
            dimension.bound(measure, of: group.id).flatMap { report.figures.lowerBounds[$0] }
        }
        // What a count could be at least stands in a column of its own, so that both are numbers.
        let bounded = measures.filter { measure in breakdown.groups.contains { least(measure, $0) != nil } }
        let columns =
            [Column(say("Mã", "Code"), 16), Column(dimension.name[language], 44)]
            + (measures.map { $0.name[language] } + bounded.map { "\($0.name[language]) ≥" }).map { Column($0, 12) }
        sheet.head(columns)
        let first = sheet.next
        for group in breakdown.groups {
            sheet.row(
                [.text(group.id), .text(group.name[language])]
                    + measures.map { group.counts[$0].map(Cell.whole) ?? .text("—") }
                    + bounded.map { Cell(least($0, group)) })
        }
        let rows = first..<sheet.next
        sheet.line(words[.groupsDoNotAddUp], .note, columns: columns.count)
        let height = 7 + rows.count
        sheet.finish(more: UInt32(height + 2))
        let title = "\(measures[0].name[language]) \(dimension.heading[language].lowercased())"
        let chart = workbook.chart(
            .bars, title: title, unit: measures[0].name[language], categories: sheet.range(column: 1, rows),
            values: sheet.range(column: 2, rows), name: measures[0].name[language])
        let width = Sheet.width(columns.map(\.width))
        sheet.insert(chart, left: 0, row: sheet.next + 1, width: width, height: height, description: title)
    }

    func months() {
        let trend = report.details.trend
        let shown = report.catalogue.indicators.filter { indicator in
            trend.contains { $0.figures.values[indicator.id]?.number != nil }
        }
        guard !trend.isEmpty, !shown.isEmpty else { return }
        let sheet = workbook.sheet(say("Theo tháng", "By month"))
        sheet.setLandscape()
        sheet.head(
            [Column(say("Tháng", "Month"), 12)]
                + shown.map { Column(words.title(ofMonths: $0, in: report) + ($0.isSatisfaction ? " (%)" : ""), 22) })
        let first = sheet.next
        for month in trend {
            sheet.row(
                [.text(month.period.shortName(language) + "/\(month.period.lastYear)")]
                    + shown.map { indicator in month.figures.values[indicator.id]?.cell ?? .blank })
        }
        let rows = first..<sheet.next
        let charts = shown.prefix(6)
        // Three beside each other, so that the table and all charts print on one page.
        let (width, height) = (330, 11)
        sheet.finish(
            more: UInt32((charts.count + 2) / 3 * (height + 1) + 1), pixels: Double(min(3, charts.count) * width))
        for (place, indicator) in charts.enumerated() {
            let name = words.title(ofMonths: indicator, in: report)
            let chart = workbook.chart(
                .columns, title: name, unit: indicator.isSatisfaction ? "%" : words.unit(indicator.countUnit),
                categories: sheet.range(column: 0, rows), values: sheet.range(column: place + 1, rows), name: name,
                isCrowded: rows.count > 7)
            sheet.insert(
                chart, left: place % 3 * width, row: rows.upperBound + 1 + UInt32(place / 3 * (height + 1)),
                width: Double(width - 10), height: height, description: name)
        }
    }
}

extension Breakdown.Dimension {
    fileprivate var sheetName: Bilingual {
        switch self {
        case .hamlet: Bilingual("Theo tổ", "By hamlet")
        case .month: Bilingual("Tháng", "Month")
        case .team: Bilingual("Theo tổ công nghệ số", "By team")
        case .device: Bilingual("Theo máy", "By device")
        case .force: Bilingual("Theo lực lượng", "By force")
        case .item: Bilingual("Theo việc", "By item")
        }
    }
}

extension Indicator {
    var isSatisfaction: Bool {
        if case .satisfaction = rule { true } else { false }
    }
}

extension FigureValue {
    fileprivate var cell: Cell {
        if case .count(let count) = self { return .whole(count) }
        return number.map(Cell.decimal) ?? .blank
    }
}
