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
                .text(say("lý do", "reason")), .text(reason.id), .text(reason.name[language]), .blank,
                .whole(reason.count),
            ])
        }
        for difficulty in report.details.difficulties {
            sheet.row([
                .text(say("khó khăn", "difficulty")), .text(difficulty.theme),
                .text(report.details.word(difficulty.theme)[language]),
                .text(report.details.word(difficulty.status)[language]), .whole(difficulty.count),
            ])
        }
        sheet.finish()
    }

    func received() {
        let state = report.completeness
        let sheet = workbook.sheet(say("Số liệu đã nhận", "Received"))
        sheet.head([
            Column(words[.device], 40), Column(words[.lastBatch], 24), Column(say("Phiếu", "Records"), 12),
        ])
        for device in state.devices {
            sheet.row([
                .text(device.name), .text(device.lastBatch?.vietnamese ?? words[.thisComputer]), .whole(device.records),
            ])
        }
        for (name, count) in [
            (words[.editConflicts], state.editConflicts), (words[.uncounted], state.uncounted),
            (words[.quarantined], state.quarantined),
        ] {
            sheet.row([.text(name), .blank, .whole(count)])
        }
        sheet.finish()
    }

    /// The rows of the CSV file: codes as text, numbers as numbers.
    func data() {
        let sheet = workbook.sheet(say("Dữ liệu", "Data"))
        let rows = CSVRenderer().rows(report)
        let widths: [String: Double] = ["name": 60, "id": 28, "part": 22, "section": 18]
        sheet.head(rows[0].map { Column($0, widths[$0] ?? 12) })
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
            Column(say("Mã", "Code"), 28), Column(words[.indicator], 52), Column(say("Cách tính", "Class"), 10),
            Column(say("Đơn vị", "Unit"), 14), Column(say("Tử số là", "Numerator"), 48),
            Column(say("Mẫu số là", "Denominator"), 40),
        ])
        for indicator in report.catalogue.indicators {
            sheet.row([
                .text(indicator.id), .text(indicator.name[language]), .text(indicator.source.rawValue),
                .text(indicator.unit), .text(indicator.numerator[language]),
                indicator.denominator.map { .text($0[language]) } ?? .blank,
            ])
        }
        sheet.finish()
    }
}
