import Base
import Indicators

/// What has run up since the plan's start, beside the period's own counts.
extension Words {
    /// Nil where the period begins with the plan, in a book that heard from nobody, and in what is published.
    func sinceStart(_ report: ReportModel, _ numbers: Numbers, separator: String = " · ") -> String? {
        guard let cumulative = report.cumulative else { return nil }
        let shown = [
            ("luot_ho_tro", Bilingual("lượt", "sessions")), ("nguoi_duoc_ho_tro", Bilingual("người", "people")),
            ("ho_duoc_ho_tro", Bilingual("hộ", "households")), ("co_so_duoc_ho_tro", Bilingual("cơ sở", "businesses")),
        ]
        let counts = shown.map { id, word in
            let least = cumulative.figures.lowerBounds[id].map { " (≥ \(numbers.count($0)))" } ?? ""
            return "\(cumulative.figures.count(id).map(numbers.count) ?? "—")\(least) \(word[language])"
        }.joined(separator: separator)
        let day = cumulative.period.first.vietnamese
        return Bilingual("Lũy kế từ \(day): \(counts).", "Since \(day): \(counts).")[language]
    }
}
