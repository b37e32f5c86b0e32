import Base
import Indicators
import Workspace

/// Other agencies' figures as people read them, each number with its unit.
struct FigureLines {
    private let catalogue: Catalogue

    init(_ book: Book) throws {
        catalogue = try book.planAndCatalogue().1
    }

    /// `vneid_muc2: 21.400 người, theo Công an phường, ngày 31/03/2026; Lan nhập 01/07/2026`.
    func line(_ figure: Figure) -> Bilingual {
        let span = figure.period.map { " (\($0.id))" } ?? ""
        let level = figure.level.map { Bilingual(" (\($0.text.vi))", " (\($0.text.en))") } ?? Bilingual("", "")
        let (numbers, citation) = (numbers(of: figure), figure.citation)
        let (by, day) = (figure.enteredBy.printable, figure.enteredOn.vietnamese)
        return Bilingual(
            "\(figure.indicator)\(span)\(level.vi): \(numbers.vi), \(citation.vi); \(by) nhập \(day)",
            "\(figure.indicator)\(span)\(level.en): \(numbers.en), \(citation.en); entered by \(by) \(day)")
    }

    func line(_ row: FigurePreview.Row) -> Bilingual {
        let line = line(row.figure)
        let remarks = row.remarks.compactMap(\.text)
        let (vi, en) = (remarks.map { " (\($0.vi))" }.joined(), remarks.map { " (\($0.en))" }.joined())
        switch row.change {
        case .new: return Bilingual("mới: \(line.vi)\(vi)", "new: \(line.en)\(en)")
        case .same: return Bilingual("đã có: \(line.vi)\(vi)", "known: \(line.en)\(en)")
        case .corrects(let old):
            let before = numbers(of: old)
            return Bilingual(
                "sửa: \(line.vi) (trước: \(before.vi))\(vi)", "corrects: \(line.en) (was: \(before.en))\(en)")
        }
    }

    /// `84,6%`, `21.400 người`, `8,9% = 128.045/1.439.411`.
    private func numbers(of figure: Figure) -> Bilingual {
        let indicator = catalogue.indicator(figure.indicator)
        let parts = [figure.numerator, figure.denominator].compactMap(\.self)
        func text(_ separator: String, _ value: String?, _ language: Language) -> String {
            func with(_ unit: String?) -> String {
                guard let unit, !unit.isEmpty else { return "" }
                return unit == "%" ? "%" : " \(Bilingual(unit: unit)[language])"
            }
            let share = figure.value.flatMap { indicator?.unit(of: .number($0)) }
            let fraction = parts.map { grouped($0, by: separator) }.joined(separator: "/")
            let counted = value == nil && parts.count == 1 ? with(indicator?.countUnit) : ""
            return [value.map { $0 + with(share) }, fraction.isEmpty ? nil : fraction + counted].compactMap(\.self)
                .joined(separator: " = ")
        }
        return Bilingual(text(".", figure.value?.vietnamese, .vi), text(",", figure.value?.english, .en))
    }
}

extension FigurePreview.Remark {
    /// Behind the row; nil for what is asked about apart.
    fileprivate var text: Bilingual? {
        switch self {
        case .zeroPutBack(let code):
            Bilingual(
                "mã đơn vị trong tệp là \(code.printable): đã trả lại số 0 đầu",
                "the file's area is \(code.printable): leading zero put back")
        case .monthOfDay(let text):
            Bilingual(
                "kỳ trong tệp là \(text.printable): hiểu là cả tháng",
                "the file's period is \(text.printable): the month")
        case .belowOnePercent: nil
        }
    }
}
