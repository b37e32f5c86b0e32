import Base
import Indicators

/// Numbers as people of the language write them. Machine formats use `Hundredths.plain` and bare digits.
struct Numbers {
    let language: Language

    /// `1.234` in Vietnamese, `1,234` in English.
    func count(_ number: Int) -> String {
        grouped(number, by: language == .vi ? "." : ",")
    }

    /// `96,92` or `96.92`.
    func decimal(_ number: Hundredths) -> String {
        language == .vi ? number.vietnamese : number.plain
    }

    /// `23,80% (119/500)`; a dash over nothing.
    func share(_ ratio: Ratio) -> String { ratio.text[language] }

    /// `96,92%`; a dash over nothing.
    func percent(_ ratio: Ratio) -> String {
        ratio.percent.map { "\(decimal($0))%" } ?? "—"
    }

    /// `≥ 95%`; a dash where the plan sets none.
    func target(_ target: Target) -> String { target.goalText(language) }
}
