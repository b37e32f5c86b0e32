import Base
import Indicators

/// What was done in the period: the published figures, what people have for the first time, training events.
extension XLSXSheets {
    func activity() {
        let parts: [(Words.Key, [ActivityLine])] = [
            (.activity, figures), (.increments, increments), (.events, report.events.map(ActivityLine.init)),
        ]
        let shown = parts.filter { !$0.1.isEmpty }
        guard !shown.isEmpty else { return }
        let sheet = workbook.sheet(say("Hoạt động", "Activity"))
        let columns =
            [
                Column(say("Mã", "Code"), 26), Column(say("Nội dung", "What"), 52),
                Column(say("Đơn vị", "Unit"), 12, isCentred: true), Column(words[.result], 12),
                Column(say("Tử số", "Numerator"), 10), Column(say("Mẫu số", "Denominator"), 10),
                Column(say("Ít nhất (còn cặp nghi trùng)", "At least (pairs undecided)"), 14),
            ] + (report.figures.populations.isEmpty ? [] : [Column(words[.notes], 44)])
        sheet.head(columns)
        for (title, lines) in shown {
            sheet.line(words[title], .section, columns: columns.count)
            for line in lines {
                sheet.row(
                    [
                        .text(line.id), .text(line.name[language]), .text(words.unit(line.unit)), line.value,
                        Cell(line.parts?.part), Cell(line.parts?.whole), Cell(report.figures.lowerBounds[line.bound]),
                    ] + (line.note.map { [.text($0)] } ?? []))
            }
        }
        sheet.finish()
    }

    private var figures: [ActivityLine] {
        report.activity.map { indicator, value in
            var line = ActivityLine(indicator, 0)
            line.name = indicator.gain ?? indicator.name
            line.note = words.base(of: indicator, in: report)
            switch value {
            case .count(let count): line.value = .whole(count)
            case .distribution(let counts): line.value = .whole(counts.values.reduce(0, +))
            case .ratio(let ratio): line.show(ratio)
            case .satisfaction(let satisfaction): line.show(satisfaction.clients)
            }
            return line
        }
    }

    private var increments: [ActivityLine] {
        report.figures.increments.map { gain in
            ActivityLine(
                id: gain.item, name: report.itemName(gain.item), unit: "người", value: .whole(gain.count),
                bound: Figures.bound(increment: gain.item))
        } + report.restored.map(ActivityLine.init)
    }
}

/// One line of the sheet.
private struct ActivityLine {
    let id: String
    var name: Bilingual
    var unit: String
    var value: Cell
    var parts: Ratio?
    /// Of whom a share is taken.
    var note: String?
    /// Its key among the lower bounds.
    let bound: String

    init(id: String, name: Bilingual, unit: String, value: Cell, bound: String) {
        (self.id, self.name, self.unit, self.value, self.bound) = (id, name, unit, value, bound)
    }

    init(_ indicator: Indicator, _ count: Int) {
        self.init(
            id: indicator.id, name: indicator.name, unit: indicator.countUnit, value: .whole(count),
            bound: indicator.id)
    }

    /// A share of what its parts count.
    mutating func show(_ ratio: Ratio) {
        unit = "%"
        value = Cell(IndicatorValue.ratio(ratio))
        parts = ratio
    }
}
