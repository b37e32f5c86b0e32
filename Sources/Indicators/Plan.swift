package import Base

/// One unit's plan: the targets it was given, as printed, and when it reports.
package struct Plan: Hashable, Sendable {
    package let id: String
    /// From 1; a corrected plan of the same id carries a higher one.
    package let version: Int
    package let title: Bilingual
    package let area: Area
    package let document: Document
    /// Both included.
    package let validFrom: CivilDate
    package let validTo: CivilDate
    package let duties: [ReportingDuty]
    /// Nil where the text names none.
    package let clearPoints: ClearPoints?
    /// Where the source is inconsistent, by id.
    package let doubts: [Doubt]
    /// Headings by what the rows under them begin with, see `Target.group`.
    package let sections: [Term]
    package let targets: [Target]

    /// A ward, commune or province. The code is text: its leading zero counts.
    package struct Area: Hashable, Sendable {
        package let code: String
        package let name: Bilingual

        package var level: Level { Level(ofArea: code) }
    }

    package enum Level: String, Hashable, Sendable, CaseIterable {
        case province
        case commune

        /// Two digits are a province, five a ward or commune.
        package init(ofArea code: String) {
            self = code.utf8.count == 2 ? .province : .commune
        }

        /// `tỉnh`, `cấp xã`, `commune`; nil for anything else.
        package init?(typed text: String) {
            switch text.searchKey.replacing("cap", with: "").filter({ $0.isLetter }) {
            case "province", "tinh": self = .province
            case "commune", "xa": self = .commune
            default: return nil
            }
        }
    }

    /// The source of the plan; number and date as printed, incomplete where they are.
    package struct Document: Hashable, Sendable {
        package let code: String
        package let file: String
        package let issuer: String
        package let number: String?
        package let date: String?
    }

    package func doubt(_ id: String) -> Doubt? {
        doubts.first { $0.id == id }
    }

    /// Doubts about the document as a whole, which stand at no row and no duty.
    package var generalDoubts: [Doubt] {
        let used = Set(targets.flatMap(\.doubts) + duties.flatMap(\.doubts))
        return doubts.filter { !used.contains($0.id) }
    }
}

/// An inconsistency of the source, shown beside the rows it touches and never silently corrected.
package struct Doubt: Hashable, Sendable {
    package let id: String
    package let text: Bilingual
    /// No verdict on the row until the ward decides.
    package let needsConfirmation: Bool
    /// How the row's value is to be met, where the plan says it in two ways.
    package let comparison: Target.Comparison?
    /// It bears on a number, a verdict or on who answers for it: what is handed in says it. Others are misprints and
    /// what other plans say.
    package let bearsOnResult: Bool

    init(id: String, text: Bilingual, needsConfirmation: Bool, comparison: Target.Comparison?, bearsOnResult: Bool) {
        self.id = id
        self.text = text
        self.needsConfirmation = needsConfirmation
        self.comparison = comparison
        self.bearsOnResult = bearsOnResult || needsConfirmation || comparison != nil
    }
}
