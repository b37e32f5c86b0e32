import Base
import Indicators

/// The sheets behind the summary that are plain lists.
extension XLSXSheets {
    func reasons() {
        let sheet = workbook.sheet(say("Lý do, khó khăn", "Reasons"))
        sheet.head([
            Column(say("Loại", "Kind"), 14), Column(say("Mã", "Code"), 24), Column(say("Nội dung", "What"), 52),
            Column(say("Tình trạng", "State"), 26), Column(say("Số lần", "Times"), 10),
        ])
        for reason in report.rankedReasons {
            sheet.row([
                .text(say("Lý do", "Reason")), .text(reason.id), .text(reason.name[language]), .blank,
                .whole(reason.count),
            ])
        }
        for difficulty in report.details.difficulties {
            sheet.row([
                .text(say("Khó khăn", "Difficulty")), .text(difficulty.theme),
                .text(report.details.word(difficulty.theme)[language]),
                .text(report.details.word(difficulty.status)[language]), .whole(difficulty.count),
            ])
        }
        if report.details.notKept.contains(.difficulties), let lost = words.notKept(report) {
            sheet.line(lost, .note, columns: 5)
        }
        sheet.finish()
    }

    /// Satisfaction by how ratings were taken.
    func ratings() {
        let groups = report.ratingMethods
        guard !groups.isEmpty else { return }
        let sheet = workbook.sheet(say("Cách lấy đánh giá", "Ratings"))
        sheet.setLandscape()
        let heads = RatingMethods.heads.map { $0[language] }
        let satisfied = say("Hài lòng", "Satisfied")
        sheet.head([
            Column(say("Mã", "Code"), 20), Column(words[.indicator], 46), Column(heads[0], 26), Column(heads[1], 9),
            Column(satisfied, 9), Column("%", 8), Column(heads[3], 9), Column(satisfied, 9), Column("%", 8),
            Column(heads[5], 18),
        ])
        for group in groups {
            for line in group.lines {
                let cells = [line.part.clients, line.part.ratings].flatMap { ratio -> [Cell] in
                    [.whole(ratio.whole), .whole(ratio.part), Cell(IndicatorValue.ratio(ratio))]
                }
                sheet.row(
                    [
                        .text(group.indicator.id), .text(group.indicator.name[language]),
                        .text(line.method.name[language]),
                    ] + cells + [.text(RatingMethods.remark(line, language))])
            }
        }
        sheet.line(RatingMethods.note[language], .note, columns: 10)
        sheet.finish()
    }

    /// The figures beside those of an earlier period.
    func comparison() {
        guard let comparison = report.comparison else { return }
        let sheet = workbook.sheet(say("So sánh", "Comparison"))
        sheet.line(words.comparedWith(comparison), .title, columns: 6)
        let heads = words.heads(of: comparison, in: report)
        sheet.head([
            Column("TT", 5, isCentred: true), Column(words[.indicator], 52),
            Column(say("Đơn vị", "Unit"), 10, isCentred: true), Column(heads.before, 14), Column(heads.now, 14),
            Column(words[.change], 14),
        ])
        for (place, change) in comparison.changes.enumerated() {
            let difference = change.difference.map { difference -> Cell in
                if case .count = change.now { return .change(difference, isWhole: true) }
                return .change(difference, isWhole: false)
            }
            let unit = report.catalogue.indicator(change.id).map {
                change.isPercentage ? "%" : words.unit($0.countUnit)
            }
            sheet.row([
                .whole(place + 1), .text(words.title(of: change)), .text(unit ?? ""), Cell(change.before),
                Cell(change.now),
                difference ?? .text("—"),
            ])
        }
        sheet.line(words.changeUnit, .note, columns: 6)
        sheet.finish()
    }

    func outside() {
        guard !report.outside.isEmpty else { return }
        let sheet = workbook.sheet(say("Ngoài kế hoạch", "Outside the plan"))
        sheet.line(Words.outside[language], .title, columns: 5)
        sheet.head([
            Column(say("Mã", "Id"), 22), Column(words[.indicator], 52), Column(words[.result], 14),
            Column(say("Đơn vị", "Unit"), 12, isCentred: true), Column(say("Nguồn", "Source"), 44),
        ])
        for outside in report.outside {
            sheet.row([
                .text(outside.id), .text(outside.name[language]), Cell(outside.value),
                .text(words.unit(outside.unit)), .text(outside.figure.citation[language].capitalisedFirst),
            ])
        }
        sheet.finish()
    }

    /// Where the plan's text is in doubt: what the marks behind the rows mean.
    func notes() {
        let used = Set(report.rows.flatMap { $0.doubts.map(\.id) })
        let doubts = report.plan.doubts.filter { used.contains($0.id) } + report.plan.generalDoubts
        guard !doubts.isEmpty else { return }
        let sheet = workbook.sheet(words[.notes])
        sheet.head([
            Column(say("Dấu", "Mark"), 8, isCentred: true),
            Column(say("Chỗ văn bản kế hoạch chưa rõ", "Where the plan's text is in doubt"), 90),
        ])
        for doubt in doubts { sheet.row([.text(doubt.id), .text(doubt.text[language].capitalisedFirst)]) }
        sheet.finish()
    }

    /// Devices are people's: what is published names none.
    func received() {
        guard report.leastCount == nil else { return }
        let state = report.completeness
        let sheet = workbook.sheet(say("Số liệu đã nhận", "Received"))
        sheet.head([
            Column(words[.device], 40), Column(words[.lastBatch].capitalisedFirst, 24),
            Column(say("Phiếu", "Records"), 12),
        ])
        for device in state.devices {
            sheet.row([
                .text(device.label), .text(device.lastBatch?.vietnamese ?? words[.thisComputer].capitalisedFirst),
                .whole(device.records),
            ])
        }
        for (name, count) in [
            (words[.editConflicts], state.editConflicts), (words[.uncounted], state.uncounted),
            (words[.quarantined], state.quarantined),
        ] {
            sheet.row([.text(name.capitalisedFirst), .blank, .whole(count)])
        }
        sheet.finish()
    }

    /// The rows of the CSV file: codes as text, numbers as numbers.
    func data() {
        // From the kind to the denominator; the same period and area stand in every row.
        let sheet = workbook.sheet(say("Dữ liệu", "Data"), printed: 3...14)
        sheet.setLandscape()
        let rows = CSVRenderer().rows(report)
        let widths: [String: Double] = ["name": 52, "id": 26, "part": 20, "section": 16, "unit": 9, "class": 7]
        sheet.head(rows[0].map { Column($0, widths[$0] ?? 11) })
        for row in rows.dropFirst() {
            sheet.row(
                zip(rows[0], row).map { name, text in
                    guard CSVRenderer.numeric.contains(name), let number = Double(text) else {
                        return text.isEmpty ? .blank : .text(text)
                    }
                    return Int(text).map(Cell.whole) ?? .decimal(number)
                })
        }
        sheet.finish()
    }

    func definitions() {
        let sheet = workbook.sheet(say("Định nghĩa", "Definitions"))
        sheet.setLandscape()
        sheet.head([
            Column(say("Mã", "Code"), 28), Column(words[.indicator], 52), Column(say("Cách tính", "Class"), 24),
            Column(say("Đơn vị", "Unit"), 14), Column(say("Tử số là", "Numerator"), 48),
            Column(say("Mẫu số là", "Denominator"), 40),
        ])
        for indicator in report.catalogue.indicators {
            sheet.row([
                .text(indicator.id), .text(indicator.name[language]), .text(indicator.source.text[language]),
                .text(words.unit(indicator.unit)), .text(indicator.numerator[language]),
                indicator.denominator.map { .text($0[language]) } ?? .blank,
            ])
        }
        sheet.finish()
    }
}
