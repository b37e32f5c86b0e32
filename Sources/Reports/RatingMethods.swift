import Base
import Indicators

/// A satisfaction by how its ratings were taken: whoever helped may not be who asks.
struct RatingMethods {
    let indicator: Indicator
    /// In the catalogue's order, what was not told last.
    let lines: [Line]

    struct Line {
        let method: Term
        let part: Satisfaction.Part

        /// Under thirty clients a share is shown and nothing is concluded from it.
        var isThin: Bool { part.clients.whole < IndicatorRow.leastAnswers }
    }

    static let heading = Bilingual("Mức hài lòng theo cách lấy đánh giá", "Satisfaction by how ratings were taken")

    static let note = Bilingual(
        "Tỷ lệ hài lòng trở lên. Mỗi khách thuộc cách của lần chấm gần nhất; dưới \(IndicatorRow.leastAnswers) khách thì chưa đủ số liệu để kết luận.",
        "Share of satisfied. Each client belongs to the way of the latest rating; under \(IndicatorRow.leastAnswers) clients there is no conclusion."
    )

    static let heads: [Bilingual] = [
        Bilingual("Cách lấy đánh giá", "How"), Bilingual("Khách", "Clients"), Bilingual("Hài lòng", "Share"),
        Bilingual("Lượt", "Ratings"), Bilingual("Hài lòng", "Share"), Bilingual("Ghi chú", "Notes"),
    ]

    /// The line under `heads` behind the name; a dash over nothing.
    static func cells(_ line: Line, _ numbers: Numbers) -> [String] {
        [
            numbers.count(line.part.clients.whole), numbers.percent(line.part.clients),
            numbers.count(line.part.ratings.whole), numbers.percent(line.part.ratings), remark(line, numbers.language),
        ]
    }

    static func remark(_ line: Line, _ language: Language) -> String {
        line.isThin ? Verdict.noData.text[language] : ""
    }
}

extension ReportModel {
    /// Of every satisfaction that somebody rated.
    var ratingMethods: [RatingMethods] {
        catalogue.indicators.compactMap { indicator in
            guard case .satisfaction(let satisfaction)? = figures.values[indicator.id],
                satisfaction.ratings.whole > 0
            else { return nil }
            let lines = catalogue.toldAndUntoldMethods.compactMap { method in
                satisfaction.methods[method.id].map { RatingMethods.Line(method: method, part: $0) }
            }
            return lines.isEmpty ? nil : RatingMethods(indicator: indicator, lines: lines)
        }
    }
}
