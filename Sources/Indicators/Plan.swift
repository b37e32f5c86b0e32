package import Base

/// One unit's plan: the targets it was given, as printed, and when it reports.
package struct Plan: Hashable, Sendable {
    package let id: String
    package let title: Bilingual
    package let area: Area
    package let document: Document
    /// Both included.
    package let validFrom: CivilDate
    package let validTo: CivilDate
    package let duties: [ReportingDuty]
    /// Where the source is inconsistent, by id.
    package let doubts: [Doubt]
    /// Headings by the part of `Target.section` before its last hyphen.
    package let sections: [Term]
    package let targets: [Target]

    /// A ward, commune or province. The code is text: its leading zero counts.
    package struct Area: Hashable, Sendable {
        package let code: String
        package let name: Bilingual
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
}

/// A duty to report, as the plan sets it.
package struct ReportingDuty: Hashable, Sendable {
    package let deadline: Deadline
    package let to: String
    /// The line of the document's text file.
    package let line: Int

    package enum Deadline: Hashable, Sendable {
        /// Before this day of every month: the 15th means the 14th at the latest.
        case monthly(beforeDay: Int)
        /// Once, before this date, for the year.
        case yearly(before: CivilDate)
    }
}

/// An inconsistency of the source, shown beside the rows it touches and never silently corrected.
package struct Doubt: Hashable, Sendable {
    package let id: String
    package let text: Bilingual
    /// No verdict on the row until the ward decides.
    package let needsConfirmation: Bool
}

/// One target row of a plan, word for word.
package struct Target: Hashable, Sendable {
    package let section: String
    /// The line of the document's text file.
    package let line: Int
    package let name: String
    /// A short English gloss.
    package let gloss: String
    package let unit: String
    /// The words printed for the comparison: `tối thiểu`, `—`.
    package let printedOperator: String
    package let comparison: Comparison
    /// As printed; `—` where the plan sets none.
    package let printedValue: String
    package let value: TargetValue?
    package let lead: String
    package let deadline: String
    package let source: Indicator.Source
    package let indicator: String
    package let note: String?
    package let doubts: [String]

    /// How the value is to be met, as it takes effect.
    package enum Comparison: String, Hashable, Sendable, CaseIterable {
        case atLeast = ">="
        case moreThan = ">"
        case exactly = "="
        case atMost = "<="
        case lessThan = "<"
        case none = "—"
    }

    /// The section that rows are grouped by: `PL I.B` of `PL I.B-1.2`.
    package var group: String {
        section.lastIndex(of: "-").map { String(section[..<$0]) } ?? section
    }
}

/// A target's number without rounding: `units` / `scale`, such as 175 / 10 for 17,5.
package struct TargetValue: Hashable, Sendable {
    package let units: Int
    /// A power of ten.
    package let scale: Int

    /// Digits with at most one decimal comma or point, as printed: `70`, `01`, `17,5`.
    package init?(_ text: String) {
        let parts = text.replacing(",", with: ".").utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.count <= 6 }), let whole = decimal(parts[0]) else { return nil }
        guard parts.count == 2 else {
            units = whole
            scale = 1
            return
        }
        guard let fraction = decimal(parts[1]) else { return nil }
        let scale = (0..<parts[1].count).reduce(1) { power, _ in power * 10 }
        units = whole * scale + fraction
        self.scale = scale
    }
}
