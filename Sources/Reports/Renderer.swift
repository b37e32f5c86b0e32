package import Base
package import Indicators

/// One report format: the same values in another dress.
package protocol Renderer: Sendable {
    /// The whole document, with the line end that the format asks for.
    func render(_ report: ReportModel) -> String
}

/// The formats of `report --format`.
package enum ReportFormat: String, Sendable, CaseIterable {
    case terminal
    case json
    case csv

    /// `colour` touches the terminal alone.
    package func renderer(language: Language, colour: Bool) -> any Renderer {
        switch self {
        case .terminal: TerminalRenderer(language: language, colour: colour)
        case .json: JSONRenderer()
        case .csv: CSVRenderer()
        }
    }
}
